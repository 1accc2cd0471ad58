"""Evidence in a real Chromium: what comes while one looks is told, on whichever page of it and in whatever order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask.testing import FlaskClient
from selenium import webdriver

from analysis.settings import Home
from tests.dashboard.test_browser import browser as browser
from tests.dashboard.test_browser import open_page, wait_for, waiting
from tests.dashboard.test_browser import quiet as quiet
from tests.dashboard.test_browser_evidence import hundreds, text_of, turn
from tests.ledger_book import PHONE, ZONE, Book, found

Make = Callable[..., Home]
Switch = Callable[[Home], FlaskClient]


def arrive(home: Home, number: int, clock: str, *kinds: str) -> None:
    """Findings come to the ledger while somebody looks."""
    book = Book(home)
    book._number = number
    book.send(
        book.at(clock, datetime.now(ZONE).date()),
        PHONE,
        "avatar",
        *(found(kind) for kind in kinds or ("photo.image",)),
    )
    book.close()


def told(browser: webdriver.Chrome, words: str) -> None:
    waiting(browser, 20).until(lambda driver: words in text_of(driver, "#evidence-new"))


def test_what_comes_is_told_after_paging_there_and_back(
    browser: webdriver.Chrome, address: str, make_home: Make, at_home: Switch
) -> None:
    home = make_home(hundreds)
    at_home(home)
    open_page(browser, f"{address}/evidence")
    wait_for(browser, ".findings tbody tr")
    turn(browser, "next →", "101 to 200 of 250")
    assert text_of(browser, "#evidence-new") == ""
    arrive(home, 500, "00:01")
    told(browser, "1 new finding came since")  # on the second page too
    assert "101 to 200 of 250" in text_of(browser, "#page")  # which stays as it is
    turn(browser, "← before", "1 to 100 of 251")
    told(browser, "1 new finding came since")  # it does not stand on this page
    arrive(home, 600, "00:02", "photo.image", "photo.video")
    told(browser, "3 new findings came since")
    browser.find_element("css selector", "#evidence-new a").click()
    waiting(browser, 20).until(lambda driver: "1 to 100 of 253" in text_of(driver, "#page"))
    assert text_of(browser, "#evidence-new") == ""


@pytest.mark.parametrize("order", ["oldest", "category"])
def test_what_comes_is_told_in_another_order_too(
    browser: webdriver.Chrome, address: str, make_home: Make, at_home: Switch, order: str
) -> None:
    home = make_home(hundreds)
    at_home(home)
    open_page(browser, f"{address}/evidence?order={order}")
    wait_for(browser, ".findings tbody tr")
    arrive(home, 500, "00:01")
    told(browser, "1 new finding came since")


def test_where_nothing_fitted_yet_the_first_that_does_is_told_and_no_other(
    browser: webdriver.Chrome, address: str, make_home: Make, at_home: Switch
) -> None:
    home = make_home(hundreds)
    at_home(home)
    open_page(browser, f"{address}/evidence?kind=health")
    waiting(browser, 20).until(lambda driver: "No finding fits" in text_of(driver, "#page"))
    now = f"{datetime.now(ZONE):%H:%M:%S}"
    arrive(home, 500, now, "photo.image")
    arrive(home, 600, now, "health.heart_rate")
    told(browser, "1 new finding came since")


def test_what_was_sent_long_ago_and_is_no_newer_is_not_told(
    browser: webdriver.Chrome, address: str, make_home: Make, at_home: Switch
) -> None:
    """``Show them`` leads to the newest: there it would not stand."""
    home = make_home(hundreds)
    at_home(home)
    open_page(browser, f"{address}/evidence")
    wait_for(browser, ".findings tbody tr")
    book = Book(home)
    book._number = 500
    book.send(
        book.at("00:00", datetime.now(ZONE).date() - timedelta(days=3)), PHONE, "avatar", found("photo.image")
    )
    book.close()
    arrive(home, 600, "00:05")
    told(browser, "1 new finding came since")
