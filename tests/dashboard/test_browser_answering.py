"""In a real Chromium: a dashboard that does not answer says so and comes back by itself; a session that is over leads to
the log-in page; and at no time does a page stand under the address of another."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask, Response, request
from flask.testing import FlaskClient
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from analysis.settings import Home
from tests.dashboard.test_accessibility import RUN, axe
from tests.dashboard.test_browser import browser as browser  # the same browser, logged in
from tests.dashboard.test_browser import open_page, resize, wait_for, waiting
from tests.ledger_book import DAY, morning

Make = Callable[..., Home]
Switch = Callable[[Home], FlaskClient]
COOKIE = "leakledger"


def reach(browser: webdriver.Chrome, offline: bool) -> None:
    limits = {"offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
    browser.execute_cdp_cmd("Network.enable", {})
    browser.execute_cdp_cmd("Network.emulateNetworkConditions", limits)


@pytest.fixture
def home(browser: webdriver.Chrome, address: str, make_home: Make, at_home: Switch) -> Iterator[Home]:
    made = make_home(morning, kind="demo")  # which has a bar on top, also on the log-in page
    at_home(made)
    browser.get(f"{address}/health")
    kept = browser.get_cookie(COOKIE)
    assert kept is not None
    yield made
    reach(browser, offline=False)
    browser.get(f"{address}/login")
    browser.add_cookie({**kept, "sameSite": "Strict"})
    browser.get("about:blank")
    browser.get_log("browser")  # what could not be fetched stands in it, as it should


def notice(browser: webdriver.Chrome) -> str:
    return browser.find_element(By.CSS_SELECTOR, "#answering p").text


def until_notice(browser: webdriver.Chrome, words: str) -> None:
    waiting(browser, 20).until(lambda driver: words in notice(driver) if words else not notice(driver))


def press(browser: webdriver.Chrome, name: str) -> None:
    browser.find_element(By.CSS_SELECTOR, "header nav").find_element(By.LINK_TEXT, name).click()


@pytest.mark.parametrize("width", [1280, 360])
def test_a_live_page_that_gets_no_answer_says_as_of_when_it_is(
    browser: webdriver.Chrome, address: str, home: Home, width: int
) -> None:
    resize(browser, width)
    open_page(browser, f"{address}/?day={DAY}")
    assert notice(browser) == ""
    reach(browser, offline=True)
    until_notice(browser, "leakledger does not answer at the moment. What you see is as of ")
    assert browser.find_element(By.CSS_SELECTOR, "#page h1").is_displayed()
    assert not browser.find_element(By.CSS_SELECTOR, ".rec [role=status]").is_displayed()
    reach(browser, offline=False)
    until_notice(browser, "")
    assert browser.find_element(By.CSS_SELECTOR, ".rec [role=status]").is_displayed()
    resize(browser, 1280, 900)


def test_a_page_that_cannot_be_fetched_leaves_no_other_in_its_place_and_comes_by_itself(
    browser: webdriver.Chrome, address: str, home: Home
) -> None:
    open_page(browser, f"{address}/?day={DAY}")
    before = browser.find_element(By.CSS_SELECTOR, "#page h1").text
    reach(browser, offline=True)
    press(browser, "Evidence")
    until_notice(browser, "This page comes by itself as soon as it does.")
    assert browser.current_url == f"{address}/evidence"
    assert not browser.find_element(By.CSS_SELECTOR, "#page h1").is_displayed()
    reach(browser, offline=False)
    wait_for(browser, ".findings")
    until_notice(browser, "")
    shown = browser.find_element(By.CSS_SELECTOR, "#page h1")
    assert shown.is_displayed()
    assert shown.text != before


def test_what_was_pressed_is_not_asked_for_twice(browser: webdriver.Chrome, address: str, home: Home) -> None:
    open_page(browser, f"{address}/devices")
    button = wait_for(browser, "#devices-enrol")
    wait_for(browser, "#devices-name-native").send_keys("Kettle", Keys.TAB)
    reach(browser, offline=True)
    browser.execute_script("arguments[0].click()", button)
    until_notice(browser, "Whether what you pressed last was done is not known")
    reach(browser, offline=False)
    waiting(browser, 20).until(lambda driver: "does not answer" not in notice(driver))
    assert (
        notice(browser)
        == "Whether what you pressed last was done is not known: look before you press it again."
    )
    assert browser.find_element(By.ID, "devices-name-native").get_attribute("value") == "Kettle"
    browser.execute_script("arguments[0].click()", button)
    until_notice(browser, "")


@pytest.mark.parametrize("pressed", ["Evidence", ""], ids=["a link is pressed", "the live page asks"])
def test_a_session_that_is_over_leads_to_the_log_in_page_and_back(
    browser: webdriver.Chrome, address: str, served: tuple[Flask, str], home: Home, pressed: str
) -> None:
    open_page(browser, f"{address}/health")
    browser.delete_cookie(COOKIE)
    if pressed:
        press(browser, pressed)
    field = wait_for(browser, "#password")
    browser.execute_script(axe())
    assert [one["id"] for one in browser.execute_async_script(RUN)] == []
    field.send_keys(served[1], Keys.ENTER)
    waiting(browser, 20).until(lambda driver: driver.find_elements(By.CSS_SELECTOR, "#page h1"))
    assert browser.current_url == f"{address}/{pressed.lower() or 'health'}"


def test_a_page_that_is_answered_by_an_error_is_not_the_one_before(
    browser: webdriver.Chrome,
    address: str,
    served: tuple[Flask, str],
    home: Home,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    open_page(browser, f"{address}/health")
    broken = ["_pages_content", "health.content"]

    def fail() -> Response | None:
        told = request.get_data(as_text=True)
        return Response("broken", 500) if any(part in told for part in broken) else None

    monkeypatch.setitem(served[0].before_request_funcs, None, [*served[0].before_request_funcs[None], fail])
    until_notice(browser, "This page could not be brought up to date. What you see is as of ")
    press(browser, "Evidence")
    until_notice(browser, "This page could not be made. That is a fault of leakledger")
    assert not browser.find_element(By.CSS_SELECTOR, "#page h1").is_displayed()
    broken.clear()
    press(browser, "Days")
    until_notice(browser, "")
    assert browser.find_element(By.CSS_SELECTOR, "#page h1").is_displayed()


def test_where_no_page_can_be_shown_at_all_none_stays(
    browser: webdriver.Chrome,
    address: str,
    served: tuple[Flask, str],
    home: Home,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    open_page(browser, f"{address}/health")

    def refuse() -> Response:
        return Response("The ledger is made anew.\n", 503, {"Refresh": "1"}, mimetype="text/plain")

    with monkeypatch.context() as now:
        now.setitem(served[0].before_request_funcs, None, [*served[0].before_request_funcs[None], refuse])
        press(browser, "Days")
        waiting(browser, 20).until(
            lambda driver: "made anew" in driver.find_element(By.TAG_NAME, "body").text
        )
    wait_for(browser, "#page h1")
    assert browser.current_url == f"{address}/days"


def test_until_a_page_is_drawn_it_says_so_in_its_language(
    browser: webdriver.Chrome, address: str, home: Home
) -> None:
    after = "return getComputedStyle(document.querySelector(arguments[0]), '::after').content"
    browser.execute_cdp_cmd("Network.enable", {})
    browser.execute_cdp_cmd("Network.setExtraHTTPHeaders", {"headers": {"Accept-Language": "de"}})
    try:
        browser.execute_cdp_cmd("Network.setBlockedURLs", {"urls": ["*/_dash-layout*"]})
        browser.get(f"{address}/days")
        wait_for(browser, "._dash-loading")
        assert browser.execute_script(after, "._dash-loading") == '"Was aufgezeichnet wurde, wird geholt …"'
        until_notice(browser, "leakledger antwortet gerade nicht. Diese Seite kommt von selbst")
        browser.execute_cdp_cmd("Network.setBlockedURLs", {"urls": ["*/_dash-update-component*"]})
        waiting(browser, 20).until(
            lambda driver: driver.find_elements(By.CSS_SELECTOR, "#_pages_content:empty")
        )
        assert browser.execute_script(after, "#_pages_content") == '"Was aufgezeichnet wurde, wird geholt …"'
        browser.execute_cdp_cmd("Network.setBlockedURLs", {"urls": []})
        wait_for(browser, "#page h1")
        assert browser.execute_script(after, "#_pages_content") == "none"
    finally:
        browser.execute_cdp_cmd("Network.setBlockedURLs", {"urls": []})
        browser.execute_cdp_cmd("Network.setExtraHTTPHeaders", {"headers": {}})
