"""Files that workers read give what this process gives, byte for byte, whatever is wrong with them."""

from __future__ import annotations

import io
import json
import os
import shutil
import signal
from pathlib import Path

import pytest

from analysis import scan as scanning
from analysis.analyser_pool import WorkerLost
from analysis.scan import Scan
from analysis.scan_file import Wanted, new_output
from analysis.scan_output import FORMATS

SHIPPED = Path(__file__).resolve().parents[1] / "data" / "http" / "mitmproxy"


def har(path: Path, count: int) -> Path:
    entries = [
        {
            "startedDateTime": "2026-03-01T10:00:00Z",
            "request": {
                "method": "POST",
                "url": f"https://graph.facebook.com/v1/activities?n={number}",
                "headers": [{"name": "Accept-Language", "value": "de"}],
                "postData": {"mimeType": "application/json", "text": f'{{"latitude": 52.5{number:03}}}'},
            },
        }
        for number in range(count)
    ]
    path.write_text(json.dumps({"log": {"entries": [*entries, {}]}}))
    return path


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Readable ones, one twice in a row, one without anything, one cut short, one that is not there."""
    cut = tmp_path / "cut.mitm"
    cut.write_bytes((SHIPPED / "dumpfile-10.mitm").read_bytes() + b"99:abc")
    broken = tmp_path / "broken.har"
    broken.write_bytes(b"{")
    flows = shutil.copy(SHIPPED / "dumpfile-7.mitm", tmp_path / "flows.mitm")
    one = har(tmp_path / "one.har", 30)
    return [har(tmp_path / "none.har", 0), one, one, cut, broken, tmp_path / "absent.har", Path(flows), one]


def scanned(files: list[Path], wanted: Wanted, workers: int) -> tuple[bytes, list[str], int, str]:
    stream = io.BytesIO()
    said: list[str] = []
    scan = Scan(new_output(wanted.format, stream, wanted.width), said.append, wanted, workers=workers)
    code = scan.run(files)
    return stream.getvalue(), said, code, scan.tally.summary()


@pytest.mark.parametrize("show_all", [True, False])
@pytest.mark.parametrize("format_", FORMATS)
def test_workers_give_what_one_process_gives(
    format_: str, show_all: bool, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = Wanted(format=format_, device="phone", show_values=False, show_all=show_all, width=90)
    alone = scanned(files, wanted, 1)
    monkeypatch.setattr(scanning, "WORTH_IT", 0)
    monkeypatch.setattr(scanning, "FILES_AHEAD", 3)
    assert scanned(files, wanted, 2) == alone
    assert alone[0]
    assert len(alone[1]) >= 3


def test_a_large_file_between_small_ones_stays_at_its_place(
    files: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = Wanted(format="ndjson", device="", show_values=True, show_all=False)
    files[3:3] = [har(tmp_path / "large.har", 300)]
    alone = scanned(files, wanted, 1)
    monkeypatch.setattr(scanning, "WORTH_IT", 0)
    monkeypatch.setattr(scanning, "LARGE", files[3].stat().st_size)
    assert scanned(files, wanted, 2) == alone


def test_without_a_readable_file_the_code_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanning, "WORTH_IT", 0)
    wanted = Wanted(format="json", device="", show_values=False, show_all=False)
    output, said, code, _ = scanned([tmp_path / "a.har", tmp_path / "b.har"], wanted, 2)
    assert (output, code) == (b"[]\n", 2)
    assert [line.partition(": ")[2] for line in said] == ["no such file"] * 2


def test_a_lost_worker_is_said_in_one_line(files: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    parent = os.getpid()

    def lost(*_: object) -> None:
        if os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setattr(scanning, "WORTH_IT", 0)
    monkeypatch.setattr("analysis.scan_file.FileScan.take", lost)
    wanted = Wanted(format="csv", device="", show_values=False, show_all=False)
    with pytest.raises(WorkerLost, match="ended from outside"):
        scanned(files, wanted, 2)
