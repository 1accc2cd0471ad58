"""The shapes of what one device sent in a day and nobody could open, by recipient."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, time
from typing import Any, Final

import msgspec
from sqlalchemy import Connection

from analysis.capture_counts import step_sums
from analysis.flow_accounts import SENSITIVE
from analysis.flow_reasons import protocol_of
from analysis.queries import Day, Scope, Viewer, fetch, times
from analysis.query_records import Traffic
from analysis.quiet_times import QUARTER, Quiet, at_night, quiet
from analysis.records import READABLE
from analysis.upload_shapes import Kind, Piece, Shape, beacon, bursts, is_acknowledging, large, steady

FLOWS: Final = 20_000  # connections of a device's day that are looked at
SHOWN: Final = 60  # shapes of a device's day
NIGHT: Final = (time(0), time(7))  # of the home's zone; the hours of one date
_ERRANDS: Final = frozenset(
    {"dns", "mdns", "llmnr", "ssdp", "dhcp", "dhcpv6", "ntp", "nbns", "icmp", "icmpv6", "igmp"}
)
_RANK: Final = {Kind.NIGHT: 0, Kind.STEADY: 1, Kind.BURST: 2, Kind.LARGE: 3, Kind.BEACON: 4}


class Shaped(msgspec.Struct, frozen=True, kw_only=True):
    """A shape, and the recipient: a company of the catalogue, or (``company`` "") a host."""

    company: str
    host: str
    shape: Shape


class Shapes(msgspec.Struct, frozen=True, kw_only=True):
    """The shapes of a day, the most telling first, and when the device was left alone. ``cut``: not all was looked at."""

    found: tuple[Shaped, ...]
    quiet: tuple[Quiet, ...]
    cut: bool = False


def shapes(
    connection: Connection, viewer: Viewer, day: Day, device: str, traffic: Iterable[Traffic], now: int
) -> Shapes:
    """The shapes of what could not be read; ``traffic`` is all of the device's day, for when it was left alone."""
    rows = fetch(
        connection,
        f"""SELECT flow_id, opened_at, closed_at, counted_at, company, coalesce(nullif(host, ''), sni, '') AS host,
                   bytes_out, bytes_in, reason FROM flows
            WHERE +corpus = :corpus AND opened_at >= :start AND opened_at < :end AND device IN :members
                  AND visibility NOT IN :readable ORDER BY opened_at LIMIT {FLOWS + 1}""",
        members=Scope(connection, viewer).members(device),
        readable=sorted(READABLE),
        **times(day),
    )
    told = [row for row in rows[:FLOWS] if protocol_of(row["reason"]) not in _ERRANDS]
    sums = step_sums(connection, [row["flow_id"] for row in told if row["bytes_out"]])
    by_recipient: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for row in told:
        by_recipient.setdefault((row["company"], "" if row["company"] else row["host"]), []).append(row)
    stretches = quiet(_connections(traffic), _night(day), now)
    found = [
        Shaped(company=company, host=host, shape=shape)
        for (company, host), of in by_recipient.items()
        for shape in _shapes_of(of, sums, stretches)
    ]
    found.sort(
        key=lambda one: (_RANK[one.shape.kind], -one.shape.bytes_out, one.shape.start, one.company, one.host)
    )
    return Shapes(found=tuple(found[:SHOWN]), quiet=tuple(stretches), cut=len(rows) > FLOWS)


def _shapes_of(
    rows: list[Mapping[str, Any]],
    sums: Mapping[str, list[tuple[int, int, int]]],
    stretches: list[Quiet],
) -> list[Shape]:
    """The shapes of one recipient. Companies are asked for by many hosts: a beacon is of one of these.

    What stands for the hosts of a sensitive category is no host: their connections together are nobody's timer.
    """
    pieces = [piece for row in rows for piece in pieces_of(row, sums.get(row["flow_id"], ()))]
    found = [*at_night(pieces, stretches), *steady(pieces), *bursts(pieces), *large(pieces)]
    by_host: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        if not row["host"].startswith(SENSITIVE):
            by_host.setdefault(row["host"], []).append(row)
    for of in by_host.values():
        beats = beacon([row["opened_at"] for row in of], sum(row["bytes_out"] or 0 for row in of))
        if beats is not None:
            found.append(beats)
    return found


def pieces_of(row: Mapping[str, Any], sums: Iterable[tuple[int, int, int]]) -> list[Piece]:
    """What a connection sent between two counts; of one that was counted once, all in one piece. No acknowledgements."""
    found: list[Piece] = []
    if not row["bytes_out"]:
        return found
    since, before, got = row["opened_at"], 0, 0
    last = (row["counted_at"] or row["closed_at"] or since, row["bytes_out"], row["bytes_in"] or 0)
    for at, out, into in (*sums, last):
        if at >= since and out > before and not is_acknowledging(out - before, into - got):
            found.append(Piece(start=since, end=at, bytes_out=out - before, connection=row["flow_id"]))
        since, before, got = max(since, at), max(before, out), max(got, into)
    return found


def _connections(traffic: Iterable[Traffic]) -> dict[int, int]:
    found: dict[int, int] = {}
    for row in traffic:
        start = row.start - row.start % QUARTER
        found[start] = found.get(start, 0) + row.flows
    return found


def _night(day: Day) -> tuple[int, int]:
    ends = (int(datetime.combine(day.date, at, day.zone).timestamp()) * 1_000_000 for at in NIGHT)
    start, end = ends
    return start, end
