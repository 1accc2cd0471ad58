"""Who sees which pins: the owner all, a person those of their own devices; and what room they take."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from analysis.device_decisions import forget, merge
from analysis.devices import Device, DeviceDirectory, decide, decisions
from analysis.ledger_reader import LedgerReader
from analysis.pin_list import PinnedMessage, media_kept_now, pinned_messages
from analysis.pins import keep_media, let_go, pin
from analysis.queries import Viewer
from analysis.records import utc_now
from analysis.settings import Home
from tests.pinned_home import NOW, PLACE, SPLIT, TABLETS, joined, purged, recorded, work

OWNER, ANNA, BEN, NOBODY = Viewer(owner=True), Viewer(person="Anna"), Viewer(person="Ben"), Viewer()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return recorded(tmp_path_factory.mktemp("list") / "home").root


@pytest.fixture
def home(made: Path, tmp_path: Path) -> Home:
    return Home.open(Path(shutil.copytree(made, tmp_path / "home")), create=False)


def seen(home: Home, viewer: Viewer) -> list[PinnedMessage]:
    reader = LedgerReader(home.ledger_path)
    try:
        with reader.read() as connection:
            return pinned_messages(home, connection, viewer)
    finally:
        reader.close()


def test_where_nothing_is_pinned_nothing_is_listed(home: Home) -> None:
    assert seen(home, OWNER) == []


def test_each_sees_their_own_and_the_owner_all(home: Home) -> None:
    pin(home, PLACE.id)
    pin(home, TABLETS.id, by="Ben")
    assert [item.pin.event for item in seen(home, OWNER)] == [TABLETS.id, PLACE.id]
    (hers,) = seen(home, ANNA)
    assert (hers.pin.event, hers.device_name, hers.host, hers.pin.by) == (PLACE.id, "Phone", PLACE.host, "")
    (his,) = seen(home, BEN)
    assert (his.pin.event, his.pin.by, his.seen_at) == (TABLETS.id, "Ben", int(NOW.timestamp()) * 1_000_000)
    assert seen(home, NOBODY) == seen(home, Viewer(person="Eve")) == []


def test_the_room_is_that_of_the_bodies_at_hand(home: Home) -> None:
    pin(home, joined(home)[0])
    purged(home)
    (item,) = seen(home, OWNER)
    assert item.size == sum(len(part.body or b"") for part in SPLIT) > 0


def test_what_was_let_go_or_forgotten_is_listed_no_more(home: Home) -> None:
    pin(home, PLACE.id)
    pin(home, TABLETS.id)
    let_go(home, TABLETS.id)
    assert [item.pin.event for item in seen(home, OWNER)] == [PLACE.id]
    forget(home, "Phone")
    work(home)
    assert seen(home, OWNER) == []


def test_a_merged_devices_pins_are_those_of_its_main_one(home: Home) -> None:
    decide(home, Device(id="main", name="Main", person="Anna"))
    merge(home, "Main", "Phone")
    work(home)
    pin(home, PLACE.id)
    assert [(item.device, item.device_name) for item in seen(home, ANNA)] == [("main", "Main")]


def test_whose_media_are_kept_is_told_while_it_lasts(home: Home) -> None:
    assert media_kept_now(home, ["phone", "tablet"], utc_now()) == {}
    phone = DeviceDirectory(decisions(home)).named("phone")
    made = keep_media(home, phone, timedelta(hours=1), by="Anna")
    assert media_kept_now(home, ["phone", "tablet"], utc_now()) == {"phone": made}
    assert media_kept_now(home, ["phone"], made.until) == {}
    keep_media(home, phone, timedelta(0))
    assert media_kept_now(home, ["phone"], utc_now()) == {}
