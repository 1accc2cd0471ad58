"""The sniffer in sentences: no loss is left unsaid, and none is made up."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta

import pytest

from analysis.status import Status
from dashboard.phrases import plain
from dashboard.sniffer_words import sniffer_sentences

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)


def status(state: str = "running", message: str = "", age: float = 1, **counters: int) -> Status:
    return Status(
        name="sniffer", pid=os.getpid(), started_at=NOW - timedelta(hours=1), updated_at=NOW - timedelta(seconds=age),
        state=state, message=message, counters=counters,
    )  # fmt: skip


def said(*running: Status) -> list[str]:
    return [plain(sentence) for sentence in sniffer_sentences(running, NOW)]


def test_without_it_nothing_is_known_of_what_passes_the_proxy_by() -> None:
    (only,) = said()
    assert "not running" in only
    assert "not even that it was sent" in only
    assert said(status(age=60)) == [only]
    (why,) = said(status("stopped", "the sniffer may not capture here"))
    assert "the sniffer may not capture here" in why


def test_no_loss_is_said_with_what_was_read() -> None:
    first, second, last = said(  # and nothing of what would help
        status(packets=12_345, packets_lost=0, packets_read=12_000, buffer_bytes=64 << 20)
    )
    assert "Of 12,345 packets that came by none was lost" in first
    assert "67 MB" in first
    assert second.startswith("12,000 of them were of enrolled devices")
    assert "the other 345" in second
    assert "never sees" in last


@pytest.mark.parametrize(
    ("lost", "words"), [(1, "1 was lost"), (500, "500 were lost"), (10**6, "1,000,000 were lost")]
)
def test_a_loss_is_said_with_its_share_and_what_it_means(lost: int, words: str) -> None:
    first, second, *_ = said(status(packets=10**7, packets_lost=lost, packets_read=5))
    assert words in first
    assert "(0 %)" not in first
    assert "too few" in first
    for remedy in ("--interface", "cap_sys_nice", "a faster machine"):
        assert remedy in second


def test_where_nothing_came_by_it_says_why_that_may_be() -> None:
    first, _ = said(status(packets=0))
    assert "No packet has come by" in first
    assert "access point" in first


def test_what_was_counted_but_not_read_is_named() -> None:
    lines = said(
        status(packets=10, packets_read=9, unread=3, dissection_skipped=2, batches_failed=0, pcap_lost=1)
    )
    assert "3 malformed or cut off; 2 too many at once" in lines[2]
    assert "1 packets that were to be kept" in lines[2]
    assert "errors of this program" not in lines[2]
    assert not any("Not read" in line for line in said(status(packets=10, packets_read=9)))
