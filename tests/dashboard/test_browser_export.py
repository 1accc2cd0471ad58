"""Evidence in a real Chromium: a file of exactly what was chosen, however much it is, and the page stays."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

from flask.testing import FlaskClient
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from analysis.evidence_queries import MAX_CHOSEN
from analysis.settings import Home
from tests.dashboard.test_browser import browser as browser
from tests.dashboard.test_browser import open_page, wait_for, waiting
from tests.dashboard.test_browser import quiet as quiet
from tests.dashboard.test_browser_evidence import boxes, choose, names_chosen, says, written
from tests.ledger_book import PHONE, Book, found

Make = Callable[..., Home]
Switch = Callable[[Home], FlaskClient]
IN_ONE = 25  # findings of a message
_ADD = """
    const kept = JSON.parse(sessionStorage.getItem("leakledger-chosen"));
    sessionStorage.setItem("leakledger-chosen", JSON.stringify({ ...kept, names: [...kept.names, ...arguments[0]] }));
"""


def thousands(book: Book) -> None:
    """A few more findings than can be chosen."""
    for number in range(MAX_CHOSEN // IN_ONE + 4):
        at = book.at(f"{8 + number // 60:02}:{number % 60:02}")
        book.send(at, PHONE, "avatar", *(found("photo.image") for _ in range(IN_ONE)))


def every_name(client: FlaskClient) -> list[str]:
    lines = client.get("/download/findings.csv").text.splitlines()
    return [row["finding_id"] for row in csv.DictReader(lines)]


def test_ten_thousand_chosen_findings_come_as_one_file_with_the_keyboard(
    browser: webdriver.Chrome, address: str, make_home: Make, at_home: Switch, tmp_path: Path
) -> None:
    home = make_home(thousands)
    every = every_name(at_home(home))
    assert len(every) > MAX_CHOSEN
    open_page(browser, f"{address}/evidence")
    wait_for(browser, ".findings input[type=checkbox]")
    first = choose(browser, 0)
    says(browser, "1 chosen")
    others = [name for name in every if name != first][: MAX_CHOSEN - 2]
    browser.execute_script(_ADD, others)  # as if chosen on a hundred other pages
    browser.refresh()
    wait_for(browser, ".findings input[type=checkbox]")
    place = next(place for place, box in enumerate(boxes(browser)) if not box.is_selected())
    last = choose(browser, place)
    waiting(browser, 20).until(
        lambda driver: "10,000 chosen" in driver.find_element(By.CSS_SELECTOR, ".chosen").text
    )
    before, here = browser.current_url, names_chosen(browser)
    browser.get_log("performance")
    of_file = written(browser, tmp_path)  # by Enter on the button
    assert len(of_file) == MAX_CHOSEN
    assert sorted(of_file) == sorted({first, last, *others})
    assert browser.current_url == before  # and the page is still there, with what is chosen
    assert names_chosen(browser) == here
    asked = [json.loads(line["message"])["message"]["params"] for line in browser.get_log("performance")]
    (request,) = (one["request"] for one in asked if "/download/" in one.get("request", {}).get("url", ""))
    assert (request["method"], request["url"]) == (
        "POST",
        f"{address}/download/findings.csv",
    )  # nothing in the address


def test_enter_on_a_box_downloads_what_is_chosen_and_the_page_stays(
    browser: webdriver.Chrome, address: str, make_home: Make, at_home: Switch, tmp_path: Path
) -> None:
    def some(book: Book) -> None:
        book.send(book.at("09:00"), PHONE, "avatar", *(found("photo.image") for _ in range(9)))

    at_home(make_home(some))
    behavior = {"behavior": "allow", "downloadPath": str(tmp_path)}
    browser.execute_cdp_cmd("Browser.setDownloadBehavior", behavior)
    open_page(browser, f"{address}/evidence")
    wait_for(browser, ".findings input[type=checkbox]")
    chosen = {choose(browser, 1), choose(browser, 4)}
    says(browser, "2 chosen")
    box = boxes(browser)[4]
    box.send_keys(Keys.ENTER)
    file = tmp_path / "findings.csv"
    waiting(browser, 20).until(lambda _driver: file.exists())
    with file.open(newline="") as stream:
        assert {row["finding_id"] for row in csv.DictReader(stream)} == chosen
    assert box.is_selected()  # the very same element
