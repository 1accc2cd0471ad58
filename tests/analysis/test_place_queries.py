"""The places of a day: exact from the sealed values, of this device and day alone, and nothing where they are erased."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from analysis.demo import media
from analysis.full_values import opener
from analysis.ledger_reader import LedgerReader
from analysis.place_queries import PlacesTold, places_told
from analysis.queries import Viewer, day_of
from analysis.settings import Home
from tests.places_book import home_of

DAY = day_of(date(2026, 11, 20), ZoneInfo("Europe/Berlin"))
HERE = {"latitude": 52.235212, "longitude": 10.564013}
OWNER = Viewer(owner=True)


@contextlib.contextmanager
def reading(home: Home) -> Iterator[LedgerReader]:
    reader = LedgerReader(home.ledger_path)
    try:
        yield reader
    finally:
        reader.close()


def told(home: Home, device: str, viewer: Viewer = OWNER, day: date | None = None) -> PlacesTold:
    asked = DAY if day is None else day_of(day, DAY.zone)
    with reading(home) as reader, reader.read() as connection:
        return places_told(connection, viewer, asked, device, opener(home.journal_dir))


def test_a_place_is_exact_and_says_to_whom(tmp_path: Path) -> None:
    found = told(*home_of(tmp_path / "home", HERE, HERE))
    assert [(place.latitude, place.longitude) for place in found.told] == [(52.235212, 10.564013)] * 2
    assert all(place.company for place in found.told)
    assert not any(place.of_a_photo for place in found.told)
    assert found.told[0].precision_m == pytest.approx(0.1, abs=0.1)
    assert (found.sealed, found.cut) == (0, False)


@pytest.mark.parametrize(
    "body",
    [
        {"version": "52.23"},
        {"latitude": 52.235212},
        {"price": 52.23, "tax": 10.56},
        {"latitude": 95.5, "longitude": 10.5},
        {"latitude": 0, "longitude": 0},
    ],
)
def test_what_is_no_pair_on_the_globe_is_no_place(tmp_path: Path, body: dict[str, object]) -> None:
    assert told(*home_of(tmp_path / "home", body)).told == ()


def test_a_photos_place_is_said_to_be_a_photos(tmp_path: Path) -> None:
    found = told(*home_of(tmp_path / "home", media.photo()))
    assert [place.of_a_photo for place in found.told] == [True]


def test_another_day_another_device_and_another_person_see_nothing(tmp_path: Path) -> None:
    home, device = home_of(tmp_path / "home", HERE, person="Ada")
    assert len(told(home, device, Viewer(person="Ada")).told) == 1
    assert told(home, device, Viewer(person="Ben")) == PlacesTold()
    assert told(home, "nobody") == PlacesTold()
    assert told(home, device, day=date(2026, 11, 21)) == PlacesTold()


def test_of_one_quarter_hour_and_recipient_one_place_is_read(tmp_path: Path) -> None:
    found = told(*home_of(tmp_path / "home", *[HERE] * 10, every=60))
    assert len(found.told) == 1


def test_a_value_that_was_erased_is_counted_and_not_drawn(tmp_path: Path) -> None:
    home, device = home_of(tmp_path / "home", HERE)
    for path in home.journal_dir.rglob("analyst*/*.bodies.sqlite"):
        path.unlink()
    for path in home.journal_dir.rglob("*analyst*bodies*"):
        path.unlink()
    found = told(home, device)
    assert found.told == ()
    assert found.sealed == 1
