"""What docs/catalogue-check.md says that the catalogue answers is what it answers; nothing there is a false owner."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.catalogue import Catalogue, load

DOCUMENT = Path(__file__).resolve().parents[1] / "docs/catalogue-check.md"
VERDICTS = {"yes", "yes, as a carrier", "too careful", "unknown"}


def rows(heading: str) -> list[list[str]]:
    """The cells of the table below a heading."""
    section = DOCUMENT.read_text(encoding="utf-8").partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    table = [line for line in section.splitlines() if line.startswith("|")][2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load()


def answer(catalogue: Catalogue, host: str) -> tuple[str, str]:
    """Tracker and owner as the tables write them."""
    found = catalogue.resolve(host)
    if found.tracker is None:
        return "–", "–"
    chain = catalogue.owner_chain(found.tracker.company)
    above = "/".join(one.name for one in chain[1:])
    carrier = " (carrier)" if found.certainty == "uncertain" else ""
    return found.tracker.id, f"{chain[0].name}{f' < {above}' if above else ''}, {chain[0].country}{carrier}"


def test_every_third_party_is_answered_as_the_table_says(catalogue: Catalogue) -> None:
    told = rows("Third parties")
    assert len(told) > 100
    differing = [
        (host, tracker, owner)
        for host, tracker, owner, *_ in told
        if answer(catalogue, host) != (tracker, owner)
    ]
    assert differing == [], "look at these again by hand, then correct the table"


def test_every_maker_is_answered_as_the_table_says(catalogue: Catalogue) -> None:
    told = [
        (host.strip(), tracker, owner)
        for owner, tracker, hosts, _ in rows("Makers of the apps and devices")
        for host in hosts.split(",")
    ]
    assert len(told) > 80
    for host, tracker, owner in told:
        found, chain = answer(catalogue, host)
        country = chain.removesuffix(" (carrier)").rpartition(", ")[2]
        name = chain.partition(" < ")[0].partition(f", {country}")[0]
        carrier = " (carrier)" if chain.endswith(" (carrier)") else ""
        assert (found, f"{name}, {country}{carrier}") == (tracker, owner), host


def test_the_figures_are_those_of_the_tables() -> None:
    verdicts = [row[3] for row in rows("Third parties")] + [
        row[3] for row in rows("Makers of the apps and devices")
    ]
    assert set(verdicts) <= VERDICTS, "a verdict of another kind: is an owner false?"
    third = rows("Third parties")
    owned = sum(owner != "–" and not owner.endswith("(carrier)") for _, _, owner, *_ in third)
    text = DOCUMENT.read_text(encoding="utf-8")
    assert f"| of the names | {len(third)} of third parties |" in text
    assert f"| with an owner | {owned} ({owned / len(third):.3f}) |" in text
