"""The Device page says whose yes it rests on and how the device is connected, to whom it may be told, and accuses nobody."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from analysis.consent import digest_for
from analysis.devices import Device, Mode, decide
from analysis.ledger import FlowRow
from analysis.queries import DeviceRow, Viewer
from analysis.records import Address, Flow, Visibility, new_id
from analysis.settings import Home
from dashboard import standing_part
from dashboard.phrases import plain
from dashboard.site import Site
from tests.ledger_book import DAY, PHONE, WATCH, Book, morning

Page = Callable[..., str]
Make = Callable[..., Home]
PATH = "/device/<device>"
HOSTILE = '<img src=x onerror="alert(1)">**{x}**'
FIRST = datetime(2026, 11, 1, 8, tzinfo=UTC)  # 09:00 in the household's zone
ADA = Viewer(person="Ada")


def enrolled(home: Home, day: int, mode: Mode, agreed: str = "", by: str = "", **of: object) -> None:
    """Journal a decision about the phone, ``day`` days after the first."""
    device = Device(**{"id": PHONE, "name": "Phone", "person": "Ada", "mode": mode, **of})  # type: ignore[arg-type]
    to = digest_for(mode) if agreed else ""
    decide(home, device, FIRST + timedelta(days=day), by=by, agreed=agreed, agreed_to=to)


def text_of(shown: Any) -> str:
    """What a person reads of a page's JSON."""
    if isinstance(shown, list):
        return "".join(map(text_of, shown))
    if not isinstance(shown, dict):
        return str(shown) if isinstance(shown, str | int) else ""
    props = shown.get("props", {})
    inner = props.get("children", props.get("content", ""))
    gap = " " if shown.get("type") in ("Dt", "Dd", "Div", "P", "H1", "H2") else ""
    return f"{gap}{text_of(inner)}{gap}"


def read(page: Page, home: Home, viewer: Viewer | None = None, device: str = PHONE) -> str:
    """The page as text, without the doubled blanks."""
    given = (viewer,) if viewer else ()
    return re.sub(
        " +", " ", text_of(json.loads(page(home, PATH, *given, device=device, day=DAY.isoformat())))
    )


def section(text: str) -> str:
    """The section alone."""
    return text.partition("Consent, and how it is connected")[2]


def test_it_says_who_said_yes_to_what_and_when(make_home: Make, page: Page) -> None:
    home = make_home(morning)
    enrolled(home, 0, "observe", addresses=(Address(kind="mac", value="3c:a6:2f:00:00:01"),))
    enrolled(home, 1, "open", "Ada", "Ada", addresses=(Address(kind="mac", value="3c:a6:2f:00:00:01"),))
    text = read(page, home)
    yes = "Ada said yes to being opened, on 2 Nov 2026, 09:00."
    assert text.count(yes) == 2  # beside the state at the top, and in the section
    for said in (
        "state Opened since 2 Nov 2026, 09:00.",
        "2 Nov 2026, 09:00: opened, by Ada; Ada said yes",
        "1 Nov 2026, 09:00: observed, by the owner of the box",
        "the hardware address 3c:a6:2f:00:00:01; since 1 Nov 2026, 09:00",
        "Of its latest 50 connections: 50 through the proxy (port 8080).",
        "as far as the state allows",
    ):
        assert said in section(text)
    assert "on record" not in section(text)
    assert text.count("Change it on the page Devices") == 1


def test_that_no_yes_is_on_record_is_no_accusation(make_home: Make, page: Page) -> None:
    home = make_home(morning)
    enrolled(home, 0, "open")
    told = section(read(page, home))
    assert (
        "That Ada said yes is not on record. It may have been given all the same: only what was entered here is known."
        in told
    )
    assert "said yes to" not in told
    enrolled(home, 1, "open", person="")
    assert "Nobody’s yes is on record. It may have been given" in section(read(page, home))


def test_a_yes_to_be_observed_is_none_to_be_opened(make_home: Make, page: Page) -> None:
    home = make_home(morning)
    enrolled(home, 0, "observe", "Ada")
    enrolled(home, 1, "open")
    told = section(read(page, home))
    assert (
        "Ada said yes to being observed, on 1 Nov 2026, 09:00. A yes to its state now is not on record."
        in told
    )


@pytest.mark.parametrize(("mode", "said"), [("paused", "While it is paused"), ("off", "It is not enrolled")])
def test_what_needs_no_yes_says_so(make_home: Make, page: Page, mode: Mode, said: str) -> None:
    home = make_home(morning)
    enrolled(home, 0, "observe")
    enrolled(home, 1, mode)
    told = section(read(page, home))
    assert said in told
    assert "not on record" not in told


def test_of_a_device_without_any_decision_nothing_is_made_up(make_home: Make, page: Page) -> None:
    told = section(read(page, make_home(morning)))
    assert "Since when it is as it is, and by whom, is not on record." in told
    assert "That Ada said yes is not on record." in told
    assert "recognised by nothing that is on record" in told
    assert "decided" not in told


def test_a_device_that_never_sent_anything_has_not_come(make_home: Make, page: Page) -> None:
    def fill(book: Book) -> None:
        book.send(book.at("08:00"), PHONE, "social")

    told = section(read(page, make_home(fill), device=WATCH))
    assert "never sent anything through this box" in told
    assert "Not at all yet." in told
    assert "That says nothing of what it sends by other ways." in told
    assert "proxy" not in told


@pytest.mark.parametrize(
    ("writer", "came", "lets_see"),
    [
        ("proxy-0", "1 through the proxy (port 8080).", "by way of the proxy"),
        ("sniffer", "1 as packets at an interface of this box.", "content only where it is not encrypted"),
        ("elsewhere", "1 in a way that is not known.", "we do not know how it came"),
    ],
)
def test_how_it_came_is_what_was_seen(
    make_home: Make, page: Page, writer: str, came: str, lets_see: str
) -> None:
    def fill(book: Book) -> None:
        at = book.at("08:00")
        flow = Flow(
            flow_id=new_id(at, b"1"), opened_at=at, closed_at=at, writer=writer, corpus="home", host="a.example",
            port=443, visibility=Visibility.NOT_OPENED,
        )  # fmt: skip
        book._rows.append(FlowRow(flow, PHONE, None, None))

    told = section(read(page, make_home(fill)))
    assert f"Its latest connection: {came}" in told
    assert lets_see in told
    assert "last seen 20 Nov 2026, 08:00" in told


def test_a_person_is_told_of_their_own_and_no_names_from_before(make_home: Make, page: Page) -> None:
    home = make_home(morning)
    enrolled(home, 0, "open", "Carla", "Carla", person="Carla")
    enrolled(home, 1, "open", person="Ada")
    told = read(page, home, ADA)
    assert "Carla" not in told
    assert "Somebody else said yes to being opened, on 1 Nov 2026, 09:00." in told
    assert "1 Nov 2026, 09:00: opened, by somebody else; somebody else said yes" in told
    assert "by Carla; Carla said yes" in read(page, home)


def test_another_person_is_told_nothing(make_home: Make, page: Page) -> None:
    home = make_home(morning)
    enrolled(home, 0, "open", "Ada")
    assert "said yes" not in read(page, home, Viewer(person="Ben"))
    enrolled(home, 1, "open", person="Ben")  # the ledger has not read that yet
    assert "said yes to" not in read(page, home, ADA)


def test_many_changes_open(make_home: Make, page: Page) -> None:
    home = make_home(morning)
    for day in range(4):
        enrolled(home, 2 * day, "observe")
        enrolled(home, 2 * day + 1, "paused")
    told = section(read(page, home))
    assert told.index("8 Nov 2026, 09:00: paused") < told.index("and 4 more") < told.index("1 Nov 2026")


def test_hostile_names_stay_text(make_home: Make, page: Page) -> None:
    home = make_home(morning)
    user = Address(kind="proxy_user", value=HOSTILE)
    enrolled(
        home,
        0,
        "open",
        HOSTILE,
        HOSTILE,
        person=HOSTILE,
        addresses=(user, Address(kind="odd", value=HOSTILE)),
    )
    shown = page(home, PATH, device=PHONE, day=DAY.isoformat())
    assert "dangerously_allow_html" not in shown
    assert "Markdown" not in shown
    told = text_of(json.loads(shown))
    assert f"{HOSTILE} said yes to being opened" in told
    assert f"the proxy user “{HOSTILE}”; since" in told
    assert f"{HOSTILE}; since" in told


def test_the_journal_is_read_again_only_when_it_has_changed(
    make_home: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = make_home(morning)
    enrolled(home, 0, "observe", "Ada")
    reads: list[Home] = []
    read_them = standing_part.decisions

    def counted(of: Home) -> Any:
        reads.append(of)
        return read_them(of)

    monkeypatch.setattr(standing_part, "decisions", counted)
    site, phone = Site(home), DeviceRow(id=PHONE, name="Phone", mode="observe")

    def said() -> str:
        return plain(standing_part.consent_words(standing_part.load(site, Viewer(owner=True), phone)))

    assert said() == said() == "Ada said yes to being observed, on 1 Nov 2026, 09:00."
    assert len(reads) == 1
    enrolled(home, 1, "open", "Ada")
    assert said() == "Ada said yes to being opened, on 2 Nov 2026, 09:00."
    assert len(reads) == 2
