"""Asks a web server for one thing, as the user agreed to: no other host, no cookies, no endless answer."""

from __future__ import annotations

import hashlib
import http.client
import ssl
import time
from collections.abc import Callable
from datetime import UTC, datetime
from string import punctuation
from typing import Final
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

import msgspec

from analysis.errors import UserFault
from analysis.host_names import normalise_host

MAX_ANSWER: Final = 2 << 20  # bytes
_TIMEOUT: Final = 30  # seconds
_LONGEST_ANSWER: Final = 60  # seconds
_REDIRECTS: Final = 5
_AGENT: Final = "leakledger (a person asks about their own pages)"
_SLOW_DOWN: Final = frozenset({429, 502, 503, 504})
_RETRIES: Final = 3
MOST: Final = _REDIRECTS * _RETRIES  # requests that one question may come to
_LONGEST_WAIT: Final = 60.0  # seconds


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What came back. ``status`` is 0 where nothing did; then ``trouble`` says why. ``sha256`` is of the body as it came."""

    url: str
    at: str  # UTC, ISO 8601
    status: int
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    sha256: str = ""
    trouble: str = ""

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of a header, whatever its case."""
        return tuple(value for key, value in self.headers if key.lower() == name)

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8", "replace")


class Asker:
    """Asks servers, at most one question every ``pace`` seconds. ``wait`` is ``time.sleep`` but for tests."""

    def __init__(self, pace: float = 0.0, wait: Callable[[float], None] = time.sleep) -> None:
        self._pace, self._wait = pace, wait
        self._last = -pace

    def get(self, url: str) -> Answer:
        """One answer. A redirect is followed on the same host only: no other host was agreed to."""
        asked = wire(url)
        for _ in range(_REDIRECTS):
            answer = self._patiently(asked)
            where = next(iter(answer.all("location")), "")
            if answer.status not in (301, 302, 303, 307, 308) or not where:
                return answer
            onward = _onward(asked, where)
            if onward is None or origin(onward)[1] != origin(url)[1]:
                elsewhere = origin(onward)[1] if onward is not None else "no web address"
                trouble = f"it leads to {elsewhere[:100]}, which was not asked"
                return msgspec.structs.replace(answer, trouble=trouble)
            asked = onward
        return msgspec.structs.replace(answer, trouble="it leads in a circle")

    def _patiently(self, url: str) -> Answer:
        """Wait between questions, and longer where the server says that it is busy."""
        pause = 1.0
        for _ in range(_RETRIES):
            self._keep_pace()
            answer = _get(url)
            if answer.status not in _SLOW_DOWN:
                return answer
            told = next(iter(answer.all("retry-after")), "")
            self._wait(min(float(told), _LONGEST_WAIT) if told.isdecimal() else pause)
            pause = min(pause * 2, _LONGEST_WAIT)
        return msgspec.structs.replace(
            answer, trouble=f"the server is busy (status {answer.status}); ask again later"
        )

    def _keep_pace(self) -> None:
        rest = self._last + self._pace - time.monotonic()
        if self._pace and rest > 0:
            self._wait(rest)
        self._last = time.monotonic()


def _onward(url: str, where: str) -> str | None:
    """Where a redirect leads, by the bytes that came; None where that is no web address."""
    try:
        onward = urljoin(url, quote(where.encode("latin-1", "replace"), safe=punctuation))
        origin(onward)
    except (ValueError, UserFault):
        return None
    return onward


def origin(url: str) -> tuple[str, str, int]:
    """Scheme, host (in ASCII) and port. Raises ``UserFault`` for what is no web address."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise UserFault(f"{url[:100]!r} is no web address") from None
    host = parts.hostname or ""
    if not host.isascii():
        host = normalise_host(host) or ""
    if parts.scheme not in ("http", "https") or not host or parts.username is not None:
        raise UserFault(f"{url[:100]!r} is no web address: expected https://host/path without a password")
    return parts.scheme, host, port or (443 if parts.scheme == "https" else 80)


def wire(url: str) -> str:
    """An address as it goes over the wire: letters beyond ASCII percent-encoded, and in the host by IDNA; no fragment."""
    parts = urlsplit(url)
    netloc = parts.netloc
    if not netloc.isascii():
        host = normalise_host(parts.hostname or "") or netloc
        netloc = host if parts.port is None else f"{host}:{parts.port}"
    path, query = (quote(part, safe=punctuation, errors="replace") for part in (parts.path, parts.query))
    return urlunsplit((parts.scheme, netloc, path, query, ""))


def target(url: str) -> str:
    """The path of an address with its query, as it goes over the wire."""
    parts = urlsplit(url)
    path = parts.path or "/"
    return f"{path}?{parts.query}" if parts.query else path


def _body(response: http.client.HTTPResponse) -> bytes:
    """The beginning of a body, however slowly it comes."""
    until, found = time.monotonic() + _LONGEST_ANSWER, bytearray()
    while len(found) < MAX_ANSWER and time.monotonic() < until:
        part = response.read1(min(1 << 16, MAX_ANSWER - len(found)))
        if not part:
            break
        found += part
    return bytes(found)


def _get(url: str) -> Answer:
    scheme, host, port = origin(url)
    at = datetime.now(UTC).isoformat(timespec="seconds")
    try:
        if scheme == "https":
            secure = ssl.create_default_context()
            connection: http.client.HTTPConnection = http.client.HTTPSConnection(
                host, port, timeout=_TIMEOUT, context=secure
            )
        else:
            connection = http.client.HTTPConnection(host, port, timeout=_TIMEOUT)
        try:
            connection.request(
                "GET", target(url), headers={"User-Agent": _AGENT, "Accept-Encoding": "identity"}
            )
            response = connection.getresponse()
            body = _body(response)
            return Answer(
                url=url, at=at, status=response.status, headers=tuple(response.getheaders()), body=body,
                sha256=hashlib.sha256(body).hexdigest(),
            )  # fmt: skip
        finally:
            connection.close()
    except (OSError, http.client.HTTPException, UnicodeError, ValueError) as error:
        return Answer(
            url=url, at=at, status=0, trouble=f"{host} could not be asked ({type(error).__name__}: {error})"
        )
