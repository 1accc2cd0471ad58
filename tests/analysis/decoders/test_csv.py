"""Tables open row by row where they are tables beyond doubt; prose, logs and lists with commas stay text."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.csv import DECODER
from analysis.units import Part

MOTION = (
    "time,seconds_elapsed,z,y,x\n"
    "1698501144401773000,0.101,9.7912,0.1143,0.0213\n"
    "1698501144411773000,0.111,9.8021,0.1098,0.03\n"
)


def part(data: bytes | str, media_type: str = "", filename: str = "", complete: bool = True) -> Part:
    return Part(
        path="body",
        context="body",
        names=(),
        data=data,
        media_type=media_type,
        filename=filename,
        complete=complete,
    )


@pytest.mark.parametrize(
    "data",
    [
        "",
        "Dear Anna, thank you for the letter,\nit came today, at noon,\nand made me glad, as ever,\n",
        "a,b,c",
        "a,b\n1,2\n",  # one row proves nothing where nothing is declared
        "name,city\nAnna,Berlin\nBob,Paris\n",  # no column of numbers
        "x,y\n1,2\n3\n4,5\n",
        "x,y\n1,2\n3,4,5\n4,5\n",
        "x,x\n1,2\n3,4\n",
        "1,2\n3,4\n5,6\n",
        "2026-01-01,INFO,started\n2026-01-01,INFO,stopped\n2026-01-01,WARN,late\n",
        "#EXTM3U\n#EXTINF:10,\nhttp://a.example/1.ts\n#EXTINF:10,\nhttp://a.example/2.ts\n",
        "INSERT INTO t (a, b)\nVALUES (1, 2)\nVALUES (3, 4)\n",
        "if (a, b):\n    f(1, 2)\n    g(3, 4)\n",
        "Accept: text/html,application/xml\nCache-Control: no-cache,no-store\nX: 1,2\n",
        '{"a": 1,\n"b": 2,\n"c": 3}\n',
        "body { margin: 0, padding: 1 }\na,b\n1,2\n3,4\n",
        "To whom it may concern; greetings\nOne; 2\nThree; 4\n" * 2,
        b"\x00\x01,\x02\n1,2\n3,4\n",
    ],
)
def test_what_is_no_table_stays_closed(data: bytes | str) -> None:
    assert DECODER.open(part(data), 1 << 20) is None


@pytest.mark.parametrize("media_type", ["image/png", "application/json", "text/html"])
def test_what_is_declared_as_something_else_stays_closed(media_type: str) -> None:
    assert DECODER.open(part(MOTION.encode(), media_type), 1 << 20) is None


@pytest.mark.parametrize(
    ("data", "first"),
    [
        (
            MOTION,
            {"time": 1698501144401773000, "seconds_elapsed": 0.101, "z": 9.7912, "y": 0.1143, "x": 0.0213},
        ),
        (
            "Time (s);Acceleration x (m/s^2)\n0.1;0.02\n0.2;0.03\n",
            {"Time (s)": 0.1, "Acceleration x (m/s^2)": 0.02},
        ),
        ("ts\tbpm\n1\t61\n2\t62\n", {"ts": 1, "bpm": 61}),
        ("date|steps\n2026-01-01|4312\n2026-01-02|10\n", {"date": "2026-01-01", "steps": 4312}),
        (
            "name,phone,n\nAnna,0171234567,1\nBob,0171234568,2\n",
            {"name": "Anna", "phone": "0171234567", "n": 1},
        ),
        (
            'name,note,n\n"Vogel, Lena","a ""b""",1\nBob,c,2\n',
            {"name": "Vogel, Lena", "note": 'a "b"', "n": 1},
        ),
        ("\ufefflat,lon\n52.5,13.4\n52.6,13.5\n", {"lat": 52.5, "lon": 13.4}),
        ("lat,lon\r\n52.5,13.4\r\n52.6,13.5\r\n", {"lat": 52.5, "lon": 13.4}),
        ("t,v\n1,\n2,\n", {"t": 1}),
        ("temp °C,rh %\n21.5,40\n21.6,41\n", {"temp °C": 21.5, "rh %": 40}),
    ],
)
def test_a_table_opens(data: str, first: dict[str, object]) -> None:
    for given_as in (data, data.encode()):
        opened = DECODER.open(part(given_as), 1 << 20)
        assert opened is not None
        assert isinstance(opened.tree, list)
        assert (opened.label, opened.tree[0], len(opened.tree)) == ("csv", first, 2)


@pytest.mark.parametrize(
    ("media_type", "filename"), [("text/csv", ""), ("", "steps.csv"), ("application/csv", "")]
)
def test_a_declared_table_needs_one_row_and_no_numbers(media_type: str, filename: str) -> None:
    opened = DECODER.open(part(b"name,city\nAnna,Berlin\n", media_type, filename), 1 << 20)
    assert opened is not None
    rows = [{"name": "Anna", "city": "Berlin"}]
    assert opened.tree == ({"steps": rows} if filename else rows)


def test_rows_stand_under_the_name_of_their_file() -> None:
    opened = DECODER.open(part(MOTION.encode(), "text/csv", "export/Accelerometer.csv"), 1 << 20)
    assert opened is not None
    assert isinstance(opened.tree, dict)
    assert list(opened.tree) == ["Accelerometer"]


def test_the_head_of_a_cut_table_opens_without_its_last_row() -> None:
    opened = DECODER.open(
        part(MOTION.encode() + b"1698501144421773000,0.1", "text/csv", complete=False), 1 << 20
    )
    assert opened is not None
    assert isinstance(opened.tree, list)
    assert len(opened.tree) == 2


def test_no_more_than_the_limit() -> None:
    assert DECODER.open(part(MOTION.encode()), 20) is None


CELLS = st.text(st.characters(min_codepoint=32, max_codepoint=0x2FF, exclude_categories=["Cc"]), max_size=12)


@given(st.lists(st.tuples(st.integers(-(10**15), 10**15), CELLS), min_size=2, max_size=12))
def test_what_a_writer_writes_is_read(rows: list[tuple[int, str]]) -> None:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["n", "text"])
    writer.writerows((n, text.strip()) for n, text in rows)
    opened = DECODER.open(part(out.getvalue()), 1 << 20)
    assert opened is not None
    assert isinstance(opened.tree, list)
    assert [row["n"] for row in opened.tree if isinstance(row, dict)] == [n for n, _ in rows]


def test_lines_before_the_header_of_a_declared_table_are_told_beside_it() -> None:
    wigle = "WigleWifi-1.6,model=Pixel 7,release=14\nMAC,SSID,RSSI\n3c:37:86:1a:9f:04,Home,-61\n44:d9:e7:10:22:31,Cafe,-70\n"
    opened = DECODER.open(Part(path="b", context="body", names=(), data=wigle, filename="run.csv"), 1 << 20)
    assert opened is not None
    assert opened.tree == {
        "model": "Pixel 7",
        "release": "14",
        "run": [
            {"MAC": "3c:37:86:1a:9f:04", "SSID": "Home", "RSSI": -61},
            {"MAC": "44:d9:e7:10:22:31", "SSID": "Cafe", "RSSI": -70},
        ],
    }
    assert DECODER.open(Part(path="b", context="body", names=(), data=wigle), 1 << 20) is None


def test_numbers_with_a_comma_where_something_else_parts_the_columns() -> None:
    opened = DECODER.open(part("t;ax\n0,01;-9,71\n0,02;9\n", "text/csv"), 1 << 20)
    assert opened is not None
    assert opened.tree == [{"t": 0.01, "ax": -9.71}, {"t": 0.02, "ax": 9}]
    names = DECODER.open(part('name,n\n"Meier, A",1\n"0,5",2\n', "text/csv"), 1 << 20)
    assert names is not None
    assert names.tree == [{"name": "Meier, A", "n": 1}, {"name": "0,5", "n": 2}]
