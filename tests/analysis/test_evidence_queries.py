"""The findings, filtered: what fits, what does not, and who may see it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from analysis.evidence_queries import EvidenceRow, Filters, choices, every_row, of_message
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
    return [row.category for row in rows_of(ledger, viewer, **filters)]


def rows_of(ledger: Connection, viewer: Viewer = OWNER, **filters: object) -> list[EvidenceRow]:
    return list(every_row(ledger, viewer, Filters(**filters)))  # type: ignore[arg-type]


def test_the_oldest_come_first_and_other_corpora_stay_out(ledger: Connection) -> None:
    assert categories(ledger) == [
        "location.precise",
        "identifier.advertising",
        "location.coarse",
        "health.heart_rate",
    ]
    assert categories(ledger, corpus="self-test") == ["photo.image"]


def test_each_filter_keeps_what_fits(ledger: Connection) -> None:
    assert categories(ledger, device=WATCH) == ["health.heart_rate"]
    assert categories(ledger, kind="location") == ["location.precise", "location.coarse"]
    assert categories(ledger, kind="location.precise") == ["location.precise"]
    assert categories(ledger, kind="location", without="location.coarse") == ["location.precise"]
    assert len(categories(ledger, without="location.coarse")) == 3
    assert categories(ledger, kind="loc") == []
    assert categories(ledger, company="watchmaker") == ["health.heart_rate"]
    assert categories(ledger, host="x.example") == ["location.coarse"]
    assert categories(ledger, confidence="possible") == ["location.coarse"]
    assert categories(ledger, visibility="cleartext") == []
    assert len(categories(ledger, visibility="opened")) == 4


def test_findings_can_be_chosen_one_by_one_by_names_that_last(ledger: Connection) -> None:
    first, second, *_ = rows_of(ledger)
    assert (first.name, second.name) == (f"{first.event_id}-0", f"{first.event_id}-1")
    assert rows_of(ledger, chosen=(second.name,)) == [second]
    assert rows_of(ledger, chosen=(second.name, first.name)) == [first, second]
    for nothing in (f"{first.event_id}-9", f"{first.event_id}", "", "-", "x' OR 1=1 --", f"{first.name}0"):
        assert rows_of(ledger, chosen=(nothing,)) == []
    assert rows_of(ledger, Viewer(person="Ben"), chosen=(first.name,)) == []


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
    (row,) = rows_of(ledger, device=WATCH)
    assert of_message(ledger, OWNER, row.event_id) == [row]
    assert of_message(ledger, ADA, row.event_id) == []
    assert of_message(ledger, OWNER, "no such event") == []


def test_a_row_carries_what_explains_it(ledger: Connection) -> None:
    (row,) = rows_of(ledger, device=WATCH)
    assert (row.device_name, row.company_name, row.host) == ("Watch", "Watch Maker", "api.watchmaker.example")
    assert row.path == "body>gzip>json:$.heart_rate"
    assert row.rules == ("heart_rate.named", "heart_rate.range")
    assert row.measures is not None
    assert row.measures.median == 61.0
    assert row.journal.startswith("proxy-0 · ")
    assert row.visibility == "opened"


def test_choices_are_what_the_viewer_has(ledger: Connection) -> None:
    offered = choices(ledger, OWNER)
    assert offered.corpora == ("home", "self-test")
    assert [company.name for company in offered.companies] == ["Avatar App", "Social Network", "Watch Maker"]
    assert offered.kinds == ("health", "identifier", "location", "location.coarse", "photo")
    assert "health" not in choices(ledger, ADA).kinds
