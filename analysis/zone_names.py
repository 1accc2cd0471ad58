"""The names of time zones, and lists of them: of several in a list, or in a table of countries, somebody has one."""

from __future__ import annotations

import re
import zoneinfo
from functools import cache
from typing import Final

from analysis.payload import Leaf
from analysis.readings import text
from analysis.surroundings import Surroundings

_IN_A_ROW: Final = re.compile(r"(.{1,2000})\[[0-9]{1,9}\](\.[\w-]{1,64})")
_FEW: Final = 12  # rows of a table, and zones of a row, that are looked at


@cache
def zones() -> frozenset[str]:
    """All names of the IANA database, in small letters."""
    return frozenset(zone.lower() for zone in zoneinfo.available_timezones())


def is_one_of_many(leaf: Leaf, place: Surroundings) -> bool:
    """Whether a time zone is one of several in a list, or stands in a table in which a row has several."""
    path = leaf.path[: leaf.path.rindex("[")] if leaf.path.endswith("]") else ""
    if not path or _has_several(path, place):
        return bool(path)
    row = _IN_A_ROW.fullmatch(path)
    return row is not None and any(_has_several(f"{row[1]}[{at}]{row[2]}", place) for at in range(_FEW))


def _has_several(path: str, place: Surroundings) -> bool:
    return len({text(item.value).lower() for item in place.lists.get(path, ())[:_FEW]} & zones()) > 1
