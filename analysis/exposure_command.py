"""What ``leakledger exposure`` does: says what it will send and to whom, asks, and then looks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import click
import msgspec

from analysis.errors import UserFault
from analysis.exposure_crawl import PACE, crawls, look_up
from analysis.exposure_dataset import search
from analysis.exposure_fetch import MOST, Asker, origin, wire
from analysis.exposure_page import addresses, audit
from analysis.exposure_records import Row


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """What a user wants looked up; each part only where it was asked for."""

    urls: tuple[str, ...]
    page: bool
    crawl: bool
    parquet: tuple[Path, ...]
    whole_host: bool
    crawls: int
    index: str


def plan(wish: Wish) -> Iterator[str]:
    """What will be sent, and to whom, line by line. Raises ``UserFault`` where there is nothing to do or no web address."""
    if not (wish.page or wish.crawl or wish.parquet):
        raise UserFault("nothing is looked up unless you say what: --page, --crawl or --parquet FILE")
    for url in wish.urls:
        _, host, _ = origin(url)
        if wish.page:
            yield f"to {host}: {_requests(len(addresses(url)))}, from this machine's address"
            yield from (f"  GET {address}" for address in addresses(url))
    if wish.crawl:
        _, host, _ = origin(wish.index)
        count = 1 + wish.crawls * len(wish.urls)
        yield f"to {host}: {_requests(count)}, one a second, from this machine's address; it learns that you ask for"
        yield from (
            f"  {origin(url)[1] + ' (everything on that host)' if wish.whole_host else wire(url)}"
            for url in wish.urls
        )
    for file in wish.parquet:
        yield f"to nobody: {file} is searched on this machine"


def _requests(questions: int) -> str:
    """How many requests these are, and may become."""
    return f"{questions} requests, at most {questions * MOST} where it redirects within itself or is busy"


def run(wish: Wish, form: str, *, agreed: bool, asker: Callable[[float], Asker] = Asker) -> None:
    """Show the plan, ask unless ``agreed``, look, print a row for each answer."""
    for line in plan(wish):
        click.echo(line, err=True)
    if not agreed and (wish.page or wish.crawl):
        click.confirm("Send this?", abort=True, err=True)
    for row in look(wish, asker):
        if form == "ndjson":
            click.echo(msgspec.json.encode(row))
        else:
            click.echo(f"{row.said:12}  {row.says}")
            click.echo(f"{'':12}  {row.asked}, {row.at}, SHA-256 {row.sha256[:16] or '–'}")


def look(wish: Wish, asker: Callable[[float], Asker] = Asker) -> Iterator[Row]:
    """All rows, in the order of the plan."""
    if wish.page:
        one = asker(0.0)
        for url in wish.urls:
            yield from audit(url, one)
    if wish.crawl:
        patient = asker(PACE)
        chosen = crawls(wish.index, patient, wish.crawls)
        for url in wish.urls:
            yield from look_up(url, patient, chosen, whole_host=wish.whole_host)
    for file in wish.parquet:
        yield from search(wish.urls, file, whole_host=wish.whole_host)
