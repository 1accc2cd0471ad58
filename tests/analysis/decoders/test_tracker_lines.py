"""Lines of trackers open with number and position; prices, void fixes and other text stay closed or tell no place."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.tracker_lines import DECODER
from analysis.units import Opened, Part


def opened(data: bytes | str) -> Opened | None:
    return DECODER.open(Part(path="body", context="body", names=(), data=data), 1 << 20)


def frame(data: str) -> Any:
    found = opened(data)
    assert found is not None
    assert isinstance(found.tree, dict)
    return found.tree["tracker"][0] if isinstance(found.tree["tracker"], list) else found.tree["tracker"]


@pytest.mark.parametrize(
    "data",
    [
        "",
        "#Q#270413;205601;5544.6025;B;3739.6834;A;1;2;3;4",
        "*LAP,42,V1,164549",
        "imei:123,tracker",
        "(1 + 2) * 3",
        "the imei:868683023212255,tracker, is a number",
        "SA200STT;CREDIT;0001;20240105;100.25;EUR",
        "#00-00-00-00-00-00#\n#PORT#1\n##",
        "+RESP:GTHBD,1A0200,,,20181214134612,0654$",
        b"*HQ,4210051415,V1,164549,A,0956.3869,N,08406.7068,W,000.00#",
    ],
)
def test_what_is_something_else_stays_closed(data: bytes | str) -> None:
    assert opened(data) is None


def test_a_fix_that_is_void_has_no_place() -> None:
    assert opened("*HQ,4210051415,V1,164549,V,0956.3869,N,08406.7068,W,000.00,000,221215,FFFFFBFF#") is None
    told = frame(
        "imei:868683023212255,tracker,190205084503,,F,064459.000,V,4915.1221,N,01634.5655,E,3.91,83.95;"
    )
    assert told == {"imei": "868683023212255"}


def test_the_zero_of_no_fix_is_no_place() -> None:
    assert opened("*HQ,4210051415,V1,164549,A,0000.0000,N,00000.0000,E,000.00#") is None


@pytest.mark.parametrize(
    ("data", "latitude", "longitude"),
    [
        ("imei:868683023212255,tracker,190205084503,,F,064459.000,A,4915.1221,N,01634.5655,E,3.91;", 49.252035, 16.576092),
        ("*HQ,4210051415,V1,164549,A,0956.3869,N,08406.7068,W,000.00,000,221215,FFFFFBFF#", 9.939782, -84.11178),
        ("(013612345678BP05000013612345678080524A2232.9806N11404.9355E000.1101241323.87)", 22.549677, 114.082258),
        ("#SD#270413;205601;5544.6025;N;03739.6834;E;1;2;3;4", 55.743375, 37.66139),
        ("+RESP:GTFRI,1A0200,860599000306845,G3-313,0,0,4,1,2.1,0,426.7,8.611466,47.681639,2018$", 47.681639, 8.611466),
        ("$$d138,123456789012345,AAA,35,48.208176,16.373819,120106074213,A,6", 48.208176, 16.373819),
        ("SA200STT;317652;042;20120718;15:37:12;16d41;-15.618767;-056.083214;000.011", -15.618767, -56.083214),
        ("090805215127,+22663173122,GPRMC,215127.083,A,4717.3044,S,01135.0005,E,0.39", -47.28840667, 11.58334167),
    ],
)  # fmt: skip
def test_a_position_is_in_degrees(data: str, latitude: float, longitude: float) -> None:
    told = frame(data)
    assert told["lat"] == pytest.approx(latitude, abs=1e-5)
    assert told["lon"] == pytest.approx(longitude, abs=1e-5)


def test_the_number_of_a_tracker_needs_its_check_digit() -> None:
    assert frame("#L#864180034124375;NA\r\n")["imei"] == "864180034124375"
    assert opened("#L#864180034124374;NA\r\n") is None


def test_a_cell_is_told_where_there_is_no_fix() -> None:
    told = frame("imei:863070016871385,tracker,0000000119,,L,,,0FB6,,CB5D,,,")
    assert told["cells"] == [{"lac": 0x0FB6, "cid": 0xCB5D, "radio": "gsm"}]


def test_a_picture_is_a_part_of_its_own() -> None:
    found = opened("imei:864180034124375,vr," + "ffd8ff" * 20 + ";")
    assert found is not None
    assert found.parts[0].data == bytes.fromhex("ffd8ff" * 20)


def test_a_weather_station_tells_its_readings_by_their_codes() -> None:
    found = opened("#26-94-1D-75-C4-F8#Dacha\n#TEMP#12.5#Terrace\n#RH#45\n#LUX#318\n#X#1\n##")
    assert found is not None
    assert found.tree == {
        "station": {
            "deviceId": "26-94-1D-75-C4-F8",
            "air_temperature": 12.5,
            "humidity": 45.0,
            "illuminance": 318.0,
        }
    }


@given(
    st.text(alphabet="#*(imei:,;0123456789.NSEWAVHQLDSDB\n", max_size=200),
    st.sampled_from(["", "*HQ,", "#SD#", "imei:"]),
)
def test_any_text_is_read_or_left(text: str, start: str) -> None:
    found = opened(start + text)
    for told in found.tree.get("tracker", ()) if found and isinstance(found.tree, dict) else ():
        if isinstance(told, dict) and "lat" in told:
            assert abs(told["lat"]) <= 90
            assert abs(told["lon"]) <= 180
