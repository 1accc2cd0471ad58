"""Kept packets in the journal: what is there, what has gone by itself, and what somebody changed or took away."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import UserFault
from analysis.evidence.verify import verify_home
from analysis.evidence.verify_words import lines
from analysis.journal import JournalWriter
from analysis.journal_format import Entry
from analysis.packet_segments import (
    BY_AGE,
    FOLDER,
    FORGOTTEN,
    KIND,
    PacketSegment,
    check,
    duration,
    encode_segment,
    given_duration,
    recorded,
    removable,
    remove,
)
from analysis.settings import Home

NAMES = [f"20261126T1{number}0000Z-0000000{number}.pcapng" for number in range(5)]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.open(tmp_path / "home")


def keep(home: Home, name: str, content: bytes, *devices: str, folder: bool = True) -> PacketSegment:
    if folder:
        (home.root / FOLDER).mkdir(exist_ok=True)
        (home.root / FOLDER / name).write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    return PacketSegment(name=name, sha256=digest, size=len(content), packets=1, devices=devices)


def journal(home: Home, *segments: PacketSegment) -> None:
    writer = JournalWriter(home.journal_dir, "sniffer")
    writer.append([encode_segment(segment) for segment in segments])
    writer.close()


def test_what_is_there_and_what_went_by_itself_holds(home: Home) -> None:
    first, second = keep(home, NAMES[0], b"one", "phone"), keep(home, NAMES[1], b"two", folder=False)
    journal(home, first, second, PacketSegment(**{**vars_of(second), "gone": BY_AGE}))
    report = verify_home(home)
    assert report.holds
    assert "1 segment of kept packets as they were journalled, 1 gone by age" in list(lines(report))
    assert recorded(home.journal_dir)[second.name].gone == BY_AGE


def vars_of(segment: PacketSegment) -> dict[str, object]:
    return {name: getattr(segment, name) for name in segment.__struct_fields__}


def test_one_that_was_changed_or_taken_away_is_a_fault(home: Home) -> None:
    journal(home, keep(home, NAMES[0], b"one"), keep(home, NAMES[1], b"two"), keep(home, NAMES[2], b"three"))
    (home.root / FOLDER / NAMES[0]).write_bytes(b"One")
    (home.root / FOLDER / NAMES[1]).unlink()
    report = verify_home(home)
    assert [fault.what.partition(":")[0] for fault in report.faults] == [
        "was changed",
        "is not there, and no record says that it went",
    ]
    assert report.packet_segments == 1


def test_one_that_has_not_got_its_name_yet_is_there(home: Home) -> None:
    journal(home, keep(home, NAMES[0], b"one"))
    path = home.root / FOLDER / NAMES[0]
    path.rename(path.with_suffix(".part"))
    assert check(home.journal_dir).at_hand == 1


def test_a_home_without_packets_says_nothing_of_them(home: Home) -> None:
    report = verify_home(home)
    assert report.holds
    assert not any("packets" in line for line in lines(report))


def test_a_name_that_leads_elsewhere_is_not_followed(home: Home) -> None:
    outside = home.root / "state.sqlite"
    outside.write_bytes(b"x")
    for name in ("../state.sqlite", "/etc/passwd", "..", ""):
        one = PacketSegment(name=name, sha256="", size=1, packets=1)
        journal(home, one)
        remove(home.journal_dir, one)
    assert outside.exists()
    assert recorded(home.journal_dir) == {}


def test_a_record_that_cannot_be_read_is_left_out(home: Home) -> None:
    writer = JournalWriter(home.journal_dir, "sniffer")
    writer.append([Entry(kind=KIND, content=b"{"), Entry(kind=KIND, content=b'{"name": 3}')])
    writer.close()
    assert recorded(home.journal_dir) == {}


def test_a_forgotten_device_takes_its_packets_along(home: Home) -> None:
    mine, others = keep(home, NAMES[0], b"one", "phone", "tv"), keep(home, NAMES[1], b"two", "tablet")
    salvaged = keep(home, NAMES[2], b"three")
    journal(home, mine, others, salvaged)
    assert removable(home.journal_dir, set()) == []
    gone = removable(home.journal_dir, {"phone"})
    assert {(one.name, one.gone) for one in gone} == {(NAMES[0], FORGOTTEN), (NAMES[2], FORGOTTEN)}
    journal(home, *gone)
    for one in gone:
        remove(home.journal_dir, one)
    assert [path.name for path in (home.root / FOLDER).iterdir()] == [NAMES[1]]
    report = verify_home(home)
    assert report.holds
    assert any("2 gone because a device was forgotten" in line for line in lines(report))
    assert removable(home.journal_dir, {"phone"}) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("24h", timedelta(days=1)),
        ("90m", timedelta(minutes=90)),
        ("7d", timedelta(days=7)),
        (" 1H ", timedelta(hours=1)),
        ("8d", None),
        ("0h", None),
        ("h", None),
        ("-1h", None),
        ("1.5h", None),
        ("24", None),
        ("24hours", None),
        ("99999d", None),
        ("٢٤h", None),
    ],
)
def test_durations(text: str, expected: timedelta | None) -> None:
    assert duration(text) == expected


@given(st.text(max_size=12))
def test_no_text_is_more_than_a_week(text: str) -> None:
    lasts = duration(text)
    assert lasts is None or timedelta(minutes=1) <= lasts <= timedelta(days=7)


def test_a_wrong_duration_is_said_in_one_line() -> None:
    assert given_duration("") is None
    with pytest.raises(UserFault, match="write minutes, hours or days from 1m to 7d"):
        given_duration("a day")


def test_times_are_utc() -> None:
    entry = encode_segment(
        PacketSegment(
            name=NAMES[0], sha256="", size=1, packets=1, first_at=datetime(2026, 11, 26, tzinfo=UTC)
        )
    )
    assert b"2026-11-26T00:00:00Z" in entry.content
