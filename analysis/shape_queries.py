"""The shapes of what one device sent in a day and nobody could open, by recipient."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, time
from typing import Final

import msgspec
from sqlalchemy import Connection

from analysis.capture_counts import step_sums
from analysis.flow_accounts import SENSITIVE
from analysis.flow_reasons import protocol_of
from analysis.queries import Day
from analysis.query_records import Quarter
from analysis.quiet_times import Quiet, at_night, quiet
from analysis.rollup_reading import micros_of
from analysis.unread_flows import FLOWS, Unread
from analysis.upload_shapes import (
    BEATS,
    SECOND,
    STEADY_RATE,
    STEADY_TIME,
    Kind,
    Piece,
    Shape,
    beacon,
    bursts,
    is_acknowledging,
    large,
    steady,
)

SHOWN: Final = 60  # shapes of a device's day
NIGHT: Final = (time(0), time(7))  # of the home's zone; the hours of one date
_ERRANDS: Final = frozenset(
    {"dns", "mdns", "llmnr", "ssdp", "dhcp", "dhcpv6", "ntp", "nbns", "icmp", "icmpv6", "igmp"}
)
_RANK: Final = {Kind.NIGHT: 0, Kind.STEADY: 1, Kind.BURST: 2, Kind.LARGE: 3, Kind.BEACON: 4}
_STEADY_LEAST: Final = STEADY_RATE * STEADY_TIME // SECOND // 8  # bytes; a burst is more
Sums = Mapping[str, list[tuple[int, int, int]]]  # of connections that were counted more than once


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
    connection: Connection, day: Day, flows: Sequence[Unread], traffic: Iterable[Quarter], now: int
) -> Shapes:
    """The shapes of a device's day. ``flows`` are its ``unread``; its ``traffic`` tells when it was left alone."""
    told = [flow for flow in flows[:FLOWS] if protocol_of(flow.reason) not in _ERRANDS]
    stretches = quiet(_connections(traffic), _night(day), now)
    telling = [flow for flow in told if flow.bytes_out and _may_tell(flow, flow.bytes_out, stretches)]
    sums = step_sums(connection, [flow.flow_id for flow in telling])
    found = [*_uploads(telling, sums, stretches), *_beacons(told)]
    found.sort(
        key=lambda one: (_RANK[one.shape.kind], -one.shape.bytes_out, one.shape.start, one.company, one.host)
    )
    return Shapes(found=tuple(found[:SHOWN]), quiet=tuple(stretches), cut=len(flows) > FLOWS)


def _may_tell(flow: Unread, sent: int, stretches: list[Quiet]) -> bool:
    """Whether a connection can be part of a shape: it sent enough to be steady, or while the device was left alone."""
    return sent >= _STEADY_LEAST or any(
        flow.opened_at <= stretch.end and stretch.start <= _last(flow) for stretch in stretches
    )


def _last(flow: Unread) -> int:
    """When its bytes had come to what they are (µs UTC)."""
    return flow.counted_at or flow.closed_at or flow.opened_at


def _uploads(flows: Iterable[Unread], sums: Sums, stretches: list[Quiet]) -> Iterator[Shaped]:
    """What each recipient got steadily, at once or at night."""
    by_recipient: dict[tuple[str, str], list[Piece]] = {}
    for flow in flows:
        recipient = (flow.company, "" if flow.company else flow.host or flow.sni or "")
        by_recipient.setdefault(recipient, []).extend(_pieces(flow, sums.get(flow.flow_id, ())))
    for (company, host), pieces in by_recipient.items():
        for shape in (*at_night(pieces, stretches), *steady(pieces), *bursts(pieces), *large(pieces)):
            yield Shaped(company=company, host=host, shape=shape)


def _beacons(flows: Iterable[Unread]) -> Iterator[Shaped]:
    """What comes again and again. Companies are asked for by many hosts: a beacon is of one of these.

    What stands for the hosts of a sensitive category is no host: their connections together are nobody's timer.
    """
    by_host: dict[tuple[str, str], list[Unread]] = {}
    for flow in flows:
        by_host.setdefault((flow.company, flow.host or flow.sni or ""), []).append(flow)
    for (company, host), of in by_host.items():
        if len(of) < BEATS or host.startswith(SENSITIVE):
            continue
        beats = beacon([flow.opened_at for flow in of], sum(flow.bytes_out or 0 for flow in of))
        if beats is not None:
            yield Shaped(company=company, host="" if company else host, shape=beats)


def _pieces(flow: Unread, sums: Iterable[tuple[int, int, int]]) -> list[Piece]:
    """What a connection sent between two counts; of one that was counted once, all in one piece. No acknowledgements."""
    found: list[Piece] = []
    since, before, got = flow.opened_at, 0, 0
    last = (_last(flow), flow.bytes_out or 0, flow.bytes_in or 0)
    for at, out, into in (*sums, last):
        if at >= since and out > before and not is_acknowledging(out - before, into - got):
            found.append(Piece(start=since, end=at, bytes_out=out - before, connection=flow.flow_id))
        since, before, got = max(since, at), max(before, out), max(got, into)
    return found


def _connections(traffic: Iterable[Quarter]) -> dict[int, int]:
    """By quarter hour (µs UTC)."""
    found: dict[str, int] = {}
    for row in traffic:
        found[row[0]] = found.get(row[0], 0) + row[6]
    return {micros_of(start): flows for start, flows in found.items()}


def _night(day: Day) -> tuple[int, int]:
    ends = (int(datetime.combine(day.date, at, day.zone).timestamp()) * 1_000_000 for at in NIGHT)
    start, end = ends
    return start, end
