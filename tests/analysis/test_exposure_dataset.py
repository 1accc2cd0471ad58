"""A data set's Parquet on disk: found is what stands there, by the whole address or the whole host."""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

import pytest

from analysis.errors import UserFault
from analysis.exposure_dataset import SHOWN, search

duckdb = pytest.importorskip("duckdb", reason="the extra 'exposure' is not installed")
PHOTO = "https://blog.example.com/photo.jpg"


def _write(path: Path, columns: str, *rows: tuple[object, ...]) -> Path:
    connection = duckdb.connect(":memory:")
    connection.execute(f"CREATE TABLE t ({columns})")
    connection.executemany(f"INSERT INTO t VALUES ({', '.join('?' * len(rows[0]))})", rows)
    connection.execute(f"COPY t TO '{path}' (FORMAT parquet)")
    return path


@pytest.fixture
def laion(tmp_path: Path) -> Path:
    return _write(
        tmp_path / "part-00000.parquet",
        "SAMPLE_ID BIGINT, URL VARCHAR, TEXT VARCHAR, HEIGHT INTEGER, WIDTH INTEGER, LICENSE VARCHAR, "
        "NSFW VARCHAR, similarity FLOAT",
        (1, PHOTO, "me, at the sea", 10, 10, "?", "UNLIKELY", 0.3),
        (2, "https://blog.example.com/other.jpg", None, 10, 10, "?", "UNLIKELY", 0.3),
        (3, "https://evil-blog.example.com/photo.jpg", "x", 10, 10, "?", "UNLIKELY", 0.3),
        (4, "https://blog.example.com.evil.example/?https://blog.example.com/photo.jpg", "x", 1, 1, "?", "UNSURE", 0.1),
        (5, None, None, 1, 1, None, None, None),
        (6, "https://blog.example.com/%C3%A9.jpg", None, 1, 1, None, None, None),
        (7, "https://blog.example.com/ö.jpg", None, 1, 1, None, None, None),
        (8, "https://blog.example.com/O'Brien.jpg", "it's", 1, 1, None, None, None),
    )  # fmt: skip


@pytest.mark.parametrize(
    "url", ["https://blog.example.com/photo", PHOTO + "?x", PHOTO.upper(), "https://blog.example.com/%", "' OR 1=1 --"]
)  # fmt: skip
def test_another_address_is_not_found(laion: Path, url: str) -> None:
    (row,) = search((url,), laion, whole_host=False)
    assert row.said == "not_found"
    assert "is in no row of part-00000.parquet" in row.says


def test_an_address_is_found_with_its_caption(laion: Path) -> None:
    (row,) = search((PHOTO,), laion, whole_host=False)
    assert (row.kind, row.said, row.signal) == ("dataset", "found", "part-00000.parquet")
    assert row.says == f"{PHOTO} appears in part-00000.parquet, with the caption “me, at the sea”"
    assert len(row.sha256) == 64
    assert row.asked == (
        f"SELECT \"URL\", \"TEXT\" FROM read_parquet('part-00000.parquet') WHERE \"URL\" IN ('{PHOTO}') LIMIT {SHOWN}"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("url", "whole_host"),
    [
        (PHOTO, False), ("https://BLOG.example.com/me", True), ("https://none.example/", True),
        ("https://a.example/' OR 1=1", False),
        ("https://blog.example.com/ü", False), ("https://blog.example.com/O'Brien.jpg", False),
    ],
)  # fmt: skip
def test_a_stranger_gets_the_same_answer_by_the_query_that_is_quoted(
    laion: Path, url: str, whole_host: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, *others = search((url,), laion, whole_host=whole_host)
    monkeypatch.chdir(laion.parent)
    rows = duckdb.sql(first.asked).fetchall()
    assert first.said == ("found" if rows else "not_found")
    assert len(rows) in ([len(others) + 1] if rows else [0])
    told = json.dumps(
        [[str(cell) for cell in row] for row in rows], separators=(",", ":"), ensure_ascii=False
    )
    assert first.sha256 == hashlib.sha256(told.encode()).hexdigest()


def test_an_address_of_other_letters_is_sought_as_it_is_written_and_as_it_is_asked(laion: Path) -> None:
    (row,) = search(("https://blog.example.com/é.jpg",), laion, whole_host=False)
    assert (row.said, row.says.partition(" ")[0]) == ("found", "https://blog.example.com/%C3%A9.jpg")
    (row,) = search(("https://blog.example.com/ö.jpg",), laion, whole_host=False)
    assert (row.said, row.says.partition(" ")[0]) == ("found", "https://blog.example.com/ö.jpg")


def test_a_host_is_the_whole_host(laion: Path) -> None:
    found = list(search(("https://BLOG.example.com/me",), laion, whole_host=True))
    assert [row.says.partition(" ")[0] for row in found][:2] == [PHOTO, "https://blog.example.com/other.jpg"]
    assert len(found) == 5
    (row,) = search(("https://evil.example/",), laion, whole_host=True)
    assert row.said == "not_found"


def test_the_rows_shown_are_bounded(tmp_path: Path) -> None:
    rows = [(f"https://a.example/{number}",) for number in range(SHOWN + 50)]
    file = _write(tmp_path / "many.parquet", "url VARCHAR", *rows)
    found = list(search(("https://a.example/",), file, whole_host=True))
    assert len(found) == SHOWN + 1
    assert "may have more" in found[-1].says


def test_what_cannot_be_searched_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bad.parquet").write_bytes(b"PAR1 this is none")
    (tmp_path / "odd[1].parquet").write_bytes(b"x")
    other = _write(tmp_path / "other.parquet", "name VARCHAR", ("x",))
    cases = (
        (tmp_path / "bad.parquet", "is it a Parquet file?"), (other, "expected URL, got name"), (tmp_path, "no such file"),
        (tmp_path / "odd[1].parquet", "rename it"), (Path("https://a.example/x.parquet"), "no such file"),
    )  # fmt: skip
    for file, expected in cases:
        with pytest.raises(UserFault) as caught:
            list(search((PHOTO,), file, whole_host=False))
        assert expected in str(caught.value)
        assert "\n" not in str(caught.value)
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(UserFault, match="pip install"):
        list(search((PHOTO,), other, whole_host=False))
