"""What a device is, guessed from what it says, with the reason; or nothing, where it says too little or disagrees."""

from __future__ import annotations

import re

import pytest

from analysis.device_kinds import guess, signs
from analysis.devices import KINDS


@pytest.mark.parametrize(
    ("hints", "kind", "because"),
    [
        ([("dhcp_vendor_class", "android-dhcp-14")], "phone", "android-dhcp-14"),
        ([("dhcp_vendor_class", "android-dhcp-14"), ("user_agent", "Android, SM-T510")], "tablet", "SM-T510"),
        ([("dhcp_vendor_class", "android-dhcp-11"), ("mdns_service", "_androidtvremote2._tcp")], "tv", "_androidtv"),
        ([("user_agent", "iPhone"), ("user_agent", "Mac")], "phone", "iPhone"),
        ([("user_agent", "iPad")], "tablet", "iPad"),
        ([("dhcp_vendor_class", "MSFT 5.0")], "computer", "MSFT 5.0"),
        ([("mdns_service", "_ipp._tcp.local")], "appliance", "_ipp"),
        ([("dhcp_hostname", "DCS-935L"), ("dhcp_vendor_class", "udhcp 1.22.1")], "camera", "DCS-935L"),
        ([("dhcp_hostname", "ESP_06D902")], "appliance", "ESP_06D902"),
        ([("dhcp_hostname", "Annas-Apple-Watch")], "watch", "Annas-Apple-Watch"),
        ([("mdns_service", "_sonos._tcp.local"), ("mdns_service", "_airplay._tcp.local")], "speaker", "_sonos"),
    ],
)  # fmt: skip
def test_signs_tell_a_kind_with_the_reason(hints: list[tuple[str, str]], kind: str, because: str) -> None:
    found = guess(hints)
    assert found.kind == kind
    assert because in found.reasons[0]
    named = {"appliance": "an appliance", "tv": "a TV"}.get(kind, f"a {kind}")
    assert found.words.startswith(f"Probably {named}: ")


@pytest.mark.parametrize(
    "hints",
    [
        [],
        [("dhcp_hostname", "wohnzimmer")],
        [("user_agent", "Android")],  # a television says so too
        [("mdns_service", "_raop._tcp.local")],
        [("mdns_service", "_http._tcp.local")],
        [("ssdp_server", "Linux/4.1 UPnP/1.0")],
        [("dhcp_fingerprint", "1,3,6,15,26,28,51,58,59,43")],
        [("mdns_name", "_googlecast._tcp")],  # a name is no service
    ],
)
def test_too_little_tells_nothing(hints: list[tuple[str, str]]) -> None:
    assert guess(hints).kind == "unknown"
    assert guess(hints).words == "We cannot tell what it is."


def test_signs_that_disagree_are_both_named() -> None:
    found = guess([("mdns_service", "_googlecast._tcp"), ("mdns_service", "_spotify-connect._tcp")])
    assert found.kind == "unknown"
    assert "_googlecast" in found.words
    assert "_spotify-connect" in found.words


def test_the_maker_of_the_chip_speaks_too() -> None:
    assert guess([], {"00:0e:58:00:00:01": "Sonos, Inc."}).kind == "speaker"
    assert guess([], {"3c:a6:2f:00:00:01": "Nobody in particular"}).kind == "unknown"


def test_the_file_of_signs_holds() -> None:
    for pattern, sign in signs():
        assert sign.kind in KINDS
        assert sign.kind != "unknown"
        assert 1 <= sign.points <= 5
        assert "{value}" in sign.because
        assert sign.hint == "maker" or re.match(r"dhcp_|mdns_|ssdp_|user_agent", sign.hint)
        assert not pattern.search("")
