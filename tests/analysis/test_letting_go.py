"""What goes as soon as it is analysed: secrets always, media unless they are pinned or were to be kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from analysis.analyst_batch import Batch, Made
from analysis.devices import OWNER
from analysis.erasure import erasures
from analysis.event_journal import ANALYST
from analysis.journal import JournalWriter
from analysis.journal_format import Position
from analysis.letting_go import OF_MEDIA, OF_SECRETS, LettingGo
from analysis.pin_journal import KeepMedia, Pin, entry
from analysis.records import Event, Finding, Transmission
from analysis.settings import Home
from tests.ledger_book import found

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
ONE, TWO = Position("proxy-0", "2026-11-22", 1), Position("proxy-0", "2026-11-22", 2)
PHOTO, STEPS, PASSWORD = found("photo.image"), found("fitness.steps"), found("credential.password")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.open(tmp_path / "home")


def made(*findings: Finding, parts_go: bool = False) -> Made:
    sent = Transmission(
        id="01", flow_id="f", seen_at=NOON, writer="proxy-0", method="POST", scheme="https", host="h.example", port=443,
        path="/",
    )  # fmt: skip
    item = Made(ONE)
    item.event = Event(transmission=sent, findings=findings, rules_version="r", catalogue_version="c")
    item.parts_go = parts_go
    return item


def gone(home: Home, item: Made, *decisions: Pin | KeepMedia) -> dict[str, tuple[int, ...]]:
    """What is erased of bodies 1 and 2, by the reason."""
    if decisions:
        owner = JournalWriter(home.journal_dir, OWNER)
        owner.append([entry(decision) for decision in decisions])
        owner.close()
    journal, batch = JournalWriter(home.journal_dir, ANALYST), Batch()
    going = LettingGo(home, lambda _: "phone")
    going.note(batch, item, [ONE, TWO])
    going.carry_out(batch, journal)
    journal.close()
    return {item.why: item.seqs for item in erasures(home.journal_dir)}


HELD = KeepMedia(at=NOON, devices=("phone",), until=NOON + timedelta(hours=1))
PINNED = Pin(at=NOON, event="01", bodies=(ONE,))


@pytest.mark.parametrize("decisions", [(), (HELD,), (PINNED,)], ids=["plain", "held", "pinned"])
def test_what_holds_neither_stays(home: Home, decisions: tuple[Pin | KeepMedia, ...]) -> None:
    assert gone(home, made(STEPS), *decisions) == {}


@pytest.mark.parametrize("decisions", [(), (HELD,), (PINNED,)], ids=["plain", "held", "pinned"])
def test_a_secret_goes_in_any_case(home: Home, decisions: tuple[Pin | KeepMedia, ...]) -> None:
    assert gone(home, made(PASSWORD, PHOTO), *decisions) == {OF_SECRETS: (1, 2)}


@pytest.mark.parametrize("item", [made(PHOTO), made(STEPS, parts_go=True)], ids=["itself", "its parts"])
def test_media_go_unless_they_are_kept(home: Home, item: Made) -> None:
    assert gone(home, item) == {OF_MEDIA: (1, 2)}


def test_of_media_the_pinned_stay(home: Home) -> None:
    assert gone(home, made(PHOTO), PINNED) == {OF_MEDIA: (2,)}


def test_media_that_were_to_be_kept_stay(home: Home) -> None:
    assert gone(home, made(PHOTO), HELD) == {}
