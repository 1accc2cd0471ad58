from __future__ import annotations

from pathlib import Path

from tests.analysis.commands.conftest import Run


def test_the_demo_prints_what_was_found_and_leaves_the_own_home_alone(
    leakledger: Run, tmp_path: Path
) -> None:
    done = leakledger("demo", "--home", tmp_path / "demo", "--fast", "--once")
    assert "made up" in done.stdout
    assert "sensor.ambient_light" in done.stdout
    assert "[seen]" in done.stdout
    assert not (tmp_path / "home").exists()  # LEAKLEDGER_HOME, the household's own


def test_a_real_home_is_refused_in_one_line(leakledger: Run, tmp_path: Path) -> None:
    leakledger("devices", "list")  # makes LEAKLEDGER_HOME
    before = sorted(path.name for path in (tmp_path / "home").iterdir())
    done = leakledger("demo", "--home", tmp_path / "home", "--once", check=False)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "a real home, not a demo's" in done.stderr
    assert sorted(path.name for path in (tmp_path / "home").iterdir()) == before


def test_a_folder_that_is_not_ours_is_refused_in_one_line(leakledger: Run, tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "one").write_text("dear")
    done = leakledger("demo", "--home", tmp_path / "letters", "--once", check=False)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert (tmp_path / "letters" / "one").read_text() == "dear"
