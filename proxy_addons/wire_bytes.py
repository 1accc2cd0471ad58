"""Counts what really crosses each client connection, below TLS, for the price of an addition a read and a write."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from mitmproxy.addons.proxyserver import Proxyserver
from mitmproxy.connection import Client
from mitmproxy.proxy.mode_servers import ProxyConnectionHandler

READ_BYTES: Final = 1 << 18  # asyncio receives no more at once


class WireCount:
    """TCP payload bytes of one client connection: ``read`` from the client, ``written`` to it."""

    __slots__ = ("read", "written")

    def __init__(self) -> None:
        self.read = 0
        self.written = 0


class CountedReader:
    """What mitmproxy needs of a stream reader, counted.

    It gives all that the reader has buffered, not mitmproxy's 64 KiB a turn: the way through the layers costs the same for
    every turn, which an upload feels.
    """

    def __init__(self, reader: Any, count: WireCount) -> None:
        self._read = reader.read
        self._count = count

    async def read(self, limit: int) -> bytes:
        """What is there, up to ``READ_BYTES``; ``b""`` at the end."""
        data: bytes = await self._read(max(limit, READ_BYTES))
        self._count.read += len(data)
        return data


class CountedWriter:
    """What mitmproxy needs of a stream writer, counted; everything but ``write`` is the writer's own."""

    def __init__(self, writer: Any, count: WireCount) -> None:
        self._write = writer.write
        self._count = count
        self.drain = writer.drain
        self.is_closing = writer.is_closing
        self.close = writer.close
        self.write_eof = writer.write_eof
        self.get_extra_info = writer.get_extra_info

    def write(self, data: bytes) -> None:
        """Send."""
        self._count.written += len(data)
        self._write(data)


class CountingProxyserver(Proxyserver):
    """mitmproxy's server addon, with every client connection counted. ``counts`` is by client id, while it is open."""

    name = "proxyserver"  # mitmproxy's master looks it up under this name

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.counts: dict[str, WireCount] = {}

    @contextmanager
    def register_connection(
        self, connection_id: tuple[Any, ...] | str, handler: ProxyConnectionHandler
    ) -> Iterator[None]:
        """Called around a client connection's whole life."""
        client = handler.client
        count = self.counts[client.id] = WireCount()
        transport = handler.transports[client]
        transport.reader = CountedReader(transport.reader, count)  # type: ignore[assignment]
        transport.writer = CountedWriter(transport.writer, count)  # type: ignore[assignment]
        try:
            with super().register_connection(connection_id, handler):
                yield
        finally:
            del self.counts[client.id]

    async def close_clients(self, patience: float) -> None:
        """Stop listening, close every client connection, and wait up to ``patience`` seconds for their last hooks."""
        await self.servers.update([])
        for handler in list(self.connections.values()):
            self.close_client(handler.client)
        give_up = asyncio.get_running_loop().time() + patience
        while self.connections and asyncio.get_running_loop().time() < give_up:
            await asyncio.sleep(0.01)

    def close_client(self, client: Client) -> None:
        """End one client connection; its hooks still run."""
        handler = self.connections.get(client.id)
        task = (
            handler.transports[client].handler
            if handler is not None and client in handler.transports
            else None
        )
        if task is not None:
            task.cancel("closed by the recording proxy")
