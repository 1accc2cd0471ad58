"""Consent and connection in a real Chromium: long and hostile names fit a phone, as text; the link leads to Devices."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from selenium import webdriver
from selenium.webdriver.common.by import By

from analysis.consent import digest_for
from analysis.devices import Device, decide
from analysis.records import Address
from analysis.settings import Home
from tests.dashboard.test_accessibility import axe
from tests.dashboard.test_browser import browser as browser  # the same browser, logged in
from tests.dashboard.test_browser import open_page, overflow, resize, wait_for, waiting
from tests.dashboard.test_browser import quiet as quiet  # nothing in the console
from tests.dashboard.test_standing_part import FIRST, enrolled
from tests.ledger_book import DAY, PHONE, WATCH, morning

Make = Callable[..., Home]
Switch = Callable[[Home], FlaskClient]
LONG = "<b>Bartholomaeus</b>" + "x" * 40
AXE = """
    const done = arguments[arguments.length - 1];
    axe.run(document, {resultTypes: ["violations"]}).then(found => done(found.violations));"""


@pytest.fixture
def home(browser: webdriver.Chrome, make_home: Make, at_home: Switch) -> Iterator[Home]:
    """The phone's yes is on record, with names that are too long; the watch's is not."""
    made = make_home(morning)
    known = (Address(kind="proxy_user", value="u" * 60), Address(kind="mac", value="3c:a6:2f:00:00:01"))
    enrolled(made, 0, "observe", addresses=known)
    for day in range(1, 7):
        enrolled(made, day, "open" if day % 2 else "paused", LONG if day % 2 else "", LONG, addresses=known)
    enrolled(made, 7, "open", LONG, addresses=known)
    watch = Device(id=WATCH, name="Watch", person="Ben", mode="observe")
    decide(made, watch, FIRST + timedelta(days=1), agreed_to=digest_for("observe"))
    at_home(made)
    yield made
    browser.get("about:blank")  # a live page would ask the next home, which has no ledger


@pytest.mark.parametrize("width", [360, 1280])
def test_it_fits_and_breaks_no_rule_of_axe(
    browser: webdriver.Chrome, address: str, home: Home, width: int
) -> None:
    resize(browser, width)
    open_page(browser, f"{address}/device/{PHONE}?day={DAY}")
    shown = wait_for(browser, ".standing")
    assert f"{LONG} said yes to being opened" in shown.text
    assert not shown.find_elements(By.CSS_SELECTOR, "dd b b")  # of a name nothing is markup
    shown.find_element(By.CSS_SELECTOR, "details.rest > summary").click()
    waiting(browser, 20).until(lambda _driver: "1 Nov 2026, 09:00: observed" in shown.text)
    assert overflow(browser) <= 0
    inside = "const e = arguments[0]; return e.scrollWidth - e.clientWidth"
    assert browser.execute_script(inside, shown) <= 0
    browser.execute_script(axe())
    found: list[dict[str, Any]] = browser.execute_async_script(AXE)
    assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []
    resize(browser, 1280, 900)


def test_a_yes_that_is_not_on_record_is_said_and_devices_is_one_click_away(
    browser: webdriver.Chrome, address: str, home: Home
) -> None:
    open_page(browser, f"{address}/device/{WATCH}?day={DAY}")
    assert "That Ben said yes is not on record." in wait_for(browser, ".standing").text
    browser.execute_script("arguments[0].click()", wait_for(browser, ".standing + p a"))
    waiting(browser, 20).until(lambda driver: driver.current_url.endswith("/devices"))
    assert wait_for(browser, "#devices h1").text
