"""Parses media types and other header values with parameters (RFC 9110, 5.6.6)."""

from __future__ import annotations

from typing import Final

from analysis.lazy_patterns import lazy_pattern
from analysis.remembered import Remembered

# Nearly all there are, told without a library that is slow to load; what that says of them is the same.
_PLAIN: Final = lazy_pattern(r"([a-zA-Z.+-]{1,64}/[a-zA-Z0-9.+-]{1,100})(?:; ?charset=([a-zA-Z0-9-]{1,40}))?")


def parse_media_type(value: str) -> tuple[str, dict[str, str]]:
    """``("application/json", {"charset": "utf-8"})``; the type in lower case, ``("", {})`` for nothing."""
    media_type, parameters = _PARSED[value]
    return media_type, dict(parameters)


def _parse(value: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    if not value.strip():
        return "", ()
    if plain := _PLAIN.fullmatch(value):
        return plain[1].lower(), (("charset", plain[2]),) if plain[2] else ()
    # slow to load: as slow as all the modules that read a HAR together
    from email.message import Message

    message = Message()
    message["content-type"] = value[:1000].replace("\r", " ").replace("\n", " ")
    pairs = message.get_params(failobj=[])
    if not pairs:
        return "", ()
    return pairs[0][0].strip().lower(), tuple((name.lower(), str(text)) for name, text in pairs[1:])


# The same few types come with every message, and are asked for several times of each.
_PARSED: Final = Remembered(_parse)
