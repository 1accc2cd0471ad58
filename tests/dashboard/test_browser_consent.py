"""The Devices page in a real Chromium: nothing is opened before it is entered who said yes, by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Callable

from flask.testing import FlaskClient
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from analysis.devices import decisions
from analysis.settings import Home
from tests.dashboard.test_browser import browser as browser  # the same browser, logged in
from tests.dashboard.test_browser import open_page, overflow, resize, wait_for, waiting
from tests.dashboard.test_browser import quiet as quiet  # nothing in the console

Make = Callable[..., Home]
Switch = Callable[[Home], FlaskClient]


def says(browser: webdriver.Chrome, selector: str, words: str) -> None:
    waiting(browser, 20).until(lambda _driver: words in browser.find_element(By.CSS_SELECTOR, selector).text)


def enter(browser: webdriver.Chrome, field: str, words: str) -> None:
    browser.find_element(By.ID, f"devices-{field}-native").send_keys(words)


def test_a_device_is_opened_once_it_is_entered_who_said_yes(
    browser: webdriver.Chrome, address: str, make_home: Make, at_home: Switch
) -> None:
    home = make_home()
    at_home(home)
    open_page(browser, f"{address}/devices")
    wait_for(browser, "#devices-enrol")
    for field, words in (("name", "Anna's phone"), ("person", "Anna"), ("address", "192.0.2.7")):
        enter(browser, field, words)
    browser.find_element(By.CSS_SELECTOR, "#devices-state-native option[value=open]").click()
    browser.find_element(By.ID, "devices-enrol").click()
    says(browser, "#devices-said", "only observed from now on")
    says(browser, ".card.device", "That Anna said yes is not on record.")
    assert [item.device.mode for item in decisions(home)] == ["observe"]
    card = browser.find_element(By.CSS_SELECTOR, ".card.device")
    card.find_element(By.CSS_SELECTOR, ".asked summary").click()
    card.find_element(By.XPATH, ".//button[text()='Yes to being opened']").click()
    says(browser, "#devices-said", "Not done: enter who said yes to it; ask them first.")
    assert len(decisions(home)) == 1
    card.find_element(By.CSS_SELECTOR, ".asked input").send_keys("Anna")
    card.find_element(By.XPATH, ".//button[text()='Yes to being opened']").click()
    says(browser, "#devices-said", "is opened from now on")
    says(browser, ".card.device", "Anna said yes to this on")
    says(browser, ".card.device", "That is the word of the owner of the box.")
    last = decisions(home)[-1]
    assert (last.device.mode, last.agreed, last.by) == ("open", "Anna", "")


def test_each_field_has_its_own_label_and_works_by_keyboard_on_a_phone(
    browser: webdriver.Chrome, address: str, make_home: Make, at_home: Switch
) -> None:
    home = make_home()
    at_home(home)
    resize(browser, 360)
    open_page(browser, f"{address}/devices")
    wait_for(browser, "#devices-enrol")
    for number in (1, 2):
        enter(browser, "name", f"{Keys.CONTROL}a{Keys.NULL}device {number}")
        enter(browser, "address", f"{Keys.CONTROL}a{Keys.NULL}192.0.2.{number}")
        browser.find_element(By.ID, "devices-enrol").click()
        says(browser, "#devices", f"device {number}")
    ids = [item.get_attribute("id") for item in browser.find_elements(By.CSS_SELECTOR, ".asked input")]
    assert len(set(ids)) == 2
    assert not any("object" in (id or "") for id in ids)
    second = browser.find_elements(By.CSS_SELECTOR, ".card.device")[1]
    summary = second.find_element(By.CSS_SELECTOR, ".asked summary")
    browser.execute_script("arguments[0].focus()", summary)
    summary.send_keys(Keys.ENTER)
    second.find_element(By.CSS_SELECTOR, ".asked input").send_keys("Ben", Keys.TAB)
    assert overflow(browser) <= 0
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    says(browser, "#devices-said", "device 2 is opened from now on")
    assert [item.device.name for item in decisions(home) if item.agreed == "Ben"] == ["device 2"]
