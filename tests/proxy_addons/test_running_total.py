"""A number in a file that is written over."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from proxy_addons.running_total import SIZE, RunningTotal, Total

DAY = datetime(2026, 11, 22, 0, 0, tzinfo=ZoneInfo("Australia/Brisbane"))
TOTAL = Total(DAY, "01kd6m8h0q", 123, 456)


def test_the_last_one_is_read_again_and_its_file_tells_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "total"
    RunningTotal(path).keep(msgspec.structs.replace(TOTAL, bytes_out=10**17, bytes_in=10**17))
    RunningTotal(path).keep(TOTAL)
    assert RunningTotal(path).read() == TOTAL
    assert (path.stat().st_size, path.stat().st_mode & 0o777) == (SIZE, 0o600)
    assert path.stat().st_mtime == DAY.timestamp()
    assert b"10000" not in path.read_bytes()


def test_there_is_none(tmp_path: Path) -> None:
    assert RunningTotal(tmp_path / "none").read() is None
    assert RunningTotal(tmp_path).read() is None


def test_what_cannot_be_written_is_said(tmp_path: Path) -> None:
    total = RunningTotal(tmp_path / "no" / "folder")
    total.keep(TOTAL)
    assert "No such file" in total.trouble
    (tmp_path / "no").mkdir()
    total.keep(TOTAL)
    assert total.trouble == ""


def test_no_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "target")
    RunningTotal(tmp_path / "link").keep(TOTAL)
    assert not os.path.lexists(tmp_path / "target")


@pytest.mark.parametrize("place", [0, 5, 30, 60, 100])
def test_a_damaged_one_is_none(tmp_path: Path, place: int) -> None:
    path = tmp_path / "total"
    RunningTotal(path).keep(TOTAL)
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)
    assert RunningTotal(path).read() is None


@given(st.binary(max_size=300))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_bytes_make_it_fail(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "total").write_bytes(data)
    assert RunningTotal(tmp_path / "total").read() is None
