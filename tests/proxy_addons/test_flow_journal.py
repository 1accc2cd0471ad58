"""Flows on their way to the journal: in groups, kept while it cannot be written, never lost silently."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from analysis.journal import JournalBusy, JournalUnwritable, JournalWriter
from analysis.journal_format import Entry, decode_flow, encode_flow
from analysis.journal_reading import tail
from analysis.records import Flow, new_id
from proxy_addons.flow_journal import GROUP_SECONDS, RETRY_SECONDS, FlowJournal


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def unwritable(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A full disk, as the journal reports one."""

    def fail(*_: object) -> None:
        raise JournalUnwritable("disk full")

    with monkeypatch.context() as patched:
        patched.setattr(JournalWriter, "append", fail)
        yield


def flow(number: int) -> Flow:
    at = datetime(2026, 11, 22, tzinfo=UTC)
    return Flow(
        flow_id=new_id(at, str(number).encode()), opened_at=at, writer="sniffer", host=f"n{number}.example"
    )


def entry(number: int) -> Entry:
    return encode_flow(flow(number))


def hosts(root: Path) -> list[str]:
    return [decode_flow(record).host for record in tail(root, "sniffer", 0, 1000)]


def test_flows_are_committed_in_groups(tmp_path: Path, clock: Clock) -> None:
    journal = FlowJournal(tmp_path, "sniffer", clock, at_once=True)
    assert journal.seconds_left() == float("inf")
    journal.add([entry(0)])
    clock.now += GROUP_SECONDS / 2
    journal.add([entry(1)])
    journal.commit_if_due()
    assert hosts(tmp_path) == []
    assert journal.seconds_left() == pytest.approx(GROUP_SECONDS / 2)
    clock.now += GROUP_SECONDS
    journal.commit_if_due()
    assert hosts(tmp_path) == ["n0.example", "n1.example"]
    assert (journal.recorded, journal.waiting, journal.trouble) == (2, 0, "")
    assert journal.close()


def test_closing_commits_what_waits(tmp_path: Path, clock: Clock) -> None:
    journal = FlowJournal(tmp_path, "sniffer", clock, at_once=True)
    journal.add([entry(0)])
    assert journal.close()
    assert hosts(tmp_path) == ["n0.example"]
    FlowJournal(tmp_path, "sniffer").close()  # the writer's name is free again


def test_while_the_journal_cannot_be_written_flows_are_kept_and_tried_again(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = FlowJournal(tmp_path, "sniffer", clock, max_waiting=3, at_once=True)

    def fail(*_: object) -> None:
        raise JournalUnwritable("disk full")

    with monkeypatch.context() as patched:
        patched.setattr(JournalWriter, "append", fail)
        journal.add([entry(0)])
        clock.now += GROUP_SECONDS
        journal.commit_if_due()
        assert "disk full" in journal.trouble
        journal.add(entry(number) for number in range(1, 5))
        assert (journal.waiting, journal.dropped) == (3, 2)
        clock.now += RETRY_SECONDS - 0.1
        journal.commit_if_due()
        assert journal.waiting == 3
    journal.commit_if_due()
    assert hosts(tmp_path) == []  # not before its time
    clock.now += 0.2
    journal.commit_if_due()
    assert hosts(tmp_path) == ["n2.example", "n3.example", "n4.example"]
    assert (journal.trouble, journal.waiting) == ("", 0)
    assert journal.close()


@pytest.mark.usefixtures("unwritable")
def test_what_cannot_be_written_at_the_end_is_said(tmp_path: Path, clock: Clock) -> None:
    journal = FlowJournal(tmp_path, "sniffer", clock, at_once=True)
    journal.add([entry(0)])
    assert not journal.close()
    assert journal.dropped == 1


def test_a_folder_that_cannot_be_made_is_trouble_and_no_crash(tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "journal").write_text("a file is in the way")
    journal = FlowJournal(tmp_path / "journal", "sniffer", clock, at_once=True)
    assert journal.trouble
    os.unlink(tmp_path / "journal")  # noqa: PTH108
    journal.add([entry(0)])
    clock.now += RETRY_SECONDS
    journal.commit_if_due()
    assert hosts(tmp_path / "journal") == ["n0.example"]
    journal.close()


def test_a_second_sniffer_is_refused(tmp_path: Path) -> None:
    journal = FlowJournal(tmp_path, "sniffer")
    with pytest.raises(JournalBusy):
        FlowJournal(tmp_path, "sniffer")
    journal.close()
