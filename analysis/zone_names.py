"""The names of time zones, and tables of them: of several in a list or by country, somebody has one; of links, nobody."""

from __future__ import annotations

import re
import zoneinfo
from functools import cache
from itertools import islice
from typing import Final

from analysis.lazy_patterns import lazy_pattern
from analysis.payload import Group, Leaf
from analysis.readings import is_time_name, text
from analysis.surroundings import Surroundings, outer
from analysis.timed_rows import is_moment

_IN_A_ROW: Final = lazy_pattern(r"(.{1,2000})\[[0-9]{1,9}\](\.[\w-]{1,64})")
_FEW: Final = 12  # rows of a table, and zones of a row, that are looked at
_TABLE: Final = 3  # members of an object that are all zones: no two ends of a journey
_COLUMN: Final = lazy_pattern(r"(.{1,2000})\[[0-9]{1,9}\]\[([0-9]{1,3})\]")
_WINDOWS: Final = lazy_pattern(r"[A-Z][\w .()-]{1,40} (?:Standard|Daylight) Time", re.ASCII)


@cache
def zones() -> frozenset[str]:
    """All names of the IANA database, in small letters."""
    return frozenset(zone.lower() for zone in zoneinfo.available_timezones())


def is_one_of_many(leaf: Leaf, place: Surroundings) -> bool:
    """Whether a time zone is one of several in a list, or stands in a table in which a row has several."""
    path = leaf.path[: leaf.path.rindex("[")] if leaf.path.endswith("]") else ""
    if not path or _has_several(path, place) or _is_column(leaf.path, place):
        return bool(path)
    row = _IN_A_ROW.fullmatch(path)
    return row is not None and any(_has_several(f"{row[1]}[{at}]{row[2]}", place) for at in range(_FEW))


def _is_column(path: str, place: Surroundings) -> bool:
    """Whether the first rows of a list each have another zone in the same column, and none a moment."""
    found = _COLUMN.fullmatch(path)
    if found is None:
        return False
    rows = [place.lists.get(f"{found[1]}[{at}]", ()) for at in range(_TABLE)]
    column = int(found[2])
    if any(column >= len(row) or any(is_moment(leaf.value) for leaf in row[:_FEW]) for row in rows):
        return False
    said = {text(row[column].value).lower() for row in rows}
    return len(said) == _TABLE and said <= zones()


def is_of_a_table(leaf: Leaf, place: Surroundings) -> bool:
    """Whether a zone stands for another name of it (``{"US/Pacific": "America/Los_Angeles"}``), or in a table of zones."""
    if "/" in leaf.name or _WINDOWS.fullmatch(leaf.name):
        return leaf.name.lower() in zones() or "/" not in leaf.name
    group = place.group(outer(leaf.path)) if leaf.context == "body" else None
    return group is not None and (_is_table(group) or _is_row_of_zones(group, leaf.name, place))


def _is_row_of_zones(group: Group, name: str, place: Surroundings) -> bool:
    """Whether the first rows of a list each give another zone under one name, and nothing of when."""
    if not group.path.endswith("]") or any(map(is_time_name, list(group.members)[:_FEW])):
        return False
    rows = group.path[: group.path.rindex("[")]
    found = [place.group(f"{rows}[{at}]") for at in range(_TABLE)]
    said = {text(row.members[name].value).lower() for row in found if row is not None and name in row.members}
    return len(said) == _TABLE and said <= zones()


def _is_table(group: Group) -> bool:
    first = list(islice(group.members.values(), _FEW))
    said = {text(leaf.value).lower() for leaf in first}
    return len(first) >= _TABLE and len(said) >= _TABLE and said <= zones()


def _has_several(path: str, place: Surroundings) -> bool:
    return len({text(item.value).lower() for item in place.lists.get(path, ())[:_FEW]} & zones()) > 1
