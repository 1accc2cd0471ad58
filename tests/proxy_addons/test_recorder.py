"""The recorder: nothing acknowledged is lost, a full queue loses bodies and never records, a full disk is said."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Awaitable
from pathlib import Path

import msgspec
import pytest

from analysis.journal import JournalBusy, JournalUnwritable, JournalWriter
from analysis.journal_format import Entry
from analysis.journal_reading import tail
from proxy_addons import recorder as module
from proxy_addons.recorder import Notice, Recorder


class BodyJob:
    """A record with a body."""

    is_message = True

    def __init__(self, number: int, size: int) -> None:
        self.number = number
        self.body: bytes | None = bytes(size)
        self.held = size

    def drop_body(self) -> None:
        self.body, self.held = None, 0

    def entry(self, writer: str) -> Entry:
        return Entry(kind="transmission", content=b"%d" % self.number, body=self.body)


class ConnectionJob(BodyJob):
    """The record of a connection."""

    is_message = False


class UnspeakableJob(BodyJob):
    """One with text that no UTF-8 can hold; the error quotes it."""

    def entry(self, writer: str) -> Entry:
        return Entry(kind="transmission", content=msgspec.json.encode("/geheim/\udcff"))


class BrokenJob(BodyJob):
    """One that cannot be encoded."""

    def entry(self, writer: str) -> Entry:
        raise ValueError("what is this")


async def offer(recorder: Recorder, job: BodyJob) -> float:
    """Offer, wait as a hook would; the seconds that took."""
    started = time.monotonic()
    waiting: Awaitable[None] | None = recorder.offer(job)
    if waiting is not None:
        await waiting
    return time.monotonic() - started


class Gate:
    """Holds a journal writer up, as a stalled disk does, or makes it fail, as a full one does."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.stalled = False
        self.broken = False
        append = JournalWriter.append

        def held_up(writer: JournalWriter, entries: list[Entry]) -> object:
            while self.stalled:
                time.sleep(0.01)
            if self.broken:
                raise JournalUnwritable("disk is full")
            return append(writer, entries)

        monkeypatch.setattr(JournalWriter, "append", held_up)


def test_everything_is_there_after_close_in_order(tmp_path: Path) -> None:
    async def scenario() -> None:
        recorder = Recorder(tmp_path, "proxy-0")
        recorder.start()
        for number in range(5000):
            await offer(recorder, BodyJob(number, 100))
        await recorder.close()

    asyncio.run(scenario())
    records = tail(tmp_path, "proxy-0", limit=10_000)
    assert [int(record.content or b"") for record in records] == list(range(5000))


def test_a_record_is_durable_within_a_quarter_second_or_so(tmp_path: Path) -> None:
    async def scenario() -> None:
        recorder = Recorder(tmp_path, "proxy-0")
        recorder.start()
        await offer(recorder, BodyJob(1, 10))
        await asyncio.sleep(0.75)
        assert len(tail(tmp_path, "proxy-0")) == 1
        await recorder.close()

    asyncio.run(scenario())


def test_what_was_started_with_a_low_priority_records_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_which: int, _who: int, _value: int) -> None:
        raise PermissionError(13, "Permission denied")  # what Linux says to somebody else than root

    monkeypatch.setattr(os, "setpriority", refuse)

    async def scenario() -> None:
        recorder = Recorder(tmp_path, "proxy-0")
        recorder.start()
        await offer(recorder, BodyJob(1, 10))
        await recorder.close()

    asyncio.run(scenario())
    assert len(tail(tmp_path, "proxy-0")) == 1


def test_a_full_queue_drops_the_oldest_bodies_and_no_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(monkeypatch)
    waits: list[float] = []

    async def scenario() -> Recorder:
        recorder = Recorder(tmp_path, "proxy-0", max_held=10_000)
        recorder.start()
        gate.stalled = True
        await offer(recorder, BodyJob(0, 1000))
        await asyncio.sleep(0.5)  # this one is in the writer's hands now
        for number in range(1, 12):
            waits.append(await offer(recorder, BodyJob(number, 1000)))
        gate.stalled = False
        await recorder.close()
        return recorder

    recorder = asyncio.run(scenario())
    assert all(seconds < 0.5 for seconds in waits[:8])
    assert all(0.9 < seconds < 1.5 for seconds in waits[9:])  # back-pressure, a second at most
    *records, notice = tail(tmp_path, "proxy-0", limit=100)
    assert [int(record.content or b"") for record in records] == list(range(12))
    without = [int(record.content or b"") for record in records if record.body is None]
    assert without == list(range(1, 1 + len(without)))  # the oldest that were still queued
    said = msgspec.json.decode(notice.content or b"", type=Notice)
    assert (said.what, said.count, said.bytes) == ("bodies_dropped", len(without), 1000 * len(without))
    assert recorder.counters["dropped_bodies"] == len(without) > 0


def test_back_pressure_ends_as_soon_as_there_is_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gate = Gate(monkeypatch)

    async def scenario() -> float:
        recorder = Recorder(tmp_path, "proxy-0", max_held=1000)
        recorder.start()
        gate.stalled = True
        asyncio.get_running_loop().call_later(0.3, setattr, gate, "stalled", False)
        waited = await offer(recorder, BodyJob(0, 1000))
        await recorder.close()
        assert recorder.counters["dropped_bodies"] == 0
        return waited

    assert 0.2 < asyncio.run(scenario()) < 0.9


def test_records_without_bodies_only_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gate = Gate(monkeypatch)

    async def scenario() -> None:
        recorder = Recorder(tmp_path, "proxy-0", max_queued=3)
        recorder.start()
        gate.stalled = True
        for number in range(4):
            await offer(recorder, BodyJob(number, 0))
        gate.stalled = False
        await recorder.close()

    asyncio.run(scenario())
    assert len(tail(tmp_path, "proxy-0")) == 4


def test_a_message_that_cannot_be_encoded_does_not_take_others_along(tmp_path: Path) -> None:
    async def scenario() -> None:
        recorder = Recorder(tmp_path, "proxy-0")
        recorder.start()
        for job in (BodyJob(1, 5), BrokenJob(2, 5), BodyJob(3, 5)):
            await offer(recorder, job)
        await recorder.close()
        assert recorder.counters["not_encoded"] == 1

    asyncio.run(scenario())
    assert [record.kind for record in tail(tmp_path, "proxy-0")] == ["transmission", "notice", "transmission"]


def test_what_cannot_be_encoded_is_not_quoted(tmp_path: Path) -> None:
    async def scenario() -> None:
        recorder = Recorder(tmp_path, "proxy-0")
        recorder.start()
        await offer(recorder, UnspeakableJob(1, 5))
        await recorder.close()

    asyncio.run(scenario())
    (record,) = tail(tmp_path, "proxy-0")
    assert record.content is not None
    notice = msgspec.json.decode(record.content, type=Notice)
    assert notice.text == "a message could not be encoded (UnicodeEncodeError)"
    assert b"geheim" not in record.content


def test_a_folder_that_cannot_be_read_stops_the_recording_for_a_while_and_not_the_thread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a failing memory card: reading the folder fails after a write did."""
    iterdir, append = Path.iterdir, JournalWriter.append
    broken = False

    def failing(folder: Path) -> object:
        if broken:
            raise OSError(5, "Input/output error")
        return iterdir(folder)

    def unsure(writer: JournalWriter, entries: list[Entry]) -> object:
        if broken:
            writer._unsure = True
        return append(writer, entries)

    monkeypatch.setattr(Path, "iterdir", failing)
    monkeypatch.setattr(JournalWriter, "append", unsure)

    async def scenario() -> None:
        nonlocal broken
        recorder = Recorder(tmp_path, "proxy-0", retry_seconds=0.1)
        recorder.start()
        await offer(recorder, BodyJob(1, 5))
        await asyncio.sleep(0.6)
        broken = True
        await offer(recorder, BodyJob(2, 5))
        await asyncio.sleep(0.6)
        assert not recorder.recording
        assert "Input/output error" in recorder.trouble
        broken = False
        await asyncio.sleep(1.5)
        assert recorder.recording
        await recorder.close()

    asyncio.run(scenario())
    kinds = [record.kind for record in tail(tmp_path, "proxy-0")]
    assert kinds == ["transmission", "transmission", "notice"]


def test_while_the_journal_cannot_be_written_nothing_queued_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    gate = Gate(monkeypatch)

    async def scenario() -> None:
        recorder = Recorder(tmp_path, "proxy-0", retry_seconds=0.1)
        recorder.start()
        gate.broken = True
        await offer(recorder, BodyJob(1, 5))
        await asyncio.sleep(0.6)
        assert not recorder.recording
        for _ in range(3):
            assert await offer(recorder, BodyJob(2, 5)) < 0.1  # the home keeps its internet
        for _ in range(2):
            await offer(recorder, ConnectionJob(2, 0))
        gate.broken = False
        await asyncio.sleep(0.6)
        assert recorder.recording
        await offer(recorder, BodyJob(3, 5))
        await recorder.close()
        assert recorder.counters["not_recorded_messages"] == 3
        assert recorder.counters["not_recorded_connection_records"] == 2

    asyncio.run(scenario())
    first, notice, last = tail(tmp_path, "proxy-0")
    assert (first.content, last.content) == (b"1", b"3")
    assert first.body == bytes(5)
    said = msgspec.json.decode(notice.content or b"", type=Notice)
    assert (said.what, said.count) == ("recording_stopped", 3)
    assert "disk is full" in said.text
    for words in (said.text, caplog.text):
        assert "not recorded: 3 messages and 2 records of connections" in words
    assert "passes on unrecorded" in caplog.text


def test_what_cannot_be_written_at_the_end_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    gate = Gate(monkeypatch)
    gate.broken = True

    async def scenario() -> None:
        recorder = Recorder(tmp_path, "proxy-0")
        recorder.start()
        await offer(recorder, BodyJob(1, 5))
        await recorder.close()

    asyncio.run(scenario())
    assert "1 record could not be written and is lost" in caplog.text


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    async def scenario() -> None:
        first = Recorder(tmp_path, "proxy-0")
        first.start()
        with pytest.raises(JournalBusy):
            Recorder(tmp_path, "proxy-0").start()
        await first.close()

    asyncio.run(scenario())


def test_a_read_only_journal_at_the_start(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        (tmp_path / "journal").write_text("a file where the folder should be")
    else:
        (tmp_path / "journal").mkdir(mode=0o500)

    async def scenario() -> None:
        recorder = Recorder(tmp_path / "journal", "proxy-0", retry_seconds=0.1)
        recorder.start()
        assert not recorder.recording
        assert "not recording" in recorder.trouble
        await offer(recorder, BodyJob(1, 5))
        await recorder.close()

    asyncio.run(scenario())


def test_limits_are_as_documented() -> None:
    assert module.MAX_HELD == 64 * 1024 * 1024
    assert module.MAX_QUEUED == 10_000
    assert module.GROUP_SECONDS <= 0.25
