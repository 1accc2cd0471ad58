"""Random steps behind a word for a device or a person are found in a path; names of models, pages and posts are not."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
import pytest

from analysis.decoding import open_message
from analysis.detectors.path_id import DETECTOR
from analysis.records import Transmission

UUID = "7c2c67aa-91f3-4be0-a2d9-5b02c3fe1d48"


def sent(path: str, method: str = "POST"):
    return Transmission(
        id="0" * 26, flow_id="0" * 26, seen_at=datetime(2026, 11, 22, tzinfo=UTC), writer="test", method=method,
        scheme="https", host="api.example", port=443, path=path, query="", protocol="http/1.1",
    )  # fmt: skip


def found(path: str, method: str = "POST"):
    return [(item.category, item.value) for item in DETECTOR.detect(open_message(sent(path, method)))]


@pytest.mark.parametrize(
    "path",
    [
        "/devices/samsung-galaxy-a55-2026/specs",
        f"/orders/{UUID}",
        f"/episodes/{UUID}/devices",
        "/devices/00000000-0000-0000-0000-000000000000/state",
        "/devices/{device_id}/state/of/one",
        f"/users/{UUID}/posts",
        "/devices/5c:02:14:9b:d0:3e",
        "/users/me/preferences",
        "/things/to-do-in-lisbon-2026-autumn",
        "/",
        "/devices",
    ],
)
def test_finds_nothing_in(path: str) -> None:
    assert found(path) == []


def test_who_only_reads_at_the_address_of_a_person_may_read_of_another() -> None:
    assert found(f"/users/{UUID}/badges", "GET") == []
    assert DETECTOR.needs is not None
    assert not any(holds(sent(f"/users/{UUID}/badges", "GET")) for holds in DETECTOR.needs.sent)


@pytest.mark.parametrize(
    ("path", "category"),
    [
        (f"/v2/devices/{UUID}/settings", "identifier.device"),
        ("/api/thermostats/5f0b6c9d2a417e83bd5510fa/mode", "identifier.device"),
        (f"/geraete/{UUID}", "identifier.device"),
        (f"/v1/installations/{UUID}/badge", "identifier.installation"),
        (f"/users/{UUID}/preferences", "identifier.account"),
        (f"/uzytkownicy/{UUID}", "identifier.account"),
    ],
)
def test_finds(path: str, category: str) -> None:
    assert [kind for kind, _ in found(path)] == [category]


def in_topic(topic: str) -> list[str]:
    body = bytes([0x30, 4 + len(topic)]) + len(topic).to_bytes(2, "big") + topic.encode() + b"on"
    told = msgspec.structs.replace(sent("/"), protocol="mqtt", body=body)
    return [item.value for item in DETECTOR.detect(open_message(told))]


def test_a_thing_in_a_topic() -> None:
    assert in_topic("hub/HN2-00A71C94/status") == ["HN2-00A71C94"]
    assert in_topic("ota/devices/RS-4-PRO/latest") == []
    assert in_topic("home/devices/kitchen-lamp-2026/set") == []
