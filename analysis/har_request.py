"""Narrows one entry of a HAR, as loose as its writer made it, to the request that went out."""

from __future__ import annotations

import math
from typing import Any, Final
from urllib.parse import SplitResult, quote_plus, urlsplit

import msgspec

from analysis.har_body import DamagedBody, media_type_of, request_body
from analysis.har_file import Entry, Request
from analysis.import_records import Body, body_missing, body_of, encodable, protocol_name
from analysis.records import Visibility

_PORTS: Final = {"http": 80, "https": 443, "ws": 80, "wss": 443}
_SECURE: Final = frozenset({"https", "wss"})
_LENGTHS: Final = frozenset(map(len, ("content-length", "content-type")))  # most headers are told apart by it
_CACHES: Final = frozenset({"Memory Cache", "Disk Cache"})
_NEVER_SENT: Final = ("net::ERR_BLOCKED_BY_", "net::ERR_INTERNET_DISCONNECTED")


class NotReadable(Exception):
    """An entry that cannot be understood; the text says why."""


class NotSent(Exception):
    """An entry that never went out to the network; the text says why."""


class SentRequest(msgspec.Struct, frozen=True, kw_only=True):
    """A request with the fields of ``Transmission``. ``damage`` says what is wrong with the body, ``""`` where nothing is.

    ``readable`` is what its connection shows: ``opened`` or ``cleartext``.
    """

    method: str
    protocol: str
    scheme: str
    host: str
    port: int
    path: str
    query: str
    headers: tuple[tuple[str, str], ...]
    body: Body
    damage: str
    readable: Visibility
    response_status: int | None
    response_type: str | None


def sent_request(entry: Entry | str) -> SentRequest:
    """The request of an entry. Raises ``NotReadable`` and ``NotSent``."""
    if isinstance(entry, str):
        raise NotReadable(entry)
    request = entry.request
    if request is None:
        raise NotReadable("no request")
    url, host, port = _url(request)
    _check_sent(entry, url)
    headers = _headers(request)
    readable = Visibility.OPENED if url.scheme in _SECURE else Visibility.CLEARTEXT
    pseudo = any(name[:1] == ":" for name, _ in headers)
    body, damage = _body(request, headers, readable)
    response = entry.response
    status = response.status if response else None
    response_type = response.content.mimeType if response and response.content else None
    return SentRequest(
        method=text_of(request.method).strip().upper(),
        protocol=protocol_name(text_of(request.httpVersion), pseudo),
        scheme=url.scheme,
        host=host,
        port=port or _PORTS[url.scheme],
        path=url.path or "/",
        query=url.query or _query(request),
        headers=tuple([pair for pair in headers if pair[0][:1] != ":"]) if pseudo else headers,
        body=body,
        damage=damage,
        readable=readable,
        response_status=status if type(status) is int and 0 < status < 1000 else None,
        response_type=text_of(response_type) or None,
    )


def text_of(value: object) -> str:
    """The value where it is text, ``""`` where it is anything else."""
    return encodable(value) if isinstance(value, str) else ""


def integer_of(value: object) -> int | None:
    """A whole number, also one written as text."""
    if isinstance(value, str):
        digits = value.strip()
        return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 19 else None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        return None
    return int(value)


def _url(request: Request) -> tuple[SplitResult, str, int | None]:
    """The address, its host and its port, each looked for once."""
    text = text_of(request.url).strip()
    if not text:
        raise NotReadable("no request.url")
    try:
        url = urlsplit(text)
        port, host = url.port, url.hostname
    except ValueError as error:
        raise NotReadable("request.url is no URL") from error
    if not url.scheme:
        raise NotReadable("request.url is no URL")
    if url.scheme in _PORTS and not host:
        raise NotReadable("request.url has no host")
    return url, host or "", port


def _check_sent(entry: Entry, url: SplitResult) -> None:
    if url.scheme not in _PORTS:
        raise NotSent("no network request (a data:, blob:, extension or file address)")
    if entry.from_cache in ("memory", "disk") or text_of(entry.fetch_type) in _CACHES:
        raise NotSent("answered from the browser's cache, nothing was sent")
    if entry.response is not None and text_of(entry.response.error).startswith(_NEVER_SENT):
        raise NotSent("stopped in the browser, nothing was sent")


def _query(request: Request) -> str:
    """Some writers leave the query out of the URL."""
    pairs = request.queryString if isinstance(request.queryString, list) else []
    fields = [(pair.get("name"), pair.get("value")) for pair in pairs if isinstance(pair, dict)]
    return "&".join(
        f"{quote_plus(text_of(name))}={quote_plus(text_of(value))}"
        for name, value in fields
        if isinstance(name, str) and name
    )


def _headers(request: Request) -> tuple[tuple[str, str], ...]:
    """Pairs from ``{"name", "value"}`` objects, ``[name, value]`` lists (Slack) or one object; pseudo-headers too."""
    raw: Any = request.headers
    found: list[tuple[str, str]] = []
    for item in raw.items() if isinstance(raw, dict) else raw if isinstance(raw, list) else ():
        if isinstance(item, dict):
            name, value = item.get("name"), item.get("value")
        elif isinstance(item, (list, tuple)) and len(item) == 2:
            name, value = item
        else:
            continue
        if isinstance(name, str) and name:
            if not isinstance(value, str):
                value = "" if value is None else str(value)
            found.append((encodable(name), encodable(value)))
    if media_type_of(request) and not any(name.lower() == "content-type" for name, _ in found):
        found.append(("Content-Type", text_of(media_type_of(request))))
    return tuple(found)


def _body(request: Request, headers: tuple[tuple[str, str], ...], readable: Visibility) -> tuple[Body, str]:
    """The body, and what is wrong with it."""
    by_name = {name.lower(): value for name, value in reversed(headers) if len(name) in _LENGTHS}
    declared = integer_of(by_name.get("content-length"))
    if declared is None:
        size = integer_of(request.bodySize)
        declared = size if size is not None and size >= 0 else None
    try:
        data = request_body(request, by_name.get("content-type", ""), declared)
    except DamagedBody as damage:
        return Body(data=None, size=declared, sha256=None, visibility=Visibility.BODY_ABSENT), str(damage)
    if data is None:
        return body_missing(text_of(request.method), declared, readable), ""
    return body_of(data, readable), ""
