"""Where data went, by receiver, is what every finding and every connection of those days says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import msgspec
import pytest
from sqlalchemy import Connection

from analysis import company_queries
from analysis.brain import Pair, Place, stream_of
from analysis.brain_queries import Met, Reached, both, reached, streams
from analysis.company_queries import Period
from analysis.ledger_reader import LedgerReader
from analysis.queries import Viewer, day_of
from analysis.records import Visibility
from analysis.settings import Home
from tests.ledger_book import DAY, PHONE, WATCH, ZONE, Book, crowd, found, morning

VIEWERS = {
    "owner": Viewer(owner=True),
    "ada": Viewer(person="Ada"),
    "ben": Viewer(person="Ben"),
    "nobody": Viewer(),
}
SPANS = {days: Period(first=DAY - timedelta(days=days - 1), last=DAY) for days in (1, 3, 30)}
EVIL = 'evil","x"],["\x1f,\\.example'


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    home = Home.open(tmp_path_factory.mktemp("brain") / "home")
    (home.root / "settings.json").write_text('{"timezone": "Europe/Berlin"}')
    book = Book(Home.open(home.root))
    book.devices[1] = msgspec.structs.replace(
        book.devices[1], alias_of=PHONE
    )  # the tablet was merged into the phone
    for days in (0, 2, 20, 40):
        morning(book, DAY - timedelta(days=days))
    crowd(book, number=10)
    book.send(
        book.at("11:00"),
        PHONE,
        "",
        found("photo.image", confidence="likely"),
        found("photo.video"),
        host=EVIL,
    )
    book.send(book.at("11:01"), PHONE, "bank", found("photo.image"), corpus="a-trip")
    book.close()
    reader = LedgerReader(home.ledger_path)
    with reader.read() as connection:
        yield connection
    reader.close()


@pytest.mark.parametrize("days", SPANS)
@pytest.mark.parametrize("who", VIEWERS)
def test_streams_are_the_paths_by_kind(ledger: Connection, who: str, days: int) -> None:
    counts: dict[Place, dict[Pair, int]] = {}
    certain: dict[Place, set[Pair]] = {}
    for path in company_queries.paths(ledger, VIEWERS[who], SPANS[days]):
        place, pair = (path.company, path.host), (path.device, path.category.partition(".")[0])
        of_place = counts.setdefault(place, {})
        of_place[pair] = of_place.get(pair, 0) + path.count
        certain.setdefault(place, set()).update([pair] if path.certain else [])
    wanted = {place: stream_of(of, certain[place]) for place, of in counts.items()}
    assert streams(ledger, VIEWERS[who], SPANS[days]) == wanted


def test_a_host_is_told_as_it_is_whatever_it_is_called(ledger: Connection) -> None:
    told = streams(ledger, VIEWERS["owner"], SPANS[1])
    assert told["", EVIL] == stream_of({(PHONE, "photo"): 2}, [(PHONE, "photo")])


@pytest.mark.parametrize("days", SPANS)
@pytest.mark.parametrize("who", VIEWERS)
def test_what_was_reached_is_the_traffic_and_the_contacts(ledger: Connection, who: str, days: int) -> None:
    viewer, period = VIEWERS[who], SPANS[days]
    seen: dict[Place, set[Visibility]] = {}
    for row in company_queries.traffic_of(ledger, viewer, period):
        seen.setdefault((row.company, row.host), set()).add(row.visibility)
    start, end = day_of(period.first, ZONE).start, day_of(period.last, ZONE).end
    met: dict[str, Met] = {}
    for one in company_queries.contacts(ledger, viewer, start, end):
        service = Met(trackers=frozenset([one.tracker]), devices=frozenset([one.device]))
        met[one.company] = met[one.company] | service if one.company in met else service
    told = reached(ledger, viewer, period)
    assert told.visibilities == seen
    assert told.met == met
    assert bool(met) == (who != "nobody")


def test_of_a_person_nothing_of_anothers_device(ledger: Connection) -> None:
    told = streams(ledger, VIEWERS["ben"], SPANS[30])
    assert {device for stream in told.values() for device, _ in stream.counts} == {WATCH}
    assert set(reached(ledger, VIEWERS["ben"], SPANS[30]).met) == {"watchmaker"}


def test_what_was_reached_at_two_times_is_both() -> None:
    one = Reached(
        visibilities={("a", ""): frozenset({Visibility.OPENED}), ("", "h"): frozenset({Visibility.QUIC})},
        met={"a": Met(trackers=frozenset({"t"}), devices=frozenset({"d"}))},
    )
    other = Reached(
        visibilities={("a", ""): frozenset({Visibility.REFUSED}), ("b", ""): frozenset({Visibility.ECH})},
        met={
            "a": Met(trackers=frozenset({"u"}), devices=frozenset({"d"})),
            "b": Met(trackers=frozenset({"v"}), devices=frozenset({"e"})),
        },
    )
    nothing = Reached(visibilities={}, met={})
    assert both(one, other) == both(other, one) == Reached(
        visibilities={
            ("a", ""): frozenset({Visibility.OPENED, Visibility.REFUSED}), ("", "h"): frozenset({Visibility.QUIC}),
            ("b", ""): frozenset({Visibility.ECH}),
        },
        met={
            "a": Met(trackers=frozenset({"t", "u"}), devices=frozenset({"d"})),
            "b": Met(trackers=frozenset({"v"}), devices=frozenset({"e"})),
        },
    )  # fmt: skip
    assert both(one, nothing) == both(nothing, one) == one
