"""``leakledger exposure``: off unless chosen, says what it will send and to whom, and sends nothing without a yes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.analysis.exposure_servers import index, serving, site


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("https://a.example/",), "--page, --crawl or --parquet FILE"),
        (("a.example", "--page"), "is no web address"),
        (("file:///etc/passwd", "--page", "--yes"), "is no web address"),
        (("https://a.example/", "--crawl", "--index", "x"), "is no web address"),
        (("https://a.example/", "--crawl", "--crawls", "0"), "is not in the range"),
        (("https://a.example/", "--parquet", "/nowhere.parquet"), "no such file"),
        ((), "Missing argument"),
    ],
)
def test_mistakes_exit_2_and_send_nothing(leakledger, words: tuple[str, ...], expected: str) -> None:  # type: ignore[no-untyped-def]
    done = leakledger("exposure", *words, check=False)
    assert done.returncode == 2
    assert expected in done.stderr


def test_without_a_yes_nothing_is_sent(leakledger) -> None:  # type: ignore[no-untyped-def]
    with serving(site({})) as (address, asked), index() as (crawl, asked_crawl):
        done = leakledger("exposure", address + "/page", "--page", "--crawl", "--index", crawl, check=False)
    assert done.returncode != 0
    assert (asked, asked_crawl, done.stdout) == ([], [], "")
    for line in (
        "to 127.0.0.1: 3 requests, at most 45 where it redirects within itself or is busy, from this machine's address",
        f"  GET {address}/page", f"  GET {address}/robots.txt",
        f"  GET {address}/.well-known/tdmrep.json",
        "to 127.0.0.1: 4 requests, at most 60 where it redirects within itself or is busy, one a second",
        "it learns that you ask for",
    ):  # fmt: skip
        assert line in done.stderr


def test_what_is_shown_before_is_what_is_sent(leakledger) -> None:  # type: ignore[no-untyped-def]
    page = {"/%C3%BC?q=%C3%A4%20b": (200, {"X-Robots-Tag": "noai"}, b"x")}
    with serving(site(page)) as (address, asked):
        done = leakledger("exposure", address + "/ü?q=ä b", "--page", "--yes", "--format", "ndjson")
    assert f"  GET {address}/%C3%BC?q=%C3%A4%20b\n" in done.stderr
    assert asked[0] == "/%C3%BC?q=%C3%A4%20b"
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert {row["url"] for row in rows} == {address + "/ü?q=ä b"}
    assert {(row["signal"], row["said"], row["asked"]) for row in rows} >= {
        ("X-Robots-Tag", "reserved", f"{address}/%C3%BC?q=%C3%A4%20b")
    }


def test_a_host_with_other_letters_is_shown_as_it_is_asked(leakledger) -> None:  # type: ignore[no-untyped-def]
    done = leakledger(
        "exposure", "https://bücher.example:8443/ü", "--page", "--crawl", "--whole-host", check=False
    )
    assert "to xn--bcher-kva.example: " in done.stderr
    assert "  GET https://xn--bcher-kva.example:8443/%C3%BC\n" in done.stderr
    assert "  GET https://xn--bcher-kva.example:8443/robots.txt\n" in done.stderr
    assert "  xn--bcher-kva.example (everything on that host)" in done.stderr


def test_a_page_and_a_crawl_in_rows(leakledger) -> None:  # type: ignore[no-untyped-def]
    page = {"/page": (200, {"X-Robots-Tag": "noai"}, b"x")}
    with serving(site(page)) as (address, asked), index() as (crawl, _):
        words = ("--page", "--crawl", "--crawls", "1", "--index", crawl, "--yes", "--format", "ndjson")
        done = leakledger("exposure", address + "/page#part", *words)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert asked == ["/page", "/robots.txt", "/.well-known/tdmrep.json"]
    assert {"kind", "url", "signal", "said", "says", "asked", "at", "sha256"} == set(rows[0])
    assert {(row["signal"], row["said"]) for row in rows} >= {
        ("X-Robots-Tag", "reserved"),
        ("CC-MAIN-2024-33", "not_found"),
    }


def test_a_file_on_this_machine_is_searched_without_asking(leakledger, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    duckdb = pytest.importorskip("duckdb", reason="the extra 'exposure' is not installed")
    file = tmp_path / "part.parquet"
    duckdb.sql("SELECT 'https://a.example/me.jpg' AS URL, 'me' AS TEXT").write_parquet(str(file))
    done = leakledger("exposure", "https://a.example/me.jpg", "--parquet", str(file))
    assert "to nobody: " in done.stderr
    assert "https://a.example/me.jpg appears in part.parquet, with the caption “me”" in done.stdout
