"""What stays in the house: never a recipient, never in what left, and still in what the interface is compared with."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from analysis import catalogue, coverage_queries, queries
from analysis.capture_counts import compared
from analysis.flow_reasons import TO_THIS_BOX, WITHIN_HOME, place_in
from analysis.flow_rows import row_of
from analysis.journal_format import to_micros
from analysis.ledger import Ledger
from analysis.local_traffic import Local, corpus_of, local
from analysis.records import (
    HOME_CORPUS,
    LOCAL_CORPUS,
    Address,
    CaptureCount,
    Flow,
    SocketPair,
    Visibility,
)

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
DAY = queries.day_of(date(2026, 11, 20), BERLIN)
OWNER = queries.Viewer(owner=True)
TO_PROXY = SocketPair(local_ip="192.168.7.20", local_port=50_000, remote_ip="192.168.7.1", remote_port=8080)
KNOWN = catalogue.load()


def flow(flow_id: str, **changed: Any) -> Flow:
    given: dict[str, Any] = {
        "flow_id": flow_id, "opened_at": NOON, "closed_at": NOON + timedelta(seconds=5), "writer": "sniffer",
        "addresses": (Address(kind="ip", value="192.168.7.20"),), "host": "192.168.7.1", "port": 8080,
        "client": TO_PROXY, "bytes_out": 1000, "bytes_in": 3000, "packets_out": 5, "packets_in": 7,
        "reason": TO_THIS_BOX,
    }  # fmt: skip
    return Flow(**(given | changed))


PROXIED = flow(
    "p1", writer="proxy-0", host="app-measurement.com", port=443, bytes_out=900, bytes_in=2800, packets_out=None,
    packets_in=None, visibility=Visibility.OPENED, reason="",
)  # fmt: skip


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "ledger.sqlite", BERLIN)


def apply(ledger: Ledger, *records: Flow) -> None:
    ledger.describe(KNOWN, [])
    ledger.apply([row_of(one, "phone", KNOWN, NOON) for one in records], {})


@pytest.mark.parametrize(
    ("reason", "place"),
    [
        ("", ""),
        ("TLS", ""),
        ("DNS; to this box; names: a.example", TO_THIS_BOX),
        ("mDNS; within the home", WITHIN_HOME),
        ("TLS; names: to this box", ""),
        ("talks to this box", ""),
    ],
)
def test_the_place_is_a_part_of_the_reason_and_no_word_in_it(reason: str, place: str) -> None:
    assert place_in(reason) == place


def test_only_the_sniffer_knows_where_this_box_is() -> None:
    assert corpus_of(flow("s1")) == LOCAL_CORPUS
    assert corpus_of(flow("s1", reason="TLS")) == HOME_CORPUS
    assert corpus_of(flow("p1", writer="proxy-0")) == HOME_CORPUS
    assert corpus_of(flow("i1", corpus="holiday")) == "holiday"


def test_it_is_no_recipient_and_told_by_itself(ledger: Ledger) -> None:
    outside = flow("s2", host="app-measurement.com", reason="TLS", client=None, bytes_out=70)
    cast = flow(
        "s3", host="224.0.0.251", reason="mDNS; within the home", client=None, bytes_out=200, bytes_in=0
    )
    disguised = flow("s4", host="app-measurement.com", reason=f"HTTP/1.1; {WITHIN_HOME}", client=None)
    apply(ledger, flow("s1"), outside, cast, disguised)
    with ledger.engine.connect() as connection:
        rows = queries.traffic(connection, OWNER, DAY)
        assert [(row.bytes_out, row.flows) for row in rows] == [(70, 1)]
        assert coverage_queries.whole(rows).recipients == 1
        assert len(queries.received(connection, OWNER, DAY)) == 1
        assert local(connection, OWNER, DAY, "phone") == (
            Local(place=TO_THIS_BOX, bytes_out=1000, bytes_in=3000, connections=1),
            Local(place=WITHIN_HOME, bytes_out=1200, bytes_in=3000, connections=2),
        )
        assert local(connection, OWNER, DAY, "tablet") == ()
        assert local(connection, queries.Viewer(person="somebody"), DAY) == ()


@pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["sniffer first", "proxy first"])
def test_what_went_to_the_proxy_is_shown_as_what_the_proxy_did_with_it(
    ledger: Ledger, order: tuple[int, int]
) -> None:
    told = (flow("s1"), PROXIED)
    apply(ledger, *(told[place] for place in order))
    with ledger.engine.connect() as connection:
        (row,) = queries.traffic(connection, OWNER, DAY)
        assert (row.visibility, row.bytes_out, row.flows) == (Visibility.OPENED, 1000, 1)
        assert local(connection, OWNER, DAY) == ()


def test_the_interface_is_compared_with_both(ledger: Ledger) -> None:
    apply(ledger, flow("s1"), flow("s2", host="a.example", reason="TLS", client=None, bytes_out=70))
    since = NOON - timedelta(seconds=30)
    count = CaptureCount(
        since=since, until=since + timedelta(seconds=60), writer="sniffer", interface="all", packets=30, bytes_out=1070,
        bytes_in=6000, packets_lost=0,
    )  # fmt: skip
    ledger.apply([count], {})
    with ledger.engine.connect() as connection:
        found = compared(connection, DAY.start, DAY.end)
    assert found is not None
    assert (found.counted_out, found.accounted_out, found.accounted_in) == (1070, 1070, 6000)
    assert to_micros(since) == found.since
