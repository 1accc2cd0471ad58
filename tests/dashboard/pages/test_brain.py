"""The page "Where's the brain?": nothing without a source, nothing of others' devices, and what it does say."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from analysis.queries import Viewer
from analysis.second_opinions import import_lists
from analysis.settings import Home
from tests.company_book import describe, this_morning
from tests.ledger_book import PHONE, WATCH, ZONE, crowd

Page = Callable[..., str]
Make = Callable[..., Home]
PATH = "/brain"


def text_of(part: Any) -> str:
    if isinstance(part, list):
        return "".join(map(text_of, part))
    if isinstance(part, dict):
        return text_of(part["props"].get("children"))
    return "" if part is None else str(part)


def _home(make_home: Make) -> Home:
    home = make_home(this_morning)
    describe(home)
    return home


def test_nothing_is_drawn_where_nothing_was_recorded(make_home: Make, page: Page) -> None:
    assert "Nothing has been recorded yet" in page(make_home(), PATH)
    quiet = page(make_home(lambda _: None), PATH)
    assert "nothing" in quiet
    assert "feeds" not in re.sub(r"className\": \"feeds|services feed", "", quiet)


def test_without_knowledge_of_owners_no_owner_and_no_edge_is_drawn(make_home: Make, page: Page) -> None:
    shown = page(make_home(this_morning), PATH)  # the plain catalogue: companies without parents or feeds
    assert "Avatar App" in shown
    assert "Big Group" not in shown
    assert " feeds " not in shown


def test_it_leads_from_device_over_kind_receiver_and_owner_to_what_is_fed(
    make_home: Make, page: Page
) -> None:
    shown = page(_home(make_home), PATH)
    for words in (
        "Phone",
        "photo",
        "Avatar App",
        "owned since Mar 2021 by ",
        "Big Group",
        "Open Pictures",
        "Painter",
    ):
        assert words in shown
    assert shown.count("https://news.example/deal") >= 5  # every edge and stake has its source
    assert "2 services contacted, 2 devices" in shown
    assert "We could read what went to" in shown
    assert "/company/avatar?days=30#claims-avatar-t" in shown
    assert "It got photos: what Avatar App says it does with them" in shown
    assert "#claims-social-t" not in shown
    assert "legally responsible: " in shown
    assert "Avatar App Europe Ltd, Dublin" in shown


def test_what_is_past_is_drawn_as_past(make_home: Make, page: Page) -> None:
    shown = page(_home(make_home), PATH)
    assert '"className": "deep0 past"' in shown
    assert "company until 2020" in shown
    assert re.search(r'"past: ", .{0,120}"Mail Fund"', shown)
    assert "Its Founders" not in shown


def test_a_circle_of_edges_ends(make_home: Make, page: Page) -> None:
    shown = page(_home(make_home), PATH)
    assert shown.count('"its pictures are crawled again"') == 1
    assert shown.count('"trained on it"') == 1
    assert shown.count("Painter feeds Open Pictures") == 2  # the line and its label in the figure


def test_a_person_sees_no_way_of_anothers_device(make_home: Make, page: Page) -> None:
    shown = page(_home(make_home), PATH, Viewer(person="Ben"))
    assert "Watch Maker" in shown
    for words in ("Avatar App", "Open Pictures", "tenant.cloudhost.example", "Tablet Maker"):
        assert words not in shown


def test_an_unknown_host_is_nobodys_and_a_list_says_its_part_by_its_own_name(
    make_home: Make, page: Page, tmp_path_factory
) -> None:  # type: ignore[no-untyped-def]
    home = _home(make_home)
    assert "Nobody we know" in page(home, PATH)
    listed = tmp_path_factory.mktemp("lists") / "mine.txt"
    listed.write_text("! Title: My List\n||cloudhost.example^\n")
    import_lists(home.root, [listed], "2026-11-25")
    assert "My List says: it is on the list" in page(home, PATH)


def test_a_host_that_nobody_has_is_no_owner(make_home: Make, page: Page) -> None:
    shown = page(_home(make_home), PATH)
    assert re.search(
        r'" went to ", .{0,60}"6 owners".{0,60}" and ", .{0,60}"1 host".{0,80} that nobody in our catalogue has',
        shown,
    )
    assert "nobody in our catalogue has" not in page(_home(make_home), PATH, Viewer(person="Ben"))


def test_a_focus_is_said_and_can_be_left_and_nonsense_is_harmless(make_home: Make, page: Page) -> None:
    home = _home(make_home)
    shown = page(home, PATH, focus="owner:group")
    assert "Only what goes through " in shown
    assert "Watch Maker" not in shown
    assert "/brain?days=30" in shown
    for focus in ("x", "owner:", "owner:nobody", "kind:<b>", "receiver:" + "x" * 5_000):
        assert "In the last 30 days" in page(home, PATH, focus=focus)
    assert "Nothing went this way" in page(home, PATH, focus="owner:nobody")
    for skip in ("-1", "x", "9" * 50, "99999", "٣"):
        assert "A band is as wide" in page(home, PATH, skip=skip)


def test_the_headline_and_the_bar_speak_of_what_the_page_keeps_to(make_home: Make, page: Page) -> None:
    home = _home(make_home)

    def said(focus: str) -> tuple[str, str]:
        shown = json.loads(page(home, PATH, focus=focus))["props"]["children"]
        heads = [part for part in shown if part["type"] == "H1"]
        bars = [part for part in shown if part["props"].get("className") == "coverage"]
        return text_of(heads), text_of(bars)

    everyone, whole = said("")
    assert "6 owners" in everyone
    head, bar = said("owner:group")
    assert head == "In the last 30 days, what we could read of 2 devices went to Big Group."
    assert bar != whole
    assert "6 owners" not in head
    head, bar = said("receiver:avatar")
    assert bar == "We could read what went to the one company."
    assert head.endswith("went to Avatar App.")
    head, _ = said("host:tenant.cloudhost.example")
    assert head.endswith("went to tenant.cloudhost.example, which nobody in our catalogue has.")
    head, bar = said(f"device:{WATCH}")
    assert "what we could read of Watch went to 1 owner" in head
    assert bar != whole
    head, bar = said("kind:photo")
    assert "what we could read of photo from 1 device went to " in head
    assert bar == whole
    assert "what could not be read may hold this kind as well" in page(home, PATH, focus="kind:photo")
    head, _ = said("owner:nobody")
    assert "nothing was recognised for certain in what we could read of what goes through nobody" in head


def test_of_a_device_that_is_anothers_a_focus_says_nothing(make_home: Make, page: Page) -> None:
    shown = page(_home(make_home), PATH, Viewer(person="Ben"), focus=f"device:{PHONE}")
    assert "Nothing went this way" in shown
    for words in ("Avatar App", "Phone", "We could read what went to"):
        assert words not in shown


def test_all_owners_of_a_focus_are_those_of_the_focus(make_home: Make, page: Page) -> None:
    home = make_home(lambda book: crowd(book, datetime.now(ZONE).date()))
    shown = page(home, PATH, focus=f"device:{PHONE}")
    assert re.search(r"/brain\?days=30&focus=device%3A[^\"]+&all=1", shown)


def test_a_span_that_cannot_be_chosen_is_the_usual_one(make_home: Make, page: Page) -> None:
    home = _home(make_home)
    for days in ("0", "-1", "99", "1e9", "9" * 500, "٣"):
        assert "In the last 30 days" in page(home, PATH, days=days)
    assert "Since midnight" in page(home, PATH, days="1")


def test_other_days_keep_what_is_looked_at(make_home: Make, page: Page) -> None:
    home = _home(make_home)
    shown = page(home, "/brain", days="30", focus="owner:group")
    assert '"/brain?days=7&focus=owner%3Agroup"' in shown
    assert '"/brain?days=7"' in page(home, "/brain", days="30")
