"""Of strangers: one number a day."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from proxy_addons.unenrolled import INTERVAL, KEPT_EVERY, UnenrolledTotal

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


def test_a_sudden_end_costs_seconds(tmp_path: Path) -> None:
    total = UnenrolledTotal("sniffer", ZONE, START, tmp_path)
    total.add(100, 200)
    assert total.due(START + KEPT_EVERY) is None
    total.add(7, 7)  # lost
    again = UnenrolledTotal("sniffer", ZONE, START + INTERVAL / 2, tmp_path)
    again.add(1, 2)
    told = again.due(START + INTERVAL * 1.5)
    assert told is not None
    assert (told.bytes_out, told.bytes_in) == (101, 202)
    assert told.opened_at == datetime(2026, 11, 22, 0, 0, tzinfo=ZONE)
    whole = total.due(START + INTERVAL, final=True)
    assert whole is not None
    assert whole.flow_id == told.flow_id  # it replaces it


def test_what_is_left_of_a_day_before_is_told_once_and_today_begins_at_zero(tmp_path: Path) -> None:
    total = UnenrolledTotal("sniffer", ZONE, START, tmp_path)
    total.add(100, 200)
    total.due(START + KEPT_EVERY)
    later = UnenrolledTotal("sniffer", ZONE, START + timedelta(days=1), tmp_path)
    later.add(1, 2)
    yesterday = later.due(START + timedelta(days=1, seconds=1))
    today = later.due(START + timedelta(days=1, seconds=2), final=True)
    assert yesterday is not None
    assert today is not None
    assert (yesterday.bytes_out, yesterday.opened_at.day) == (100, 22)
    assert (today.bytes_out, today.opened_at.day) == (1, 23)
    assert yesterday.flow_id != today.flow_id


def test_one_that_ends_at_once_loses_neither_day(tmp_path: Path) -> None:
    total = UnenrolledTotal("sniffer", ZONE, START, tmp_path)
    total.add(100, 200)
    total.due(START, final=True)
    at = START + timedelta(days=1)
    short = UnenrolledTotal("sniffer", ZONE, at, tmp_path)
    short.add(1, 2)
    yesterday = short.due(at, final=True)
    today = UnenrolledTotal("sniffer", ZONE, at, tmp_path).due(at, final=True)
    assert [flow.bytes_out for flow in (yesterday, today) if flow is not None] == [100, 1]


def test_nothing_new_is_not_written_and_one_writer_does_not_go_on_from_another(tmp_path: Path) -> None:
    total = UnenrolledTotal("sniffer", ZONE, START, tmp_path)
    total.due(START + KEPT_EVERY)
    assert not list(tmp_path.iterdir())
    total.add(100, 200)
    total.due(START + KEPT_EVERY * 2)
    (path,) = tmp_path.iterdir()
    path.write_bytes(b"")
    total.due(START + KEPT_EVERY * 3)
    assert path.read_bytes() == b""
    total.due(START + KEPT_EVERY * 4, final=True)
    assert UnenrolledTotal("proxy", ZONE, START, tmp_path).due(START, final=True) is None


def test_a_clock_that_was_set_back_does_not_stop_it(tmp_path: Path) -> None:
    total = UnenrolledTotal("sniffer", ZONE, START, tmp_path)
    total.add(100, 200)
    total.due(START - timedelta(hours=2))
    assert list(tmp_path.iterdir())


def test_what_is_left_of_a_day_that_is_yet_to_come_is_told_as_well(tmp_path: Path) -> None:
    """The clock was set back since, or the home has moved to the west."""
    total = UnenrolledTotal("sniffer", ZONE, START, tmp_path)
    total.add(100, 200)
    total.due(START, final=True)
    before = START - timedelta(days=1)
    earlier = UnenrolledTotal("sniffer", ZONE, before, tmp_path)
    earlier.add(1, 2)
    told = [earlier.due(before, final=True) for _ in range(2)]
    assert [(flow.bytes_out, flow.opened_at.day) for flow in told if flow is not None] == [(100, 22), (1, 21)]


def test_a_process_that_is_killed_leaves_its_total(tmp_path: Path) -> None:
    program = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from tests.proxy_addons.test_unenrolled import *\n"
        "total = UnenrolledTotal('sniffer', ZONE, START, Path(sys.argv[1]))\n"
        "for second in range(60):\n"
        "    total.add(100, 200)\n"
        "    total.due(START + timedelta(seconds=second))\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    killed = subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=False)
    assert killed.returncode == -9
    told = UnenrolledTotal("sniffer", ZONE, START + timedelta(minutes=1), tmp_path).due(START, final=True)
    assert told is not None
    assert told.bytes_out is not None
    assert 100 * (60 - KEPT_EVERY.total_seconds()) <= told.bytes_out <= 6000
