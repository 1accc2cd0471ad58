"""Notices are in the owner's language, and the command line stays English."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from analysis.cli import command
from analysis.digest import Digest, alert_text, alerts, of_day, text
from analysis.ledger_reader import LedgerReader
from analysis.notice_delivery import _in_header
from analysis.notifier import of_alert, of_digest
from analysis.queries import Viewer, day_of
from analysis.settings import Home
from analysis.wording import language, using
from tests.ledger_book import DAY, ZONE, Book, morning


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home.open(tmp_path / "home")
    book = Book(made)
    morning(book)
    book.close()
    made.settings_path.write_text('{"timezone": "Europe/Berlin", "language": "de"}')
    return Home.open(made.root)


def read(home: Home) -> Digest:
    with LedgerReader(home.ledger_path).read() as connection:
        return of_day(connection, Viewer(owner=True), day_of(DAY, ZONE))


def test_a_digest_is_told_in_the_owners_language(home: Home) -> None:
    notice = of_digest(home, read(home), names=True)
    assert notice.text.startswith(f"{DAY}: 3 Geräte haben mindestens 41 MB an 25 Empfänger gesendet.")
    for words in (
        "Wir konnten lesen, was an ",
        "Sicher erkannt: ",
        "Wer am meisten bekam:",
        "erste aufgezeichnete Tag",
    ):
        assert words in notice.text
    assert " the " not in notice.text
    assert language() == "en", "only for the notice"


def test_without_names_no_language_tells_any(home: Home) -> None:
    notice = of_digest(home, read(home), names=False)
    assert "Ad Network One" not in notice.text
    assert "Arten von Daten" in notice.text
    assert "Ad Network One" in notice.full


def test_an_alert_is_told_in_the_owners_language(home: Home) -> None:
    found = msgspec.structs.replace(read(home), first_day=False)
    first = alerts(found)[0]
    notice = of_alert(home, first, found, names=True)
    assert notice.title == "leakledger: etwas Neues"
    assert notice.text.startswith("Zum ersten Mal zu sehen: ")
    assert of_alert(home, first, found, names=False).text.startswith("Zum ersten Mal wurde gesehen, ")
    with using("en"):
        assert alert_text(first, found, ZONE, names=True).startswith("First time we could see this: ")


def test_what_is_printed_stays_english(home: Home) -> None:
    answer = CliRunner().invoke(command, ["digest", "--home", str(home.root), "--day", DAY.isoformat()])
    assert answer.exit_code == 0
    assert answer.output == text(read(home), ZONE, names=True)
    assert "3 devices sent" in answer.output


@pytest.mark.parametrize("title", ["leakledger: etwas Neues", "leakledger: кое-что новое", "x" * 300 + "é"])
def test_a_title_fits_a_header(title: str) -> None:
    held = _in_header(title)
    assert held.isascii()
    assert "\n" not in held
    assert (held == title) == title.isascii()
