"""Sessions of games and of boxes that play are found with their span; matches, offers and programmes are none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.detectors.play_session import DETECTOR
from analysis.records import Observation

See = Callable[..., list[Observation]]
SPAN = {"startedAt": "2026-11-26T17:40:12Z", "endedAt": "2026-11-26T19:22:40Z"}


@pytest.mark.parametrize(
    "body",
    [
        {"titleId": 7, **SPAN},
        {"gamertag": "Moss", **SPAN},
        {"gamertag": "Moss", "titleId": 7, "startedAt": "2026-11-26T17:40:12Z"},
        {"gamertag": "Moss", "titleId": 7, "startedAt": "2026-11-26T17:40:12Z", "endedAt": "2026-12-26T17:40:12Z"},
        {"game": "Chess", "user": "all", "server": "eu-2", **SPAN},
        {"game": "Final", "home": "Red", "away": "Blue", "user": 1, **SPAN},
        {"game": "Kart", "players": 64, "prize": 500, "user": 3, **SPAN},
        {"game": "Kart", "profile": 1, "discount": 20, **SPAN},
        {"figure": "Knight", "start": "2026-11-26T17:40:12Z", "duration": 1800},
        {"station": "Wave 3", **SPAN},
        {"rows": [{"station": "Wave 3", **SPAN}]},
    ],
)  # fmt: skip
def test_finds_nothing_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("body", "path", "value"),
    [
        ({"gamertag": "Moss", "titleId": 7, **SPAN}, "/v1", "7"),
        ({"titleId": "CUSA1", "trophies": 2, **SPAN}, "/v1", "CUSA1"),
        (
            {"spieler": "Wolke", "spiel": "Insel", "gestartet": 1795801200, "beendet": 1795806920},
            "/v1",
            "Insel",
        ),
        ({"figur": "Ritter", "start": "2026-11-26T17:40:12Z", "duration_s": 1800}, "/box/playlog", "Ritter"),
        ({"station": "Wave 3", **SPAN}, "/listening/session", "Wave 3"),
    ],
)
def test_finds(see: See, body: object, path: str, value: str) -> None:
    (seen,) = see(DETECTOR, body, path=path)
    assert (seen.category, seen.value) == ("usage.session", value)
    assert seen.measures is not None
