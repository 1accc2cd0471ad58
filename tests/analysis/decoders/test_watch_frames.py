"""Frames of watches open with number, place, what is heard and health; void fixes tell no place, other text stays closed."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.watch_frames import DECODER
from analysis.units import Opened, Part

AT_SCHOOL = (
    b"[3G*9705141740*00A3*UD,261126,071455,A,52.268874,N,10.526770,E,3.20,114.0,83.0,7,88,63,1620,0,00000008,2,255,262,2,"
    b"5021,30211,144,5021,30213,131,1,KITA-Gast,9c:c7:a6:10:22:3e,-61,12.4]"
)


def opened(data: bytes | str) -> Opened | None:
    return DECODER.open(Part(path="body", context="body", names=(), data=data), 1 << 20)


def frame(data: bytes) -> Any:
    found = opened(data)
    assert found is not None
    assert isinstance(found.tree, dict)
    frames = found.tree["watch"]
    assert isinstance(frames, list)
    return frames[0]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[1,2,3,4,5,6,7,8,9,10,11]",
        b"[**bold** and *more* text here]",
        b"[3G*97*0002*LK] and so on, it says",
        b"[3G*9705141740*0002*LK",
        b'["3G*9705141740*0002*LK"]',
        b"x[3G*9705141740*0002*LK]",
        "[3G*9705141740*000E*LK,4821,103,76]",
    ],
)
def test_what_is_something_else_stays_closed(data: bytes | str) -> None:
    assert opened(data) is None


def test_the_zero_of_no_fix_is_no_place() -> None:
    told = frame(
        b"[3G*8800000015*00DD*UD,010120,025946,V,0.0,N,0.0,E,22.0,0,-1,0,100,98,0,0,00000000,0,2,"
        b"eduroam,f4:db:e6:d2:a8:00,-53,guest,0,-53,0.0]"
    )
    assert "latitude" not in told
    assert "cellTowers" not in told
    assert told["wifiAccessPoints"] == [
        {"ssid": "eduroam", "macAddress": "f4:db:e6:d2:a8:00", "signalStrength": -53}
    ]


def test_a_heartbeat_without_values_and_a_pulse_of_none_tell_the_watch_alone() -> None:
    assert frame(b"[3G*8800000015*0002*LK]") == {"watchId": "8800000015", "type": "LK"}
    assert frame(b"[3G*6005412902*0007*heart,0]") == {"watchId": "6005412902", "type": "heart"}
    assert frame(b"[3G*6005412902*000D*LK,a,b,c,d,e]") == {"watchId": "6005412902", "type": "LK"}


def test_a_position_with_cells_and_networks() -> None:
    told = frame(AT_SCHOOL)
    assert told == {
        "watchId": "9705141740", "type": "UD", "time": "2026-11-26T07:14:55Z", "latitude": 52.268874,
        "longitude": 10.52677, "speed": 3.2, "course": 114.0, "altitude": 83.0, "satellites": 7, "batteryLevel": 63,
        "steps": 1620,
        "cellTowers": [
            {"mcc": 262, "mnc": 2, "lac": 5021, "cellId": 30211}, {"mcc": 262, "mnc": 2, "lac": 5021, "cellId": 30213},
        ],
        "wifiAccessPoints": [{"ssid": "KITA-Gast", "macAddress": "9c:c7:a6:10:22:3e", "signalStrength": -61}],
    }  # fmt: skip


def test_south_and_west_have_signs_once() -> None:
    body = (
        b"[3G*8800000015*0079*UD2,100116,153723,A,%s,S,%s,W,0.44,299.3,0.0,7,100,86,0,0,00010000,0,0,268,3]"
    )
    for south, west in ((b"16.479064", b"68.119072"), (b"-16.479064", b"-68.119072")):
        told = frame(body % (south, west))
        assert (told["latitude"], told["longitude"]) == (-16.479064, -68.119072)
        assert told["alarm"] == "SOS"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"[3G*9705141740*000E*LK,4821,103,76]", {"steps": 4821, "batteryLevel": 76}),
        (b"[CS*8800000015*0008*PULSE,72]", {"heartRate": 72}),
        (b"[3G*4700609403*0013*bphrt,120,79,73,,,,]", {"systolic": 120, "diastolic": 79, "heartRate": 73}),
        (b"[ZJ*357653059860416*0007*000c*BLOOD,109,68]", {"systolic": 109, "diastolic": 68}),
        (b"[3G*2104326058*000E*btemp2,1,35.29]", {"bodyTemperature": 35.29}),
    ],
)
def test_what_is_measured_on_the_wrist(data: bytes, told: dict[str, object]) -> None:
    found = frame(data)
    assert {name: value for name, value in found.items() if name not in ("watchId", "type")} == told


def test_several_frames_stand_in_one_message() -> None:
    found = opened(b"[3G*8800000015*0002*LK]" + AT_SCHOOL + b"\r\n")
    assert found is not None
    assert isinstance(found.tree, dict)
    assert len(found.tree["watch"]) == 2  # type: ignore[arg-type]
    assert not found.ends_early
    cut = opened(b"[3G*8800000015*0002*LK]" + AT_SCHOOL[:-9])
    assert cut is not None
    assert cut.ends_early


def test_speech_and_pictures_come_out_unescaped() -> None:
    found = opened(b"[CS*1234567890*000e*TK,#!AMR\n}\x01}\x02}\x03}\x04}\x05\xff]")
    assert found is not None
    assert [(part.name, part.data) for part in found.parts] == [("speech", b"#!AMR\n}[],*\xff")]
    found = opened(b"[ZJ*789468050042692*0034*0439*JXTK,0,watch_7,1,6,#!AMR\n<\x3f\x96]")
    assert found is not None
    assert [part.data for part in found.parts] == [b"#!AMR\n<\x3f\x96"]
    found = opened(b"[3G*1234567890*0100*img,5,161112162245,\xff\xd8\xff\xe0more]")
    assert found is not None
    assert [(part.name, part.data) for part in found.parts] == [("picture", b"\xff\xd8\xff\xe0more")]


@given(st.binary(max_size=200))
def test_any_bytes_after_a_beginning_are_safe(data: bytes) -> None:
    for sent in (b"[3G*9705141740*0010*" + data, b"[3G*9705141740*0010*UD," + data + b"]"):
        found = opened(sent)
        if found is not None:
            assert isinstance(found.tree, dict)
            assert found.tree["watch"][0]["watchId"] == "9705141740"  # type: ignore[index, call-overload]


def test_white_space_that_python_does_not_take_for_any_is_read_or_refused() -> None:
    for around in (b" ", b"\x1f", b"\xc2\x85"):
        assert frame(b"[3G*9705141740*000E*LK,4821" + around + b",103,76]")["steps"] == 4821
