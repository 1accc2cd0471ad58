"""What waits to be analysed is said on every page, with what to do; and nothing claims that all is there."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from plotly.utils import PlotlyJSONEncoder

from analysis.analyst import Analyst
from analysis.journal import Entry, JournalWriter
from analysis.journal_reading import segments
from analysis.settings import Home
from analysis.status import Heartbeat
from dashboard.site import Site
from dashboard.waiting_part import Backlog, backlog, short_words, waiting_part
from tests.ledger_book import CATALOGUE, DAY, morning

Page = Callable[..., str]
Make = Callable[..., Home]
Switch = Callable[[Home], FlaskClient]
OWN = {"Origin": "http://localhost"}
SIX = "6 records of messages and connections wait to be analysed"


def record(home: Home, count: int) -> None:
    """By a proxy of which the made-up ledgers hold nothing."""
    journal = JournalWriter(home.journal_dir, "proxy-1")
    journal.append([Entry(kind="noted", content=b"{}") for _ in range(count)])
    journal.close()


def analyse(home: Home) -> None:
    analyst = Analyst(home, CATALOGUE)
    while analyst.step():
        continue
    analyst.close()


def text(content: object) -> str:
    return re.sub(r"<[^>]+>", "", json.dumps(content, cls=PlotlyJSONEncoder))


def header_of(client: FlaskClient) -> str:
    asked = {
        "output": "..header.children...header-seen.data..",
        "outputs": [{"id": "header", "property": "children"}, {"id": "header-seen", "property": "data"}],
        "inputs": [
            {"id": "_pages_location", "property": "pathname", "value": "/"},
            {"id": "pulse", "property": "n_intervals", "value": 1},
        ],
        "state": [{"id": "header-seen", "property": "data", "value": None}],
        "changedPropIds": ["pulse.n_intervals"],
    }
    return text(client.post("/_dash-update-component", json=asked, headers=OWN).get_json())


@pytest.mark.parametrize("stopped", [True, False], ids=["stopped cleanly", "never started"])
def test_where_no_analyst_reads_what_comes_every_page_says_so(
    make_home: Make, page: Page, at_home: Switch, stopped: bool
) -> None:
    home = make_home(morning)
    if stopped:
        Heartbeat(home, "analyst").stop("stopped", "", analysed=26, failed=0)
    Heartbeat(home, "proxy-0").update(recorded=6)
    record(home, 6)
    assert "6 records wait: the analyst is not running" in header_of(at_home(home))
    for path in ("/", "/health"):
        shown = page(home, path)
        assert SIX in shown, path
        assert "leakledger analyse" in shown, path
    assert "Everything that was started" not in shown
    assert "What is recorded is not analysed:" in shown
    assert "caught up" not in shown
    assert ("6 records still wait to be looked into" in shown) is stopped


def test_where_nothing_was_ever_analysed_nobody_is_told_that_nothing_was_recorded(
    make_home: Make, page: Page
) -> None:
    home = make_home()
    record(home, 6)
    shown = page(home, "/")
    assert "nothing of it is analysed yet" in shown
    assert SIX in shown
    assert "leakledger run" in shown
    assert "Nothing has been recorded yet" not in shown
    assert "Nothing has been recorded yet" not in page(home, "/evidence")


def test_once_it_is_analysed_nothing_is_said_of_it(make_home: Make, page: Page, at_home: Switch) -> None:
    home = make_home()
    record(home, 6)
    analyse(home)
    Heartbeat(home, "proxy-0").update(recorded=6)
    Heartbeat(home, "analyst").update(analysed=6, failed=0, lag=0)
    for path in ("/", "/health"):
        assert "to be analysed" not in page(home, path)
    assert "Everything that was started" in page(home, "/health")
    assert "has caught up" in page(home, "/health")
    assert "wait" not in header_of(at_home(home))
    record(home, 1)
    assert "has caught up" not in page(home, "/health")  # whatever its last word was
    assert "1 record still waits to be looked into" in page(home, "/health")


def test_an_analyst_that_is_not_running_is_said_also_where_nothing_waits(make_home: Make, page: Page) -> None:
    home = make_home(morning)
    Heartbeat(home, "proxy-0").update(recorded=1)
    Heartbeat(home, "analyst").stop()
    shown = page(home, "/health")
    assert "What is recorded is not analysed:" in shown
    assert "leakledger analyse" in shown


def test_much_that_an_analyst_is_at_is_said_without_an_alarm(make_home: Make) -> None:
    few, much = (Backlog(count, analysing=True, recording=True) for count in (1_000, 1_001))
    assert waiting_part(few) == []
    assert "the analyst is at it" in text(waiting_part(much))
    assert short_words(much) == ""


def test_of_what_cannot_be_read_nothing_is_claimed(make_home: Make, page: Page) -> None:
    home = make_home()
    record(home, 6)
    Heartbeat(home, "analyst").update(analysed=26, lag=0)
    (segment,) = segments(home.journal_dir, "proxy-1")
    whole = segment.read_bytes()
    segment.write_bytes(b"no journal" * 1_000)
    assert backlog(Site(home)).records is None
    assert waiting_part(backlog(Site(home))) == []
    shown = page(home, "/health")
    assert "It looked into 26 messages." in shown
    assert "caught up" not in shown
    segment.write_bytes(whole)
    assert backlog(Site(home)).records == 6
    home.ledger_path.write_bytes(b"no ledger" * 1_000)
    assert backlog(Site(home)).records is None


def refresh(client: FlaskClient, seen: dict[str, Any]) -> Any:
    names = (
        ("today-empty", "children"),
        ("today", "content"),
        ("today-seen", "data"),
        ("today-waiting", "children"),
    )
    asked = {
        "output": f"..{'...'.join(f'{id}.{name}' for id, name in names)}..",
        "outputs": [{"id": id, "property": name} for id, name in names],
        "inputs": [{"id": "today-pulse", "property": "n_intervals", "value": 1}],
        "state": [{"id": "today-seen", "property": "data", "value": seen}],
        "changedPropIds": ["today-pulse.n_intervals"],
    }
    answer = client.post("/_dash-update-component", json=asked, headers=OWN)
    return answer.get_json()["response"] if answer.status_code == 200 else {}


def test_today_says_it_at_its_next_pulse_and_no_longer_once_it_is_taken(
    make_home: Make, at_home: Switch
) -> None:
    home = make_home(morning)
    client = at_home(home)
    # a day that has passed: the page itself does not change from minute to minute
    first = refresh(client, {"day": DAY.isoformat(), "all": "", "version": "", "empty": False, "waits": []})
    seen = first["today-seen"]["data"]
    assert "today-waiting" not in first
    assert refresh(client, seen) == {}
    record(home, 6)
    told = refresh(client, seen)
    assert SIX in text(told["today-waiting"])
    assert "today" not in told  # the page stays as it is
    seen = told["today-seen"]["data"]
    assert refresh(client, seen) == {}
    analyse(home)
    assert refresh(client, seen)["today-waiting"]["children"] == []


def test_a_page_without_records_stops_saying_that_there_are_none(make_home: Make, at_home: Switch) -> None:
    home = make_home()
    client = at_home(home)
    seen = {"day": DAY.isoformat(), "all": "", "version": "none 2026-11-20 0", "empty": True, "waits": []}
    assert refresh(client, seen) == {}
    record(home, 6)
    assert "nothing of it is analysed yet" in text(refresh(client, seen)["today-empty"])
