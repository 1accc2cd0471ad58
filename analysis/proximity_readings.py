"""Judges readings of the proximity sensor: whether something is near a phone, as a distance, a word or a yes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.field_names import is_named, naming, words
from analysis.name_tables import picking
from analysis.near_words import NEAR_NAMES, is_near
from analysis.payload import Leaf, Scalar
from analysis.quantities import QUALIFIERS, SENSOR_WORDS, Field, telling_words
from analysis.readings import text
from analysis.records import Confidence, Observation
from analysis.surroundings import Surroundings

_AROUND: Final = QUALIFIERS | {"cm", "in", "m", "double", "float", "actual"}
_WORDS: Final = frozenset({"near", "far", "Near", "Far", "NEAR", "FAR"})
_PROXIMITY: Final = ("proximity sensor", "proximity distance", "sensor proximity")
_SHORT: Final = ("prox", "proximity")
PROXIMITY_WORDS: Final = telling_words(_PROXIMITY, (*_SHORT, "distance"))
_NAMES: Final = frozenset({"proximity", "prox"})
PROXIMITY_NAMES: Final = picking(lambda name: not _NAMES.isdisjoint(words(name)), _NAMES)
_TOLD: Final = frozenset({"near", "state", "covered", "close"})
_OF_PROXIMITY: Final = frozenset({"proximity", "prox", "sensor", "is", "device", "phone", "ear"})
_BESIDE: Final = SENSOR_WORDS | frozenset({
    "als", "light", "illum", "call", "ear", "spk", "speaker", "earpiece", "pocket", "screen", "acc", "accel", "gyr", "baro",
    "phone", "handset",
})  # fmt: skip
_PLAYED: Final = frozenset({
    "npc", "enemy", "player", "game", "graph", "weight", "weights", "word", "words", "query", "search", "score", "chat",
    "voice", "radius", "alert", "fence", "geofence", "beacon", "beacons",
})  # fmt: skip
_NEAREST: Final = 10.0  # cm, farther than which phones do not feel


def judge_proximity(field: Field, place: Surroundings) -> Confidence | None:
    """How sure it is that a number is a reading of the proximity sensor; None where it is none."""
    if not 0 <= field.low <= field.high <= 100:
        return None
    if is_named(field.called, _PROXIMITY, _AROUND):
        return Confidence.CERTAIN
    near = place.near_words(field.path, field.names)
    if is_named(field.called, ("proximity",), _AROUND):
        if not (near | place.sent_words).isdisjoint(SENSOR_WORDS):
            return Confidence.CERTAIN
        own = "proximity" in place.sent_words or "double" in words(field.called)
        if own and not near.isdisjoint({"timestamp", "accuracy", "time", "ts"}):
            return Confidence.LIKELY
    if is_named(field.called, _SHORT, _AROUND | {"distance", "state"}):
        return Confidence.LIKELY if _is_short(field, near) else None
    if not is_named(field.called, ("distance",), _AROUND):
        return None
    labelled = words(place.label(field.path)) in (("proximity",), ("proximity", "sensor"))
    if labelled or (field.names[-2:-1] and words(field.names[-2]) == ("proximity",)):
        return None if near.isdisjoint(SENSOR_WORDS) else Confidence.CERTAIN  # {"sensor": "PROXIMITY", …}
    return None


def _is_short(field: Field, near: frozenset[str]) -> bool:
    """``prox: [[0, 5.0], [1420, 0.0], …]``, ``prox: 5`` beside the light, ``proximity_cm: 0``: near or not."""
    if field.high > _NEAREST or not near.isdisjoint(_PLAYED):
        return False
    if "cm" in words(field.names[-1] if field.names else ""):
        return True
    return not near.isdisjoint(_BESIDE) or (field.is_series and field.low == 0 < field.high)


def near_or_far(place: Surroundings, known: set[str]) -> Iterator[Observation]:
    """Phones whose sensor only tells near from far: ``"NEAR"``, ``proximityState: true`` as iOS tells it.

    ``known`` are the paths of numbers that are found already.
    """
    for leaf in (*place.leaves_of(PROXIMITY_NAMES), *place.typed_of(PROXIMITY_NAMES)):
        told = _is_told(leaf.value, leaf.name)
        if told or (isinstance(leaf.value, str) and leaf.value in _WORDS):
            for found in _told(leaf, place, sure=told):
                known.add(found.path)
                yield found
    for leaf in place.leaves_of(NEAR_NAMES):
        if leaf.path not in known and is_near(leaf, place):
            yield _near(leaf, leaf.name, Confidence.LIKELY)


def _is_told(value: Scalar, name: str) -> bool:
    spoken = frozenset(words(name))
    return isinstance(value, bool) and not spoken.isdisjoint(_TOLD) and spoken <= _TOLD | _OF_PROXIMITY


def _told(leaf: Leaf, place: Surroundings, *, sure: bool) -> Iterator[Observation]:
    for called in place.callings(leaf.path, leaf.names):
        evident = is_named(called, _PROXIMITY, _AROUND) or (
            is_named(called, ("proximity",), _AROUND)
            and not place.near_words(leaf.path, leaf.names).isdisjoint(SENSOR_WORDS)
        )
        if sure or evident:
            yield _near(leaf, called, Confidence.CERTAIN)
            return


def _near(leaf: Leaf, called: str, sure: Confidence) -> Observation:
    return Observation(
        category="sensor.proximity",
        property="x_proximity",
        path=leaf.path,
        value=text(leaf.value),
        reasoning=f"whether something is near the device, by its proximity sensor{naming(called)}",
        rule="proximity.named",
        confidence=sure,
    )
