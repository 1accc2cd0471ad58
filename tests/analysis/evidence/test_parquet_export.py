"""Parquet holds the rows of the CSV, none changed: read back by two libraries that know nothing of each other."""

from __future__ import annotations

import builtins
import csv
import io
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow.parquet as pq
import pytest

from analysis.evidence import parquet_export
from analysis.evidence.csv_cells import escape
from analysis.evidence.csv_export import COLUMNS, write_csv
from analysis.evidence.parquet_export import NoParquet, write_parquet
from analysis.evidence_queries import Filters
from analysis.queries import Viewer
from analysis.records import Visibility
from analysis.settings import Home
from tests.ledger_book import DAY, PHONE, TABLET, Book, found, morning

OWNER = Viewer(owner=True)
HOSTILE = (
    "=cmd|' /C calc'!A0",
    "<script>alert(1)</script>",
    "\u202eevil",
    "a\x00b",
    "line\r\nbreak",
    "NULL",
    "",
)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home.open(tmp_path / "home")
    book = Book(made)
    morning(book)
    for number, text in enumerate(HOSTILE):
        at = book.at("11:00") + timedelta(microseconds=number)
        book.send(at, PHONE, "", found("profile.name", text), host=f"x{number}.example", sent=number or None)
    book.send(
        book.at("12:00"), TABLET, "social", found("location.precise", "-33.87"), visibility=Visibility.SAMPLED
    )
    book.close()
    return made


def as_csv(home: Home, filters: Filters, viewer: Viewer = OWNER) -> list[dict[str, str]]:
    stream = io.StringIO(newline="")
    write_csv(stream, home, viewer, filters)
    return list(csv.DictReader(io.StringIO(stream.getvalue(), newline="")))


def parquet(home: Home, path: Path, filters: Filters, viewer: Viewer = OWNER) -> Path:
    with path.open("wb") as stream:
        write_parquet(stream, home, viewer, filters, {"coverage": "12 messages could be read."})
    return path


def cell(value: Any) -> str:
    """A value of a Parquet as the CSV would write it."""
    if value is None or value is pd.NA or value is pd.NaT:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return escape(str(value))[0]


def same(rows: Sequence[Mapping[str, Any]], expected: Sequence[Mapping[str, str]]) -> None:
    assert len(rows) == len(expected) > 0
    for row, other in zip(rows, expected, strict=True):
        assert {name: cell(value) for name, value in row.items()} == other


def by_pandas(path: Path) -> list[dict[str, Any]]:
    frame = pd.read_parquet(path, dtype_backend="numpy_nullable")
    assert tuple(frame.columns) == COLUMNS
    return [
        {str(name): value for name, value in row.items()} for row in frame.astype(object).to_dict("records")
    ]


def by_duckdb(path: Path) -> list[dict[str, Any]]:
    with duckdb.connect(config={"autoinstall_known_extensions": "false"}) as connection:
        read = connection.execute("SELECT * FROM read_parquet(?)", [str(path)])
        names = [column[0] for column in read.description or ()]
        return [dict(zip(names, row, strict=True)) for row in read.fetchall()]


def test_two_readers_find_each_row_of_the_csv_and_nothing_differs(home: Home, tmp_path: Path) -> None:
    for filters in (
        Filters(),
        Filters(device=PHONE, start=0),
        Filters(kind="location"),
        Filters(corpus="self-test"),
    ):
        expected = as_csv(home, filters)
        path = parquet(home, tmp_path / "out.parquet", filters)
        same(by_pandas(path), expected)
        same(by_duckdb(path), expected)


def test_a_person_gets_the_rows_that_their_csv_has(home: Home, tmp_path: Path) -> None:
    ben = Viewer(person="Ben")
    rows = by_duckdb(parquet(home, tmp_path / "ben.parquet", Filters(), ben))
    same(rows, as_csv(home, Filters(), ben))
    assert {row["device"] for row in rows} == {"dev-watch"}


def test_types_are_true_and_what_is_not_known_is_null(home: Home, tmp_path: Path) -> None:
    path = parquet(home, tmp_path / "out.parquet", Filters())
    schema = pq.read_schema(path)
    assert {str(schema.field(name).type) for name in COLUMNS} == {
        "string",
        "int64",
        "bool",
        "timestamp[us, tz=UTC]",
    }
    nullable = {field.name for field in schema if field.nullable}
    assert {"company", "body_bytes", "value_sha256_salted", "source_file"} <= nullable
    assert not {"finding_id", "observed_at", "value", "host", "confidence"} & nullable
    rows = {row["value"]: row for row in by_duckdb(path)}
    assert rows["a\x00b"]["company"] is None
    assert rows[HOSTILE[0]]["body_bytes"] is None
    assert rows[HOSTILE[1]]["body_bytes"] == 1
    assert rows["-33.87"]["observed_at"] == datetime(2026, 11, 20, 11, tzinfo=UTC)


def test_text_from_the_network_is_the_text_that_was_sent(home: Home, tmp_path: Path) -> None:
    rows = by_duckdb(parquet(home, tmp_path / "out.parquet", Filters(kind="profile")))
    assert [row["value"] for row in rows] == [*HOSTILE[:-1], "name value"]
    assert [row["csv_escaped"] for row in rows] == [True, False, True, False, False, False, False]
    assert rows[1]["observed_at"] - rows[0]["observed_at"] == timedelta(microseconds=1)


def test_rows_come_in_groups_so_that_memory_does_not_grow(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet_export, "ROW_GROUP", 50)
    monkeypatch.setattr(parquet_export, "_BATCH", 20)
    path = parquet(home, tmp_path / "out.parquet", Filters())
    file = pq.ParquetFile(path)
    sizes = [file.metadata.row_group(number).num_rows for number in range(file.metadata.num_row_groups)]
    assert len(sizes) > 2
    assert max(sizes) <= 60
    same(by_duckdb(path), as_csv(home, Filters()))


def test_what_could_be_read_stands_in_the_file(home: Home, tmp_path: Path) -> None:
    path = parquet(home, tmp_path / "out.parquet", Filters())
    assert pq.read_schema(path).metadata[b"leakledger.coverage"] == b"12 messages could be read."


def test_nothing_found_is_a_file_with_columns_and_no_rows(home: Home, tmp_path: Path) -> None:
    path = parquet(home, tmp_path / "out.parquet", Filters(device="no-such-device"))
    assert pq.read_table(path).num_rows == 0
    assert tuple(pq.read_schema(path).names) == COLUMNS


def test_without_the_library_one_line_says_what_to_install(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def without(name: str, *more: Any) -> Any:
        if name.partition(".")[0] == "pyarrow":
            raise ImportError(name)
        return real(name, *more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(NoParquet, match=r"pip install 'leakledger\[parquet\]'"):
        write_parquet(io.BytesIO(), home, OWNER, Filters(), {})


def test_the_day_of_the_book_is_the_day_of_the_rows(home: Home, tmp_path: Path) -> None:
    rows = by_pandas(parquet(home, tmp_path / "out.parquet", Filters()))
    assert {row["observed_at"].tz_convert("Europe/Berlin").date() for row in rows} == {DAY}
