"""The ring beside the loop: nothing gets its name, and nothing goes, before the journal says so."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from analysis.errors import UserFault
from analysis.journal import JournalWriter
from analysis.journal_format import Entry
from analysis.packet_segments import BY_AGE, FOLDER, PacketSegment, check
from analysis.settings import Home
from proxy_addons import packet_keeper
from proxy_addons.packet_keeper import PacketKeeper, keeper_of
from proxy_addons.packet_ring import Kept

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Loop:
    """What the sniffer does with it."""

    def __init__(self, home: Home, lasts: timedelta = HOUR, most: int = 1 << 30) -> None:
        self.home = home
        self.keeper = PacketKeeper(home.journal_dir, lasts, most)
        self.waiting: list[Entry] = []
        self.now = NOON

    def tick(self, seconds: float = 1.0, *packets: Kept) -> list[PacketSegment]:
        self.now += timedelta(seconds=seconds)
        self.keeper.offer(packets)
        told = self.keeper.tick(self.now, committed=not self.waiting)
        deadline = time.monotonic() + 20
        while self.keeper._writing is not None and not self.keeper._writing.done():
            assert time.monotonic() < deadline
            time.sleep(0.002)
        self.waiting += told
        return [msgspec.json.decode(entry.content, type=PacketSegment) for entry in told]

    def commit(self) -> None:
        writer = JournalWriter(self.home.journal_dir, "sniffer")
        writer.append(self.waiting)
        writer.close()
        self.waiting = []

    def files(self) -> list[str]:
        return sorted(path.suffix for path in (self.home.root / FOLDER).iterdir())

    def end(self) -> None:
        self.waiting += self.keeper.finish(self.now)
        self.commit()
        self.keeper.close(committed=True)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.open(tmp_path / "home")


def packet(at: datetime = NOON, device: str = "phone") -> Kept:
    return Kept(at.timestamp(), 1, bytes(60), 60, device)


def test_a_segment_gets_its_name_once_its_record_is_committed(home: Home) -> None:
    loop = Loop(home)
    loop.tick(1, packet())
    assert loop.files() == [".part"]
    loop.tick(1000)
    (segment,) = loop.tick()
    assert loop.files() == [".part"]
    loop.tick()
    assert loop.files() == [".part"]
    loop.commit()
    assert check(home.journal_dir).at_hand == 1
    loop.tick()
    assert loop.files() == [".pcapng"]
    assert check(home.journal_dir).at_hand == 1
    assert (segment.packets, loop.keeper.written, loop.keeper.size) == (1, 1, segment.size)
    loop.end()


def test_an_old_one_goes_once_the_journal_says_so(home: Home) -> None:
    loop = Loop(home)
    loop.tick(1, packet())
    loop.tick(1000)
    loop.tick()
    loop.commit()
    loop.tick(3600)
    gone = loop.tick(30)
    assert [one.gone for one in gone] == [BY_AGE] or not gone
    gone = gone or loop.tick(30)
    assert loop.files() == [".pcapng"]
    loop.commit()
    loop.tick()
    assert loop.files() == []
    found = check(home.journal_dir)
    assert (found.at_hand, found.gone, found.faults) == (0, {BY_AGE: 1}, [])
    loop.end()


def test_what_a_killed_one_left_is_recorded_at_the_next_start(home: Home) -> None:
    loop = Loop(home)
    loop.tick(1, packet(), packet())
    loop.tick()
    del loop  # its file stays as it is
    again = Loop(home)
    (segment,) = again.tick()
    assert (segment.packets, segment.salvaged) == (2, True)
    again.commit()
    again.tick()
    assert again.files() == [".pcapng"]
    assert check(home.journal_dir).at_hand == 1
    again.end()


def test_one_that_was_killed_between_record_and_name_is_recorded_again_as_the_same(home: Home) -> None:
    loop = Loop(home)
    loop.tick(1, packet())
    loop.tick(1000)
    (segment,) = loop.tick()
    loop.commit()
    again = Loop(home)
    (told,) = again.tick()
    assert (told.name, told.sha256) == (segment.name, segment.sha256)
    again.commit()
    again.tick()
    found = check(home.journal_dir)
    assert (found.at_hand, found.faults) == (1, [])
    again.end()


def test_one_that_was_killed_between_record_and_deletion_deletes_at_the_next_start(home: Home) -> None:
    loop = Loop(home)
    loop.tick(1, packet())
    loop.tick(1000)
    loop.tick()
    loop.commit()
    (gone,) = loop.tick(3700) or loop.tick(30)
    assert gone.gone == BY_AGE
    loop.commit()
    assert loop.files() == [".pcapng"]
    again = Loop(home)
    assert again.files() == []
    assert again.tick() == []
    again.end()


def test_everything_is_closed_and_named_at_the_end(home: Home) -> None:
    loop = Loop(home)
    loop.keeper.offer([packet(), packet()])
    loop.end()
    assert loop.files() == [".pcapng"]
    assert check(home.journal_dir).at_hand == 1


def test_a_device_that_is_forgotten_takes_along_what_is_being_written(home: Home) -> None:
    loop = Loop(home)
    loop.keeper.forgotten(frozenset({"long ago"}))
    loop.tick(1, packet())
    loop.keeper.forgotten(frozenset({"long ago"}))
    loop.tick(1, packet(device="tablet"))
    loop.keeper.forgotten(frozenset({"long ago", "phone"}))
    loop.tick()
    assert loop.files() == []
    loop.tick(1, packet(device="tablet"))
    loop.end()
    assert check(home.journal_dir).at_hand == 1


def test_a_folder_that_cannot_be_written_is_said_and_tried_again(home: Home) -> None:
    loop = Loop(home)
    folder = home.root / FOLDER
    folder.rmdir()
    folder.write_text("in the way")
    loop.tick(1, packet())
    loop.tick()
    assert "packets cannot be kept" in loop.keeper.trouble
    assert loop.keeper.lost == 1
    folder.unlink()
    folder.mkdir()
    loop.tick(15, packet())
    loop.tick(15, packet())
    loop.tick()
    assert loop.keeper.trouble == ""
    loop.end()
    assert check(home.journal_dir).at_hand == 1


def test_a_disk_that_does_not_come_along_costs_packets_and_no_memory(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packet_keeper, "MOST_QUEUED", 600)
    loop = Loop(home)
    loop.keeper.offer([packet() for _ in range(100)])
    assert loop.keeper.lost == 89
    loop.end()


def test_where_none_are_kept_what_is_left_goes_by_age(home: Home) -> None:
    assert keeper_of(home, None) is None
    loop = Loop(home)
    loop.keeper.offer([packet()])
    loop.end()
    keeper = keeper_of(home, None)
    assert keeper is not None
    later = NOON + timedelta(days=2)
    assert [
        msgspec.json.decode(one.content, type=PacketSegment).gone
        for one in keeper.tick(later, committed=True)
    ] == [BY_AGE]
    keeper.close(committed=False)


def test_a_place_that_is_no_folder_is_said_in_one_line(home: Home) -> None:
    (home.root / FOLDER).write_text("in the way")
    with pytest.raises(UserFault, match="packets cannot be kept there"):
        keeper_of(home, HOUR)
