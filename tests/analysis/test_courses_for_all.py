"""The course of a race is nobody's way; what somebody ran, planned or drew is theirs."""

from __future__ import annotations

from typing import Any

import pytest

from analysis.detectors import location
from tests.analysis.detectors.conftest import see as see

POINTS = [{"lat": 51.4821 + at / 900, "lon": 11.97 + at / 300} for at in range(5)]


def seen(see: Any, body: object) -> set[str]:
    return {found.category for found in see(location.DETECTOR, body)}


@pytest.mark.parametrize(
    "name",
    [
        "34. Herbstlauf 2026 - 10 km Strecke",
        "Official course, city marathon",
        "Cyclosportive des Monts 2027, parcours officiel",
        "Höstloppet 2028, officiell bana",
        "Офіційна траса марафону 2027",
        "公式コース 第12回マラソン",
        "Maratona 2027 percorso 42 km",
    ],
)
def test_a_published_course_is_nobodys(see: Any, name: str) -> None:
    assert seen(see, {"course": {"name": name, "points": POINTS}}) == set()
    assert seen(see, {"name": name, "start": POINTS[0]}) == set()


@pytest.mark.parametrize(
    "body",
    [
        {"name": "Marathon", "points": POINTS},
        {"name": "10 km", "points": POINTS},
        {"name": "Strecke 2027", "points": POINTS},
        {"name": "Heimweg 10 km", "points": POINTS},
        {"name": "Mein Marathon-Training 2027, 21 km Strecke", "points": POINTS},
        {"name": "Official course, city marathon", "user": 4, "points": POINTS},
        {
            "name": "Stadtlauf 2027 10 km Strecke",
            "points": [{**point, "time": 1795600000 + 40 * at} for at, point in enumerate(POINTS)],
        },
    ],
)
def test_what_somebody_went_or_plans_is(see: Any, body: object) -> None:
    assert "location.track" in seen(see, body)
