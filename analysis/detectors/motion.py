"""Recognises motion sensors: accelerometer, gyroscope, magnetometer, orientation; by name and by the shape of gravity."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.axes import Axes, find_axes
from analysis.axis_names import AXIS_NAMES, STEMS_WITH_AXIS, TRIPLES
from analysis.computed_motion import is_calibration, is_computed, is_of_a_game
from analysis.coordinates import decimals_of
from analysis.device_angles import turned_device
from analysis.field_names import all_words, naming
from analysis.gravity_shape import few_under_gravity, gravity_unit, norms
from analysis.lazy_patterns import lazy_pattern
from analysis.motion_names import NOT_MOTION, ONE_AXIS, SENSORS, TELLING
from analysis.motion_sensors import EVIDENCE, sensor_of, words_near
from analysis.name_tables import picking
from analysis.needs import Needs
from analysis.packed_axes import few_packed, packed_axes
from analysis.packed_samples import ACCELEROMETERS, packed_samples
from analysis.payload import Payload, Series
from analysis.readings import number, text
from analysis.records import Confidence, Observation
from analysis.series_measures import series_measures
from analysis.surroundings import Surroundings, surroundings
from analysis.tagged_axes import tagged_axes
from analysis.units import Detector, Mapped
from analysis.vehicle_axes import vehicle_axes
from analysis.written_rows import TAGGED_TEXT, WRITTEN_ROWS, tagged_texts, written_axes

_PROPERTIES: Final = {
    "accelerometer": "accelerometer", "gyroscope": "rotation", "magnetometer": "x_magnetometer",
    "gravity": "x_gravity", "orientation": "x_orientation", "rotationVector": "x_rotationVector",
}  # fmt: skip
_MOSTS: Final = frozenset({"max", "min", "limit", "limits", "maximum", "minimum", "threshold", "thresholds"})
_FLAT_FROM: Final = 8  # numbers of a flat list that is only named after a sensor
_FEW_FROM: Final = 4  # rows that are all as long as gravity, where words say what they are
_SPOKEN: Final = {"rotationVector": "rotation vector"}


def _detect(payload: Payload) -> Iterator[Observation]:
    place = surroundings(payload)
    yield from _of_axes(place)
    yield from _of_flat_lists(place)
    yield from _of_one_axis(place)
    yield from _of_texts(place)
    yield from _of_tagged_texts(place)
    yield from _of_a_vehicle(place)


def _of_axes(place: Surroundings) -> Iterator[Observation]:
    for found in (*find_axes(place), *tagged_axes(place), *packed_samples(place), *written_axes(place)):
        if is_computed(found.leaves[0].path if found.leaves else found.path, found.names, place):
            continue
        if is_calibration(found):
            continue
        sensor, confidence, rule = sensor_of(found, place)
        if sensor is None and (sure := turned_device(found, place)) is not None:
            yield from _orientation(found, place, sure)
        elif sensor is None:
            yield from _by_shape(found, place)
        elif found.leaves:
            yield from _snapshot(found, place, sensor, confidence, rule)
        else:
            yield _series(
                found, place, sensor, "motion.named_series" if rule == "motion.named" else rule, confidence
            )


def _snapshot(
    found: Axes, place: Surroundings, sensor: str, confidence: Confidence, rule: str
) -> Iterator[Observation]:
    if not any(found.rows[0]) or any(abs(value) > 1e5 for value in found.rows[0]):
        return  # all zero: no sensor, or an emulator
    if all(value % 50 == 0 for value in found.rows[0]):
        return  # how fast a machine may be
    if not _MOSTS.isdisjoint(all_words(found.names[-2:])) and all(
        value == int(value) for value in found.rows[0]
    ):
        return  # what is allowed, in round numbers
    if found.rows[0].count(0) == 2 and (sensor in ("gravity", "orientation") or is_of_a_game(found, place)):
        return  # straight down to the last digit: that of a world that somebody made
    angles = "XYZ" if sensor != "orientation" else tuple(axis.title() for axis in found.axes)
    for axis, leaf in zip(angles, found.leaves, strict=True):
        yield Observation(
            category="sensor.motion",
            property=_PROPERTIES[sensor] + axis,
            path=leaf.path,
            value=text(leaf.value),
            reasoning=f"one axis of the {_SPOKEN.get(sensor, sensor)}, with both others beside it"
            + (", told by the unit" if rule == "motion.unit" else ""),
            rule=rule,
            confidence=confidence,
        )


def _orientation(found: Axes, place: Surroundings, sure: Confidence) -> Iterator[Observation]:
    if found.leaves:
        yield from _snapshot(found, place, "orientation", sure, "motion.angles")
    else:
        yield _series(found, place, "orientation", "motion.angles", sure)


def _by_shape(found: Axes, place: Surroundings) -> Iterator[Observation]:
    near = all_words((*found.names[-3:], *found.candidates))
    if found.leaves or not near.isdisjoint(NOT_MOTION):
        return
    unit = gravity_unit(found.rows)
    hinted = not (near | words_near(found, place)).isdisjoint(EVIDENCE)
    unit = unit or (gravity_unit(found.rows, told=True) or _of_few(found) if hinted else None)
    if unit is None:
        return
    sure = Confidence.LIKELY if hinted or unit == "m/s²" else Confidence.POSSIBLE
    yield _series(found, place, "accelerometer", "motion.gravity_shape", sure)


def _of_few(found: Axes) -> str | None:
    return few_under_gravity(found.rows) if len(found.rows) >= _FEW_FROM else None


def _series(found: Axes, place: Surroundings, sensor: str, rule: str, confidence: Confidence) -> Observation:
    unit = gravity_unit(found.rows) if sensor in ("accelerometer", "gravity") else None
    measures = series_measures(norms(found.rows), found.seconds, place, found.path, unit)
    rate = f" at {measures.rate_hz:g} Hz" if measures.rate_hz else ""
    spoken = _SPOKEN.get(sensor, sensor)
    first = ", ".join(f"{value:.6g}" for value in found.rows[0])
    why = {
        "motion.angles": "rows of alpha, beta and gamma in the ranges of a device's orientation",
        "motion.unit": f"rows of three axes whose unit is that of the {spoken}",
        "motion.gravity_shape": f"rows of three numbers whose length stays near {measures.median:g} ({unit})"
        ", as under gravity",
    }.get(rule, f"rows of three axes named as those of the {spoken}")
    return Observation(
        category="sensor.motion",
        property=f"x_{sensor}Series",
        path=found.path,
        value=f"{len(found.rows)} readings of {', '.join(found.axes)}{rate}, from {first}",
        reasoning=why,
        rule=rule,
        confidence=confidence,
        measures=measures,
    )


def _of_flat_lists(place: Surroundings) -> Iterator[Observation]:
    """``[x, y, z, x, y, z, …]`` by the shape of gravity, and other flat lists that are named after a sensor."""
    packed: set[str] = set()
    for found in packed_axes(place):
        packed.add(found.path)
        if is_computed(found.path, found.names, place):
            continue
        sensor, confidence, _ = sensor_of(found, place)
        if sensor in ("accelerometer", "gravity"):
            yield _series(found, place, sensor, "motion.named_series", confidence)
        else:
            yield from _by_shape(found, place)
    for series in place.series:
        column = series.columns.get("") if len(series.columns) == 1 else None
        if column is not None and series.path not in packed and len(column) >= _FLAT_FROM and any(column):
            if is_computed(series.path, series.names, place):
                continue
            for sensor, confidence in SENSORS[series.name][:1]:
                if sensor == "accelerometer" and (packed_few := few_packed(series, place)) is not None:
                    yield _series(packed_few, place, sensor, "motion.named_series", confidence)
                elif confidence is Confidence.CERTAIN and len(set(column)) > 2:
                    yield _flat(series, column, sensor, place)


def _flat(series: Series, column: tuple[float, ...], sensor: str, place: Surroundings) -> Observation:
    measures = series_measures(column, place.series_seconds(series), place, series.path, None)
    rate = f" at {measures.rate_hz:g} Hz" if measures.rate_hz else ""
    return Observation(
        category="sensor.motion",
        property=f"x_{sensor}Series",
        path=series.path,
        value=f"{len(column)} readings{rate}",
        reasoning=f"a list of numbers named after the {_SPOKEN.get(sensor, sensor)}",
        rule="motion.named_list",
        confidence=Confidence.LIKELY,
        measures=measures,
    )


_ONE_AXIS_NAMES: Final = picking(lambda name: ONE_AXIS[name], {*TELLING, *STEMS_WITH_AXIS})


def _of_one_axis(place: Surroundings) -> Iterator[Observation]:
    """A measured number of one axis, whose other two are not there."""
    names = place.picked(_ONE_AXIS_NAMES)
    whole = {name for _, _, three in TRIPLES[names] for name in three} if names else set()
    for leaf in place.leaves_of(_ONE_AXIS_NAMES):
        amount = number(leaf.value) if leaf.name not in whole else None
        if amount is not None and abs(amount) <= 1e3 and decimals_of(leaf.value) >= 2:
            yield Observation(
                category="sensor.motion",
                property=f"x_{ONE_AXIS[leaf.name]}Axis",
                path=leaf.path,
                value=text(leaf.value),
                reasoning=f"one axis of the {ONE_AXIS[leaf.name]}{naming(leaf.name)}",
                rule="motion.one_axis",
                confidence=Confidence.LIKELY,
            )


_SENSOR_TEXTS: Final = picking(lambda name: SENSORS[name], TELLING)
_NUMBERS: Final = lazy_pattern(
    r"\s?[\[({]?\s?(-?\d{1,5}\.\d{1,12})(?:[,;|]\s?|\s)"
    r"(-?\d{1,5}\.\d{1,12})(?:[,;|]\s?|\s)(-?\d{1,5}\.\d{1,12})\s?[\])}]?\s?"
)


def _of_texts(place: Surroundings) -> Iterator[Observation]:
    """Three measured numbers in one text that is named after a sensor."""
    for leaf in place.leaves_of(_SENSOR_TEXTS):
        value = leaf.value
        sensor, sure = SENSORS[leaf.name][0]
        if (
            isinstance(value, str)
            and len(value) <= 64
            and (found := _NUMBERS.fullmatch(value))
            and any(map(float, found.groups()))
        ):
            yield Observation(
                category="sensor.motion", property=f"x_{sensor}Text", path=leaf.path, value=value.strip(),
                reasoning=f"three numbers in a text{naming(leaf.name)}, a motion sensor", rule="motion.text",
                confidence=sure,
            )  # fmt: skip


def _of_tagged_texts(place: Surroundings) -> Iterator[Observation]:
    """``ACC;1795350000;0.12;0.33;9.71`` as a text of its own, or ``acc=0.12,0.33,9.71`` among others."""
    for leaf, sensor, numbers in tagged_texts(place):
        yield Observation(
            category="sensor.motion", property=f"x_{sensor}Text", path=leaf.path, value=numbers,
            reasoning=f"three numbers in a text, behind the name of the {sensor}", rule="motion.text",
            confidence=Confidence.LIKELY,
        )  # fmt: skip


def _of_a_vehicle(place: Surroundings) -> Iterator[Observation]:
    """How a vehicle brakes and how it turns: two axes of three, in the first object of a list."""
    for leaf in vehicle_axes(place):
        yield Observation(
            category="sensor.motion", property="x_accelerometerAxis", path=leaf.path, value=text(leaf.value),
            reasoning=f"one axis of the accelerometer{naming(leaf.name)}", rule="motion.one_axis",
            confidence=Confidence.LIKELY,
        )  # fmt: skip


DETECTOR: Final = Detector(
    name="motion",
    version=7,
    categories={
        "sensor.motion": Mapped(
            apple="Other Data / Fitness if exercise", dpv="ext:MotionReading < pd:Behavioural", tcf="2"
        )
    },
    rules={
        "motion.named": "Three axes in one object or list that is named after a motion sensor; all zero does not count, "
        "nor what a program computes for a figure, a bot or a simulated machine.",
        "motion.named_series": "Rows of three axes named after a motion sensor, also rows that begin with its name; or 16 "
        "triples or more of 16-bit integers in a field named after the accelerometer, of a steady length.",
        "motion.named_list": "Eight numbers or more in one flat list that is named after a motion sensor in full.",
        "motion.unit": "Three axes beside a unit of acceleration, turning or magnetic flux density (m/s2, rad/s, uT).",
        "motion.one_axis": "A number of two decimals or more in a field named after one of these sensors and one axis; or "
        "two axes of a vehicle in one object (lateral and longitudinal acceleration).",
        "motion.text": "Three fractions in one text that is named after one of these sensors, or behind its name in a text.",
        "motion.shaken": "Three axes whose length is about that of gravity beside a word of vibration, shock or tilting, or "
        "of a motion sensor; in few readings each must be as long as gravity.",
        "motion.angles": "alpha, beta and gamma in the ranges of a device's orientation, beside a word about devices or as "
        "fractions that no parameter has.",
        "motion.gravity_shape": "Eight rows or more of three numbers whose length is steady, but not constant, near "
        "9.81 m/s2, 1 g or 1,000 mg, also ten triples or more in one flat list, three columns of wider rows, or rows "
        "within one text; four rows where names speak of sensors; colours, unit vectors, prices and places are left out.",
    },
    detect=_detect,
    needs=Needs(
        names=(AXIS_NAMES, _ONE_AXIS_NAMES, _SENSOR_TEXTS),
        called=(ACCELEROMETERS,),
        texts=(WRITTEN_ROWS, TAGGED_TEXT),
        lists=True,
        series=True,
        blobs=True,
    ),
)
