"""Parses media types and other header values with parameters (RFC 9110, 5.6.6)."""

from __future__ import annotations

from email.message import Message


def parse_media_type(value: str) -> tuple[str, dict[str, str]]:
    """``("application/json", {"charset": "utf-8"})``; the type in lower case, ``("", {})`` for nothing."""
    if not value.strip():
        return "", {}
    message = Message()
    message["content-type"] = value[:1000].replace("\r", " ").replace("\n", " ")
    pairs = message.get_params(failobj=[])
    if not pairs:
        return "", {}
    return pairs[0][0].strip().lower(), {name.lower(): str(text) for name, text in pairs[1:]}
