"""``leakledger compare`` and ``leakledger export days``: two periods, or each day, printed or written."""

from __future__ import annotations

import csv
import json
import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest

from analysis.settings import Home
from tests.ledger_book import DAY, PHONE, ZONE, Book, found, morning

WEEK = ("--from", "2026-11-20", "--with", "2026-11-19")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("recorded") / "home"
    Home.open(root)
    (root / "settings.json").write_text('{"timezone": "Europe/Berlin"}')
    book = Book(Home.open(root))
    book.send(book.at("09:00", DAY - timedelta(days=1)), PHONE, "social", found("photo.image"), sent=100)
    book.send(book.at("09:00", DAY - timedelta(days=1)), PHONE, "adnetwork", sent=100)
    morning(book)
    book.close()
    return root


@pytest.fixture
def recorded(leakledger, made: Path, tmp_path: Path):  # type: ignore[no-untyped-def]
    shutil.copytree(made, tmp_path / "home")
    return leakledger


def test_a_table_says_what_is_new_and_how_much_of_each_day_could_be_read(recorded) -> None:  # type: ignore[no-untyped-def]
    told = recorded("compare", *WEEK).stdout
    assert told.startswith("2026-11-19 → 2026-11-20\n\nOnly in the second:\n")
    assert "  Phone to Avatar App, photos: none seen → 11 findings\n" in told
    assert "  Watch to Watch Maker, heart rate: the device was not seen → 20 findings\n" in told
    assert "\n2026-11-19: In that time 2 messages could be read" in told
    assert "What could not be read may hold more." in told


def test_every_other_format_keeps_the_coverage_beside_it(recorded, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    done = recorded("compare", *WEEK, "--format", "csv")
    rows = list(csv.DictReader(done.stdout.splitlines()))
    assert "2026-11-20: In that time " in done.stderr
    photo = next(row for row in rows if row["kind"] == "photo" and row["company"] == "avatar")
    assert [photo[name] for name in ("findings_before", "findings_after", "change")] == ["0", "11", "new"]
    about = json.loads(recorded("compare", *WEEK, "--format", "json").stdout)["about"]
    assert about["before"] == {
        "from": "2026-11-19", "to": "2026-11-19", "days_recorded": 1, "whole": True, "goes_on": False,
    }  # fmt: skip
    recorded("compare", *WEEK, "--format", "parquet", "-o", tmp_path / "out.parquet")
    assert len(pd.read_parquet(tmp_path / "out.parquet")) == len(rows)


def test_the_other_period_is_the_one_just_before_and_the_earlier_comes_first(recorded) -> None:  # type: ignore[no-untyped-def]
    told = recorded("compare", "--from", "2026-11-16", "--to", "2026-11-22").stdout
    assert told.startswith(
        "2026-11-09 to 2026-11-15 (not recorded) → 2026-11-16 to 2026-11-22 (2 of 7 days recorded)"
    )
    other = recorded("compare", "--from", "2026-11-19", "--with", "2026-11-20").stdout
    assert other == recorded("compare", *WEEK).stdout


def test_without_a_day_it_is_the_last_whole_one_on_record(recorded, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    assert recorded("compare").stdout.startswith("2026-11-19 → 2026-11-20\n")
    today = datetime.now(ZONE).date()
    first = Home.open(tmp_path / "first")
    (first.root / "settings.json").write_text('{"timezone": "Europe/Berlin"}')
    book = Book(Home.open(first.root))
    book.send(book.at("00:00", today), PHONE, "social", found("photo.image"), sent=100)
    book.close()
    told = recorded("compare", "--home", first.root).stdout
    assert f"{today - timedelta(days=1)} (not recorded) → {today}" in told
    assert "photos" in told


def test_days_are_written_for_all_that_is_recorded_or_for_some(recorded, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    done = recorded("export", "days")
    rows = list(csv.DictReader(done.stdout.splitlines()))
    assert {row["date"] for row in rows} == {"2026-11-19", "2026-11-20"}
    assert "2026-11-19 to 2026-11-20: In that time " in done.stderr
    some = json.loads(
        recorded("export", "days", "--from", "2026-11-18", "--to", "2026-11-19", "--format", "json").stdout
    )
    assert some["about"]["coverage"].startswith("In that time 2 messages could be read")
    assert [row["kind"] for row in some["rows"]] == ["not recorded", "traffic", "traffic", "photo"]
    recorded("export", "days", "--format", "parquet", "-o", tmp_path / "days.parquet")
    assert len(pd.read_parquet(tmp_path / "days.parquet")) == len(rows)


def test_a_month_is_written_week_by_week_without_a_day_lost(recorded) -> None:  # type: ignore[no-untyped-def]
    told = recorded("export", "days", "--from", "2026-11-01", "--to", "2026-11-30").stdout
    rows = list(csv.DictReader(told.splitlines()))
    assert len({row["date"] for row in rows}) == 30
    assert sorted(rows, key=lambda row: row["date"]) == rows
    assert [
        row["date"]
        for row in rows
        if row["kind"] == "not recorded" and row["date"][-2:] in ("18", "19", "20", "21")
    ] == [
        "2026-11-18",
        "2026-11-21",
    ]
    assert sum(row["kind"] == "not recorded" for row in rows) == 28


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("compare", "--from", "soon"), "--from 'soon' is no day"),
        (("compare", "--from", "2026-11-22", "--to", "2026-11-20"), "--from is not before --to"),
        (("compare", "--from", "2026-11-20", "--with", "2026-11-20"), "no day in common"),
        (("compare", "--from", "0001-01-01"), "nothing can be recorded of that year"),
        (("compare", "--from", "1970-01-01", "--to", "2026-11-20"), "ten years at most"),
        (("compare", "--from", "9899-12-31", "--with", "9999-12-31"), "nothing can be recorded of that year"),
        (("compare", "--format", "parquet"), "--output"),
        (("compare", "--format", "xml"), "'xml' is not one of"),
        (("export", "days", "--to", "2026-11-32"), "is no day"),
        (("compare", "-o", "no/such/folder/out.txt"), "nothing was written"),
    ],
)
def test_mistakes_are_one_line(recorded, words: tuple[str, ...], expected: str) -> None:  # type: ignore[no-untyped-def]
    done = recorded(*words, check=False)
    assert done.returncode == 2
    assert expected in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("words", [("compare",), ("export", "days")])
def test_a_home_where_nothing_was_recorded_says_so(leakledger, words: tuple[str, ...]) -> None:  # type: ignore[no-untyped-def]
    leakledger("devices", "list")
    done = leakledger(*words, check=False)
    assert done.returncode == 2
    assert "nothing was recorded here yet" in done.stderr
