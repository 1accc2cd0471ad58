"""What is played is found by the state of a player; prints, jobs, labels and catalogues are none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.detectors.player_state import DETECTOR
from analysis.records import Observation

See = Callable[..., list[Observation]]


@pytest.mark.parametrize(
    "body",
    [
        {"t": "The Keepers", "pos": 1842, "dur": 2700},
        {"st": "playing", "pos": 1842, "dur": 2700},
        {"st": "playing", "t": "https://x.example/a", "pos": 3, "dur": 9},
        {"st": "playing", "t": "S01E02", "pos": 3, "dur": 9},
        {"st": "playing", "t": "The Keepers"},
        {"st": "paused", "t": "Winter Scene", "s": 2, "e": 4, "job": 771},
        {"state": "paused", "file": "Benchy two", "pos": 3, "dur": 9},
        {"playing": "Wiedergabe", "paused": "Pausiert"},
        {"state": "playing", "sound": "Locate Tone", "volume": 40},
        {"status": "stopped", "t": "The Keepers", "pos": 3, "dur": 9},
        {"st": "playing", "home": "Red Stars", "away": "Blue Moon", "t": 41, "e": 2, "s": 1},
    ],
)
def test_finds_nothing_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


def test_a_print_is_not_played_wherever_it_is_sent(see: See) -> None:
    body = {"st": "paused", "t": "Winter Scene", "pos": 3, "dur": 9}
    assert see(DETECTOR, body, path="/print/queue") == []
    assert len(see(DETECTOR, body)) == 1


@pytest.mark.parametrize(
    ("body", "path", "value"),
    [
        ({"1": "S02E05", "2": "The Keepers", "3": 1842, "4": "PLAYING"}, "/v1", "The Keepers"),
        ({"t": "Nordlicht", "s": 2, "e": 4, "at": 1311, "st": "paused"}, "/v1", "Nordlicht"),
        ({"t": "Nordlicht", "pos": 1311, "dur": 2700, "st": "paused"}, "/beat", "Nordlicht"),
        ({"film": "Jag är Zlatan", "minut": 47, "status": "tittar"}, "/checkin", "Jag är Zlatan"),
        ({"ev": ["playing", "Nordlicht im Tal", "2x04", 1911]}, "/v1", "Nordlicht im Tal"),
        ({"名": "冬の海", "st": "再生中", "pos": 12, "dur": 1400}, "/watch", "冬の海"),
    ],
)
def test_finds(see: See, body: object, path: str, value: str) -> None:
    (seen,) = see(DETECTOR, body, path=path)
    assert (seen.category, seen.value) == ("usage.interaction", value)
