"""Hours are told by days and times in any language; rows of branches are nobody's, stops and calls are somebody's."""

from __future__ import annotations

from typing import Any

import pytest

from analysis.detectors import contact_address
from analysis.opening_values import tells_hours
from tests.analysis.detectors.conftest import see as see

NUMBER, OTHER = "+40263230114", "+40264211908"


@pytest.mark.parametrize(
    "text",
    [
        "", "08-12", "2026-11-02", "ma-fr", "Halle 3-5", "K 8-18", "09:00-18:00", "Mo-Fr", "pe-2024", "Team 4-5",
        "fr 2026-11-02", "A 5-7", "12-14 Uhr", "Mo-Fr by appointment",
    ],
)  # fmt: skip
def test_no_hours_are_told_by(text: str) -> None:
    assert not tells_hours(text)


@pytest.mark.parametrize(
    "text",
    [
        "L-V 09-17", "ma-fr 10-18", "ma, on 12-17", "Mon-Fri 08:00-18:30", "H-Cs 8-16", "Пн-Пт 09:00-18:00",
        "月-土 9:00-18:00", "Δευ-Παρ 08:00-14:00", "T2-T6 8h-17h", "lun–ven 8:20-13:35", "to 13-15",
        "Mo-Fr 08:00-12:00, 13:00-17:00",
    ],
)  # fmt: skip
def test_hours_are_told_by(text: str) -> None:
    assert tells_hours(text)


@pytest.mark.parametrize(
    "body",
    [
        {"cols": ["id", "gata", "tel", "tid"], "rows": [["a", "Torget 1", NUMBER, "ma-fr 10-18"]]},
        {"rows": [["AG-07", "Str. Gării 4", NUMBER, "L-V 09-17"], ["AG-11", "Piața 9", OTHER, "L-V 09-16"]]},
        {
            "x": [
                {"oras": "Dej", "tel": NUMBER, "p": "L-V 09-17"},
                {"oras": "Turda", "tel": OTHER, "p": "L-V 09-17"},
            ]
        },
        {
            "columns": ["dealer_no", "town", "phone"],
            "rows": [["D-1", "Skara", NUMBER], ["D-2", "Kinna", OTHER]],
        },
    ],
)
def test_the_number_of_a_branch_is_nobodys(see: Any, body: object) -> None:
    assert see(contact_address.DETECTOR, body) == []


@pytest.mark.parametrize(
    "body",
    [
        {"cols": ["nr", "straat", "tel", "venster"], "rows": [[1, "Beekstraat 31", NUMBER, "12-16"]]},
        {"varos": "Pápa", "tel": NUMBER, "mikor": "H-P 8-12"},
        {
            "x": [
                {"oras": "Dej", "tel": NUMBER, "p": "L-V 09-17", "firstname": "Ana"},
                {"oras": "Dej", "tel": NUMBER},
            ]
        },
        {"columns": ["order", "store", "town", "phone"], "rows": [["O-1", "Skara", "Kinna", NUMBER]]},
    ],
)
def test_the_number_of_somebody_is_found(see: Any, body: object) -> None:
    assert {found.category for found in see(contact_address.DETECTOR, body)} == {"identifier.phone"}
