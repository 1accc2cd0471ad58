"""``leakledger digest``: prints, previews, sends; and says in one line what is missing."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.settings import Home
from tests.ledger_book import DAY, Book, morning


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home.open(tmp_path / "home")
    book = Book(made)
    morning(book)
    book.close()
    return made


def digest(home: Home, *words: str, **notices: object) -> subprocess.CompletedProcess[str]:
    home.settings_path.write_text(json.dumps({"timezone": "Europe/Berlin", "notices": notices}))
    command = [sys.executable, "-m", "analysis", "digest", "--home", str(home.root), *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_a_day_is_printed_and_nothing_is_sent(home: Home, tmp_path: Path) -> None:
    done = digest(home, "--day", DAY.isoformat(), folder=str(tmp_path / "out"))
    assert done.returncode == 0
    assert done.stdout.startswith(f"{DAY}: 3 devices sent ")
    assert not (tmp_path / "out").exists()


def test_a_preview_says_to_whom_and_what_and_sends_nothing(home: Home, tmp_path: Path) -> None:
    mail = {"server": "127.0.0.1", "port": 9, "sender": "a@b.example", "to": ["c@d.example"]}
    done = digest(home, "--day", DAY.isoformat(), "--preview", email=mail)
    assert done.returncode == 0
    assert done.stdout.startswith("To c@d.example by the mail server 127.0.0.1:9, as numbers, without names:")
    assert "Phone" not in done.stdout


def test_a_preview_says_which_webhook_is_refused(home: Home, tmp_path: Path) -> None:
    far = {"url": "https://203.0.113.9/topic"}
    done = digest(home, "--day", DAY.isoformat(), "--preview", webhook=far)
    assert done.returncode == 0
    assert done.stdout.startswith("To nobody:\nNot to https://203.0.113.9/topic, which is refused: ")
    assert "not on the local network" in done.stdout
    done = digest(home, "--day", DAY.isoformat(), "--preview", webhook=far, folder=str(tmp_path / "out"))
    assert done.stdout.startswith(
        f"To the folder {tmp_path / 'out'}, in full:\nNot to https://203.0.113.9/topic"
    )
    done = digest(home, "--day", DAY.isoformat(), "--preview", webhook={"url": "http://127.0.0.1:9/"})
    assert done.stdout.startswith("To http://127.0.0.1:9/, as numbers")
    assert "refused" not in done.stdout


def test_it_is_sent_and_a_failure_is_said(home: Home, tmp_path: Path) -> None:
    done = digest(home, "--day", DAY.isoformat(), "--send", folder=str(tmp_path / "out"))
    assert done.returncode == 0
    assert (tmp_path / "out" / f"digest-{DAY}.txt").read_text().startswith(f"{DAY}: ")
    done = digest(home, "--send", webhook={"url": "http://127.0.0.1:9/"})
    assert done.returncode == 1
    assert "not delivered to http://127.0.0.1:9/" in done.stderr


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--day", "yesterday"], "is no date"),
        (["--day", "9999-12-31"], "is no date"),
        (["--send"], "nowhere to send it"),
    ],
)
def test_a_mistake_is_one_line(home: Home, words: list[str], says: str) -> None:
    done = digest(home, *words)
    assert done.returncode == 2
    assert says in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_an_empty_home_says_that_nothing_was_recorded(tmp_path: Path) -> None:
    done = digest(Home.open(tmp_path / "empty"))
    assert done.returncode == 2
    assert "nothing has been recorded yet" in done.stderr
