"""All recordings together: what share of what tshark found is found, what is invented, what nDPI says of the same flows.

pytest -s tests/proxy_addons/importers/test_pcap_truth.py prints the figures of docs/benchmarks.md.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from analysis import catalogue
from analysis.attribution import attribute_flow
from analysis.flow_reasons import names_in, protocol_of
from analysis.records import Flow, Transmission
from tests.proxy_addons.capture_files import records

SHARED = Path(
    os.environ.get("LEAKLEDGER_SHARED_DATA", Path(__file__).resolve().parents[4] / "shared" / "data")
)
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared recordings are not here")
NAMED = ("dns", "mdns", "llmnr", "doh")
TARGET = 0.99
# nDPI's labels of single apps and companies; those of whoever carries others' traffic say nothing of the app
LABELS = {
    "Google": "google", "GoogleServices": "google", "YouTube": "google", "PlayStore": "google", "DataSaver": "google",
    "Crashlytics": "google", "GMail": "google", "GoogleMaps": "google", "GoogleDrive": "google",
    "Facebook": "meta-platforms", "FbookReelStory": "meta-platforms", "Messenger": "meta-platforms",
    "Instagram": "meta-platforms", "WhatsApp": "meta-platforms", "WhatsAppFiles": "meta-platforms",
    "WhatsAppCall": "meta-platforms", "Amazon": "amazon", "AmazonAlexa": "amazon", "Apple": "apple", "AppleiTunes": "apple",
    "AppleiCloud": "apple", "ApplePush": "apple", "AppleStore": "apple", "iCloudPrivateRelay": "apple", "Alibaba": "alibaba",
    "NetFlix": "netflix", "Signal": "signal-messenger", "Snapchat": "snap", "Zoom": "zoom", "ntop": "ntop",
    "Telegram": "telegram", "TikTok": "bytedance", "Twitter": "x-corp", "Spotify": "spotify", "Microsoft": "microsoft",
    "Teams": "microsoft", "Skype_Teams": "microsoft", "Skype": "microsoft", "Microsoft365": "microsoft",
}  # fmt: skip

# labelled by the address, which is that of Google's machines; the host is another company's
CARRIED = frozenset({"bridge.meethue.com"})


@cache
def expected() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = json.loads((SHARED / "TRUTH_pcap.json").read_text())
    return found


@cache
def read(name: str) -> tuple[list[Flow], list[Transmission]]:
    flows, sent, _ = records(SHARED / name)
    return flows, sent


def told(line: str) -> None:
    """A figure, for whoever asks for it with -s."""
    sys.stdout.write(f"{line}\n")


def names(flows: list[Flow], *protocols: str) -> set[str]:
    return {
        name
        for flow in flows
        if protocol_of(flow.reason).startswith(protocols)
        for name in names_in(flow.reason)
    }


def requests(sent: list[Transmission]) -> set[str]:
    found = (each for each in sent if each.protocol.startswith(("http/", "h2")))
    return {
        f"{each.method} {each.header('host') or ''}{each.path}{'?' if each.query else ''}{each.query}"
        for each in found
    }


def topics(sent: list[Transmission]) -> set[str]:
    return {topic for each in sent if each.protocol == "mqtt" and each.path for topic in each.path.split(",")}


def both(name: str) -> dict[str, tuple[set[str], set[str]]]:
    """By field, what a recording holds and what was read of it."""
    wanted = expected()[name]
    flows, sent = read(name)
    asked = {request.partition(" [")[0].rstrip("…") for request in wanted.get("req", {})}
    ours = requests([each for each in sent if each.protocol.startswith("http/")])
    shortened = {next((each for each in asked if request.startswith(each)), request) for request in ours}
    quic = {flow.sni for flow in flows if protocol_of(flow.reason) == "quic" and flow.sni}
    wants_quic = wanted.get("sni", {}) if "quic" in wanted["protocols"] or "quic" in name else {}
    return {
        "server names": (set(wanted.get("sni", {})), {flow.sni for flow in flows if flow.sni}),
        "of them in QUIC": (set(wants_quic), quic),
        "DNS names": ({each.lower() for each in wanted.get("dns", {})}, names(flows, *NAMED)),
        "DHCP names": (set(wanted.get("dhcp_host", {})), names(flows, "dhcp")),
        "HTTP requests": (asked, shortened | {each for each in asked if each in requests(sent)}),
        "MQTT topics": (set(wanted.get("mqtt", {})), topics(sent)),
    }


def test_all_recordings_together() -> None:
    total: Counter[str] = Counter()
    found: Counter[str] = Counter()
    invented: dict[str, list[str]] = {}
    for name in sorted(expected()):
        if "dsb" in name and shutil.which("tshark") is None:
            continue  # opened by tshark, as the truth was
        for field, (wanted, ours) in both(name).items():
            total[field] += len(wanted)
            found[field] += len(wanted & ours)
            invented.setdefault(field, []).extend(f"{name}: {each}" for each in sorted(ours - wanted))
    for field in total:
        told(f"{field}: {found[field]} of {total[field]} found, {len(invented[field])} invented")
    assert set(total) == set(invented)
    assert min(total.values()) > 5
    assert {field: value for field, value in invented.items() if value} == {}
    assert all(found[field] >= TARGET * total[field] for field in total)
    assert found["of them in QUIC"] == total["of them in QUIC"]


def labels(name: str, folder: Path) -> dict[frozenset[tuple[str, str]], str]:
    """What nDPI calls the flows of a recording, by both ends; its label without the protocol below the app."""
    table = folder / "flows.csv"
    table.unlink(missing_ok=True)
    subprocess.run(
        ["ndpiReader", "-q", "-i", str(SHARED / name), "-C", str(table)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False, timeout=60,
    )  # fmt: skip
    if not table.exists():
        return {}
    with table.open(errors="replace") as stream:
        ends = ("src_ip", "src_port"), ("dst_ip", "dst_port")
        return {
            frozenset((row[ip], row[port]) for ip, port in ends): row["ndpi_proto"].rpartition(".")[2]
            for row in csv.DictReader(stream)
        }  # fmt: skip


@pytest.mark.skipif(shutil.which("ndpiReader") is None, reason="ndpiReader is not installed (libndpi-bin)")
def test_ndpi_names_the_same_companies_for_the_same_flows(tmp_path: Path) -> None:
    known = catalogue.load()
    agreed: Counter[str] = Counter()
    disagreed: list[str] = []
    carried = 0
    for name in sorted(expected()):
        labelled = labels(name, tmp_path)
        for flow in read(name)[0]:
            pair, whose = flow.upstream, attribute_flow(flow, known)
            if pair is None or whose.company is None or whose.certainty != "certain":
                continue
            if (
                protocol_of(flow.reason) == "dns"
            ):  # nDPI's label is of the name that was asked for, not of the resolver
                continue
            ends = frozenset(((pair.local_ip, str(pair.local_port)), (pair.remote_ip, str(pair.remote_port))))
            label = LABELS.get(labelled.get(ends, ""))
            if label is None:
                continue
            if label in {company.id for company in known.owner_chain(whose.company)}:
                agreed[label] += 1
            else:
                carried += flow.host in CARRIED
                disagreed.append(f"{name}: {flow.host}: {labelled[ends]}, but {whose.company}")
    told(
        f"nDPI and the catalogue: {agreed.total()} flows alike, {len(disagreed)} not,"
        f" {carried} of these labelled by whose machine it is; {dict(agreed)}"
    )
    assert agreed.total() > 150
    assert len(disagreed) == carried, disagreed
