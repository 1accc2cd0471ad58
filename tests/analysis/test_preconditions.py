"""What no part of an audit could start with is found before any of them does."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.errors import UserFault
from analysis.preconditions import check_preconditions
from analysis.settings import Home


def test_a_new_home_is_fit_to_start(tmp_path: Path) -> None:
    home = Home.open(tmp_path / "home")
    check_preconditions(home)
    assert len(home.key()) == 32


@pytest.mark.parametrize("name", ["never_intercept.yaml", "keys/home.key", "ca/mitmproxy-ca.pem"])
def test_a_broken_file_is_named(tmp_path: Path, name: str) -> None:
    home = Home.open(tmp_path / "home")
    home.key()
    (home.root / name).write_text("- [")
    with pytest.raises(UserFault, match=name):
        check_preconditions(home)
