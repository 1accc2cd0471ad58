"""What the ledger says of companies: everything that one got from this house, and what is known of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, tzinfo
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import Connection

from analysis.catalogue import Catalogue, Company, Tracker
from analysis.catalogue_facts import Recipient
from analysis.catalogue_indices import assembled
from analysis.dossier import Contact, Received
from analysis.queries import QUARTER, Scope, Viewer, fetch, tuples
from analysis.query_records import Traffic
from analysis.records import HOME_CORPUS, Visibility


class Period(msgspec.Struct, frozen=True, kw_only=True):
    """Days of the home's zone, both included."""

    first: date
    last: date

    @property
    def parameters(self) -> dict[str, Any]:
        """What a condition on the days needs to be bound."""
        return {"corpus": HOME_CORPUS, "first": self.first.isoformat(), "last": self.last.isoformat()}

    @property
    def condition(self) -> str:
        """What keeps a roll-up to the days. Of one day SQLite reads its rows in the order of the key, and sorts nothing."""
        days = (
            "start = :first AND :first = :last"
            if self.first == self.last
            else "start >= :first AND start <= :last"
        )
        return f"grain = 'd' AND corpus = :corpus AND {days}"


class Path(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One way of data in a period: a device, a category, a receiver. ``host`` is "" where the company is known."""

    device: str
    category: str
    company: str
    host: str
    count: int
    certain: int
    first: str
    last: str


def knowledge(connection: Connection) -> Catalogue:
    """What the catalogue said when the ledger was last described, without endpoints; empty for an older ledger."""
    there = fetch(connection, "SELECT count(*) AS n FROM sqlite_master WHERE name = 'knowledge'")[0]["n"]
    rows = fetch(connection, "SELECT kind, id, content FROM knowledge ORDER BY kind, id") if there else ()
    companies: dict[str, Company] = {}
    trackers: dict[str, Tracker] = {}
    datasets: dict[str, Recipient] = {}
    models: dict[str, Recipient] = {}
    for row in rows:
        content = row["content"].encode()
        if row["kind"] == "company":
            companies[row["id"]] = msgspec.json.decode(content, type=Company)
        elif row["kind"] == "tracker":
            trackers[row["id"]] = msgspec.json.decode(content, type=Tracker)
        else:
            into = datasets if row["kind"] == "dataset" else models
            into[row["id"]] = msgspec.json.decode(content, type=Recipient)
    return assembled("", companies, trackers, datasets, models)


def paths(
    connection: Connection, viewer: Viewer, period: Period, companies: Sequence[str] = ()
) -> list[Path]:
    """Every way that data took in a period, or those to some ``companies``: device, category, receiver; the most frequent
    first."""
    scope = Scope(connection, viewer)
    if companies:
        return joined(_paths_to(connection, scope, period, companies))
    if period.first == period.last:
        return joined(_paths_of_a_day(connection, scope, period))
    sql = f"""
        SELECT device, category, company, host, sum(count) AS count, min(start) AS first, max(start) AS last,
               sum(CASE WHEN confidence = 'certain' THEN count ELSE 0 END) AS certain
        FROM finding_rollup WHERE {period.condition} AND {scope.where()} GROUP BY 1, 2, 3, 4"""
    canonical = cache(scope.canonical)
    return joined(
        Path(
            device=canonical(device), category=category, company=company, host=host, count=count, certain=certain,
            first=first, last=last,
        )
        for device, category, company, host, count, first, last, certain in tuples(
            connection, sql, **period.parameters, **scope.parameters
        )
    )  # fmt: skip


def first_days(connection: Connection, viewer: Viewer, of: Sequence[str]) -> dict[tuple[str, str, str], str]:
    """The first day (YYYY-MM-DD) on which something was found, in all that is recorded of this home, by device, company
    and category; ``of`` are the companies."""
    scope = Scope(connection, viewer)
    sql = f"""
        SELECT device, company, category, min(start) FROM finding_rollup INDEXED BY finding_days_by_company
        WHERE grain = 'd' AND corpus = :corpus AND company IN :companies AND {scope.where()} GROUP BY 1, 2, 3"""
    found: dict[tuple[str, str, str], str] = {}
    for device, company, category, day in tuples(
        connection, sql, corpus=HOME_CORPUS, companies=list(of), **scope.parameters
    ):
        key = (scope.canonical(device), company, category)
        found[key] = min(day, found.get(key, day))
    return found


def _paths_to(
    connection: Connection, scope: Scope, period: Period, companies: Sequence[str]
) -> Iterator[Path]:
    """By day. The index holds the days of each device within a company; which devices there are, the totals tell."""
    sql = f"""
        SELECT device, category, company, host, start, confidence, count
        FROM finding_rollup INDEXED BY finding_days_by_company
        WHERE {period.condition} AND company IN :companies AND {scope.where()}
            AND device IN (SELECT device FROM finding_totals WHERE {period.condition})"""
    canonical = cache(scope.canonical)
    for device, category, company, host, day, sure, count in tuples(
        connection, sql, companies=list(companies), **period.parameters, **scope.parameters
    ):
        yield Path(
            device=canonical(device), category=category, company=company, host=host, count=count,
            certain=count if sure == "certain" else 0, first=day, last=day,
        )  # fmt: skip


def _paths_of_a_day(connection: Connection, scope: Scope, period: Period) -> list[Path]:
    """Summed here: a row of most is the only one of its key, and SQLite takes twice the time for it."""
    sql = f"""
        SELECT device, category, company, host, confidence, count FROM finding_rollup
        WHERE {period.condition} AND {scope.where()}"""
    canonical = cache(scope.canonical)
    summed: dict[tuple[str, str, str, str], tuple[int, int]] = {}
    for name, category, company, host, sure, count in tuples(
        connection, sql, **period.parameters, **scope.parameters
    ):
        key = (canonical(name), category, company, host)
        known, certain = summed.get(key, (0, 0))
        summed[key] = (known + count, certain + count if sure == "certain" else certain)
    day = period.first.isoformat()
    return [
        Path(
            device=device, category=category, company=company, host=host, count=count, certain=certain, first=day, last=day
        )
        for (device, category, company, host), (count, certain) in summed.items()
    ]  # fmt: skip


def joined(found: Iterable[Path]) -> list[Path]:
    """Ways of several periods as those of all, the most frequent first. Pure."""
    merged: dict[tuple[str, str, str, str], Path] = {}
    for one in found:
        key = (one.device, one.category, one.company, one.host)
        known = merged.get(key)
        merged[key] = one if known is None else Path(
            device=one.device, category=one.category, company=one.company, host=one.host, count=known.count + one.count,
            certain=known.certain + one.certain, first=min(known.first, one.first), last=max(known.last, one.last),
        )  # fmt: skip
    return sorted(
        merged.values(), key=lambda one: (-one.count, one.device, one.category, one.company, one.host)
    )


def traffic_of(
    connection: Connection, viewer: Viewer, period: Period, companies: Sequence[str] = ()
) -> list[Traffic]:
    """A period's traffic, or that to some ``companies``, by device, receiver and visibility; ``start`` is 0: it is of the
    whole period."""
    scope = Scope(connection, viewer)
    to, named = _to(companies)
    sql = f"""
        SELECT device, company, host, visibility, sum(bytes_out) AS bytes_out, sum(bytes_unknown) AS unknown,
               sum(flows) AS flows, sum(messages) AS messages
        FROM flow_rollup WHERE {period.condition} AND {scope.where()} AND {to} AND (company <> '' OR host <> '')
        GROUP BY 1, 2, 3, 4"""
    found = []
    canonical = cache(scope.canonical)
    for name, company, host, seen, sent, unknown, flows, messages in tuples(
        connection, sql, **named, **period.parameters, **scope.parameters
    ):
        found.append(
            Traffic(
                start=0, device=canonical(name), company=company, host=host, visibility=Visibility(seen), bytes_out=sent,
                unknown=unknown, flows=flows, messages=messages,
            )
        )  # fmt: skip
    return found


def received(connection: Connection, viewer: Viewer, period: Period) -> list[Received]:
    """What known companies got, by device and category."""
    return [
        Received(
            device=one.device, company=one.company, category=one.category, count=one.count, certain=one.certain,
            first=one.first, last=one.last,
        )
        for one in paths(connection, viewer, period)
        if one.company
    ]  # fmt: skip


def contacts(
    connection: Connection, viewer: Viewer, start: int, end: int, companies: Sequence[str] = ()
) -> list[Contact]:
    """Which device talked to which tracker, or to one of some ``companies``, between two times (µs UTC, the end not
    included)."""
    scope = Scope(connection, viewer)
    zone = fetch(connection, "SELECT value FROM meta WHERE key = 'zone'")
    spoken, grain = _span(start, end, ZoneInfo(zone[0]["value"]) if zone else UTC)
    to, named = _to(companies)
    sql = f"""
        SELECT device, company, tracker, sum(messages) AS messages, sum(flows) AS flows FROM flow_rollup
        WHERE grain = '{grain}' AND corpus = :corpus AND start >= :start AND start < :end AND tracker <> ''
            AND (flows > 0 OR messages > 0) AND {scope.where()} AND {to}
        GROUP BY 1, 2, 3 ORDER BY 2, 3, 1"""
    rows = fetch(connection, sql, corpus=HOME_CORPUS, **named, **spoken, **scope.parameters)
    return met(Contact(**{**row, "device": scope.canonical(row["device"])}) for row in rows)


def _to(companies: Sequence[str]) -> tuple[str, dict[str, list[str]]]:
    """The condition that keeps to some companies, or to everybody where none are named, with its parameters."""
    return ("company IN :companies", {"companies": list(companies)}) if companies else ("1 = 1", {})


def met(found: Iterable[Contact]) -> list[Contact]:
    """Contacts of several periods as those of all. Pure."""
    merged: dict[tuple[str, str], Contact] = {}
    for one in found:
        known = merged.get((one.device, one.tracker))
        merged[(one.device, one.tracker)] = one if known is None else msgspec.structs.replace(
            known, messages=known.messages + one.messages, flows=known.flows + one.flows
        )  # fmt: skip
    return list(merged.values())


def _span(start: int, end: int, zone: tzinfo) -> tuple[dict[str, str], str]:
    """Two times (µs UTC) as the roll-up writes them: days where both are a midnight of the home, else quarter hours."""
    first, last = (datetime.fromtimestamp(at / 1_000_000, zone) for at in (start, end))
    if all((at.hour, at.minute, at.second, at.microsecond) == (0, 0, 0, 0) for at in (first, last)):
        return {"start": first.date().isoformat(), "end": last.date().isoformat()}, "d"
    start -= start % QUARTER
    spoken = (f"{datetime.fromtimestamp(at / 1_000_000, UTC):%Y-%m-%dT%H:%M}" for at in (start, end))
    return dict(zip(("start", "end"), spoken, strict=True)), "q"
