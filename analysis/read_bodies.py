"""Tells a body that was read from one that was sent: what stands at an address for everybody who asks."""

from __future__ import annotations

from analysis.records import Transmission


def is_read(sent: Transmission) -> bool:
    """Whether a message asks for a page; a WebSocket begins so too, and then carries what its sender says."""
    return sent.method == "GET" and sent.protocol.startswith("http")
