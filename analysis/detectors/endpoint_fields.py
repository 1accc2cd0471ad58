"""Reads the fields that the catalogue knows of an endpoint: what is where, without guessing from the value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from analysis import registry
from analysis.catalogue_places import MessageValues, last_step, place_of, places_by_step, text_of
from analysis.lazy_patterns import lazy_pattern
from analysis.needs import Needs
from analysis.payload import FieldRule, Leaf, Payload
from analysis.records import Confidence, Observation
from analysis.units import Detector, Mapped

_NAME: Final = "endpoint_fields"
_RULE: Final = "endpoint_field"
_EMPTY: Final = frozenset(
    ("", "null", "(null)", "nil", "undefined", "unknown", "none", "n/a", '""', "''", "nan")
)
_ZEROS: Final = lazy_pattern(r"[0:{}-]{1,64}\Z")  # an advertising id that the owner has switched off
_MAC_PLACEHOLDER: Final = "02:00:00:00:00:00"  # what Android and iOS tell apps since they hide the address
_MAX_FINDINGS: Final = 2_000  # in one message


def detect(payload: Payload) -> Iterator[Observation]:
    """One observation for each leaf at a known place that holds a value."""
    endpoint = payload.endpoint
    if endpoint is None or not endpoint.fields:
        return
    places = places_by_step(endpoint.fields)
    message = MessageValues(payload)
    left = _MAX_FINDINGS
    for leaf in payload.leaves:
        by_step = places.get(leaf.context)
        if by_step is None:
            continue
        path = place_of(leaf)
        for place in by_step.get(last_step(path), ()):
            field = place.field
            if not place.matches(path) or _says_nothing(leaf, field):
                continue
            if place.counts(leaf, message):
                yield _observation(endpoint.id, field, leaf)
                left -= 1
                if not left:
                    return


def _observation(endpoint: str, field: FieldRule, leaf: Leaf) -> Observation:
    return Observation(
        category=field.category,
        property=field.property,
        path=leaf.path,
        value=text_of(leaf.value),
        reasoning=f"field of {endpoint}: {field.reasoning}",
        rule=_RULE,
        confidence=Confidence.CERTAIN,
    )


def _says_nothing(leaf: Leaf, field: FieldRule) -> bool:
    if leaf.value is None:
        return True
    text = text_of(leaf.value).strip()
    if text.lower() in _EMPTY:
        return True
    return field.category.startswith("identifier.") and (bool(_ZEROS.match(text)) or text == _MAC_PLACEHOLDER)


@cache
def _every_category() -> Mapping[str, Mapped]:
    """A field may be whatever any detector knows, in that detector's words."""
    found: dict[str, Mapped] = {}
    for detector in registry.detectors():
        if detector.name != _NAME:
            found.update(detector.categories)
    return found


class _Categories(Mapping[str, Mapped]):
    """Looked up when it is asked for: the other detectors must be there first."""

    def __getitem__(self, category: str) -> Mapped:
        return _every_category()[category]

    def __iter__(self) -> Iterator[str]:
        return iter(_every_category())

    def __len__(self) -> int:
        return len(_every_category())


DETECTOR = Detector(
    name=_NAME,
    version=2,
    categories=_Categories(),
    rules={_RULE: "The catalogue names this place in messages to this endpoint."},
    detect=detect,
    needs=Needs(holds=(lambda payload: payload.endpoint is not None and payload.endpoint.fields,)),
)
