"""Flows in the ledger: one row a connection and no byte twice, in whatever order proxy and sniffer told of it."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.flow_rows import TOGETHER, FlowRow
from analysis.ledger import Ledger
from analysis.ledger_tables import flow_accounts, flow_ends, flow_rollup, flow_steps, flows
from analysis.records import Address, Flow, SocketPair, Visibility

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
DEVICE, BOX = "192.168.7.20", "192.168.7.1"
Make = Callable[[], Ledger]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    numbers = iter(range(1_000_000))
    return lambda: Ledger(tmp_path / f"{next(numbers)}.sqlite", ZoneInfo("Europe/Berlin"))


def record(
    flow_id: str, at: float, seconds: float | None, *, told: float = 0.0, port: int = 50_000, **changed: Any
) -> FlowRow:
    """A record of the proxy or, where the id begins with s, of the sniffer; times in seconds from noon."""
    is_sniffed = flow_id.startswith("s")
    pair = SocketPair(local_ip=DEVICE, local_port=port, remote_ip=BOX, remote_port=8080)
    given: dict[str, Any] = {
        "flow_id": flow_id, "opened_at": NOON + timedelta(seconds=at), "writer": "sniffer" if is_sniffed else "proxy-0",
        "closed_at": None if seconds is None else NOON + timedelta(seconds=at + seconds),
        "addresses": (Address(kind="ip", value=DEVICE),), "client": pair, "upstream": pair if is_sniffed else None,
        "host": BOX if is_sniffed else "api.social.example", "port": 443,
        "visibility": Visibility.METADATA_ONLY if is_sniffed else Visibility.REFUSED,
    }  # fmt: skip
    company = None if is_sniffed else "social"
    return FlowRow(Flow(**(given | changed)), "phone", None, company, NOON + timedelta(seconds=told or at))


def dump(ledger: Ledger) -> dict[str, list[tuple[object, ...]]]:
    """All that the ledger says of flows, in one order."""
    with ledger.engine.connect() as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(sa.select(table))), key=repr)
            for table in (flows, flow_accounts, flow_steps, flow_ends, flow_rollup)
        }


def shown(ledger: Ledger, *columns: sa.Column[Any]) -> list[tuple[Any, ...]]:
    with ledger.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(sa.select(*columns).order_by(flows.c.flow_id))]


def rolled(ledger: Ledger, grain: str, name: str) -> int:
    with ledger.engine.connect() as connection:
        total = sa.select(sa.func.coalesce(sa.func.sum(flow_rollup.c[name]), 0))
        return int(connection.execute(total.where(flow_rollup.c.grain == grain)).scalar() or 0)


OPENED = record("p1", 0, None)
CLOSED = record("p1", 0, 30, bytes_out=1000, bytes_in=50)
BEGUN = record("s1", 0, None)
ENDED = record("s1", 0, 31, bytes_out=1500, bytes_in=90, packets_out=8)


@pytest.mark.parametrize(
    "order",
    [
        (OPENED, CLOSED, BEGUN, ENDED),
        (BEGUN, ENDED, OPENED, CLOSED),
        (BEGUN, OPENED, ENDED, CLOSED),
        (OPENED, BEGUN, CLOSED, ENDED),
    ],
    ids=["proxy first", "sniffer first", "sniffer begins", "proxy begins"],
)
def test_whichever_comes_first_it_is_one_row_counted_once(make: Make, order: tuple[FlowRow, ...]) -> None:
    ledger = make()
    for row in order:
        ledger.apply([row], {})
    assert shown(ledger, flows.c.flow_id, flows.c.visibility, flows.c.bytes_out, flows.c.packets_out) == [
        ("p1", "refused", 1500, 8)
    ]
    for grain in ("q", "d"):
        assert [rolled(ledger, grain, name) for name in ("bytes_out", "bytes_in", "flows")] == [1500, 90, 1]
    assert ledger.device_of("s1") == "phone"


def test_a_flow_that_only_one_saw_costs_no_account(make: Make) -> None:
    ledger = make()
    ledger.apply([OPENED, record("s9", 0, 5, port=1234, bytes_out=7), CLOSED], {})
    held = dump(ledger)
    assert (len(held["flows"]), held["flow_accounts"], held["flow_steps"]) == (2, [], [])


def test_two_parts_again_where_a_later_record_says_that_it_ended_before(make: Make) -> None:
    """The sniffer's flow was open, so that it could have been the proxy's; it had ended an hour before."""
    ledger = make()
    ledger.apply([record("s1", -4000, None, told=-3990, bytes_out=70), OPENED], {})
    assert len(shown(ledger, flows.c.flow_id)) == 1
    ledger.apply([record("s1", -4000, 20, bytes_out=75)], {})
    assert shown(ledger, flows.c.flow_id, flows.c.bytes_out) == [("p1", None), ("s1", 75)]
    assert dump(ledger)["flow_accounts"] == []
    assert rolled(ledger, "q", "bytes_out") == 75


def test_bytes_are_counted_when_they_were_sent(make: Make) -> None:
    ledger = make()
    for minute in range(0, 61, 15):
        ledger.apply([record("s1", 0, None, told=60 * minute + 1, bytes_out=100 * minute)], {})
    ledger.apply([record("s1", 0, 3700, bytes_out=6500)], {})
    with ledger.engine.connect() as connection:
        quarters = connection.execute(
            sa.select(flow_rollup.c.start, flow_rollup.c.bytes_out)
            .where(flow_rollup.c.grain == "q")
            .order_by("start")
        )
        assert [tuple(row) for row in quarters] == [
            ("2026-11-20T12:00", 0), ("2026-11-20T12:15", 1500), ("2026-11-20T12:30", 1500),
            ("2026-11-20T12:45", 1500), ("2026-11-20T13:00", 2000),
        ]  # fmt: skip


def test_bytes_move_with_a_flow_that_turns_out_otherwise(make: Make) -> None:
    ledger = make()
    told = {"bytes_out": 40, "bytes_in": 1}
    ledger.apply([record("p1", 0, None, visibility=Visibility.METADATA_ONLY, **told)], {})
    ledger.apply([record("p1", 0, 9, visibility=Visibility.OPENED, **told)], {})
    with ledger.engine.connect() as connection:
        rows = connection.execute(sa.select(flow_rollup.c.visibility, flow_rollup.c.bytes_out).distinct())
        assert [tuple(row) for row in rows] == [("opened", 40)]


def test_messages_are_counted_of_whom_they_were_seen_by(make: Make) -> None:
    from analysis.flow_store import count_message

    ledger = make()
    ledger.apply([BEGUN], {})
    with ledger.engine.begin() as connection:
        count_message(connection, "s1")
    ledger.apply([CLOSED, ENDED], {})
    with ledger.engine.begin() as connection:
        count_message(connection, "s1")
        count_message(connection, "p1")
    assert shown(ledger, flows.c.messages) == [(1,)]
    ledger.apply([record("s1", -9000, 5, bytes_out=1)], {})  # it was another one after all
    assert shown(ledger, flows.c.flow_id, flows.c.messages) == [("p1", 1), ("s1", 2)]


def test_a_port_used_again_and_again_stays_bounded(make: Make) -> None:
    """A hostile device can make ever longer chains of the same ports; beyond some they are kept one by one."""
    ledger = make()
    rows = []
    for number in range(2 * TOGETHER):
        rows.append(record(f"p{number:03}", number, 2, bytes_out=10))
        rows.append(record(f"s{number:03}", number + 0.5, 2, bytes_out=12))
    ledger.apply(rows, {})
    held = dump(ledger)
    assert len(held["flow_accounts"]) <= len(rows)
    total = rolled(ledger, "q", "bytes_out")
    assert total == sum(row[0] or 0 for row in shown(ledger, flows.c.bytes_out))
    again = [record(f"p{number:03}", number, 3, bytes_out=11) for number in range(2 * TOGETHER)]
    ledger.apply(again, {})
    assert rolled(ledger, "q", "bytes_out") == sum(row[0] or 0 for row in shown(ledger, flows.c.bytes_out))


@st.composite
def histories(draw: st.DrawFn) -> list[list[FlowRow]]:
    """What proxy and sniffer tell of some connections over few ports, each in its own order."""
    told: dict[str, list[tuple[float, FlowRow]]] = {"p": [], "s": []}
    for side in told:
        for number in range(draw(st.integers(1, 4))):
            at = draw(st.sampled_from([0.0, 3.0, 25.0, 300.0, 2000.0, 50_000.0]))
            seconds = draw(st.sampled_from([1.0, 20.0, 290.0, 4000.0]))
            port = draw(st.sampled_from([50_000, 50_001]))
            counts = draw(st.lists(st.integers(0, 5000), min_size=1, max_size=3))
            host = draw(st.sampled_from(["api.social.example", "other.example"]))
            more: dict[str, Any] = {"port": port} | ({} if side == "s" else {"host": host})
            flow_id = f"{side}{number}"
            last = draw(st.booleans())
            for place, count in enumerate(sorted(counts)):
                time = at + seconds * place / len(counts)
                row = record(flow_id, at, None, told=time, bytes_out=count, bytes_in=count // 3, **more)
                told[side].append((time, row))
            if last:
                done = record(flow_id, at, seconds, bytes_out=max(counts), bytes_in=max(counts) // 2, **more)
                told[side].append((at + seconds, done))
    return [[row for _, row in sorted(rows, key=lambda item: item[0])] for rows in told.values()]


def shuffled(histories: list[list[FlowRow]], seed: int) -> list[FlowRow]:
    """One of the orders in which the analyst may read two writers."""
    chance, left, order = random.Random(seed), [list(rows) for rows in histories], []
    while any(left):
        order.append(chance.choice([rows for rows in left if rows]).pop(0))
    return order


@pytest.fixture
def pair(make: Make) -> tuple[Ledger, Ledger]:
    """Two ledgers that are emptied for every example: to make one takes longer than to fill it."""
    return make(), make()


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=histories(), seed=st.integers(0, 10_000))
def test_the_order_of_the_writers_changes_nothing(
    pair: tuple[Ledger, Ledger], told: list[list[FlowRow]], seed: int
) -> None:
    first, second = pair
    for ledger in pair:
        with ledger.engine.begin() as connection:
            for table in (flows, flow_accounts, flow_steps, flow_ends, flow_rollup):
                connection.execute(sa.delete(table))
    first.apply([row for rows in told for row in rows], {})  # the proxy's first
    for row in shuffled(told, seed):  # each in a transaction of its own
        second.apply([row], {})
    one, other = dump(first), dump(second)
    for name in ("flows", "flow_accounts", "flow_steps", "flow_ends", "flow_rollup"):
        assert one[name] == other[name], name
    amounts = [row[0] or 0 for row in shown(first, flows.c.bytes_out)]
    assert rolled(first, "q", "bytes_out") == rolled(first, "d", "bytes_out") == sum(amounts)
    assert rolled(first, "q", "flows") == len(amounts)
    latest = {row.flow.flow_id: row.flow for rows in told for row in rows}
    sides = {
        side: sum(flow.bytes_out or 0 for key, flow in latest.items() if key[0] == side) for side in "ps"
    }
    assert max(sides.values()) <= sum(amounts) <= sum(sides.values())


def total(flow_id: str, bytes_out: int, *, writer: str = "", day: int = 0) -> FlowRow:
    """A day's total of devices that are not enrolled, as the proxy or the sniffer hands it out."""
    row = record(
        flow_id, 86_400 * day, None, bytes_out=bytes_out, bytes_in=2 * bytes_out, addresses=(), client=None, upstream=None,
        host="", port=0, visibility=Visibility.NOT_OPENED,
    )  # fmt: skip
    flow = msgspec.structs.replace(row.flow, writer=writer or row.flow.writer)
    return row._replace(flow=flow, device="", company=None)


def test_the_days_total_of_strangers_is_one_row_over_restarts(make: Make) -> None:
    """Each start of the sniffer has a total of its own; they are added up, and replaced one by one."""
    ledger = make()
    for told in (total("s1", 10), total("s1", 30), total("s2", 4), total("s2", 9), total("s3", 100)):
        ledger.apply([told], {})
    assert shown(ledger, flows.c.flow_id, flows.c.bytes_out, flows.c.bytes_in) == [("s1", 139, 278)]
    assert [rolled(ledger, "d", name) for name in ("bytes_out", "bytes_in", "flows")] == [139, 278, 0]
    ledger.apply([total("s4", 1, day=1)], {})
    assert shown(ledger, flows.c.flow_id, flows.c.bytes_out) == [("s1", 139), ("s4", 1)]


def test_of_two_totals_over_restarts_the_greater_sum_stands(make: Make) -> None:
    ledger = make()
    told = [
        total("p1", 50),
        total("s1", 30),
        total("p2", 1),
        total("s2", 30),
        total("p3", 2, writer="proxy-1"),
    ]
    for row in told:
        ledger.apply([row], {})
    assert shown(ledger, flows.c.flow_id, flows.c.bytes_out) == [("s1", 60)]
    assert rolled(ledger, "d", "bytes_out") == 60
    ledger.apply([total("p2", 15)], {})
    assert shown(ledger, flows.c.flow_id, flows.c.bytes_out) == [("p1", 67)]
    assert rolled(ledger, "d", "bytes_out") == 67
    other = make()
    for row in (*reversed(told), total("p2", 15)):
        other.apply([row], {})
    assert dump(other) == dump(ledger)


def test_a_sniffer_that_starts_again_and_again_counts_no_stranger_twice(make: Make) -> None:
    """More totals than accounts of one connection: what both have seen is still counted once."""
    ledger = make()
    ledger.apply([total("p1", 1000)], {})
    for number in range(3 * TOGETHER):
        ledger.apply([total(f"s{number:03}", 20)], {})
    assert shown(ledger, flows.c.bytes_out) == [(1440,)]
    assert rolled(ledger, "d", "bytes_out") == 1440
