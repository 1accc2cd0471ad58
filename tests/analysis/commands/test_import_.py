"""``leakledger import``: one line a file, the same bytes once, a bad file stops nothing."""

from __future__ import annotations

from pathlib import Path


def test_a_file_is_imported_once_and_analysed(leakledger, har: Path) -> None:  # type: ignore[no-untyped-def]
    first = leakledger("import", har, "--corpus", "study", "--device", "Pixel")
    assert f"1/1 {har}: 1 message added" in first.stdout
    assert "1 message analysed" in first.stdout
    again = leakledger("import", har, "--corpus", "study")
    assert "already in this corpus; nothing added" in again.stdout
    assert "latitude" in leakledger("export", "csv", "--corpus", "study").stdout
    assert "latitude" not in leakledger("export", "csv").stdout


def test_the_same_file_may_go_into_another_corpus(leakledger, har: Path) -> None:  # type: ignore[no-untyped-def]
    leakledger("import", har, "--corpus", "one")
    assert "1 message added" in leakledger("import", har, "--corpus", "two").stdout
    for corpus in ("one", "two"):
        assert "latitude" in leakledger("export", "csv", "--corpus", corpus).stdout, corpus


def test_one_bad_file_does_not_stop_the_others(leakledger, har: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "bad.har").write_text('{"log": {"entries": [')
    done = leakledger("import", tmp_path / "bad.har", har, tmp_path / "missing.har", check=False)
    assert done.returncode == 1
    assert "1 message added" in done.stdout
    assert "bad.har" in done.stderr
    assert "missing.har: no such file" in done.stderr.lower()
    assert leakledger("import", tmp_path / "bad.har", check=False).returncode == 2


def test_a_file_s_name_steers_no_terminal(leakledger, har: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    good, bad = tmp_path / "\x1b[2J\u202eevil.har", tmp_path / "\u2067bad.har"
    good.write_bytes(har.read_bytes())
    bad.write_text("{")
    done = leakledger("import", good, bad, check=False)
    assert "1 message added" in done.stdout
    assert r"\u001b[2J\u202eevil.har" in done.stdout
    assert r"\u2067bad.har" in done.stderr
    assert not {"\x1b", "\u202e", "\u2067"} & set(done.stdout + done.stderr)


def test_a_corpus_name_of_our_own_is_refused(leakledger, har: Path) -> None:  # type: ignore[no-untyped-def]
    for corpus in ("home", "self-test", "../up", ""):
        done = leakledger("import", har, "--corpus", corpus, check=False)
        assert done.returncode == 2
        assert "a corpus has a name of its own" in done.stderr


def test_a_folder_without_a_file_says_so(leakledger, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "captures").mkdir()
    (tmp_path / "captures" / ".hidden.har").write_text("{}")
    done = leakledger("import", tmp_path / "captures", check=False)
    assert done.returncode == 2
    assert f"{tmp_path / 'captures'}: no file is in it" in done.stderr
    assert len(done.stderr.splitlines()) == 1
