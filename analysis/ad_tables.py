"""Tells the settings of those who sell advertisements: networks in their order, and the least that each has to pay."""

from __future__ import annotations

from itertools import islice
from typing import Final

from analysis.payload import Group
from analysis.reference_tables import MOST, PLAIN, around, first_rows, said_by
from analysis.surroundings import Surroundings

_PAID: Final = frozenset({
    "ecpm", "cpm", "floor", "floors", "floorusd", "floorprice", "bidfloor", "pricefloor", "floorcpm", "ecpmfloor", "minbid",
    "mincpm", "reserveprice",
})  # fmt: skip
_WHO_SEES_IT: Final = frozenset({
    "device", "deviceid", "user", "userid", "uid", "ifa", "idfa", "gaid", "adid", "aaid", "ip", "ua", "useragent",
    "buyeruid",
    "consent", "gdprconsent", "session", "sessionid", "regs", "auctionid", "bidid", "impid",
})  # fmt: skip
_FIRST_LISTS: Final = 16  # of one object


def is_of_a_waterfall(group: Group, place: Surroundings) -> bool:
    """Whether an object, or one around it, holds a table of what networks pay, and nobody who sees an advertisement."""
    for here in islice(around(group, place), 3):
        names = place.names_at(here.path)[:MOST]
        if not PLAIN[names].isdisjoint(_WHO_SEES_IT):
            return False
        if not said_by(here).isdisjoint(_PAID) and first_rows(here.path, place, 2):
            return _is_nobodys_around(here, place)
        for name in islice(names, _FIRST_LISTS):
            row, other = (place.group(f"{here.path}.{name}[{at}]") for at in range(2))
            if (
                row is not None
                and other is not None
                and not (said_by(row) | said_by(other)).isdisjoint(_PAID)
            ):
                return _is_nobodys_around(here, place)
    return False


def _is_nobodys_around(group: Group, place: Surroundings) -> bool:
    return all(
        PLAIN[place.names_at(here.path)[:MOST]].isdisjoint(_WHO_SEES_IT) for here in around(group, place)
    )
