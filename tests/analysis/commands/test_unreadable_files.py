"""One file of several that this user may not read stops none of the others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.mark.parametrize("words", [("scan",), ("import", "--corpus", "study")], ids=["scan", "import"])
def test_a_file_that_may_not_be_read_is_one_line_and_the_others_are_read(  # type: ignore[no-untyped-def]
    leakledger, har: Path, tmp_path: Path, closed: Callable[[Path], tuple[str, ...]], words: tuple[str, ...]
) -> None:
    secret = tmp_path / "secret.har"
    secret.write_bytes(har.read_bytes())
    prefix = closed(secret)
    done = leakledger(*words, secret, har, check=False, prefix=prefix)
    assert done.returncode == 1, done.stderr
    (line,) = [line for line in done.stderr.splitlines() if str(secret) in line]
    assert line.startswith("leakledger: ")
    assert "one.har" in done.stdout or "latitude" in done.stdout
    alone = leakledger(*words, secret, check=False, prefix=prefix)
    assert alone.returncode == 2
    assert str(secret) in alone.stderr
