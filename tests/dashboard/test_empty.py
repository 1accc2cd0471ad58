"""The first page: where the proxy really listens, and what the self-test says."""

from __future__ import annotations

import json
from collections.abc import Callable

from plotly.utils import PlotlyJSONEncoder

from analysis.enrolment import enrol
from analysis.journal import Entry, JournalWriter
from analysis.queries import Viewer
from analysis.self_test_result import KindResult, Seen, SelfTestResult
from analysis.settings import Home
from analysis.status import Heartbeat
from dashboard.empty import proxy_address
from dashboard.self_test_words import run_and_tell, tell

Make = Callable[..., Home]


def text(content: object) -> str:
    return json.dumps(content, cls=PlotlyJSONEncoder)


def test_the_proxy_is_where_it_says_itself(make_home: Make) -> None:
    home = make_home()
    assert proxy_address(home) == ("127.0.0.1", 8080)
    heartbeat = Heartbeat(home, "proxy-0")
    heartbeat.listens = (("192.168.1.5", 3128),)
    heartbeat.update()
    assert proxy_address(home) == ("192.168.1.5", 3128)


def test_a_proxy_that_does_not_run_is_not_said_to_listen(make_home: Make, page: Callable[..., str]) -> None:
    home = make_home()
    assert "The proxy is not running" in page(home, "/")
    Heartbeat(home, "proxy-0").update()
    shown = page(home, "/")
    assert "The proxy listens on " in shown
    assert "not running" not in shown


def test_who_is_enrolled_already_is_named_to_whom_it_belongs(
    make_home: Make, page: Callable[..., str]
) -> None:
    home = make_home()
    assert "enrolled, and ha" not in page(home, "/")
    enrol(home, "Anna <b>phone</b>", ips=("192.0.2.7",), person="Anna")
    shown = page(home, "/")
    assert "Anna <b>phone</b> is enrolled, and has sent nothing through this box yet." in shown
    assert "Anna" not in page(home, "/", Viewer(person="Ben"))
    assert "is enrolled, and has sent nothing" in page(home, "/", Viewer(person="Anna"))


def test_a_self_test_without_a_proxy_says_what_to_do(make_home: Make) -> None:
    shown = text(run_and_tell(make_home()))
    assert "the recording proxy is not running" in shown
    assert "leakledger run" in shown


def test_each_kind_is_recognised_or_says_why_not() -> None:
    seen = Seen(words="position", category="location.precise", property="x", path="body>json:$.lat", value="52.52",
                confidence="certain")  # fmt: skip
    kinds = (
        KindResult(
            kind="location", title="A location", sent="JSON", recognised=True, seen=(seen,), unaltered=True
        ),
        KindResult(
            kind="audio",
            title="A sound",
            sent="WAV",
            recognised=False,
            why="the analyst lags",
            unaltered=False,
        ),
    )
    shown = text(
        tell(
            SelfTestResult(
                run="1", kinds=kinds, proxy="127.0.0.1 port 8080", seconds=1.5, todo="run it again"
            )
        )
    )
    assert "1 of 2 kinds were recognised" in shown
    assert "body>json:$.lat" in shown
    assert "not recognised: the analyst lags" in shown
    assert "other bytes than were sent" in shown
    assert "an app may refuse" in shown
    assert "a page in a browser can be read" in shown


def test_a_device_is_enrolled_on_a_page_by_the_owner_and_by_nobody_else(
    make_home: Make, page: Callable[..., str]
) -> None:
    home = make_home()
    owner = page(home, "/")
    assert '"href": "/devices"' in owner
    assert "leakledger devices add" in owner
    person = page(home, "/", Viewer(person="Anna"))
    assert "Have it enrolled." in person
    assert "leakledger devices add" not in person


def test_while_records_wait_nobody_is_said_to_have_sent_nothing(
    make_home: Make, page: Callable[..., str]
) -> None:
    home = make_home()
    enrol(home, "Anna's phone", ips=("192.0.2.7",), person="Anna")
    journal = JournalWriter(home.journal_dir, "proxy-0")
    journal.append([Entry(kind="noted", content=b"{}")])
    journal.close()
    shown = page(home, "/")
    assert "nothing of it is analysed yet" in shown
    assert "has sent nothing" not in shown
