"""The places that a device told on a day: exact where the full values are still kept, as the ledger's for a viewer."""

from __future__ import annotations

from typing import Final

import msgspec
from sqlalchemy import Connection

from analysis import inference_reading as reading
from analysis.full_values import Reveal
from analysis.inferences import Datum
from analysis.queries import Day, Scope, Viewer
from analysis.records import Confidence
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


def places_told(connection: Connection, viewer: Viewer, day: Day, device: str, reveal: Reveal) -> PlacesTold:
    """What one device told of where it, or a picture of its, was; nothing of a device that the viewer may not see."""
    scope = Scope(connection, viewer)
    members = scope.members(device)
    if not members:
        return PlacesTold()
    starts = reading.quarters(connection, scope, members, day.start, day.end, _CATEGORIES).get(
        scope.canonical(device), []
    )
    if not starts:
        return PlacesTold()
    every = reading.places(connection, members, starts, _CATEGORIES, each=1)
    rows = every[:MOST]
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
        cut=len(rows) < len(every),
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
