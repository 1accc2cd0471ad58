"""The dossier of a company: what it got through all its brands, and nothing that nobody said."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.queries import Viewer
from analysis.settings import Home
from tests.company_book import describe, this_morning

Page = Callable[..., str]
Make = Callable[..., Home]
PATH = "/company/<company>"


@pytest.fixture
def home(make_home: Make) -> Home:
    home = make_home(this_morning)
    describe(home)
    return home


def test_there_may_be_no_such_company(home: Home, make_home: Make, page: Page) -> None:
    for company in ("", "nobody", "../etc", "x" * 5_000):
        assert "There is no such company in the catalogue." in page(home, PATH, company=company)
    assert "Nothing has been recorded yet" in page(make_home(), PATH, company="avatar")


def test_a_company_that_nothing_went_to_says_so(home: Home, page: Page) -> None:
    shown = page(home, PATH, Viewer(person="Ben"), company="avatar")
    assert "no contact with " in shown
    assert "Nothing was recognised in what we could read." in shown
    assert "photos" not in shown.split("What it says of itself")[0]


def test_a_company_without_claims_edges_or_contacts_shows_no_such_heading(home: Home, page: Page) -> None:
    shown = page(home, PATH, company="watchmaker")
    for words in ("What it says of itself", "services feed", "What one can do", "owned by", "answers in law"):
        assert words not in shown
    assert "common knowledge; no source was read" in shown


def test_everything_that_a_group_got_through_all_its_brands(home: Home, page: Page) -> None:
    shown = page(home, PATH, company="group")
    assert "2 devices" in shown
    assert "2 services of Big Group" in shown
    assert ", through all its brands." in shown
    assert "Avatar App" in shown
    assert "Social Network" in shown
    assert "/evidence?company=avatar&device=dev-phone&kind=photo" in shown
    assert "publishes" in shown
    assert "Watch Maker" not in shown


def test_owners_stakes_claims_edges_and_what_one_can_do(home: Home, page: Page) -> None:
    shown = page(home, PATH, company="avatar")
    for words in (
        "owned since 2021-03 by ", "Big Group", "Avatar App Europe Ltd, Dublin", "Bank", " invested ", "past: ", "Mail Fund",
        "Its Founders", "photos are deleted after 24 hours", "unless one objects: ", "Open Pictures", "Painter",
        "https://avatar.example/object", "mailto:privacy@avatar.example", "noreferrer noopener",
    ):  # fmt: skip
        assert words in shown
    assert "We could read what went to the one company." in shown


def test_a_ledger_from_before_this_page_has_no_knowledge_and_the_page_says_so(
    make_home: Make, page: Page
) -> None:
    import sqlite3

    home = make_home(this_morning)
    connection = sqlite3.connect(home.ledger_path)
    connection.execute("DROP TABLE knowledge")
    connection.close()
    assert "There is no such company in the catalogue." in page(home, PATH, company="avatar")
    assert "Nobody we know" in page(home, "/brain")
