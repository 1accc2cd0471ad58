"""What ``leakledger catalogue`` does: check a file, say who is behind hosts, show a company, import a user's lists."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Final

import click
import msgspec

from analysis.catalogue import Catalogue, CatalogueError, Certainty, Company, load, shipped
from analysis.catalogue_networks import address_in
from analysis.host_names import normalise_host
from analysis.second_opinions import Opinion, SecondOpinions

_LONGEST_LINE: Final = 4_096  # bytes; what is longer is no host, and is answered as one that nobody knows
_HEADINGS: Final = ("host", "tracker", "company", "parent", "country", "purposes", "matched", "certainty")


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """One line of ``lookup --format ndjson``: a stable interface, in this order; null where nothing is known.

    ``host`` is as it was asked; ids are those of the catalogue; ``matched`` is the suffix that decided, or the network that
    an address is in.
    """

    host: str
    tracker: str | None = None
    company: str | None = None
    parent: str | None = None
    country: str | None = None
    purposes: tuple[str, ...] | None = None
    matched: str | None = None
    certainty: Certainty | None = None


class AnswerWithLists(Answer, frozen=True, kw_only=True):
    """The same with what the user's own lists say."""

    lists: tuple[Opinion, ...] = ()


def check(path: Path | None) -> bool:
    """Check a catalogue, all of it, and say in a line what is in it or what is wrong; False where something is."""
    from analysis.catalogue_cache import read_content
    from analysis.catalogue_file import parse_catalogue

    chosen = path or shipped()
    content = read_content(chosen)
    try:
        found = parse_catalogue(chosen.name, content)
    except CatalogueError as error:
        click.echo(f"leakledger: {error}", err=True)
        return False
    click.echo(f"{chosen.name} {found.version}: {_counts(found)}. Nothing is wrong.")
    return True


def _counts(found: Catalogue) -> str:
    trackers = found.trackers.values()
    endpoints = [endpoint for tracker in trackers for endpoint in tracker.endpoints]
    edges = sum(len(one.feeds) for one in trackers) + sum(len(one.feeds) for _, one in found.recipients())
    companies = len(found.companies)
    parts = (
        (len(found.trackers), "tracker"),
        (len(found.owners), "host"),
        (len(endpoints), "endpoint"),
        (sum(len(endpoint.rule.fields) for endpoint in endpoints), "field"),
        (len(found.datasets), "data set"),
        (len(found.models), "model"),
        (sum(len(tracker.claims) for tracker in trackers), "claim"),
        (edges, "edge"),
    )
    first = f"{companies:,} {'company' if companies == 1 else 'companies'}"
    return ", ".join((first, *(_number(count, what) for count, what in parts)))


def _number(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def answer(catalogue: Catalogue, host: str) -> Answer:
    """What the catalogue says of a host, or of an address that is in a company's network."""
    found = catalogue.resolve(host)
    if found.tracker is not None:
        company = catalogue.companies[found.tracker.company]
        return Answer(
            host=host, tracker=found.tracker.id, company=company.id, parent=_parent(company), country=company.country,
            purposes=found.tracker.purposes, matched=found.matched, certainty=found.certainty,
        )  # fmt: skip
    network = catalogue.networks.of(host.strip())
    if network is None:
        return Answer(host=host)
    company = catalogue.companies[network.company]
    return Answer(
        host=host, company=company.id, parent=_parent(company), country=company.country, matched=network.cidr,
        certainty="uncertain" if network.shared else "certain",
    )  # fmt: skip


def _parent(company: Company) -> str | None:
    return company.parent.company if company.parent is not None else None


def _answers(catalogue: Catalogue, asked: Iterable[str]) -> Iterator[Answer]:
    """The answers; of the first text that is no host but has one in it, a line says what to give instead."""
    hinted = False
    for host in asked:
        said = answer(catalogue, host)
        if not hinted and said.company is None and (instead := host_in(host)):
            hinted = True
            shown = host.strip() if "@" not in host else f"…@{host.strip().rpartition('@')[2]}"
            click.echo(f"leakledger: '{_plain(shown)}' is no host: give {instead}", err=True)
        yield said


def host_in(text: str) -> str:
    """The host in an address, or beside a port, a path or a user; "" where there is none, and for what is a host itself."""
    if not set("/:@").intersection(text) or address_in(text.strip()) is not None:
        return ""
    rest = text.strip().rpartition("://")[2].removeprefix("//")
    rest = re.split(r"[/\\?#]", rest, maxsplit=1)[0].rpartition("@")[2]
    name = rest[1:].partition("]")[0] if rest.startswith("[") else rest.partition(":")[0]
    if address_in(name) is not None:
        return name
    host = normalise_host(name) or ""
    return host if "." in host else ""


def lookup(hosts: tuple[str, ...], form: str, home: Path | None, lists: bool) -> None:
    """Print an answer for every host, in order; ``-`` stands for one host a line of standard input.

    The lines of ndjson have what the lists say only with ``lists``; the table has it wherever a home holds lists.
    """
    catalogue = load()
    opinions = _opinions(home, demanded=lists) if lists or form == "table" else None
    asked = _asked(hosts)
    if form == "ndjson":
        _print_ndjson(catalogue, asked, opinions)
    else:
        _print_table(catalogue, asked, opinions)


def _opinions(home: Path | None, *, demanded: bool) -> SecondOpinions | None:
    from analysis.second_opinions import load_opinions
    from analysis.settings import Home, UnusableHome

    try:
        found = load_opinions(Home.open(home, create=False).root)
    except UnusableHome:
        if demanded or home is not None:
            raise
        return None
    return found if demanded or found.lists else None


def _asked(hosts: Iterable[str]) -> Iterator[str]:
    for host in hosts:
        if host == "-":
            yield from lines_of(sys.stdin.buffer)
        else:
            yield host.encode("utf-8", "replace").decode()


def lines_of(stream: BinaryIO) -> Iterator[str]:
    """The lines of a stream without their ends and without a mark of its encoding; of an endless one its beginning."""
    first = True
    while line := stream.readline(_LONGEST_LINE):
        if first:
            line, first = line.removeprefix(b"\xef\xbb\xbf"), False
        yield line.rstrip(b"\r\n").decode("utf-8", "replace")
        while not line.endswith(b"\n") and (line := stream.readline(_LONGEST_LINE)):
            pass


def _print_ndjson(catalogue: Catalogue, asked: Iterable[str], opinions: SecondOpinions | None) -> None:
    encoder = msgspec.json.Encoder()
    sys.stdout.flush()
    for said in _answers(catalogue, asked):
        if opinions is not None:
            said = AnswerWithLists(**msgspec.structs.asdict(said), lists=opinions.of(said.host))
        sys.stdout.buffer.write(encoder.encode(said) + b"\n")
    sys.stdout.buffer.flush()


def _print_table(catalogue: Catalogue, asked: Iterable[str], opinions: SecondOpinions | None) -> None:
    rows: list[tuple[str, ...]] = [_HEADINGS if opinions is None else (*_HEADINGS, "other lists")]
    for said in _answers(catalogue, asked):
        cells = (_plain(said.host), *(_cell(getattr(said, name)) for name in _HEADINGS[1:]))
        rows.append(
            cells if opinions is None else (*cells, "; ".join(map(_said, opinions.of(said.host))) or "–")
        )
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def _cell(value: object) -> str:
    return "–" if value is None else ", ".join(value) if isinstance(value, tuple) else str(value)


def _plain(text: str) -> str:
    """Text of a stranger, safe for a terminal."""
    return "".join(sign if sign.isprintable() else "?" for sign in text)[:253]


def _said(opinion: Opinion) -> str:
    what = ", ".join(part for part in (opinion.owner, opinion.category) if part)
    return f"{opinion.list}: {what or 'is on it'}"


def import_files(home: Path | None, files: tuple[Path, ...]) -> None:
    """Keep a user's own copies of other projects' lists in the home, and say under which licence each stands."""
    from analysis.second_opinions import import_lists
    from analysis.settings import Home

    today = datetime.now(UTC).date().isoformat()
    for one in import_lists(Home.open(home).root, files, today, click.echo):
        click.echo(f"{one.name}: {_number(len(one.hosts), 'host')}. Licence: {one.licence}.")
        if one.skipped == 1:
            click.echo("  1 line or entry says nothing of a whole host and was left out.")
        elif one.skipped:
            click.echo(f"  {one.skipped:,} lines or entries say nothing of a whole host and were left out.")
    click.echo(
        "They stay in this home and are named wherever they are used: 'leakledger catalogue lookup --lists'."
    )
