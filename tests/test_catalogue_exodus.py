"""The SDKs that Exodus Privacy finds most often in apps, and all others that it looks for, are in the catalogue by name."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from analysis.catalogue import Catalogue, load

LIST: Final = Path(__file__).with_name("data") / "exodus_trackers.csv"
WHY_NOT: Final = {"library", "no owner known"}


class Row(NamedTuple):
    """A line of the list. ``rank`` and ``apps`` are ``""`` below the ranks that could be read."""

    rank: str
    apps: str
    name: str
    tracker: str
    why_not: str


def _rows() -> list[Row]:
    lines = [line for line in LIST.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [Row(*cells) for cells in list(csv.reader(lines))[1:]]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load()


def test_every_name_leads_to_an_entry_or_says_why_not(catalogue: Catalogue) -> None:
    for row in _rows():
        if row.tracker:
            tracker = catalogue.trackers[row.tracker]
            assert catalogue.companies[tracker.company].country
            assert not row.why_not
        else:
            assert row.why_not in WHY_NOT, row


def test_the_list_is_whole_and_few_are_without_an_entry() -> None:
    rows = _rows()
    assert len(rows) == len({row.name for row in rows}) == 432
    assert sum(not row.tracker for row in rows) <= 50


def test_those_whose_rank_was_read_all_have_an_entry(catalogue: Catalogue) -> None:
    ranked = [row for row in _rows() if row.rank]
    assert [row.rank for row in ranked] == [str(rank) for rank in range(1, 22)]
    counts = [int(row.apps) for row in ranked]
    assert counts == sorted(counts, reverse=True)
    assert all(row.tracker in catalogue.trackers for row in ranked)


@pytest.mark.parametrize(
    ("name", "company"),
    [
        ("Smart", "equativ"), ("AppMetrica", "yandex"), ("Facebook Analytics", "meta-platforms"), ("Janrain", "akamai"),
        ("Pangle", "bytedance"), ("Inneractive", "fyber"), ("Ad Generation", "supership"), ("VKontakte SDK", "vk"),
    ],
)  # fmt: skip
def test_names_that_are_not_the_catalogues_lead_to_the_right_owner(
    catalogue: Catalogue, name: str, company: str
) -> None:
    row = next(row for row in _rows() if row.name == name)
    assert catalogue.trackers[row.tracker].company == company
