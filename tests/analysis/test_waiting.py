"""How many records wait for the analyst: every one of them, whatever was read before."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from analysis import waiting
from analysis.journal import Entry, JournalWriter
from analysis.journal_ends import End, end_of
from analysis.waiting import WaitingRecords


def write(root: Path, writer: str, count: int) -> None:
    journal = JournalWriter(root, writer)
    journal.append([Entry(kind="flow", content=b"{}") for _ in range(count)])
    journal.close()


def test_without_a_journal_nothing_waits(tmp_path: Path) -> None:
    assert WaitingRecords(tmp_path / "none").count({}) == 0
    (tmp_path / "proxy-0").mkdir()
    assert WaitingRecords(tmp_path).count({}) == 0


def test_what_lies_beyond_what_was_taken_waits_of_each_writer(tmp_path: Path) -> None:
    write(tmp_path, "proxy-0", 6)
    write(tmp_path, "sniffer", 3)
    found = WaitingRecords(tmp_path)
    assert found.count({}) == 9
    assert found.count({"proxy-0": 4}) == 5
    assert found.count({"proxy-0": 6, "sniffer": 3}) == 0


def test_a_ledger_that_is_ahead_of_one_writer_hides_nothing_of_another(tmp_path: Path) -> None:
    write(tmp_path, "proxy-0", 2)
    write(tmp_path, "sniffer", 3)
    assert WaitingRecords(tmp_path).count({"proxy-0": 9}) == 3


def test_decisions_and_the_analysts_own_records_wait_for_nobody(tmp_path: Path) -> None:
    write(tmp_path, "owner", 2)
    write(tmp_path, "analyst", 5)
    assert WaitingRecords(tmp_path).count({}) == 0


def test_what_comes_after_a_look_is_seen_at_the_next_also_while_it_stands_in_the_wal_alone(
    tmp_path: Path,
) -> None:
    journal = JournalWriter(tmp_path, "proxy-0")
    found = WaitingRecords(tmp_path)
    for number in range(1, 6):
        journal.append([Entry(kind="flow", content=b"{}")])
        assert found.count({}) == number
    journal.close()
    assert found.count({}) == 5


def test_what_has_settled_is_not_read_again_and_what_has_changed_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "proxy-0", 2)
    (segment,) = [path for path in (tmp_path / "proxy-0").glob("*.sqlite") if "bodies" not in path.name]
    long_ago = time.time_ns() - 10 * waiting.SETTLED
    os.utime(segment, ns=(long_ago, long_ago))
    read: list[str] = []

    def counted(root: Path, writer: str) -> End | None:
        read.append(writer)
        return end_of(root, writer)

    monkeypatch.setattr(waiting, "end_of", counted)
    found = WaitingRecords(tmp_path)
    assert [found.count({}), found.count({}), read] == [2, 2, ["proxy-0"]]
    write(tmp_path, "proxy-0", 1)
    assert [found.count({}), found.count({})] == [3, 3]
    assert read == ["proxy-0"] * 3  # it has just changed: until it settles it is looked at each time
