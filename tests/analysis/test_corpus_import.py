"""A folder of captures becomes a corpus: one status a file, the same whenever and however often it is interrupted."""

from __future__ import annotations

import gzip
import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from analysis.corpus_import import CorpusImport, Reading
from analysis.evidence.verify import verify_journal
from analysis.import_command import given_files, import_files
from analysis.settings import Home

REPOSITORY = Path(__file__).resolve().parents[2]


def har(number: int, entries: int = 2) -> str:
    """A HAR whose messages are its own; the second has lost its body."""
    found = []
    for at in range(entries):
        text = json.dumps({"latitude": 52 + number / 1e4, "longitude": 10 + at / 1e4})
        post = {"mimeType": "application/json"} | ({"text": text} if at != 1 else {})
        found.append({
            "startedDateTime": f"2026-11-22T12:{at:02}:{number % 60:02}Z",
            "request": {"method": "POST", "url": f"https://h{number}.example/v1", "bodySize": 40, "postData": post},
            "response": {},
        })  # fmt: skip
    return json.dumps({"log": {"entries": found}})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Thirty files, of which six are broken in different ways and one is there twice."""
    root = tmp_path / "captures"
    (root / "deep" / "er").mkdir(parents=True)
    for number in range(24):
        (root / ("deep/er" if number % 3 == 0 else ".") / f"{number:02}.har").write_text(har(number))
    (root / "empty.har").write_bytes(b"")
    (root / "cut.har").write_text(har(90)[:-30])
    (root / "notes.txt").write_text("what was captured when")
    (root / "none.har").write_text('{"log": {"entries": []}}')
    (root / "gone.har.gz").write_bytes(gzip.compress(har(91).encode(), mtime=0)[:-40])
    (root / "twice.har").write_text(har(5))
    (root / ".hidden.har").write_text(har(92))
    return root


def rows(report: Path) -> dict[str, dict[str, object]]:
    return {row["file"]: row for row in map(json.loads, report.read_text().splitlines())}


def test_one_row_a_file_says_how_it_went(folder: Path, tmp_path: Path) -> None:
    code = import_files((folder,), tmp_path / "home", "study", "", tmp_path / "report.ndjson")
    assert code == 1
    found = rows(tmp_path / "report.ndjson")
    assert list(found) == sorted(found)
    assert ".hidden.har" not in found
    assert found["deep/er/03.har"] | {"sha256": "", "rules_version": "", "catalogue_version": ""} == {
        "file": "deep/er/03.har", "sha256": "", "status": "read", "reason": "", "messages": 2, "flows": 2,
        "bodies_absent": 1, "left_out": 0, "rules_version": "", "catalogue_version": "",
    }  # fmt: skip
    assert all(row["rules_version"] and row["catalogue_version"] for row in found.values())
    assert {name: row["status"] for name, row in found.items() if row["status"] != "read"} == {
        "cut.har": "partly", "empty.har": "unreadable", "gone.har.gz": "unreadable", "none.har": "unreadable",
        "notes.txt": "unreadable", "twice.har": "duplicate",
    }  # fmt: skip
    assert found["empty.har"]["reason"] == "the file is empty"
    assert found["cut.har"]["messages"] == 1
    assert str(found["cut.har"]["reason"]).endswith("; the entry before it was read")
    assert found["twice.har"]["reason"] == "the same bytes as 05.har"


def test_a_second_call_says_the_same_and_adds_nothing(folder: Path, tmp_path: Path) -> None:
    reports = [tmp_path / f"{number}.ndjson" for number in range(2)]
    for report in reports:
        import_files((folder,), tmp_path / "home", "study", "", report)
    assert reports[0].read_bytes() == reports[1].read_bytes()
    home = Home.open(tmp_path / "home")
    before = verify_journal(home.journal_dir).records
    import_files((folder,), tmp_path / "home", "study", "", None)
    assert verify_journal(home.journal_dir).records == before


def test_killed_at_any_moment_it_goes_on_with_the_same_report(folder: Path, tmp_path: Path) -> None:
    import_files((folder,), tmp_path / "whole", "study", "", tmp_path / "whole.ndjson")
    command = [sys.executable, "-m", "analysis", "import", "--corpus", "study", "--home", str(tmp_path / "home"),
               "--report", str(tmp_path / "killed.ndjson"), str(folder)]  # fmt: skip
    for wait in (0.7, 0.9, 1.1):
        process = subprocess.Popen(
            command, cwd=REPOSITORY, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert subprocess.run(command, cwd=REPOSITORY, capture_output=True, check=False).returncode == 1
    assert (tmp_path / "killed.ndjson").read_bytes() == (tmp_path / "whole.ndjson").read_bytes()
    assert verify_journal(Home.open(tmp_path / "home").journal_dir).holds


def test_a_file_that_was_damaged_is_read_again_when_it_is_whole(tmp_path: Path) -> None:
    home = Home.open(tmp_path / "home")
    path = tmp_path / "one.har"
    path.write_text(har(1)[:90])
    target = CorpusImport(home, "study")
    assert target.add(path, "").status.status is Reading.UNREADABLE
    path.write_text(har(1))
    outcome = target.add(path, "")
    assert (outcome.status.status, outcome.added) == (Reading.READ, 2)
    target.close()


def test_what_stands_before_the_damage_is_kept_and_called_partly(tmp_path: Path, shared_data: Path) -> None:
    whole = next(shared_data.glob("http/mitmproxy/**/dumpfile-7.mitm")).read_bytes()
    path = tmp_path / "cut.mitm"
    path.write_bytes(whole + whole[:-200])
    target = CorpusImport(Home.open(tmp_path / "home"), "study")
    outcome = target.add(path, "")
    again = target.add(path, "")
    target.close()
    assert outcome.status.status is Reading.PARTLY
    assert outcome.status.reason
    assert outcome.status.messages + outcome.status.flows >= 1
    assert (again.added, again.status) == (0, outcome.status)


def test_files_and_folders_mixed_keep_their_order(folder: Path) -> None:
    one = folder / "deep" / "er" / "03.har"
    names = [given.name for given in given_files((one, folder / "deep"))]
    assert names[:2] == [str(one), "er/00.har"]


def test_a_report_is_csv_too_and_its_cells_run_nothing(tmp_path: Path) -> None:
    (tmp_path / "=cmd.har").write_text(har(1))
    import_files((tmp_path / "=cmd.har",), tmp_path / "home", "study", "", tmp_path / "report.csv")
    assert (
        (tmp_path / "report.csv").read_text().splitlines()[0].startswith("file,sha256,status,reason,messages")
    )
    (tmp_path / "in").mkdir()
    (tmp_path / "=cmd.har").rename(tmp_path / "in" / "=cmd.har")
    import_files((tmp_path / "in",), tmp_path / "other", "study", "", tmp_path / "report.csv")
    row = (tmp_path / "report.csv").read_text().splitlines()[1]
    assert row.startswith("'=cmd.har,")
    assert row.endswith(",true")
