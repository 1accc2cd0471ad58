"""Reads the certificates that mitmproxy got from a server, for a connection that its device has named by its address."""

from __future__ import annotations

from datetime import datetime

from cryptography.hazmat.primitives.serialization import Encoding
from mitmproxy.connection import Server

from analysis.records import Certificate
from proxy_addons.certificate_chain import MAX_CHAIN, certificate_of


def upstream_certificate(server: Server, at: datetime) -> Certificate | None:
    """What a server's certificate says, None where there was none. ``at`` is when it was sent, aware."""
    chain = [
        one.to_cryptography().public_bytes(Encoding.DER) for one in server.certificate_list[: MAX_CHAIN + 1]
    ]
    return certificate_of(chain, at)
