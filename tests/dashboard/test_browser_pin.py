"""In a real Chromium: a message is kept from its drawer and let go again, at each width, without a serious violation."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from selenium import webdriver
from selenium.webdriver.common.by import By

from analysis.pin_journal import Pins
from analysis.settings import Home
from tests.dashboard.test_accessibility import RUN, axe
from tests.dashboard.test_browser import browser as browser
from tests.dashboard.test_browser import open_page, overflow, resize, wait_for, waiting
from tests.dashboard.test_browser import quiet as quiet
from tests.pinned_home import PLACE, recorded

Switch = Callable[[Home], FlaskClient]
BUTTON = "#message-kept button"


def says(browser: webdriver.Chrome, words: str) -> None:
    waiting(browser, 20).until(lambda driver: words in driver.find_element(By.ID, "message-kept").text)


@pytest.mark.parametrize("width", [1280, 360])
def test_a_message_is_kept_and_let_go_from_the_drawer(
    browser: webdriver.Chrome, address: str, at_home: Switch, tmp_path: Path, width: int
) -> None:
    home = recorded(tmp_path / "home")
    at_home(home)
    resize(browser, width)
    open_page(browser, f"{address}/evidence?kind=location")
    wait_for(browser, f'[data-open="{PLACE.id}-0"]').click()
    says(browser, "is kept until about")
    wait_for(browser, BUTTON).click()
    says(browser, "It is kept from now on.")
    assert [*Pins(home.journal_dir).refresh().now] == [PLACE.id]
    assert browser.find_element(By.CSS_SELECTOR, BUTTON).text == "Let it go"
    assert browser.find_elements(By.CSS_SELECTOR, "dialog[open]")
    assert overflow(browser) <= 0
    browser.execute_script(axe())
    found = browser.execute_async_script(RUN)
    assert [item["id"] for item in found if item["impact"] in ("serious", "critical")] == []
    browser.find_element(By.CSS_SELECTOR, BUTTON).click()
    says(browser, "It is let go")
    assert Pins(home.journal_dir).refresh().now == {}
    assert browser.find_element(By.CSS_SELECTOR, BUTTON).text == "Keep what was sent"
    resize(browser, 1280, 900)
