"""Where a device stays, from the positions that it sent: nights, working hours, and how far from one another."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from statistics import median
from typing import Final

import msgspec

from analysis.inferences import Datum, Evidence, number_in

PRECISE_M: Final = 112.0  # three decimals of a degree
RADIUS_M: Final = 200.0  # what counts as one place; noise of 200 m does not hide a home (Wiedemann 2024)
APART_M: Final = 500.0
LEAST_DAYS: Final = 3
_MOST: Final = 600  # positions that are compared with one another
_METRES_PER_DEGREE: Final = 111_195.0
_SMALL: Final = 180.0


class Fix(msgspec.Struct, frozen=True, kw_only=True):
    """Where a device was when a message was sent (``seen_at``, µs UTC), with the findings that say so."""

    seen_at: int
    device: str
    latitude: float
    longitude: float
    data: tuple[Datum, ...]


class Stay(msgspec.Struct, frozen=True, kw_only=True):
    """A place to which a device came back: its middle, and the fixes there; ``days`` on how many days or nights."""

    latitude: float
    longitude: float
    fixes: tuple[Fix, ...]
    days: int

    @property
    def near(self) -> str:
        """The place to a kilometre, as positions are shown everywhere."""
        return f"{self.latitude:.2f}, {self.longitude:.2f}"

    @property
    def data(self) -> list[Datum]:
        """The findings that it rests on."""
        return [item for fix in self.fixes for item in fix.data]

    @property
    def seconds(self) -> float:
        """From the first to the last of its fixes."""
        return (self.fixes[-1].seen_at - self.fixes[0].seen_at) / 1_000_000

    def metres_to(self, other: Fix | Stay) -> float:
        """How far away something is."""
        return metres(self.latitude, self.longitude, other.latitude, other.longitude)


def metres(north: float, east: float, other_north: float, other_east: float) -> float:
    """The distance of two points that are near each other, in metres (within 1 % below 100 km)."""
    turn = (east - other_east + 180) % 360 - 180
    width = turn * math.cos(math.radians((north + other_north) / 2))
    return _METRES_PER_DEGREE * math.hypot(north - other_north, width)


def fixes(evidence: Evidence, device: str = "") -> list[Fix]:
    """The device's own precise positions whose full values are at hand, in order of time; none from photos."""
    pairs: dict[tuple[str, str], list[Datum]] = {}
    for item in evidence.of("location.precise", "latitude", "longitude"):
        told = item.measures.precision_m if item.measures is not None else None
        own = (not device or item.device == device) and not item.of_a_photo()
        if own and item.exact and told is not None and told <= PRECISE_M:
            pairs.setdefault((item.event_id, beside(item.path)), []).append(item)
    found = [fix_of(pair) for pair in pairs.values() if len(pair) == 2]
    return sorted((fix for fix in found if fix is not None), key=lambda fix: fix.seen_at)


def beside(path: str) -> str:
    """The object that a path's last name stands in."""
    return path[: max(path.rfind("."), path.rfind("["), path.rfind(":"))]


def fix_of(pair: Sequence[Datum]) -> Fix | None:
    """The position of a latitude and a longitude that stand beside each other; None where they are none on the globe."""
    by_name = {item.property: item for item in pair}
    if len(by_name) != 2:
        return None
    north, east = (number_in(by_name[name].value) for name in ("latitude", "longitude"))
    if north is None or east is None:
        return None
    if (
        max(abs(north), abs(east)) > _SMALL
    ):  # whole numbers: millionths of a degree where that is on the globe
        scale = 1e6 if abs(north) <= 9e7 and abs(east) <= 1.8e8 else 1e7
        north, east = north / scale, east / scale
    if abs(north) > 90 or abs(east) > _SMALL or not (north or east):
        return None
    first = pair[0]
    return Fix(seen_at=first.seen_at, device=first.device, latitude=north, longitude=east, data=tuple(pair))


def night_of(at: datetime) -> date | None:
    """The evening's date of a local time from 22:00 to 06:00; None by day."""
    if at.hour >= 22:
        return at.date()
    return at.date() - timedelta(days=1) if at.hour < 6 else None


def working_day_of(at: datetime) -> date | None:
    """The date of a local time from 09:00 to 16:00 on Monday to Friday; None otherwise."""
    return at.date() if at.weekday() < 5 and 9 <= at.hour < 16 else None


def stay(
    evidence: Evidence, found: Iterable[Fix], when: Callable[[datetime], date | None] = night_of
) -> Stay | None:
    """The place with the most different nights (or days, by ``when``), three at least, within ``RADIUS_M``; None without."""
    dated = [(day, fix) for fix in found if (day := when(evidence.local(fix.seen_at))) is not None]
    if len(dated) > _MOST:
        dated = dated[:: len(dated) // _MOST + 1]
    best: list[tuple[date, Fix]] = []
    best_days = 0
    for _, centre in dated:
        around = [(day, fix) for day, fix in dated if _metres(centre, fix) <= RADIUS_M]
        days = len({day for day, _ in around})
        if days > best_days or (days == best_days and len(around) > len(best)):
            best, best_days = around, days
    if best_days < LEAST_DAYS:
        return None
    return Stay(
        latitude=median(fix.latitude for _, fix in best),
        longitude=median(fix.longitude for _, fix in best),
        fixes=tuple(fix for _, fix in best),
        days=best_days,
    )


def _metres(one: Fix, other: Fix) -> float:
    return metres(one.latitude, one.longitude, other.latitude, other.longitude)


def home_and_work(evidence: Evidence, found: Sequence[Fix]) -> tuple[Stay, Stay] | None:
    """Where the nights are spent and, at least ``APART_M`` away, the working hours; None unless both are known."""
    home = stay(evidence, found)
    if home is None:
        return None
    elsewhere = [fix for fix in found if home.metres_to(fix) >= APART_M]
    work = stay(evidence, elsewhere, working_day_of)
    return None if work is None or home.metres_to(work) < APART_M else (home, work)
