"""Of strangers: one number a day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from proxy_addons.unenrolled import INTERVAL, UnenrolledTotal

START = datetime(2026, 11, 22, 7, 3, tzinfo=UTC)
ZONE = ZoneInfo("Australia/Brisbane")


def test_it_is_given_out_rarely_and_replaces_the_earlier_one() -> None:
    total = UnenrolledTotal("proxy-0", ZONE, START)
    assert total.due(START + INTERVAL) is None  # nothing to say
    total.add(100, 200)
    assert total.due(START + INTERVAL * 1.5) is None
    first = total.due(START + INTERVAL * 2)
    total.add(1, 2)
    last = total.due(START + INTERVAL * 2.1, final=True)
    assert first is not None
    assert last is not None
    assert (first.bytes_out, first.bytes_in) == (100, 200)
    assert (last.bytes_out, last.bytes_in) == (101, 202)
    assert first.flow_id == last.flow_id
    assert first.opened_at == datetime(2026, 11, 22, 0, 0, tzinfo=ZONE)


def test_a_new_day_begins_at_zero() -> None:
    total = UnenrolledTotal("proxy-0", ZONE, START)
    total.add(100, 200)
    yesterday = total.due(START + timedelta(hours=8))
    total.add(1, 2)
    today = total.due(START + timedelta(hours=9))
    assert yesterday is not None
    assert today is not None
    assert (yesterday.bytes_out, today.bytes_out) == (100, 1)
    assert yesterday.flow_id != today.flow_id
    assert today.opened_at - yesterday.opened_at == timedelta(days=1)


def test_nothing_is_no_record() -> None:
    total = UnenrolledTotal("proxy-0", ZONE, START)
    total.add(0, 0)
    assert total.due(START, final=True) is None
