"""Capture files in every form, cut, damaged and made up."""

from __future__ import annotations

import gzip
import random
import shutil
import struct
from pathlib import Path

import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.units import UnreadableFile
from proxy_addons import capture_file as module
from proxy_addons.capture_file import CaptureFile, has_secrets, is_capture, unpack_to
from tests.proxy_addons.capture_files import block, captured, interface, packet, pcap, pcapng, section

PACKETS = [(1_700_000_000.25, b"first"), (1_700_000_001.5, b"second packet"), (1_700_000_001.5, b"")]


def written(folder: Path, content: bytes) -> Path:
    path = folder / "capture"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("nano", [False, True])
def test_classic_captures_of_both_orders_and_clocks(tmp_path: Path, order: str, nano: bool) -> None:
    found = captured(written(tmp_path, pcap(PACKETS, order=order, nano=nano, link=113)))
    assert [(round(at, 6), link, data, size) for at, link, data, size in found] == [
        (at, 113, data, len(data)) for at, data in PACKETS
    ]


def test_a_packet_that_was_cut_keeps_its_length(tmp_path: Path) -> None:
    found = captured(written(tmp_path, pcap(PACKETS, cut=3)))
    assert [(data, size) for _, _, data, size in found] == [(b"fir", 5), (b"sec", 13), (b"", 0)]


@pytest.mark.parametrize("order", ["<", ">"])
def test_blocks_of_several_sections_and_interfaces(tmp_path: Path, order: str) -> None:
    nanoseconds = struct.pack(f"{order}HHBxxxHH", 9, 1, 9, 0, 0)
    content = (
        section(order)
        + interface(1, order)
        + interface(101, order, nanoseconds)
        + packet(b"one", 1_700_000_000_250_000, 0, order)
        + packet(b"two", 1_700_000_000_250_000_000, 1, order)
        + block(0x0BAD, b"something else", order)
        + block(3, struct.pack(f"{order}I", 4) + b"easy", order)
        + pcapng([(5.0, b"other section")], order="<" if order == ">" else ">")
    )
    found = captured(written(tmp_path, content))
    assert [(round(at, 3), link, data) for at, link, data, _ in found] == [
        (1_700_000_000.25, 1, b"one"),
        (1_700_000_000.25, 101, b"two"),
        (0.0, 1, b"easy"),
        (5.0, 101, b"other section"),
    ]


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.ZstdCompressor().compress])
@pytest.mark.parametrize("form", [pcap, pcapng])
def test_compressed_captures(tmp_path: Path, pack: object, form: object) -> None:
    plain = form(PACKETS)  # type: ignore[operator]
    content = pack(plain)  # type: ignore[operator]
    path = written(tmp_path, content)
    assert is_capture(content)
    assert [data for _, _, data, _ in captured(path)] == [data for _, data in PACKETS]
    assert unpack_to(path, tmp_path).read_bytes() == plain


def test_of_a_damaged_archive_what_stands_before_the_damage_is_unpacked(tmp_path: Path) -> None:
    plain = pcap((float(number), random.Random(number).randbytes(1000)) for number in range(400))
    for pack in (gzip.compress, zstandard.ZstdCompressor().compress):
        path = written(tmp_path, pack(plain)[:-1000])
        folder = tmp_path / "unpacked"
        folder.mkdir(exist_ok=True)
        found = unpack_to(path, folder).read_bytes()
        assert plain.startswith(found)
        assert len(found) > len(plain) - (1 << 18)


def test_a_capture_that_is_too_big_unpacked_is_not_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, gzip.compress(pcap(PACKETS) + bytes(4 << 20)))
    folder = tmp_path / "unpacked"
    folder.mkdir()
    monkeypatch.setattr(module, "MAX_UNPACKED", 3 << 20)
    with pytest.raises(module.TooLarge, match=r"^unpacked it is larger than 3 MB.*HTTPS stays unread"):
        unpack_to(path, folder)
    assert sum(part.stat().st_size for part in folder.iterdir()) <= 3 << 20
    monkeypatch.setattr(module, "MAX_UNPACKED", 5 << 20)
    assert unpack_to(path, folder).stat().st_size > 4 << 20


def test_a_capture_is_not_unpacked_where_the_disk_would_be_filled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, gzip.compress(pcap(PACKETS) + bytes(4 << 20)))
    usage = shutil.disk_usage(tmp_path)._replace(free=6 << 20)
    monkeypatch.setattr(module.shutil, "disk_usage", lambda _: usage)
    with pytest.raises(module.TooLarge, match="larger than 3 MB"):
        unpack_to(path, tmp_path)


def test_several_compressed_parts_are_one_file(tmp_path: Path) -> None:
    content = pcap(PACKETS)
    for pack in (gzip.compress, zstandard.ZstdCompressor().compress):
        path = written(tmp_path, pack(content[:40]) + pack(content[40:]))
        assert len(captured(path)) == 3


@pytest.mark.parametrize("form", [pcap, pcapng])
def test_of_a_cut_file_everything_before_the_cut_is_read(tmp_path: Path, form: object) -> None:
    content = form(PACKETS)  # type: ignore[operator]
    capture = CaptureFile(written(tmp_path, content[:-6]))
    assert [data for _, _, data, _ in capture.packets()][:2] == [b"first", b"second packet"]
    assert "cut short" in capture.trouble
    assert capture.unread == 1


def test_a_damaged_archive_says_so(tmp_path: Path) -> None:
    many = [(float(number), bytes([number % 251]) * 400) for number in range(2000)]
    capture = CaptureFile(written(tmp_path, gzip.compress(pcap(many))[:-200]))
    assert 0 < len(list(capture.packets())) <= 2000
    assert "damaged or cut short" in capture.trouble


def test_an_impossible_length_ends_the_reading(tmp_path: Path) -> None:
    capture = CaptureFile(written(tmp_path, pcap(PACKETS[:1]) + struct.pack("<IIII", 1, 1, 1 << 30, 1 << 30)))
    assert len(list(capture.packets())) == 1
    assert "impossible" in capture.trouble


@pytest.mark.parametrize(
    "bad",
    [
        block(6, struct.pack("<IIIII", 7, 0, 0, 1, 1) + b"x"),  # no such interface
        block(6, struct.pack("<IIIII", 0, 0, 0, 99, 99) + b"x"),  # longer than its block
        block(6, b"short"),
        block(3, b""),
        block(1, b""),
        block(6, struct.pack("<IIIII", 0, 0xFFFFFFFF, 0xFFFFFFFF, 1, 1) + b"x"),  # the year 586,000
    ],
)
def test_a_bad_block_is_passed_over_and_counted(tmp_path: Path, bad: bytes) -> None:
    capture = CaptureFile(written(tmp_path, section() + interface(1) + bad + packet(b"good", 1)))
    assert [data for _, _, data, _ in capture.packets()] == [b"good"]
    assert capture.unread == 1
    assert not capture.trouble


def test_secrets_are_noticed(tmp_path: Path) -> None:
    secrets = block(10, struct.pack("<II", 0x544C534B, 4) + b"CLIE")
    assert has_secrets(written(tmp_path, section() + secrets + interface(1) + packet(b"x", 1)))
    assert not has_secrets(
        written(tmp_path, section() + block(10, struct.pack("<II", 0x57474B4C, 0)) + interface(1))
    )
    assert not has_secrets(written(tmp_path, pcap(PACKETS)))


@pytest.mark.parametrize(
    "head", [b"", b"{}", b"PK\3\4", b"\x1f\x8b", gzip.compress(b'{"log":{}}', mtime=0), b"\x28\xb5\x2f\xfd"]
)
def test_other_files_are_no_captures(tmp_path: Path, head: bytes) -> None:
    assert not is_capture(head)
    with pytest.raises(UnreadableFile):
        captured(written(tmp_path, head))


def test_a_header_alone_is_an_empty_capture(tmp_path: Path) -> None:
    assert captured(written(tmp_path, pcap([]))) == []
    with pytest.raises(UnreadableFile):
        captured(written(tmp_path, pcap([])[:20]))


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300), st.sampled_from([pcap(PACKETS), pcapng(PACKETS), b""]), st.integers(0, 200))
def test_no_bytes_make_it_fail_otherwise(tmp_path: Path, data: bytes, start: bytes, place: int) -> None:
    capture = CaptureFile(written(tmp_path, start[:place] + data))
    try:
        found = list(capture.packets())
    except UnreadableFile:
        return
    assert all(at >= 0 for at, *_ in found)
