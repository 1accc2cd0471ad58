"""What ``scan --all`` says of a capture of packets, in every format."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from analysis.cli import command
from analysis.scan_output import COLUMNS, Row, TableOutput
from tests.proxy_addons.capture_files import START, pcap
from tests.proxy_addons.frames import SYN, answer, client_hello, question, tcp, udp

PHONE, BOX, SERVER = "192.168.1.7", "192.168.1.1", "198.51.100.9"
POST = b'POST /v1 HTTP/1.1\r\nHost: a.example\r\nContent-Length: 38\r\n\r\n{"latitude":52.52001,"longitude":13.4}'


@pytest.fixture
def capture(tmp_path: Path) -> Path:
    path = tmp_path / "c.pcap"
    packets = [
        udp((PHONE, 5000), (BOX, 53), question("graph.facebook.com", 7)),
        udp((BOX, 53), (PHONE, 5000), answer("graph.facebook.com", 7, (SERVER,))),
        tcp((PHONE, 4000), (SERVER, 443), b"", flags=SYN, seq=0),
        tcp((PHONE, 4000), (SERVER, 443), client_hello("graph.facebook.com")),
        tcp((PHONE, 4001), (SERVER, 80), POST),
    ]
    path.write_bytes(pcap((START + number, data) for number, data in enumerate(packets)))
    return path


def scan(*arguments: object) -> str:
    result = CliRunner().invoke(command, ["scan", *map(str, arguments)], catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


def test_a_line_for_each_flow_and_each_name(capture: Path) -> None:
    lines = [json.loads(line) for line in scan("--all", "--format", "ndjson", capture).splitlines()]
    assert all(tuple(line) == COLUMNS for line in lines)
    flows = [line for line in lines if line["category"] is None]
    told = [
        [line[name] for name in ("host", "remote_ip", "port", "protocol", "visibility", "device")]
        for line in flows
    ]
    assert sorted(told) == [
        [BOX, BOX, 53, "dns", "cleartext", PHONE],
        ["a.example", SERVER, 80, "http/1.1", "cleartext", PHONE],
        ["graph.facebook.com", BOX, 53, "dns", "cleartext", PHONE],
        ["graph.facebook.com", SERVER, 443, "tls", "metadata_only", PHONE],
    ]
    by_port = {line["port"]: line for line in flows if line["bytes_out"] is not None}
    assert by_port[443]["company_name"] == "Meta Platforms"
    assert by_port[443]["bytes_out"] == 40 + 40 + len(client_hello("graph.facebook.com"))
    asked = [line for line in flows if line["bytes_out"] is None]
    assert [(line["host"], line["company"]) for line in asked] == [("graph.facebook.com", None)]  # no contact
    found = [line for line in lines if line["property"] == "latitude"]
    assert [(line["device"], line["remote_ip"], line["protocol"]) for line in found] == [
        (PHONE, SERVER, "http/1.1")
    ]


def test_without_all_only_findings_are_printed(capture: Path) -> None:
    lines = [json.loads(line) for line in scan("--format", "ndjson", capture).splitlines()]
    assert lines
    assert all(line["category"] for line in lines)


def test_the_other_formats_say_the_same(capture: Path) -> None:
    table = scan("--all", capture)
    assert f"metadata_only  → Meta Platforms  {PHONE}  tls  graph.facebook.com {SERVER}:443" in table
    assert f"{PHONE}  dns  {BOX}:53  64 bytes out  names: graph.facebook.com" in table
    rows = list(csv.DictReader(io.StringIO(scan("--all", "--format", "csv", capture))))
    assert {row["protocol"] for row in rows} == {"dns", "tls", "http/1.1"}
    assert len(json.loads(scan("--all", "--format", "json", capture))) == len(rows)


def test_the_table_says_of_a_line_that_stands_for_many_connections_what_it_is() -> None:
    together = (
        "4000 connections without content, counted together of various devices, for which there was no room"
    )
    row = Row(
        file="a.pcap", message=7, part=None, seen_at=datetime(2026, 11, 26, tzinfo=UTC), device="", method="", host="",
        path_url="", tracker=None, company=None, company_name=None, visibility="metadata_only", rules_version="r",
        catalogue_version="c", protocol="tcp",
        bytes_out=216_000, reasoning=f"{together}; no content was seen",
    )  # fmt: skip
    stream = io.BytesIO()
    TableOutput(stream).write_flow([row])
    assert stream.getvalue().decode().rstrip().endswith(f"216000 bytes out  {together}")
    stream = io.BytesIO()
    TableOutput(stream).write_flow([msgspec.structs.replace(row, reasoning="TLS; no name was sent")])
    assert stream.getvalue().decode().rstrip().endswith("216000 bytes out")


def test_a_topic_of_mqtt_stands_apart_from_its_host() -> None:
    row = Row(
        file="a.pcap", message=7, part=None, seen_at=datetime(2026, 11, 26, tzinfo=UTC), device="", method="",
        host="broker.example", path_url="home/scale", tracker=None, company=None, company_name=None,
        visibility="cleartext", rules_version="r", catalogue_version="c",
    )  # fmt: skip
    stream = io.BytesIO()
    TableOutput(stream).write([row])
    assert "message to broker.example home/scale\n" in stream.getvalue().decode()


def test_the_device_is_the_one_that_the_user_names(capture: Path) -> None:
    lines = scan("--all", "--device", "Pixel", "--format", "ndjson", capture).splitlines()
    assert {json.loads(line)["device"] for line in lines} == {"Pixel"}


def test_a_key_log_that_is_not_there_is_a_wrong_call(capture: Path) -> None:
    result = CliRunner().invoke(command, ["scan", "--keylog", str(capture) + ".no", str(capture)])
    assert result.exit_code == 2
