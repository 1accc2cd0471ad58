"""``leakledger explain``: a finding of the home or of a file is followed back, layer by layer."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from analysis import catalogue, erasure
from analysis.analyst import ANALYST, Analyst
from analysis.cli import command as leakledger
from analysis.journal import JournalWriter, encode_transmission
from analysis.journal_reading import tail
from analysis.records import Transmission, new_id
from analysis.second_opinions import import_lists
from analysis.settings import Home

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
IDS = [new_id(NOON + timedelta(seconds=number), b"%d" % number) for number in range(2)]
Explain = Callable[..., Result]


def run(*words: str) -> Result:
    return CliRunner().invoke(leakledger, ["explain", *words])


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    made = Home.open(tmp_path_factory.mktemp("explain") / "home")
    writer = JournalWriter(made.journal_dir, "proxy-0")
    for name, body in zip(
        IDS, ({"latitude": 52.23521, "longitude": 10.56412}, {"colour": "red"}), strict=True
    ):
        data = json.dumps(body).encode()
        message = Transmission(
            id=name, flow_id="f", seen_at=NOON, writer="proxy-0", method="POST", scheme="https",
            host="graph.facebook.com", port=443, path="/x", body=data, body_size=len(data),
            request_headers=(("Content-Type", "application/json"),),
        )  # fmt: skip
        writer.append([encode_transmission(message)])
    writer.close()
    analyst = Analyst(made, catalogue.load())
    while analyst.step():
        continue
    analyst.close()
    return made


def test_an_event_of_the_home(home: Home) -> None:
    done = run(IDS[0], "--home", str(home.root))
    assert done.exit_code == 0, done.output
    assert "POST graph.facebook.com/x" in done.output
    assert "json opens it, at $.latitude: the value" in done.output
    assert "52.23521" not in done.output


def test_imported_lists_speak_beside_our_catalogue_and_no_lists_say_nothing(
    home: Home, tmp_path: Path
) -> None:
    before = run(IDS[0], "--home", str(home.root)).output
    assert " says: " not in before
    (tmp_path / "list.txt").write_text("! Title: My List\n||facebook.com^\n")
    (tmp_path / "other.txt").write_text("! Title: Other\n||nobody.example^\n")
    try:
        import_lists(home.root, [tmp_path / "list.txt", tmp_path / "other.txt"], "2026-11-25")
        lines = run(IDS[0], "--home", str(home.root)).output.splitlines()
        assert lines[1:3] == ["  our catalogue says: Meta Platforms", "  My List says: it is on the list"]
        assert [lines[0], *lines[3:]] == before.splitlines()
        (home.root / "lists" / "other.list").write_bytes(b"\xc1")
        done = run(IDS[0], "--home", str(home.root))
        assert done.exit_code == 0
        assert "other.list: damaged" in done.output
        assert "json opens it, at $.latitude: the value" in done.output
    finally:
        shutil.rmtree(home.root / "lists")


def test_one_finding_of_it_with_its_full_value(home: Home) -> None:
    done = run(f"{IDS[0]}-0", "--home", str(home.root), "--show-values")
    assert done.exit_code == 0, done.output
    assert "52.23521" in done.output
    assert sum(line.startswith("[") for line in done.output.splitlines()) == 1


def test_an_event_without_findings_says_so(home: Home) -> None:
    done = run(IDS[1], "--home", str(home.root))
    assert "nothing was found in what could be read of it" in done.output


def test_a_body_that_is_no_longer_kept_is_named_and_the_findings_stand(home: Home) -> None:
    first = tail(home.journal_dir, "proxy-0")[0].position
    event = next(record.position for record in tail(home.journal_dir, ANALYST) if record.kind == "event")
    journal = JournalWriter(home.journal_dir, ANALYST)
    erasure.erase(home.journal_dir, [first], "body", "it is old", journal)
    erasure.erase(home.journal_dir, [event], "body", "it is old", journal)
    journal.close()
    done = run(IDS[0], "--home", str(home.root), "--show-values")
    assert done.exit_code == 0, done.output
    assert "path     body>json:$.latitude" in done.output
    assert "The body is no longer kept" in done.output
    assert "The full values are no longer kept" in done.output
    assert "52.23521" not in done.output


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (["00000000000000000000000000"], "there is no such event"),
        ([f"{IDS[0]}-99"], "numbered from 0"),
        ([f"{IDS[0]}-x"], "no event or finding id"),
        ([IDS[0], "--part", "1"], "--part needs --message"),
        (["no-such.har", "--message", "0"], "no-such.har: no such file"),
    ],
    ids=lambda item: str(item)[-20:],
)
def test_what_cannot_be_explained_is_one_line(home: Home, words: list[str], text: str) -> None:
    done = run(*words, "--home", str(home.root))
    assert done.exit_code != 0
    assert text in str(done.exception) + done.output
    assert "Traceback" not in done.output


def test_a_message_of_a_file(tmp_path: Path) -> None:
    entry = {
        "startedDateTime": "2026-11-22T12:00:00Z",
        "request": {"method": "POST", "url": "https://h.example/v1", "headers": [],
                    "postData": {"mimeType": "application/json", "text": '{"lat": 52.23521, "lon": 10.56412}'}},
        "response": {},
    }  # fmt: skip
    file = tmp_path / "one.har"
    file.write_text(json.dumps({"log": {"entries": [entry]}}))
    done = run(str(file), "--message", "0", "--show-values")
    assert done.exit_code == 0, done.output
    assert "json opens it, at $.lat: the value  52.23521" in done.output
    missing = run(str(file), "--message", "7")
    assert "there is no message 7" in str(missing.exception) + missing.output
    unsaid = run(str(file))
    assert "--message NUMBER" in str(unsaid.exception) + unsaid.output
