"""What devices say of themselves: once a day, printable, bounded."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from analysis.journal import Entry, JournalWriter
from analysis.journal_format import HINT, encode_hint
from analysis.records import Address
from proxy_addons import device_hints
from proxy_addons.device_hints import DeviceHints, journalled

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


def told_by(journal: Path, *names: str, at: datetime = NOW) -> list[str]:
    """What a sniffer that is started at a time journals of a device that says some names."""
    hints = DeviceHints("sniffer", ZoneInfo("Australia/Brisbane"), journalled(journal, "sniffer"))
    found = [hints.tell((IP, MAC), "mdns_name", name, at) for name in names]
    writer = JournalWriter(journal, "sniffer", lambda: at)
    writer.append([encode_hint(hint) for hint in found if hint is not None])
    writer.append([Entry(kind="flow", content=b"{}"), Entry(kind=HINT, content=b"{not json")])
    writer.close()
    return [hint.value for hint in found if hint is not None]


def test_after_a_restart_what_was_journalled_today_is_not_journalled_again(tmp_path: Path) -> None:
    assert told_by(tmp_path, "tv", "tv") == ["tv"]
    later = NOW + timedelta(hours=5)
    assert told_by(tmp_path, "tv", "tv-2", at=later) == ["tv-2"]
    assert told_by(tmp_path, "tv-2", "tv", at=later) == []
    assert told_by(tmp_path, "tv", at=NOW + timedelta(hours=8)) == ["tv"]  # midnight in Brisbane
    assert told_by(tmp_path, "tv", at=NOW + timedelta(hours=20)) == []  # midnight in UTC: another segment


def test_their_number_is_bounded_over_restarts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(device_hints, "MAX_OF_A_KIND", 5)
    told = [told_by(tmp_path, *(f"n{start + number}" for number in range(3))) for start in (0, 3, 6)]
    assert [len(names) for names in told] == [3, 2, 0]
    monkeypatch.setattr(device_hints, "MAX_OF_A_KIND", 500)
    monkeypatch.setattr(device_hints, "MAX_HINTS", 7)
    assert len(told_by(tmp_path, *(f"more-{number}" for number in range(9)))) == 2


def test_a_journal_that_cannot_be_read_costs_a_repetition(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert told_by(tmp_path, "tv") == ["tv"]
    (segment,) = (path for path in (tmp_path / "sniffer").glob("*.sqlite") if "bodies" not in path.name)
    segment.write_bytes(b"damaged" * 2000)
    hints = DeviceHints("sniffer", ZoneInfo("Australia/Brisbane"), journalled(tmp_path, "sniffer"))
    assert hints.tell((IP, MAC), "mdns_name", "tv", NOW) is not None
    assert hints.tell((IP, MAC), "mdns_name", "tv", NOW) is None
    assert len(caplog.records) == 1
    assert str(segment) in caplog.text
