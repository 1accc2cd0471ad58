"""A first time says why: new, readable only now, or named only now by the catalogue."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from analysis.first_causes import Cause, explained
from analysis.first_queries import first_seen
from analysis.ledger import EventRow
from analysis.ledger_reader import LedgerReader
from analysis.queries import Viewer, day_of
from analysis.records import Visibility
from analysis.settings import Home
from tests.ledger_book import DAY, PHONE, TABLET, ZONE, Book, found

OWNER = Viewer(owner=True)
BEFORE = DAY - timedelta(days=3)
Causes = Callable[..., dict[str, Cause]]


@pytest.fixture
def causes(tmp_path: Path) -> Causes:
    """The causes of what is new on the day, by category or company."""

    def read(*fill: Callable[[Book], None], viewer: Viewer = OWNER) -> dict[str, Cause]:
        root = tmp_path / f"home{len(list(tmp_path.iterdir()))}"
        Home.open(root)
        (root / "settings.json").write_text('{"timezone": "Europe/Berlin"}')
        home = Home.open(root)
        book = Book(home)
        for function in fill:
            function(book)
        book.close()
        day = day_of(DAY, ZONE)
        with LedgerReader(home.ledger_path).read() as connection:
            told = explained(connection, viewer, day, first_seen(connection, viewer, day))
        return {one.first.category or one.first.company: one.cause for one in told}

    return read


def known_phone(book: Book) -> None:
    """A phone that has been read for days."""
    book.send(book.at("09:00", BEFORE), PHONE, "crash", found("device_state.battery"))


def heart(book: Book, company: str = "social", clock: str = "10:00") -> None:
    book.send(book.at(clock), PHONE, company, found("health.heart_rate"))


def test_new_traffic_of_a_device_that_was_read_before(causes: Causes) -> None:
    assert causes(known_phone, heart) == {"health.heart_rate": Cause.NEW_TRAFFIC, "social": Cause.NEW_TRAFFIC}


def test_on_the_first_day_of_a_device_nothing_is_known_of_before(causes: Causes) -> None:
    assert causes(heart) == {"health.heart_rate": Cause.ENROLLED, "social": Cause.ENROLLED}

    def another(book: Book) -> None:
        book.send(book.at("09:00", BEFORE), TABLET, "crash", found("device_state.battery"))

    assert causes(another, heart)["health.heart_rate"] is Cause.ENROLLED


def test_a_device_that_was_only_observed_is_newly_readable(causes: Causes) -> None:
    def observed(book: Book) -> None:
        book.send(book.at("09:00", BEFORE), PHONE, "crash", visibility=Visibility.NOT_OPENED)

    assert causes(observed, heart) == {"health.heart_rate": Cause.OPENED, "social": Cause.NEW_TRAFFIC}


def test_a_recipient_that_refused_before_is_newly_readable(causes: Causes) -> None:
    def refused(book: Book) -> None:
        book.send(book.at("09:00", BEFORE), PHONE, "social", visibility=Visibility.REFUSED)

    assert causes(known_phone, refused, heart) == {"health.heart_rate": Cause.ACCEPTED}


def test_also_where_it_refused_the_same_morning(causes: Causes) -> None:
    def refused(book: Book) -> None:
        book.send(book.at("07:00"), PHONE, "social", visibility=Visibility.REFUSED)

    assert causes(known_phone, refused, heart)["health.heart_rate"] is Cause.ACCEPTED

    def read(book: Book) -> None:
        book.send(book.at("08:00"), PHONE, "social", found("device_state.battery"))

    assert causes(known_phone, refused, read, heart)["health.heart_rate"] is Cause.NEW_TRAFFIC


def test_what_could_be_read_in_part_was_readable(causes: Causes) -> None:
    def both(book: Book) -> None:
        book.send(book.at("09:00", BEFORE), PHONE, "social", visibility=Visibility.REFUSED)
        book.send(book.at("10:00", BEFORE), PHONE, "social", found("device_state.battery"))

    assert causes(known_phone, both, heart) == {"health.heart_rate": Cause.NEW_TRAFFIC}


def test_a_host_outside_the_catalogue_can_be_newly_readable_too(causes: Causes) -> None:
    def refused(book: Book) -> None:
        book.send(book.at("09:00", BEFORE), PHONE, "", host="x.example", visibility=Visibility.REFUSED)

    def sent(book: Book) -> None:
        book.send(book.at("10:00"), PHONE, "", found("health.heart_rate"), host="x.example")

    def elsewhere(book: Book) -> None:
        book.send(book.at("10:00"), PHONE, "", found("health.heart_rate"), host="y.example")

    assert causes(known_phone, refused, sent) == {"health.heart_rate": Cause.ACCEPTED}
    assert causes(known_phone, refused, elsewhere) == {"health.heart_rate": Cause.NEW_TRAFFIC}


def newer_catalogue(book: Book) -> None:
    """What was written so far is of an older catalogue."""
    book._rows = [
        row._replace(event=msgspec.structs.replace(row.event, catalogue_version="catalogue-0"))
        if isinstance(row, EventRow)
        else row
        for row in book._rows
    ]


def nameless(book: Book) -> None:
    book.send(book.at("09:00", BEFORE), PHONE, "", host="api.social.example", visibility=Visibility.REFUSED)


def test_hosts_that_were_contacted_nameless_are_newly_in_the_catalogue(causes: Causes) -> None:
    assert causes(known_phone, nameless, newer_catalogue, heart)["social"] is Cause.CATALOGUED


def test_hosts_that_were_somebody_elses_are_newly_in_the_catalogue(causes: Causes) -> None:
    def others(book: Book) -> None:
        book.send(
            book.at("09:00", BEFORE), PHONE, "crash", host="api.social.example", visibility=Visibility.REFUSED
        )

    assert causes(known_phone, others, newer_catalogue, heart)["social"] is Cause.CATALOGUED


def test_another_catalogue_alone_explains_nothing(causes: Causes) -> None:
    assert causes(known_phone, newer_catalogue, heart)["social"] is Cause.NEW_TRAFFIC
    assert causes(known_phone, nameless, heart)["social"] is Cause.NEW_TRAFFIC  # the catalogue is the same


def test_causes_are_of_what_the_viewer_may_see(causes: Causes) -> None:
    ada = Viewer(person="Ada")
    assert causes(known_phone, heart, viewer=ada) == {
        "health.heart_rate": Cause.NEW_TRAFFIC,
        "social": Cause.NEW_TRAFFIC,
    }

    def bens(book: Book) -> None:
        book.send(
            book.at("09:00", BEFORE),
            "dev-watch",
            "",
            host="api.social.example",
            visibility=Visibility.REFUSED,
        )

    assert causes(known_phone, bens, newer_catalogue, heart, viewer=ada)["social"] is Cause.NEW_TRAFFIC
