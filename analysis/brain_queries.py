"""What the ledger says of where data went in some days, for the page "Where's the brain?": by receiver, added up."""

from __future__ import annotations

from functools import cache
from typing import Final

import msgspec
from sqlalchemy import Connection

from analysis.brain import Pair, Place, Stream, stream_of
from analysis.company_queries import Period
from analysis.coverage import told_as
from analysis.queries import Scope, Viewer, tuples
from analysis.records import Visibility

_ARRAYS: Final = ", ".join(
    f"json_group_array({column})" for column in ("company", "host", "count", "confidence = 'certain'")
)


class Met(msgspec.Struct, frozen=True, kw_only=True):
    """Which services of one company were contacted, and by which devices."""

    trackers: frozenset[str]
    devices: frozenset[str]

    def __or__(self, other: Met) -> Met:
        return Met(trackers=self.trackers | other.trackers, devices=self.devices | other.devices)


class Reached(msgspec.Struct, frozen=True, kw_only=True):
    """How much of what went to each place could be read, and the services that were contacted, by company."""

    visibilities: dict[Place, frozenset[Visibility]]
    met: dict[str, Met]


def streams(connection: Connection, viewer: Viewer, period: Period) -> dict[Place, Stream]:
    """What went where."""
    scope = Scope(connection, viewer)
    # arrays of the rows of a device, day and category, which stand together in the roll-up: half the time of rows
    sql = f"""
        SELECT device, category, {_ARRAYS} FROM finding_rollup WHERE {period.condition} AND {scope.where()}
        GROUP BY start, device, category"""
    counts: dict[Place, dict[Pair, int]] = {}
    certain: dict[Place, set[Pair]] = {}
    canonical = cache(scope.canonical)
    for device, category, *arrays in tuples(connection, sql, **period.parameters, **scope.parameters):
        pair = (canonical(device), told_as(category))
        for company, host, count, sure in zip(*map(msgspec.json.decode, arrays), strict=True):
            place = (company, host)
            of_place = counts.get(place)
            if of_place is None:
                of_place, certain[place] = counts.setdefault(place, {}), set()
            of_place[pair] = of_place.get(pair, 0) + count
            if sure:
                certain[place].add(pair)
    return {place: stream_of(of_place, certain[place]) for place, of_place in counts.items()}


def reached(connection: Connection, viewer: Viewer, period: Period, device: str = "") -> Reached:
    """Who was talked to, whatever was read of it; by one ``device``, where it is given."""
    scope = Scope(connection, viewer)
    one = {"members": scope.members(device)} if device else {}
    which = "AND device IN :members" if device else ""
    sql = f"""
        SELECT device, company, host, visibility, tracker, max(flows > 0 OR messages > 0) FROM flow_rollup
        WHERE {period.condition} AND {scope.where()} AND (company <> '' OR host <> '') {which}
        GROUP BY 1, 2, 3, 4, 5"""
    canonical, visible = cache(scope.canonical), cache(Visibility)
    seen: dict[Place, set[Visibility]] = {}
    services: dict[str, tuple[set[str], set[str]]] = {}
    for device, company, host, visibility, tracker, contacted in tuples(
        connection, sql, **period.parameters, **scope.parameters, **one
    ):
        place = (company, host)
        known = seen.get(place)
        if known is None:
            seen[place] = {visible(visibility)}
        else:
            known.add(visible(visibility))
        if tracker and contacted:
            service = services.get(company)
            if service is None:
                services[company] = ({tracker}, {canonical(device)})
            else:
                service[0].add(tracker)
                service[1].add(canonical(device))
    return Reached(
        visibilities={place: frozenset(of) for place, of in seen.items()},
        met={
            company: Met(trackers=frozenset(trackers), devices=frozenset(devices))
            for company, (trackers, devices) in services.items()
        },
    )


def both(first: Reached, more: Reached) -> Reached:
    """What was reached at two times."""
    visibilities, met = dict(first.visibilities), dict(first.met)
    for place, seen in more.visibilities.items():
        known = visibilities.get(place)
        visibilities[place] = seen if known is None else known | seen
    for company, services in more.met.items():
        before = met.get(company)
        met[company] = services if before is None else before | services
    return Reached(visibilities=visibilities, met=met)
