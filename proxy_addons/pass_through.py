"""Relays a connection untouched and counts its bytes each way."""

from __future__ import annotations

import time

from mitmproxy.proxy import commands, events, layer
from mitmproxy.proxy.context import Context
from mitmproxy.proxy.layers import TCPLayer

from analysis.records import Certificate
from proxy_addons.server_handshake import ServerHandshake


class CountingTCP(TCPLayer):
    """A TCP relay that neither keeps nor shows contents; ``handshake`` alone is shown what the server sends first.

    ``sent`` and ``received`` are bytes of the relayed stream from and to the client, TLS records included. (mitmproxy's
    own relay either keeps every message in memory or, ignoring the connection, says nothing about it.)
    """

    def __init__(self, context: Context, handshake: ServerHandshake | None = None) -> None:
        super().__init__(context, ignore=True)
        self._handshake = handshake
        self.sent = 0
        self.received = 0

    @property
    def certificate(self) -> Certificate | None:
        """What the server's certificate says, where that was looked for and has come."""
        return self._handshake.certificate if self._handshake is not None else None

    def relay_messages(self, event: events.Event) -> layer.CommandGenerator[None]:
        """Pass data on; closing, half-closing included, is the parent's."""
        if not isinstance(event, events.DataReceived):
            if self._handshake is not None:
                self._handshake.close()
            yield from super().relay_messages(event)
        elif event.connection is self.context.client:
            self.sent += len(event.data)
            yield commands.SendData(self.context.server, event.data)
        else:
            self.received += len(event.data)
            if self._handshake is not None and not self._handshake.done:
                self._handshake.feed(event.data, time.time())
            yield commands.SendData(self.context.client, event.data)
