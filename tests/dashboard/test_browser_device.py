"""The Device page in a real Chromium: what is read when it is opened, by keyboard, while the page is live."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from flask.testing import FlaskClient
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

from analysis.settings import Home
from tests.dashboard.test_browser import browser as browser  # the same browser, logged in
from tests.dashboard.test_browser import open_page, overflow, resize, wait_for, waiting
from tests.dashboard.test_browser import quiet as quiet  # nothing in the console
from tests.ledger_book import PHONE, ZONE, Book

Make = Callable[..., Home]
Switch = Callable[[Home], FlaskClient]
HOSTILE = "<img src=x onerror=alert(1)>.example"
OTHERS = "details.rest"


def crowd(book: Book) -> None:
    """At midnight, so that it is today's whenever the test runs."""
    today = datetime.now(ZONE).date()
    for number in range(8):
        book.send(book.at("00:00", today), PHONE, "", host=f"h{number}.example", sent=90_000 - number)
    book.send(book.at("00:00", today), PHONE, "", host=HOSTILE, sent=10)


@pytest.fixture
def hour(
    browser: webdriver.Chrome, address: str, make_home: Make, at_home: Switch
) -> tuple[Home, WebElement]:
    """The home, and the hour's recipients on its page."""
    home = make_home(crowd)
    at_home(home)
    open_page(browser, f"{address}/device/{PHONE}")
    return home, wait_for(browser, ".hourly td.to")


def until(browser: webdriver.Chrome, said: Callable[[], bool]) -> None:
    waiting(browser, 20).until(lambda _driver: said())


def test_the_others_of_an_hour_come_when_they_are_opened_by_keyboard(
    browser: webdriver.Chrome, hour: tuple[Home, WebElement]
) -> None:
    _, to = hour
    assert "h4.example" not in to.text
    summary = to.find_element(By.CSS_SELECTOR, f"{OTHERS} > summary")
    assert "and 6 more" in summary.text
    browser.execute_script("arguments[0].focus()", summary)
    summary.send_keys(Keys.ENTER)
    until(browser, lambda: "h4.example" in to.text)
    lines = [line.text for line in to.find_elements(By.CSS_SELECTOR, f"{OTHERS} li")]
    assert len(lines) == 6
    assert lines[-1].startswith(HOSTILE)
    assert browser.switch_to.active_element == summary
    summary.send_keys(Keys.ENTER)
    until(browser, lambda: not to.find_elements(By.CSS_SELECTOR, f"{OTHERS} li"))


def test_what_is_open_stays_open_and_selected_and_follows_the_ledger(
    browser: webdriver.Chrome, hour: tuple[Home, WebElement]
) -> None:
    home, to = hour
    to.find_element(By.CSS_SELECTOR, f"{OTHERS} > summary").click()
    until(browser, lambda: "h4.example" in to.text)
    line = to.find_element(By.CSS_SELECTOR, f"{OTHERS} li")
    browser.execute_script("getSelection().selectAllChildren(arguments[0])", line)
    book = Book(home)
    book._number = 500
    today = datetime.now(ZONE).date()
    book.send(book.at("00:00", today), PHONE, "", host="new.example", sent=20)
    book.close()
    until(browser, lambda: "and 7 more" in to.text and "new.example" in to.text)
    assert len(to.find_elements(By.CSS_SELECTOR, f"{OTHERS} li")) == 7
    assert browser.execute_script("return getSelection().toString()").startswith("h3.example")


def test_where_it_cannot_be_had_the_page_says_so_and_it_can_be_tried_again(
    browser: webdriver.Chrome, hour: tuple[Home, WebElement]
) -> None:
    _, to = hour
    summary = to.find_element(By.CSS_SELECTOR, f"{OTHERS} > summary")
    browser.execute_script("window.fetchKept = fetch; window.fetch = () => Promise.reject(new Error('gone'))")
    summary.click()
    assert "could not be loaded" in wait_for(browser, f".hourly {OTHERS} [role=alert]").text
    browser.execute_script("window.fetch = window.fetchKept")
    summary.click()
    until(browser, lambda: not to.find_elements(By.CSS_SELECTOR, "[role=alert]"))
    summary.click()
    until(browser, lambda: "h4.example" in to.text)
    assert not to.find_elements(By.CSS_SELECTOR, "[role=alert]")


def test_it_waits_in_words_and_fits_a_phone(browser: webdriver.Chrome, hour: tuple[Home, WebElement]) -> None:
    _, to = hour
    resize(browser, 360)
    browser.execute_script("window.fetchKept = fetch; window.fetch = () => new Promise(() => {})")
    to.find_element(By.CSS_SELECTOR, f"{OTHERS} > summary").click()
    assert wait_for(browser, f".hourly {OTHERS} [role=status]").text == "Loading …"
    browser.execute_script("window.fetch = window.fetchKept")
    for _ in range(2):
        to.find_element(By.CSS_SELECTOR, f"{OTHERS} > summary").click()
    until(browser, lambda: "h4.example" in to.text)
    assert overflow(browser) <= 0
    resize(browser, 1280, 900)
