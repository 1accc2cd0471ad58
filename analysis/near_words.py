"""Judges whether a phone tells that something is near it, in words or as a yes: ``{"ev": "proximity", "near": true}``.

Phones with a simple sensor tell only near from far. That counts in company alone: of a call, an ear, a distance in cm or a
moment; shops, beacons, people and enemies are near as well.
"""

from __future__ import annotations

from itertools import islice
from typing import Final

from analysis.field_names import all_words, words
from analysis.name_tables import picking
from analysis.payload import Group, Leaf, Scalar
from analysis.readings import is_time_name, number
from analysis.remembered import Remembered
from analysis.sent_names import topic_steps
from analysis.surroundings import Surroundings

# Near and far in the languages of households, as values and as names.
_NEAR: Final = frozenset({
    "near", "nah", "nahe", "proche", "pres", "cerca", "cercano", "vicino", "perto", "proximo", "dichtbij", "nabij", "blisko",
    "blizko", "nara", "naer", "naert", "lahella", "yakin", "kozel", "aproape", "chikai", "covered", "close", "verdeckt",
    "近", "近い", "近接", "靠近", "贴近", "близко", "가까움",
})  # fmt: skip
_FAR: Final = frozenset({
    "far", "fern", "weit", "entfernt", "loin", "eloigne", "lejos", "lontano", "longe", "ver", "weg", "daleko", "langt",
    "kaukana", "uzak", "tavol", "departe", "tooi", "uncovered", "away", "frei", "远", "遠", "遠い", "远离", "далеко", "멂",
})  # fmt: skip
_STATES: Final = frozenset(
    {"state", "status", "etat", "stan", "stato", "estado", "zustand", "proximity", "prox"}
)
# What a row of readings calls itself: the sensor, and that it changed.
_CALLS_ITSELF: Final = frozenset({
    "proximity", "prox", "sensor", "changed", "change", "event", "update", "reading", "state", "type", "android", "phone",
})  # fmt: skip
_OF_EARS: Final = frozenset(
    {"ear", "ohr", "oreille", "oido", "oreja", "orecchio", "ouvido", "oor", "ucho", "ucha", "ora"}
)
_HELD: Final = frozenset(
    {"near", "held", "at", "am", "against", "nah", "pres", "a", "al", "cerca", "is", "phone", "to"}
)
_OF_A_CALL: Final = frozenset({
    "call", "calls", "anruf", "gespraech", "gesprach", "appel", "llamada", "chiamata", "chamada", "gesprek",
    "polaczenie", "rozmowa", "hovor", "samtal", "opkald", "puhelu", "cagri", "hivas", "apel", "tsuuwa", "tonghua", "通话",
    "通話", "통화", "звонок", "voip", "phone", "telephone", "telefon", "telefono", "handset", "earpiece", "speaker",
    "pocket", "ear", "dialer", "headset", "screen", "lux", "als", "conversation",
})  # fmt: skip
# What else is near: shops, beacons, people, figures; and at which distance something is to happen.
_OTHERS: Final = frozenset({
    "npc", "enemy", "enemies", "player", "players", "game", "radius", "geofence", "fence", "fences", "beacon", "beacons",
    "store", "stores", "shop", "shops", "zone", "zones", "region", "regions", "uuid", "major", "minor", "rssi", "friend",
    "friends", "user", "users", "car", "vehicle", "door", "lock", "tag", "km", "miles", "filter", "filters", "search",
    "query", "threshold", "thresholds", "debounce", "enabled", "config", "settings", "lat", "lon", "parking",
    "ultrasonic", "bumper", "contact", "contacts", "exposure",
})  # fmt: skip
_FARTHEST: Final = 10.0  # cm
_MOST: Final = 24  # names of an object that are looked at


def _says_near(name: str) -> str:
    spoken = words(name)
    said = frozenset(spoken)
    if spoken in (("cm",), ("distance", "cm"), ("dist", "cm")):
        return "cm"
    if not _OF_EARS.isdisjoint(spoken) and said <= _OF_EARS | _HELD and len(said) > 1:
        return "ear"
    if len(spoken) <= 2 and not _NEAR.isdisjoint(spoken) and said <= _NEAR | {"is", "ist", "est", "it"}:
        return "near"
    return "state" if len(spoken) <= 2 and not _STATES.isdisjoint(spoken) and said <= _STATES else ""


SAYS_NEAR: Final = Remembered(_says_near)  # of a name: what it may tell of the proximity sensor
NEAR_NAMES: Final = picking(lambda name: SAYS_NEAR[name], _OF_EARS | _NEAR | _STATES | {"cm"})


def is_near(leaf: Leaf, place: Surroundings) -> bool:
    """Whether a value tells that something is near a phone, or is not."""
    how = SAYS_NEAR[leaf.name]
    if not how or leaf.context == "header" or not _fits(how, leaf.value):
        return False
    group = place.around(leaf.path)
    if group is None or len(group.members) > _MOST:
        return False
    near = place.near_words(leaf.path, leaf.names) - (
        all_words((leaf.name,)) if how == "ear" else frozenset()
    )
    if not (near | place.sent_words).isdisjoint(_OTHERS):
        return False
    called = not _OF_A_CALL.isdisjoint(near | place.sent_words)
    if how == "ear":
        return called
    told = _calls_itself(leaf, group) or "proximity" in words(leaf.name)
    return told and (called or _is_measured(group))


def _fits(how: str, value: Scalar) -> bool:
    """A yes for near, a distance in cm, a word of nearness for a state."""
    if how == "cm":
        amount = number(value)
        return amount is not None and 0 <= amount <= _FARTHEST
    if how == "state":
        spoken = words(value) if isinstance(value, str) and len(value) <= 16 else ()
        return len(spoken) == 1 and not (_NEAR | _FAR).isdisjoint(spoken)
    return isinstance(value, bool) or value in (0, 1)


def _calls_itself(leaf: Leaf, group: Group) -> bool:
    """Whether the object, what it stands in or the topic it was sent to is called after the sensor."""
    if any(_is_sensor(name) for name in (*leaf.names[-3:-1], *topic_steps(leaf.path)[-2:])):
        return True
    said = (member.value for member in islice(group.members.values(), _MOST) if member is not leaf)
    return any(isinstance(value, str) and len(value) <= 40 and _is_sensor(value) for value in said)


def _is_sensor(name: str) -> bool:
    spoken = frozenset(words(name))
    return not spoken.isdisjoint({"proximity", "prox"}) and spoken <= _CALLS_ITSELF


def _is_measured(group: Group) -> bool:
    """Whether a moment or a distance in cm stands beside it."""
    return any(is_time_name(name) or words(name)[-1:] == ("cm",) for name in group.members)
