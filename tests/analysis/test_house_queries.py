"""What is added up in the ledger for a day of the house is what its rows, read one by one, say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import Connection

from analysis import queries
from analysis.coverage import Recipient, activity, best_kinds, named, recipients
from analysis.house_queries import Went, bars, contacted, kinds_of, seen_of, sent, went, went_of
from analysis.ledger_reader import LedgerReader
from analysis.queries import Viewer, day_of
from analysis.query_records import Kind
from analysis.records import Visibility
from analysis.rollup_reading import QUARTER, each_quarter
from analysis.settings import Home
from tests.ledger_book import DAY, PHONE, TABLET, WATCH, ZONE, Book, crowd, found, morning

TODAY = day_of(DAY, ZONE)
VIEWERS = {
    "owner": Viewer(owner=True),
    "ada": Viewer(person="Ada"),
    "ben": Viewer(person="Ben"),
    "nobody": Viewer(),
}
TOLD = ("location", "photo", "health", "fitness", "sensor", "audio")


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    home = Home.open(tmp_path_factory.mktemp("house") / "home")
    (home.root / "settings.json").write_text('{"timezone": "Europe/Berlin"}')
    book = Book(Home.open(home.root))
    book.devices[1] = msgspec.structs.replace(
        book.devices[1], alias_of=PHONE
    )  # the tablet was merged into the phone
    morning(book)
    morning(book, DAY - timedelta(days=1))
    crowd(book, number=40)
    book.send(book.at("11:00"), PHONE, "social", found("photo.image", confidence="possible"), sent=None)
    book.send(
        book.at("11:01"), PHONE, "", found("photo.image"), host="social", visibility=Visibility.CLEARTEXT
    )
    book.send(book.at("11:02"), PHONE, "bank", found("location.precise"), corpus="a-trip")
    book.close()
    reader = LedgerReader(home.ledger_path)
    with reader.read() as connection:
        yield connection
    reader.close()


@pytest.mark.parametrize("name", VIEWERS)
def test_what_was_seen_of_each_recipient_is_that_of_the_hours_asked(ledger: Connection, name: str) -> None:
    viewer = VIEWERS[name]
    of_day = {place: frozenset(sums.visibilities) for place, sums in sent(ledger, viewer, TODAY).to.items()}
    assert seen_of(ledger, viewer, TODAY) == of_day
    noon = TODAY.start + 12 * 3_600_000_000
    before, after = msgspec.structs.replace(TODAY, end=noon), msgspec.structs.replace(TODAY, start=noon)
    halves = seen_of(ledger, viewer, before), seen_of(ledger, viewer, after)
    assert {
        place: halves[0].get(place, frozenset()) | halves[1].get(place, frozenset()) for place in of_day
    } == of_day
    if name == "owner":
        assert halves[0] != of_day
        assert halves[1] != of_day
    assert seen_of(ledger, viewer, msgspec.structs.replace(TODAY, end=TODAY.start)) == {}


def received(ledger: Connection, viewer: Viewer) -> list[Recipient]:
    return named(sent(ledger, viewer, TODAY).to, queries.companies(ledger), {}, {}, {})


@pytest.mark.parametrize("who", VIEWERS)
def test_recipients_are_those_of_the_traffic(ledger: Connection, who: str) -> None:
    rows = queries.traffic(ledger, VIEWERS[who], TODAY)
    names = queries.companies(ledger)
    assert received(ledger, VIEWERS[who]) == recipients(rows, (), names, {}, {})
    met: dict[str, set[tuple[str, str]]] = {}
    for row in rows:
        met.setdefault(row.device, set()).add((row.company, row.host))
    told = sent(ledger, VIEWERS[who], TODAY)
    assert dict(told.recipients) == {device: len(places) for device, places in met.items()}
    assert TABLET not in told.recipients


def test_of_strangers_nothing_is_told_and_nothing_of_a_day_without_rows(tmp_path: Path) -> None:
    home = Home.open(tmp_path / "home")
    book = Book(home)
    book.devices = []
    book.send(book.at("08:00"), "", "", host="", visibility=Visibility.METADATA_ONLY, sent=7_000_000)
    with book.ledger.engine.connect() as connection:
        book.ledger.apply(book._rows, {})
        connection.exec_driver_sql("UPDATE flow_rollup SET host = '', device = ''")
        for viewer in VIEWERS.values():
            assert sent(connection, viewer, TODAY).to == {}
            assert sent(connection, viewer, day_of(DAY - timedelta(days=9), ZONE)).to == {}
            assert went(connection, viewer, TODAY, TOLD) == {}
            assert kinds_of(connection, viewer, TODAY, ()) == {}
            assert contacted(connection, viewer, TODAY, ()) == {}
    book.ledger.close()


@pytest.mark.parametrize("who", VIEWERS)
def test_where_certain_findings_went_is_what_each_of_them_says(ledger: Connection, who: str) -> None:
    kinds = [
        row for row in queries.kinds(ledger, VIEWERS[who], TODAY) if row.category.partition(".")[0] in TOLD
    ]
    told, wanted = went(ledger, VIEWERS[who], TODAY, TOLD), went_of(kinds)
    assert {category: (set(one.devices), one.recipients) for category, one in told.items()} == {
        category: (set(one.devices), one.recipients) for category, one in wanted.items()
    }
    assert not set(told) & {
        "audio.recording",
        "identifier.advertising",
    }  # one is likely only, of the other was not asked


def test_only_what_is_certain_is_said_to_have_gone_and_each_recipient_counts_once() -> None:
    def kind(device: str, company: str, confidence: str = "certain", host: str = "") -> Kind:
        return Kind(
            device=device, company=company, host=host, category="photo.image", confidence=confidence, count=3
        )

    rows = [
        kind("b", "x"),
        kind("a", "x"),
        kind("a", "", host="h"),
        kind("c", "y", "likely"),
        kind("c", "z", "possible"),
    ]
    assert went_of(rows) == {"photo.image": Went(devices=("b", "a"), recipients=2)}
    assert went_of(rows[3:]) == {}
    assert went_of([]) == {}


@pytest.mark.parametrize("who", VIEWERS)
def test_kinds_are_told_of_the_recipients_that_are_asked_for_and_of_no_other(
    ledger: Connection, who: str
) -> None:
    rows = queries.kinds(ledger, VIEWERS[who], TODAY)
    every = best_kinds((row.company, row.host, row.category, row.confidence) for row in rows)
    all_of = received(ledger, VIEWERS[who])
    for some in (all_of, all_of[:5], all_of[-3:], []):
        places = {(item.id, "") if item.known else ("", item.id) for item in some}
        assert kinds_of(ledger, VIEWERS[who], TODAY, some) == {
            place: kinds for place, kinds in every.items() if place in places
        }


def test_a_host_that_is_called_as_a_company_is_another_recipient(ledger: Connection) -> None:
    host = next(item for item in received(ledger, VIEWERS["owner"]) if item.id == "social" and not item.known)
    assert kinds_of(ledger, VIEWERS["owner"], TODAY, [host]) == {("", "social"): {"photo": "certain"}}
    assert contacted(ledger, VIEWERS["owner"], TODAY, [host]) == {
        ("", "social"): {TODAY.start + 44 * QUARTER: 2}
    }


@pytest.mark.parametrize("who", VIEWERS)
def test_bars_are_those_of_the_traffic(ledger: Connection, who: str) -> None:
    every = activity(queries.traffic(ledger, VIEWERS[who], TODAY), (TODAY.start, TODAY.end, 24))
    some = received(ledger, VIEWERS[who])[::3]
    places = {(item.id, "") if item.known else ("", item.id) for item in some}
    told = contacted(ledger, VIEWERS[who], TODAY, some)
    assert {place: bars(of, TODAY, 24) for place, of in told.items()} == {
        place: of for place, of in every.items() if place in places
    }
    assert bool(told) == (who != "nobody")


def test_of_some_quarter_hours_only_those_are_read(ledger: Connection) -> None:
    viewer, all_of = VIEWERS["owner"], received(ledger, VIEWERS["owner"])
    whole = contacted(ledger, viewer, TODAY, all_of)
    only = ["2026-11-20T08:00", "2026-11-20T10:15"]
    wanted = {TODAY.start + 36 * QUARTER, TODAY.start + 45 * QUARTER}  # the home is an hour ahead
    assert each_quarter(min(wanted), min(wanted) + 1)["each"] == '["2026-11-20T08:00"]'
    told = contacted(ledger, viewer, TODAY, all_of, only)
    kept = {place: {at: n for at, n in of.items() if at in wanted} for place, of in whole.items()}
    assert told == {place: of for place, of in kept.items() if of}
    assert len(told) > 2


@pytest.mark.parametrize("hours", [23, 24, 25])
def test_no_bar_is_lost_at_the_ends_of_a_day(hours: int) -> None:
    day = msgspec.structs.replace(TODAY, end=TODAY.start + 4 * hours * QUARTER)
    assert bars({day.start: 1, day.end - QUARTER: 2}, day, 24) == (1, *(0,) * 22, 2)
    assert bars({day.start - QUARTER: 1, day.end: 2}, day, 24) == (1, *(0,) * 22, 2)
    assert bars({}, day, 3) == (0, 0, 0)


def test_a_watch_is_seen_by_whose_it_is(ledger: Connection) -> None:
    assert set(sent(ledger, VIEWERS["ben"], TODAY).recipients) == {WATCH}
