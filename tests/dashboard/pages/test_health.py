"""The Health page: what the heartbeats say, in words."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient

from analysis.records import Visibility
from analysis.settings import Home
from analysis.status import Heartbeat
from dashboard import running
from tests.ledger_book import PHONE, ZONE, Book, found

Page = Callable[..., str]
Make = Callable[..., Home]


def test_a_home_where_nothing_ran_says_so(make_home: Make, page: Page) -> None:
    shown = page(make_home(), "/health")
    assert "No part of leakledger has reported" in shown
    assert "the proxy is not running" in shown


def test_what_runs_is_listed_with_what_it_counted(make_home: Make, page: Page) -> None:
    home = make_home()
    Heartbeat(home, "proxy-0").update(recorded=1_200, dropped_bodies=3, dropped_bytes=4_096, newer_counter=7)
    shown = page(home, "/health")
    assert "The recording proxy" in shown
    assert "1,200 records of messages and connections" in shown
    assert "Of 3 messages the content is lost" in shown
    assert "4.1 kB" in shown
    assert "newer counter: 7" in shown
    assert "running since" in shown


def test_no_counter_is_shown_by_its_name_in_the_program(make_home: Make, page: Page) -> None:
    home = make_home()
    Heartbeat(home, "proxy").update(
        recorded=93, dropped_bodies=0, dropped_bytes=0, not_recorded_messages=0, not_recorded_connection_records=0,
        not_encoded=0, queued=0, held_bytes=0,
    )  # fmt: skip
    Heartbeat(home, "analyst").update(analysed=26, failed=0, lag=0)
    Heartbeat(home, "supervisor").update(restarts=0)
    Heartbeat(home, "sniffer").update(packets=0, packets_lost=0, buffer_bytes=0, batches_failed=0)
    shown = page(home, "/health")
    for jargon in (
        "held bytes",
        "lag",
        "not encoded",
        "connection records",
        "bodies",
        "buffer bytes",
        "queued",
    ):
        assert jargon not in shown.partition("What the sniffer sees")[0], jargon
    # but for a time of day after midnight, " 00:23"
    assert re.search(r" 0(?!\d)", shown.partition("What the sniffer sees")[0]) is None


def test_a_silent_process_is_named_with_its_last_word(make_home: Make, page: Page) -> None:
    home = make_home()
    Heartbeat(home, "analyst").update()
    path = home.run_dir / "analyst.json"
    content = json.loads(path.read_text())
    content["updated_at"] = (datetime.now(UTC) - timedelta(hours=3)).isoformat()
    path.write_text(json.dumps(content))
    shown = page(home, "/health")
    assert "not running since" in shown
    assert "1 part of this installation needs" in shown


def test_a_heartbeat_that_cannot_be_read_is_a_fault(make_home: Make, page: Page) -> None:
    home = make_home()
    (home.run_dir / "proxy-0.json").write_text("{")
    assert "failed" in page(home, "/health")


def test_where_nothing_records_it_says_how_to_start(make_home: Make, page: Page) -> None:
    home = make_home()
    Heartbeat(home, "dashboard").update()
    assert "leakledger run" in page(home, "/health")
    Heartbeat(home, "proxy-0").update(recorded=1)
    assert "leakledger run" not in page(home, "/health")


def test_the_room_on_the_disk_and_how_much_could_be_read_stand_on_it(make_home: Make, page: Page) -> None:
    assert " on the disk where everything is kept." in page(make_home(), "/health")
    today = datetime.now(ZONE).date()

    def fill(book: Book) -> None:
        book.send(book.at("00:00", today), PHONE, "social", found("location.precise"))
        book.send(book.at("00:00", today), PHONE, "bank", visibility=Visibility.PASSED_BY_CHOICE)

    shown = page(make_home(fill), "/health")
    assert "We could read what went to 1 of the 2." in shown


def test_a_home_without_a_ledger_has_no_bar_of_what_could_be_read(make_home: Make, page: Page) -> None:
    assert "How much could be read today" not in page(make_home(), "/health")


def test_where_there_is_no_room_that_is_said_first_and_what_answers_is_not_said_not_to_run(
    make_home: Make, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = make_home()
    for name in ("dashboard", "proxy-0"):
        Heartbeat(home, name).update()
        path = home.run_dir / f"{name}.json"
        told = json.loads(path.read_text())
        told["updated_at"] = (datetime.now(UTC) - timedelta(hours=3)).isoformat()
        told["pid"] += name != "dashboard"
        path.write_text(json.dumps(told))
    assert "next to no room" not in page(home, "/health")
    monkeypatch.setattr(running, "is_ours", lambda _pid: True)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: SimpleNamespace(free=3_000_000))
    shown = page(home, "/health")
    headline, _, below = shown.partition('"type": "H1"')
    assert "next to no room on the disk" in headline
    assert "of this installation" not in headline
    assert below.count("The disk is full but for 3.0 MB") == 1
    assert "2 parts of this installation need" in below
    assert "it cannot write down that it runs" in below
    assert "though its process is there" in below
    assert "not running" not in shown.partition("What the sniffer sees")[0]
    assert "leakledger run" not in shown


def test_a_disk_without_room_stands_at_the_top_of_every_page(
    make_home: Make, at_home: Callable[[Home], FlaskClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = at_home(make_home())
    assert "the disk: see Health" not in client.get("/_dash-layout").text
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: SimpleNamespace(free=3_000_000))
    assert "the disk: see Health" in client.get("/_dash-layout").text
