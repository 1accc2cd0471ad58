"""Asks Common Crawl's index whether a page, or a host, was captured: one question a crawl, at the pace that it asks for.

Protocol: ``/collinfo.json`` lists the crawls with the address of each index; an index answers CDX queries (``url``,
``output``, ``matchType``, ``limit``) with one JSON object a line, and with status 404 where nothing was captured
(github.com/webrecorder/pywb/wiki/CDX-Server-API; github.com/cocrawler/cdx_toolkit).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from urllib.parse import urlencode

import msgspec

from analysis.errors import UserFault
from analysis.exposure_fetch import Answer, Asker, origin, wire
from analysis.exposure_records import Row, Said

INDEX: Final = "https://index.commoncrawl.org"
PACE: Final = 1.0  # seconds between two questions
CAPTURES: Final = 20  # that are shown of one crawl
MOST_CRAWLS: Final = 200


class Crawl(msgspec.Struct, frozen=True):
    """One crawl of the list; other members are of no use here."""

    id: str
    api: str = msgspec.field(name="cdx-api")


class _Capture(msgspec.Struct, frozen=True):
    timestamp: str = ""
    url: str = ""
    status: str = ""
    mime: str = ""
    digest: str = ""


def crawls(index: str, asker: Asker, count: int) -> tuple[Crawl, ...]:
    """The newest crawls of an index. Raises ``UserFault`` where it does not say."""
    answer = asker.get(f"{index.rstrip('/')}/collinfo.json")
    if answer.status != 200 or answer.trouble:
        raise UserFault(
            f"{index}: {answer.trouble or f'it answers with status {answer.status}'}; ask again later"
        )
    try:
        found = msgspec.json.decode(answer.body, type=tuple[Crawl, ...])
    except msgspec.DecodeError as error:
        raise UserFault(f"{index}: its list of crawls cannot be read ({error})") from None
    if any(origin(crawl.api)[1] != origin(index)[1] for crawl in found[:count]):
        raise UserFault(
            f"{index}: its list leads to another host, which was not agreed to; nothing more was asked"
        )
    return found[:count]


def look_up(url: str, asker: Asker, chosen: tuple[Crawl, ...], *, whole_host: bool) -> Iterator[Row]:
    """What each crawl's index says of a page or, with ``whole_host``, of everything on its host."""
    wanted = origin(url)[1] if whole_host else wire(url)
    parameters = {"url": wanted, "output": "json", "limit": str(CAPTURES)}
    if whole_host:
        parameters["matchType"] = "host"
    for crawl in chosen:
        yield from _rows(url, wanted, crawl, asker.get(f"{crawl.api}?{urlencode(parameters)}"))


def _rows(url: str, wanted: str, crawl: Crawl, answer: Answer) -> Iterator[Row]:
    def row(said: Said, says: str) -> Row:
        return Row(
            kind="crawl", url=url, signal=crawl.id, said=said, says=says, asked=answer.url, at=answer.at,
            sha256=answer.sha256,
        )  # fmt: skip

    if answer.status == 404:
        yield row("not_found", f"{wanted} has no capture in the index of crawl {crawl.id}")
        return
    if answer.status != 200 or answer.trouble:
        yield row(
            "unknown", f"{crawl.id}: {answer.trouble or f'the index answers with status {answer.status}'}"
        )
        return
    captures = list(_captures(answer))
    if not captures:
        yield row(
            "unknown" if answer.body.strip() else "not_found",
            f"{wanted}: no capture could be read of crawl {crawl.id}",
        )
    for capture in captures:
        when = capture.timestamp
        moment = (
            f"{when[:4]}-{when[4:6]}-{when[6:8]} {when[8:10]}:{when[10:12]} UTC"
            if len(when) == 14
            else when or "?"
        )
        about = ", ".join(
            part for part in (capture.mime, capture.status and f"status {capture.status}") if part
        )
        yield row(
            "found", f"{capture.url or wanted} appears in crawl {crawl.id}, captured at {moment} ({about})"
        )
    if len(captures) == CAPTURES:
        yield row("found", f"crawl {crawl.id} may have more; only {CAPTURES} were asked for")


def _captures(answer: Answer) -> Iterator[_Capture]:
    for line in answer.body.splitlines()[:CAPTURES]:
        try:
            capture = msgspec.json.decode(line, type=_Capture)
        except msgspec.DecodeError:
            continue  # what is no capture is not counted as one
        yield msgspec.structs.replace(
            capture,
            **{name: _plain(getattr(capture, name)) for name in _Capture.__struct_fields__},
        )


def _plain(text: str) -> str:
    return "".join(sign for sign in text[:300] if sign.isprintable())
