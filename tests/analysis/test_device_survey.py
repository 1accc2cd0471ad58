"""The devices of the house in one look: the owner's word first, then what is guessed, and what may be the same."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from analysis.device_decisions import confirm, keep_apart, merge, set_kind
from analysis.device_hints import HintRow, Hints
from analysis.device_survey import Known, Survey, survey
from analysis.devices import Device, decide
from analysis.journal_format import to_micros
from analysis.ledger_reader import LedgerReader
from analysis.queries import Viewer
from analysis.records import Address, DeviceHint, utc_now
from analysis.settings import Home
from tests.ledger_book import Book

OWNER = Viewer(owner=True)
NOW = utc_now().replace(microsecond=0)
DEVICES = (
    Device(id="phone", name="Phone", person="Anna", addresses=(Address(kind="mac", value="3c:a6:2f:00:00:01"),)),
    Device(id="new", name="New", addresses=(Address(kind="ip", value="192.0.2.8"), Address(kind="proxy_user", value="n"))),
    Device(id="gone", name="Gone", mode="off"),
)  # fmt: skip


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home.open(tmp_path / "home")
    for device in DEVICES:
        decide(made, device, at=NOW - timedelta(days=20))
    book = Book(made)
    book.devices = list(DEVICES)
    for number in range(10):
        book.send(NOW - timedelta(days=3, minutes=20 * number), "phone", "social")
        book.send(NOW - timedelta(minutes=20 * number), "new", "social")
    book.close()
    book, hints = Book(made), Hints()
    for device, mac in (("phone", "3c:a6:2f:00:00:01"), ("new", "da:a1:19:00:00:02")):
        address = Address(kind="mac", value=mac)
        hint = DeviceHint(
            at=NOW, writer="sniffer", addresses=(address,), kind="dhcp_hostname", value="Annas-Pixel"
        )
        hints.of_network(HintRow(hint, device))
    vendor = DeviceHint(
        at=NOW, writer="sniffer", addresses=(), kind="dhcp_vendor_class", value="android-dhcp-14"
    )
    hints.of_network(HintRow(vendor, "new"))
    with book.ledger.engine.begin() as connection:
        hints.write(connection)
    book.ledger.close()
    return made


def look(home: Home, viewer: Viewer = OWNER) -> Survey:
    reader = LedgerReader(home.ledger_path)
    try:
        with reader.read() as connection:
            return survey(home, connection, viewer, to_micros(NOW))
    finally:
        reader.close()


def one(found: Survey, name: str) -> Known:
    return next(known for known in found.devices if known.device.name == name)


def test_what_is_off_is_left_out_and_the_rest_is_described(home: Home) -> None:
    found = look(home)
    assert [known.device.name for known in found.devices] == ["New", "Phone"]
    new = one(found, "New")
    assert new.recognised == ("the proxy user “n”", "the address 192.0.2.8, for as long as it keeps it")
    assert [(mac.value, mac.randomised, mac.confirmed) for mac in new.macs] == [
        ("da:a1:19:00:00:02", True, False)
    ]
    assert new.last_seen == to_micros(NOW)
    assert [(mac.randomised, mac.confirmed) for mac in one(found, "Phone").macs] == [(False, True)]


def test_the_owners_word_is_above_the_guess(home: Home) -> None:
    assert one(look(home), "New").kind == "phone"
    assert one(look(home), "New").kind_words.startswith("Probably a phone")
    set_kind(home, "New", "tv")
    assert one(look(home), "New").kind_words == "A tv, by your word."


def test_a_pair_is_proposed_until_it_is_decided(home: Home) -> None:
    found = look(home)
    (pair,) = found.proposals
    assert {found.name(pair.one), found.name(pair.other)} == {"New", "Phone"}
    assert pair.probable
    keep_apart(home, "New", "Phone")
    assert look(home).proposals == ()


def test_a_merge_is_seen_before_the_analyst_has_read_it(home: Home) -> None:
    merge(home, "Phone", "New")
    found = look(home)
    assert [known.device.name for known in found.devices] == ["Phone"]
    phone = one(found, "Phone")
    assert [item.name for item in phone.merged] == ["New"]
    assert {mac.value for mac in phone.macs} == {"3c:a6:2f:00:00:01", "da:a1:19:00:00:02"}
    assert phone.last_seen == to_micros(NOW)
    assert found.proposals == ()


def test_a_confirmed_address_is_confirmed(home: Home) -> None:
    confirm(home, "New", "da:a1:19:00:00:02")
    assert one(look(home), "New").macs[0].confirmed


def test_a_person_gets_their_own_only_and_nobody_nothing(home: Home) -> None:
    found = look(home, Viewer(person="Anna"))
    assert [known.device.name for known in found.devices] == ["Phone"]
    assert found.proposals == ()
    assert look(home, Viewer()).devices == ()


def test_without_a_ledger_there_is_what_was_decided(home: Home) -> None:
    found = survey(home, None, OWNER)
    assert [known.device.name for known in found.devices] == ["New", "Phone"]
    assert one(found, "Phone").last_seen is None
