"""Health tells the room that kept messages take, and to each viewer only of their own."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from analysis.analyst_batch import Made
from analysis.pins import pin
from analysis.queries import Viewer
from analysis.rebuild import rebuild
from analysis.settings import Home
from tests.pinned_home import KNOWN, PLACE, TABLETS, purged, recorded

Page = Callable[..., str]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return recorded(tmp_path_factory.mktemp("room") / "home").root


@pytest.fixture
def home(made: Path, tmp_path: Path) -> Home:
    return Home.open(Path(shutil.copytree(made, tmp_path / "home")), create=False)


def test_where_nothing_is_kept_longer_nothing_is_said(
    home: Home, page: Page, make_home: Callable[..., Home]
) -> None:
    for one in (home, make_home()):
        assert "keep longer than others" not in page(one, "/health")


def test_it_says_how_much_room_they_take_and_leads_to_them(home: Home, page: Page) -> None:
    pin(home, PLACE.id)
    pin(home, TABLETS.id)
    purged(home)
    shown = page(home, "/health")
    assert "2 messages" in shown
    assert f"{len(PLACE.body or b'') + len(TABLETS.body or b'')} bytes" in shown
    for item in (PLACE, TABLETS):
        assert f"/evidence?event={item.id}" in shown


def test_a_person_is_told_of_their_own_alone(home: Home, page: Page) -> None:
    pin(home, PLACE.id)
    pin(home, TABLETS.id)
    shown = page(home, "/health", Viewer(person="Anna"))
    assert "1 message" in shown
    assert PLACE.id in shown
    assert TABLETS.id not in shown
    for viewer in (Viewer(), Viewer(person="Eve")):
        assert "keep longer than others" not in page(home, "/health", viewer)


def test_one_whose_body_is_gone_says_so(home: Home, page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    pin(home, PLACE.id)
    monkeypatch.setattr(Made, "has_secret", property(lambda _: True))
    rebuild(home, msgspec.structs.replace(KNOWN, version="another"))
    shown = page(home, "/health")
    assert "its body is gone" in shown
    assert "**" not in shown


def test_a_ledger_that_cannot_be_read_is_told_and_the_page_stands(home: Home, page: Page) -> None:
    pin(home, PLACE.id)
    for suffix in ("-wal", "-shm"):
        home.ledger_path.with_name(home.ledger_path.name + suffix).unlink(missing_ok=True)
    content = home.ledger_path.read_bytes()
    home.ledger_path.write_bytes(content[:4096] + bytes(len(content) - 4096))
    shown = page(home, "/health")
    assert "Room on the disk" in shown
    assert "keep longer than others" not in shown
