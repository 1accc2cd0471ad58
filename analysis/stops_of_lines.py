"""Tells the ports, stations and stops of lines that run for all from the places of somebody."""

from __future__ import annotations

from typing import Final

from analysis.field_names import words
from analysis.payload import Group
from analysis.public_places import IS_OF_A_PERSON
from analysis.surroundings import Surroundings

# What a place is called at which all may get on.
_STOPS: Final = frozenset({
    "port", "harbour", "harbor", "hafen", "puerto", "porto", "haven", "pristav", "stop", "stopname", "station",
    "stationname", "halt", "haltestelle", "halte", "parada", "fermata", "przystanek", "zastavka", "hallplats",
    "stoppested", "pysakki", "durak", "iskele", "anleger", "pier", "terminal", "airport", "flughafen", "bahnhof",
    "gare", "stazione", "estacion", "dworzec", "nadrazi", "станция", "остановка", "порт", "车站", "駅", "港",
})  # fmt: skip
_FEW: Final = 24  # members of an object that are looked at


def are_stops(paths: list[str], place: Surroundings) -> bool:
    """Whether positions are of ports, stations or stops, each so called, in rows of lines that somebody runs for all."""
    groups = [place.around(path) for path in paths]
    said = [_stop_of(group) for group in groups]
    first = groups[0]
    if first is None or not all(said) or len(set(said)) < len(said) or "[" not in first.path:
        return False
    row = place.around(first.path)
    return row is None or not IS_OF_A_PERSON[(*tuple(row.members)[:64], *first.names[-3:])]


def _stop_of(group: Group | None) -> str:
    if group is None or len(group.members) > _FEW:
        return ""
    named = (leaf.value for name, leaf in group.members.items() if "".join(words(name)) in _STOPS)
    return next((value for value in named if isinstance(value, str) and any(map(str.isalpha, value))), "")
