"""A day's traffic as lanes and bars draw it: summed in the ledger over what they do not show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Final

from sqlalchemy import Connection

from analysis.queries import Day, Scope, Viewer, of_device, quarters_of, tuples
from analysis.records import READABLE, Visibility
from analysis.rollup_reading import EACH_QUARTER, micros_of, these_quarters

_READ: Final = ", ".join(f"'{visibility}'" for visibility in sorted(READABLE))
_WHOLLY_READ: Final = ", ".join(f"'{visibility}'" for visibility in sorted(READABLE - {Visibility.SAMPLED}))


def could_be_read(
    connection: Connection, viewer: Viewer, day: Day, device: str = "", only: Sequence[str] | None = None
) -> dict[str, dict[int, tuple[bool, bool]]]:
    """By device, and quarter hour (µs UTC) in which something left: whether some of it could be read, and some not.

    With a ``device`` only of this one, and ``only`` of some quarter hours, by their starts. Of a sampled body the beginning
    could, and the rest could not.
    """
    scope = Scope(connection, viewer)
    where, parameters = some_of(scope, day, device, only)
    # summed in the order of the key, so that SQLite sorts nothing
    sql = f"""
        SELECT start, device, max(visibility IN ({_READ})), max(visibility NOT IN ({_WHOLLY_READ})) FROM flow_totals
        WHERE {where} AND (bytes_out > 0 OR bytes_unknown > 0 OR flows > 0 OR messages > 0) GROUP BY 1, 2"""
    at, canonical = cache(micros_of), cache(scope.canonical)
    found: dict[str, dict[int, tuple[bool, bool]]] = {}
    for quarter, name, some, other in tuples(connection, sql, **parameters):
        of_device = found.setdefault(canonical(name), {})
        start = at(quarter)
        before = of_device.get(start, (False, False))
        of_device[start] = (before[0] or some == 1, before[1] or other == 1)
    return found


def cells(
    connection: Connection,
    viewer: Viewer,
    day: Day,
    groups: Mapping[str, Sequence[str]],
    rest: str,
    device: str = "",
    only: Sequence[str] | None = None,
) -> dict[str, dict[str, dict[int, int]]]:
    """A day's findings by device, group and quarter hour (µs UTC); those of kinds in no group are of the ``rest``.

    With a ``device`` only of this one, and ``only`` of some quarter hours, by their starts. ``groups`` are names and kinds
    that stand in the code, never a text from elsewhere. A category with its dot is of its own group, and of no other.
    """
    scope = Scope(connection, viewer)
    where, parameters = some_of(scope, day, device, only)
    columns = [f"sum(count) FILTER (WHERE {condition})" for condition in _conditions(groups)]
    # a row a quarter hour and device, in the order of the key; to add up all categories here takes twice as long
    sql = f"SELECT start, device, sum(count), {', '.join(columns)} FROM finding_totals WHERE {where} GROUP BY 1, 2"
    at, canonical, names = cache(micros_of), cache(scope.canonical), (*groups, rest)
    found: dict[str, dict[str, dict[int, int]]] = {}
    for quarter, name, total, *counts in tuples(connection, sql, **parameters):
        device, start = canonical(name), at(quarter)
        of_device = found.get(device)
        if of_device is None:
            of_device = found[device] = {group: {} for group in names}
        for group, count in zip(names, (*counts, total - sum(filter(None, counts))), strict=True):
            if count:
                of_group = of_device[group]
                of_group[start] = of_group.get(start, 0) + count
    return found


def _conditions(groups: Mapping[str, Sequence[str]]) -> list[str]:
    apart = [kind for kinds in groups.values() for kind in kinds if "." in kind]

    def condition(kind: str) -> str:
        if kind in apart:
            return f"category = '{kind}'"
        but = "".join(f" AND category <> '{one}'" for one in apart if one.startswith(f"{kind}."))
        return f"category GLOB '{kind}.*'{but}"

    return [" OR ".join(condition(kind) for kind in kinds) for kinds in groups.values()]


def some_of(scope: Scope, day: Day, device: str, only: Sequence[str] | None) -> tuple[str, dict[str, Any]]:
    """``quarters_of`` a day, or of these quarter hours only."""
    if only is None:
        return quarters_of(scope, day, device)
    where, parameters = of_device(scope, device)
    return f"{EACH_QUARTER} AND {where}", {**these_quarters(only), **parameters}
