"""``leakledger rebuild``: the ledger comes back from the journal."""

from __future__ import annotations

from pathlib import Path


def test_a_lost_ledger_comes_back(leakledger, har: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    leakledger("import", har, "--corpus", "study")
    before = leakledger("export", "csv", "--corpus", "study").stdout
    for path in (tmp_path / "home").glob("ledger.sqlite*"):
        path.unlink()
    assert "1 kept as recorded" in leakledger("rebuild").stdout
    assert leakledger("export", "csv", "--corpus", "study").stdout == before
