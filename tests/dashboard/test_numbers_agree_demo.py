"""The same numbers on every page and in the CSV: of the demo, which really went through the proxy, and of imported files."""

from __future__ import annotations

import csv
import io
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask.testing import FlaskClient

from analysis.coverage_queries import whole
from analysis.evidence.coverage import sentence
from analysis.evidence_queries import Filters
from analysis.ledger_reader import LedgerReader
from analysis.queries import Viewer, day_of, days_recorded, received
from analysis.settings import Home
from dashboard.sentences import amount
from tests.dashboard.test_numbers_agree import components, counted_links, listed, written

Page = Callable[..., str]
OWNER = Viewer(owner=True)
RECORDINGS = Path(__file__).parents[1] / "data" / "http" / "mitmproxy"
MORE = Path(__file__).parents[3] / "shared" / "data" / "http"


def leakledger(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "analysis", *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode in (0, 1), done.stderr  # 1: one of the files is damaged
    return done.stdout


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Home:
    root = tmp_path_factory.mktemp("demo") / "home"
    leakledger("demo", "--once", "--fast", "--stock", "--home", str(root))
    return Home.open(root)


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Home:
    root = tmp_path_factory.mktemp("imported") / "home"
    files = [RECORDINGS, *([MORE] if MORE.is_dir() else [])]
    leakledger(
        "import", "--home", str(root), "--corpus", "recordings", "--device", "reader", *map(str, files)
    )
    return Home.open(root)


def exported(home: Home, *arguments: str) -> list[dict[str, str]]:
    text = leakledger("export", "csv", "--home", str(home.root), *arguments)
    return list(csv.DictReader(io.StringIO(text, newline="")))


def options(shown: str, name: str) -> list[str]:
    """What a filter of the Evidence page offers."""
    (found,) = (
        one["props"]["options"] for one in components(shown) if one["props"].get("id") == f"evidence-{name}"
    )
    return [option["value"] for option in found if option["value"]]


def ways_to_all(shown: str) -> set[str]:
    """Links of the brain page to those that it has no room for."""
    every = (one["props"] for one in components(shown))
    return {
        props["href"]
        for props in every
        if str(props.get("href", "")).startswith("/brain?")
        and str(props.get("children", "")).startswith("Show all")
    }


def test_each_count_of_the_demo_is_what_the_evidence_and_the_csv_list(
    demo: Home, page: Page, at_home: Callable[[Home], FlaskClient]
) -> None:
    rows = exported(demo)
    assert len(rows) > 100
    assert listed(page, demo, "/evidence?") == len(rows)
    shown = page(demo, "/brain", days="1")
    links = counted_links(shown)
    for href in ways_to_all(shown):
        links |= counted_links(page(demo, "/brain", **dict(parse_qsl(urlsplit(href).query))))
    assert sum(links.values()) == len(rows)
    client = at_home(demo)
    for href, count in links.items():
        assert listed(page, demo, href) == len(written(client, href)) == count


def test_each_dossier_of_the_demo_counts_the_rows_of_the_csv(demo: Home, page: Page) -> None:
    by_company = Counter(row["company"] for row in exported(demo) if row["company"])
    assert len(by_company) > 3
    for company, count in by_company.items():
        shown = page(demo, "/company/<company>", company=company, days="1")
        (told,) = re.findall(r"([\d,]+) findings?, in the part that we could read", shown)
        assert int(told.replace(",", "")) >= count  # its brands' as well
        if f"/evidence?company={company}&" in shown:
            assert listed(page, demo, f"/evidence?company={company}") == count


def test_the_days_of_the_demo_say_the_same_of_bytes_devices_and_recipients(demo: Home, page: Page) -> None:
    with LedgerReader(demo.ledger_path).read() as connection:
        date, last = days_recorded(connection) or (None, None)
        assert date is not None
        assert date == last
        sent = received(connection, OWNER, day_of(date, demo.timezone))
    shown = {
        path: page(demo, path, **asked)
        for path, asked in (("/", {"day": f"{date}"}), ("/days", {"first": f"{date}"}))
    }
    total = whole(sent)
    size = amount(total.bytes_out, total.unknown > 0)
    recipients = (
        f"{total.recipients} companies"
        if f"{total.recipients} companies" in shown["/"]
        else f"{total.recipients} recipients"
    )
    devices = f"{len({row.device for row in sent})} devices"
    for path, text in shown.items():
        for words in (f'"{size}"', f'"{devices}"', f'"{recipients}"'):
            assert words in text, (path, words)
    by_device = {
        device: [row for row in sent if row.device == device] for device in {row.device for row in sent}
    }
    assert sum(whole(rows).bytes_out for rows in by_device.values()) == total.bytes_out
    for device, rows in by_device.items():
        of_device = whole(rows)
        text = page(demo, "/device/<device>", device=device, day=f"{date}")
        assert f'"{amount(of_device.bytes_out, of_device.unknown > 0)}"' in text


@pytest.mark.parametrize("name", ["demo", "imported"])
def test_page_and_export_say_the_same_of_what_could_be_read(
    name: str, page: Page, request: pytest.FixtureRequest
) -> None:
    home: Home = request.getfixturevalue(name)
    corpus = "recordings" if name == "imported" else "home"
    with LedgerReader(home.ledger_path).read() as connection:
        said = sentence(connection, OWNER, Filters(corpus=corpus))
    assert said in page(home, "/evidence", corpus=corpus)


def test_imported_findings_are_counted_alike_under_every_filter(
    imported: Home, page: Page, at_home: Callable[[Home], FlaskClient]
) -> None:
    rows = exported(imported, "--corpus", "recordings")
    assert rows
    here = "/evidence?corpus=recordings"
    assert listed(page, imported, here) == len(rows)
    assert exported(imported) == []
    shown = page(imported, "/evidence", corpus="recordings")
    client = at_home(imported)
    for name in ("kind", "company", "confidence"):
        counts = {value: listed(page, imported, f"{here}&{name}={value}") for value in options(shown, name)}
        assert counts, name
        for value, count in counts.items():
            assert len(written(client, f"{here}&{name}={value}")) == count
    by_kind = {kind: listed(page, imported, f"{here}&kind={kind}") for kind in options(shown, "kind")}
    assert sum(by_kind.values()) == len(rows)
    by_company = Counter(row["company"] for row in rows if row["company"])
    for company, count in by_company.items():
        assert listed(page, imported, f"{here}&company={company}") == count
