"""Recognises what a phone says that its owner is doing: walking, riding in a vehicle, keeping still."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.field_names import all_words, naming, words
from analysis.name_tables import picking
from analysis.needs import Needs
from analysis.payload import Leaf, Payload
from analysis.readings import text
from analysis.records import Confidence, Observation
from analysis.surroundings import Surroundings, generic, surroundings
from analysis.units import Detector, Mapped

_SURE: Final = frozenset({
    "in_vehicle", "on_bicycle", "on_foot", "tilting", "automotive", "in_rail_vehicle", "in_road_vehicle", "in_car",
})  # fmt: skip
_COMMON: Final = frozenset({"still", "walking", "running", "stationary", "cycling", "driving"})
_STARTS: Final = frozenset(kind[:2] for kind in _SURE | _COMMON)
_NAMES: Final = frozenset({
    "activity", "activitytype", "motion", "motionactivity", "type", "state", "motionstate", "activityrecognition",
    "detectedactivity",
    "currentactivity", "movement", "transport", "transportmode", "activities",
})  # fmt: skip
_BESIDE: Final = frozenset({
    "recognition", "detected", "motion", "movement", "transition", "coremotion", "locomotion", "transport", "geofence",
    "lat",
    "latitude", "location", "gps", "speed",
})  # fmt: skip
_NAMED: Final = picking(
    lambda name: "".join(words(name)) in _NAMES or not _BESIDE.isdisjoint(words(name)), _BESIDE, _NAMES
)


def _detect(payload: Payload) -> Iterator[Observation]:
    place = surroundings(payload)
    seen: set[str] = set()
    for leaf in place.leaves_of(_NAMED):
        value = leaf.value
        if not isinstance(value, str) or not 5 <= len(value) <= 32 or value[:2].lower() not in _STARTS:
            continue
        if not _is_told(leaf, value, place):
            continue
        if (path := generic(leaf.path)) not in seen:
            seen.add(path)
            yield Observation(
                category="fitness.activity",
                property="x_activityKind",
                path=leaf.path,
                value=text(leaf.value),
                reasoning=f"what the phone's motion says that somebody is doing{naming(leaf.name)}",
                rule="activity.kind",
                confidence=Confidence.LIKELY,
            )


def _is_told(leaf: Leaf, value: str, place: Surroundings) -> bool:
    said = value.strip().lower().replace(" ", "_").replace("-", "_")
    if said in _SURE:
        return True
    if said not in _COMMON:
        return False
    around = all_words((*leaf.names, *place.siblings(leaf.path)))
    return not around.isdisjoint(_BESIDE) or ("activity" in all_words(leaf.names) and "confidence" in around)


DETECTOR: Final = Detector(
    name="activity_kind",
    version=1,
    categories={
        "fitness.activity": Mapped(
            google="Fitness info", apple="Fitness", dpv="ext:PhysicalActivity < pd:Behavioural", tcf="7"
        )
    },
    rules={
        "activity.kind": "In a vehicle, on foot, on a bicycle and the like in a field named activity, motion or type; "
        "still, walking and running only beside a position, or among words of motion.",
    },
    detect=_detect,
    needs=Needs(names=(_NAMED,)),
)
