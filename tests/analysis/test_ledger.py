"""The ledger's file and what stands beside it are nobody else's to read, wherever it is."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis.ledger import engine_for


@pytest.fixture
def open_to_all() -> Iterator[None]:
    """The usual umask, by which files are for everybody to read."""
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.mark.usefixtures("open_to_all")
@pytest.mark.parametrize("name", ["ledger.sqlite", "what? #1 %20.sqlite"])
def test_its_files_are_private_from_the_first_on(tmp_path: Path, name: str) -> None:
    """The write-ahead log holds what was written last, and gets the mode that the file has when it is made."""
    engine = engine_for(tmp_path / name)
    with engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO meta VALUES ('a', 'b')")
        found = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}
    assert found == {name: 0o600, f"{name}-wal": 0o600, f"{name}-shm": 0o600}
    engine.dispose()
