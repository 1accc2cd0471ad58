"""Two doubles that nothing names may be a position beside a time or an error; quotes, shares, boxes and axes are none."""

from __future__ import annotations

import random
import struct
from datetime import UTC, datetime

import pytest

from analysis.decoding import open_message
from analysis.detectors.unnamed_position import DETECTOR
from analysis.records import Confidence, Observation, Transmission

TIME = 1_795_348_800_123
Field = tuple[int, float | int | str | bytes]


def varint(number: int) -> bytes:
    return bytes([number]) if number < 128 else bytes([number & 127 | 128]) + varint(number >> 7)


def message(*fields: Field) -> bytes:
    """Floats are sent as doubles, integers as varints, bytes as messages within."""
    sent = b""
    for number, value in fields:
        if isinstance(value, float):
            sent += varint(number << 3 | 1) + struct.pack("<d", value)
        elif isinstance(value, int):
            sent += varint(number << 3) + varint(value)
        else:
            data = value.encode() if isinstance(value, str) else value
            sent += varint(number << 3 | 2) + varint(len(data)) + data
    return sent


def see(*fields: Field, media_type: str = "application/x-protobuf") -> list[Observation]:
    body = message(*fields)
    sent = Transmission(
        id="0" * 26, flow_id="0" * 26, seen_at=datetime(2026, 11, 22, tzinfo=UTC), writer="test", host="h.example",
        method="POST", path="/v1", request_headers=(("Content-Type", media_type),), body=body, body_size=len(body),
    )  # fmt: skip
    return list(DETECTOR.detect(open_message(sent)))


# -- what is none -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fields",
    [
        ((1, "shop"), (2, 52.520008), (3, 13.404954), (4, 5)),
        ((1, 1.083412), (2, 1.083529), (3, TIME)),  # bid and ask
        ((1, 52.5213), (2, 52.5298), (3, TIME)),
        ((1, 12.99), (2, 49.95), (3, TIME)),  # prices
        ((1, 4.8125), (2, 3.2917), (3, TIME)),  # ratings
        ((1, 0.812345), (2, 0.234567), (3, TIME)),  # shares of the screen, colours
        ((1, 0.312345), (2, 9.781234), (3, 1.234567), (4, TIME)),  # axes of a sensor
        ((1, 3.9233), (2, 8.6177), (3, 2.5), (4, TIME)),
        ((1, 13.381234), (2, 52.501234), (3, 13.412345), (4, 52.523456), (5, TIME)),  # a box
        ((1, message((1, 52.501234), (2, 13.381234))), (2, message((1, 52.523456), (2, 13.412345))), (3, TIME)),
        ((1, 52.520008), (3, 13.404954), (4, TIME)),  # not next to one another
        ((1, 52.520008), (2, 213.404954), (3, TIME)),
        ((1, 63.3333333333), (2, 120.6666666667), (3, TIME)),  # where a finger touched, in thirds of a point
        ((1, 12.3456789012345), (2, 34.5678901234567), (3, TIME)),  # a mean and its spread: computed digits
        ((1, 52.520008), (2, 13.404954), (3, 17)),  # a small number is no time
        ((1, 52.520008), (2, 13.404954), (3, 77_795_348_800_123)),
        ((1, 52.52), (2, 13.4), (3, TIME)),
        ((1, 52), (2, 13), (3, TIME)),
        tuple((number, 10.1234 + 7 * number) for number in range(1, 17)),  # a matrix
    ],
)  # fmt: skip
def test_other_numbers_are_none(fields: tuple[Field, ...]) -> None:
    assert see(*fields) == []
    assert see((1, "event"), (7, message(*fields))) == []


def test_two_doubles_alone_are_none_where_they_are_the_whole_message() -> None:
    assert see((1, 52.520008), (2, 13.404954)) == []


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        (((1, 52.520008), (2, 13.404954)), True),  # google.type.LatLng
        (((1, 52.520008), (2, 13.404954), (3, 12.5)), True),  # and its error in metres
        (((1, 52.520008), (2, 13.404954), (3, 12.5), (4, 38.0)), True),
        (((1, 52.5201), (2, 13.4049)), False),  # too few decimals without a time
        (((1, 52.520008), (2, 13.404954), (3, 4)), False),  # a count beside them
        (((1, 52.520008), (2, 13.404954), (3, 0.25)), False),  # no error of a receiver
        (((2, 52.520008), (3, 13.404954)), False),
        (((1, 231.451234), (2, 229.880112)), False),
    ],
)
def test_a_message_of_its_own_is_a_position_by_its_fields(fields: tuple[Field, ...], found: bool) -> None:
    seen = see((1, "walk"), (7, message(*fields)))
    assert bool(seen) is found
    assert all("in a message of their own" in item.reasoning for item in seen)


def test_what_json_names_is_not_looked_at() -> None:
    body = b'{"a": 52.520008, "b": 13.404954, "t": 1795348800123}'
    sent = Transmission(
        id="0" * 26, flow_id="0" * 26, seen_at=datetime(2026, 11, 22, tzinfo=UTC), writer="test", host="h.example",
        method="POST", path="/v1", body=body, body_size=len(body),
    )  # fmt: skip
    assert list(DETECTOR.detect(open_message(sent))) == []


def test_random_doubles_are_hardly_ever_one() -> None:
    chance = random.Random(4)
    found = 0
    for _ in range(2_000):
        scale = 10 ** chance.uniform(-3, 6)
        found += bool(see((1, chance.gauss(0, scale)), (2, chance.gauss(0, scale)), (3, TIME)))
    assert found <= 20


# -- what may be one ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "path"),
    [
        (((1, 52.520008), (2, 13.404954), (3, TIME)), "body>protobuf:"),
        (((1, TIME // 1000), (2, 52.520008), (3, 13.404954), (4, 12.5)), "body>protobuf:"),
        (
            ((1, message((1, 52.5200066), (2, 13.404954))), (2, 12.5), (3, message((1, TIME // 1000), (2, 5)))),
            "body>protobuf:1.",
        ),
        (((1, 7), (2, message((1, 52.5200066), (2, 13.404954), (3, 34.3), (4, 12.0), (5, TIME)))), "body>protobuf:2."),
        (((1, 52.52000659999999), (2, 13.40495412345678), (3, 14.25), (4, TIME)), "body>protobuf:"),
        (((1, message((1, -33.8568123456789), (2, 151.215312345678))), (2, TIME)), "body>protobuf:1."),
    ],
)  # fmt: skip
def test_two_doubles_beside_a_time(fields: tuple[Field, ...], path: str) -> None:
    seen = see(*fields)
    assert [item.property for item in seen] == ["latitude", "longitude"]
    assert {item.category for item in seen} == {"location.precise"}
    assert {item.confidence for item in seen} == {Confidence.POSSIBLE}
    assert {item.rule for item in seen} == {"unnamed_position.doubles"}
    assert all(item.path.startswith(path) for item in seen)
    assert "no field says what they are" in seen[0].reasoning
    assert seen[0].measures is not None
    assert seen[0].measures.precision_m is not None
    assert seen[0].measures.precision_m <= 11.2


def test_longitude_may_come_first_where_only_that_fits() -> None:
    seen = see((1, 151.215312), (2, -33.856812), (3, TIME))
    assert [(item.property, item.value) for item in seen] == [
        ("latitude", "-33.856812"),
        ("longitude", "151.215312"),
    ]


def test_rows_that_lie_near_one_another_are_one_track() -> None:
    rows = [
        (1, message((1, 52.5201 + n / 10_000), (2, round(13.4049 + n / 7_000, 6)), (3, TIME + n)))
        for n in range(5)
    ]
    (seen,) = see(*rows)
    assert (seen.category, seen.property, seen.path) == ("location.track", "x_track", "body>protobuf:1[*]")
    assert seen.measures is not None
    assert seen.measures.n == 5


def test_rows_of_axes_of_which_some_are_short_are_no_track() -> None:
    rows = [
        (1, message((1, 30.9233 + n / 900), (2, 80.6177), (3, 20.1234 if n % 3 else 20.5), (4, TIME + n)))
        for n in range(30)
    ]
    assert see(*rows) == []


def test_rows_all_over_the_world_are_no_track() -> None:
    rows = [(1, message((1, 52.5201 - 9 * n), (2, 13.4049 + 7 * n), (3, TIME + n))) for n in range(5)]
    assert see(*rows) == []


def rows(*texts: tuple[str, ...]) -> list[Observation]:
    """Points on a way, each in an object with texts of its own."""
    return see(*[
        (2, message(*[(at + 1, said) for at, said in enumerate(told)], (8, message((1, 52.40691 + row / 1e3),
         (2, 16.92993 + row / 1e3))), (9, TIME + row)))
        for row, told in enumerate(texts)
    ])  # fmt: skip


def test_rows_that_each_name_another_vehicle_are_no_way_of_one() -> None:
    assert rows(("bus-1", "line-9"), ("bus-2", "line-12"), ("bus-3", "line-20")) == []
    assert rows(("bus-1", "line-9"), ("bus-2", "line-12")) == []


def test_numbered_points_of_one_way_are_a_track() -> None:
    assert [item.category for item in rows(("p-1", "run"), ("p-2", "run"), ("p-3", "run"))] == [
        "location.track"
    ]
    assert [item.category for item in rows(("p-1",), ("p-2",), ("p-3",))] == ["location.track"]


def test_points_with_a_random_number_and_a_time_of_their_own_are_a_track() -> None:
    told = [(f"{row}f3a9c1e-5b2d-4e8f-a6c0-1d9e8b7f6a50", f"2026-11-24T10:0{row}:00Z") for row in range(3)]
    assert [item.category for item in rows(*told)] == ["location.track"]


# -- integers of a scale, where the address says a position -------------------------------------------------------


def fixed(*numbers: int) -> bytes:
    return b"".join(bytes([at << 3 | 5]) + struct.pack("<i", number) for at, number in enumerate(numbers, 1))


def sent_to(path: str, body: bytes) -> list[Observation]:
    sent = Transmission(
        id="0" * 26, flow_id="0" * 26, seen_at=datetime(2026, 11, 22, tzinfo=UTC), writer="test", host="h.example",
        method="POST", path=path, request_headers=(("Content-Type", "application/x-protobuf"),), body=body,
        body_size=len(body),
    )  # fmt: skip
    return list(DETECTOR.detect(open_message(sent)))


NESTED = message((1, "rider-58213"), (2, fixed(454_642_035, 91_900_281)), (3, TIME))


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/rider.v2.Position/Report", NESTED),
        ("/standort/melden", NESTED),
        ("/fleet/report", NESTED),  # with its time
        ("/gps", message((1, 454_642_035), (2, 91_900_281), (3, 7))),
        ("/gps", message((1, 977_127_044), (2, 46_704_422), (3, 7))),  # sint32
        ("/gps", message((1, 454_642_035), (2, (1 << 64) - 91_900_281), (3, 7))),
        (
            "/location",
            message((1, "dog"), (2, fixed(407_419_981, -739_882_111))),
        ),  # too short to be told from bytes
        ("/location", message((1, 7), (2, 48.209131), (3, 16.372451), (4, "on"))),
    ],
)
def test_two_numbers_where_the_address_says_a_position(path: str, body: bytes) -> None:
    found = sent_to(path, body)
    assert [one.property for one in found] == ["latitude", "longitude"]
    assert all(one.confidence is Confidence.POSSIBLE for one in found)
    assert not [one for one in sent_to("/v1/prices", body) if one.rule == "unnamed_position.integers"]


def test_a_list_at_an_address_of_ways_is_a_track() -> None:
    rows = [
        fixed(482_091_301 + 1013 * at, 163_724_511 + 1013 * at, 1_795_770_012 + 10 * at) for at in range(3)
    ]
    found = sent_to("/v1/tracks", message((1, "hike"), *((2, row) for row in rows)))
    assert [one.category for one in found] == ["location.track"]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/v1/tracks/played", message((1, 482_091_301), (2, 163_724_511), (3, TIME))),  # pieces of music
        ("/gps", message((1, 482_091_000), (2, 163_724_000))),  # rounded
        ("/gps", message((1, 482_091), (2, 163_724))),
        ("/gps", message((1, 482_091_301), (2, 482_110_301))),  # bid and ask
        ("/gps", message((1, 1_795_770_012), (2, 454_642_035))),  # a time
        ("/tiles/location", message((1, 482_091_301), (2, 163_724_511))),
        ("/fleet/report", message((1, 482_091_301), (2, 163_724_511))),  # nothing but two numbers
    ],
)
def test_other_integers_are_none(path: str, body: bytes) -> None:
    assert not sent_to(path, body)
