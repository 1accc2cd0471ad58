"""What left the house at night while it was quiet in all of it: to whom, from which device, how much."""

from __future__ import annotations

from datetime import datetime, time
from typing import Final

import msgspec
from sqlalchemy import Connection

from analysis.queries import QUARTERS, STRANGERS, Day, Scope, Viewer, quarters, tuples
from analysis.quiet_times import Quiet, quiet
from analysis.rollup_reading import micros_of

NIGHT: Final = (time(0), time(7))  # of the home's zone; the hours of one date


class Left(msgspec.Struct, frozen=True, kw_only=True):
    """What one device sent to one recipient (``host`` where the company is unknown); ``at_least``: there were more bytes."""

    device: str
    company: str
    host: str
    bytes_out: int
    at_least: bool


class HouseNight(msgspec.Struct, frozen=True, kw_only=True):
    """The longest quiet stretch of a night, and what left in it, most bytes first."""

    stretch: Quiet
    left: tuple[Left, ...]


def house_night(connection: Connection, viewer: Viewer, day: Day, now: int) -> HouseNight | None:
    """Of the devices that the viewer sees in full, together; None where there was no quiet stretch (``quiet_times``)."""
    stretch = quiet_stretch(connection, viewer, day, now)
    return (
        None
        if stretch is None
        else HouseNight(stretch=stretch, left=left_in(connection, viewer, day, stretch))
    )


def quiet_stretch(connection: Connection, viewer: Viewer, day: Day, now: int) -> Quiet | None:
    """The longest stretch of a night in which all of them were quiet, as far as it went."""
    scope = Scope(connection, viewer)
    sql = f"""
        SELECT start, sum(flows) FROM flow_totals WHERE {QUARTERS} AND {scope.where()} AND device <> '' GROUP BY start"""
    counted = tuples(connection, sql, **quarters(day), **scope.parameters)
    night = (_micros(day, NIGHT[0]), _micros(day, NIGHT[1]))
    stretches = quiet({micros_of(start): int(flows) for start, flows in counted}, night, now)
    return max(stretches, key=lambda one: (one.end - one.start, -one.start), default=None)


def left_in(connection: Connection, viewer: Viewer, day: Day, stretch: Quiet) -> tuple[Left, ...]:
    """What left in a stretch of a day, most bytes first."""
    scope = Scope(connection, viewer)
    within = msgspec.structs.replace(day, start=stretch.start, end=stretch.end)
    sql = f"""
        SELECT device, company, host, sum(bytes_out), sum(bytes_unknown) FROM flow_rollup
        WHERE {QUARTERS} AND {scope.where()} AND NOT ({STRANGERS}) AND (bytes_out > 0 OR bytes_unknown > 0)
        GROUP BY 1, 2, 3"""
    found: dict[tuple[str, str, str], tuple[int, bool]] = {}
    for device, company, host, sent, unknown in tuples(
        connection, sql, **quarters(within), **scope.parameters
    ):
        key = (scope.canonical(device), company, host)
        known, more = found.get(key, (0, False))
        found[key] = (known + sent, more or unknown > 0)
    left = [
        Left(device=device, company=company, host=host, bytes_out=sent, at_least=more)
        for (device, company, host), (sent, more) in found.items()
    ]
    left.sort(key=lambda one: (-one.bytes_out, one.device, one.company, one.host))
    return tuple(left)


def _micros(day: Day, at: time) -> int:
    return int(datetime.combine(day.date, at, day.zone).timestamp()) * 1_000_000
