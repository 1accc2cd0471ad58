"""Recognises what may be a position in messages whose fields have numbers only (protobuf): two doubles beside a time."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from analysis.coordinates import Coordinate, coordinate, decimals_of, is_position, precision_m
from analysis.gravity_shape import STANDARD_GRAVITY
from analysis.lazy_patterns import lazy_pattern
from analysis.needs import Needs
from analysis.numbered_positions import (
    has_error,
    pair_in_bytes,
    says_mover,
    says_position,
    says_way,
    scaled_pair,
    starts_with_pair,
)
from analysis.payload import Group, Leaf, Payload
from analysis.records import Confidence, Measures, Observation
from analysis.surroundings import generic
from analysis.units import Detector, Mapped

Pair = tuple[Coordinate, Coordinate]  # latitude and longitude

_WHY: Final = "two numbers in range of a position, side by side, with a time; no field says what they are"
_WHY_ALONE: Final = (
    "two numbers in range of a position in a message of their own; no field says what they are"
)
_WHY_SENT: Final = "two numbers in range of a position, side by side, in a message to an address of positions"
_MOST: Final = 5_000  # objects of one message
_TRACK_FROM: Final = 3  # rows
_MOST_ROWS: Final = 0.9  # of a list that must hold such a pair; of axes some have fewer decimals by chance
_KEPT: Final = 1000  # positions that a track's value spells out
_LAYER: Final = lazy_pattern(r"protobuf(?::[0-9.\[\]]{0,200})?\Z")
_LAST_STEP: Final = lazy_pattern(r"[.:][0-9]{1,9}(?:\[[0-9]{1,9}\])?\Z")
_LEAST_DECIMALS: Final = 4  # 11 m
_GIVEN_DECIMALS: Final = (
    8  # more are computed, as means are, or those of a platform that gives its error beside
)
_FARTHEST_NORTH: Final = 85.0  # degrees; nobody lives beyond
_LEAST: Final = 5.0  # degrees of one of the two; shares, colours and directions are smaller
_APART: Final = (
    0.5  # degrees between the two; bid and ask, two corners and two means are nearer to one another
)
_ABOUT_GRAVITY: Final = 2.0  # m/s²
_ERROR: Final = (1.0, 5_000.0)  # metres
_THIRDS: Final = lazy_pattern(r"\.(?:3333|6666|6667)")  # points of a screen
_EPOCHS: Final = (1, 10**3, 10**6, 10**9)  # units in a second
_OUR_DAYS: Final = (946_684_800, 2_208_988_800)  # 2000 to 2039, in s


def _detect(payload: Payload) -> Iterator[Observation]:
    groups = {group.path: group for group in payload.groups[:_MOST] if _is_numbered(group)}
    first = next(iter(groups), "")
    sent = bool(groups) and says_position(payload, first)
    moving = bool(groups) and (says_mover(payload, first) or says_way(payload, first))
    pairs = {path: pair for path, group in groups.items() if (pair := _pair(group)) is not None}
    timed = _timed(groups) if pairs or sent or moving else frozenset()
    yield from _found(groups, pairs, timed, said=sent)
    lists = not sent and not says_mover(payload, first)  # only of these
    scaled: dict[str, Pair] = {}
    for path, group in groups.items() if sent or moving else ():
        told = sent or has_error(group) or not timed.isdisjoint((path, _outer(path)))
        told = told and (not lists or "[" in path)
        if told and path not in pairs and (pair := scaled_pair(group)) is not None:
            scaled[path] = pair
    if not lists or len(scaled) >= _TRACK_FROM:
        yield from _found(groups, scaled, timed, said=True, rule="unnamed_position.integers")
    for blob in payload.blobs[:_MOST]:
        if starts_with_pair(blob) and (sent or says_position(payload, blob.path) or (moving and timed)):
            in_bytes = pair_in_bytes(blob)
            if in_bytes is not None:
                yield from _observations(in_bytes, _WHY_SENT, "unnamed_position.integers")


def _found(
    groups: dict[str, Group],
    pairs: dict[str, Pair],
    timed: frozenset[str],
    *,
    said: bool,
    rule: str = "unnamed_position.doubles",
) -> Iterator[Observation]:
    """What the pairs of the objects tell: single positions, and the ways of lists; ``said``: the address says it."""
    fields: dict[str, set[str]] = {}
    for path in pairs:
        fields.setdefault(_outer(path), set()).add(generic(path))
    all_rows = Counter(map(generic, groups)) if pairs else Counter[str]()
    rows: dict[str, list[Pair]] = {}
    for path, pair in pairs.items():
        corners = len(fields[_outer(path)]) > 1  # or the two ends of a way
        told = (
            said
            or not timed.isdisjoint((path, _outer(path)))
            or (
                _outer(path) != path
                and all_rows[generic(path)] == 1
                and "[" not in path
                and _is_alone(groups[path], pair)
            )
        )
        if not corners and told and _is_given(groups[path], pair):
            rows.setdefault(generic(path), []).append(pair)
    for path, found in rows.items():
        if len(found) < _MOST_ROWS * all_rows[path] or _are_of_several(path, groups):
            continue
        if len(found) < _TRACK_FROM:
            is_timed = not timed.isdisjoint((path, _outer(path))) or "[" in path
            why = _WHY if is_timed else _WHY_SENT if said else _WHY_ALONE
            for pair in found:
                yield from _observations(pair, why, rule)
        elif all(_are_near(one, next_one) for one, next_one in pairwise(found)):
            yield _track(path, found, rule)


# A number, a time or a random number of one point, and no name of a thing.
_NO_NAME: Final = lazy_pattern(
    r"\Z|[0-9][0-9.:TZ+ -]{0,39}\Z|[0-9]{4}-[0-9]{2}-|[0-9a-fA-F]{8}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}"
)


def _are_of_several(path: str, groups: dict[str, Group]) -> bool:
    """Whether the rows of a list tell of different things, as a feed of vehicles does: two texts differ in all of them."""
    before, row, _ = path.partition("[*]")
    texts: dict[str, list[str]] = {}
    rows: set[str] = set()
    for here, group in groups.items() if row else ():
        if here.startswith(f"{before}["):
            index = here[len(before) :].partition("]")[0]
            rows.add(index)
            for name, leaf in group.members.items():
                if isinstance(leaf.value, str) and not _NO_NAME.match(leaf.value):
                    texts.setdefault(f"{generic(here)}.{name}", []).append(leaf.value)
    if len(rows) < 2:
        return False
    return sum(len(said) == len(set(said)) == len(rows) for said in texts.values()) >= 2


def _timed(groups: dict[str, Group]) -> frozenset[str]:
    """The objects in which a time stands, itself or in an object right within."""
    with_time = {path for path, group in groups.items() if any(map(_is_time, group.members.values()))}
    return frozenset(with_time | set(map(_outer, with_time)))


def _outer(path: str) -> str:
    return _LAST_STEP.sub("", path)


def _are_near(one: Pair, other: Pair) -> bool:
    return all(abs(a.degrees - b.degrees) < _APART for a, b in zip(one, other, strict=True))


def _is_numbered(group: Group) -> bool:
    return group.context == "body" and _LAYER.search(group.path) is not None


def _pair(group: Group) -> Pair | None:
    """Latitude and longitude out of two fields next to one another, the only ones here of so many decimals."""
    fine = sorted(int(key) for key, leaf in group.members.items() if key.isdigit() and _is_fine(leaf))
    if len(fine) != 2 or fine[1] - fine[0] != 1:
        return None
    found = [coordinate(leaf.path, leaf.value) for leaf in (group.members[str(key)] for key in fine)]
    first, second = found
    if first is None or second is None:
        return None
    if abs(first.degrees) > 90:
        first, second = second, first
    fits = is_position(first.degrees, second.degrees) and abs(first.degrees) <= _FARTHEST_NORTH
    if not fits or max(abs(first.degrees), abs(second.degrees)) < _LEAST:
        return None
    if any(_is_axis(leaf, first.degrees, second.degrees) for leaf in group.members.values()):
        return None
    thirds = any(_THIRDS.search(item.text) for item in (first, second))
    return None if thirds or abs(first.degrees - second.degrees) < _APART else (first, second)


def _is_alone(group: Group, pair: Pair) -> bool:
    """Whether a message is a position by its fields alone: the pair first, as LatLng has it, and an error beside or nothing.

    Source: google/type/latlng.proto (latitude = 1, longitude = 2); those of others add an accuracy and a height.
    """
    if (
        any(not 5 <= axis.decimals <= _GIVEN_DECIMALS for axis in pair)
        or not {"1", "2"} <= group.members.keys()
    ):
        return False
    if {axis.path.rpartition(":")[2].rpartition(".")[2] for axis in pair} != {"1", "2"}:
        return False
    beside = [leaf.value for name, leaf in group.members.items() if name not in ("1", "2")]
    if not beside:
        return True
    numbers = all(isinstance(value, float) and abs(value) <= _ERROR[1] for value in beside)
    return len(beside) <= 3 and numbers and any(isinstance(one, float) and one >= _ERROR[0] for one in beside)


def _is_fine(leaf: Leaf) -> bool:
    return isinstance(leaf.value, float) and decimals_of(leaf.value) >= _LEAST_DECIMALS


def _is_axis(leaf: Leaf, first: float, second: float) -> bool:
    """Whether a third number makes the two the axes of a device at rest."""
    third = leaf.value
    if not isinstance(third, float) or third in (first, second):
        return False
    return abs(math.hypot(first, second, third) - STANDARD_GRAVITY) < _ABOUT_GRAVITY


def _is_given(group: Group, pair: Pair) -> bool:
    """Rounded as receivers give them; otherwise an error beside them, or a message of just these two, as LatLng is."""
    if max(axis.decimals for axis in pair) <= _GIVEN_DECIMALS or group.members.keys() == {"1", "2"}:
        return True
    return any(
        isinstance(leaf.value, float) and _ERROR[0] <= leaf.value <= _ERROR[1]
        for leaf in group.members.values()
        if not _is_fine(leaf)
    )


def _is_time(leaf: Leaf) -> bool:
    value = leaf.value
    if isinstance(value, bool) or not isinstance(value, int):
        return False
    return any(_OUR_DAYS[0] * unit <= value <= _OUR_DAYS[1] * unit for unit in _EPOCHS)


def _observations(pair: Pair, why: str, rule: str) -> Iterator[Observation]:
    decimals = max(axis.decimals for axis in pair)
    for name, axis, at in zip(("latitude", "longitude"), pair, (None, pair[0].degrees), strict=True):
        yield Observation(
            category="location.precise",
            property=name,
            path=axis.path,
            value=axis.text,
            reasoning=why,
            rule=rule,
            confidence=Confidence.POSSIBLE,
            measures=Measures(precision_m=precision_m(decimals, at), unit="degrees"),
        )


def _track(path: str, pairs: list[Pair], rule: str) -> Observation:
    decimals = max(axis.decimals for pair in pairs for axis in pair)
    return Observation(
        category="location.track",
        property="x_track",
        path=path,
        value=" ".join(f"{lat.degrees:.7g},{lon.degrees:.7g}" for lat, lon in pairs[:_KEPT]),
        reasoning=_WHY,
        rule=rule,
        confidence=Confidence.POSSIBLE,
        measures=Measures(n=len(pairs), precision_m=precision_m(decimals), unit="degrees"),
    )


def _has_numbers(payload: Payload) -> bool:
    return any("protobuf" in group.path for group in payload.groups) or any(
        map(starts_with_pair, payload.blobs)
    )


_PRECISE: Final = Mapped(google="Precise location", apple="Precise Location", dpv="pd:GPSCoordinate", tcf="9")

DETECTOR: Final = Detector(
    name="unnamed_position",
    version=1,
    categories={"location.precise": _PRECISE, "location.track": _PRECISE},
    rules={
        "unnamed_position.doubles": "The only two floating-point numbers with four decimals or more in an object whose "
        "fields have numbers, next to one another and in range, at least one of five degrees or more, beside a time, or "
        "in a message of their own, as LatLng is, with nothing or an error in metres beside them; no quotes, shares, "
        "corners, axes or points of a screen.",
        "unnamed_position.integers": "The only two integers next to one another in range of a position in millionths or "
        "ten-millionths of a degree, where the address says a position, or says who moves, with a time or an error.",
    },
    detect=_detect,
    needs=Needs(holds=(_has_numbers,)),
)
