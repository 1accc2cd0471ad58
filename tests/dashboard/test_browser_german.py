"""German is longer than English: every page in a real Chromium, as wide as a desk and as narrow as a phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask.testing import FlaskClient
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from analysis.settings import Home
from dashboard.language import COOKIE
from tests.dashboard.test_accessibility import axe, paths
from tests.dashboard.test_browser import browser as browser  # the same browser, logged in
from tests.dashboard.test_browser import open_page, overflow, resize
from tests.dashboard.test_browser import quiet as quiet
from tests.ledger_book import Book, crowd, morning

Make = Callable[..., Home]
Switch = Callable[[Home], FlaskClient]


@pytest.fixture
def german(browser: webdriver.Chrome, address: str) -> Iterator[webdriver.Chrome]:
    browser.get(f"{address}/health")
    browser.add_cookie({"name": COOKIE, "value": "de"})
    yield browser
    browser.delete_cookie(COOKIE)
    resize(browser, 1280, 900)


@pytest.mark.parametrize("fill", [None, morning, crowd], ids=["empty", "full", "crowded"])
def test_no_page_scrolls_sideways_in_german(
    german: webdriver.Chrome,
    address: str,
    make_home: Make,
    at_home: Switch,
    fill: Callable[[Book], None] | None,
) -> None:
    at_home(make_home(fill) if fill else make_home())
    for width in (1280, 390, 360):
        resize(german, width)
        for path in paths():
            open_page(german, address + path)
            assert german.execute_script("return document.documentElement.lang") == "de"
            assert overflow(german) <= 0, f"{path} is wider than {width}"


def test_no_page_has_a_serious_violation_in_german(
    german: webdriver.Chrome, address: str, make_home: Make, at_home: Switch
) -> None:
    at_home(make_home(morning))
    run = """const done = arguments[arguments.length - 1];
    axe.run(document, {resultTypes: ["violations"]}).then(found => done(found.violations));"""
    resize(german, 360)
    for path in paths():
        open_page(german, address + path)
        german.execute_script(axe())
        found = german.execute_async_script(run)
        assert [item["id"] for item in found if item["impact"] in ("serious", "critical")] == [], path


def test_the_foot_of_a_page_switches_the_language_there_and_back(
    browser: webdriver.Chrome, address: str, make_home: Make, at_home: Switch
) -> None:
    at_home(make_home(morning))
    open_page(browser, f"{address}/devices")
    before = browser.find_element(By.TAG_NAME, "h1").text
    for code, title in (("de", "Geräte · leakledger"), ("en", "Devices · leakledger")):
        browser.find_element(By.CSS_SELECTOR, f'footer button[value="{code}"]').click()
        WebDriverWait(browser, 20).until(lambda driver, title=title: driver.title == title)
        assert browser.current_url == f"{address}/devices"
        assert browser.execute_script("return document.documentElement.lang") == code
    WebDriverWait(browser, 20).until(lambda driver: driver.find_elements(By.CSS_SELECTOR, "#page h1"))
    assert browser.find_element(By.TAG_NAME, "h1").text == before
    browser.delete_cookie(COOKIE)
