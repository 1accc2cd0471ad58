"""What is kept of a message, as its view says it: who may keep it longer, what it then says, and what it refuses."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, g
from flask.testing import FlaskClient
from plotly.utils import PlotlyJSONEncoder

from analysis.pin_journal import Pins
from analysis.pins import pin
from analysis.queries import Viewer
from analysis.settings import Home
from analysis.wording import using
from dashboard.evidence_message import kept_anew, message_view
from dashboard.message_kept import KEEP, LET_GO, act
from dashboard.site import Site
from tests.pinned_home import CUT, PHOTO, PLACE, SECRET, TABLETS, at_hand, joined, purged, recorded

OWNER, ANNA, BEN, NOBODY = Viewer(owner=True), Viewer(person="Anna"), Viewer(person="Ben"), Viewer()
Show = Callable[..., str]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return recorded(tmp_path_factory.mktemp("kept") / "home").root


@pytest.fixture
def home(made: Path, tmp_path: Path) -> Home:
    return Home.open(Path(shutil.copytree(made, tmp_path / "home")), create=False)


@pytest.fixture
def show(served: tuple[Flask, str], at_home: Callable[[Home], Any], home: Home) -> Show:
    """The view of a message, or what is kept of it after a button was pressed."""

    def lay_out(name: str, viewer: Viewer = OWNER, do: str = "") -> str:
        at_home(home)
        with served[0].test_request_context("/"):
            g.viewer = viewer
            site = Site(home)
            parts = kept_anew(site, viewer, name, do) if do else message_view(site, viewer, name)
            return json.dumps(parts, cls=PlotlyJSONEncoder, ensure_ascii=False)

    return lay_out


def pinned(home: Home) -> list[str]:
    return [*Pins(home.journal_dir).refresh().now]


def test_nothing_is_kept_by_looking(home: Home, show: Show) -> None:
    shown = show(PLACE.id)
    assert "is kept until about" in shown
    assert "Keep what was sent" in shown
    assert "in this home and nowhere else, until somebody lets it go" in shown
    assert pinned(home) == []


def test_the_owner_keeps_a_message_and_lets_it_go(home: Home, show: Show) -> None:
    said = show(f"{PLACE.id}-0", do=KEEP)
    assert "It is kept from now on." in said
    assert "the owner of the box wished it on" in said
    assert "full values of its findings are kept as long" in said
    assert "Let it go" in said
    assert "Keep what was sent" not in said
    purged(home)
    assert "the owner of the box wished it" in show(PLACE.id)
    said = show(PLACE.id, do=LET_GO)
    assert "It is let go: it is erased when others of its day are" in said
    assert "Keep what was sent" in said
    assert pinned(home) == []


def test_a_person_keeps_and_lets_go_what_their_own_device_sent(home: Home, show: Show) -> None:
    pin(home, PLACE.id)
    assert "the owner of the box wished it" in show(PLACE.id, ANNA)
    assert "It is let go" in show(PLACE.id, ANNA, do=LET_GO)
    assert "It is kept from now on." in show(PLACE.id, ANNA, do=KEEP)
    assert Pins(home.journal_dir).refresh().now[PLACE.id].by == "Anna"
    assert "Anna wished it" in show(PLACE.id, OWNER)


def test_of_another_persons_device_nobody_but_the_owner_keeps_anything(home: Home, show: Show) -> None:
    pin(home, TABLETS.id)
    for viewer, event in (
        (ANNA, TABLETS.id),
        (BEN, PLACE.id),
        (NOBODY, PLACE.id),
        (Viewer(person="Eve"), PLACE.id),
    ):
        for do in (KEEP, LET_GO):
            said = show(event, viewer, do=do)
            assert "it is not yours to see" in said
            assert "wished it" not in said
    assert pinned(home) == [TABLETS.id]
    assert "only the owner of the box, or whose device it is" in act(home, NOBODY, KEEP, PLACE.id)
    assert pinned(home) == [TABLETS.id]


def test_whoever_is_told_of_a_wish_is_told_no_other_persons_name(home: Home, show: Show) -> None:
    pin(home, PLACE.id, by="Eve")
    assert "somebody wished it" in show(PLACE.id, ANNA)
    assert "Eve" not in show(PLACE.id, ANNA)
    assert "Eve wished it" in show(PLACE.id, OWNER)


@pytest.mark.parametrize(
    ("event", "why"),
    [(PHOTO.id, "media is kept only until it is analysed"), (SECRET.id, "a secret was found in it")],
    ids=["a photo", "a secret"],
)
def test_what_is_gone_has_no_button_and_says_what_is_known(
    home: Home, show: Show, event: str, why: str
) -> None:
    shown = show(event)
    assert f"is gone: {why}" in shown
    assert "Still known:" in shown
    assert ("the page Devices" in shown) is (event == PHOTO.id)
    assert "Keep what was sent" not in shown
    said = show(event, do=KEEP)
    assert "Not done: " in said
    assert why in said
    assert pinned(home) == []


def test_of_a_big_body_it_says_how_much_was_recorded(show: Show) -> None:
    assert "Of it only the first" in show(CUT.id)
    assert "Of it only the first" not in show(PLACE.id)


def test_a_joined_message_is_kept_with_its_parts(home: Home, show: Show) -> None:
    assert "It is kept from now on." in show(joined(home)[0], do=KEEP)
    assert len(Pins(home.journal_dir).refresh().bodies()) == 2


def test_what_is_not_there_is_not_kept(home: Home, show: Show) -> None:
    for name in ("", "-", "nothing", f"{PLACE.id}-99", "x" * 9_000):
        assert "no longer in the ledger, or it is not yours to see" in show(name, do=KEEP)
    assert "Not done: " in show(PLACE.id, do=LET_GO)
    assert "Not done: " in show(PLACE.id, do="something else")
    assert pinned(home) == []


def test_it_is_said_in_german(home: Home, show: Show) -> None:
    with using("de"):
        said = show(PLACE.id, do=KEEP) + show(PHOTO.id)
    assert "Loslassen" in said
    for english in ("is kept", "are kept", "wished", "Still known", "Let it go", "the page Devices"):
        assert english not in said


# -- as the browser asks ------------------------------------------------------------------------------------------

BUTTON = {"message": "pin", "do": KEEP}
ASKED = {
    "output": "message-kept.children",
    "outputs": {"id": "message-kept", "property": "children"},
    "inputs": [[{"id": BUTTON, "property": "n_clicks", "value": 1}]],
    "changedPropIds": ['{"do":"keep","message":"pin"}.n_clicks'],
    "state": [{"id": "message-name", "property": "data", "value": f"{PLACE.id}-0"}],
}
OWN = {"Origin": "http://localhost"}


def ask(client: FlaskClient, headers: dict[str, str], clicks: int | None = 1) -> tuple[int, str]:
    inputs = [[{**ASKED["inputs"][0][0], "value": clicks}]]  # type: ignore[index,dict-item]
    answer = client.post("/_dash-update-component", json={**ASKED, "inputs": inputs}, headers=headers)
    return answer.status_code, answer.get_data(as_text=True)


def test_only_our_own_page_can_have_a_message_kept(
    home: Home, at_home: Callable[[Home], FlaskClient]
) -> None:
    client = at_home(home)
    for foreign in ({}, {"Origin": "https://evil.example"}, {"Origin": "null"}):
        assert ask(client, foreign)[0] in (400, 403)
    assert pinned(home) == []
    code, said = ask(client, OWN)
    assert code == 200
    assert "It is kept from now on." in said
    assert pinned(home) == [PLACE.id]
    assert at_hand(home, PLACE) == [True]


def test_who_is_not_logged_in_has_nothing_kept(
    home: Home, served: tuple[Flask, str], at_home: Callable[[Home], FlaskClient]
) -> None:
    at_home(home)
    assert ask(served[0].test_client(), OWN)[0] in (302, 401, 403)
    assert pinned(home) == []


def test_a_button_that_just_appeared_does_nothing(home: Home, at_home: Callable[[Home], FlaskClient]) -> None:
    ask(at_home(home), OWN, clicks=None)
    assert pinned(home) == []
