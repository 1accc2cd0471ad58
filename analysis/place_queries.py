"""The places that a device told on a day: exact where the full values are still kept, as the ledger's for a viewer."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import Any, Final

import msgspec
from sqlalchemy import Connection

from analysis import inference_reading as reading
from analysis.full_values import Reveal
from analysis.inferences import Datum
from analysis.queries import Day, Scope, Viewer, tuples
from analysis.records import Confidence
from analysis.rollup_reading import EACH_QUARTER, each_quarter, micros_of
from analysis.stays import beside, fix_of

MOST: Final = 2_000  # coordinates of a day that are opened; of each recipient, the first in a quarter hour
_CATEGORIES: Final = ("location.precise", "location.coarse", "location.track")
_PAIR: Final = ("latitude", "longitude")


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """One position in one message. ``company`` is "" where the catalogue knows none; ``of_a_photo``: a picture's, not the
    device's own."""

    seen_at: int  # µs UTC
    event_id: str
    position: int  # of the finding in its event
    latitude: float
    longitude: float
    precision_m: float | None
    company: str
    host: str
    of_a_photo: bool


class PlacesTold(msgspec.Struct, frozen=True, kw_only=True):
    """The positions of a day, in order of time. ``sealed`` counts those whose full values are not kept any more; ``cut``
    says that there were more than are read."""

    told: tuple[Told, ...] = ()
    sealed: int = 0
    cut: bool = False


# quarter hour (µs UTC) to how many findings it held, and which of them are looked at
Chosen = dict[int, tuple[int, tuple[int, ...]]]


def places_told(
    connection: Connection,
    viewer: Viewer,
    day: Day,
    device: str,
    reveal: Reveal,
    keep: Callable[[Hashable], Chosen] = lambda _: {},
) -> PlacesTold:
    """What one device told of where it, or a picture of its, was; nothing of a device that the viewer may not see.

    ``keep`` gives what was chosen before under a key, to be added to: only quarter hours that hold more by now, or less,
    are gone through again.
    """
    members = Scope(connection, viewer).members(device)
    if not members:
        return PlacesTold()
    chosen = keep((day.date, *members))
    ids, rows = _read(connection, members, day, chosen)
    if not all(_is_of(row, members, day) for row in rows) or len(rows) < min(len(ids), MOST):
        chosen.clear()  # erased meanwhile, and their numbers given to others
        ids, rows = _read(connection, members, day, chosen)
    found = reading.of_the_past(rows, device, {}, reveal)
    about = {row["id"]: (row["company"], row["host"], row["position"]) for row in rows}
    pairs: dict[tuple[str, str], list[Datum]] = {}
    sealed = 0
    for item in found.data:
        if item.property not in _PAIR or item.confidence is Confidence.POSSIBLE:
            continue
        if item.exact:
            pairs.setdefault((item.event_id, beside(item.path)), []).append(item)
        else:
            sealed += item.property == "latitude"
    told = [place for pair in pairs.values() if (place := _told(pair, about)) is not None]
    return PlacesTold(
        told=tuple(sorted(told, key=lambda place: (place.seen_at, place.event_id, place.position))),
        sealed=sealed,
        cut=len(ids) > MOST,
    )


def _read(
    connection: Connection, members: list[str], day: Day, chosen: Chosen
) -> tuple[list[int], list[Mapping[str, Any]]]:
    """The ids of the findings that are looked at, and the first ``MOST`` of these in full, in order of time."""
    sql = f"""
        SELECT start, sum(count) FROM finding_totals
        WHERE {EACH_QUARTER} AND device IN :members AND category IN :categories AND confidence <> 'possible'
        GROUP BY start ORDER BY start"""
    given = {"members": members, "categories": list(_CATEGORIES), **each_quarter(day.start, day.end)}
    counts = {micros_of(start): count for start, count in tuples(connection, sql, **given)}
    # a finding is never changed: it is written once, and may be erased
    changed = [start for start, count in counts.items() if chosen.get(start, (0, ()))[0] != count]
    found: dict[int, list[int]] = {start: [] for start in changed}
    if changed:
        for start, number in reading.firsts(connection, members, changed, _CATEGORIES, 1, _PAIR):
            found[start].append(number)
    now = chosen | {start: (counts[start], tuple(of)) for start, of in found.items()}
    chosen.update(now)
    ids = [number for start, count in counts.items() if count for number in now[start][1]]
    return ids, reading.in_full(connection, ids[:MOST]) if ids else []


def _is_of(row: Mapping[str, Any], members: list[str], day: Day) -> bool:
    """Whether a finding is one that is looked at."""
    return (
        row["device"] in members and day.start <= row["seen_at"] < day.end and row["category"] in _CATEGORIES
    )


def _told(pair: list[Datum], about: dict[int, tuple[str, str, int]]) -> Told | None:
    fix = fix_of(pair) if len(pair) == 2 else None
    if fix is None:
        return None
    first = pair[0]
    company, host, position = about[first.id]
    precisions = [
        item.measures.precision_m for item in pair if item.measures and item.measures.precision_m is not None
    ]
    return Told(
        seen_at=fix.seen_at,
        event_id=first.event_id,
        position=position,
        latitude=fix.latitude,
        longitude=fix.longitude,
        precision_m=max(precisions, default=None),
        company=company,
        host=host,
        of_a_photo=first.of_a_photo(),
    )
