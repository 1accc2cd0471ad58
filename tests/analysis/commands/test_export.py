"""``leakledger export csv``: the rows of a device and period, whole or not at all."""

from __future__ import annotations

import csv
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the home stays that the first test imports into; the others get a copy."""
    return tmp_path_factory.mktemp("imported") / "home"


@pytest.fixture
def study(leakledger, har: Path, imported: Path, tmp_path: Path):  # type: ignore[no-untyped-def]
    if imported.exists():
        shutil.copytree(imported, tmp_path / "home")
    else:
        leakledger("import", har, "--corpus", "study", "--device", "Pixel")
        shutil.copytree(tmp_path / "home", imported)
    return leakledger


def test_rows_go_to_standard_output_and_coverage_to_standard_error(study) -> None:  # type: ignore[no-untyped-def]
    done = study("export", "csv", "--corpus", "study")
    rows = list(csv.DictReader(done.stdout.splitlines()))
    assert {row["property"] for row in rows} >= {"latitude", "longitude"}
    assert f"{len(rows)} findings" in done.stderr
    assert "1 message could be read" in done.stderr


def test_a_file_is_written_whole(study, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    study("export", "csv", "--corpus", "study", "-o", tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_bytes().startswith(b"finding_id,")
    assert not list(tmp_path.glob(".out*"))
    done = study("export", "csv", "--corpus", "study", "-o", tmp_path / "no" / "out.csv", check=False)
    assert done.returncode == 2
    assert "nothing was written" in done.stderr


def test_a_period_chooses(study) -> None:  # type: ignore[no-untyped-def]
    words = ("export", "csv", "--corpus", "study")
    assert "latitude" in study(*words, "--from", "2026-11-22", "--to", "2026-11-22").stdout
    assert "latitude" not in study(*words, "--from", "2026-11-23").stdout
    assert "latitude" not in study(*words, "--to", "2026-11-22T06:30").stdout
    assert "latitude" in study(*words, "--device", "pixel").stdout


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--from", "soon"), "is no day"),
        (("--device", "Watch"), "no device is called 'Watch'"),
        (("--device", ""), "--device has no name in it"),
        (("--corpus", "nosuch"), "there is no corpus 'nosuch'; there are: home, study"),
        (("--corpus", ""), "there is no corpus ''; there are: home, study"),
        (
            ("--corpus", "study", "--device", "Lab"),
            "no device is called 'Lab' in the corpus study; there are: Pixel",
        ),
        (("--from", "2026-11-23", "--to", "2026-11-22"), "--from is not before --to"),
        (("--from", "2026-11-22T06:00", "--to", "2026-11-22T06:00"), "--from is not before --to"),
    ],
)
def test_mistakes_are_one_line(study, words: tuple[str, ...], expected: str) -> None:  # type: ignore[no-untyped-def]
    done = study("export", "csv", *words, check=False)
    assert done.returncode == 2
    assert expected in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_home_where_nothing_was_recorded_says_so(leakledger) -> None:  # type: ignore[no-untyped-def]
    leakledger("devices", "list")
    done = leakledger("export", "csv", check=False)
    assert done.returncode == 2
    assert "nothing was recorded here yet" in done.stderr


def test_only_a_regular_file_is_written_and_a_link_is_followed(study, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    os.mkfifo(tmp_path / "fifo")
    done = study("export", "csv", "--corpus", "study", "-o", tmp_path / "fifo", check=False)
    assert done.returncode == 2
    assert "is no regular file; nothing was written" in done.stderr
    assert (tmp_path / "fifo").is_fifo()
    (tmp_path / "target.csv").write_text("old")
    (tmp_path / "link.csv").symlink_to(tmp_path / "target.csv")
    study("export", "csv", "--corpus", "study", "-o", tmp_path / "link.csv")
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "target.csv").read_text().startswith("finding_id,")


def test_a_full_output_is_one_line(study) -> None:  # type: ignore[no-untyped-def]
    done = study("export", "csv", "--corpus", "study", stdout=Path("/dev/full"), check=False)
    assert done.returncode == 2
    assert "No space left" in done.stderr
    listed = study("devices", "list", stdout=Path("/dev/full"), check=False)
    assert (listed.returncode, listed.stderr.count("\n")) == (2, 1)


def test_the_salt_of_a_row_lets_its_value_be_checked(study) -> None:  # type: ignore[no-untyped-def]
    rows = csv.DictReader(study("export", "csv", "--corpus", "study").stdout.splitlines())
    latitude = next(row for row in rows if row["property"] == "latitude")
    salt = bytes.fromhex(study("export", "salt", latitude["finding_id"]).stdout)
    assert hashlib.sha256(salt + b"-33.8688").hexdigest() == latitude["value_sha256_salted"]


@pytest.mark.parametrize("name", ["nosuch", "", "nosuch-0", "0" * 26 + "-0"])
def test_no_salt_is_made_for_a_row_that_never_was(study, name: str) -> None:  # type: ignore[no-untyped-def]
    done = study("export", "salt", name, check=False)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "no finding" in done.stderr


def test_a_row_of_other_rules_keeps_its_salt(study) -> None:  # type: ignore[no-untyped-def]
    rows = csv.DictReader(study("export", "csv", "--corpus", "study").stdout.splitlines())
    message = next(rows)["finding_id"].rpartition("-")[0]
    done = study("export", "salt", f"{message}-99")
    assert len(bytes.fromhex(done.stdout)) == 16
    assert "not among the findings" in done.stderr


def test_a_removed_or_renamed_device_is_still_found_by_its_name(study) -> None:  # type: ignore[no-untyped-def]
    study("devices", "add", "Phone", "--ip", "192.0.2.7")
    study("devices", "rename", "Phone", "Anna's phone")
    study("devices", "remove", "Anna's phone")
    for name in ("Phone", "Anna's phone"):
        assert study("export", "csv", "--device", name).returncode == 0


def test_parquet_holds_the_rows_of_the_csv_and_what_could_be_read(study, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    rows = list(csv.DictReader(study("export", "csv", "--corpus", "study").stdout.splitlines()))
    done = study(
        "export", "parquet", "--corpus", "study", "--device", "Pixel", "-o", tmp_path / "out.parquet"
    )
    assert f"{len(rows)} findings. In all that is recorded 1 message could be read" in done.stderr
    table = pq.read_table(tmp_path / "out.parquet")
    for name in ("finding_id", "value", "value_sha256_salted", "rules"):
        assert table[name].to_pylist() == [row[name] for row in rows]
    about = {name.decode(): value.decode() for name, value in table.schema.metadata.items()}
    assert about["leakledger.coverage"].startswith("In all that is recorded 1 message could be read")
    assert (about["leakledger.corpus"], about["leakledger.device"], about["leakledger.from"]) == (
        "study",
        "Pixel",
        "",
    )
    assert not list(tmp_path.glob(".out*"))


def test_parquet_is_chosen_by_the_same_words_and_written_whole_or_not_at_all(study, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    words = ("export", "parquet", "--corpus", "study")
    study(*words, "--from", "2026-11-23", "-o", tmp_path / "none.parquet")
    assert pq.read_metadata(tmp_path / "none.parquet").num_rows == 0
    for more, expected in (
        (("--from", "soon", "-o", tmp_path / "a"), "is no day"),
        (("--device", "Lab", "-o", tmp_path / "a"), "no device is called 'Lab'"),
        (("-o", tmp_path / "no" / "out.parquet"), "nothing was written"),
        ((), "Missing option '--output'"),
    ):
        done = study(*words, *more, check=False)
        assert done.returncode == 2
        assert expected in done.stderr
        assert done.stderr.count("\n") == 1
    assert not (tmp_path / "a").exists()


def test_without_pyarrow_one_line_says_what_to_install(study, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    program = (
        "import sys; sys.modules['pyarrow'] = None\n"
        "from analysis.cli import main; main()"
    )  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", program, "export", "parquet", "--home", str(tmp_path / "home"), "-o", str(tmp_path / "out")],
        cwd=Path(__file__).parents[3], capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "pip install 'leakledger[parquet]'" in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "out").exists()
