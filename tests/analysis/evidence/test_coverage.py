"""How much could be read is told with every number of findings, and never too favourably."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.evidence.coverage import quick_sentence, sentence, words
from analysis.evidence_queries import Filters
from analysis.ledger_reader import LedgerReader
from analysis.queries import Viewer, day_of
from analysis.records import Visibility
from analysis.settings import Home
from tests.ledger_book import DAY, PHONE, ZONE, Book, morning

OWNER = Viewer(owner=True)


@pytest.fixture
def reader(tmp_path: Path) -> LedgerReader:
    home = Home.open(tmp_path / "home")
    book = Book(home)
    morning(book)
    book.close()
    return LedgerReader(home.ledger_path)


@pytest.mark.parametrize("device", ["", PHONE])
@pytest.mark.parametrize("whole", [True, False])
def test_the_quick_way_says_the_same(reader: LedgerReader, device: str, whole: bool) -> None:
    day = day_of(DAY, ZONE)
    times = {} if whole else {"start": day.start, "end": day.end}
    filters = Filters(device=device, **times)  # type: ignore[arg-type]
    with reader.read() as connection:
        quick = quick_sentence(connection, OWNER, filters)
        assert quick == sentence(connection, OWNER, filters)
        assert "could not be read" in quick
        company = quick_sentence(connection, OWNER, Filters(company="messenger"))
    assert company.startswith(
        "In all that is recorded 0 messages could be read; 14 connections could not be read"
    )


def test_a_joined_message_is_its_parts_and_is_not_counted_again(tmp_path: Path) -> None:
    home = Home.open(tmp_path / "home")
    book = Book(home)
    book.send(book.at("08:00"), PHONE, "adnetwork")
    book.send(book.at("08:01"), PHONE, "adnetwork")
    book.send(book.at("08:02"), PHONE, "adnetwork", parts=("one", "two"))
    book.close()
    with LedgerReader(home.ledger_path).read() as connection:
        assert sentence(connection, OWNER, Filters()) == quick_sentence(connection, OWNER, Filters())
        assert "2 messages could be read" in sentence(connection, OWNER, Filters())


def test_somebody_else_s_devices_are_in_no_number(reader: LedgerReader) -> None:
    with reader.read() as connection:
        ben = quick_sentence(connection, Viewer(person="Ben"), Filters())
        assert ben == sentence(connection, Viewer(person="Ben"), Filters())
        assert "connection" not in ben
        assert ben != quick_sentence(connection, OWNER, Filters())
        asked = quick_sentence(connection, Viewer(person="Ben"), Filters(device=PHONE))
        assert asked == words({}, {})


def test_where_nothing_is_on_record_no_number_is_told() -> None:
    said = words({}, {}, everything=True)
    assert said == words({Visibility.OPENED: 0}, {Visibility.REFUSED: 0})
    assert "Nothing is on record" in said
    assert "0" not in said
    assert "Nothing is on record" not in words({}, {Visibility.REFUSED: 1})


def test_a_large_message_is_read_in_part_only() -> None:
    said = words({Visibility.OPENED: 1, Visibility.SAMPLED: 2, Visibility.BODY_ABSENT: 1}, {})
    assert said == (
        "In that time 1 message could be read and 2 large messages in part, the first 64 KiB and of 1 more the content"
        " was not at hand. What could not be read may hold more."
    )


@pytest.mark.parametrize("whole", [True, False])
def test_a_host_of_a_known_company_is_on_record(reader: LedgerReader, whole: bool) -> None:
    """The roll-ups keep it under its company: beside its findings it cannot be said that nothing is on record."""
    day = day_of(DAY, ZONE)
    times = {} if whole else {"start": day.start, "end": day.end}
    with reader.read() as connection:
        of_host = quick_sentence(connection, OWNER, Filters(host="api.adnetwork.example", **times))  # type: ignore[arg-type]
        of_company = quick_sentence(connection, OWNER, Filters(company="adnetwork", **times))  # type: ignore[arg-type]
        assert of_host == of_company
        assert "Nothing is on record" not in of_host
        refused = quick_sentence(connection, OWNER, Filters(host="api.phonemaker.example", **times))  # type: ignore[arg-type]
        assert "did not accept our certificate" in refused
        assert "Nothing is on record" in quick_sentence(
            connection, OWNER, Filters(host="nobody.example", **times)
        )  # type: ignore[arg-type]
        assert "Nothing is on record" in quick_sentence(
            connection, Viewer(person="Ben"), Filters(host="api.adnetwork.example")
        )
