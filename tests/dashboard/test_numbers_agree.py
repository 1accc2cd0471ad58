"""One number, wherever it stands: on the brain page, in a dossier, on the Evidence page, in the roll-ups and in the CSV."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask.testing import FlaskClient

from analysis.queries import Viewer
from analysis.settings import Home
from tests.company_book import describe, this_morning
from tests.ledger_book import DEVICES, PHONE, TABLET, WATCH, ZONE, Book, found, morning

Page = Callable[..., str]
BEN = Viewer(person="Ben")


def before(book: Book) -> None:
    """What was on the days before, within and beyond the spans that can be chosen, and in another corpus."""
    today = datetime.now(ZONE).date()
    for days, count in ((3, 4), (20, 5), (40, 6), (400, 2)):
        at = book.at("23:59", today - timedelta(days=days))
        for number in range(count):
            kinds = (
                found("photo.image"),
                found("location.precise"),
                found("location.coarse", confidence="possible"),
            )
            book.send(at + timedelta(seconds=number), PHONE, "avatar", *kinds)
            book.send(at, TABLET, "", found("identifier.device"), host="tenant.cloudhost.example")
    book.send(book.at("00:00", today), WATCH, "avatar", found("photo.image"), corpus="an-import")


@pytest.fixture
def home(make_home: Callable[..., Home]) -> Home:
    home = make_home(before, this_morning)
    describe(home)
    return home


def components(shown: str) -> Iterator[dict[str, Any]]:
    """Every component of a layout."""
    waiting: list[Any] = [json.loads(shown)]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            if "props" in one:
                yield one
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one


def counted_links(shown: str) -> dict[str, int]:
    """Links to the Evidence page whose words are a number."""
    found = {}
    for one in components(shown):
        props = one["props"]
        words = props.get("children")
        if (
            str(props.get("href", "")).startswith("/evidence?")
            and isinstance(words, str)
            and re.fullmatch(r"[\d,]+", words)
        ):
            found[props["href"]] = int(words.replace(",", ""))
    return found


def listed(page: Page, home: Home, href: str, viewer: Viewer | None = None) -> int:
    """How many findings the Evidence page says there are at an address."""
    query = dict(parse_qsl(urlsplit(href).query))
    shown = page(home, "/evidence", *([viewer] if viewer else []), **query)
    (count,) = re.findall(r'"children": "([\d,]+) findings?"', shown) or ["0"]
    return int(count.replace(",", ""))


def written(client: FlaskClient, href: str) -> list[dict[str, str]]:
    """The rows of the CSV with the filters of an address."""
    answer = client.get(href.replace("/evidence?", "/download/findings.csv?", 1))
    return list(csv.DictReader(io.StringIO(answer.text, newline="")))


@pytest.mark.parametrize("days", ["1", "7", "30", "365"])
def test_each_count_of_the_brain_page_is_what_the_evidence_and_the_csv_list(
    home: Home, page: Page, at_home: Callable[[Home], FlaskClient], days: str
) -> None:
    links = counted_links(page(home, "/brain", days=days))
    assert len(links) > 6
    client = at_home(home)
    for href, count in links.items():
        assert listed(page, home, href) == count
        assert len(written(client, href)) == count
    every = f"/evidence?from={datetime.now(ZONE).date() - timedelta(days=int(days) - 1)}"
    assert sum(links.values()) == listed(page, home, every) == len(written(client, every))


def test_the_figure_counts_what_the_list_counts(home: Home, page: Page) -> None:
    shown = page(home, "/brain", days="30")
    listed_in_all = sum(counted_links(shown).values())
    (drawn, *_) = (one["props"]["shapes"] for one in components(shown) if one["type"] == "Svg")
    from_devices: Counter[str] = Counter()
    for shape in drawn:
        words = re.fullmatch(r"(.+): (.+) → (.+), ([\d,]+) findings?", shape.get("title", ""))
        if words and "band" in shape["cls"] and words[2] in {device.name for device in DEVICES}:
            from_devices[words[2]] += int(words[4].replace(",", ""))
    assert from_devices.total() == listed_in_all
    assert f"here are {listed_in_all:,} findings" in shown


@pytest.mark.parametrize("company", ["group", "avatar", "watchmaker"])
def test_each_count_of_a_dossier_is_what_the_evidence_lists(home: Home, page: Page, company: str) -> None:
    shown = page(home, "/company/<company>", company=company, days="30")
    rows = [one for one in components(shown) if one["type"] == "Tr" and "/evidence?" in json.dumps(one)]
    total = 0
    for row in rows:
        hrefs = {one["props"]["href"] for one in components(json.dumps(row)) if "href" in one["props"]}
        ((count, _),) = [
            one["props"]["children"]
            for one in components(json.dumps(row))
            if one["props"].get("className") == "num"
        ]
        shown_days, since_the_first = sorted(hrefs, key=lambda href: "order=oldest" in href)
        assert listed(page, home, shown_days) == int(count.replace(",", ""))
        assert listed(page, home, since_the_first) >= int(count.replace(",", ""))
        total += int(count.replace(",", ""))
    assert total > 0
    assert f"{total:,} findings, in the part that we could read" in shown
    of_brain = counted_links(page(home, "/brain", days="30", focus=f"owner:{company}"))
    assert sum(of_brain.values()) == total


@pytest.mark.parametrize("path", ["/", "/device/<device>"])
def test_a_lane_counts_a_time_zone_apart_from_places_as_evidence_and_csv_do(
    make_home: Callable[..., Home], page: Page, at_home: Callable[[Home], FlaskClient], path: str
) -> None:
    def zones(book: Book) -> None:
        for minute in range(7):
            book.send(book.at(f"09:0{minute}"), PHONE, "social", found("location.coarse"))

    home = make_home(morning, zones)
    asked = {"device": PHONE} if "device" in path else {}
    lanes = [
        one["props"].get("label") or "" for one in components(page(home, path, day="2026-11-20", **asked))
    ]
    (lane,) = (label for label in lanes if label.startswith("Phone, "))
    client = at_home(home)
    for kind, words in (("location", "location"), ("location.coarse", "rough location or time zone")):
        (count,) = re.findall(rf"[ :](\d+) {words}(?:,| and|$)", lane)
        href = f"/evidence?kind={kind}&device={PHONE}&day=2026-11-20"
        assert listed(page, home, href) == len(written(client, href)) == int(count) > 0


def test_a_person_finds_the_same_numbers_of_their_own(home: Home, page: Page) -> None:
    links = counted_links(page(home, "/brain", BEN, days="30"))
    assert links
    for href, count in links.items():
        assert f"device={WATCH}" in href
        assert listed(page, home, href, BEN) == count


def test_the_chosen_rows_are_what_is_written_with_the_same_columns(
    home: Home, at_home: Callable[[Home], FlaskClient]
) -> None:
    client = at_home(home)
    every = written(client, "/evidence?kind=photo")
    chosen = [row["finding_id"] for row in every[1:4]]
    ours = {"Origin": "http://localhost"}
    sent = {"findings": " ".join([*chosen, "nobody-0"])}
    answer = client.post("/download/findings.csv", data=sent, headers=ours)
    assert list(csv.DictReader(io.StringIO(answer.text, newline=""))) == every[1:4]
    assert "attachment" in answer.headers["Content-Disposition"]
    for bad in ("", " ".join(f"x-{number}" for number in range(10_001))):
        refused = client.post("/download/findings.csv", data={"findings": bad}, headers=ours)
        assert refused.status_code == (413 if bad else 400)
        assert refused.text.count("\n") == 1


def test_a_morning_counts_the_same_by_hour_and_by_day(make_home: Callable[..., Home], page: Page) -> None:
    home = make_home(morning)
    hours = sum(listed(page, home, f"/evidence?day=2026-11-20&hour={hour}") for hour in range(24))
    assert hours == listed(page, home, "/evidence?day=2026-11-20") == listed(page, home, "/evidence?")


@pytest.mark.parametrize("path", ["/", "/device/<device>", "/days"])
def test_each_kind_of_a_headline_leads_to_its_findings(
    make_home: Callable[..., Home], page: Page, path: str
) -> None:
    home = make_home(morning)
    asked = {"first": "2026-11-20", "last": "2026-11-20"} if path == "/days" else {"day": "2026-11-20"}
    asked |= {"device": PHONE} if "device" in path else {}
    (head,) = (one for one in components(page(home, path, **asked)) if one["type"] == "H1")
    hrefs = [one["props"]["href"] for one in components(json.dumps(head)) if "href" in one["props"]]
    assert len(hrefs) > 1
    for href in hrefs:
        assert ("device=" in href) is ("device" in path)
        assert listed(page, home, href) > 0
