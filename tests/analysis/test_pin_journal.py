"""What is pinned is what the decisions say, in their order, however they are read; and nothing that was sent is in them."""

from __future__ import annotations

import json
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.devices import OWNER
from analysis.journal import Entry, JournalWriter
from analysis.journal_format import Position
from analysis.pin_journal import MEDIA, PIN, KeepMedia, Pin, Pins, entry, settled, spared
from analysis.settings import Home

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
names = st.text(min_size=1, max_size=30).filter(lambda text: text.isprintable())
moments = st.integers(0, 4 * 10**15).map(lambda micros: datetime.fromtimestamp(micros // 10**6, UTC))
positions = st.builds(Position, names, st.dates().map(str), st.integers(1, 2**53))
made = st.builds(
    Pin,
    at=moments,
    event=names,
    bodies=st.lists(positions, max_size=4).map(tuple),
    by=names | st.just(""),
    let_go=st.booleans(),
)
media = st.builds(
    KeepMedia,
    at=moments,
    devices=st.lists(names, max_size=3).map(tuple),
    until=moments,
    by=names | st.just(""),
)


def written(root: Path, *entries: Entry) -> Pins:
    writer = JournalWriter(root, OWNER)
    writer.append(entries)
    writer.close()
    return Pins(root).refresh()


@given(made | media)
def test_a_decision_is_read_as_it_was_written(decision: Pin | KeepMedia) -> None:
    content = entry(decision)
    assert content.body is None
    assert content.kind == (PIN if isinstance(decision, Pin) else MEDIA)
    assert msgspec.json.decode(content.content, type=type(decision)) == decision
    assert entry(decision) == content


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.booleans()), max_size=12), st.integers(0, 12))
def test_the_last_word_on_each_message_counts(words: list[tuple[str, bool]], cut: int) -> None:
    decisions = [
        Pin(
            at=NOON, event=name, let_go=gone, bodies=() if gone else (Position("p", "2026-11-22", ord(name)),)
        )
        for name, gone in words
    ]
    last = dict(words)
    with TemporaryDirectory() as folder:
        root = Path(folder)
        pins = written(root, *map(entry, decisions[:cut]))
        read = written(root, *map(entry, decisions[cut:]))
        assert pins.refresh().now == read.now  # read on, or from the beginning
        assert set(read.now) == {name for name in last if not last[name]}
        assert read.bodies() == {Position("p", "2026-11-22", ord(name)) for name in last if not last[name]}
        assert all(pin.bodies for pin in read.let_go)


def test_nothing_is_pinned_where_nobody_decided(tmp_path: Path) -> None:
    for pins in (Pins(tmp_path).refresh(), Pins(tmp_path / "no journal").refresh()):
        assert (pins.now, pins.let_go, pins.media, pins.bodies()) == ({}, [], [], frozenset())
        assert not pins.keeps_media("phone", NOON)


def test_decisions_of_another_kind_or_erased_are_none(tmp_path: Path) -> None:
    pins = written(
        tmp_path, Entry(kind="device", content=b'{"event": "x"}'), Entry(kind="pinned", content=b"{}")
    )
    assert pins.now == {}


def test_a_record_that_cannot_be_read_stops_those_who_erase(tmp_path: Path) -> None:
    with pytest.raises(msgspec.DecodeError):
        written(tmp_path, Entry(kind=PIN, content=b'{"event": 7}'))


def test_only_the_pinned_are_spared_and_a_body_with_two_pins_twice(tmp_path: Path) -> None:
    one, two, three = (Position("p", "2026-11-22", number) for number in (1, 2, 3))
    pins = written(
        tmp_path,
        entry(Pin(at=NOON, event="a", bodies=(one, two))),
        entry(Pin(at=NOON, event="b", bodies=(two,))),
    )
    assert spared((one, two, three), pins) == [three]
    assert pins.bodies(but="a") == {two}
    assert pins.bodies(but="b") == {one, two}


@pytest.mark.parametrize(
    ("device", "after", "kept"),
    [("phone", -1, False), ("phone", 0, True), ("phone", 59, True), ("phone", 60, False), ("tv", 5, False), ("", 5, False)],
)  # fmt: skip
def test_media_are_kept_from_the_word_on_until_its_end(
    tmp_path: Path, device: str, after: int, kept: bool
) -> None:
    pins = written(tmp_path, entry(KeepMedia(at=NOON, devices=("phone", ""), until=NOON + HOUR)))
    assert pins.keeps_media(device, NOON + timedelta(minutes=after)) is kept


def test_a_later_word_ends_an_earlier_one_for_what_comes_after_it(tmp_path: Path) -> None:
    pins = written(
        tmp_path,
        entry(KeepMedia(at=NOON, devices=("phone",), until=NOON + 3 * HOUR)),
        entry(KeepMedia(at=NOON + HOUR, devices=("phone",), until=NOON + HOUR)),
    )
    assert pins.keeps_media("phone", NOON + timedelta(minutes=59))
    assert not pins.keeps_media("phone", NOON + HOUR)


def test_who_waits_for_the_lock_reads_what_was_decided_meanwhile(tmp_path: Path) -> None:
    home = Home.open(tmp_path / "home")
    seen: list[dict[str, Pin]] = []

    def look() -> None:
        with settled(home) as pins:
            seen.append(pins.now)

    with settled(home):
        waiting = threading.Thread(target=look)
        waiting.start()
        written(home.journal_dir, entry(Pin(at=NOON, event="a")))
        assert seen == []
    waiting.join()
    assert [*seen[0]] == ["a"]
    (lock,) = home.run_dir.glob("pins*")
    assert lock.stat().st_mode & 0o777 == 0o600
    assert json.loads(entry(Pin(at=NOON, event="a")).content).keys() == {"at", "event"}
