"""Entries whose source is a recording that is at hand: the recording names one of their hosts. Nothing there is guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from analysis.catalogue import Tracker, load

# How sources name recordings, and where these are kept below the shared data; {0} is the name of one file.
_RECORDED: Final = {
    r"github\.com/the-markup/investigation-healthcare-exchange-tracking recorded requests": "http/markup-healthcare/**/*",
    r"github\.com/the-markup/meta-pixel-edtech recorded requests": "http/markup-edtech/**/*",
    r"github\.com/andypitcher/IoT_Sentinel captures": "pcap/**/*",
    r"github\.com/ntop/nDPI capture (\S+?)(?:;|$)": "pcap/**/{0}",
}


def recording_of(tracker: Tracker) -> str | None:
    """The files in which an entry's first source was recorded, as a pattern; None where it is something else."""
    for source, files in _RECORDED.items():
        if found := re.match(source, tracker.source):
            return files.format(*found.groups())
    return None


def writings(host: str) -> Iterator[bytes]:
    """A name as a request or a greeting has it, and as a DNS question has it."""
    yield host.encode()
    yield b"".join(bytes([len(label)]) + label.encode() for label in host.split("."))


def recorded() -> list[tuple[Tracker, str]]:
    """The entries of whose first source there may be a recording, with where."""
    trackers = load().trackers.values()
    return [(tracker, files) for tracker in trackers if (files := recording_of(tracker)) is not None]


def test_there_are_entries_of_each_kind_of_recording() -> None:
    found = recorded()
    assert len(found) > 40
    assert {files.partition("/")[0] for _, files in found} == {"http", "pcap"}
    assert sum("nDPI" in tracker.source for tracker, _ in found) > 10


def test_a_name_that_is_not_there_is_not_found() -> None:
    question = b"\x00\x01\x05kakao\x03com\x00"
    assert [any(one in question for one in writings(host)) for host in ("kakao.com", "akao.com", "kakao.co")] == [
        True, False, False,
    ]  # fmt: skip


def test_each_names_a_host_of_its_recording(shared_data: Path) -> None:
    contents: dict[Path, bytes] = {}
    unseen = []
    for tracker, files in recorded():
        paths = [path for path in sorted(shared_data.glob(files)) if path.is_file()]
        if not paths:
            pytest.fail(f"{tracker.id}: {files} is not among the shared recordings")
        names = re.compile(b"|".join(re.escape(one) for host in tracker.hosts for one in writings(host)))
        if not any(names.search(contents.setdefault(path, path.read_bytes())) for path in paths):
            unseen.append((tracker.id, tracker.source))
    assert unseen == []
