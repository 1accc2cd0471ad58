"""Evidence, brain and company pages in a real Chromium: the drawer, choosing rows, drilling down, and hostile words."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from flask.testing import FlaskClient
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

from analysis.catalogue_facts import Feed, Investor
from analysis.devices import Device
from analysis.ledger import Ledger
from analysis.settings import Home
from dashboard.brain_flow import FEW
from tests.company_book import describe, rich_catalogue, this_morning
from tests.dashboard.kept_home import EVIL, HOSTILE, PLAIN, analysed
from tests.dashboard.test_accessibility import RUN, axe, shade
from tests.dashboard.test_browser import browser as browser
from tests.dashboard.test_browser import open_page, overflow, resize, wait_for, waiting
from tests.dashboard.test_browser import quiet as quiet
from tests.ledger_book import PHONE, ZONE, Book, crowd, found, morning

Make = Callable[..., Home]
Switch = Callable[[Home], FlaskClient]


def text_of(browser: webdriver.Chrome, selector: str) -> str:
    return browser.find_element(By.CSS_SELECTOR, selector).text


def click(browser: webdriver.Chrome, selector: str) -> None:
    browser.execute_script("arguments[0].click()", wait_for(browser, selector))


def test_the_drawer_opens_shows_the_layers_when_asked_and_closes_with_escape(
    browser: webdriver.Chrome, address: str, at_home: Switch, tmp_path: Path
) -> None:
    at_home(analysed(tmp_path / "home"))
    open_page(browser, f"{address}/evidence?kind=location&text=graph.facebook.com")
    button = wait_for(browser, f'[data-open="{PLAIN.id}-0"]')
    button.click()
    waiting(browser, 20).until(lambda driver: "Who received it" in text_of(driver, "dialog[open]"))
    assert "52.23521" not in text_of(browser, "dialog")
    click(browser, "#message-show")
    waiting(browser, 20).until(lambda driver: text_of(driver, "dialog mark") == "52.23521")
    assert browser.switch_to.active_element.tag_name != "body"
    browser.switch_to.active_element.send_keys(Keys.ESCAPE)
    waiting(browser, 10).until(lambda driver: not driver.find_elements(By.CSS_SELECTOR, "dialog[open]"))
    assert browser.switch_to.active_element == button  # where one was before
    button.click()  # and the same again
    waiting(browser, 20).until(
        lambda driver: driver.find_elements(By.CSS_SELECTOR, "dialog[open] #message-show")
    )
    browser.find_element(By.CSS_SELECTOR, "dialog .close").click()
    waiting(browser, 10).until(lambda driver: not driver.find_elements(By.CSS_SELECTOR, "dialog[open]"))


def test_a_finding_has_an_address_that_lasts(
    browser: webdriver.Chrome, address: str, at_home: Switch, tmp_path: Path
) -> None:
    at_home(analysed(tmp_path / "home"))
    for width in (1280, 360):
        resize(browser, width)
        open_page(browser, f"{address}/evidence?event={PLAIN.id}-1")
        click(browser, "#message-show")
        waiting(browser, 20).until(lambda driver: text_of(driver, ".layers mark") == "10.56412")
        click(browser, ".message details summary")
        assert "1f 8b 08" in text_of(browser, "pre.raw")
        assert overflow(browser) <= 0
    resize(browser, 1280, 900)


@pytest.mark.parametrize("width", [1280, 360])
def test_rows_are_chosen_and_only_they_are_downloaded(
    browser: webdriver.Chrome, address: str, make_home: Make, at_home: Switch, tmp_path: Path, width: int
) -> None:
    at_home(make_home(morning))
    folder = {"behavior": "allow", "downloadPath": str(tmp_path)}
    browser.execute_cdp_cmd("Browser.setDownloadBehavior", folder)
    resize(browser, width)
    open_page(browser, f"{address}/evidence?kind=photo")
    submit = wait_for(browser, ".chosen button")
    assert not submit.is_displayed()
    boxes = browser.find_elements(By.CSS_SELECTOR, ".findings input[type=checkbox]")
    assert len(boxes) == 11
    for box in boxes[:2]:
        browser.execute_script("arguments[0].click()", box)
    waiting(browser, 5).until(lambda _driver: submit.is_displayed())
    submit.click()
    file = tmp_path / "findings.csv"
    waiting(browser, 20).until(lambda _driver: file.exists())
    with file.open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    names = {box.get_attribute("value") for box in boxes[:2]}
    assert {row["finding_id"] for row in rows} == names
    resize(browser, 1280, 900)


def test_enter_on_a_box_does_not_leave_the_page_where_nothing_is_chosen(
    browser: webdriver.Chrome, address: str, make_home: Make, at_home: Switch
) -> None:
    at_home(make_home(morning))
    open_page(browser, f"{address}/evidence?kind=photo")
    box = wait_for(browser, ".findings input[type=checkbox]")
    box.send_keys(Keys.ENTER)
    waiting(browser, 5).until(lambda driver: "/evidence" in driver.current_url)
    box.send_keys(Keys.SPACE)
    assert box.is_selected()  # the very same element: the page is still there


def test_new_findings_are_told_and_what_is_chosen_stays_chosen(
    browser: webdriver.Chrome, address: str, make_home: Make, at_home: Switch
) -> None:
    today = datetime.now(ZONE).date()
    home = make_home(
        lambda book: book.send(book.at("00:00", today), PHONE, "social", found("location.precise"))
    )
    at_home(home)
    open_page(browser, f"{address}/evidence")
    box = wait_for(browser, ".findings input[type=checkbox]")
    box.click()
    book = Book(home)
    book._number = 500
    book.send(book.at("00:01", today), PHONE, "avatar", found("photo.image"))
    book.close()
    waiting(browser, 20).until(lambda driver: "1 new finding came since" in text_of(driver, "#evidence-new"))
    assert box.is_selected()  # the very same element
    assert len(browser.find_elements(By.CSS_SELECTOR, ".findings tbody tr")) == 1
    browser.find_element(By.CSS_SELECTOR, "#evidence-new a").click()
    waiting(browser, 20).until(
        lambda driver: len(driver.find_elements(By.CSS_SELECTOR, ".findings tbody tr")) == 2
    )


def boxes(browser: webdriver.Chrome) -> list[WebElement]:
    return browser.find_elements(By.CSS_SELECTOR, ".findings input[type=checkbox]")


def names_chosen(browser: webdriver.Chrome) -> set[str]:
    return {box.get_attribute("value") or "" for box in boxes(browser) if box.is_selected()}


def choose(browser: webdriver.Chrome, place: int) -> str:
    """Press the box of a row, with the keyboard; the finding's name."""
    box = boxes(browser)[place]
    box.send_keys(Keys.SPACE)
    return box.get_attribute("value") or ""


def says(browser: webdriver.Chrome, words: str) -> None:
    waiting(browser, 20).until(lambda driver: text_of(driver, ".chosen [role=status]") == words)


def turn(browser: webdriver.Chrome, words: str, here: str) -> None:
    """Follow a link of the pager, and wait for what it then says."""
    pager = browser.find_element(By.CSS_SELECTOR, "nav[aria-label='pages of findings']")
    browser.execute_script("arguments[0].click()", pager.find_element(By.LINK_TEXT, words))
    waiting(browser, 20).until(lambda driver: here in text_of(driver, "#page"))


def written(browser: webdriver.Chrome, folder: Path) -> list[str]:
    """Press the button under the table; the names of the findings in the file that comes."""
    behavior = {"behavior": "allow", "downloadPath": str(folder)}
    browser.execute_cdp_cmd("Browser.setDownloadBehavior", behavior)
    browser.find_element(By.CSS_SELECTOR, ".chosen button[type=submit]").send_keys(Keys.ENTER)
    file = folder / "findings.csv"
    waiting(browser, 20).until(lambda _driver: file.exists())
    with file.open(newline="") as stream:
        return [row["finding_id"] for row in csv.DictReader(stream)]


def hundreds(book: Book) -> None:
    """Findings of today, enough for three pages."""
    today = datetime.now(ZONE).date()
    begin = book.at("00:00", today)
    for second in range(250):
        book.send(begin + timedelta(milliseconds=second), PHONE, "avatar", found("photo.image"))


def test_what_is_chosen_lasts_over_pages_drawer_and_new_findings_and_is_what_is_downloaded(
    browser: webdriver.Chrome, address: str, make_home: Make, at_home: Switch, tmp_path: Path
) -> None:
    home = make_home(hundreds)
    at_home(home)
    open_page(browser, f"{address}/evidence")
    wait_for(browser, ".findings input[type=checkbox]")
    assert text_of(browser, ".chosen") == ""
    first = {choose(browser, 0), choose(browser, 7)}
    says(browser, "2 chosen")
    turn(browser, "next →", "101 to 200 of 250")
    says(browser, "2 chosen, 2 of them on other pages")
    assert names_chosen(browser) == set()
    second, wrong = choose(browser, 3), choose(browser, 4)
    says(browser, "4 chosen, 2 of them on other pages")
    assert choose(browser, 4) == wrong  # pressed again: not that one
    says(browser, "3 chosen, 2 of them on other pages")
    browser.find_element(By.CSS_SELECTOR, f'[data-open="{second}"]').click()
    wait_for(browser, "dialog[open]")
    browser.switch_to.active_element.send_keys(Keys.ESCAPE)
    waiting(browser, 10).until(lambda driver: not driver.find_elements(By.CSS_SELECTOR, "dialog[open]"))
    assert names_chosen(browser) == {second}
    turn(browser, "← before", "1 to 100 of 250")
    says(browser, "3 chosen, 1 of them on other pages")
    assert names_chosen(browser) == first
    click(browser, "nav[aria-label='pages of findings'] a")  # first: where it is said that new ones came
    waiting(browser, 20).until(lambda driver: not driver.find_elements(By.LINK_TEXT, "first"))
    assert names_chosen(browser) == first
    book = Book(home)
    book._number = 500
    book.send(book.at("00:01", datetime.now(ZONE).date()), PHONE, "avatar", found("photo.image"))
    book.close()
    waiting(browser, 20).until(lambda driver: "1 new finding came since" in text_of(driver, "#evidence-new"))
    browser.find_element(By.CSS_SELECTOR, "#evidence-new a").click()
    waiting(browser, 20).until(lambda driver: "1 to 100 of 251" in text_of(driver, "#page"))
    says(browser, "3 chosen, 1 of them on other pages")
    assert names_chosen(browser) == first
    assert not boxes(browser)[0].is_selected()  # the new one, where a chosen one stood
    of_file = written(browser, tmp_path)
    assert sorted(of_file) == sorted({*first, second})
    assert names_chosen(browser) == first  # and the page is still there


def test_another_order_keeps_the_choice_and_other_filters_say_what_they_do_with_it(
    browser: webdriver.Chrome, address: str, make_home: Make, at_home: Switch, tmp_path: Path
) -> None:
    at_home(make_home(hundreds))
    open_page(browser, f"{address}/evidence?kind=photo")
    wait_for(browser, ".findings input[type=checkbox]")
    before = choose(browser, 0)
    open_page(browser, f"{address}/evidence?kind=photo&order=oldest")
    says(browser, "1 chosen, 1 of them on other pages")
    open_page(browser, f"{address}/evidence?device={PHONE}")
    elsewhere = "1 chosen with other filters. Choosing here lets go of them."
    says(browser, elsewhere)
    assert boxes(browser)[0].get_attribute("value") == before
    assert names_chosen(browser) == set()
    assert not browser.find_element(By.CSS_SELECTOR, ".chosen button[type=submit]").is_displayed()
    boxes(browser)[1].send_keys(Keys.ENTER)  # asks for a download too: of nothing
    open_page(browser, f"{address}/evidence?kind=photo")  # nothing was let go of
    says(browser, "1 chosen")
    open_page(browser, f"{address}/evidence?device={PHONE}")
    says(browser, elsewhere)
    after = choose(browser, 2)
    says(browser, "1 chosen")
    assert written(browser, tmp_path) == [after]
    open_page(browser, f"{address}/evidence?kind=photo")
    says(browser, elsewhere)
    browser.find_element(By.CSS_SELECTOR, ".chosen .clear").send_keys(Keys.ENTER)
    says(browser, "Nothing is chosen any more.")
    assert browser.switch_to.active_element.get_attribute("role") == "status"  # the button is gone
    open_page(browser, f"{address}/evidence?device={PHONE}")
    wait_for(browser, ".findings input[type=checkbox]")
    assert text_of(browser, ".chosen") == ""


def test_where_no_more_can_be_chosen_the_page_says_so_and_keeps_what_is(
    browser: webdriver.Chrome,
    address: str,
    make_home: Make,
    at_home: Switch,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr("dashboard.evidence_choice.MAX_CHOSEN", 2)
    at_home(make_home(hundreds))
    open_page(browser, f"{address}/evidence")
    wait_for(browser, ".findings input[type=checkbox]")
    chosen = {choose(browser, 0), choose(browser, 1)}
    says(browser, "2 chosen. No more can be chosen at once.")
    for place in (2, 3):
        choose(browser, place)
        says(browser, "2 chosen. Not chosen: at most 2 can be chosen at once.")
        assert names_chosen(browser) == chosen
    turn(browser, "next →", "101 to 200 of 250")
    says(browser, "2 chosen, 2 of them on other pages. No more can be chosen at once.")
    assert set(written(browser, tmp_path)) == chosen


def test_what_another_wrote_into_the_tab_is_neither_shown_nor_sent(
    browser: webdriver.Chrome, address: str, make_home: Make, at_home: Switch, tmp_path: Path
) -> None:
    at_home(make_home(hundreds))
    open_page(browser, f"{address}/evidence")
    wait_for(browser, ".findings input[type=checkbox]")
    right = choose(browser, 0)
    spoil = """
        const kept = JSON.parse(sessionStorage.getItem("leakledger-chosen"));
        kept.names.push(...arguments[0]);
        sessionStorage.setItem("leakledger-chosen", JSON.stringify({ ...kept, ...arguments[1] }));
    """
    browser.execute_script(spoil, [EVIL, "' OR 1=1 --", {"a": 1}, None, 7, right, "x" * 100_000], {})
    browser.refresh()
    wait_for(browser, ".findings input[type=checkbox]")
    says(browser, "1 chosen")
    assert written(browser, tmp_path) == [right]
    for other in ({"who": "somebody else"}, {"names": "no list"}):
        browser.execute_script(spoil, [], other)
        browser.refresh()
        wait_for(browser, ".findings input[type=checkbox]")
        assert text_of(browser, ".chosen") == ""
    browser.execute_script("sessionStorage.setItem('leakledger-chosen', '{')")
    browser.refresh()
    wait_for(browser, ".findings input[type=checkbox]")
    choose(browser, 1)
    says(browser, "1 chosen")


def test_what_was_chosen_of_one_home_is_not_asked_of_another(
    browser: webdriver.Chrome, address: str, make_home: Make, at_home: Switch
) -> None:
    at_home(make_home(hundreds))
    open_page(browser, f"{address}/evidence")
    wait_for(browser, ".findings input[type=checkbox]")
    choose(browser, 0)
    says(browser, "1 chosen")
    at_home(make_home(hundreds))
    open_page(browser, f"{address}/evidence")
    wait_for(browser, ".findings input[type=checkbox]")
    assert text_of(browser, ".chosen") == ""


def test_where_the_browser_keeps_nothing_the_choice_lasts_as_long_as_the_document(
    browser: webdriver.Chrome, address: str, make_home: Make, at_home: Switch
) -> None:
    at_home(make_home(hundreds))
    open_page(browser, f"{address}/evidence")
    wait_for(browser, ".findings input[type=checkbox]")
    refusing = "get() { throw new DOMException('no', 'SecurityError'); }"
    browser.execute_script(f"Object.defineProperty(window, 'sessionStorage', {{ {refusing} }})")
    choose(browser, 0)
    says(browser, "1 chosen")
    turn(browser, "next →", "101 to 200 of 250")
    says(browser, "1 chosen, 1 of them on other pages")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_with_chosen_rows_has_no_serious_violation(
    browser: webdriver.Chrome, address: str, make_home: Make, at_home: Switch, scheme: str
) -> None:
    at_home(make_home(hundreds))
    shade(browser, scheme)
    open_page(browser, f"{address}/evidence")
    wait_for(browser, ".findings input[type=checkbox]")
    choose(browser, 0)
    says(browser, "1 chosen")
    browser.execute_script(axe())
    found = browser.execute_async_script(RUN)
    shade(browser, "")
    assert [item["id"] for item in found if item["impact"] in ("serious", "critical")] == []


def test_the_line_of_what_is_chosen_fits_a_phone(
    browser: webdriver.Chrome, address: str, make_home: Make, at_home: Switch
) -> None:
    at_home(make_home(hundreds))
    for width in (360, 320):
        resize(browser, width)
        open_page(browser, f"{address}/evidence")
        wait_for(browser, ".findings input[type=checkbox]")
        browser.execute_script("arguments[0].click()", boxes(browser)[0])
        turn(browser, "next →", "101 to 200 of 250")
        assert browser.find_element(By.CSS_SELECTOR, ".chosen button[type=submit]").is_displayed()
        assert browser.find_element(By.CSS_SELECTOR, ".chosen .clear").is_displayed()
        assert overflow(browser) <= 0
        click(browser, ".chosen .clear")
    resize(browser, 1280, 900)


def test_headings_sort_and_say_so_and_pages_follow(
    browser: webdriver.Chrome, address: str, make_home: Make, at_home: Switch
) -> None:
    at_home(make_home(crowd))
    open_page(browser, f"{address}/evidence")
    click(browser, ".findings th.when a")
    waiting(browser, 20).until(lambda driver: "order=oldest" in driver.current_url)
    waiting(browser, 20).until(
        lambda driver: driver.find_elements(By.CSS_SELECTOR, 'th.when[aria-sort="ascending"]')
    )
    click(browser, "nav[aria-label='pages of findings'] a:last-child")
    waiting(browser, 20).until(lambda driver: "101 to 200 of 300" in text_of(driver, "#page"))
    browser.back()
    waiting(browser, 20).until(lambda driver: "1 to 100 of 300" in text_of(driver, "#page"))


def hostile_catalogue():  # type: ignore[no-untyped-def]
    """Names of devices, companies, edges and stakes that would be markup."""
    known = rich_catalogue()
    avatar = known.companies["avatar"]
    stake = Investor(
        name=EVIL, since="2016", until="2019", source="https://news.example/x", read="2026-11-25"
    )
    known.companies["avatar"] = msgspec.structs.replace(avatar, name=f"Avatar {EVIL}", investors=(stake,))
    feed = Feed(kind="dataset", to="open-pictures", says=EVIL, source=EVIL, read="2026-11-25")
    known.trackers["avatar-t"] = msgspec.structs.replace(known.trackers["avatar-t"], feeds=(feed,))
    return known


def test_hostile_words_stay_text_everywhere(
    browser: webdriver.Chrome, address: str, make_home: Make, at_home: Switch, tmp_path: Path
) -> None:
    def fill(book: Book) -> None:
        this_morning(book)
        at = book.at("00:00", datetime.now(ZONE).date())
        book.send(at, PHONE, "", found("location.precise", EVIL), host=EVIL)

    home = make_home(fill)
    ledger = Ledger(home.ledger_path, ZONE)
    ledger.describe(
        hostile_catalogue(), [Device(id=PHONE, name=EVIL, kind="phone", person="Ada", mode="open")]
    )
    ledger.close()
    at_home(home)
    for path in (
        "/evidence",
        "/brain?days=1",
        "/brain?days=1&focus=device:dev-phone",
        "/company/avatar?days=1",
        f"/brain?days=1&focus={EVIL}",
    ):
        open_page(browser, address + path)
        page = browser.find_element(By.ID, "page")
        assert "onerror=" in page.text or "focus=" in path
        assert browser.find_elements(By.CSS_SELECTOR, "#page img, #page script, #page svg b") == []
        assert "owned" not in browser.title
    at_home(analysed(tmp_path / "home"))
    open_page(browser, f"{address}/evidence?event={HOSTILE.id}-0")
    click(browser, "#message-show")
    waiting(browser, 20).until(lambda driver: driver.find_elements(By.CSS_SELECTOR, ".layers pre"))
    assert "onerror=" in text_of(browser, ".layers")
    assert browser.find_elements(By.CSS_SELECTOR, "#page img, #page script, #page [href^=javascript]") == []
    assert "owned" not in browser.title


def test_the_figure_is_drilled_into_and_a_phone_has_one_of_its_own(
    browser: webdriver.Chrome, address: str, make_home: Make, at_home: Switch
) -> None:
    home = make_home(this_morning, lambda book: crowd(book, datetime.now(ZONE).date()))
    describe(home)
    at_home(home)
    open_page(browser, f"{address}/brain?days=1")
    assert browser.find_element(By.ID, "brain-flow").is_displayed()
    assert browser.execute_script("return typeof window.Plotly") == "undefined"  # nothing of it is loaded
    links = browser.find_elements(By.CSS_SELECTOR, "#brain-flow a")
    names = [link.get_attribute("aria-label") or "" for link in links]
    assert all(name.endswith(("Show only this", "Show the next of them")) for name in names)
    assert any(name.startswith("the other ") for name in names)
    kind = next(link for link, name in zip(links, names, strict=True) if name.startswith("photo: "))
    kind.send_keys(Keys.ENTER)  # with the keyboard
    waiting(browser, 20).until(lambda driver: "focus=kind%3Aphoto" in driver.current_url)
    waiting(browser, 20).until(lambda driver: "Only what goes through photo" in text_of(driver, "#page"))
    click(browser, ".only a")
    waiting(browser, 20).until(lambda driver: "focus" not in driver.current_url)
    for width in (1280, 900, 360, 320):
        resize(browser, width)
        open_page(browser, f"{address}/brain?days=1")
        assert browser.find_element(By.ID, "brain-flow").is_displayed() is (width > 720)
        assert browser.find_element(By.ID, "brain-flow-narrow").is_displayed() is (width <= 720)
        assert "Avatar App" in text_of(browser, ".way") or "Avatar App" in text_of(browser, "#page")
        assert overflow(browser) <= 0
    links = browser.find_elements(By.CSS_SELECTOR, "#brain-flow-narrow a")
    assert all(link.rect["height"] >= 24 for link in links)  # for a finger
    others = next(link for link in links if (link.get_attribute("aria-label") or "").startswith("the other "))
    others.send_keys(Keys.ENTER)
    waiting(browser, 20).until(lambda driver: f"skip={FEW}" in driver.current_url)
    waiting(browser, 20).until(lambda driver: f"Receivers {FEW + 1} to {2 * FEW}" in text_of(driver, "#page"))
    resize(browser, 1280, 900)
