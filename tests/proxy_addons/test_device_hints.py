"""What devices say of themselves: once a day, printable, bounded."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from analysis.records import Address
from proxy_addons import device_hints
from proxy_addons.device_hints import DeviceHints

NOW = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
IP, MAC = Address(kind="ip", value="192.168.1.7"), Address(kind="mac", value="02:00:00:00:00:07")


@pytest.fixture
def hints() -> DeviceHints:
    return DeviceHints("sniffer", ZoneInfo("Australia/Brisbane"))


def test_each_thing_is_told_once_a_day_of_the_home(hints: DeviceHints) -> None:
    told = hints.tell((IP, MAC), "mdns_name", "tv", NOW)
    assert told is not None
    assert (told.kind, told.value, told.addresses, told.writer, told.at) == (
        "mdns_name",
        "tv",
        (IP, MAC),
        "sniffer",
        NOW,
    )
    assert hints.tell((IP, MAC), "mdns_name", "tv", NOW + timedelta(hours=6)) is None
    assert hints.tell((IP, MAC), "mdns_name", "tv-2", NOW) is not None
    assert hints.tell((IP, MAC), "ssdp_server", "tv", NOW) is not None
    assert (
        hints.tell((IP, MAC), "mdns_name", "tv", NOW + timedelta(hours=8)) is not None
    )  # midnight in Brisbane


def test_a_device_with_another_address_is_the_same_by_its_mac(hints: DeviceHints) -> None:
    assert hints.tell((IP, MAC), "mdns_name", "tv", NOW) is not None
    other = Address(kind="ip", value="192.168.1.9")
    assert hints.tell((other, MAC), "mdns_name", "tv", NOW) is None
    assert hints.tell((other,), "mdns_name", "tv", NOW) is not None


@pytest.mark.parametrize(("value", "kept"), [("a\nb\0", "a?b?"), ("  x ", "x"), ("é" * 500, "é" * 200)])
def test_a_value_is_printable_and_short(hints: DeviceHints, value: str, kept: str) -> None:
    told = hints.tell((IP,), "mdns_name", value, NOW)
    assert told is not None
    assert told.value == kept


def test_nothing_is_no_hint(hints: DeviceHints) -> None:
    assert hints.tell((IP,), "mdns_name", "  ", NOW) is None
    assert hints.tell((), "mdns_name", "tv", NOW) is None


def test_their_number_is_bounded(hints: DeviceHints, monkeypatch: pytest.MonkeyPatch) -> None:
    told = [hints.tell((IP,), "user_agent", f"App/{number}", NOW) for number in range(200)]
    assert sum(each is not None for each in told) == device_hints.MAX_OF_A_KIND
    monkeypatch.setattr(device_hints, "MAX_HINTS", device_hints.MAX_OF_A_KIND + 3)
    names = [hints.tell((IP,), "mdns_name", f"n{number}", NOW) for number in range(20)]
    assert sum(each is not None for each in names) == 3
