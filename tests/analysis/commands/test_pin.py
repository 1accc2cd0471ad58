"""``leakledger pin``: one line for each message, an exit code that says whether all are kept, and calls that are none."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from analysis.pin_journal import Pins
from analysis.settings import Home
from tests.pinned_home import NEIGHBOUR, PHOTO, PLACE, SECRET, at_hand, purged, recorded


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return recorded(tmp_path_factory.mktemp("pin") / "home").root


@pytest.fixture
def home(made: Path, tmp_path: Path) -> Home:
    return Home.open(Path(shutil.copytree(made, tmp_path / "home")), create=False)


def test_a_message_is_kept_listed_and_let_go(leakledger, home: Home) -> None:  # type: ignore[no-untyped-def]
    said = leakledger("pin", f"{PLACE.id}-0", NEIGHBOUR.id).stdout
    assert said.count("in this home and nowhere else") == 2
    assert f"leakledger pin --undo {PLACE.id}" in said
    assert purged(home).pinned == 2
    listed = leakledger("pin", "--list").stdout
    assert f"{PLACE.id}  Phone  graph.facebook.com" in listed
    assert "by the owner" in listed
    assert "2 messages kept beyond the usual days" in listed
    assert (
        "bodies as old stayed: pinned" in leakledger("purge").stdout
        or "Erased 0" in leakledger("purge").stdout
    )
    assert "its body goes as any other, 7 days after" in leakledger("pin", "--undo", NEIGHBOUR.id).stdout
    assert "1 message kept" in leakledger("pin", "--list").stdout
    assert "The journal holds" in leakledger("verify").stdout
    assert at_hand(home, PLACE, NEIGHBOUR) == [True, True]


def test_purge_says_what_stayed_because_it_is_pinned(leakledger, home: Home) -> None:  # type: ignore[no-untyped-def]
    leakledger("pin", PLACE.id)
    home.settings_path.write_text('{"body_days": 0}')
    assert "1 body as old stayed: pinned ('leakledger pin --list')" in leakledger("purge").stdout
    said = leakledger("pin", "--undo", PLACE.id).stdout
    assert "is let go: its body was older than you keep, and is erased" in said
    assert at_hand(home, PLACE) == [False]
    assert "stayed" not in leakledger("purge").stdout


def test_where_nothing_is_pinned_it_says_how(leakledger, home: Home) -> None:  # type: ignore[no-untyped-def]
    assert "No message is pinned. 'leakledger pin EVENT' keeps" in leakledger("pin", "--list").stdout


def test_what_cannot_be_kept_is_a_line_each_and_the_others_are(leakledger, home: Home) -> None:  # type: ignore[no-untyped-def]
    done = leakledger("pin", PHOTO.id, PLACE.id, "nothing", SECRET.id, check=False)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 3
    assert "media is kept only until it is analysed. Still known: " in done.stderr
    assert [*Pins(home.journal_dir).refresh().now] == [PLACE.id]
    assert leakledger("pin", "--undo", "nothing", check=False).returncode == 1


def test_media_of_a_device_are_kept_for_a_while(leakledger, home: Home) -> None:  # type: ignore[no-untyped-def]
    said = leakledger("pin", "--media-of", "phone", "--for", "30m").stdout
    assert "are kept for 7 days, as other messages are" in said
    assert "Photos and sound that Phone sends until" in leakledger("pin", "--list").stdout
    assert "from now on" in leakledger("pin", "--media-of", "phone", "--undo").stdout
    assert "Photos and sound" not in leakledger("pin", "--list").stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "pin needs one of"),
        (("--list", "--undo"), "pin needs one of"),
        (("--list", PLACE.id), "pin needs one of"),
        (("--undo",), "pin needs one of"),
        (("--media-of", "phone", PLACE.id), "pin needs one of"),
        ((PLACE.id, "--for", "1h"), "--for says how long"),
        (("--media-of", "phone", "--undo", "--for", "1h"), "--for says how long"),
        (("--media-of", "phone", "--for", "soon"), "write minutes or hours"),
        (("--media-of", "phone", "--for", "2d"), "24 hours at most"),
        (("--media-of", "nobody's"), "no device is called"),
    ],
)
def test_calls_that_are_none_are_one_line(leakledger, home: Home, words: tuple[str, ...], said: str) -> None:  # type: ignore[no-untyped-def]
    done = leakledger("pin", *words, check=False)
    assert done.returncode == 2
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_mistyped_home_is_not_made(leakledger, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    done = leakledger("pin", "--list", check=False)
    assert done.returncode == 2
    assert "there is no leakledger home here" in done.stderr
    assert not (tmp_path / "home").exists()


def test_a_home_where_nothing_was_recorded(leakledger, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    Home.open(tmp_path / "home")
    assert "No message is pinned" in leakledger("pin", "--list").stdout
    assert "no such message" in leakledger("pin", PLACE.id, check=False).stderr


def test_a_message_of_an_imported_file_is_kept_too(leakledger, har: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    leakledger("import", har, "--corpus", "study")
    rows = leakledger("export", "csv", "--corpus", "study").stdout.splitlines()
    name = rows[1].partition(",")[0]
    assert "is kept since" in leakledger("pin", name).stdout
    (tmp_path / "home" / "settings.json").write_text('{"body_days": 0, "value_days": 0}')
    assert "Erased 0 bodies" in leakledger("purge").stdout
    assert "-33.8688" in leakledger("explain", name, "--show-values").stdout
    leakledger("pin", "--undo", name)
    assert "The body is no longer kept" in leakledger("explain", name).stdout
