"""Captures that broke tcpdump are read to their end, whole and packed, and what could not be read of them is said."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from analysis.cli import command
from analysis.records import Flow
from analysis.units import Notice
from proxy_addons.capture_file import CaptureFile
from proxy_addons.capture_traffic import CaptureTraffic
from proxy_addons.importers.pcap import IMPORTER
from proxy_addons.talks import Talk
from proxy_addons.traffic import Traffic

FOLDER = Path(__file__).resolve().parents[2] / "data" / "captures-of-tcpdump"
TRUTH: dict[str, dict[str, Any]] = json.loads((FOLDER / "truth.json").read_text())
FRAGMENTS = "fragmented datagrams"
# tshark's questions that are not read here, with why
NOT_READ = {"dns_udp_8053.pcap": "DNS on a port that is not its own"}
Summary = tuple[int, list[tuple[Any, ...]], Counter[str], str]


def in_place(path: Path) -> Summary:
    """Packets; what was said with whom; what could not be read; what was wrong with the file."""
    traffic, capture = CaptureTraffic({}), CaptureFile(path)
    talks = [item for item in traffic.read_file(capture) if isinstance(item, Talk)]
    return traffic.number + 1, [said(talk) for talk in talks], traffic.counts(), capture.trouble


def one_by_one(path: Path) -> Summary:
    traffic, capture = Traffic(), CaptureFile(path)
    talks = [item for item in traffic.read(capture.packets()) if isinstance(item, Talk)]
    return traffic.number + 1, [said(talk) for talk in talks], traffic.counts(), capture.trouble


def said(talk: Talk) -> tuple[Any, ...]:
    return (
        talk.number, talk.transport, talk.protocol, talk.device, talk.remote, talk.port, talk.names, talk.asked,
        talk.out.packets, talk.out.size, talk.into.packets, talk.into.size,
    )  # fmt: skip


def test_the_folder_holds_what_the_truth_tells_of() -> None:
    assert sorted(path.name for path in FOLDER.glob("*.pcap*")) == sorted(TRUTH)
    assert len(TRUTH) > 50


@pytest.mark.parametrize("name", sorted(TRUTH))
def test_it_is_read_to_its_end_and_every_packet_is_accounted_for(name: str, tmp_path: Path) -> None:
    path, truth = FOLDER / name, TRUTH[name]
    packets, talks, unread, trouble = in_place(path)
    assert packets == truth["packets"]
    assert trouble == ""
    assert dict(unread) == truth["unread"]
    assert (packets, talks, unread, trouble) == one_by_one(path)
    packed = tmp_path / f"{name}.gz"
    packed.write_bytes(gzip.compress(path.read_bytes(), mtime=0))
    assert in_place(packed) == (packets, talks, unread, trouble)
    told = sum(talk[8] + talk[10] for talk in talks)
    whole = sum(count for kind, count in unread.items() if kind.startswith(("packets", "broken")))
    left = packets - told - whole - truth["arp"]
    assert left == 0 if FRAGMENTS not in unread else left >= unread[FRAGMENTS]


@pytest.mark.parametrize("name", sorted(name for name, truth in TRUTH.items() if truth["questions"]))
def test_the_names_that_were_asked_for_are_tsharks(name: str) -> None:
    _, talks, _, _ = in_place(FOLDER / name)
    names = sorted({asked for talk in talks for asked in talk[6]})
    assert names == ([] if name in NOT_READ else TRUTH[name]["questions"])


@pytest.mark.parametrize("name", sorted(TRUTH))
def test_the_importer_says_in_one_line_each_what_it_could_not_read(name: str) -> None:
    records = list(IMPORTER.read(FOLDER / name, "test", ""))
    notices = [record.text for record in records if isinstance(record, Notice)]
    assert all("\n" not in text for text in notices)
    expected = [f"{count} not read: {what}" for what, count in TRUTH[name]["unread"].items()]
    assert [text for text in notices if "not read" in text] == expected
    for flow in records:
        if isinstance(flow, Flow):
            assert flow.host.isprintable()
            assert flow.reason.isprintable()
            assert flow.closed_at is None or flow.closed_at >= flow.opened_at


def test_all_of_them_dropped_on_scan() -> None:
    paths = [str(FOLDER / name) for name in sorted(TRUTH)]
    done = CliRunner().invoke(command, ["scan", "--all", "--format", "csv", *paths])
    assert done.exception is None or isinstance(done.exception, SystemExit)
    assert done.exit_code == 0, done.stderr[-2000:]
    assert "Traceback" not in done.output
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert {"www.example.com", "www.tcpdump.org"} & {row["host"] for row in rows}
    for name, truth in TRUTH.items():
        if truth["unread"]:
            assert name in done.stderr
