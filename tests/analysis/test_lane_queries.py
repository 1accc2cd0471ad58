"""What lanes and bars draw is what the traffic of every recipient, summed here, says."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from sqlalchemy import Connection

from analysis import queries
from analysis.coverage import Recipient, activity, recipients
from analysis.lane_queries import kind_marks, moments, ribbon
from analysis.ledger_reader import LedgerReader
from analysis.queries import Viewer, day_of
from analysis.records import Visibility
from analysis.settings import Home
from tests.ledger_book import DAY, PHONE, TABLET, WATCH, ZONE, Book, crowd, morning

TODAY = day_of(DAY, ZONE)
VIEWERS = {"owner": Viewer(owner=True), "ada": Viewer(person="Ada"), "nobody": Viewer()}


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    home = Home.open(tmp_path_factory.mktemp("lanes") / "home")
    (home.root / "settings.json").write_text('{"timezone": "Europe/Berlin"}')
    book = Book(Home.open(home.root))
    morning(book)
    crowd(book, number=40)
    book.close()
    reader = LedgerReader(home.ledger_path)
    with reader.read() as connection:
        yield connection
    reader.close()


@pytest.mark.parametrize("device", ["", PHONE, TABLET, WATCH, "no-such-device"])
@pytest.mark.parametrize("who", VIEWERS)
def test_the_ribbon_is_the_traffic_whoever_received_it(ledger: Connection, who: str, device: str) -> None:
    wanted: dict[tuple[int, str, Visibility], list[int]] = {}
    for row in queries.traffic(ledger, VIEWERS[who], TODAY, device):
        sums = wanted.setdefault((row.start, row.device, row.visibility), [0, 0, 0, 0])
        for place, amount in enumerate((row.bytes_out, row.unknown, row.flows, row.messages)):
            sums[place] += amount
    told = ribbon(ledger, VIEWERS[who], TODAY, device)
    assert {
        (row.start, row.device, row.visibility): [row.bytes_out, row.unknown, row.flows, row.messages]
        for row in told
    } == wanted
    assert len(told) == len(wanted)


@pytest.mark.parametrize("device", ["", PHONE, TABLET, "no-such-device"])
@pytest.mark.parametrize("who", VIEWERS)
def test_the_bars_of_some_recipients_are_those_of_all_their_traffic(
    ledger: Connection, who: str, device: str
) -> None:
    viewer, slots = VIEWERS[who], (TODAY.start, TODAY.end, 24)
    sent = queries.traffic(ledger, viewer, TODAY, device)
    found = recipients(sent, (), queries.companies(ledger), {}, {})
    some = random.Random(3).sample(found, min(7, len(found)))
    everything = activity(sent, slots)
    bars = activity(moments(ledger, viewer, TODAY, device, some), slots)
    wanted = {_key(item): everything[_key(item)] for item in some}
    assert bars == wanted


@pytest.mark.parametrize("who", VIEWERS)
def test_a_whole_day_is_the_sum_of_its_quarter_hours(ledger: Connection, who: str) -> None:
    names = queries.companies(ledger)
    for device in ("", PHONE, WATCH):
        by_quarter = recipients(queries.traffic(ledger, VIEWERS[who], TODAY, device), (), names, {}, {})
        by_day = recipients(queries.received(ledger, VIEWERS[who], TODAY, device), (), names, {}, {})
        assert by_day == by_quarter


@pytest.mark.parametrize("device", ["", PHONE, WATCH, "no-such-device"])
@pytest.mark.parametrize("who", VIEWERS)
def test_marks_by_kind_are_those_of_its_categories(ledger: Connection, who: str, device: str) -> None:
    wanted: dict[tuple[int, str, str], int] = {}
    for mark in queries.marks(ledger, VIEWERS[who], TODAY, device):
        key = (mark.start, mark.device, mark.category.partition(".")[0])
        wanted[key] = wanted.get(key, 0) + mark.count
    told = kind_marks(ledger, VIEWERS[who], TODAY, device)
    assert {(mark.start, mark.device, mark.category): mark.count for mark in told} == wanted
    assert len(told) == len(wanted)


def test_of_nobody_there_is_no_moment(ledger: Connection) -> None:
    assert moments(ledger, VIEWERS["owner"], TODAY) == []


def _key(item: Recipient) -> tuple[str, str]:
    return (item.id, "") if item.known else ("", item.id)
