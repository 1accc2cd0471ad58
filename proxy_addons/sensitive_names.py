"""Reduces the address of a sensitive host, where a message to somebody else names it, to the host's category."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from analysis.records import Transmission
from proxy_addons.never_intercept import NeverIntercept
from proxy_addons.sensitive_bodies import SensitiveBodies

# a URL's beginning, plain or percent-encoded (how often does not matter), then its host, then all that belongs to it
_COLON, _SLASH = r"(?::|%(?:25){0,9}3a)", r"(?:/|%(?:25){0,9}2f)"
_SCHEME: Final = rf"(?:https?|wss?){_COLON}{_SLASH}{{2}}"
_HOST: Final = r"(?:[^\s/@\"'<>&]{1,256}@)?(?P<host>[a-z0-9.\-]{1,253})"
_IN_TEXT: Final = re.compile(_SCHEME + _HOST + r"[^\s\"'<>]{0,65536}", re.IGNORECASE)
_IN_QUERY: Final = re.compile(_SCHEME + _HOST + r"[^\s\"'<>&#]{0,65536}", re.IGNORECASE)
# a host without scheme: where a value begins, in JSON, behind // or as a part of a path; with its port, and what follows
_ALONE: Final = r"(?P<host>[a-z0-9\-]{1,63}(?:\.[a-z0-9\-]{1,63}){1,9})\.?"
_REST: Final = rf"(?:{_COLON}[0-9]{{1,5}})?(?:{_SLASH}[^\s\"'<>&#;]{{0,65536}})?"
_AFTER: Final = r"(?=[&\"',;:)\]|\s#%\\]|\Z)"
_ESCAPED: Final = r"(?<=%[0-9a-f]{2})|(?<=%25[0-9a-f]{2})|(?<=%2525[0-9a-f]{2})"
_BARE: Final = re.compile(
    rf"(?:(?<=[=\"':,;(\[|])|(?<=[=:]//)|{_ESCAPED}){_ALONE}{_REST}{_AFTER}", re.IGNORECASE
)
_BARE_IN_TEXT: Final = re.compile(
    rf"(?:(?<![^\s=\"',;(\[|])|(?<=[=:]//)|{_ESCAPED}){_ALONE}{_REST}{_AFTER}", re.IGNORECASE
)
_IN_PATH: Final = re.compile(r"(?<=/)" + _ALONE + r"(?:/[^\s\"'<>&#]{0,65536})?(?=[&#]|\Z)", re.IGNORECASE)


class SensitiveNames:
    """Knows which hosts are sensitive. ``reduce`` runs in the writer thread, before anything is journalled."""

    def __init__(self, never_intercept: NeverIntercept) -> None:
        self._match = never_intercept.match
        self._bodies = SensitiveBodies(never_intercept)

    def reduce(self, transmission: Transmission) -> Transmission:
        """The transmission with every sensitive address in it replaced; the same object if there is none."""
        transmission = self._bodies.reduce(transmission)
        headers, query, path = transmission.request_headers, transmission.query, transmission.path
        whole = "\0".join((query, path, *(value for _, value in headers)))
        if not self._bodies.names_any(whole.encode("utf-8", "surrogatepass")):
            return transmission  # nearly always
        headers = tuple((name, self._text(value)) for name, value in headers)
        query, path = self._query(query), _IN_PATH.sub(self._alias, self._query(path))
        if (query, path, headers) == (transmission.query, transmission.path, transmission.request_headers):
            return transmission
        return msgspec.structs.replace(transmission, request_headers=headers, query=query, path=path)

    def _text(self, value: str) -> str:
        return _BARE_IN_TEXT.sub(self._alias, _IN_TEXT.sub(self._alias, value))

    def _query(self, value: str) -> str:
        return _BARE.sub(self._alias, _IN_QUERY.sub(self._alias, value))

    def _alias(self, found: re.Match[str]) -> str:
        match = self._match(found["host"])
        return match.alias if match is not None and match.sensitive else found[0]
