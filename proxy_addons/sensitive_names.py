"""Reduces the address of a sensitive host, where a message to somebody else names it, to the host's category."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from analysis.records import Transmission
from proxy_addons.never_intercept import NeverIntercept
from proxy_addons.sensitive_bodies import SensitiveBodies

# a URL's beginning, plain or percent-encoded (once or twice), then its host, then all that belongs to it
_SCHEME: Final = r"(?:https?|wss?)(?::|%(?:25)?3a)(?:/|%(?:25)?2f){2}"
_HOST: Final = r"(?:[^\s/@\"'<>&]{1,256}@)?(?P<host>[a-z0-9.\-]{1,253})"
_IN_TEXT: Final = re.compile(_SCHEME + _HOST + r"[^\s\"'<>]{0,65536}", re.IGNORECASE)
_IN_QUERY: Final = re.compile(_SCHEME + _HOST + r"[^\s\"'<>&#]{0,65536}", re.IGNORECASE)
_BARE: Final = re.compile(
    r"(?<==)(?P<host>[a-z0-9\-]{1,63}(?:\.[a-z0-9\-]{1,63}){1,9})(?=&|\Z)", re.IGNORECASE
)
_HINTS: Final = ("://", "%3a", "%3A", "%253a", "%253A")


class SensitiveNames:
    """Knows which hosts are sensitive. ``reduce`` runs in the writer thread, before anything is journalled."""

    def __init__(self, never_intercept: NeverIntercept) -> None:
        self._match = never_intercept.match
        self._bodies = SensitiveBodies(never_intercept)

    def reduce(self, transmission: Transmission) -> Transmission:
        """The transmission with every sensitive address in it replaced; the same object if there is none."""
        transmission = self._bodies.reduce(transmission)
        headers = tuple((name, self._text(value)) for name, value in transmission.request_headers)
        query = self._query(transmission.query)
        path = self._query(transmission.path)
        if (
            query is transmission.query
            and path is transmission.path
            and all(new[1] is old[1] for new, old in zip(headers, transmission.request_headers, strict=True))
        ):
            return transmission
        return msgspec.structs.replace(transmission, request_headers=headers, query=query, path=path)

    def _text(self, value: str) -> str:
        return self._replaced(_IN_TEXT, value) if any(hint in value for hint in _HINTS) else value

    def _query(self, value: str) -> str:
        if any(hint in value for hint in _HINTS):
            value = self._replaced(_IN_QUERY, value)
        return self._replaced(_BARE, value) if "=" in value and "." in value else value

    def _replaced(self, pattern: re.Pattern[str], text: str) -> str:
        clean = pattern.sub(self._alias, text)
        return text if clean == text else clean

    def _alias(self, found: re.Match[str]) -> str:
        match = self._match(found["host"])
        return match.alias if match is not None and match.sensitive else found[0]
