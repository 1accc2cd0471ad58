"""FIT files of watches open as fitdecode reads them: positions in degrees, times in UTC, values in their units."""

from __future__ import annotations

import io
import json
import struct
import time
from pathlib import Path
from typing import Any

import fitdecode
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.fit import DECODER
from analysis.units import Part

FILES = (
    "Activity.fit", "MonitoringFile.fit", "Settings.fit", "WeightScaleMultiUser.fit", "activity-small-fenix2-run.fit",
    "garmin-edge-820-bike.fit", "garmin-fenix-5-bike.fit", "garmin-fenix-5-run.fit", "garmin-fenix-5-walk.fit",
)  # fmt: skip


def part(data: bytes | str) -> Part:
    return Part(path="body", context="body", names=(), data=data)


def tree(data: bytes) -> dict[str, Any]:
    opened = DECODER.open(part(data), 1 << 25)
    assert opened is not None
    assert isinstance(opened.tree, dict)
    return opened.tree


def definition(local: int, number: int, *fields: tuple[int, int, int], big: bool = False) -> bytes:
    """A definition message; fields are (number, size, base type)."""
    order = ">" if big else "<"
    head = struct.pack(order + "BBBHB", 0x40 | local, 0, int(big), number, len(fields))
    return head + b"".join(map(bytes, fields))


def file_of(*messages: bytes) -> bytes:
    body = b"".join(messages)
    return struct.pack("<BBHI4sH", 14, 0x10, 2132, len(body), b".FIT", 0) + body + b"\0\0"


RECORD = definition(0, 20, (253, 4, 0x86), (0, 4, 0x85), (1, 4, 0x85), (3, 1, 0x02), (2, 2, 0x84))


def record(at: int, lat: float, lon: float, rate: int, altitude: float) -> bytes:
    degree = (1 << 31) / 180
    return struct.pack(
        "<BIiiBH", 0, at, round(lat * degree), round(lon * degree), rate, round((altitude + 500) * 5)
    )


RUN = file_of(
    RECORD,
    record(1_163_764_800, 52.2352, 10.564, 121, 74.2),
    record(1_163_764_801, 52.2353, 10.5641, 122, 74.4),
)


def test_a_run_opens_in_degrees_and_utc() -> None:
    assert tree(RUN) == {
        "record": [
            {"timestamp": "2026-11-16T12:00:00Z", "position_lat": 52.2352, "position_long": 10.564,
            "heart_rate": 121, "altitude": 74.2},
            {"timestamp": "2026-11-16T12:00:01Z", "position_lat": 52.2353, "position_long": 10.5641,
            "heart_rate": 122, "altitude": 74.4},
        ]
    }  # fmt: skip


def test_what_the_device_does_not_know_is_left_out() -> None:
    sent = file_of(RECORD, struct.pack("<BIiiBH", 0, 1_163_764_800, 0x7FFFFFFF, 0x7FFFFFFF, 0xFF, 0xFFFF))
    assert tree(sent) == {"record": [{"timestamp": "2026-11-16T12:00:00Z"}]}


def test_compressed_times_count_on() -> None:
    short = definition(1, 20, (3, 1, 0x02))
    sent = file_of(
        RECORD,
        record(1_163_764_800, 1, 2, 100, 0),
        short,
        bytes([0x80 | 1 << 5 | 3, 101]),
        bytes([0x80 | 1 << 5 | 1, 102]),
    )
    rows = tree(sent)["record"]
    assert [(row["timestamp"][-9:], row["heart_rate"]) for row in rows] == [
        ("12:00:00Z", 100),
        ("12:00:03Z", 101),
        ("12:00:33Z", 102),
    ]


def test_cycles_of_a_walk_are_steps_and_a_number_is_named() -> None:
    sent = file_of(
        definition(0, 55, (253, 4, 0x86), (3, 4, 0x86), (24, 1, 0x0D)),
        struct.pack("<BIIB", 0, 1_163_764_800, 4_012, 6),
        definition(1, 0, (0, 1, 0x00), (1, 2, 0x84), (8, 8, 0x07), big=True),
        struct.pack(">BBH8s", 1, 4, 1, b"fenix\0\0\0"),
    )
    found = tree(sent)
    assert found["file_id"] == [{"type": "activity", "manufacturer": "garmin", "product_name": "fenix"}]
    assert found["monitoring"][0]["timestamp"] == "2026-11-16T12:00:00Z"


def test_developers_fields_are_passed_over() -> None:
    own = struct.pack("<BBBHB", 0x60, 0, 0, 20, 1) + bytes((3, 1, 2)) + b"\x01" + bytes((0, 4, 0))
    assert tree(file_of(own, b"\x00" + bytes([88]) + b"\xde\xad\xbe\xef")) == {"record": [{"heart_rate": 88}]}


def test_files_one_after_the_other_are_read() -> None:
    assert len(tree(RUN + RUN)["record"]) == 4


def test_a_cut_file_gives_what_is_there() -> None:
    assert len(tree(RUN[:-10])["record"]) == 1


def test_countless_records_are_read_up_to_a_bound_and_quickly() -> None:
    one = record(1_163_764_800, 52.2, 10.5, 121, 74)
    started = time.process_time()
    opened = DECODER.open(part(file_of(RECORD, one * 30_000)), 1 << 25)
    assert time.process_time() - started < 5
    assert opened is not None
    assert opened.truncated
    assert isinstance(opened.tree, dict)
    assert len(opened.tree["record"]) == 20_000  # type: ignore[arg-type]


# -- against the reference and the recorded truth -----------------------------------------------------------------


@pytest.mark.parametrize("name", FILES)
def test_recorded_files_are_what_the_truth_says(shared_data: Path, name: str) -> None:
    truth = json.loads((shared_data / "TRUTH_fit.json").read_text())[f"sensors/fit-fitdecode/{name}"]
    found = tree((shared_data / "sensors/fit-fitdecode" / name).read_bytes())
    assert found["file_id"][0]["type"] == truth["type"]
    assert found["file_id"][0]["serial_number"] == truth["serial"]
    records = found.get("record", [])
    assert len(records) == truth["records"]
    rates = [row["heart_rate"] for row in records if "heart_rate" in row]
    assert ([min(rates), max(rates)] if rates else None) == truth["hr"]
    place = next((row for row in records if "position_lat" in row), None)
    if truth["first_pos"] is not None:
        assert place is not None
        assert [round(place["position_lat"], 5), round(place["position_long"], 5)] == truth["first_pos"]
    computed = {
        "enhanced_altitude",
        "enhanced_speed",
    }  # fitdecode repeats altitude and speed under these names
    named = {field for field in truth["fields"] if not field.startswith("unknown")} - computed
    assert named <= {field for row in records for field in row}


@pytest.mark.parametrize("name", FILES)
def test_every_value_is_that_of_the_reference_reader(shared_data: Path, name: str) -> None:
    data = (shared_data / "sensors/fit-fitdecode" / name).read_bytes()
    found = tree(data)
    seen: dict[str, int] = {}
    compared = 0
    with fitdecode.FitReader(io.BytesIO(data)) as frames:
        for frame in frames:
            if not isinstance(frame, fitdecode.FitDataMessage) or frame.name.startswith("unknown"):
                continue
            expected = {field.name: field for field in frame.fields if field.value is not None}
            index = seen[frame.name] = seen.get(frame.name, -1) + 1
            rows = found.get(frame.name, [])
            for field, value in rows[index].items() if index < len(rows) else ():
                if (
                    isinstance(value, int | float)
                    and field in expected
                    and expected[field].units != "semicircles"
                ):
                    reference = expected[field].value
                    if isinstance(reference, int | float):
                        assert value == pytest.approx(reference, abs=1e-5), (frame.name, field)
                        compared += 1
    assert compared > 5


# -- what must stay closed ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        b"", b".FIT", b"\x0e\x10\x00\x00\x00\x00\x00\x00.FI", b"\x0e\x10\x00\x00\x00\x00\x00\x00.FIT\x00\x00",
        b"a text .FIT for use",
        b"\x0e\x10\x00\x00\xff\xff\xff\xff.FIT\x00\x00" + b"\xff" * 50, file_of(), file_of(RECORD),
        file_of(b"\x00" * 40),
        RUN.decode("latin-1"), b"\x20" + RUN[1:],
    ],
)  # fmt: skip
def test_what_is_no_fit_file_stays_closed(data: bytes | str) -> None:
    assert DECODER.open(part(data), 1 << 20) is None


def test_more_than_the_budget_stays_closed() -> None:
    assert DECODER.open(part(RUN), 20) is None


@given(st.binary(max_size=200))
def test_no_content_raises(data: bytes) -> None:
    DECODER.open(part(file_of(data)), 1 << 20)


@given(
    st.lists(st.tuples(st.integers(0, 255), st.integers(0, 255), st.integers(0, 255)), max_size=8),
    st.integers(0, 300),
    st.binary(max_size=400),
)
def test_no_definition_raises(fields: list[tuple[int, int, int]], number: int, data: bytes) -> None:
    DECODER.open(part(file_of(definition(0, number, *fields), b"\x00" + data)), 1 << 20)
