"""Reduces the address of a sensitive host, where a message to somebody else names it, to the host's category."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from analysis.records import Transmission
from proxy_addons.never_intercept import Match, NeverIntercept
from proxy_addons.sensitive_bodies import SensitiveBodies

# Only hosts are sought, so that an address within another one's query is found as well. What belongs to an address after
# its host is looked for where that is sensitive. Percent-encoding may be wrapped around itself as often as it likes.
_COLON, _SLASH = r"(?::|%(?:25){0,9}3a)", r"(?:\\?/|%(?:25){0,9}2f)"
_WHOLE: Final = re.compile(
    rf"(?:https?|wss?){_COLON}{_SLASH}{{2}}(?:[^\s/@\"'<>&]{{1,256}}@)?(?P<host>[a-z0-9._\-]{{1,253}})",
    re.IGNORECASE,
)
# a host without scheme: where a value begins, in JSON, behind // or what is escaped
_ALONE: Final = r"(?P<host>[a-z0-9_\-]{1,63}(?:\.[a-z0-9_\-]{1,63}){1,126})(?![a-z0-9_\-]|\.[a-z0-9_])"
_BEFORE: Final = r"(?<![^\s=\"':,;(\[{|<>&?@])|(?<=[=:]//)|%(?:25){0,9}[0-9a-f]{2}"
_BARE: Final = re.compile(rf"(?:{_BEFORE}){_ALONE}", re.IGNORECASE)
_IN_PATH: Final = re.compile(rf"(?<=/){_ALONE}", re.IGNORECASE)
# what belongs to an address after its host, in a header, in a query and, without a scheme, in either or in a path
_REST_IN_TEXT: Final = re.compile(r"[^\s\"'<>]*")
_REST_IN_QUERY: Final = re.compile(r"[^\s\"'<>&#]*")
_REST_BARE: Final = re.compile(
    rf"\.?(?:{_COLON}[0-9]{{1,5}})?(?:(?:[/?\\]|%(?:25){{0,9}}(?:2f|3f|5c|23))[^\s\"'<>&#;]*)?",
    re.IGNORECASE,
)
_REST_OF_PATH: Final = re.compile(r"[^&#]*")
_FILE: Final = re.compile(r"\.(?:gif|html?|ico|jpe?g|json|png|svg|webp|xml)\Z", re.IGNORECASE)


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
        query, path = self._query(query), self._replaced(_IN_PATH, _REST_OF_PATH, self._query(path))
        if (query, path, headers) == (transmission.query, transmission.path, transmission.request_headers):
            return transmission
        return msgspec.structs.replace(transmission, request_headers=headers, query=query, path=path)

    def _text(self, value: str) -> str:
        return self._replaced(_BARE, _REST_BARE, self._replaced(_WHOLE, _REST_IN_TEXT, value))

    def _query(self, value: str) -> str:
        return self._replaced(_BARE, _REST_BARE, self._replaced(_WHOLE, _REST_IN_QUERY, value))

    def _replaced(self, address: re.Pattern[str], rest: re.Pattern[str], text: str) -> str:
        """The text with the category instead of every sensitive address and what belongs to it after its host."""
        pieces, done = [], 0
        for found in address.finditer(text):
            match = self._sensitive(found["host"]) if found.start() >= done else None
            if match is not None:
                # an address that has no scheme begins with its host
                begin = found.start() if address is _WHOLE else found.start("host")
                end = rest.match(text, found.end())
                pieces += [text[done:begin], match.alias]
                done = end.end() if end is not None else found.end()
        return "".join(pieces) + text[done:]

    def _sensitive(self, host: str) -> Match | None:
        """What a host is; also of the file that is called after it, as services for pages' icons do."""
        for name in (host, _FILE.sub("", host)):
            match = self._match(name)
            if match is not None and match.sensitive:
                return match
        return None
