"""How much of what left could be read, and why not the rest: in bytes, in connections and in recipients."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from heapq import nsmallest
from typing import Final

import msgspec
from sqlalchemy import Connection

from analysis import queries
from analysis.company_queries import Period, traffic_of
from analysis.query_records import Quarter, Traffic
from analysis.records import READABLE, Visibility
from analysis.rollup_reading import micros_of

HOUR: Final = 3_600_000_000  # µs
# the order in which they are told: what could be read, then why not, the plainest reason first
ORDER: Final = (
    Visibility.OPENED,
    Visibility.CLEARTEXT,
    Visibility.SAMPLED,
    Visibility.REFUSED,
    Visibility.PASSED_BY_CHOICE,
    Visibility.NOT_OPENED,
    Visibility.QUIC,
    Visibility.ECH,
    Visibility.METADATA_ONLY,
    Visibility.BODY_ABSENT,
)


class Share(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What left under one visibility: bytes up that are known, connections without known bytes, and to how many.

    A recipient may stand under several, so that the recipients of the shares may be more than those of the whole.
    """

    visibility: Visibility
    bytes_out: int
    unknown: int
    connections: int
    recipients: int


class Whole(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What left, by visibility; the sums of bytes and connections are exact, each recipient is counted once."""

    shares: tuple[Share, ...]
    recipients: int

    @property
    def bytes_out(self) -> int:
        """All bytes up that are known."""
        return sum(share.bytes_out for share in self.shares)

    @property
    def unknown(self) -> int:
        """Connections of which nobody counted the bytes."""
        return sum(share.unknown for share in self.shares)

    @property
    def connections(self) -> int:
        """All connections."""
        return sum(share.connections for share in self.shares)

    @property
    def read_bytes(self) -> int:
        """Bytes up whose content could be looked at."""
        return sum(share.bytes_out for share in self.shares if share.visibility in READABLE)

    @property
    def read_connections(self) -> int:
        """Connections whose content could be looked at."""
        return sum(share.connections for share in self.shares if share.visibility in READABLE)


class Destination(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What one recipient got: a company of the catalogue, or (``company`` "") a host."""

    company: str
    host: str
    whole: Whole


class Hour(msgspec.Struct, frozen=True, kw_only=True):
    """What left within an hour that began at ``start`` (µs UTC): in all, to whom most of it went, and to the others."""

    start: int
    whole: Whole
    loudest: tuple[Destination, ...]
    others: Whole


def of_time(
    connection: Connection, viewer: queries.Viewer, day: queries.Day, start: int, end: int, device: str = ""
) -> list[Traffic]:
    """What left between two times (µs UTC, whole quarter hours) of a day."""
    return queries.traffic(connection, viewer, msgspec.structs.replace(day, start=start, end=end), device)


def of_days(
    connection: Connection, viewer: queries.Viewer, first: date, last: date, device: str = ""
) -> list[Traffic]:
    """What left on some days, the last included."""
    found = traffic_of(connection, viewer, Period(first=first, last=last))
    return [row for row in found if not device or row.device == device]


def whole(rows: Iterable[Traffic]) -> Whole:
    """How much of this could be read."""
    seen: dict[str, _Sums] = {}
    for row in rows:
        if not (row.bytes_out or row.unknown or row.flows):
            continue  # what was only said within a connection is counted with it
        of = seen.get(row.visibility)
        if of is None:
            of = seen[row.visibility] = _Sums()
        of.bytes_out += row.bytes_out
        of.unknown += row.unknown
        of.flows += row.flows
        of.recipients.add((row.company, row.host))
    return _told(seen)


def _told(seen: Mapping[str, _Sums]) -> Whole:
    shares = tuple(
        Share(
            visibility=visibility,
            bytes_out=of.bytes_out,
            unknown=of.unknown,
            connections=of.flows,
            recipients=len(of.recipients),
        )
        for visibility in ORDER
        if (of := seen.get(visibility)) is not None
    )
    everyone: set[tuple[str, str]] = set()
    return Whole(shares=shares, recipients=len(everyone.union(*(of.recipients for of in seen.values()))))


class _Sums:
    """What is added up of one visibility."""

    __slots__ = ("bytes_out", "flows", "recipients", "unknown")

    def __init__(self) -> None:
        self.bytes_out = self.unknown = self.flows = 0
        self.recipients: set[tuple[str, str]] = set()


def destinations(rows: Iterable[Traffic]) -> tuple[Destination, ...]:
    """The recipients, most bytes first, then most connections."""
    sent: dict[tuple[str, str], list[Traffic]] = {}
    for row in rows:
        if row.bytes_out or row.unknown or row.flows:
            sent.setdefault((row.company, row.host), []).append(row)
    found = [
        Destination(company=key[0], host=key[1], whole=_of_one(of[0]) if len(of) == 1 else whole(of))
        for key, of in sent.items()
    ]
    return tuple(
        sorted(found, key=lambda one: (-one.whole.bytes_out, -one.whole.connections, one.company, one.host))
    )


def _of_one(row: Traffic) -> Whole:
    """``whole`` of a single row, as most recipients of an hour have it."""
    share = Share(
        visibility=row.visibility, bytes_out=row.bytes_out, unknown=row.unknown, connections=row.flows, recipients=1
    )  # fmt: skip
    return Whole(shares=(share,), recipients=1)


def hours(rows: Iterable[Quarter], day: queries.Day, named: int) -> tuple[Hour, ...]:
    """The hours of a day in which something left; counted from its start, so that days of 23 and 25 hours are whole.

    ``named`` is how many recipients of an hour are told by name: of a day there are thousands.
    """
    sent: dict[int, list[Quarter]] = {}
    for row in rows:
        if row[4] or row[5] or row[6]:
            sent.setdefault((micros_of(row[0]) - day.start) // HOUR, []).append(row)
    return tuple(_hour(day.start + number * HOUR, of, named) for number, of in sorted(sent.items()))


def _hour(start: int, rows: list[Quarter], named: int) -> Hour:
    seen: dict[str, _Sums] = {}
    sizes: dict[tuple[str, str], int] = {}
    connections: dict[tuple[str, str], int] = {}
    for _, company, host, visibility, size, unknown, flows, _ in rows:
        recipient = (company, host)
        of = seen.get(visibility)
        if of is None:
            of = seen[visibility] = _Sums()
        of.bytes_out += size
        of.unknown += unknown
        of.flows += flows
        of.recipients.add(recipient)
        sizes[recipient] = sizes.get(recipient, 0) + size
        connections[recipient] = connections.get(recipient, 0) + flows
    first = set(nsmallest(named, sizes, key=lambda one: (-sizes[one], -connections[one], one)))
    loudest = destinations(
        Traffic(
            start=start, device="", company=company, host=host, visibility=Visibility(visibility), bytes_out=size,
            unknown=unknown, flows=flows, messages=messages,
        )
        for _, company, host, visibility, size, unknown, flows, messages in rows
        if (company, host) in first
    )  # fmt: skip
    together = _told(seen)
    return Hour(start=start, whole=together, loudest=loudest, others=_without(together, loudest))


def _without(of: Whole, parts: Iterable[Destination]) -> Whole:
    """What is left of a whole without some of its recipients."""
    taken: dict[Visibility, list[Share]] = {}
    recipients = of.recipients
    for part in parts:
        recipients -= 1
        for share in part.whole.shares:
            taken.setdefault(share.visibility, []).append(share)
    left = [_less(share, taken.get(share.visibility, ())) for share in of.shares]
    return Whole(shares=tuple(share for share in left if share.recipients), recipients=recipients)


def _less(share: Share, parts: Iterable[Share]) -> Share:
    size, unknown, connections, recipients = (
        share.bytes_out,
        share.unknown,
        share.connections,
        share.recipients,
    )
    for part in parts:
        size -= part.bytes_out
        unknown -= part.unknown
        connections -= part.connections
        recipients -= part.recipients
    return Share(
        visibility=share.visibility, bytes_out=size, unknown=unknown, connections=connections, recipients=recipients
    )  # fmt: skip
