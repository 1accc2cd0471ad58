"""The dossier of a company: what it got through all its brands, and nothing that nobody said."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from analysis.queries import Viewer
from analysis.settings import Home
from tests.company_book import describe, this_morning
from tests.ledger_book import PHONE, ZONE, Book, found

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


def test_a_person_is_told_that_the_other_devices_are_not_counted(home: Home, page: Page) -> None:
    shown = page(home, PATH, Viewer(person="Ben"), company="avatar")
    assert "Only your own devices are counted" in shown
    assert "this house" not in shown
    of_all = page(home, PATH, company="avatar")
    assert "Only your own devices" not in of_all
    assert "What it got from this house" in of_all


def test_a_company_without_claims_edges_or_contacts_shows_no_such_heading(home: Home, page: Page) -> None:
    shown = page(home, PATH, company="watchmaker")
    for words in (
        "What it says of itself",
        "publishes feed",
        "What feeds it",
        "object",
        "owned by",
        "answers in law",
    ):
        assert words not in shown
    assert "Our catalogue has no privacy contact of it" in shown
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
    assert '"id": "claims-avatar-t"' in shown
    assert shown.count('"id": "claims-') == 1
    after = shown.split("What feeds it and what it publishes")[1]
    assert '"Open Pictures"' in after
    assert '"public portraits were crawled"' in after


def test_an_owner_for_whom_nothing_was_read_is_said_to_be_common_knowledge(home: Home, page: Page) -> None:
    shown = page(home, PATH, company="social")
    assert re.search(r'"Big Group".{0,900}"common knowledge; no source was read"', shown)


def test_what_says_most_stands_first_with_the_day_of_the_first_and_the_last(
    make_home: Make, page: Page
) -> None:
    today = datetime.now(ZONE).date()
    before = today - timedelta(days=3)

    def fill(book: Book) -> None:
        much = [found("device_state.battery", f"{number} %") for number in range(9)]
        book.send(book.at("08:00", before), PHONE, "avatar", found("location.precise"), *much)
        book.send(book.at("00:00", today), PHONE, "avatar", found("location.precise"), *much)

    home = make_home(fill)
    describe(home)
    table = page(home, PATH, company="avatar").partition("What it got from this house")[2]
    place, battery = table.index('"location"'), table.index("battery level")
    assert place < battery
    row = table[place:battery]
    days = [f"{day.day} {day:%b %Y}" for day in (before, today)]
    assert row.index(days[0]) < row.index(days[1])
    assert f"kind=location.precise&from={today - timedelta(days=29)}&to={today}&order=oldest" in row


def test_the_first_time_may_lie_before_the_days_that_are_shown(make_home: Make, page: Page) -> None:
    today = datetime.now(ZONE).date()
    long_ago = today - timedelta(days=100)

    def fill(book: Book) -> None:
        book.send(book.at("08:00", long_ago), PHONE, "avatar", found("location.precise"))
        book.send(book.at("00:00", today), PHONE, "avatar", found("location.precise"))

    home = make_home(fill)
    describe(home)
    table = page(home, PATH, company="avatar", days="7").partition("What it got from this house")[2]
    assert "first time" in table
    assert f"{long_ago.day} {long_ago:%b %Y}" in table
    assert f"kind=location.precise&from={long_ago}&to={today}&order=oldest" in table


def test_owners_stakes_claims_edges_and_what_one_can_do(home: Home, page: Page) -> None:
    shown = page(home, PATH, company="avatar")
    for words in (
        ", since Mar 2021", "Big Group", "Avatar App Europe Ltd, Dublin", "Bank", " invested ", "before", "Mail Fund",
        "Its Founders", "photos are deleted after 24 hours", "unless one objects: ", "Open Pictures", "Painter",
        "https://avatar.example/object", "privacy@avatar.example", "noreferrer noopener", "delete an account",
        "https://avatar.example/gone", "https://contacts.example/avatar",
    ):  # fmt: skip
        assert words in shown
    assert "We could read what went to the one company." in shown


def test_each_fact_of_an_owner_is_one_sentence(home: Home, page: Page) -> None:
    facts = page(home, PATH, company="avatar").partition("owned by")[2].partition("legally responsible")[0]
    assert "owned" not in facts
    assert not re.search(r"\\b[0-9]{4}-[0-9]{2}\\b", facts)


def test_what_one_can_do_names_the_nearest_contact_and_whose_it_is(home: Home, page: Page) -> None:
    own = page(home, PATH, company="avatar").partition("What you can do")[2]
    assert "privacy@avatar.example" in own
    assert "(of " not in own
    group = page(home, PATH, company="group").partition("What you can do")[2]  # has none of its own
    assert "privacy@avatar.example" in group
    assert " (of Avatar App)" in group
    assert "/download/findings.csv?company=avatar&from=" in group
    assert "/download/findings.csv?company=social&from=" in group
    assert "mailto:" not in own + group  # an address is text: nothing here opens another program
    stranger = page(home, PATH, company="bank").partition("What you can do")[2]
    assert "@" not in stranger
    assert "findings.csv" not in stranger


def test_services_that_were_not_contacted_are_folded_away(home: Home, page: Page) -> None:
    shown = page(home, PATH, Viewer(person="Ben"), company="group")
    assert "2 services that were not contacted" in shown
    assert "0 of the 2 in the catalogue were contacted" in shown
    assert "that were not contacted" not in page(home, PATH, company="avatar")


def test_its_ways_can_be_drawn(home: Home, page: Page) -> None:
    assert "/brain?days=30&focus=owner%3Agroup" in page(home, PATH, company="group")


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
