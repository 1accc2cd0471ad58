"""Floors of advertisements and statistics of first names are nobody's; a request and members are not."""

from __future__ import annotations

import pytest

from analysis.catalogue import load
from analysis.pipeline import Analyser
from tests.analysis.test_published_readings import sent

NAMES = [{"name": "Olivia", "gender": "female"}, {"name": "Liam", "gender": "male"}]


def found_in(body: object) -> set[str]:
    analysis = Analyser(catalogue=load()).analyse(sent(body))
    return {finding.category for finding in analysis.event.findings}


@pytest.mark.parametrize(
    "body",
    [
        {"coppa": False, "waterfall": [{"network": "a", "ecpm": 4.2}, {"network": "b", "ecpm": 1.1}]},
        {"items": [{"cpm": 2.4, "coppa": True}, {"cpm": 0.9, "coppa": False}]},
        {"mediation": {"coppa": 0, "bidders": [{"name": "a", "floor": 5.1}, {"name": "b", "floor": 2.2}]}},
    ],
)
def test_whether_floors_are_for_children_is_nobodys_choice(body: object) -> None:
    assert "consent_state.choice" not in found_in(body)


@pytest.mark.parametrize(
    "body",
    [
        {"coppa": False},
        {"imp": [{"bidfloor": 0.5}, {"bidfloor": 1.1}], "device": {"lmt": 0}, "regs": {"coppa": 0}},
        {"coppa": True, "userId": "u-1", "waterfall": [{"ecpm": 4.2}, {"ecpm": 1.1}]},
    ],
)
def test_a_request_tells_it_of_somebody(body: object) -> None:
    assert "consent_state.choice" in found_in(body)


def test_a_statistic_of_first_names_is_of_nobody() -> None:
    rows = [{**row, "births": 1200 + at} for at, row in enumerate(NAMES)]
    assert "profile.demographic" not in found_in({"names": rows})


@pytest.mark.parametrize(
    "more", [{}, {"count": 3, "birthday": "1991-02-03"}, {"count": 3, "email": "a@example.org"}]
)
def test_members_are_somebody(more: dict[str, object]) -> None:
    assert "profile.demographic" in found_in({"members": [{**row, **more} for row in NAMES]})
