"""Pages of findings by keyset: the same rows as all rows at once, in every order, each once, and bounded in time."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from analysis.evidence_pages import ORDERS, PAGE_SIZE, Cursor, Order, Page, cursor_of, find
from analysis.evidence_queries import EvidenceRow, Filters, every_row
from analysis.ledger_reader import LedgerReader
from analysis.queries import Viewer, day_of
from analysis.settings import Home
from tests.ledger_book import DAY, PHONE, TABLET, WATCH, ZONE, Book, found, morning

OWNER = Viewer(owner=True)
BEN = Viewer(person="Ben")
HOUR = 3_600_000_000


def fill(book: Book) -> None:
    """Three days, around the end of summer time too, with many findings at the very same moment."""
    chance = random.Random(3)
    for number in range(260):
        day = DAY - timedelta(days=chance.choice((0, 1, 26)))  # 26 days before: the day with 25 hours
        at = book.at("00:00", day) + timedelta(
            minutes=15 * chance.randrange(96), seconds=chance.choice((0, 0, 7))
        )
        device = chance.choice((PHONE, PHONE, TABLET, WATCH))
        company = chance.choice(("social", "avatar", "", "bank"))
        kinds = ("location.precise", "identifier.advertising", "photo.image", "photo.video")
        confidence = chance.choice(("certain", "likely", "possible"))
        host = f"s{number % 3}.stranger.example" if not company else ""
        findings = [found(kind, confidence=confidence) for kind in chance.sample(kinds, 2)]
        book.send(at, device, company, *findings, host=host)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    home = Home.open(tmp_path_factory.mktemp("pages") / "home")
    book = Book(home)
    fill(book)
    book.close()
    reader = LedgerReader(home.ledger_path)
    with reader.read() as connection:
        yield connection
    reader.close()


def walk(
    ledger: Connection, filters: Filters, order: Order = "newest", viewer: Viewer = OWNER, seconds: float = 9
) -> list[Page]:
    pages = [find(ledger, viewer, filters, order, None, seconds)]
    while (after := pages[-1].after) is not None:
        assert len(pages) < 2_000
        again = cursor_of(str(after))
        assert again == after
        pages.append(find(ledger, viewer, filters, order, again, seconds))
    return pages


def ids(pages: list[Page]) -> list[int]:
    return [row.id for page in pages for row in page.rows]


def key(row: EvidenceRow, order: Order) -> object:
    ranks = {"certain": 0, "likely": 1, "possible": 2}
    return {
        "newest": 0, "oldest": 0, "device": row.device_name.lower(), "category": row.category,
        "recipient": (not row.company, row.company_name.lower()), "confidence": ranks[row.confidence],
    }[order]  # fmt: skip


def expected(ledger: Connection, filters: Filters, order: Order) -> list[int]:
    rows = list(every_row(ledger, OWNER, filters))
    if order != "oldest":
        rows.reverse()
    return [row.id for row in sorted(rows, key=lambda row: key(row, order))]  # type: ignore[arg-type,return-value]


FILTERS = (
    {}, {"kind": "photo"}, {"kind": "photo.video", "device": TABLET}, {"company": "avatar", "confidence": "certain"},
    {"visibility": "opened"}, {"visibility": "refused"}, {"host": "s1.stranger.example"}, {"text": "VIDEO"},
    {"start": day_of(DAY, ZONE).start, "end": day_of(DAY, ZONE).end},
    {"start": day_of(DAY, ZONE).start + 3 * HOUR, "end": day_of(DAY, ZONE).start + 9 * HOUR, "kind": "photo"},
    {"start": day_of(DAY, ZONE).start + 7, "end": day_of(DAY, ZONE).start + 9 * HOUR + 1},
    {"start": day_of(DAY - timedelta(days=26), ZONE).start, "end": day_of(DAY - timedelta(days=26), ZONE).end},
)  # fmt: skip


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("given", FILTERS, ids=lambda given: "-".join(given) or "all")
def test_pages_hold_every_finding_once_in_order_and_count_them(
    ledger: Connection, given: dict[str, object], order: Order
) -> None:
    filters = Filters(**given)  # type: ignore[arg-type]
    pages = walk(ledger, filters, order)
    wanted = expected(ledger, filters, order)
    assert ids(pages) == wanted
    assert [page.first for page in pages] == [1 + PAGE_SIZE * number for number in range(len(pages))]
    assert all(page.stopped_at is None for page in pages)
    for page in pages:
        assert page.total in (None, len(wanted))
    countable = filters.countable and not any(at % 900_000_000 for at in (filters.start, filters.end) if at)
    assert (pages[0].total is not None) or not countable


@pytest.mark.parametrize("order", ORDERS)
def test_one_can_go_back_as_one_came(ledger: Connection, order: Order) -> None:
    pages = walk(ledger, Filters(), order)
    assert len(pages) > 3
    here = pages[-1]
    for page in reversed(pages[:-1]):
        assert here.before is not None
        here = find(ledger, OWNER, Filters(), order, here.before, 9)
        assert [row.id for row in here.rows] == [row.id for row in page.rows]
        assert here.first == page.first
    assert here.before is None


@pytest.mark.parametrize("order", ["newest", "oldest", "recipient"])
def test_a_search_without_time_goes_on_where_it_stopped_and_misses_nothing(
    ledger: Connection, order: Order
) -> None:
    filters = Filters(text="s2.stranger")
    pages = walk(ledger, filters, order, seconds=0)
    assert any(page.stopped_at is not None and not page.rows for page in pages)
    assert ids(pages) == expected(ledger, filters, order)
    assert pages[0].total is None


def test_what_does_not_fit_is_nothing(ledger: Connection) -> None:
    for filters in (
        {"device": "' OR 1=1"},
        {"kind": "pho"},
        {"company": "nobody"},
        {"corpus": "x"},
        {"text": "%"},
        {"confidence": "sure"},
    ):
        page = find(ledger, OWNER, Filters(**filters))
        assert (page.rows, page.total, page.before, page.after) == ((), 0, None, None)


def test_a_person_pages_through_their_own_only(ledger: Connection) -> None:
    for order in ORDERS:
        pages = walk(ledger, Filters(), order, BEN)
        assert {row.device for page in pages for row in page.rows} == {WATCH}
        assert pages[0].total == len(ids(pages))
        assert walk(ledger, Filters(device=PHONE), order, BEN)[0].total == 0


def test_a_page_does_not_move_when_something_new_arrives(tmp_path: Path) -> None:
    home = Home.open(tmp_path / "home")
    book = Book(home)
    morning(book)
    book.close()
    with LedgerReader(home.ledger_path).read() as connection:
        second = find(connection, OWNER, Filters()).after
        before = find(connection, OWNER, Filters(), cursor=second)
    book = Book(home)
    book._number = 10_000
    book.send(book.at("23:00"), PHONE, "social", found("photo.image"))
    book.close()
    with LedgerReader(home.ledger_path).read() as connection:
        after = find(connection, OWNER, Filters(), cursor=second)
    assert [row.id for row in after.rows] == [row.id for row in before.rows]
    assert after.total == (before.total or 0) + 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "a1.2",
        "a1.2.3",
        "a1.2.3.4",
        "c1.2.3.",
        "a-1.2.3.",
        "a" + "9" * 30 + ".1.1.",
        "a1.2.3." + "x" * 301,
        "a٣.1.1.",
    ],
)
def test_what_is_no_cursor_is_none(text: str) -> None:
    assert cursor_of(text) is None or text == "a1.2.3.4"


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=60) | st.from_regex(r"[ab]\d{1,17}\.-?\d{1,15}\.\d{1,12}\..{0,20}", fullmatch=True))
def test_any_address_is_answered(ledger: Connection, text: str) -> None:
    cursor = cursor_of(text)
    if cursor is not None:
        assert cursor_of(str(cursor)) == cursor
        assert isinstance(find(ledger, OWNER, Filters(kind="photo"), "recipient", cursor), Page)


def test_a_cursor_of_a_group_that_is_gone_begins_anew(ledger: Connection) -> None:
    gone = Cursor(seen_at=1, id=1, shown=100, group="nobody")
    assert len(find(ledger, OWNER, Filters(), "recipient", gone).rows) == PAGE_SIZE
