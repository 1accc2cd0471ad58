from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from analysis.cli import command
from analysis.scan_output import COLUMNS

SHIPPED = Path(__file__).resolve().parents[2] / "data" / "http" / "mitmproxy"
Scan = Callable[..., Result]


@pytest.fixture
def scan() -> Scan:
    def run(*arguments: object) -> Result:
        return CliRunner().invoke(command, ["scan", *map(str, arguments)], catch_exceptions=False)

    return run


@pytest.fixture
def har(tmp_path: Path) -> Path:
    """Two messages with a location, a WebSocket message with one, one without anything."""

    def entry(url: str, text: str | None = None, **more: Any) -> dict[str, Any]:
        request: dict[str, Any] = {"method": "POST", "url": url, "headers": [], "bodySize": 0}
        if text is not None:
            request["postData"] = {"mimeType": "application/json", "text": text}
        return {"startedDateTime": "2026-03-01T10:00:00Z", "request": request} | more

    place = '{"latitude": 52.52001, "longitude": 13.40495}'
    frames = [
        {"type": "receive", "opcode": 1, "data": "{}", "time": 1772359201},
        {
            "type": "send",
            "opcode": 1,
            "data": '{"latitude": 52.52001, "longitude": 13.40495}',
            "time": 1772359202,
        },
    ]
    log = {
        "entries": [
            entry("https://a.example/plain"),
            entry("https://graph.facebook.com/v1/activities?password=hunter2", place),
            entry("wss://ws.example/", _webSocketMessages=frames),
            {},
        ],
        "_tweasel": {"device": {"manufacturer": "Google", "model": "Pixel 8"}},
    }  # fmt: skip
    path = tmp_path / "capture.har"
    path.write_text(json.dumps({"log": log}))
    return path


def lines(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_ndjson_is_the_interface(scan: Scan, har: Path) -> None:
    result = scan("--format", "ndjson", har)
    found = lines(result)
    assert result.exit_code == 0
    assert all(tuple(line) == COLUMNS for line in found)
    assert all(line["category"] for line in found)
    places = {(line["message"], line["part"]) for line in found if line["category"].startswith("location.")}
    assert places == {(1, None), (2, 1)}
    (latitude,) = [line for line in found if line["property"] == "latitude" and line["message"] == 1]
    assert latitude["file"] == str(har)
    assert latitude["seen_at"] == "2026-03-01T10:00:00Z"
    assert latitude["device"] == "Google Pixel 8"
    assert (latitude["method"], latitude["host"]) == ("POST", "graph.facebook.com")
    assert latitude["path_url"] == "/v1/activities"
    assert latitude["company_name"] == "Meta Platforms"
    assert latitude["path"].startswith("body>json:$")
    assert latitude["reasoning"]
    assert latitude["rules"]
    assert latitude["visibility"] == "opened"


def test_the_summary_goes_beside_the_data(scan: Scan, har: Path) -> None:
    result = scan("--format", "ndjson", har)
    notice, summary = result.stderr.splitlines()
    assert notice == f"leakledger: {har}: entry 3: no request; left out"
    assert summary.startswith("leakledger: 4 messages: 4 readable; ")
    assert "location 4" in summary


def test_values_are_masked_unless_asked_for(scan: Scan, har: Path) -> None:
    def values(result: Result) -> set[str]:
        return {line["value"] for line in lines(result) if line["property"] == "latitude"}

    assert "52.52001" not in scan("--format", "ndjson", har).stdout
    assert values(scan("--format", "ndjson", "--show-values", har)) == {"52.52001"}


@pytest.mark.parametrize("format_", ["table", "csv", "json", "ndjson"])
def test_a_secret_is_never_printed(scan: Scan, tmp_path: Path, format_: str) -> None:
    path = tmp_path / "login.har"
    headers = [{"name": "Authorization", "value": "Bearer hunter2hunter2"}]
    post = {"mimeType": "application/x-www-form-urlencoded", "text": "user=anna&password=hunter2hunter2"}
    request = {
        "method": "POST",
        "url": "https://x.example/?token=hunter2hunter2",
        "headers": headers,
        "postData": post,
    }
    path.write_text(json.dumps({"log": {"entries": [{"startedDateTime": "2026-03-01", "request": request}]}}))
    result = scan("--format", format_, "--show-values", "--all", path)
    assert result.exit_code == 0
    assert "credential" in result.stdout
    assert "hunter2" not in result.output


def test_all_prints_messages_without_findings_too(scan: Scan, har: Path) -> None:
    found = lines(scan("--format", "ndjson", "--all", har))
    assert {(line["message"], line["part"]) for line in found} == {(0, None), (1, None), (2, None), (2, 1)}
    (empty,) = [line for line in found if line["message"] == 0]
    finding = ("category", "property", "path", "value", "reasoning", "rules", "confidence")
    assert all(empty[name] is None for name in finding)
    assert empty["host"] == "a.example"


def test_the_device_may_be_named(scan: Scan, har: Path) -> None:
    assert {line["device"] for line in lines(scan("--format", "ndjson", "--device", "Anna", har))} == {"Anna"}


def test_csv_and_json_say_the_same(scan: Scan, har: Path) -> None:
    expected = lines(scan("--format", "ndjson", "--all", har))
    assert json.loads(scan("--format", "json", "--all", har).stdout) == expected
    text = scan("--format", "csv", "--all", har).stdout_bytes.decode()
    cells = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [(row["message"], row["path"]) for row in cells] == [
        (str(row["message"]), row["path"] or "") for row in expected
    ]


def test_the_table_ends_with_the_summary(scan: Scan, har: Path) -> None:
    result = scan(har)
    assert result.stdout.splitlines()[0] == str(har)
    assert result.stdout.splitlines()[-1].startswith("4 messages: 4 readable; ")


def test_nothing_found_is_said_with_its_coverage(scan: Scan, tmp_path: Path) -> None:
    path = tmp_path / "quiet.har"
    request = {"method": "POST", "url": "https://x.example/", "headers": [], "bodySize": 99}
    path.write_text(json.dumps({"log": {"entries": [{"startedDateTime": "2026-03-01", "request": request}]}}))
    result = scan(path)
    assert (result.exit_code, result.stdout.strip()) == (
        0, "1 message: 0 readable, 1 without body; 0 findings in the part that could be read",
    )  # fmt: skip


# What goes wrong


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"", "the file is empty"),
        (b'{"log":{"entries":[]}}', "the HAR has no entries: nothing was recorded"),
        (b'{"a":1}', "not a HAR: no log.entries"),
        (
            b'{"log":{"entries":[',
            "the JSON is cut short: it ends at byte 19 in the middle of a value; export the file again",
        ),
        (b"15:7:version;2:99#}", "flow file version 99 is newer than this mitmproxy reads (up to 21); update leakledger"),
        (b"GIF89a", "no format that is read here; HAR, mitmproxy flows and pcap are"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("format_", ["table", "ndjson"])
def test_an_unreadable_file_is_one_line_and_code_2(
    scan: Scan, tmp_path: Path, content: bytes, text: str, format_: str
) -> None:
    path = tmp_path / "capture"
    path.write_bytes(content)
    result = scan("--format", format_, path)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.splitlines() == [f"leakledger: {path}: {text}"]


def test_a_directory_and_a_missing_file(scan: Scan, tmp_path: Path) -> None:
    result = scan(tmp_path, tmp_path / "none.har")
    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        f"leakledger: {tmp_path}: is a directory; give the files in it",
        f"leakledger: {tmp_path / 'none.har'}: no such file",
    ]


def test_one_bad_file_does_not_stop_the_others(scan: Scan, tmp_path: Path, har: Path) -> None:
    bad = tmp_path / "bad.har"
    bad.write_bytes(b"{")
    result = scan("--format", "ndjson", "--all", SHIPPED / "dumpfile-7.mitm", bad, har)
    assert result.exit_code == 1
    assert {line["file"] for line in lines(result)} >= {str(SHIPPED / "dumpfile-7.mitm"), str(har)}
    assert f"leakledger: {bad}: the JSON is cut short" in result.stderr


def test_of_a_damaged_flow_file_the_beginning_is_printed(scan: Scan, tmp_path: Path) -> None:
    path = tmp_path / "cut.mitm"
    path.write_bytes((SHIPPED / "dumpfile-10.mitm").read_bytes() + b"99:abc")
    result = scan("--format", "ndjson", "--all", path)
    assert result.exit_code == 1
    assert {line["message"] for line in lines(result)} == {0}
    assert "the flow file is cut short or damaged at byte 1389, after 1 flow" in result.stderr


def test_a_failing_analysis_is_said_and_the_rest_is_printed(
    scan: Scan, har: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from analysis.pipeline import Analyser

    whole = Analyser.analyse

    def failing(self: Analyser, transmission: Any) -> Any:
        if transmission.source.message == 1:
            raise ZeroDivisionError
        return whole(self, transmission)

    monkeypatch.setattr(Analyser, "analyse", failing)
    result = scan("--format", "ndjson", "--all", har)
    assert result.exit_code == 1
    assert {line["message"] for line in lines(result)} == {0, 2}
    assert f"leakledger: {har}: entry 1: could not be analysed (ZeroDivisionError)" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "text"),
    [((), "Missing argument 'FILE...'"), (("--format", "xml", "x"), "Invalid value for '--format'")],
)
def test_wrong_usage_is_code_2(scan: Scan, arguments: tuple[str, ...], text: str) -> None:
    result = scan(*arguments)
    assert result.exit_code == 2
    assert text in result.stderr


def run(*arguments: object, **options: Any) -> subprocess.CompletedProcess[bytes]:
    program = [sys.executable, "-c", "from analysis.cli import main; main()", "scan", *map(str, arguments)]
    return subprocess.run(program, capture_output=True, timeout=60, check=False, **options)


def test_stores_nothing(tmp_path: Path, har: Path) -> None:
    folder = tmp_path / "home"
    folder.mkdir()
    environment = {"HOME": str(folder), "LEAKLEDGER_HOME": str(folder / "ledger"), "PATH": ""}
    root = str(Path(__file__).resolve().parents[3])
    done = run("--format", "ndjson", har, cwd=folder, env={**environment, "PYTHONPATH": root})
    assert done.returncode == 0
    kept = [path for path in folder.rglob("*") if path.is_file()]
    assert [path for path in kept if ".cache" not in path.parts] == []  # there: our own catalogue, compiled
    assert not any(
        b"graph.facebook.com/x" in path.read_bytes() or har.name.encode() in path.read_bytes()
        for path in kept
    )


def test_a_reader_that_leaves_ends_the_run_quietly(har: Path) -> None:
    program = (
        f"{sys.executable} -c 'from analysis.cli import main; main()' scan --format ndjson " + f"{har} " * 50
    )
    done = subprocess.run(f"{program} | head -n 1", shell=True, capture_output=True, timeout=60, check=True)
    assert len(done.stdout.splitlines()) == 1
    assert b"Traceback" not in done.stderr
    assert b"Exception" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_a_full_disk_is_one_line(har: Path) -> None:
    program = [
        sys.executable,
        "-c",
        "from analysis.cli import main; main()",
        "scan",
        "--format",
        "ndjson",
        str(har),
    ]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(program, stdout=full, stderr=subprocess.PIPE, timeout=60, check=False)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == b"leakledger: cannot write the output: No space left on device"


# Real files


def test_the_shared_recordings_are_read_without_a_failure(scan: Scan, shared_data: Path) -> None:
    files = [path for path in shared_data.glob("http/**/*.*") if path.suffix in (".har", ".zhar", ".mitm")]
    files = [path for path in files if path.name != "har_extractor.har"]
    result = scan("--format", "ndjson", "--all", *files)
    assert result.exit_code == 0
    assert "could not be analysed" not in result.stderr
    assert {line["file"] for line in lines(result)} == set(map(str, files))
