"""Writes capture files for tests, in every form that is read."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from pathlib import Path

from analysis.records import Flow, Transmission
from analysis.units import Notice
from proxy_addons.capture_file import Captured, CaptureFile
from proxy_addons.importers.pcap import IMPORTER
from proxy_addons.stream_bodies import Said
from proxy_addons.talks import Talk
from proxy_addons.traffic import Traffic

RAW = 101
START = 1_700_000_000.0


def pcap(
    packets: Iterable[tuple[float, bytes]],
    *,
    link: int = RAW,
    order: str = "<",
    nano: bool = False,
    cut: int = 0,
) -> bytes:
    """A classic capture; ``cut``: bytes that were kept of each packet at most, 0 for all."""
    unit, magic = (1e9, 0xA1B23C4D) if nano else (1e6, 0xA1B2C3D4)
    found = struct.pack(f"{order}IHHiIII", magic, 2, 4, 0, 0, 1 << 18, link)
    for at, data in packets:
        kept = data[:cut] if cut else data
        found += struct.pack(f"{order}IIII", int(at), round(at % 1 * unit), len(kept), len(data)) + kept
    return found


def block(kind: int, content: bytes, order: str = "<") -> bytes:
    """A pcapng block."""
    content += bytes(-len(content) % 4)
    size = struct.pack(f"{order}I", 12 + len(content))
    return struct.pack(f"{order}I", kind) + size + content + size


def section(order: str = "<") -> bytes:
    return block(0x0A0D0D0A, struct.pack(f"{order}IHHq", 0x1A2B3C4D, 1, 0, -1), order)


def interface(link: int, order: str = "<", options: bytes = b"") -> bytes:
    return block(1, struct.pack(f"{order}HHI", link, 0, 0) + options, order)


def packet(data: bytes, ticks: int, number: int = 0, order: str = "<") -> bytes:
    head = struct.pack(f"{order}IIIII", number, ticks >> 32, ticks & 0xFFFFFFFF, len(data), len(data))
    return block(6, head + data, order)


def pcapng(packets: Iterable[tuple[float, bytes]], *, link: int = RAW, order: str = "<") -> bytes:
    """A section with one interface that counts microseconds."""
    return section(order) + interface(link, order) + b"".join(
        packet(data, round(at * 1e6), order=order) for at, data in packets
    )  # fmt: skip


def captured(path: Path) -> list[Captured]:
    return list(CaptureFile(path).packets())


def read(
    packets: Iterable[bytes], *, link: int = RAW, every: float = 0.01
) -> tuple[Traffic, list[Talk], list[Said]]:
    """What ``Traffic`` makes of packets that come one after the other."""
    traffic = Traffic()
    items = list(
        traffic.read((START + every * number, link, data, len(data)) for number, data in enumerate(packets))
    )
    talks = [item for item in items if isinstance(item, Talk)]
    return traffic, talks, [item[1] for item in items if not isinstance(item, Talk)]


def records(path: Path, device: str = "") -> tuple[list[Flow], list[Transmission], list[str]]:
    """What the importer makes of a file: flows as they were last told, messages, notices."""
    found = list(IMPORTER.read(path, "scan", device))
    flows = {item.flow_id: item for item in found if isinstance(item, Flow)}
    return (
        list(flows.values()),
        [item for item in found if isinstance(item, Transmission)],
        [item.text for item in found if isinstance(item, Notice)],
    )
