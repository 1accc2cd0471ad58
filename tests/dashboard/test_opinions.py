"""What imported lists say stands beside our attribution, under the list's name; without lists there is nothing."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, g
from plotly.utils import PlotlyJSONEncoder

from analysis.queries import Viewer
from analysis.second_opinions import import_lists
from analysis.settings import Home
from dashboard.evidence_message import message_view
from dashboard.opinions import opinions_of_hosts
from dashboard.site import Site
from tests.company_book import describe, this_morning
from tests.dashboard.kept_home import PLAIN, STRANGER, analysed

OWNER = Viewer(owner=True)
RADAR = {"Face, Inc.": {"properties": ["facebook.com"], "displayName": "Face & <b>Books</b>"}}


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return analysed(tmp_path_factory.mktemp("opinions") / "home")


@pytest.fixture
def home(plain: Home, tmp_path: Path) -> Home:
    shutil.copytree(plain.root, tmp_path / "home")
    return Home.open(tmp_path / "home")


@pytest.fixture
def view(served: tuple[Flask, str], at_home: Callable[[Home], Any]) -> Callable[[Home, str], str]:
    def lay_out(home: Home, name: str) -> str:
        at_home(home)
        with served[0].test_request_context("/"):
            g.viewer = OWNER
            return json.dumps(message_view(Site(home), OWNER, name), cls=PlotlyJSONEncoder)

    return lay_out


def _import(home: Home, folder: Path) -> None:
    (folder / "map.json").write_text(json.dumps(RADAR))
    (folder / "list.txt").write_text("! Title: My List\n||graph.facebook.com^\n||nobody.example^\n")
    import_lists(home.root, [folder / "map.json", folder / "list.txt"], "2026-11-25")


def test_a_message_without_lists_says_nothing_of_them(home: Home, view: Callable[[Home, str], str]) -> None:
    assert "other lists" not in view(home, PLAIN.id)


def test_a_message_shows_what_each_list_says_beside_ours(
    home: Home, tmp_path: Path, view: Callable[[Home, str], str]
) -> None:
    _import(home, tmp_path)
    shown = view(home, PLAIN.id)
    for words in (
        "Meta Platforms", "this is certain", "other lists", "DuckDuckGo Tracker Radar says: Face & <b>Books</b>",
        "My List says: it is on the list",
    ):  # fmt: skip
        assert words in shown
    stranger = view(home, STRANGER.id)
    assert "whose it is, our catalogue does not say" in stranger
    assert "My List says: it is on the list" in stranger
    assert "Tracker Radar" not in stranger


def test_a_damaged_list_does_not_hide_the_message(
    home: Home, tmp_path: Path, view: Callable[[Home, str], str]
) -> None:
    _import(home, tmp_path)
    (home.root / "lists" / "my-list.list").write_bytes(b"\xc1")
    shown = view(home, PLAIN.id)
    assert "Meta Platforms" in shown
    assert "An imported list cannot be read" in shown
    assert str(home.root) not in shown


def test_lists_are_read_once_and_again_when_they_change(home: Home, tmp_path: Path) -> None:
    site = Site(home)
    assert site.opinions().lists == ()
    _import(home, tmp_path)
    once = site.opinions()
    assert [one.name for one in once.lists] == ["DuckDuckGo Tracker Radar", "My List"]
    assert site.opinions() is once
    place = home.root / "lists" / "my-list.list"
    os.utime(place, ns=(1, 1))
    assert site.opinions() is not once
    place.unlink()
    assert [one.name for one in site.opinions().lists] == ["DuckDuckGo Tracker Radar"]


def test_what_is_said_of_some_hosts_names_them(home: Home, tmp_path: Path) -> None:
    _import(home, tmp_path)
    every = opinions_of_hosts(Site(home), ("graph.facebook.com", "x.nobody.example"))
    assert [text_of(part) for part in json.loads(json.dumps(every, cls=PlotlyJSONEncoder))] == [
        "DuckDuckGo Tracker Radar says: Face & <b>Books</b> (graph.facebook.com)",
        "My List says: it is on the list",
    ]
    assert opinions_of_hosts(Site(home), ("a.example", "evil-facebook.com")) == []
    (home.root / "lists" / "my-list.list").write_bytes(b"")
    (told,) = json.loads(json.dumps(opinions_of_hosts(Site(home), ("a.example",)), cls=PlotlyJSONEncoder))
    assert "cannot be read" in text_of(told)


def text_of(part: Any) -> str:
    if isinstance(part, list):
        return "".join(map(text_of, part))
    return text_of(part["props"].get("children")) if isinstance(part, dict) else str(part or "")


def test_a_companys_hosts_have_what_lists_say(
    make_home: Callable[..., Home], page: Callable[..., str], tmp_path: Path
) -> None:
    home = make_home(this_morning)
    describe(home)
    path = "/company/<company>"
    before = page(home, path, company="avatar")
    assert " says: " not in before
    _import(home, tmp_path)
    assert page(home, path, company="avatar") == before  # of none of its hosts
    host = "avatar.example"
    (tmp_path / "more.txt").write_text(f"! Title: More\n||{host}^\n")
    import_lists(home.root, [tmp_path / "more.txt"], "2026-11-25")
    assert page(home, path, company="avatar").count("More says: it is on the list") == 1
