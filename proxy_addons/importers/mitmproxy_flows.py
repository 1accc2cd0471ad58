"""Reads mitmproxy's flow files of every version: HTTP and WebSocket content, and TCP, UDP and DNS flows as metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from analysis.records import Flow, Transmission
from analysis.units import Importer, Notice

_START: Final = re.compile(rb"\d{1,12}:")


def sniff(_name: str, head: bytes) -> bool:
    """A flow is a dictionary behind its length, ``1234:7:version;…``; mitmproxy gives its files no fixed name."""
    return _START.match(head) is not None


def read(path: Path, corpus: str, device: str) -> Iterator[Transmission | Flow | Notice]:
    """The flows of the file, one at a time; never the whole file in memory."""
    from proxy_addons.flow_records import records  # mitmproxy takes half a second to import

    return records(path, corpus, device)


IMPORTER = Importer(name="mitmproxy_flows", order=20, sniff=sniff, read=read)
