"""What was counted in each minute, and at the end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from proxy_addons.capture_counts import CaptureCounts, Counted

START = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def test_each_record_holds_what_came_since_the_last() -> None:
    counts = CaptureCounts("sniffer", "wlan0", START)
    assert counts.due(START + MINUTE / 2, Counted(5, 100, 200, 0)) is None
    first = counts.due(START + MINUTE, Counted(10, 1000, 2000, 1))
    assert first is not None
    assert (first.since, first.until, first.interface, first.writer) == (
        START,
        START + MINUTE,
        "wlan0",
        "sniffer",
    )
    assert (first.packets, first.bytes_out, first.bytes_in, first.packets_lost) == (10, 1000, 2000, 1)
    assert counts.due(START + MINUTE * 1.5, Counted(11, 1001, 2002, 1)) is None
    last = counts.due(START + MINUTE * 1.6, Counted(12, 1002, 2004, 4), final=True)
    assert last is not None
    assert last.since == first.until
    assert (last.packets, last.bytes_out, last.bytes_in, last.packets_lost) == (2, 2, 4, 3)


def test_a_minute_without_packets_is_told_as_well() -> None:
    counts = CaptureCounts("sniffer", "", START)
    told = counts.due(START + MINUTE, Counted())
    assert told is not None
    assert (told.interface, told.packets) == ("all", 0)


def test_a_clock_that_was_set_back_does_not_stop_it() -> None:
    counts = CaptureCounts("sniffer", "", START)
    assert counts.due(START - timedelta(days=1), Counted()) is None
    told = counts.due(START - timedelta(days=1) + MINUTE, Counted(1, 2, 3, 0))
    assert told is not None
    assert told.packets == 1
    assert told.since < told.until
