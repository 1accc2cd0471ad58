"""A frame as CSV, JSON and Parquet: the same cells in each, days as days, unknown as nothing, text as text."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from analysis.company_queries import Period
from analysis.errors import UserFault
from analysis.frame_output import FORMATS, records, write_frame, write_frames
from analysis.frames import digest_frame
from analysis.queries import Viewer
from analysis.records import Visibility
from tests.ledger_book import DAY, PHONE, Book, found, read_of

HOSTS = ("=cmd|' /C calc'!A0", "-1.5", "<b>bold</b>", "\u202eevil.example", 'quote",comma')


@pytest.fixture
def frame(tmp_path: Path) -> pd.DataFrame:
    def fill(book: Book) -> None:
        for host in HOSTS:
            book.send(book.at("09:00"), PHONE, "", found("photo.image"), host=host, sent=5)
        book.send(book.at("09:00"), PHONE, "messenger", visibility=Visibility.REFUSED, sent=None)

    with read_of(tmp_path, fill) as connection:
        made = digest_frame(connection, Viewer(owner=True), Period(first=DAY, last=DAY))
    made.attrs["coverage"] = "5 messages could be read."
    return made


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def plain(value: Any) -> Any:
    return value.date().isoformat() if hasattr(value, "date") else value


def test_every_format_has_the_same_cells(frame: pd.DataFrame, tmp_path: Path) -> None:
    paths = {form: tmp_path / f"out.{form}" for form in FORMATS}
    for form, path in paths.items():
        write_frame(frame, form, path)
    rows = records(frame)
    assert json.loads(paths["json"].read_text())["rows"] == rows
    with duckdb.connect(config={"autoinstall_known_extensions": "false"}) as connection:
        read = connection.execute("SELECT * FROM read_parquet(?)", [str(paths["parquet"])])
        names = [column[0] for column in read.description or ()]
        assert [dict(zip(names, map(plain, row), strict=True)) for row in read.fetchall()] == rows
    for row, cells in zip(rows, read_csv(paths["csv"]), strict=True):
        for name, value in row.items():
            text = "" if value is None else str(value)
            text = text.replace(
                "\u202e", r"\u202e"
            )  # written out for spreadsheets, as an apostrophe goes before a formula
            assert cells[name] in (text, f"'{text}")
    assert not list(tmp_path.glob(".out*"))


def test_types_and_what_could_be_read_come_back_from_parquet(frame: pd.DataFrame, tmp_path: Path) -> None:
    write_frame(frame, "parquet", tmp_path / "out.parquet")
    again = pd.read_parquet(tmp_path / "out.parquet")
    pd.testing.assert_frame_equal(again, frame, check_dtype=False)
    assert {str(again[name].dtype) for name in ("findings", "bytes_out")} == {"Int64"}
    assert str(again["date"].dtype).startswith("datetime64")
    assert again.attrs["coverage"] == "5 messages could be read."


def test_no_spreadsheet_runs_a_cell_and_numbers_stay(frame: pd.DataFrame, tmp_path: Path) -> None:
    write_frame(frame, "csv", tmp_path / "out.csv")
    hosts = {row["host"] for row in read_csv(tmp_path / "out.csv")}
    assert hosts == {f"'{HOSTS[0]}", "-1.5", "<b>bold</b>", r"\u202eevil.example", 'quote",comma', ""}


def test_json_says_beside_the_rows_which_days_and_how_much_could_be_read(
    frame: pd.DataFrame, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    write_frame(frame, "json", None)
    about = json.loads(capsysbinary.readouterr().out)["about"]
    assert about == {
        "from": "2026-11-20", "to": "2026-11-20", "days_recorded": 1, "coverage": "5 messages could be read.",
    }  # fmt: skip


def test_parquet_is_not_put_on_a_terminal_and_is_said_to_need_a_library(
    frame: pd.DataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(UserFault, match="--output"):
        write_frame(frame, "parquet", None)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UserFault, match=r"pip install 'leakledger\[parquet\]'"):
        write_frame(frame, "parquet", tmp_path / "out.parquet")
    assert not (tmp_path / "out.parquet").exists()


@pytest.mark.parametrize("form", FORMATS)
def test_several_frames_are_one_table(frame: pd.DataFrame, tmp_path: Path, form: str) -> None:
    write_frame(frame, form, tmp_path / "whole")
    parts = (frame.iloc[at : at + 4].reset_index(drop=True) for at in range(0, len(frame), 4))
    write_frames(parts, {"coverage": "as above"}, form, tmp_path / "parts")
    if form == "parquet":
        again = pd.read_parquet(tmp_path / "parts")
        assert again.attrs == {"coverage": "as above"}
        pd.testing.assert_frame_equal(again, pd.read_parquet(tmp_path / "whole"))
    elif form == "json":
        first, second = (json.loads((tmp_path / name).read_text())["rows"] for name in ("whole", "parts"))
        assert first == second
    else:
        assert (tmp_path / "parts").read_bytes() == (tmp_path / "whole").read_bytes()


@pytest.mark.parametrize("form", FORMATS)
def test_a_frame_without_rows_keeps_its_columns(frame: pd.DataFrame, tmp_path: Path, form: str) -> None:
    write_frame(frame.iloc[:0], form, tmp_path / "out")
    if form == "parquet":
        assert list(pd.read_parquet(tmp_path / "out").columns) == list(frame.columns)
    elif form == "json":
        assert json.loads((tmp_path / "out").read_text())["rows"] == []
    else:
        assert (tmp_path / "out").read_text() == ",".join(frame.columns) + "\n"
