"""Reads pcap and pcapng captures: what was sent in clear, who was contacted and how much went there, by which device."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from analysis.records import Flow, Transmission
from analysis.units import Importer, Notice
from proxy_addons.capture_file import is_capture


def sniff(_name: str, head: bytes) -> bool:
    """Captures begin with one of a few numbers, also within gzip or zstd."""
    return is_capture(head)


def read(path: Path, corpus: str, device: str) -> Iterator[Transmission | Flow | Notice]:
    """The messages and flows of the file, one at a time; never the whole file in memory."""
    from proxy_addons.pcap_records import records  # cryptography and hpack take a while to import

    return records(path, corpus, device)


IMPORTER = Importer(name="pcap", order=5, sniff=sniff, read=read)
