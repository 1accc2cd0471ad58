"""A company's dossier for the terminal, in words that go no further than their sources; and as one line of JSON."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Final

import click
import msgspec

from analysis.catalogue import Catalogue, Tracker, load
from analysis.catalogue_facts import Claim, Investor, PastOwner
from analysis.company_ways import ways
from analysis.counting import counted
from analysis.dossier import Dossier, basis_of, dossier, find_company
from analysis.errors import UserFault
from analysis.feed_chains import Edge

_DAYS: Final = 30
COMMON: Final = "common knowledge"
ANSWERS: Final = {"yes": "yes: ", "no": "no: ", "opt_out": "unless one objects: ", "": ""}
CLAIM_WORDS: Final = {
    "retention": "how long it keeps data",
    "licence": "what it may do with content",
    "ai_training": "training of AI",
    "sharing": "sharing",
    "sale": "sale",
}
WAY_WORDS: Final = {
    "opt_out": "object",
    "delete_account": "delete an account",
    "privacy_contact": "ask",
    "website": "website",
}


def show_company(words: str, form: str, home: Path | None) -> None:
    """Print the dossier of a company. Raises ``UserFault`` where none is called so."""
    catalogue = load()
    company = find_company(catalogue, words)
    if company is None:
        names = [one.id for one in catalogue.companies.values()]
        near = difflib.get_close_matches(words.lower()[:60], names, n=3)
        hint = f"; perhaps {' or '.join(near)}" if near else ""
        raise UserFault(f"no company is called {words[:60]!r} in the catalogue{hint}")
    from_home = _with_home(catalogue, company.id, home) if home is not None else None
    found = from_home or dossier(catalogue, company.id)
    if form == "ndjson":
        click.echo(msgspec.json.encode(_without_endpoints(found)))
    else:
        for line in lines(found, with_home=from_home is not None):
            click.echo(line)
        if home is not None and from_home is None:
            click.echo(f"\n{home}: nothing has been recorded here yet, so what it got is not known.")


def _with_home(catalogue: Catalogue, company: str, home: Path) -> Dossier | None:
    """The dossier with what the company got; None where nothing was ever recorded: that is no zero."""
    from datetime import datetime

    from analysis.company_queries import Period, contacts, received
    from analysis.ledger_reader import LedgerReader
    from analysis.queries import Viewer, day_of
    from analysis.settings import Home

    opened = Home.open(home, create=False)
    reader = LedgerReader(opened.ledger_path)
    if not reader.ready():
        return None
    today = datetime.now(opened.timezone).date()
    first = today - timedelta(days=_DAYS - 1)
    start, end = (day_of(day, opened.timezone) for day in (first, today))
    viewer = Viewer(owner=True)
    with reader.read() as connection:
        got = received(connection, viewer, Period(first=first, last=today))
        met = contacts(connection, viewer, start.start, end.end)
    reader.close()
    return dossier(catalogue, company, got, met)


def _without_endpoints(found: Dossier) -> Dossier:
    """Field maps are of no use to who reads a dossier, and long."""
    trackers = tuple(
        msgspec.structs.replace(part, tracker=msgspec.structs.replace(part.tracker, endpoints=()))
        for part in found.trackers
    )  # fmt: skip
    return msgspec.structs.replace(found, trackers=trackers)


def lines(found: Dossier, *, with_home: bool) -> Iterator[str]:
    """The dossier, line by line."""
    company = found.company
    yield f"{company.name} ({company.id}), seat: {company.country}"
    yield f"  on the ground of: {basis_of(company)}"
    for below, owner in zip((company, *found.owners), found.owners, strict=False):
        parent = below.parent
        since = f" since {parent.since}" if parent is not None and parent.since else ""
        source = f"; {parent.source or COMMON}" if parent is not None else ""
        yield f"  {below.name} is owned by {owner.name} ({owner.country}){since}{source}"
    if found.answers_in_law:
        yield f"  answers in law: {found.answers_in_law}"
    for one in found.present_investors:
        yield f"  investor: {stake_words(one)}"
    for past in found.past:
        yield f"  past: {stake_words(past)}"
    below_it = [brand for brand in found.brands if brand.id != company.id]
    if below_it:
        yield f"  owns: {', '.join(f'{brand.name} ({brand.country})' for brand in below_it)}"
    yield ""
    yield f"Services in the catalogue: {len(found.trackers)}"
    for part in found.trackers:
        yield f"  {part.tracker.name}: {', '.join(part.tracker.purposes)}; hosts {', '.join(part.tracker.hosts[:6])}"
    if found.published:
        yield f"Data sets and models that it publishes: {', '.join(found.published)}"
    yield from _claims(found)
    yield from _feeds(found)
    if with_home:
        yield from _received(found)
    yield from _what_to_do(found)


def _claims(found: Dossier) -> Iterator[str]:
    if found.claims:
        yield ""
        yield "What it says of itself, in our words:"
        for tracker, claim in found.claims:
            yield f"  {claim_words(tracker, claim)} ({claim.source}, read {claim.read})"


def _feeds(found: Dossier) -> Iterator[str]:
    for head, edges in (
        ("What its services and what it publishes feed", found.edges),
        ("What feeds it and what it publishes", found.fed_by),
    ):
        if edges:
            yield ""
            yield f"{head}, by the word of a source; this says nothing of your data:"
            for edge in edges:
                yield f"  {'  ' * edge.depth}{edge_words(edge)} ({edge.source}, read {edge.read})"


def _received(found: Dossier) -> Iterator[str]:
    yield ""
    met = f"{len(found.trackers_contacted)} of its services, {counted(len(found.devices), 'device')}"
    yield f"From this house in the last {_DAYS} days: {met}; found in the part that we could read:"
    totals: dict[str, int] = {}
    for one in found.received:
        totals[one.category] = totals.get(one.category, 0) + one.count
    for category, count in sorted(totals.items(), key=lambda item: (-item[1], item[0])):
        yield f"  {category}: {count:,}"
    if not totals:
        yield "  nothing"


def _what_to_do(found: Dossier) -> Iterator[str]:
    known = ways(found)
    if known:
        yield ""
        yield "What one can do:"
        for way in known:
            whose = "" if way.own else f" (of {way.company.name})"
            ground = f" ({way.source}, read {way.read})" if way.source else ""
            yield f"  {WAY_WORDS[way.kind]}: {way.where}{whose}{ground}"


def stake_words(stake: Investor | PastOwner) -> str:
    """An investor or a past owner, with the dates and the source that say so."""
    name = stake.name or stake.company
    since = f" since {stake.since}" if isinstance(stake, Investor) and stake.since else ""
    until = f" until {stake.until}" if stake.until else ""
    what = "invested" if isinstance(stake, Investor) else "owned it"
    return f"{name} {what}{since}{until} ({stake.source}, read {stake.read})"


def claim_words(tracker: Tracker, claim: Claim) -> str:
    """A claim with the service that it is of."""
    return f"{tracker.name}, {CLAIM_WORDS[claim.kind]}: {ANSWERS[claim.answer]}{claim.says}"


def edge_words(edge: Edge) -> str:
    """An edge; a past one says so."""
    by = f" of {edge.company}" if edge.company and edge.company != edge.name else ""
    until = f" (until {edge.until})" if edge.until else ""
    if edge.link == "publishes":
        return f"{edge.start} publishes {edge.name}{f': {edge.says}' if edge.says else ''}"
    return f"{edge.start} → {edge.name}{by}{until}: {edge.says}"
