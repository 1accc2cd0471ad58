"""Finds the DNS message in an HTTP request: DNS over HTTPS that was opened, or its like in clear (RFC 8484)."""

from __future__ import annotations

import binascii
import re
from base64 import urlsafe_b64decode
from typing import Final

from proxy_addons.dns_messages import Message, read
from proxy_addons.dns_records import NotDns
from proxy_addons.stream_bodies import Said

_PARAMETER: Final = re.compile(r"[?&]dns=([A-Za-z0-9_-]{16,2048})(?:&|\Z)")
_MEDIA_TYPE: Final = "application/dns-message"


def dns_in(said: Said) -> Message | None:
    """The question that a request carries; None for any other request. Never raises."""
    data = _parameter(said.target) if said.method == "GET" and "dns=" in said.target else b""
    if said.method == "POST" and said.body.data is not None and len(said.body.data) < 4096:
        types = (value for name, value in said.headers if name.lower() == "content-type")
        data = said.body.data if next(types, "").startswith(_MEDIA_TYPE) else b""
    if not data:
        return None
    try:
        return read(data)
    except NotDns:
        return None


def _parameter(target: str) -> bytes:
    match = _PARAMETER.search(target)
    if match is None:
        return b""
    try:
        return urlsafe_b64decode(match[1] + "=" * (-len(match[1]) % 4))
    except (binascii.Error, ValueError):
        return b""
