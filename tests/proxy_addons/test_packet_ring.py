"""The ring of packets: what is written can be read, is private and bounded, and survives a sudden end."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.packet_segments import BY_AGE, BY_SIZE, NAME, PacketSegment
from proxy_addons import packet_ring
from proxy_addons.capture_file import CaptureFile
from proxy_addons.packet_ring import Kept, PacketRing

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
DAY = timedelta(days=1)
FRAME = bytes(12) + b"\x08\0" + bytes(46)


def kept(number: int, data: bytes = FRAME, link: int = 1) -> Kept:
    return Kept(NOON.timestamp() + number * 0.001, link, data, len(data) + 7, "phone")


def ring(folder: Path, most: int = 1 << 30, lasts: timedelta = DAY) -> PacketRing:
    return PacketRing(folder / "packets", lasts, most)


def test_what_is_written_can_be_read_and_is_nobody_else_s(tmp_path: Path) -> None:
    writer = ring(tmp_path)
    sent = [kept(0), kept(1, b"\x45" + bytes(30), 101), kept(2, FRAME[:-1])]
    assert writer.write(sent, NOON) == []
    (segment,) = writer.finish()
    assert writer.finish() == []
    part = tmp_path / "packets" / segment.name.replace(".pcapng", ".part")
    writer.named(segment)
    path = tmp_path / "packets" / segment.name
    assert not part.exists()
    assert NAME.fullmatch(segment.name)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert segment.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (segment.packets, segment.size, segment.devices) == (3, path.stat().st_size, ("phone",))
    assert (segment.salvaged, segment.gone) == (False, "")
    found = list(CaptureFile(path).packets())
    assert [(link, data, size) for _, link, data, size in found] == [(k.link, k.data, k.size) for k in sent]
    assert [at for at, *_ in found] == pytest.approx([k.at for k in sent], abs=1e-6)


@pytest.mark.skipif(shutil.which("tshark") is None, reason="tshark is not installed")
def test_another_program_reads_it_with_nanoseconds(tmp_path: Path) -> None:
    writer = ring(tmp_path)
    writer.write([kept(0), kept(1, b"\x45" + bytes(30), 101)], NOON)
    (segment,) = writer.finish()
    writer.named(segment)
    fields = ("-T", "fields", "-e", "frame.time_epoch", "-e", "frame.len")
    answer = subprocess.run(
        ["tshark", "-r", str(tmp_path / "packets" / segment.name), *fields],
        capture_output=True,
        text=True,
        check=True,
    )
    times = [line.split() for line in answer.stdout.splitlines()]
    assert [size for _, size in times] == [str(len(FRAME) + 7), "38"]
    assert all(len(at.partition(".")[2]) == 9 for at, _ in times)


def test_a_segment_is_bounded_in_size_and_in_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packet_ring, "SEGMENT_BYTES", 20_000)
    writer = ring(tmp_path)
    finished = writer.write([kept(number) for number in range(1000)], NOON)
    assert len(finished) == 4
    assert all(20_000 <= segment.size < 20_200 for segment in finished)
    assert writer.write([], NOON + timedelta(minutes=29)) == []
    (late,) = writer.write([], NOON + timedelta(minutes=30))
    assert sum(segment.packets for segment in (*finished, late)) == 1000
    writer.write([kept(1)], NOON)
    assert len(writer.write([], NOON - timedelta(hours=1))) == 1  # the clock was set back


def segment(number: int, size: int = 100, **changed: object) -> PacketSegment:
    at = NOON - timedelta(hours=number)
    name = f"{at:%Y%m%dT%H%M%SZ}-0000000{number % 10}.pcapng"
    given: dict[str, object] = {"name": name, "sha256": "", "size": size, "packets": 1, "last_at": at}
    return PacketSegment(**(given | changed))  # type: ignore[arg-type]


def test_the_oldest_go_by_age_and_by_size(tmp_path: Path) -> None:
    writer = ring(tmp_path, most=350, lasts=timedelta(hours=5))
    there = [segment(number) for number in (0, 1, 2, 3, 4, 6)]
    gone = writer.too_much(there, NOON)
    assert [(one.name, one.gone) for one in gone] == [
        (there[5].name, BY_AGE),
        (there[4].name, BY_SIZE),
        (there[3].name, BY_SIZE),
    ]
    assert writer.too_much([segment(9, gone=BY_AGE)], NOON) == []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=st.integers(0, 900))
def test_a_file_that_was_cut_off_keeps_its_whole_packets(tmp_path: Path, cut: int) -> None:
    folder = tmp_path / f"{cut}-{os.urandom(4).hex()}"
    folder.mkdir()
    writer = ring(folder)
    writer.write([kept(number) for number in range(8)], NOON)
    (part,) = (folder / "packets").glob("*.part")
    whole = part.read_bytes()
    writer.drop()
    part.write_bytes(whole[: max(0, len(whole) - cut)])
    again = ring(folder)
    found = again.salvage()
    expected = max(0, 8 - -(-cut // 92))
    assert [one.packets for one in found] == ([expected] if expected else [])
    for one in found:
        again.named(one)
        path = folder / "packets" / one.name
        assert one.salvaged
        assert one.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
        reader = CaptureFile(path)
        assert len(list(reader.packets())) == expected
        assert reader.trouble == ""
    assert again.salvage() == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(junk=st.binary(max_size=400))
def test_what_is_no_file_of_ours_goes(tmp_path: Path, junk: bytes) -> None:
    writer = ring(tmp_path)
    path = tmp_path / "packets" / "20261126T120000Z-0123abcd.part"
    path.write_bytes(junk)
    assert writer.salvage() == []
    assert not path.exists()
    odd = path.with_name("something.part")
    odd.write_bytes(junk)
    assert writer.salvage() == []


def test_a_killed_process_loses_no_packet_that_was_flushed(tmp_path: Path) -> None:
    program = (
        "import os, sys; from datetime import UTC, datetime, timedelta; from pathlib import Path\n"
        "from proxy_addons.packet_ring import Kept, PacketRing\n"
        "writer = PacketRing(Path(sys.argv[1]), timedelta(days=1), 1 << 30)\n"
        "writer.write([Kept(1.7e9 + n, 1, bytes(60), 60, 'phone') for n in range(5000)], datetime.now(UTC))\n"
        "os.kill(os.getpid(), 9)\n"
    )
    folder = tmp_path / "packets"
    ended = subprocess.run([sys.executable, "-c", program, str(folder)], check=False)
    assert ended.returncode == -9
    (found,) = ring(tmp_path).salvage()
    assert (found.packets, found.salvaged) == (5000, True)


def test_a_disk_that_is_full_leaves_whole_packets(tmp_path: Path) -> None:
    writer = ring(tmp_path)
    writer.write([kept(0)], NOON)
    file = writer._file
    assert file is not None
    full = os.open("/dev/full", os.O_WRONLY)
    os.dup2(full, file._raw.fileno())
    os.close(full)
    with pytest.raises(OSError, match="No space left"):
        writer.write([kept(1)], NOON)
    (rescued,) = writer.rescue()
    assert rescued.packets == 1
    assert writer.rescue() == []
    writer.write([kept(2)], NOON)
    assert writer.finish()[0].packets == 1
