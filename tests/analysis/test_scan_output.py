from __future__ import annotations

import csv
import io
import json
import re
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from analysis.records import Transmission, Visibility
from analysis.scan_output import (
    COLUMNS,
    CsvOutput,
    JsonOutput,
    NdjsonOutput,
    Row,
    TableOutput,
    printable,
)
from analysis.scan_tally import Tally

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "scan.md"
ROW = Row(
    file="a.har",
    message=3,
    part=None,
    seen_at=datetime(2026, 3, 1, 10, 0, 0, 250_000, UTC),
    device="phone",
    method="POST",
    host="x.example",
    path_url="/v1",
    tracker="x",
    company="x-inc",
    company_name="X Inc.",
    category="location.precise",
    property="latitude",
    path="body>json:$.lat",
    value="-33.85",
    reasoning='named "lat", a latitude',
    rules=("location.named", "location.range"),
    confidence="certain",
    visibility="opened",
    rules_version="r1",
    catalogue_version="c1",
)
NOTHING = msgspec.structs.replace(
    ROW, category=None, property=None, path=None, value=None, reasoning=None, rules=None, confidence=None
)


def transmission(visibility: Visibility) -> Transmission:
    return Transmission(
        id="i", flow_id="f", seen_at=datetime(2026, 3, 1, tzinfo=UTC), writer="w", visibility=visibility
    )


def test_the_document_describes_every_column_in_order() -> None:
    table = (
        DOCUMENT.read_text(encoding="utf-8")
        .partition("<!-- columns -->")[2]
        .partition("<!-- /columns -->")[0]
    )
    assert tuple(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)) == COLUMNS


def test_the_document_gives_the_types() -> None:
    table = (
        DOCUMENT.read_text(encoding="utf-8")
        .partition("<!-- columns -->")[2]
        .partition("<!-- /columns -->")[0]
    )
    described = dict(re.findall(r"^\| `(\w+)` \| ([^|]+) \|", table, re.MULTILINE))
    types = {"text": str, "number": int, "time": str, "list of text": list}
    for row in (
        ROW,
        NOTHING,
        msgspec.structs.replace(ROW, part=1, tracker=None, company=None, company_name=None),
    ):
        for name, value in json.loads(msgspec.json.encode(row)).items():
            kind, _, null = described[name].strip().partition(" or ")
            assert (value is None and null == "null") or type(value) is types[kind], name


def test_ndjson() -> None:
    stream = io.BytesIO()
    output = NdjsonOutput(stream)
    output.write([ROW, NOTHING])
    output.finish()
    first, second = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert tuple(first) == tuple(second) == COLUMNS
    assert first["seen_at"] == "2026-03-01T10:00:00.250000Z"
    assert first["rules"] == ["location.named", "location.range"]
    assert second["rules"] is second["category"] is second["part"] is None


@pytest.mark.parametrize("messages", [[], [[ROW]], [[ROW, ROW], [NOTHING]]])
def test_json_is_one_array(messages: list[list[Row]]) -> None:
    stream = io.BytesIO()
    output = JsonOutput(stream)
    for message in messages:
        output.write(message)
    output.finish()
    assert len(json.loads(stream.getvalue())) == sum(map(len, messages))


def test_csv() -> None:
    stream = io.BytesIO()
    output = CsvOutput(stream)
    output.write([ROW, msgspec.structs.replace(NOTHING, host="=cmd()", path_url='/a,"b"\n')])
    output.finish()
    text = stream.getvalue().decode()
    assert text.count("\r\n") == 3
    header, first, second = csv.reader(io.StringIO(text, newline=""))
    assert tuple(header) == COLUMNS
    cells = dict(zip(header, first, strict=True))
    assert cells["value"] == "-33.85"
    assert cells["seen_at"] == "2026-03-01T10:00:00.250000Z"
    assert cells["rules"] == "location.named location.range"
    assert cells["part"] == ""
    cells = dict(zip(header, second, strict=True))
    assert cells["host"] == "'=cmd()"
    assert cells["path_url"] == '/a,"b"\n'


def test_table() -> None:
    stream = io.BytesIO()
    output = TableOutput(stream)
    output.write([ROW, msgspec.structs.replace(ROW, property="longitude", value="x" * 60)])
    output.write([msgspec.structs.replace(NOTHING, message=4, part=2, method="", company_name=None)])
    output.finish()
    lines = stream.getvalue().decode().splitlines()
    assert lines[0] == "a.har"
    assert lines[1] == "  3  2026-03-01 10:00:00Z  opened  → X Inc.  POST x.example/v1"
    assert lines[2].split() == ["location.precise", "latitude", "certain", "-33.85", "body>json:$.lat"]
    assert lines[2].index("body>") == lines[3].index("body>")
    assert f"{'x' * 39}…" in lines[3]
    assert lines[4] == "  4.2  2026-03-01 10:00:00Z  opened  message to x.example/v1"
    assert lines[5] == "      nothing found in what could be read"


def test_a_narrow_terminal_cuts_lines() -> None:
    stream = io.BytesIO()
    TableOutput(stream, 50).write([ROW])
    assert all(len(line) <= 50 for line in stream.getvalue().decode().splitlines())


def test_a_message_cannot_steer_the_terminal() -> None:
    stream = io.BytesIO()
    TableOutput(stream).write([msgspec.structs.replace(ROW, value="\x1b[2J\u202eabc\x9b", host="x\nfake")])
    text = stream.getvalue().decode()
    assert "\\u001b[2J\\u202eabc\\u009b" in text
    assert "\x1b" not in text
    assert "x\\u000afake" in text


def test_printable_leaves_text_alone() -> None:
    assert printable("Grüße → 日本") == "Grüße → 日本"


def test_the_summary_never_gives_a_number_without_its_coverage() -> None:
    tally = Tally()
    for visibility in (Visibility.OPENED, Visibility.CLEARTEXT, Visibility.BODY_ABSENT, Visibility.SAMPLED):
        tally.add(transmission(visibility), ())
    assert tally.summary() == (
        "4 messages: 2 readable, 1 too big and read in part, 1 without body; "
        "0 findings in the part that could be read"
    )


def test_the_summary_counts_kinds() -> None:
    tally = Tally()
    tally.add(transmission(Visibility.OPENED), ["location.precise", "location.coarse", "identifier.email"])
    tally.unread_flows = 1
    assert tally.summary() == (
        "1 message: 1 readable; 1 connection without readable content; 3 findings (identifier 1, location 2)"
    )
