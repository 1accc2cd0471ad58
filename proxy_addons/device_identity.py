"""Reads by which name a device presents itself to the proxy; a name is an identity here, not a secret."""

from __future__ import annotations

import base64
import binascii
from typing import Final

MAX_USER: Final = 128  # characters


def user_name(credentials: str) -> str:
    """The user of a ``Proxy-Authorization`` header (RFC 7617, Basic); ``""`` where it holds none. No password is kept."""
    scheme, _, token = credentials.partition(" ")
    if scheme.lower() != "basic" or len(token) > 4 * MAX_USER:
        return ""
    try:
        text = base64.b64decode(token.strip(), validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError):
        return ""
    return text.partition(":")[0][:MAX_USER]
