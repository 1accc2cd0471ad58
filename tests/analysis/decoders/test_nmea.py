"""NMEA sentences open with a right checksum only, and give degrees."""

from __future__ import annotations

from functools import reduce
from operator import xor
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.nmea import DECODER
from analysis.units import Part

GGA = "$GPGGA,123519,4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,*47"
RMC = "$GPRMC,175741,A,4751.698,N,12209.774,W,000.0,360.0,191100,019.5,E*69"
GSV = "$GPGSV,3,1,10,01,71,307,50,04,22,299,42,06,01,033,00,13,77,327,51*7B"


def part(data: bytes | str) -> Part:
    return Part(path="body>json:$.nmea", context="body", names=("nmea",), data=data)


def sentence(body: str) -> str:
    return f"${body}*{reduce(xor, body.encode()):02X}"


@pytest.mark.parametrize(
    "data",
    [
        "",
        "$GPGGA,123519,4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,*48",
        GGA[:-3],
        "$USD,100.00",
        "$HOME,$PATH",
        "$GPGGA and so on",
        "GPGGA,123519,4807.038,N",
        "!important, really",
        "$PRICE,1,2,3*00",
        f"{GGA}\nfirst line of a log\nsecond line of a log",
        GGA.encode(),
    ],
)
def test_what_is_no_sentence_stays_closed(data: bytes | str) -> None:
    assert DECODER.open(part(data), 1 << 20) is None


def test_recorded_sentences_give_positions_times_and_speeds() -> None:
    opened = DECODER.open(part(f"{GGA}\r\n{RMC}\r\n{GSV}\r\n"), 1 << 20)
    assert opened is not None
    assert opened.tree == {
        "nmea": [
            {"sentence": "GGA", "time": "12:35:19", "lat": 48.1173, "lon": 11.51666667, "satellites": 8, "hdop": 0.9,
             "altitude": 545.4},
            {"sentence": "RMC", "time": "2000-11-19T17:57:41Z", "lat": 47.86163333, "lon": -122.1629,
             "speed_knots": 0.0, "course": 360.0},
            {"sentence": "GSV", "fields": "3,1,10,01,71,307,50,04,22,299,42,06,01,033,00,13,77,327,51"},
        ]
    }  # fmt: skip
    assert not opened.keeps_text


def test_a_damaged_line_among_good_ones_leaves_the_text_standing() -> None:
    opened = DECODER.open(part(f"{GGA}\n{RMC[:-2]}00\n"), 1 << 20)
    assert opened is not None
    assert opened.keeps_text
    assert isinstance(opened.tree, dict)
    assert isinstance(opened.tree["nmea"], list)
    assert len(opened.tree["nmea"]) == 1


def test_no_fix_has_no_position_and_an_angle_beyond_the_earth_is_none() -> None:
    for body in (
        "GNRMC,,V,,,,,,,,,,N",
        "GPGLL,9959.00,N,18100.00,E,120000,A",
        "GPGLL,4860.00,N,01160.00,E,120000,A",
    ):
        opened = DECODER.open(part(sentence(body)), 1 << 20)
        assert opened is not None
        assert "lat" not in str(opened.tree)


@given(st.floats(-89.99, 89.99), st.floats(-179.99, 179.99), st.sampled_from(["GP", "GN", "GL", "GA", "BD"]))
def test_any_position_comes_back(lat: float, lon: float, talker: str) -> None:
    def angle(degrees: float, width: int) -> str:
        whole = int(abs(degrees))
        minutes = min((abs(degrees) - whole) * 60, 59.999999)
        return f"{whole:0{width}d}{minutes:09.6f}"

    body = f"{talker}GLL,{angle(lat, 2)},{'S' if lat < 0 else 'N'},{angle(lon, 3)},{'W' if lon < 0 else 'E'},120000.50,A,A"
    opened = DECODER.open(part(sentence(body)), 1 << 20)
    assert opened is not None
    assert isinstance(opened.tree, dict)
    rows: Any = opened.tree["nmea"]
    assert rows[0]["lat"] == pytest.approx(lat, abs=1e-7)
    assert rows[0]["lon"] == pytest.approx(lon, abs=1e-7)
    assert rows[0]["time"] == "12:00:00.50"


def test_a_flood_is_bounded() -> None:
    opened = DECODER.open(part(f"{GGA}\n" * 30_000), 32 << 20)
    assert opened is not None
    assert opened.truncated


OWN = "!AIVDO,1,1,,,B39>Jl@0?`?FF:7jE`R:;wgUiP06,0*4E"


def test_the_place_of_the_own_ship() -> None:
    opened = DECODER.open(part(OWN), 1 << 20)
    assert opened is not None
    assert isinstance(opened.tree, dict)
    assert isinstance(opened.tree["nmea"], list)
    row = opened.tree["nmea"][0]
    assert isinstance(row, dict)
    assert (row["lat"], row["lon"]) == (54.4318, 13.4123)


@pytest.mark.parametrize(
    "text",
    [
        "AIVDM,1,1,,,B39>Jl@0?`?FF:7jE`R:;wgUiP06,0",
        "AIVDO,2,1,4,,B39>Jl@0?`?FF:7jE`R:;wgUiP06,0",
        "AIVDO,1,1,,,xyz,0",
        "AIVDO,1",
    ],
)
def test_other_ships_and_parts_of_reports_have_no_place(text: str) -> None:
    opened = DECODER.open(part(f"!{text}*{reduce(xor, text.encode()):02X}"), 1 << 20)
    if opened is not None:
        assert isinstance(opened.tree, dict)
        assert "lat" not in str(opened.tree)
