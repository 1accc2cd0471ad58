"""Relays a connection untouched and counts its bytes each way."""

from __future__ import annotations

from mitmproxy.proxy import commands, events, layer
from mitmproxy.proxy.context import Context
from mitmproxy.proxy.layers import TCPLayer


class CountingTCP(TCPLayer):
    """A TCP relay that neither keeps nor shows contents.

    ``sent`` and ``received`` are bytes of the relayed stream from and to the client, TLS records included. (mitmproxy's
    own relay either keeps every message in memory or, ignoring the connection, says nothing about it.)
    """

    def __init__(self, context: Context) -> None:
        super().__init__(context, ignore=True)
        self.sent = 0
        self.received = 0

    def relay_messages(self, event: events.Event) -> layer.CommandGenerator[None]:
        """Pass data on; closing, half-closing included, is the parent's."""
        if not isinstance(event, events.DataReceived):
            yield from super().relay_messages(event)
        elif event.connection is self.context.client:
            self.sent += len(event.data)
            yield commands.SendData(self.context.server, event.data)
        else:
            self.received += len(event.data)
            yield commands.SendData(self.context.client, event.data)
