"""What the ledger says of companies: everything that one got from this house, and what is known of it."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import msgspec
from sqlalchemy import Connection

from analysis.catalogue import Catalogue, Company, Tracker
from analysis.catalogue_cache import assembled
from analysis.catalogue_facts import Recipient
from analysis.dossier import Contact, Received
from analysis.queries import Scope, Viewer, fetch
from analysis.query_records import Traffic
from analysis.records import HOME_CORPUS, Visibility

_DAYS: Final = "grain = 'd' AND corpus = :corpus AND start >= :first AND start <= :last"


class Period(msgspec.Struct, frozen=True, kw_only=True):
    """Days of the home's zone, both included."""

    first: date
    last: date

    @property
    def parameters(self) -> dict[str, Any]:
        """What a condition on the days needs to be bound."""
        return {"corpus": HOME_CORPUS, "first": self.first.isoformat(), "last": self.last.isoformat()}


class Path(msgspec.Struct, frozen=True, kw_only=True):
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


def paths(connection: Connection, viewer: Viewer, period: Period) -> list[Path]:
    """Every way that data took in a period: device, category, receiver; the most frequent first."""
    scope = Scope(connection, viewer)
    sql = f"""
        SELECT device, category, company, host, sum(count) AS count, min(start) AS first, max(start) AS last,
               sum(CASE WHEN confidence = 'certain' THEN count ELSE 0 END) AS certain
        FROM finding_rollup WHERE {_DAYS} AND {scope.where()} GROUP BY 1, 2, 3, 4"""
    merged: dict[tuple[str, str, str, str], Path] = {}
    for row in fetch(connection, sql, **period.parameters, **scope.parameters):
        one = Path(**{**row, "device": scope.canonical(row["device"])})
        key = (one.device, one.category, one.company, one.host)
        known = merged.get(key)
        merged[key] = one if known is None else _joined(known, one)
    return sorted(
        merged.values(), key=lambda one: (-one.count, one.device, one.category, one.company, one.host)
    )


def _joined(one: Path, other: Path) -> Path:
    return msgspec.structs.replace(
        one, count=one.count + other.count, certain=one.certain + other.certain, first=min(one.first, other.first),
        last=max(one.last, other.last),
    )  # fmt: skip


def traffic_of(connection: Connection, viewer: Viewer, period: Period) -> list[Traffic]:
    """A period's traffic by device, receiver and visibility; ``start`` is 0: it is of the whole period."""
    scope = Scope(connection, viewer)
    sql = f"""
        SELECT device, company, host, visibility, sum(bytes_out) AS bytes_out, sum(bytes_unknown) AS unknown,
               sum(flows) AS flows, sum(messages) AS messages
        FROM flow_rollup WHERE {_DAYS} AND {scope.where()} AND (company <> '' OR host <> '') GROUP BY 1, 2, 3, 4"""
    found = []
    for row in fetch(connection, sql, **period.parameters, **scope.parameters):
        seen = {"device": scope.canonical(row["device"]), "visibility": Visibility(row["visibility"])}
        found.append(Traffic(start=0, **{**row, **seen}))
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


def contacts(connection: Connection, viewer: Viewer, start: int, end: int) -> list[Contact]:
    """Which device talked to which tracker between two times (µs UTC, the end not included)."""
    scope = Scope(connection, viewer)
    when = "corpus = :corpus AND {0} >= :start AND {0} < :end AND tracker IS NOT NULL"
    sql = f"""
        SELECT device, company, tracker, sum(messages) AS messages, sum(flows) AS flows FROM (
            SELECT device, company, tracker, 0 AS messages, count(*) AS flows FROM flows
            WHERE {when.format("opened_at")} AND {scope.where()} GROUP BY 1, 2, 3
            UNION ALL
            SELECT device, company, tracker, count(*), 0 FROM events
            WHERE {when.format("seen_at")} AND company IS NOT NULL AND {scope.where()} GROUP BY 1, 2, 3)
        GROUP BY 1, 2, 3 ORDER BY 2, 3, 1"""
    rows = fetch(connection, sql, corpus=HOME_CORPUS, start=start, end=end, **scope.parameters)
    found: dict[tuple[str, str], Contact] = {}
    for row in rows:
        one = Contact(**{**row, "device": scope.canonical(row["device"])})
        known = found.get((one.device, one.tracker))
        found[(one.device, one.tracker)] = one if known is None else msgspec.structs.replace(
            known, messages=known.messages + one.messages, flows=known.flows + one.flows
        )  # fmt: skip
    return list(found.values())
