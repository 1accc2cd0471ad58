from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from analysis.importing import choose, read_capture
from analysis.records import Flow, Transmission
from analysis.units import Notice, UnreadableFile

SHIPPED = Path(__file__).resolve().parents[1] / "data" / "http" / "mitmproxy"


def read(path: Path) -> tuple[list[Transmission | Flow], list[Notice]]:
    notices: list[Notice] = []
    return list(read_capture(path, "scan", "", notices.append)), notices


@pytest.mark.parametrize(
    ("name", "importer"),
    [("charles.har", "har"), ("with-bom.har", "har"), ("dumpfile-7.mitm", "mitmproxy_flows")],
)
def test_chooses_by_content_not_by_name(tmp_path: Path, name: str, importer: str) -> None:
    copy = tmp_path / "capture.bin"
    copy.write_bytes((SHIPPED / name).read_bytes())
    assert choose(copy).name == importer


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"", "the file is empty"),
        (b"\x89PNG\r\n\x1a\n", "no format that is read here; HAR, mitmproxy flows and pcap are"),
        (b"time,host\n", "no format that is read here; HAR, mitmproxy flows and pcap are"),
    ],
)
def test_says_what_is_wrong(tmp_path: Path, content: bytes, text: str) -> None:
    path = tmp_path / "capture"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile) as error:
        read(path)
    assert str(error.value) == text


def test_a_name_alone_makes_no_har(tmp_path: Path) -> None:
    path = tmp_path / "picture.har"
    path.write_bytes(b"\x89PNG\r\n\x1a\n")
    with pytest.raises(UnreadableFile, match="broken JSON at byte 0"):
        read(path)


def test_what_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"^no such file$"):
        read(tmp_path / "nothing")
    with pytest.raises(UnreadableFile, match=r"^is a directory; give the files in it$"):
        read(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UnreadableFile, match=r"^is not a regular file; save the capture to one first$"):
        read(tmp_path / "pipe")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_of_somebody_else(tmp_path: Path) -> None:
    path = tmp_path / "capture"
    path.write_bytes(b"{}")
    path.chmod(0)
    with pytest.raises(UnreadableFile, match=r"^not readable by this user$"):
        read(path)


def test_redacts_and_passes_notices_on(tmp_path: Path) -> None:
    request = {
        "method": "GET",
        "url": "https://x.example/?password=hunter2&a=1",
        "headers": [{"name": "Authorization", "value": "Bearer abc"}],
    }
    path = tmp_path / "capture.har"
    entries = [{"startedDateTime": "2026-03-01T10:00:00Z", "request": request}, {}]
    path.write_text(json.dumps({"log": {"entries": entries}}))
    records, notices = read(path)
    (transmission,) = [item for item in records if isinstance(item, Transmission)]
    assert "hunter2" not in transmission.query
    assert transmission.query.endswith("a=1")
    assert transmission.header("authorization") == "[redacted]"
    assert [notice.message for notice in notices] == [1]
