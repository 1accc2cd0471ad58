"""Splits names that senders write together in small letters (``playerdeviceid``), where every part is a word known here."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

_LEAST_PIECES: Final = 3  # what is glued of two is known as it is (``deviceid``, ``heartrate``)
_LEAST_LETTERS: Final = 9
_MOST_LETTERS: Final = 40
_PIECES: Final = frozenset({
    "user", "device", "phone", "mobile", "browser", "client", "player", "viewer", "customer", "external", "internal",
    "member",
    "account", "visitor", "vendor", "session", "install", "installation", "instance", "machine", "hardware", "anonymous",
    "unique",
    "app", "application", "advertising", "ad", "push", "token", "id", "uid", "uuid", "guid", "identifier", "finger", "print",
    "fingerprint", "hash", "hashed", "number", "name", "model", "maker", "brand", "manufacturer", "version", "os", "system",
    "platform", "build", "type", "kernel", "screen", "display", "width", "height", "resolution", "density", "network", "net",
    "connection", "operator", "carrier", "sim", "wifi", "ssid", "bssid", "mac", "address", "ip", "email", "mail", "first",
    "last",
    "full", "given", "family", "birth", "date", "day", "year", "gender", "age", "country", "region", "city", "zip", "post",
    "code",
    "time", "zone", "language", "locale", "currency", "battery", "level", "status", "state", "charging", "current", "home",
    "work",
    "billing", "shipping", "contact", "emergency", "owner", "driver", "rider", "passenger", "patient", "student", "employee",
    "latitude", "longitude", "lat", "lng", "lon", "location", "accuracy", "serial", "imei", "local", "public", "private",
    "server",
    "content", "article", "request", "order", "page", "product", "item", "video", "event", "campaign", "image", "file",
})  # fmt: skip
_LONGEST_PIECE: Final = max(map(len, _PIECES))


@lru_cache(maxsize=4096)  # names are a stranger's
def _ways(rest: str) -> tuple[str, ...]:
    """The split of a text into known words with the longest words first; () where there is none."""
    if rest in _PIECES:
        return (rest,)
    for size in range(min(_LONGEST_PIECE, len(rest) - 2), 1, -1):
        if rest[:size] in _PIECES and (further := _ways(rest[size:])):
            return (rest[:size], *further)
    return ()


def pieces(word: str) -> tuple[str, ...]:
    """The known words that a word of small letters is made of, three or more; else the word alone."""
    if not _LEAST_LETTERS <= len(word) <= _MOST_LETTERS:
        return (word,)
    found = _ways(word)
    return found if len(found) >= _LEAST_PIECES else (word,)
