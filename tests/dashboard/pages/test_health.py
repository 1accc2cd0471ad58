"""The Health page: what the heartbeats say, in words."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from analysis.settings import Home
from analysis.status import Heartbeat

Page = Callable[..., str]
Make = Callable[..., Home]


def test_a_home_where_nothing_ran_says_so(make_home: Make, page: Page) -> None:
    shown = page(make_home(), "/health")
    assert "No part of leakledger has reported" in shown
    assert "the proxy is not running" in shown


def test_what_runs_is_listed_with_what_it_counted(make_home: Make, page: Page) -> None:
    home = make_home()
    Heartbeat(home, "proxy-0").update(messages=1_200, dropped_bodies=3)
    shown = page(home, "/health")
    assert "The recording proxy" in shown
    assert "dropped bodies 3" in shown
    assert "messages 1,200" in shown
    assert "running since" in shown


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
