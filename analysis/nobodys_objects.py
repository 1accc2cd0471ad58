"""Tells objects whose data are those of nobody: almanacs, rules of a country, line-ups, kinds of animals, stations at sea.

An answer holds for some categories only: what else stands in such an object is somebody's as everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from analysis.ad_tables import is_of_a_waterfall
from analysis.field_names import all_words, words
from analysis.first_names import is_of_first_names
from analysis.lazy_patterns import lazy_pattern
from analysis.offers import is_help_desk, is_offered
from analysis.payload import Group, Payload
from analysis.planned_light import is_of_a_plan
from analysis.public_figures import (
    is_cited,
    is_elected,
    is_in_public_life,
    is_linked_data,
    is_made_up,
    is_of_a_vacancy,
    is_simulated,
)
from analysis.public_places import IS_OF_A_PERSON, is_of_a_map_of_cells, is_public_place
from analysis.published_readings import is_of_a_design, is_of_a_lamp, is_of_units, is_published_weather
from analysis.published_tables import is_counted
from analysis.readings import text
from analysis.reference_tables import (
    MOST,
    PLAIN,
    first_rows,
    is_normal,
    is_of_a_catalogue,
    is_of_a_gazetteer,
    is_of_a_line,
    is_of_a_map,
    is_of_a_service,
    is_of_a_tariff,
    is_of_countries,
    is_operating_range,
    said_by,
)
from analysis.riddles import is_an_example
from analysis.surroundings import Surroundings, outer, surroundings

_Rule = Callable[[Group, Surroundings], bool]
# When sun and moon rise, when to pray, when the water is high: days of these are an almanac's, and hold for all of a place.
_OF_THE_SKY: Final = frozenset({
    "sunrise", "sunset", "moonrise", "moonset", "dawn", "dusk", "solarnoon", "civildawn", "civildusk", "high", "low",
    "hightide", "lowtide", "fajr", "dhuhr", "zuhr", "asr", "maghrib", "isha", "imsak", "gunes", "ogle", "ikindi", "aksam",
    "yatsi", "sabah", "shuruq", "subuh", "dzuhur", "ashar", "isya", "sehri", "iftar",
})  # fmt: skip
_WATERS: Final = frozenset({"HW", "LW", "NW", "HIGH", "LOW", "PM", "BM", "FLOOD", "EBB"})
_OF_A_TIDE: Final = frozenset({"type", "kind", "state", "phase", "tide"})
_HEIGHT: Final = frozenset({"h", "height", "level", "heightm", "hoehe"})
_DATUM: Final = frozenset({"datum", "station", "harbour", "harbor", "port", "gauge", "pegel", "chartdatum"})
_CLOCK: Final = lazy_pattern(r"(?:.{10}[T ])?[0-2]?[0-9][:.h][0-5][0-9]\b.{0,16}")
_DAY: Final = lazy_pattern(r"[0-9]{4}-[0-9]{2}|[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}")
# From when a rule holds, or when it was published; and what else stands at the head of such a publication.
_IN_FORCE: Final = frozenset({
    "validfrom", "validto", "validuntil", "effectivefrom", "effectivedate", "effective", "inforce", "published",
    "publishedat", "publicationdate", "issued", "validity",
})  # fmt: skip
_OF_A_HEAD: Final = _IN_FORCE | frozenset({
    "country", "countrycode", "version", "language", "lang", "currency", "title", "name", "source", "year", "unit", "units",
    "license", "licence", "publisher", "updated", "updatedat", "revision", "schemaversion", "authority", "region", "state",
})  # fmt: skip
# What is told of each who plays, and what is told of the match.
_POSITION: Final = frozenset({"pos", "position", "role"})
_SHIRT: Final = frozenset({
    "no", "num", "number", "shirt", "shirtnumber", "jersey", "jerseynumber", "squadnumber", "kitnumber", "shirtno",
})  # fmt: skip
_OF_A_MATCH: Final = frozenset({
    "match", "matches", "formation", "kickoff", "league", "season", "competition", "fixture", "fixtures", "lineup",
    "lineups", "squad", "squads", "roster", "rosters", "referee", "tournament", "division", "kader", "kit",
})  # fmt: skip
_REACHED: Final = frozenset({
    "email", "phone", "mobile", "parent", "parents", "guardian", "address", "street", "userid", "user", "deviceid", "token",
    "medical", "emergency", "consent", "account",
})  # fmt: skip
_BOUNDS: Final = frozenset({
    "min", "max", "low", "high", "from", "to", "least", "most", "unit", "male", "female", "minimum", "maximum",
})  # fmt: skip
# What is told of a kind of animal, and of no animal of somebody.
_OF_A_KIND: Final = frozenset({
    "temperament", "temperaments", "lifespan", "lifeexpectancy", "breedgroup", "coat", "coatlength", "coattype",
    "littersize", "habitat", "diet", "gestation", "hypoallergenic", "bredfor", "subspecies", "latinname", "scientificname",
})  # fmt: skip
_WAVES: Final = frozenset({
    "hs", "tp", "waveheight", "significantwaveheight", "waveperiod", "swellheight", "swellperiod", "wvht", "dpd", "apd",
    "fala", "falam", "boja", "boje", "bouee", "boya", "buoy", "buoyid", "wellenhoehe", "wellen", "houle", "oleaje", "olam",
    "wasserstand", "wasserstandcm", "pegel", "waterlevel", "waterlevelcm", "tidegauge", "tidelevel", "niveaudeau",
    "stanwody", "mwd", "wavedirection", "hmax", "peakperiod", "seastate", "wmo", "salinity", "swell", "hm0", "tm02",
})  # fmt: skip


def is_of_nobody(category: str, path: str, payload: Payload) -> bool:
    """Whether a datum of a category stands in an object, or in one around it, whose data of that kind are nobody's."""
    rules = _RULES.get(category, ())
    if not rules:
        return False
    place = surroundings(payload)
    group = place.around(path.replace("[*]", "[0]") if category in _IN_ROWS else path)
    if group is None or group.context != "body" or len(group.members) > MOST:
        return False
    answers = _answers(place)
    for rule in rules:
        key = group.path, rule.__name__
        if key not in answers.given:
            answers.given[key] = rule(group, place)
        if answers.given[key]:
            return True
    return False


class _Answers:
    """What was found out of the objects of the last message: all that stands in one asks for it."""

    def __init__(self, place: Surroundings) -> None:
        self.place = place
        self.given: dict[tuple[str, str], bool] = {}
        self._lists: dict[str, list[tuple[Group, Group]]] | None = None

    def lists(self, path: str) -> list[tuple[Group, Group]]:
        """The first two rows of each list of objects that the object at a path holds, or an object right within it."""
        if self._lists is None:
            self._lists = {}
            for group in self.place.payload.groups:
                second = self.place.group(f"{group.path[:-3]}[1]") if group.path.endswith("[0]") else None
                if second is not None:
                    holder = outer(group.path[:-3])
                    for here in (holder, outer(holder)):
                        self._lists.setdefault(here, []).append((group, second))
        return self._lists.get(path, [])


_last: _Answers | None = None


def _answers(place: Surroundings) -> _Answers:
    global _last
    if _last is None or _last.place is not place:
        _last = _Answers(place)
    return _last


def _is_almanac(group: Group, place: Surroundings) -> bool:
    """A place, and a list of days with when the sun, the moon or the water rises there."""
    if IS_OF_A_PERSON[place.names_at(group.path)[:MOST]]:
        return False
    return any(
        all(_is_day_of_the_sky(row) or _is_tide(row, group) for row in rows)
        for rows in _answers(place).lists(group.path)
    )


def _is_day_of_the_sky(row: Group) -> bool:
    known = [leaf for name, leaf in row.members.items() if "".join(words(name)) in _OF_THE_SKY]
    return len(known) >= 2 and all(_CLOCK.fullmatch(text(leaf.value)[:40]) for leaf in known)


def _is_tide(row: Group, head: Group) -> bool:
    """``{"t": "2026-09-01T03:12", "h": 3.61, "type": "HW"}`` of a named harbour."""
    if said_by(head).isdisjoint(_DATUM) or said_by(row).isdisjoint(_HEIGHT):
        return False
    return any(
        "".join(words(name)) in _OF_A_TIDE and leaf.value in _WATERS for name, leaf in row.members.items()
    )


def _is_publication(group: Group, place: Surroundings) -> bool:
    """What holds for all of a country from a day on: a head that names nothing else, and a list of what holds."""
    said = said_by(group)
    if said.isdisjoint(_IN_FORCE) or not said <= _OF_A_HEAD:
        return False
    days = [leaf.value for name, leaf in group.members.items() if "".join(words(name)) in _IN_FORCE]
    if not any(isinstance(day, str) and _DAY.match(day) for day in days):
        return False
    return bool(_answers(place).lists(group.path))


def _is_in_a_line_up(group: Group, place: Surroundings) -> bool:
    """One of those who play a match: with the place in the team and the number on the shirt, and nothing to reach him by."""
    said = said_by(group)
    if said.isdisjoint(_POSITION) or said.isdisjoint(_SHIRT) or not first_rows(group.path, place, 2):
        return False
    if not _REACHED.isdisjoint(all_words(place.names_at(group.path)[:MOST])):
        return False
    holder = place.around(group.path)
    beside = tuple(holder.members)[:MOST] if holder is not None else ()
    told = all_words((*group.names[-4:], *beside))
    return not (told | place.sent_words).isdisjoint(_OF_A_MATCH)


def _is_of_a_kind(group: Group, place: Surroundings) -> bool:
    """``"weightKg": {"min": 40, "max": 65}`` in a row of a list that tells of kinds: nobody was weighed."""
    said = said_by(group)
    if len(said) < 2 or not said <= _BOUNDS:
        return False
    row = outer(group.path)
    return bool(first_rows(row, place, 2)) and not _OF_A_KIND.isdisjoint(PLAIN[place.names_at(row)[:MOST]])


def _is_at_sea(group: Group, place: Surroundings) -> bool:
    """What a buoy measures, or a station at sea: the waves beside the air."""
    names = place.names_at(group.path)[:MOST]
    known = len(PLAIN[names] & _WAVES)
    if not known or IS_OF_A_PERSON[names]:
        return False
    return known >= 2 or not place.sent_words.isdisjoint({"buoy", "buoys", "boje", "marine", "offshore"})


def _is_of_cells(group: Group, _place: Surroundings) -> bool:
    return is_of_a_map_of_cells(group)


def _is_open_to_all(group: Group, place: Surroundings) -> bool:
    return is_public_place(group.path, place)


_POSITIONS: Final[tuple[_Rule, ...]] = (
    _is_almanac, _is_at_sea, is_of_a_gazetteer, is_of_a_map, is_of_a_service, is_linked_data, is_of_a_vacancy,
    is_of_a_line, is_an_example,
)  # fmt: skip
_REACH: Final[tuple[_Rule, ...]] = (is_linked_data, is_of_a_vacancy, is_elected, is_an_example)
_IN_ROWS: Final = frozenset(
    {"sensor.environment", "sensor.ambient_light", "location.radio_scan"}
)  # rows of which are one finding
_RULES: Final[Mapping[str, tuple[_Rule, ...]]] = {
    "location.coarse": (
        *_POSITIONS,
        is_offered,
        _is_publication,
        is_of_a_tariff,
        is_of_countries,
        is_counted,
    ),
    "location.precise": _POSITIONS,
    "location.radio_scan": (_is_open_to_all, _is_of_cells),
    "location.address": (is_linked_data, is_of_a_vacancy, is_an_example),
    "network_address.public": (is_of_a_service,),
    "device_state.hardware": (is_of_a_catalogue,),
    "device_state.software": (is_of_a_catalogue,),
    "identifier.email": (*_REACH, is_help_desk),
    "identifier.phone": (*_REACH, is_help_desk),
    "identifier.device": (is_an_example,),
    "identifier.account": (*_REACH, is_made_up, is_cited),
    "device_state.network": (is_of_a_tariff,),
    "sensor.environment": (
        _is_at_sea,
        is_normal,
        is_of_a_plan,
        is_operating_range,
        is_published_weather,
        is_of_units,
        is_an_example,
    ),
    "sensor.ambient_light": (
        _is_at_sea,
        is_of_a_lamp,
        is_of_a_plan,
        is_published_weather,
        is_of_units,
        is_of_a_design,
        is_an_example,
    ),
    "health.weight": (_is_of_a_kind, _is_in_a_line_up),
    "health.heart_rate": (_is_of_a_kind, is_simulated),
    **dict.fromkeys(
        ("health.blood_pressure", "health.spo2", "health.respiration", "health.glucose"), (is_simulated,)
    ),
    "profile.birth": (_is_in_a_line_up, is_in_public_life, is_made_up),
    "profile.demographic": (
        _is_in_a_line_up,
        _is_of_a_kind,
        is_in_public_life,
        is_made_up,
        is_of_first_names,
    ),
    "consent_state.choice": (is_of_a_waterfall,),
    "profile.sensitive": (is_in_public_life, is_made_up),
}
