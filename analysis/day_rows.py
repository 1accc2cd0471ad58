"""What left day by day: a row for all that a device sent to a recipient, and one for each category of data found in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import Final

import msgspec
from sqlalchemy import Connection

from analysis.company_queries import Period
from analysis.others_queries import others_received
from analysis.queries import STRANGERS, Scope, Viewer, tuples
from analysis.records import READABLE, Visibility

OTHERS: Final = "others"  # stands for the device where a person is told the sum of all devices of the others


class DayRow(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What one device sent to one recipient within a day of the home's zone (``day``, "2026-11-22").

    With ``kind`` "" it is the traffic: bytes up that are known, connections whose bytes are not (``unknown``), connections,
    those whose content could be looked at, messages. With a kind it is the findings of one category: bytes belong to
    no category. ``company`` is "" where the catalogue knows none; then ``host`` names the recipient. ``seen``: how what
    went to the recipient that day could be read. Of the others' devices (``OTHERS``) there are only a company, a kind, bytes
    and findings; the rest is None, ``category`` and ``host`` are "", ``seen`` is empty.
    """

    day: str
    device: str
    company: str
    host: str
    kind: str = ""
    category: str = ""
    seen: frozenset[Visibility] = frozenset()
    findings: int = 0
    certain: int | None = None
    likely: int | None = None
    possible: int | None = None
    bytes_out: int = 0
    unknown: int = 0
    connections: int | None = None
    connections_read: int | None = None
    messages: int | None = None


class _Sums(msgspec.Struct, gc=False):
    """What is added up of one device and recipient."""

    bytes_out: int = 0
    unknown: int = 0
    connections: int = 0
    connections_read: int = 0
    messages: int = 0
    seen: set[Visibility] = set()


_Place = tuple[str, str, str, str]  # day, device, company, host


def recorded_days(connection: Connection, period: Period) -> frozenset[str]:
    """The days of a period on which anything of the house was recorded; says nothing of whose."""
    sql = f"SELECT DISTINCT start FROM flow_totals WHERE {period.condition}"
    return frozenset(str(start) for (start,) in tuples(connection, sql, **period.parameters))


def days_of(period: Period) -> Iterator[date]:
    """Each day of a period."""
    for number in range((period.last - period.first).days + 1):
        yield period.first + timedelta(days=number)


def day_rows(connection: Connection, viewer: Viewer, period: Period) -> list[DayRow]:
    """Of the devices that the viewer sees in full, in the order of day, device, recipient and category."""
    sent = _sent(connection, viewer, period)
    rows = [
        DayRow(
            day=day, device=device, company=company, host=host, seen=frozenset(of.seen), bytes_out=of.bytes_out,
            unknown=of.unknown, connections=of.connections, connections_read=of.connections_read, messages=of.messages,
        )
        for (day, device, company, host), of in sent.items()
    ]  # fmt: skip
    rows += _found(connection, viewer, period, sent)
    return sorted(rows, key=lambda row: (row.day, row.device, row.company, row.host, row.category))


def others_day_rows(connection: Connection, viewer: Viewer, period: Period) -> list[DayRow]:
    """Of all the others' devices together, by day, company and kind; nothing for the owner, who sees every device."""
    rows = []
    for day in days_of(period) if not viewer.owner else ():
        at = day.isoformat()
        for of in others_received(connection, viewer, Period(first=day, last=day)):
            sent = DayRow(
                day=at, device=OTHERS, company=of.company, host="", bytes_out=of.bytes_out, unknown=of.unknown
            )
            rows += [sent] if of.bytes_out or of.unknown else []
            rows += [
                DayRow(day=at, device=OTHERS, company=of.company, host="", kind=kind, findings=count)
                for kind, count in of.kinds.items()
            ]
    return rows


def _sent(connection: Connection, viewer: Viewer, period: Period) -> dict[_Place, _Sums]:
    scope = Scope(connection, viewer)
    # added up here: SQLite would sort them all for it, and a row of most is the only one of its key
    sql = f"""
        SELECT start, device, company, host, visibility, bytes_out, bytes_unknown, flows, messages FROM flow_rollup
        WHERE {period.condition} AND {scope.where()} AND NOT ({STRANGERS})
            AND (bytes_out > 0 OR bytes_unknown > 0 OR flows > 0 OR messages > 0)"""
    canonical, visible = cache(scope.canonical), cache(Visibility)
    sent: dict[_Place, _Sums] = {}
    for day, device, company, host, seen, size, unknown, flows, messages in tuples(
        connection, sql, **period.parameters, **scope.parameters
    ):
        place = (day, canonical(device), company, host)
        of = sent.get(place)
        if of is None:
            of = sent[place] = _Sums()
        of.bytes_out += size
        of.unknown += unknown
        of.connections += flows
        of.connections_read += flows if visible(seen) in READABLE else 0
        of.messages += messages
        of.seen.add(visible(seen))
    return sent


def _found(
    connection: Connection, viewer: Viewer, period: Period, sent: dict[_Place, _Sums]
) -> Iterator[DayRow]:
    scope = Scope(connection, viewer)
    sql = f"""
        SELECT start, device, company, host, category, confidence, count FROM finding_rollup
        WHERE {period.condition} AND {scope.where()}"""
    canonical = cache(scope.canonical)
    found: dict[tuple[str, str, str, str, str], dict[str, int]] = {}
    for day, device, company, host, category, sure, count in tuples(
        connection, sql, **period.parameters, **scope.parameters
    ):
        of = found.setdefault((day, canonical(device), company, host, category), {})
        of[sure] = of.get(sure, 0) + count
    for (day, device, company, host, category), counts in found.items():
        around = sent.get((day, device, company, host))
        total = sum(counts.values())
        if not total:
            continue
        yield DayRow(
            day=day, device=device, company=company, host=host, kind=category.partition(".")[0], category=category,
            seen=frozenset(around.seen) if around else frozenset(), findings=total, certain=counts.get("certain", 0),
            likely=counts.get("likely", 0), possible=counts.get("possible", 0),
        )  # fmt: skip
