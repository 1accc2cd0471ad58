"""The findings, filtered: what fits, what does not, and who may see it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from analysis.evidence_queries import PAGE_SIZE, Filters, choices, every_row, evidence, finding
from analysis.ledger_reader import LedgerReader
from analysis.queries import Viewer, day_of
from analysis.settings import Home
from tests.ledger_book import DAY, PHONE, WATCH, ZONE, Book, found

OWNER = Viewer(owner=True)
ADA = Viewer(person="Ada")


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Connection]:
    home = Home.open(tmp_path / "home")
    book = Book(home)
    book.send(
        book.at("08:00"),
        PHONE,
        "social",
        found("location.precise", "52.52, 13.40"),
        found("identifier.advertising"),
    )
    book.send(
        book.at("09:00"), PHONE, "", found("location.coarse", "100%_ sure", "possible"), host="x.example"
    )
    book.send(book.at("10:00"), WATCH, "watchmaker", found("health.heart_rate", "61", n=3, median=61.0))
    book.send(book.at("11:00"), PHONE, "avatar", found("photo.image"), corpus="self-test")
    book.close()
    reader = LedgerReader(home.ledger_path)
    with reader.read() as connection:
        yield connection
    reader.close()


def categories(ledger: Connection, viewer: Viewer = OWNER, **filters: object) -> list[str]:
    rows, total = evidence(ledger, viewer, Filters(**filters))  # type: ignore[arg-type]
    assert total == len(rows)
    return [row.category for row in rows]


def test_the_newest_come_first_and_other_corpora_stay_out(ledger: Connection) -> None:
    assert categories(ledger) == [
        "health.heart_rate",
        "location.coarse",
        "identifier.advertising",
        "location.precise",
    ]
    assert categories(ledger, corpus="self-test") == ["photo.image"]


def test_each_filter_keeps_what_fits(ledger: Connection) -> None:
    assert categories(ledger, device=WATCH) == ["health.heart_rate"]
    assert categories(ledger, kind="location") == ["location.coarse", "location.precise"]
    assert categories(ledger, kind="location.precise") == ["location.precise"]
    assert categories(ledger, kind="loc") == []
    assert categories(ledger, company="watchmaker") == ["health.heart_rate"]
    assert categories(ledger, host="x.example") == ["location.coarse"]
    assert categories(ledger, confidence="possible") == ["location.coarse"]


def test_words_are_searched_literally(ledger: Connection) -> None:
    assert categories(ledger, text="%_ sure") == ["location.coarse"]
    assert categories(ledger, text="Watch Maker") == ["health.heart_rate"]
    assert categories(ledger, text="x%example") == []
    assert categories(ledger, text="' OR 1=1 --") == []


def test_a_period_has_its_start_and_not_its_end(ledger: Connection) -> None:
    day = day_of(DAY, ZONE)
    hour = 3_600_000_000
    assert categories(ledger, start=day.start + 9 * hour, end=day.start + 10 * hour) == ["location.coarse"]


def test_a_person_finds_only_their_own(ledger: Connection) -> None:
    assert "health.heart_rate" not in categories(ledger, ADA)
    assert categories(ledger, ADA, device=WATCH) == []
    assert categories(ledger, Viewer()) == []
    (row,) = evidence(ledger, OWNER, Filters(device=WATCH))[0]
    assert finding(ledger, OWNER, row.id) == row
    assert finding(ledger, ADA, row.id) is None
    assert finding(ledger, OWNER, 10**9) is None
    assert [row.category for row in every_row(ledger, Viewer(), Filters())] == []


def test_a_row_carries_what_explains_it(ledger: Connection) -> None:
    (row,) = evidence(ledger, OWNER, Filters(device=WATCH))[0]
    assert (row.device_name, row.company_name, row.host) == ("Watch", "Watch Maker", "api.watchmaker.example")
    assert row.path == "body>gzip>json:$.heart_rate"
    assert row.rules == ("heart_rate.named", "heart_rate.range")
    assert row.measures is not None
    assert row.measures.median == 61.0
    assert row.journal.startswith("proxy-0 · ")
    assert row.visibility == "opened"


def test_all_rows_are_streamed_oldest_first(ledger: Connection) -> None:
    every = [row.category for row in every_row(ledger, OWNER, Filters())]
    assert every == list(reversed(categories(ledger)))


def test_pages_do_not_overlap(tmp_path: Path) -> None:
    home = Home.open(tmp_path / "home")
    book = Book(home)
    for _ in range(PAGE_SIZE + 5):
        book.send(book.at("08:00"), PHONE, "social", found("location.precise"))
    book.close()
    with LedgerReader(home.ledger_path).read() as connection:
        first, total = evidence(connection, OWNER, Filters())
        second, _ = evidence(connection, OWNER, Filters(), 1)
    assert (len(first), len(second), total) == (PAGE_SIZE, 5, PAGE_SIZE + 5)
    assert not {row.id for row in first} & {row.id for row in second}


def test_choices_are_what_the_viewer_has(ledger: Connection) -> None:
    offered = choices(ledger, OWNER)
    assert offered.corpora == ("home", "self-test")
    assert [company.name for company in offered.companies] == ["Avatar App", "Social Network", "Watch Maker"]
    assert offered.kinds == ("health", "identifier", "location", "photo")
    assert "health" not in choices(ledger, ADA).kinds
