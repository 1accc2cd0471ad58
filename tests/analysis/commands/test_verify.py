"""``leakledger verify``: exit 0 where the journal holds, 1 with a line for every fault."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path


def test_an_untouched_home_holds_and_a_changed_one_does_not(leakledger, har: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    leakledger("import", har, "--corpus", "study")
    assert "The journal holds" in leakledger("verify").stdout
    segment = next((tmp_path / "home" / "journal" / "import-study").glob("????-??-??.sqlite"))
    connection = sqlite3.connect(segment)
    connection.execute("UPDATE contents SET content = '{}' WHERE seq = 1")
    connection.commit()
    connection.close()
    done = leakledger("verify", check=False)
    assert done.returncode == 1
    assert "record 1: its content does not match its hash" in done.stderr
    assert "\n1 fault: the journal does not hold" in done.stderr


def test_a_mistyped_folder_is_no_home_that_holds(leakledger, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    for words in (("verify",), ("rebuild",), ("purge",), ("export", "csv"), ("export", "salt", "x")):
        done = leakledger(*words, check=False)
        assert done.returncode == 2, words
        assert "there is no leakledger home here" in done.stderr
    assert not (tmp_path / "home").exists()
    leakledger("devices", "list")
    assert "0 records" in leakledger("verify").stdout


def test_a_home_whose_journal_was_removed_does_not_hold(leakledger, har: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    leakledger("import", har, "--corpus", "study")
    shutil.rmtree(tmp_path / "home" / "journal")
    done = leakledger("verify", check=False)
    assert done.returncode == 1
    assert "the end was cut off" in done.stderr
    assert "holds" not in done.stdout


def test_bodies_that_were_removed_are_no_erasure_on_record(leakledger, har: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    leakledger("import", har, "--corpus", "study")
    next((tmp_path / "home" / "journal" / "import-study").glob("*.bodies.sqlite")).unlink()
    done = leakledger("verify", check=False)
    assert done.returncode == 1
    assert "gone and no erasure is recorded" in done.stderr
    assert "Erased on record" not in done.stdout


def test_an_empty_journal_is_not_said_to_hold(leakledger) -> None:  # type: ignore[no-untyped-def]
    leakledger("devices", "list")
    done = leakledger("verify")
    assert "The journal is empty" in done.stdout
    assert "holds" not in done.stdout
