"""A file is written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.errors import UserFault
from analysis.evidence.whole_file import whole


def test_what_stood_there_stays_until_all_is_written(tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.write_text("old")
    with whole(path) as stream:
        stream.write(b"new")
        assert path.read_text() == "old"
    assert path.read_text() == "new"
    assert [*tmp_path.iterdir()] == [path]


def write_half(path: Path, error: Exception) -> None:
    with whole(path) as stream:
        stream.write(b"half")
        raise error


@pytest.mark.parametrize(
    "error", [OSError(28, "No space left on device"), OSError("broken"), KeyError("bug")]
)
def test_after_an_error_the_old_file_stands_and_no_draft_is_left(tmp_path: Path, error: Exception) -> None:
    path = tmp_path / "out"
    path.write_text("old")
    expected = UserFault if isinstance(error, OSError) else KeyError
    with pytest.raises(expected) as raised:
        write_half(path, error)
    assert path.read_text() == "old"
    assert [*tmp_path.iterdir()] == [path]
    assert expected is KeyError or str(raised.value).endswith("nothing was written")


def test_what_is_no_file_is_left_alone(tmp_path: Path) -> None:
    with pytest.raises(UserFault, match="no regular file"), whole(tmp_path):
        pass
    assert tmp_path.is_dir()
