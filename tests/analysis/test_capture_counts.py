"""What the flows account for, beside what the interface counted: nothing may be missing unsaid."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from analysis import catalogue
from analysis.analyst import Analyst
from analysis.capture_counts import Compared, compared
from analysis.devices import Device, decide
from analysis.flow_rows import FlowRow
from analysis.journal import JournalWriter
from analysis.journal_format import encode_capture_count, encode_flow, to_micros
from analysis.ledger import Ledger
from analysis.ledger_tables import capture_counts, flow_accounts, flow_ends, flow_rollup, flow_steps, flows
from analysis.rebuild import rebuild
from analysis.records import Address, CaptureCount, Flow, SocketPair, Visibility
from analysis.settings import Home

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
PHONE = Address(kind="ip", value="192.168.7.20")
START, END = to_micros(NOON), to_micros(NOON + timedelta(hours=12))
Fill = Callable[..., Compared | None]


def count(at: float, seconds: float, out: int, lost: int = 0, **changed: Any) -> CaptureCount:
    since = NOON + timedelta(seconds=at)
    given: dict[str, Any] = {
        "since": since, "until": since + timedelta(seconds=seconds), "writer": "sniffer", "interface": "wlan0",
        "packets": out // 100, "bytes_out": out, "bytes_in": out // 2, "packets_lost": lost,
    }  # fmt: skip
    return CaptureCount(**(given | changed))


_numbers = itertools.count()


def flow(
    at: float, seconds: float | None, out: int | None, told: float | None = None, **changed: Any
) -> FlowRow:
    opened = NOON + timedelta(seconds=at)
    given: dict[str, Any] = {
        "flow_id": f"s{next(_numbers)}", "opened_at": opened, "writer": "sniffer", "addresses": (PHONE,),
        "closed_at": None if seconds is None else opened + timedelta(seconds=seconds), "host": "a.example",
        "bytes_out": out, "bytes_in": None if out is None else out // 2,
    }  # fmt: skip
    recorded = None if told is None else NOON + timedelta(seconds=told)
    return FlowRow(Flow(**(given | changed)), "phone", None, None, recorded)


@pytest.fixture
def fill(tmp_path: Path) -> Fill:
    def written(*rows: FlowRow | CaptureCount, start: int = START, end: int = END) -> Compared | None:
        ledger = Ledger(tmp_path / f"{next(_numbers)}.sqlite", ZoneInfo("Europe/Berlin"))
        ledger.apply(rows, {})
        with ledger.engine.connect() as connection:
            return compared(connection, start, end)

    return written


def test_where_nothing_was_counted_nothing_is_compared(fill: Fill) -> None:
    assert fill(flow(0, 5, 100)) is None
    assert fill(flow(0, 5, 100), count(-7200, 60, 100)) is None  # another time


def test_they_agree_where_every_packet_has_its_flow(fill: Fill) -> None:
    found = fill(
        *(count(60 * minute, 60, 1000) for minute in range(60)),
        *(flow(60 * minute + 5, 20, 1000) for minute in range(60)),
    )
    assert found is not None
    assert (found.counted_out, found.accounted_out, found.missing, found.lost) == (60_000, 60_000, 0, 0)
    assert found.counted_in == found.accounted_in == 30_000
    assert found.agrees


def test_bytes_without_a_flow_are_said(fill: Fill) -> None:
    found = fill(count(0, 3600, 100_000), flow(5, 20, 60_000))
    assert found is not None
    assert (found.missing, found.agrees) == (40_000, False)


def test_what_the_kernel_lost_explains_as_much_and_no_more(fill: Fill) -> None:
    explained = fill(count(0, 3600, 100_000, lost=40), flow(5, 20, 60_000))
    assert explained is not None
    assert explained.agrees
    not_all = fill(count(0, 3600, 1_000_000, lost=40), flow(5, 20, 60_000))
    assert not_all is not None
    assert not not_all.agrees


def test_only_the_time_that_was_counted_is_compared(fill: Fill) -> None:
    """The proxy went on while the sniffer was off: from 12:20 to 12:50, not by quarter hours."""
    found = fill(
        count(0, 1200, 5000),
        count(3000, 1200, 7000),
        *(flow(at, 10, 1000) for at in (10, 300, 600, 900, 1150)),  # counted
        *(flow(at, 10, 1000) for at in (1300, 1900, 2900)),  # not
        *(flow(at, 10, 1000) for at in (3100, 3300, 3500, 3700, 3900, 4000, 4100)),
    )
    assert found is not None
    assert (found.counted_out, found.accounted_out) == (12_000, 12_000)


def test_ten_minutes_are_enough(fill: Fill) -> None:
    """A long connection counts with what it sent within them."""
    long = {"flow_id": "long"}
    found = fill(
        flow(-600, None, 4000, told=-1, **long),
        flow(-600, None, 9000, told=500, **long),
        flow(-600, None, 9900, told=700, **long),
        count(60, 540, 6000),
        flow(100, 60, 1000),
    )
    assert found is not None
    assert found.accounted_out == 6000
    assert found.open == 1


def test_a_connection_that_two_saw_is_compared_once(fill: Fill) -> None:
    pair = SocketPair(local_ip=PHONE.value, local_port=5, remote_ip="192.168.7.1", remote_port=8080)
    seen = {"client": pair, "flow_id": "s-seen"}
    proxied = flow(
        6, 300, 4200, writer="proxy-0", client=pair, flow_id="p-seen", visibility=Visibility.OPENED
    )
    found = fill(
        flow(5, None, 2000, told=65, **seen), proxied, flow(5, 301, 5000, **seen), count(0, 600, 5000)
    )
    assert found is not None
    assert (found.accounted_out, found.agrees) == (5000, True)


def test_corpora_and_strangers_are_not_of_the_interface(fill: Fill) -> None:
    strangers = flow(5, None, 900, addresses=(), host="")._replace(device="")
    for at in (0, 30):  # by whole quarter hours, and flow by flow
        found = fill(
            count(at, 900 - at, 100),
            flow(at + 5, 20, 100),
            flow(at + 5, 20, 900, corpus="a capture"),
            strangers,
        )
        assert found is not None
        assert found.accounted_out == 100


def test_a_count_that_is_read_again_counts_once(fill: Fill) -> None:
    found = fill(count(0, 900, 100), count(0, 900, 100), flow(5, 20, 100))
    assert found is not None
    assert found.counted_out == 100


def test_a_rebuild_joins_proxy_and_sniffer_alike(tmp_path: Path) -> None:
    """Live the analyst took them as they came; a rebuild takes one journal after the other."""
    home = Home.open(tmp_path / "home")
    decide(home, Device(id="", name="Phone", addresses=(PHONE,)), at=NOON - timedelta(days=1))
    pair = SocketPair(local_ip=PHONE.value, local_port=50_000, remote_ip="192.168.7.1", remote_port=8080)
    journals = {name: JournalWriter(home.journal_dir, name) for name in ("proxy-0", "sniffer")}
    analyst = Analyst(home, catalogue.load())

    def told(writer: str, seconds: float | None, out: int | None, number: int) -> None:
        opened = NOON + timedelta(seconds=100 * number)
        name = {"host": "graph.facebook.com", "visibility": Visibility.OPENED} if writer == "proxy-0" else {}
        record = Flow(
            flow_id=f"{writer}-{number}", opened_at=opened, writer=writer, addresses=(PHONE,), client=pair,
            closed_at=None if seconds is None else opened + timedelta(seconds=seconds), bytes_out=out, **name,
        )  # fmt: skip
        journals[writer].append([encode_flow(record)])
        while analyst.step():
            continue

    for number in range(4):
        first, second = ("proxy-0", "sniffer") if number % 2 else ("sniffer", "proxy-0")
        told(first, None, None, number)
        told(second, None, None, number)
        told("sniffer", None, 700, number)
        told(first, 30, 900, number)
        told(second, 31, 880, number)
    journals["sniffer"].append([encode_capture_count(count(0, 600, 3600))])
    while analyst.step():
        continue
    analyst.close()
    for journal in journals.values():
        journal.close()

    def dump() -> dict[str, list[str]]:
        engine = sa.create_engine(f"sqlite:///{home.ledger_path}")
        tables = (flows, flow_accounts, flow_steps, flow_ends, flow_rollup, capture_counts)
        with engine.connect() as connection:
            return {table.name: sorted(map(repr, connection.execute(sa.select(table)))) for table in tables}

    before = dump()
    assert (len(before["flows"]), len(before["capture_counts"])) == (4, 1)
    assert len(before["flow_accounts"]) == 8
    rebuild(home, catalogue.load())
    assert dump() == before
