"""The pages in a real Chromium: no error in its console, no request to anybody else, and usable on a phone."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
import pytest
from flask import Flask
from flask.testing import FlaskClient
from selenium import webdriver
from selenium.common.exceptions import NoSuchElementException, StaleElementReferenceException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from analysis.enrolment import enrol
from analysis.settings import Home
from tests.ledger_book import DAY, PHONE, TABLET, ZONE, Book, crowd, found, morning

Make = Callable[..., Home]
Switch = Callable[[Home], FlaskClient]
FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-default-apps", "--window-size=1280,900",
)  # fmt: skip


@pytest.fixture(scope="module")
def browser(
    chromium: str, address: str, served: tuple[Flask, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[webdriver.Chrome]:
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('chromium')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
    driver.set_script_timeout(120)  # axe-core takes long on a machine that is busy
    driver.get(f"{address}/")
    driver.find_element(By.ID, "password").send_keys(served[1])
    driver.find_element(By.TAG_NAME, "button").click()
    yield driver
    driver.quit()


@pytest.fixture(autouse=True)
def quiet(browser: webdriver.Chrome, address: str, at_home: Switch) -> Iterator[None]:
    """Whatever a test does: nothing in the console, and no host but ours."""
    browser.get_log("browser")
    browser.get_log("performance")
    yield
    browser.get("about:blank")  # no page is left to ask on when ``at_home`` serves the home of before
    faults = [
        line["message"] for line in browser.get_log("browser") if line["level"] in ("SEVERE", "WARNING")
    ]
    assert faults == []
    asked = [json.loads(line["message"])["message"] for line in browser.get_log("performance")]
    urls = [
        item["params"]["request"]["url"] for item in asked if item["method"] == "Network.requestWillBeSent"
    ]
    assert {urlsplit(url).netloc for url in urls if url.startswith(("http", "ws"))} <= {
        urlsplit(address).netloc
    }


def waiting(browser: webdriver.Chrome, seconds: int) -> WebDriverWait[webdriver.Chrome]:
    """Waits for a page that is being drawn: what is gone again is looked up anew."""
    return WebDriverWait(
        browser, seconds, ignored_exceptions=(StaleElementReferenceException, NoSuchElementException)
    )


def open_page(browser: webdriver.Chrome, url: str) -> None:
    browser.get(url)
    waiting(browser, 20).until(lambda driver: driver.find_elements(By.CSS_SELECTOR, "#page h1"))


def resize(browser: webdriver.Chrome, width: int, height: int = 844) -> None:
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)


def wait_for(browser: webdriver.Chrome, selector: str) -> WebElement:
    waiting(browser, 20).until(lambda driver: driver.find_elements(By.CSS_SELECTOR, selector))
    return browser.find_element(By.CSS_SELECTOR, selector)


def overflow(browser: webdriver.Chrome) -> int:
    return int(
        browser.execute_script(
            "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
    )


PATHS = (
    "/",
    f"/?day={DAY}",
    f"/?day={DAY}&all=1",
    f"/device/{PHONE}?day={DAY}",
    f"/days?first=2026-11-01&last={DAY}",
    "/evidence",
    "/devices",
    "/health",
)


@pytest.mark.parametrize("fill", [None, morning, crowd], ids=["empty", "full", "crowded"])
def test_every_page_renders_at_every_width(
    browser: webdriver.Chrome,
    address: str,
    make_home: Make,
    at_home: Switch,
    fill: Callable[[Book], None] | None,
) -> None:
    at_home(make_home(fill) if fill else make_home())
    for width in (1280, 390, 360, 320):
        resize(browser, width)
        for path in PATHS:
            open_page(browser, address + path)
            assert overflow(browser) <= 0, f"{path} is wider than {width}"
    resize(browser, 1280, 900)


def test_a_long_device_name_without_a_space_makes_no_page_wider(
    browser: webdriver.Chrome, address: str, make_home: Make, at_home: Switch
) -> None:
    def fill(book: Book) -> None:
        long = f'=HYPERLINK("http://{"evil" * 8}.example")'
        book.devices = [msgspec.structs.replace(device, name=long) for device in book.devices]
        book.send(book.at("08:00"), PHONE, "", found("location.precise"), host="a.example")

    home = make_home(fill)
    enrol(home, "x" * 60, person="y" * 60, ips=("192.0.2.7",))
    at_home(home)
    resize(browser, 360)
    for path in (*PATHS, f"/morning?day={DAY}", f"/could-tell?day={DAY}", "/brain?days=365"):
        open_page(browser, address + path)
        assert overflow(browser) <= 0, path
    resize(browser, 1280, 900)


def test_the_dark_theme_keeps_text_readable(
    browser: webdriver.Chrome, address: str, make_home: Make, at_home: Switch
) -> None:
    at_home(make_home(morning))
    open_page(browser, f"{address}/?day={DAY}")
    colours = "const s = getComputedStyle(document.body); return [s.color, s.backgroundColor]"
    light = browser.execute_script(colours)
    dark = {"features": [{"name": "prefers-color-scheme", "value": "dark"}]}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", dark)
    assert browser.execute_script(colours) != light
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def test_lanes_are_drawn_and_an_hour_leads_to_its_evidence(
    browser: webdriver.Chrome, address: str, make_home: Make, at_home: Switch
) -> None:
    at_home(make_home(morning))
    open_page(browser, f"{address}/?day={DAY}")
    drawn = [one.get_attribute("d") or "" for one in browser.find_elements(By.CSS_SELECTOR, ".lane .mark")]
    assert sum(outline.count("M") for outline in drawn) > 40
    label = browser.find_element(By.CSS_SELECTOR, ".lane a").get_attribute("aria-label")
    assert label is not None
    assert " to " in label
    hour = browser.find_element(
        By.CSS_SELECTOR, f'.lane a[href="/evidence?device={TABLET}&day={DAY}&hour=8"]'
    )
    browser.execute_script(
        "arguments[0].dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true}))", hour
    )
    wait_for(browser, ".findings")
    assert browser.current_url.endswith(f"device={TABLET}&day={DAY}&hour=8")
    assert "light readings" in browser.find_element(By.CSS_SELECTOR, ".findings").text


def test_the_device_page_draws_with_our_own_small_plotly(
    browser: webdriver.Chrome, address: str, make_home: Make, at_home: Switch
) -> None:
    at_home(make_home(morning))
    open_page(browser, f"{address}/device/{TABLET}?day={DAY}")
    waiting(browser, 20).until(lambda driver: len(driver.find_elements(By.CSS_SELECTOR, ".main-svg")) >= 4)
    assert browser.execute_script("return Plotly.version")
    loaded = browser.execute_script(
        "const files = performance.getEntriesByType('resource').filter(file => file.name.includes('plotly.min.js'));"
        "return files.map(file => file.decodedBodySize)"
    )
    assert loaded
    assert max(loaded) < 1_500_000


def test_today_is_live_and_changes_in_place(
    browser: webdriver.Chrome, address: str, make_home: Make, at_home: Switch
) -> None:
    today = datetime.now(ZONE).date()
    home = make_home(
        lambda book: book.send(book.at("00:00", today), PHONE, "social", found("location.precise"))
    )
    at_home(home)
    open_page(browser, f"{address}/")
    table = browser.find_element(By.CSS_SELECTOR, ".recipients")
    mark = browser.find_element(By.CSS_SELECTOR, ".lane .mark")
    assert "Avatar App" not in table.text
    book = Book(home)
    book._number = 500
    book.send(book.at("00:00", today), PHONE, "avatar", found("photo.image"))
    book.close()
    waiting(browser, 15).until(
        lambda _driver: "Avatar App" in table.text
    )  # the very same element: no flicker
    assert mark.is_displayed()
    assert len(browser.find_elements(By.CSS_SELECTOR, f"#lane-{PHONE} .mark")) == 2


def test_an_empty_page_becomes_the_ledger_when_something_is_recorded(
    browser: webdriver.Chrome, address: str, make_home: Make, at_home: Switch
) -> None:
    home = make_home()
    at_home(home)
    open_page(browser, f"{address}/")
    assert "Connect a device" in browser.find_element(By.ID, "page").text
    today = datetime.now(ZONE).date()
    book = Book(home)
    book.send(book.at("00:00", today), PHONE, "social", found("location.precise"))
    book.close()
    waiting(browser, 15).until(lambda driver: "Since midnight" in driver.find_element(By.ID, "page").text)
    assert "Connect a device" not in browser.find_element(By.ID, "page").text


def test_a_finding_opens_and_closes(
    browser: webdriver.Chrome, address: str, make_home: Make, at_home: Switch
) -> None:
    at_home(make_home(morning))
    open_page(browser, f"{address}/evidence?kind=photo")
    button = wait_for(browser, ".findings .open button")
    assert button.get_attribute("aria-haspopup") == "dialog"
    button.click()
    opened = wait_for(browser, "dialog[open] dl + h3, dialog[open] .facts")
    waiting(browser, 20).until(
        lambda driver: "keyed digest of the value" in driver.find_element(By.CSS_SELECTOR, "dialog").text
    )
    assert "rules-1" in browser.find_element(By.CSS_SELECTOR, "dialog").text
    browser.find_element(By.CSS_SELECTOR, "dialog .close").click()
    waiting(browser, 10).until(lambda driver: not opened.is_displayed())


def test_filters_go_into_the_address_and_back(
    browser: webdriver.Chrome, address: str, make_home: Make, at_home: Switch
) -> None:
    at_home(make_home(morning))
    open_page(browser, f"{address}/evidence")
    wait_for(browser, "#evidence-kind-native option[value=photo]").click()
    waiting(browser, 15).until(lambda driver: "kind=photo" in driver.current_url)
    waiting(browser, 15).until(
        lambda driver: "11 findings" in driver.find_element(By.CSS_SELECTOR, ".line").text
    )

    def search(driver: webdriver.Chrome) -> bool:
        driver.find_element(By.ID, "evidence-text-native").send_keys("no such thing\n")
        return True

    waiting(browser, 15).until(search)
    waiting(browser, 15).until(lambda driver: driver.find_elements(By.CSS_SELECTOR, ".none"))
    assert "no+such+thing" in browser.current_url.replace("%20", "+")
    browser.back()
    waiting(browser, 15).until(
        lambda driver: "11 findings" in driver.find_element(By.CSS_SELECTOR, ".line").text
    )
    assert "such" not in browser.current_url


def test_what_a_device_sent_stays_text(
    browser: webdriver.Chrome, address: str, make_home: Make, at_home: Switch
) -> None:
    evil = "\"><img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"

    def fill(book: Book) -> None:
        book.send(book.at("08:00"), PHONE, "", found("location.precise", evil), host=evil)

    at_home(make_home(fill))
    for path in (f"/?day={DAY}", "/evidence", f"/device/{PHONE}?day={DAY}"):
        open_page(browser, address + path)
        assert evil in browser.find_element(By.ID, "page").text
        assert browser.find_elements(By.CSS_SELECTOR, "#page img") == []
        assert "owned" not in browser.title


def test_what_turns_the_direction_of_reading_is_written_out(
    browser: webdriver.Chrome, address: str, make_home: Make, at_home: Switch
) -> None:
    turned = "\u202egpj.elpmaxe.live.example"

    def fill(book: Book) -> None:
        book.devices = [msgspec.structs.replace(device, name="\u2067Anna") for device in book.devices]
        book.send(book.at("08:00"), PHONE, "", found("location.precise"), host=turned)

    at_home(make_home(fill))
    for path in (f"/?day={DAY}", "/evidence", f"/device/{PHONE}?day={DAY}", "/brain?days=365"):
        open_page(browser, address + path)
        text = browser.find_element(By.TAG_NAME, "body").text
        assert "\\u202egpj.elpmaxe.live.example" in text, path
        assert "\u202e" not in browser.page_source
        assert "\u2067" not in browser.page_source


def test_the_self_test_button_answers(
    browser: webdriver.Chrome, address: str, make_home: Make, at_home: Switch
) -> None:
    at_home(make_home())
    open_page(browser, f"{address}/")
    browser.find_element(By.ID, "self-test").click()
    waiting(browser, 30).until(
        lambda driver: "could not run" in driver.find_element(By.ID, "self-test-result").text
    )


def test_logging_out_from_the_page(
    browser: webdriver.Chrome,
    address: str,
    make_home: Make,
    at_home: Switch,
    served: tuple[Flask, str],
    tmp_path: Path,
) -> None:
    at_home(make_home())
    open_page(browser, f"{address}/")
    browser.find_element(By.CSS_SELECTOR, ".rec button").click()
    waiting(browser, 10).until(lambda driver: driver.find_elements(By.ID, "password"))
    browser.find_element(By.ID, "password").send_keys(served[1])
    browser.find_element(By.TAG_NAME, "button").click()
    wait_for(browser, "#page h1")


_LABELS = """return [...document.querySelectorAll(arguments[0])].map(item => {
    const box = item.getBoundingClientRect(); return [box.left, box.right]; }).sort((a, b) => a[0] - b[0])"""


@pytest.mark.parametrize("width", [360, 390])
def test_times_under_charts_and_lanes_do_not_overlap_on_a_phone(
    browser: webdriver.Chrome, address: str, make_home: Make, at_home: Switch, width: int
) -> None:
    at_home(make_home(morning))
    resize(browser, width)
    open_page(browser, f"{address}/device/{PHONE}?day={DAY}")
    wait_for(browser, ".js-plotly-plot .xtick text")
    for selector in (".chart:first-of-type .xtick text", ".hours span"):
        boxes = [box for box in browser.execute_script(_LABELS, selector) if box[1] > box[0]]
        assert len(boxes) >= 3
        assert all(left[1] < right[0] for left, right in pairwise(boxes)), (selector, boxes)
        assert boxes[-1][1] <= width
    resize(browser, 1280, 900)


def test_a_phone_shows_what_a_company_got(
    browser: webdriver.Chrome, address: str, make_home: Make, at_home: Switch
) -> None:
    at_home(make_home(morning))
    resize(browser, 360)
    open_page(browser, f"{address}/?day={DAY}")
    rows = browser.find_elements(By.CSS_SELECTOR, ".recipients tbody tr")
    row = next(row for row in rows if "Avatar App" in row.text)
    assert {chip.text for chip in row.find_elements(By.CSS_SELECTOR, ".kinds .chip")} == {"location", "photo"}
    assert all(chip.is_displayed() for chip in row.find_elements(By.CSS_SELECTOR, ".chip"))
    resize(browser, 1280, 900)
