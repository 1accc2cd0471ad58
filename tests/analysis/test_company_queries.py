"""What the ledger says of companies over some days: only what the viewer may see, and merged devices as one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
import pytest
from sqlalchemy import Connection, text

from analysis.company_queries import Period, contacts, first_days, knowledge, paths, received, traffic_of
from analysis.ledger_reader import LedgerReader
from analysis.queries import Viewer, day_of
from analysis.settings import Home
from tests.company_book import describe, rich_catalogue
from tests.ledger_book import DAY, PHONE, TABLET, WATCH, Book, found, morning

OWNER, ADA, BEN = Viewer(owner=True), Viewer(person="Ada"), Viewer(person="Ben")
PERIOD = Period(first=DAY, last=DAY)
WEEK = Period(first=date(2026, 11, 14), last=DAY)
BEFORE = Period(first=date(2026, 11, 1), last=date(2026, 11, 19))
ZONE = ZoneInfo("Europe/Berlin")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return made(tmp_path / "home")


def made(root: Path) -> Home:
    Home.open(root)
    (root / "settings.json").write_text('{"timezone": "Europe/Berlin"}')
    home = Home.open(root)
    book = Book(home)
    morning(book)
    book.send(book.at("11:00"), PHONE, "", found("location.precise"), host="stranger.example")
    book.send(book.at("11:00"), PHONE, "bank", found("finance.account"), corpus="import")
    book.close()
    return home


@pytest.fixture
def connection(home: Home) -> Iterator[Connection]:
    describe(home)
    reader = LedgerReader(home.ledger_path)
    with reader.read() as connection:
        yield connection
    reader.close()


def _times() -> tuple[int, int]:
    day = day_of(DAY, ZONE)
    return day.start, day.end


def test_another_time_and_another_corpus_are_not_in_it(connection: Connection) -> None:
    assert paths(connection, OWNER, BEFORE) == []
    assert traffic_of(connection, OWNER, BEFORE) == []
    assert contacts(connection, OWNER, 0, _times()[0]) == []
    assert all(path.category != "finance.account" for path in paths(connection, OWNER, PERIOD))


def test_a_person_sees_only_their_own(connection: Connection) -> None:
    assert {path.device for path in paths(connection, BEN, PERIOD)} == {WATCH}
    assert {row.device for row in traffic_of(connection, BEN, PERIOD)} == {WATCH}
    assert {one.device for one in contacts(connection, BEN, *_times())} == {WATCH}
    assert paths(connection, Viewer(), PERIOD) == []


def test_ways_contacts_and_traffic_of_a_day(connection: Connection) -> None:
    ways = paths(connection, OWNER, PERIOD)
    photo = next(one for one in ways if (one.company, one.category) == ("avatar", "photo.image"))
    assert (photo.device, photo.count, photo.certain, photo.first, photo.last) == (
        PHONE,
        11,
        11,
        str(DAY),
        str(DAY),
    )
    sound = next(one for one in ways if one.category == "audio.recording")
    assert (sound.count, sound.certain) == (1, 0)
    assert [one.host for one in ways if not one.company] == ["stranger.example"]
    assert [one.count for one in ways] == sorted((one.count for one in ways), reverse=True)
    assert {one.company for one in received(connection, OWNER, PERIOD)} == {
        one.company for one in ways if one.company
    }
    met = {
        (one.device, one.tracker): (one.messages, one.flows) for one in contacts(connection, OWNER, *_times())
    }
    assert met[(PHONE, "avatar-t")] == (11, 11)
    assert met[(PHONE, "phonemaker-t")][0] == 0  # refused: contacted, never read
    assert (
        sum(row.bytes_out for row in traffic_of(connection, OWNER, PERIOD) if row.company == "avatar")
        == 11 * 1_850_000
    )


@pytest.fixture(scope="module")
def two_mornings(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = made(tmp_path_factory.mktemp("two mornings") / "home")
    book = Book(home)
    book._number = 500
    morning(book, DAY - timedelta(days=2))
    book.send(book.at("10:00"), "gone", "avatar", found("photo.image"))  # a device that nobody knows any more
    book.send(book.at("10:00"), "", "avatar", found("location.coarse", confidence="possible"))
    book.close()
    describe(home)
    return home


@pytest.mark.parametrize("viewer", [OWNER, ADA, BEN, Viewer()], ids=["owner", "ada", "ben", "nobody"])
@pytest.mark.parametrize("period", [PERIOD, WEEK, BEFORE], ids=["day", "week", "before"])
@pytest.mark.parametrize("chosen", [["avatar"], ["avatar", "social", "watchmaker"], ["bank"], ["unknown"]])
def test_of_some_companies_it_is_the_same_as_of_all(
    two_mornings: Home, viewer: Viewer, period: Period, chosen: list[str]
) -> None:
    span = (day_of(period.first, ZONE).start, day_of(period.last, ZONE).end)
    reader = LedgerReader(two_mornings.ledger_path)
    with reader.read() as connection:
        assert paths(connection, viewer, period, chosen) == [
            one for one in paths(connection, viewer, period) if one.company in chosen
        ]
        assert traffic_of(connection, viewer, period, chosen) == [
            one for one in traffic_of(connection, viewer, period) if one.company in chosen
        ]
        assert contacts(connection, viewer, *span, chosen) == [
            one for one in contacts(connection, viewer, *span) if one.company in chosen
        ]
        everybody = {one.device for one in paths(connection, OWNER, PERIOD, ["avatar"])}
    reader.close()
    assert {"gone", "", PHONE} <= everybody


def test_the_first_day_is_that_of_all_that_is_recorded(home: Home) -> None:
    earlier = DAY - timedelta(days=400)
    book = Book(home)
    book.devices = [
        msgspec.structs.replace(device, alias_of=PHONE) if device.id == TABLET else device
        for device in book.devices
    ]
    book.send(book.at("11:00", earlier), TABLET, "bank", found("finance.account"))
    book.send(book.at("11:00", earlier), WATCH, "bank", found("finance.account"), corpus="import")
    book.send(book.at("11:00"), PHONE, "bank", found("finance.account"), found("contact"))
    book.send(book.at("12:00"), WATCH, "bank", found("finance.account"))
    book.close()
    reader = LedgerReader(home.ledger_path)
    with reader.read() as connection:
        assert first_days(connection, OWNER, ("bank",)) == {
            (PHONE, "bank", "finance.account"): earlier.isoformat(),
            (PHONE, "bank", "contact"): DAY.isoformat(),
            (WATCH, "bank", "finance.account"): DAY.isoformat(),
        }
        assert first_days(connection, OWNER, ()) == {}
        assert {device for device, _, _ in first_days(connection, BEN, ("bank",))} == {WATCH}
    reader.close()


def test_a_merged_device_is_read_as_one(home: Home) -> None:
    describe(home)
    import sqlite3

    ledger = sqlite3.connect(home.ledger_path)
    ledger.execute("UPDATE devices SET alias_of = ? WHERE id = ?", (PHONE, TABLET))
    ledger.commit()
    ledger.close()
    reader = LedgerReader(home.ledger_path)
    with reader.read() as connection:
        assert {path.device for path in paths(connection, OWNER, PERIOD)} == {PHONE, WATCH}
        assert {path.device for path in paths(connection, OWNER, PERIOD, ["social"])} == {PHONE}
        met = contacts(connection, OWNER, *_times())
        assert len({(one.device, one.tracker) for one in met}) == len(met)
    reader.close()


def test_the_catalogues_facts_come_back_as_they_were(connection: Connection) -> None:
    known, told = rich_catalogue(), knowledge(connection)
    assert told.companies == dict(sorted(known.companies.items()))
    assert (told.datasets, told.models) == (known.datasets, known.models)
    assert told.trackers["avatar-t"] == known.trackers["avatar-t"]
    assert told.tracker_for("api.avatar.example") == known.trackers["avatar-t"]


def test_a_ledger_without_that_table_knows_nothing(home: Home) -> None:
    import sqlite3

    ledger = sqlite3.connect(home.ledger_path)
    ledger.execute("DROP TABLE knowledge")
    ledger.close()
    reader = LedgerReader(home.ledger_path)
    with reader.read() as connection:
        assert dict(knowledge(connection).companies) == {}
    reader.close()
    describe(home)  # an analyst that starts makes it
    with LedgerReader(home.ledger_path).read() as connection:
        assert connection.execute(text("SELECT count(*) FROM knowledge")).scalar_one() > 0
