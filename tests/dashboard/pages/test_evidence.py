"""The Evidence page: filters in the address, pages, and nothing unescaped."""

from __future__ import annotations

import re
from collections.abc import Callable

from analysis.queries import Viewer
from analysis.settings import Home
from tests.ledger_book import DAY, PHONE, WATCH, Book, crowd, found, morning

Page = Callable[..., str]
Make = Callable[..., Home]


def test_findings_are_listed_with_path_reasoning_and_recipient(make_home: Make, page: Page) -> None:
    shown = page(make_home(morning), "/evidence", device=WATCH)
    assert "body>gzip>json:$.heart_rate" in shown
    assert "named heart_rate, in the range of its kind" in shown
    assert "Watch Maker" in shown
    assert "Download CSV" in shown
    assert f"/download/findings.csv?device={WATCH}" in shown


def test_an_hour_of_a_day_is_one_hour(make_home: Make, page: Page) -> None:
    shown = page(make_home(morning), "/evidence", day=DAY.isoformat(), hour="8", kind="photo")
    assert "11 findings" in shown
    assert "08:00 to 09:00" in shown
    assert "No finding fits" in page(
        make_home(morning), "/evidence", day=DAY.isoformat(), hour="3", kind="photo"
    )


def test_pages_lead_to_one_another(make_home: Make, page: Page) -> None:
    home = make_home(crowd)
    first = page(home, "/evidence", company="")
    assert "300 findings" in first
    assert "1 to 100 of 300" in first
    at = re.findall(r"at=([^\"]+)", first)
    assert len(at) == 1  # nothing stands before the first page
    second = page(home, "/evidence", at=at[0])
    assert "101 to 200 of 300" in second
    onwards = [address for address in re.findall(r"at=([^\"]+)", second) if address.startswith("a")]
    third = page(home, "/evidence", at=onwards[0])
    assert "201 to 300 of 300" in third
    back = [address for address in re.findall(r"at=([^\"]+)", third) if address.startswith("b")]
    assert "101 to 200 of 300" in page(home, "/evidence", at=back[0])
    assert "Nothing stands here." in page(home, "/evidence", at="a1.1.300.")


def test_every_order_can_be_chosen_by_its_heading_and_says_so(make_home: Make, page: Page) -> None:
    home = make_home(morning)
    for order in ("oldest", "device", "recipient", "category", "confidence"):
        shown = page(home, "/evidence", order=order, kind="photo")
        assert '"aria-sort": "ascending"' in shown
        assert "11 findings" in shown
    assert '"aria-sort": "descending"' in page(home, "/evidence")
    assert "/evidence?order=recipient" in page(home, "/evidence")


def test_strange_addresses_are_harmless(make_home: Make, page: Page) -> None:
    home = make_home(morning)
    for given in (
        {"at": "-1"},
        {"at": "x"},
        {"at": "a99999999999999999.999999999999999.1.'"},
        {"order": "x"},
        {"from": "x", "to": "2026-13-01"},
        {"event": ""},
        {"page": "9"},
        {"day": "x"},
        {"hour": "99", "day": "2026-11-20"},
        {"unknown": "x"},
    ):
        assert "What was found, " in page(home, "/evidence", **given)
    assert "No finding fits" in page(home, "/evidence", device="' OR 1=1")


def test_an_empty_result_says_that_it_proves_nothing(make_home: Make, page: Page) -> None:
    shown = page(make_home(morning), "/evidence", text="nothing like this")
    assert "says nothing of what we could not read" in shown
    assert "Nothing has been recorded yet" in page(make_home(), "/evidence")


def test_a_person_sees_their_own_findings_only(make_home: Make, page: Page) -> None:
    shown = page(make_home(morning), "/evidence", Viewer(person="Ben"))
    assert "Watch Maker" in shown
    assert "Avatar App" not in shown
    assert "No finding fits" in page(make_home(morning), "/evidence", Viewer(person="Ben"), device=PHONE)


def test_what_a_device_sent_is_text_and_never_markup(make_home: Make, page: Page) -> None:
    def fill(book: Book) -> None:
        book.send(
            book.at("08:00"),
            PHONE,
            "",
            found("location.precise", "<img src=x onerror=alert(1)>"),
            host="<b>.example",
        )

    shown = page(make_home(fill), "/evidence")
    assert (
        "<img src=x onerror=alert(1)>" in shown
    )  # as a string of the layout: React escapes it; see the browser test
    assert "dangerously" not in shown


def test_a_number_of_findings_never_stands_without_its_coverage(make_home: Make, page: Page) -> None:
    home = make_home(morning)
    for query in ({}, {"day": DAY.isoformat()}, {"text": "nothing of the kind"}):
        shown = page(home, "/evidence", **query)
        assert "could not be read (" in shown
        assert "What could not be read may hold more." in shown
    assert "In all that is recorded" in page(home, "/evidence")
    assert "In that time" in page(home, "/evidence", day=DAY.isoformat(), hour="8")
