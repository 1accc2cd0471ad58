"""The journal keeps what it acknowledged, in order, once; and shows every change."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from analysis import journal_reading
from analysis.erasure import complete, erase
from analysis.evidence.verify import verify_journal
from analysis.journal import Entry, JournalBusy, JournalUnwritable, JournalWriter, Position
from analysis.journal_format import decode_flow, encode_flow
from analysis.journal_reading import bodies_path, open_readonly, positions_before, segments, tail
from analysis.records import Certificate, Flow

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def entry(text: str, body: bytes | None = None) -> Entry:
    return Entry(kind="test", content=text.encode(), body=body)


def everything(root: Path, writer: str) -> list[tuple[int, bytes | None, bytes | None]]:
    return [
        (record.position.seq, record.content, record.body) for record in tail(root, writer, limit=100_000)
    ]


def test_what_is_appended_comes_back_in_order_with_its_body(tmp_path: Path) -> None:
    writer = JournalWriter(tmp_path, "proxy-0", clock=lambda: NOON)
    positions = writer.append([entry("a", b"body"), entry("b")])
    writer.append([entry("c", b"")])
    assert positions == [Position("proxy-0", "2026-11-22", 1), Position("proxy-0", "2026-11-22", 2)]
    assert everything(tmp_path, "proxy-0") == [(1, b"a", b"body"), (2, b"b", None), (3, b"c", b"")]
    assert tail(tmp_path, "proxy-0", after=2)[0].recorded_at == NOON
    writer.close()


def test_a_new_day_begins_a_segment_that_follows_from_the_last(tmp_path: Path) -> None:
    moments = iter([NOON, NOON + timedelta(days=1), NOON + timedelta(days=1, hours=1)])
    writer = JournalWriter(tmp_path, "proxy-0", clock=lambda: next(moments))
    for text in "abc":
        writer.append([entry(text)])
    writer.close()
    assert [path.name for path in segments(tmp_path, "proxy-0")] == ["2026-11-22.sqlite", "2026-11-23.sqlite"]
    assert [seq for seq, _, _ in everything(tmp_path, "proxy-0")] == [1, 2, 3]
    assert verify_journal(tmp_path).holds


def test_a_clock_that_is_set_back_does_not_reopen_an_earlier_segment(tmp_path: Path) -> None:
    moments = iter([NOON + timedelta(days=1), NOON])
    writer = JournalWriter(tmp_path, "w", clock=lambda: next(moments))
    writer.append([entry("a")])
    writer.append([entry("b")])
    writer.close()
    again = JournalWriter(tmp_path, "w", clock=lambda: NOON)
    again.append([entry("c")])
    again.close()
    assert [path.name for path in segments(tmp_path, "w")] == ["2026-11-23.sqlite"]
    assert verify_journal(tmp_path).holds


def test_a_second_writer_of_the_same_name_is_refused_until_the_first_closes(tmp_path: Path) -> None:
    first = JournalWriter(tmp_path, "w")
    with pytest.raises(JournalBusy, match="another process"):
        JournalWriter(tmp_path, "w")
    first.close()
    JournalWriter(tmp_path, "w").close()


@pytest.mark.parametrize("name", ["", "../up", "a/b", "a b"])
def test_a_writer_name_that_is_no_plain_folder_name_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="writer name"):
        JournalWriter(tmp_path, name)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE records SET kind = 'x' WHERE seq = 1",
        "DELETE FROM records WHERE seq = 1",
        "INSERT INTO records SELECT * FROM records WHERE seq = 1",
        "REPLACE INTO records SELECT seq, recorded_at, 'x', content_hash, prev, hash, body_hash FROM records"
        " WHERE seq = 1",
    ],
)
def test_the_file_itself_refuses_changes_to_its_chain(tmp_path: Path, statement: str) -> None:
    writer = JournalWriter(tmp_path, "w")
    writer.append([entry("a")])
    writer.close()
    connection = sqlite3.connect(segments(tmp_path, "w")[0])
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute(statement)
    connection.close()
    assert verify_journal(tmp_path).holds


def test_files_and_folders_are_private(tmp_path: Path) -> None:
    writer = JournalWriter(tmp_path, "w")
    writer.append([entry("a", b"b")])
    for path in (tmp_path / "w").iterdir():
        assert path.stat().st_mode & 0o077 == 0, path
    assert (tmp_path / "w").stat().st_mode & 0o077 == 0
    writer.close()


def test_bodies_left_without_their_record_by_a_crash_are_no_records(tmp_path: Path) -> None:
    writer = JournalWriter(tmp_path, "w", clock=lambda: NOON)
    writer.append([entry("a", b"1")])
    writer.close()
    orphan = sqlite3.connect(bodies_path(segments(tmp_path, "w")[0]))
    orphan.execute("INSERT INTO bodies VALUES (2, 'left by a crash')")
    orphan.commit()
    orphan.close()
    again = JournalWriter(tmp_path, "w", clock=lambda: NOON)
    again.append([entry("b")])
    again.close()
    assert everything(tmp_path, "w") == [(1, b"a", b"1"), (2, b"b", None)]


def full_disk(size_kib: int) -> Path | None:
    """A folder on a small file system of its own, where this user may mount one."""
    folder = Path(tempfile.mkdtemp())
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size_kib}k", "tmpfs", str(folder)],
        capture_output=True,
        check=False,
    )
    if done.returncode:
        folder.rmdir()
        return None
    return folder


def fill(writer: JournalWriter) -> tuple[int, str]:
    """Append until the disk is full: how many records were acknowledged, and what was said then."""
    for number in range(100):
        try:
            writer.append([entry(str(number), bytes(20_000)), entry(f"{number}b", bytes(20_000))])
        except JournalUnwritable as error:
            return 2 * number, str(error)
    raise AssertionError("the disk did not fill up")


def test_a_full_disk_is_said_and_leaves_nothing_half_written() -> None:
    folder = full_disk(600)
    if folder is None:
        pytest.skip("mounting a small file system needs root")
    try:
        writer = JournalWriter(folder, "w")
        kept, said = fill(writer)
        assert kept > 0
        assert "full" in said
        assert len(everything(folder, "w")) == kept
        assert verify_journal(folder).holds
        subprocess.run(["mount", "-o", "remount,size=8m", str(folder)], check=True)
        assert writer.append([entry("room again")])[0].seq == kept + 1
        writer.close()
        assert verify_journal(folder).holds
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)
        folder.rmdir()


def test_a_segment_that_cannot_be_read_now_is_not_taken_for_an_empty_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = JournalWriter(tmp_path, "w", clock=lambda: NOON)
    writer.append([entry("a", b"body"), entry("b", b"body")])
    writer.close()
    held = sqlite3.connect(segments(tmp_path, "w")[0], isolation_level=None)
    held.execute("PRAGMA locking_mode=EXCLUSIVE")
    held.execute("BEGIN IMMEDIATE")
    connect = sqlite3.connect
    with monkeypatch.context() as impatient:
        impatient.setattr(
            sqlite3, "connect", lambda *known, **named: connect(*known, **named | {"timeout": 0})
        )
        with pytest.raises(JournalUnwritable, match="locked"):
            JournalWriter(tmp_path, "w", clock=lambda: NOON)
    held.close()
    writer = JournalWriter(tmp_path, "w", clock=lambda: NOON)
    assert writer.append([entry("c")])[0].seq == 3
    writer.close()
    assert [body for _, _, body in everything(tmp_path, "w")] == [b"body", b"body", None]


def test_a_body_that_a_crash_left_without_its_record_goes_also_after_midnight(tmp_path: Path) -> None:
    writer = JournalWriter(tmp_path, "w", clock=lambda: NOON)
    writer.append([entry("a", b"kept")])
    writer.close()
    left = bodies_path(segments(tmp_path, "w")[0])
    with sqlite3.connect(left) as connection:
        connection.execute("INSERT INTO bodies VALUES (2, 'no record')")
    connection.close()
    writer = JournalWriter(tmp_path, "w", clock=lambda: NOON + timedelta(days=1))
    writer.append([entry("b", b"new")])
    writer.close()
    with sqlite3.connect(left) as connection:
        assert connection.execute("SELECT body FROM bodies").fetchall() == [(b"kept",)]
    connection.close()
    assert [body for _, _, body in everything(tmp_path, "w")] == [b"kept", b"new"]


def test_a_segment_without_tables_is_as_good_as_not_there(tmp_path: Path) -> None:
    writer = JournalWriter(tmp_path, "w", clock=lambda: NOON)
    writer.append([entry("a", b"body")])
    writer.close()
    begun = segments(tmp_path, "w")[0].with_name("2026-11-23.sqlite")
    sqlite3.connect(bodies_path(begun)).close()
    connection = sqlite3.connect(begun)
    connection.execute("CREATE TABLE records (seq INTEGER PRIMARY KEY)")
    connection.close()
    assert [seq for seq, _, _ in everything(tmp_path, "w")] == [1]
    assert positions_before(tmp_path, "w", 1 << 62, 9) == [Position("w", "2026-11-22", 1)]
    assert verify_journal(tmp_path).faults == []


def test_reading_on_opens_few_of_many_segments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    days = iter(range(64))
    writer = JournalWriter(tmp_path, "w", clock=lambda: NOON + timedelta(days=next(days)))
    for _ in range(64):
        writer.append([entry("a"), entry("b"), entry("c")])
    writer.close()
    opened: list[Path] = []

    def open_counted(path: Path) -> sqlite3.Connection:
        opened.append(path)
        return open_readonly(path)

    monkeypatch.setattr(journal_reading, "open_readonly", open_counted)
    assert tail(tmp_path, "w", after=192) == []
    assert len(opened) <= 2
    for after in (0, 1, 2, 3, 100, 188, 191):
        opened.clear()
        found = [record.position.seq for record in tail(tmp_path, "w", after, limit=4, bodies=False)]
        assert found == [seq for seq in range(after + 1, after + 5) if seq <= 192]
        assert len(opened) <= 10


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "journal").write_text("a file")
    with pytest.raises(JournalUnwritable, match="journal"):
        JournalWriter(tmp_path / "journal", "w")


WRITE_FOREVER = """
import sys
from pathlib import Path
from analysis.journal import Entry, JournalWriter
writer = JournalWriter(Path(sys.argv[1]), "w")
number = 0
while True:
    entries = [Entry(kind="test", content=str(number + i).encode(), body=str(number + i).encode()) for i in range(3)]
    positions = writer.append(entries)
    number += 3
    sys.stdout.write(f"{positions[-1].seq}\\n")
    sys.stdout.flush()
"""


def test_what_was_acknowledged_survives_kill_9(tmp_path: Path) -> None:
    acknowledged = 0
    for delay in (0.4, 0.55, 0.7):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITE_FOREVER, str(tmp_path)],
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ,
        )
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        output, _ = process.communicate()
        lines = [line for line in output.split("\n")[:-1] if line]
        acknowledged = max([acknowledged, *map(int, lines)])
        records = everything(tmp_path, "w")
        assert len(records) >= acknowledged
        assert [seq for seq, _, _ in records] == list(range(1, len(records) + 1))
        assert all(content == body for _, content, body in records)
        assert verify_journal(tmp_path).holds
    assert acknowledged > 0


class Journal(RuleBasedStateMachine):
    """Any interleaving of append, reopening, erasing, and a crash between an erasure's record and its work."""

    @initialize()
    def start(self) -> None:
        self.root = Path(tempfile.mkdtemp())
        self.now = NOON
        self.writer = self.open("w")
        self.eraser = self.open("eraser")
        self.model: list[tuple[bytes | None, bytes | None]] = []

    def open(self, name: str) -> JournalWriter:
        return JournalWriter(self.root, name, clock=lambda: self.now)

    @rule(batch=st.lists(st.tuples(st.binary(max_size=40), st.none() | st.binary(max_size=40)), max_size=4))
    def append(self, batch: list[tuple[bytes, bytes | None]]) -> None:
        self.writer.append([Entry(kind="k", content=content, body=body) for content, body in batch])
        self.model += batch

    @rule()
    def reopen(self) -> None:
        self.writer.close()
        self.writer = self.open("w")

    @rule(hours=st.integers(-30, 30))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @precondition(lambda self: bool(self.model))
    @rule(data=st.data(), what=st.sampled_from(["body", "content"]), crash=st.booleans())
    def erase(self, data: st.DataObject, what: str, crash: bool) -> None:
        seq = data.draw(st.integers(1, len(self.model)))
        position = next(record.position for record in tail(self.root, "w", seq - 1, limit=1))
        if crash:
            import analysis.erasure as module

            carry_out = module._carry_out
            module._carry_out = lambda *_: None  # killed after the record, before the work
            try:
                erase(self.root, [position], what, "test", self.eraser)  # type: ignore[arg-type]
            finally:
                module._carry_out = carry_out
            complete(self.root)
        else:
            erase(self.root, [position], what, "test", self.eraser)  # type: ignore[arg-type]
        content, _ = self.model[seq - 1]
        self.model[seq - 1] = (content if what == "body" else None, None)

    @invariant()
    def holds_what_the_model_holds(self) -> None:
        if hasattr(self, "root"):
            found = everything(self.root, "w")
            assert [(content, body) for _, content, body in found] == self.model
            assert [seq for seq, _, _ in found] == list(range(1, len(self.model) + 1))

    def teardown(self) -> None:
        if hasattr(self, "root"):
            self.writer.close()
            self.eraser.close()
            report = verify_journal(self.root)
            assert report.holds, report.faults
            shutil.rmtree(self.root)


TestJournal = Journal.TestCase
TestJournal.settings = settings(max_examples=25, stateful_step_count=15, deadline=None)


def test_a_flow_from_before_certificates_were_read_is_read_and_verified_still(tmp_path: Path) -> None:
    content = b'{"flow_id":"f","opened_at":"2026-11-20T10:00:00Z","writer":"sniffer","host":"203.0.113.9","port":443}'
    told = Flow(flow_id="g", opened_at=NOON, writer="sniffer", certificate=Certificate(names=("a.example",)))
    writer = JournalWriter(tmp_path, "sniffer", clock=lambda: NOON)
    writer.append([Entry(kind="flow", content=content), encode_flow(told)])
    writer.close()
    old, new = (decode_flow(record) for record in tail(tmp_path, "sniffer"))
    assert (old.host, old.certificate, new) == ("203.0.113.9", None, told)
    assert b"certificate" not in encode_flow(old).content
    assert verify_journal(tmp_path).holds


@pytest.mark.parametrize("name", ["a#b", "a?b", "100%", "a%20b", "ä ö"])
def test_a_home_of_any_name_is_read_as_it_is_written(tmp_path: Path, name: str) -> None:
    root = tmp_path / name
    writer = JournalWriter(root, "proxy-0", clock=lambda: NOON)
    (position,) = writer.append([entry("a", b"body")])
    assert everything(root, "proxy-0") == [(1, b"a", b"body")]
    after = int((NOON + timedelta(days=1)).timestamp() * 1_000_000)
    assert positions_before(root, "proxy-0", after, 9) == [position]
    writer.close()


def test_a_folder_that_cannot_be_read_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(folder: Path) -> object:
        raise OSError(5, "Input/output error")

    JournalWriter(tmp_path, "proxy-0").close()
    with monkeypatch.context() as context:
        context.setattr(Path, "iterdir", failing)
        with pytest.raises(JournalUnwritable, match="Input/output error"):
            JournalWriter(tmp_path, "proxy-0")
    JournalWriter(tmp_path, "proxy-0").close()  # its name is free again


def test_big_bodies_are_read_a_few_at_a_time_and_all_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A batch of the largest bodies would be more than a small machine has; what is small comes in batches as before."""
    monkeypatch.setattr(journal_reading, "MOST_HELD", 10_000)
    moments = iter([NOON, NOON, NOON + timedelta(days=1)])
    writer = JournalWriter(tmp_path, "proxy-0", clock=lambda: next(moments))
    sizes = [4000, 4000, 0, 4000, 20_000, 1, 3000, 0, 0, 6000, 5000, 1]
    for part in (sizes[:7], sizes[7:9], sizes[9:]):
        writer.append([entry(str(size), bytes(size) if size else None) for size in part])
    writer.close()
    found, batches = [], []
    while records := tail(tmp_path, "proxy-0", len(found), limit=100):
        found += records
        batches.append([len(record.body or b"") for record in records])
    assert [record.position.seq for record in found] == list(range(1, 13))
    assert [len(record.body or b"") for record in found] == sizes
    assert all(sum(batch) <= 10_000 or len([size for size in batch if size]) == 1 for batch in batches)
    assert len(tail(tmp_path, "proxy-0", 0, limit=100, bodies=False)) == 12
    assert [record.position.seq for record in tail(tmp_path, "proxy-0", 0, limit=2)] == [1, 2]


def overwrite(path: Path, start: int, count: int = 1 << 30) -> None:
    with path.open("r+b") as file:
        file.seek(start)
        file.write(b"\x5a" * min(count, path.stat().st_size - start))


def test_of_a_damaged_file_of_bodies_what_it_still_holds_is_read(tmp_path: Path) -> None:
    writer = JournalWriter(tmp_path, "proxy-0", clock=lambda: NOON)
    bodies = [bytes([65 + number % 26]) * (5_000 + 900 * (number % 20)) for number in range(90)]
    writer.append(
        [entry("none") if number % 9 == 8 else entry("x", body) for number, body in enumerate(bodies)]
    )
    writer.close()
    (segment,) = segments(tmp_path, "proxy-0")
    path = bodies_path(segment)
    overwrite(path, path.stat().st_size * 4 // 5 // 16_384 * 16_384, 6 * 16_384)
    found = tail(tmp_path, "proxy-0", limit=1000)
    assert len(found) == 90
    unreadable = [record.position.seq for record in found if record.unreadable]
    assert 3 <= len(unreadable) < 60
    assert not any(seq % 9 == 0 for seq in unreadable)
    for record in found:
        seq = record.position.seq
        assert record.body == (None if seq in unreadable or seq % 9 == 0 else bodies[seq - 1]), seq
    few = tail(tmp_path, "proxy-0", limit=7)
    assert [record.position.seq for record in few] == [1, 2, 3, 4, 5, 6, 7]
    assert not any(record.unreadable for record in tail(tmp_path, "proxy-0", limit=1000, bodies=False))


def test_what_a_damaged_file_holds_is_read_a_few_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = JournalWriter(tmp_path, "proxy-0", clock=lambda: NOON)
    writer.append([entry("x", bytes([number]) * 9_000) for number in range(60)])
    writer.close()
    path = bodies_path(segments(tmp_path, "proxy-0")[0])
    overwrite(path, path.stat().st_size - 16_384)
    whole = tail(tmp_path, "proxy-0", limit=1000)
    assert 0 < sum(record.unreadable for record in whole) < 30
    monkeypatch.setattr(journal_reading, "MOST_HELD", 20_000)
    pieces, after = [], 0
    while records := tail(tmp_path, "proxy-0", after):
        assert sum(len(record.body or b"") for record in records) <= 20_000
        pieces += records
        after = records[-1].position.seq
    assert pieces == whole


def test_a_file_of_bodies_that_is_only_in_use_is_not_taken_for_a_damaged_one(tmp_path: Path) -> None:
    writer = JournalWriter(tmp_path, "proxy-0", clock=lambda: NOON)
    writer.append([entry("x", b"body")])
    writer.close()
    path = bodies_path(segments(tmp_path, "proxy-0")[0])
    for suffix in ("-wal", "-shm", ""):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    path.mkdir()
    with pytest.raises(sqlite3.OperationalError):
        tail(tmp_path, "proxy-0")


@pytest.mark.parametrize("start", [0, 16_384, 32_768])
def test_a_damaged_file_of_yesterday_does_not_keep_today_from_being_recorded(
    tmp_path: Path, start: int
) -> None:
    moments = iter([NOON, NOON + timedelta(days=1)])
    writer = JournalWriter(tmp_path, "proxy-0", clock=lambda: next(moments))
    writer.append([entry("x", bytes([number]) * 9_000) for number in range(60)])
    writer.close()
    overwrite(bodies_path(segments(tmp_path, "proxy-0")[0]), start)
    writer = JournalWriter(tmp_path, "proxy-0", clock=lambda: next(moments))
    writer.append([entry("today", b"body")])
    writer.close()
    assert tail(tmp_path, "proxy-0", after=60)[0].body == b"body"
    faults = verify_journal(tmp_path).faults
    assert [Path(fault.where).name for fault in faults] == ["2026-11-22.bodies.sqlite"]
