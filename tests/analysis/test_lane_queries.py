"""What lanes and bars draw is what the traffic of every recipient, summed here, says."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from sqlalchemy import Connection

from analysis import queries
from analysis.coverage import recipients
from analysis.lane_queries import cells, could_be_read
from analysis.ledger_reader import LedgerReader
from analysis.queries import Viewer, day_of
from analysis.query_records import Mark, Traffic
from analysis.records import Visibility
from analysis.rollup_reading import each_quarter, micros_of
from analysis.settings import Home
from tests.ledger_book import DAY, PHONE, TABLET, WATCH, ZONE, Book, crowd, found, morning

TODAY = day_of(DAY, ZONE)
GROUPS = {
    "location": ("location",), "rough": ("location.coarse",), "photo": ("photo",), "health": ("health", "fitness"),
}  # fmt: skip
VIEWERS = {"owner": Viewer(owner=True), "ada": Viewer(person="Ada"), "nobody": Viewer()}


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    home = Home.open(tmp_path_factory.mktemp("lanes") / "home")
    (home.root / "settings.json").write_text('{"timezone": "Europe/Berlin"}')
    book = Book(Home.open(home.root))
    morning(book)
    crowd(book, number=40)
    for clock, visibility in (
        ("03:00", Visibility.SAMPLED),
        ("03:05", Visibility.QUIC),
        ("04:00", Visibility.SAMPLED),
    ):
        book.send(book.at(clock), PHONE, "social", found("photo.video"), visibility=visibility)
    book.send(book.at("09:01"), PHONE, "social", found("location.coarse"), found("location.coarsest"))
    book.close()
    reader = LedgerReader(home.ledger_path)
    with reader.read() as connection:
        yield connection
    reader.close()


def could(rows: list[Traffic]) -> dict[str, dict[int, tuple[bool, bool]]]:
    """Whether some could be read, and some not, of each device and quarter hour; of a big body the rest could not."""
    found: dict[str, dict[int, tuple[bool, bool]]] = {}
    for row in rows:
        of_device = found.setdefault(row.device, {})
        some, other = of_device.get(row.start, (False, False))
        read = row.visibility in (Visibility.OPENED, Visibility.CLEARTEXT, Visibility.SAMPLED)
        rest = not read or row.visibility is Visibility.SAMPLED
        of_device[row.start] = (some or read, other or rest)
    return found


def drawn(marks: list[Mark]) -> dict[str, dict[str, dict[int, int]]]:
    """The counts of each device, group and quarter hour; of groups that hold nothing as well."""
    found: dict[str, dict[str, dict[int, int]]] = {}
    for mark in marks:
        of_device = found.setdefault(mark.device, {name: {} for name in (*GROUPS, "rest")})
        kind = mark.category if mark.category == "location.coarse" else mark.category.partition(".")[0]
        of_group = of_device[next((name for name, kinds in GROUPS.items() if kind in kinds), "rest")]
        of_group[mark.start] = of_group.get(mark.start, 0) + mark.count
    return found


@pytest.mark.parametrize("device", ["", PHONE, TABLET, WATCH, "no-such-device"])
@pytest.mark.parametrize("who", VIEWERS)
def test_what_could_be_read_is_what_the_traffic_says_whoever_received_it(
    ledger: Connection, who: str, device: str
) -> None:
    told = could_be_read(ledger, VIEWERS[who], TODAY, device)
    assert told == could(queries.traffic(ledger, VIEWERS[who], TODAY, device))


@pytest.mark.parametrize("device", ["", PHONE, WATCH, "no-such-device"])
@pytest.mark.parametrize("who", VIEWERS)
def test_cells_are_the_marks_of_their_kinds_and_none_is_in_two_groups(
    ledger: Connection, who: str, device: str
) -> None:
    told = cells(ledger, VIEWERS[who], TODAY, GROUPS, "rest", device)
    assert told == drawn(queries.marks(ledger, VIEWERS[who], TODAY, device))
    for kinds in told.values():
        assert all(list(of) == sorted(of) for of in kinds.values())


def test_a_kind_whose_name_begins_as_that_of_a_group_is_not_of_it(ledger: Connection) -> None:
    told = cells(ledger, VIEWERS["owner"], TODAY, {"short": ("devic", "locatio", "photo.imag")}, "rest")
    assert not any(kinds["short"] for kinds in told.values())
    assert sum(sum(kinds["rest"].values()) for kinds in told.values()) > 100


def test_a_category_that_is_a_group_of_its_own_is_in_no_other(ledger: Connection) -> None:
    rough = cells(ledger, VIEWERS["owner"], TODAY, {"rough": ("location.coarse",)}, "rest")[PHONE]
    both = cells(ledger, VIEWERS["owner"], TODAY, GROUPS, "rest")[PHONE]
    alone = cells(ledger, VIEWERS["owner"], TODAY, {"location": ("location",)}, "rest")[PHONE]
    assert sum(rough["rough"].values()) == sum(both["rough"].values()) == 1
    assert sum(alone["location"].values()) == sum(both["location"].values()) + 1


@pytest.mark.parametrize("who", VIEWERS)
def test_of_some_quarter_hours_it_is_what_they_are_in_the_whole_day(ledger: Connection, who: str) -> None:
    viewer = VIEWERS[who]
    starts = each_quarter(TODAY.start, TODAY.end)["each"]
    every: list[str] = json.loads(starts)
    whole, ribbon = cells(ledger, viewer, TODAY, GROUPS, "rest"), could_be_read(ledger, viewer, TODAY)
    for only in (every[30:40], every, [], ["2020-01-01T00:00"], every[::7]):
        wanted = {micros_of(start) for start in only}
        told = cells(ledger, viewer, TODAY, GROUPS, "rest", only=only)
        for device, kinds in whole.items():
            kept = {kind: {at: n for at, n in of.items() if at in wanted} for kind, of in kinds.items()}
            assert told.get(device, {kind: {} for kind in kinds}) == kept
        some = could_be_read(ledger, viewer, TODAY, only=only)
        for device, of in ribbon.items():
            assert some.get(device, {}) == {at: seen for at, seen in of.items() if at in wanted}


@pytest.mark.parametrize("who", VIEWERS)
def test_a_whole_day_is_the_sum_of_its_quarter_hours(ledger: Connection, who: str) -> None:
    names = queries.companies(ledger)
    for device in ("", PHONE, WATCH):
        by_quarter = recipients(queries.traffic(ledger, VIEWERS[who], TODAY, device), (), names, {}, {})
        by_day = recipients(queries.received(ledger, VIEWERS[who], TODAY, device), (), names, {}, {})
        assert by_day == by_quarter
