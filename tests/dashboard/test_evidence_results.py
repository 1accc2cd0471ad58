"""A page of findings: what it says of its number, of a search that took its time, and where its links lead."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from flask import Flask
from plotly.utils import PlotlyJSONEncoder

from analysis.evidence_pages import Cursor, Page, find
from analysis.evidence_queries import Filters
from analysis.ledger_reader import LedgerReader
from analysis.queries import Viewer
from analysis.settings import Home
from dashboard.evidence_results import results
from dashboard.filtering import NAMES, from_address
from dashboard.site import site
from tests.ledger_book import morning

NOBODY = Page(rows=(), total=0, first=1, before=None, after=None)
HERE = Cursor(seen_at=1_795_000_000_000_000, id=7, shown=100)


@pytest.fixture
def lay_out(
    served: tuple[Flask, str], at_home: Callable[[Home], Any], make_home: Callable[..., Home]
) -> Callable[..., str]:
    home = make_home(morning)
    at_home(home)

    def made(page: Page | None = None, is_first: bool = True, **asked: str) -> str:
        if page is None:
            with LedgerReader(home.ledger_path).read() as connection:
                page = find(connection, Viewer(owner=True), Filters())
        with served[0].test_request_context("/"):
            every = dict.fromkeys(NAMES, "") | asked
            parts = results(every, from_address(every, site()), "newest", page, "COVERED", is_first)
        return json.dumps(parts, cls=PlotlyJSONEncoder)

    return made


def test_no_number_stands_without_its_coverage(lay_out: Callable[..., str]) -> None:
    for page in (None, NOBODY, msgspec.structs.replace(NOBODY, total=None, stopped_at=1, after=HERE)):
        assert "COVERED" in lay_out(page)


def test_a_search_that_took_its_time_says_how_far_it_came_and_goes_on(lay_out: Callable[..., str]) -> None:
    shown = lay_out(
        msgspec.structs.replace(NOBODY, total=None, stopped_at=HERE.seen_at, after=HERE), text="x"
    )
    assert "So far we have looked as far as 18 November 2026" in shown
    assert "look further" in shown
    assert "0 found so far" in shown
    assert "No finding fits" not in shown
    assert "at=a1795000000000000.7.100.&text=x" in shown or "text=x&at=a1795000000000000.7.100." in shown


def test_what_is_unknown_is_not_counted_and_what_is_found_is(lay_out: Callable[..., str]) -> None:
    assert "No finding fits. That says nothing of what we could not read" in lay_out(NOBODY)
    assert "0 findings" in lay_out(msgspec.structs.replace(NOBODY, total=None))
    assert "Nothing stands here." in lay_out(NOBODY, is_first=False)


def test_the_links_keep_the_filters_and_the_download_has_no_order(lay_out: Callable[..., str]) -> None:
    shown = lay_out(kind="photo", order="recipient", host="h.example", hour="8", day="2026-11-20")
    assert "/download/findings.csv?kind=photo&host=h.example&day=2026-11-20&hour=8" in shown
    assert "/evidence?kind=photo&day=2026-11-20&hour=8&order=recipient" in shown  # without the host
    assert "/evidence?kind=photo&host=h.example&day=2026-11-20&order=recipient" in shown  # without the hour


def test_each_row_can_be_chosen_and_opened_by_its_lasting_name(lay_out: Callable[..., str]) -> None:
    shown = lay_out()
    assert shown.count('"data-open"') == shown.count('"kind": "checkbox"') == 100
    assert '"name": "findings"' in shown  # what the browser fills with the names of all that is chosen
    assert '"aria-haspopup": "dialog"' in shown
