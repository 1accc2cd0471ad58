"""Relays a connection that is no HTTP and shows what the device sends, its first bytes alone; nothing piles up."""

from __future__ import annotations

from typing import Final

from mitmproxy.proxy import events, layer
from mitmproxy.proxy.context import Context
from mitmproxy.proxy.layers.tcp import TcpMessageHook
from mitmproxy.tcp import TCPFlow, TCPMessage

from proxy_addons.pass_through import CountingTCP

SHOWN: Final = 1 << 20  # bytes of one connection that are read; what comes after them is counted


class RecordedTCP(CountingTCP):
    """A TCP relay with mitmproxy's ``tcp_message`` for what the device sends, up to ``SHOWN`` bytes.

    The flow of the hook holds one message at a time. What goes to the device is relayed unseen.
    """

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._tcp = TCPFlow(context.client, context.server, live=True)

    def relay_messages(self, event: events.Event) -> layer.CommandGenerator[None]:
        """Show, then pass on."""
        if (
            isinstance(event, events.DataReceived)
            and event.connection is self.context.client
            and self.sent < SHOWN
        ):
            self._tcp.messages = [
                TCPMessage(True, event.data[: SHOWN - self.sent])  # type: ignore[no-untyped-call]
            ]
            yield TcpMessageHook(self._tcp)
            self._tcp.messages = []
        yield from super().relay_messages(event)
