"""The places of a day: exact from the sealed values, of this device and day alone, and nothing where they are erased."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection

from analysis import inference_reading
from analysis.demo import media
from analysis.full_values import opener
from analysis.ledger_reader import LedgerReader
from analysis.place_queries import Chosen, PlacesTold, places_told
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


class Kept:
    """What was chosen before, and how many quarter hours were gone through for it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.chosen: dict[object, Chosen] = {}
        self.starts: list[int] = []
        firsts = inference_reading.firsts

        def counted(
            connection: Connection, members: list[str], starts: Sequence[int], *rest: Any
        ) -> list[tuple[int, int]]:
            self.starts += starts
            return firsts(connection, members, starts, *rest)

        monkeypatch.setattr(inference_reading, "firsts", counted)

    def told(self, home: Home, device: str, viewer: Viewer = OWNER) -> PlacesTold:
        with reading(home) as reader, reader.read() as connection:
            return places_told(
                connection, viewer, DAY, device, opener(home.journal_dir),
                lambda key: self.chosen.setdefault(key, {}),
            )  # fmt: skip

    def read(self) -> int:
        """Quarter hours since it was asked before."""
        found = len(self.starts)
        self.starts.clear()
        return found


def change(home: Home, *statements: str) -> None:
    with sqlite3.connect(home.ledger_path) as connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()


def test_a_quarter_hour_is_gone_through_once_and_again_when_it_holds_more_or_less(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, device = home_of(tmp_path / "home", HERE, HERE, HERE)
    kept = Kept(monkeypatch)
    every = told(home, device)
    kept.read()
    assert kept.told(home, device) == every
    assert kept.read() == 3
    assert kept.told(home, device) == every
    assert kept.read() == 0
    count = "UPDATE finding_totals SET count = count {} WHERE grain = 'q' AND start LIKE '%12:15'"
    change(home, count.format("+ 1"))
    assert kept.told(home, device) == every
    assert kept.read() == 1
    change(home, count.format("- 1"))
    assert kept.told(home, device) == every
    assert kept.read() == 1


def test_what_is_erased_is_not_told_any_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home, device = home_of(tmp_path / "home", HERE, HERE)
    kept = Kept(monkeypatch)
    assert len(kept.told(home, device).told) == 2
    change(home, "DELETE FROM finding_totals", "DELETE FROM findings")
    assert kept.told(home, device) == PlacesTold()


def test_a_number_that_is_anothers_by_now_tells_nothing_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Findings were erased and as many others written, so that the counts are the same."""
    home, device = home_of(tmp_path / "home", HERE, HERE)
    kept = Kept(monkeypatch)
    assert len(kept.told(home, device).told) == 2
    kept.read()
    change(home, "UPDATE findings SET device = 'somebody-elses'")
    assert kept.told(home, device) == PlacesTold()
    assert kept.read() == 2


def test_each_viewer_has_their_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home, device = home_of(tmp_path / "home", HERE, person="Ada")
    kept = Kept(monkeypatch)
    assert len(kept.told(home, device).told) == 1
    assert kept.told(home, device, Viewer(person="Ben")) == PlacesTold()
    assert len(kept.told(home, device, Viewer(person="Ada")).told) == 1


def test_only_positions_are_read_in_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A time zone is a rough location as well, and next to every message has one."""
    home, device = home_of(tmp_path / "home", HERE, {"timezone": "Europe/Berlin"}, every=60)
    chosen: list[int] = []
    in_full = inference_reading.in_full

    def counted(connection: Connection, ids: Sequence[int]) -> list[Mapping[str, Any]]:
        chosen.extend(ids)
        return in_full(connection, ids)

    monkeypatch.setattr(inference_reading, "in_full", counted)
    with sqlite3.connect(home.ledger_path) as connection:
        rough = connection.execute("SELECT count(*) FROM findings WHERE category = 'location.coarse'")
        assert rough.fetchone()[0] > 0
    connection.close()
    assert len(told(home, device).told) == 1
    assert len(chosen) == 2
