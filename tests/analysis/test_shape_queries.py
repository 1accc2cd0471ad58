"""The shapes of a device's day, read from the ledger: only of what could not be read, only of this device."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from analysis import shape_queries
from analysis.device_queries import quarters
from analysis.flow_rows import FlowRow
from analysis.ledger_reader import LedgerReader
from analysis.queries import Viewer, day_of
from analysis.records import Address, Flow, SocketPair, Visibility
from analysis.settings import Home
from analysis.shape_queries import Shapes, shapes
from analysis.unread_flows import unread
from analysis.upload_shapes import SECOND, Kind
from tests.ledger_book import DAY, PHONE, TABLET, ZONE, Book, found

OWNER = Viewer(owner=True)
PAIR = SocketPair(local_ip="192.0.2.7", local_port=5, remote_ip="192.0.2.1", remote_port=8080)
Read = Callable[..., Shapes]
_numbers = itertools.count()


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def shaped(*fill: Callable[[Book], None], device: str = PHONE, viewer: Viewer = OWNER) -> Shapes:
        root = tmp_path / f"home{next(_numbers)}"
        Home.open(root)
        (root / "settings.json").write_text('{"timezone": "Europe/Berlin"}')
        home = Home.open(root)
        book = Book(home)
        for function in fill:
            function(book)
        book.close()
        day = day_of(DAY, ZONE)
        with LedgerReader(home.ledger_path).read() as connection:
            flows = unread(connection, viewer, day, device)
            return shapes(connection, day, flows, quarters(connection, viewer, day, device), day.end)

    return shaped


def told(
    book: Book, at: datetime, seconds: float | None, out: int, after: float = 0.0, **changed: Any
) -> None:
    """A record of a connection that the sniffer saw, ``after`` seconds into it."""
    device = changed.pop("device", PHONE)
    given: dict[str, Any] = {
        "flow_id": f"s{next(_numbers)}", "opened_at": at, "writer": "sniffer", "addresses": (Address(kind="ip", value="x"),),
        "closed_at": None if seconds is None else at + timedelta(seconds=seconds), "host": "up.example", "port": 443,
        "visibility": Visibility.QUIC, "bytes_out": out, "bytes_in": 9,
    }  # fmt: skip
    book._rows.append(FlowRow(Flow(**(given | changed)), device, None, None, at + timedelta(seconds=after)))


def stream(book: Book, **changed: Any) -> None:
    """64 kbit/s for 100 seconds, counted every ten."""
    at = book.at("13:00")
    for number in range(1, 11):
        told(book, at, None, 80_000 * number, 10 * number, flow_id="stream", **changed)
    told(book, at, 100.5, 800_100, flow_id="stream", **changed)


def test_a_steady_stream_is_found_in_what_the_sniffer_counted(read: Read) -> None:
    (one,) = read(stream).found
    assert (one.host, one.shape.kind, one.shape.end - one.shape.start) == (
        "up.example",
        Kind.STEADY,
        100 * SECOND,
    )
    assert round(one.shape.rate / 1000) == 64


def test_also_where_the_proxy_passed_it_through(read: Read) -> None:
    """The counts are the sniffer's, the name is the proxy's."""

    def passed(book: Book) -> None:
        told(
            book, book.at("13:00"), 101, 700_000, flow_id="p1", writer="proxy-0", client=PAIR, host="call.example",
            visibility=Visibility.PASSED_BY_CHOICE,
        )  # fmt: skip
        stream(book, client=PAIR, upstream=PAIR, host="192.0.2.1")

    (one,) = read(passed).found
    assert (one.host, one.shape.kind, one.shape.count) == ("call.example", Kind.STEADY, 10)


def test_what_could_be_read_has_no_shape(read: Read) -> None:
    assert read(lambda book: stream(book, visibility=Visibility.OPENED)).found == ()
    assert read(lambda book: stream(book, visibility=Visibility.CLEARTEXT)).found == ()


def test_nor_has_what_another_device_sent(read: Read) -> None:
    assert read(stream, device=TABLET).found == ()
    assert read(stream, viewer=Viewer(person="Ben")).found == ()


def test_regular_contacts_are_by_host_and_the_houses_own_errands_are_none(read: Read) -> None:
    def regular(book: Book) -> None:
        for number in range(30):
            at = book.at("08:00") + timedelta(minutes=5 * number)
            told(book, at, 1, 600, host="beat.example")
            told(
                book,
                at,
                1,
                600,
                host="router.example",
                reason="DNS; names: a.example",
                visibility=Visibility.NOT_OPENED,
            )
            told(book, at, 1, 600, host="clock.example", reason="NTP")
            if number % 2:  # two hosts of one company, each too rarely
                told(book, at + timedelta(seconds=30 * number), 1, 600, host=f"h{number}.example")

    (one,) = read(regular).found
    assert (one.host, one.shape.period, one.shape.count, one.shape.bytes_out) == (
        "beat.example",
        300 * SECOND,
        30,
        18_000,
    )


def test_a_backup_in_a_quiet_night_is_told_first(read: Read) -> None:
    def night(book: Book) -> None:
        for number in range(300):
            book.send(
                book.at("08:00") + timedelta(minutes=2 * number),
                PHONE,
                "crash",
                found("device_state.battery"),
            )
        told(book, book.at("03:10"), 40, 2_100_000, visibility=Visibility.REFUSED)

    got = read(night)
    assert [(one.shape.kind, one.shape.bytes_out) for one in got.found] == [
        (Kind.NIGHT, 2_100_000),
        (Kind.BURST, 2_100_000),
    ]
    assert got.quiet[0].busiest == 1


def test_a_busy_day_of_pages_has_no_shape(read: Read) -> None:
    """Ordinary use through hosts that refuse our certificate: no beacon, no burst, nothing steady."""

    def browse(book: Book) -> None:
        chance, at = random.Random(11), book.at("08:00")
        for _ in range(400):
            at += timedelta(seconds=min(chance.lognormvariate(3.5, 1.4), 1800))
            host = f"{chance.choice('abcdefgh')}.example"
            told(book, at, chance.uniform(0.2, 40), chance.randint(800, 90_000), host=host)

    assert read(browse).found == ()


def test_what_stands_for_several_hosts_has_no_beacon(read: Read) -> None:
    """A sensitive category is kept in place of its hosts' names: their connections together are nobody's timer."""

    def beats(host: str) -> Callable[[Book], None]:
        def fill(book: Book) -> None:
            for number in range(60):
                told(book, book.at("08:00") + timedelta(minutes=5 * number), 1, 900, host=host)

        return fill

    assert Kind.BEACON in {one.shape.kind for one in read(beats("up.example")).found}
    assert Kind.BEACON not in {one.shape.kind for one in read(beats("category:health")).found}


def test_many_small_uploads_in_a_quiet_night_are_told_together(read: Read) -> None:
    """Each is too small to be anything by itself."""

    def night(book: Book) -> None:
        for number in range(300):
            at = book.at("08:00") + timedelta(minutes=2 * number)
            book.send(at, PHONE, "crash", found("device_state.battery"))
        for number in range(8):
            told(book, book.at("03:00") + timedelta(seconds=70 * number**2), 5, 15_000)

    assert [(one.shape.kind, one.shape.bytes_out, one.shape.count) for one in read(night).found] == [
        (Kind.NIGHT, 120_000, 8)
    ]


@pytest.mark.parametrize(("each", "kinds"), [(9_999, []), (10_000, [Kind.STEADY])])
def test_the_slowest_stream_that_is_called_steady(read: Read, each: int, kinds: list[Kind]) -> None:
    """8 kbit/s, counted every ten seconds."""

    def slow(book: Book) -> None:
        at = book.at("13:00")
        for number in range(1, 6):
            told(book, at, None, each * number, 10 * number, flow_id="slow")

    assert [one.shape.kind for one in read(slow).found] == kinds


@pytest.mark.parametrize("seed", range(6))
def test_what_is_left_out_beforehand_could_have_told_nothing(
    read: Read, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    def fill(book: Book) -> None:
        chance = random.Random(seed)
        for _ in range(120):
            at = book.at("00:00") + timedelta(minutes=chance.choice((chance.uniform(0, 500), 600)))
            name, sent = f"s{next(_numbers)}", 0
            rate = chance.choice((500, 1_000, 1_300, 9_000, 300_000))
            counts = chance.choice((0, 0, 5, 8))
            for number in range(1, counts + 1):
                sent += int(rate * 10 * chance.uniform(0.8, 1.3))
                told(book, at, None, sent, 10 * number, flow_id=name, host=f"{chance.choice('ab')}.example")
            told(book, at, 10 * counts + chance.uniform(1, 90), sent + chance.choice((0, 900, 12_000, 400_000)),
                 flow_id=name, host=f"{chance.choice('ab')}.example")  # fmt: skip

    ours = read(fill)
    assert ours.found
    monkeypatch.setattr(shape_queries, "_may_tell", lambda *_: True)
    assert [one.shape for one in read(fill).found] == [one.shape for one in ours.found]
