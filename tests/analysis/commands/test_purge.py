"""``leakledger purge``: what is young stays."""

from __future__ import annotations

from pathlib import Path


def test_young_bodies_stay(leakledger, har: Path) -> None:  # type: ignore[no-untyped-def]
    leakledger("import", har, "--corpus", "study")
    assert leakledger("purge").stdout.startswith("Erased 0 bodies older than 7 days")


def test_with_no_days_to_keep_everything_goes_and_the_journal_holds(
    leakledger, har: Path, tmp_path: Path
) -> None:  # type: ignore[no-untyped-def]
    leakledger("import", har, "--corpus", "study")
    (tmp_path / "home" / "settings.json").write_text('{"body_days": 0, "value_days": 0}')
    assert "Erased 1 body" in leakledger("purge").stdout
    assert "0 bodies are at hand" in leakledger("verify").stdout
