"""A damaged file of bodies takes what was sent from some messages, and nothing from anybody else."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa

from analysis.analyst import Analyst
from analysis.evidence.verify import verify_journal
from analysis.journal import JournalWriter, encode_flow, encode_transmission
from analysis.journal_reading import bodies_path, segments, tail
from analysis.ledger_tables import events, findings
from analysis.rebuild import rebuild
from analysis.records import Flow, Transmission, Visibility, new_id, utc_now
from analysis.retention import purge
from analysis.settings import Home
from analysis.status import Heartbeat, read_all
from analysis.unread_bodies import UNREAD
from tests.analysis.test_analyst import KNOWN, NOON, flow, rows, work

MESSAGES = 60


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.open(tmp_path / "home")


def sent(number: int, writer: str, extra: str = "") -> Transmission:
    body = f'{{"latitude": 52.2352, "longitude": 10.564, "pad": "{"x y " * 2_000}"{extra}}}'.encode()
    return Transmission(
        id=new_id(NOON, f"{writer} {number}".encode()), flow_id=f"f-{writer}", seen_at=NOON + timedelta(seconds=number),
        writer=writer, method="POST", scheme="https", host="graph.facebook.com", port=443, path="/x", body=body,
        body_size=len(body), request_headers=(("Content-Type", "application/json"),),
    )  # fmt: skip


def record(home: Home, writer: str, extra: str = "") -> Path:
    """A flow and its messages, the last of them without a body; the file of the bodies."""
    opened: Flow = flow(flow_id=f"f-{writer}", writer=writer)
    empty = msgspec.structs.replace(sent(MESSAGES, writer), body=None, body_size=0)
    journal = JournalWriter(home.journal_dir, writer)
    journal.append([encode_flow(opened)])
    journal.append([encode_transmission(sent(number, writer, extra)) for number in range(MESSAGES)])
    journal.append([encode_transmission(empty)])
    journal.close()
    return bodies_path(segments(home.journal_dir, writer)[0])


def overwrite(path: Path, start: int = 32_768) -> None:
    with path.open("r+b") as file:
        file.seek(start)
        file.write(b"\x5a" * (path.stat().st_size - start))


def told(home: Home) -> Iterator[tuple[str, bool, Visibility]]:
    for writer, warnings, visibility in rows(
        home, events.c.journal_writer, events.c.warnings, events.c.visibility
    ):
        yield str(writer), UNREAD in str(warnings), Visibility(str(visibility))


def test_the_other_writers_go_on_and_the_messages_say_what_is_missing(home: Home) -> None:
    record(home, "proxy-1")
    overwrite(record(home, "proxy-0"))
    analyst = work(home)
    assert analyst.unread == MESSAGES
    assert analyst.counters()["not_readable_bodies"] == MESSAGES
    assert analyst.analysed == 2 * (MESSAGES + 1)
    found = list(told(home))
    assert len(found) == 2 * (MESSAGES + 1)
    for writer, unread, visibility in found:
        assert (visibility is Visibility.BODY_ABSENT) is unread
        assert not (unread and writer == "proxy-1")
    assert sum(unread for _, unread, _ in found) == MESSAGES  # and not the one that never had a body
    assert verify_journal(home.journal_dir).faults[0].where.endswith(".bodies.sqlite")


@pytest.mark.parametrize("start", [0, 32_768, 250_000])
def test_nothing_is_lost_once_the_file_is_brought_back(home: Home, tmp_path: Path, start: int) -> None:
    record(home, "proxy-1")
    path = record(home, "proxy-0")
    shutil.copy(path, tmp_path / "backup")
    overwrite(path, start)
    damaged = work(home)
    assert 0 < damaged.unread <= MESSAGES
    before = len(rows(home, findings.c.id))
    assert rebuild(home, KNOWN).analysed == 0  # still damaged: nothing new is known
    assert sum(unread for _, unread, _ in told(home)) == damaged.unread
    shutil.copy(tmp_path / "backup", path)
    done = rebuild(home, KNOWN)
    assert (done.analysed, done.kept) == (damaged.unread, 2 * (MESSAGES + 1) - damaged.unread)
    assert not any(unread for _, unread, _ in told(home))
    of = dict.fromkeys(("proxy-0", "proxy-1"), 0)
    places = sa.select(events.c.journal_writer, findings.c.category).join_from(events, findings)
    engine = sa.create_engine(f"sqlite:///{home.ledger_path}")
    with engine.connect() as connection:
        for writer, category in connection.execute(places):
            of[writer] += category.startswith("location.")
    assert of["proxy-0"] == of["proxy-1"] > MESSAGES
    assert len(rows(home, findings.c.id)) > before
    assert rebuild(home, KNOWN).analysed == 0
    assert verify_journal(home.journal_dir).holds


def test_an_event_from_before_the_damage_stays_as_it_is(home: Home) -> None:
    path = record(home, "proxy-0")
    work(home)
    before = sorted(rows(home, findings.c.category, findings.c.path, findings.c.event_id))
    overwrite(path)
    assert rebuild(home, KNOWN).analysed == 0
    assert sorted(rows(home, findings.c.category, findings.c.path, findings.c.event_id)) == before
    assert not any(unread for _, unread, _ in told(home))


def test_what_cannot_be_erased_now_goes_when_the_file_is_back(
    home: Home, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = record(home, "proxy-0", extra=', "password": "hunter2-hunter2"')
    shutil.copy(path, tmp_path / "backup")
    overwrite(path, path.stat().st_size - 40_000)  # most can be read, and has a secret
    damaged = work(home)
    assert 0 < damaged.unread < 30
    assert "is damaged" in caplog.text
    shutil.copy(tmp_path / "backup", path)
    rebuild(home, KNOWN)
    assert not any(record.body for record in tail(home.journal_dir, "proxy-0", limit=1000))
    assert b"hunter2" not in path.read_bytes()
    assert verify_journal(home.journal_dir).holds


def test_retention_goes_on_with_the_other_files(home: Home) -> None:
    record(home, "proxy-1")
    overwrite(record(home, "proxy-0"))
    work(home)
    analyst = Analyst(home, KNOWN)
    ends = {"proxy-0": MESSAGES + 2, "proxy-1": MESSAGES + 2}
    journal = analyst._journal
    assert purge(home, ends, journal, now=utc_now() + timedelta(days=400)).bodies == MESSAGES
    analyst.close()


def test_the_command_and_the_heartbeat_say_how_many(home: Home) -> None:
    overwrite(record(home, "proxy-0"))
    asked = [sys.executable, "-m", "analysis", "analyse", "--home", str(home.root), "--once"]
    done = subprocess.run(
        asked, capture_output=True, text=True, check=False, timeout=120
    )  # it limits its memory
    assert done.returncode == 0, done.stderr
    assert f"{MESSAGES} of them without content" in done.stdout
    analyst = Analyst(home, KNOWN)
    Heartbeat(home, "analyst").stop("stopped", "", **analyst.counters())
    analyst.close()
    assert read_all(home)[0].counters["not_readable_bodies"] == 0


def test_a_file_that_is_in_use_for_long_is_not_taken_for_a_damaged_one(home: Home) -> None:
    path = record(home, "proxy-0")
    path.unlink()
    path.mkdir()
    analyst = Analyst(home, KNOWN)
    with pytest.raises(sqlite3.OperationalError):
        analyst.step()
    analyst.close()
