"""What a television was tuned to is found in several languages; guides, radio links and recorders are not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.detectors.tv_tuning import DETECTOR
from analysis.records import Observation

See = Callable[..., list[Observation]]
AT = 1795340000


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ({"k": "zap", "lcn": 7, "to": AT, "dur": 412}, "7"),
        ({"boitier": "f1", "chaine": "France 3", "emission": "Météo", "debut": AT, "duree": 190}, "Météo"),
        ({"stb": "a1", "canal": 7, "programa": "Noticias", "ts": AT, "seg": 90}, "Noticias"),
        ({"stb": "a1", "chno": "204", "start": "2026-11-22T20:15:00Z", "end": "2026-11-22T21:00:00Z"}, "204"),
        ({"box": "k1", "umschalt": [{"kanal": 4, "sendung": "Tatort", "beginn": AT, "dauer": 60}]}, "Tatort"),
        ({"tv": "t1", "tune": [[AT, 101, 412], [AT + 412, 7, 60]]}, "101, 7"),
    ],
)
def test_finds_what_was_watched(see: See, body: object, value: str) -> None:
    (found,) = see(DETECTOR, body)
    assert (found.category, found.value) == ("usage.interaction", value)


@pytest.mark.parametrize(
    "body",
    [
        {"epg": [{"kanal": 4, "sendung": "Tatort", "beginn": AT, "dauer": 60, "box": "x"}]},
        {"sender": [{"kanal": 4, "sendung": "Tatort", "beginn": AT, "dauer": 60}]},
        {"stb": "a", "ch": 6, "ts": AT, "dur": 40, "rssi": -60},
        {"nvr": "n7", "ch": 3, "start": AT, "dur": 60},
        {"stb": "a", "ch": 3, "start": 12, "dur": 60},
        {"stb": "a", "lcn": 3, "start": AT},
        {"stb": "a", "tune": [[1, 2, 3], [4, 5, 6]]},
    ],
)
def test_finds_nothing_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


TV = (("User-Agent", "Mozilla/5.0 (SMART-TV; Linux; Tizen 7.0) AppleWebKit/537.36"),)
SEGMENTS = [
    {"canal": "TVR2", "emisiune": "Lumea", "from": AT, "to": AT + 900},
    {"canal": "HDMI2", "from": AT + 900, "to": AT + 1800},
]


def test_a_television_says_by_its_agent_that_it_is_one(see: See) -> None:
    found = see(DETECTOR, {"seg": SEGMENTS}, headers=TV)
    assert [seen.value for seen in found] == ["Lumea", "HDMI2"]
    assert see(DETECTOR, {"seg": SEGMENTS}) == []
    assert see(DETECTOR, {"epg": SEGMENTS}, headers=TV) == []
    assert see(DETECTOR, {"timers": SEGMENTS}, headers=TV) == []


def test_an_end_may_be_named_to_and_so_may_a_start(see: See) -> None:
    (one,) = see(DETECTOR, {"box": "b", "zap": [{"lcn": 7, "prog": "Geo", "to": AT, "dur": 60}]})
    assert one.value == "Geo"
    (other,) = see(
        DETECTOR, {"doboz": "b", "zap": [{"csatorna": "Duna", "musor": "Hír", "kezdet": AT, "veg": AT + 60}]}
    )
    assert other.value == "Hír"
