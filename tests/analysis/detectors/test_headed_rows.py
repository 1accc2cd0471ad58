"""Rows of mixed values under a list of names hold positions where a time is among them; tables of shops hold none."""

from __future__ import annotations

import pytest

from analysis.detectors.location import DETECTOR

ROWS = [["2026-11-21T08:00:11", 48.20911, 16.37211], ["2026-11-21T08:01:11", 48.20942, 16.3729],
        ["2026-11-21T08:02:12", 48.2099, 16.37341]]  # fmt: skip


@pytest.mark.parametrize(
    "body",
    [
        {"h": ["name", "lat", "lon"], "r": [["Nord", 48.20911, 16.37211], ["Sued", 48.1, 16.2], ["West", 48.2, 16.1]]},
        {"h": ["time", "lat", "value"], "r": ROWS},
        {"h": ["time", "lat", "lon", "v"], "r": ROWS},
        {"h": ["time", "lat", "lon"], "x": {"r": ROWS}},
        {"h": ["time", "lat", "lon"], "r": [["2026-11-21T08:00:11", 148.2, 216.3]]},
        {"h": ["time", "lat", "lon"], "r": [["2026-11-21T08:00:11", 0, 0]]},
        {"h": ["time", 3, "lon"], "r": ROWS},
    ],
)  # fmt: skip
def test_what_is_no_table_of_positions(see, body: object) -> None:  # type: ignore[no-untyped-def]
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    "names", [["time", "lat", "lon"], ["zeit", "breite", "laenge"], ["czas", "szer", "dlug"]]
)
def test_a_table_of_positions(see, names: list[str]) -> None:  # type: ignore[no-untyped-def]
    (found,) = see(DETECTOR, {"cols": names, "rows": ROWS})
    assert found.category == "location.track"
    assert "whose columns a list beside it names" in found.reasoning
