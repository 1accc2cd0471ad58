"""Links that a phone can open are found where they are answered; what a program will ask for is the same for all."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.detectors.app_list import DETECTOR
from analysis.link_schemes import schemes_of
from analysis.records import Observation

See = Callable[..., list[Observation]]


@pytest.mark.parametrize(
    "body",
    [
        {"schemes": ["tg://", "fb://", "waze://"]},
        {"LSApplicationQueriesSchemes": ["tg", "fb", "waze"]},
        {"schemes": "tg://,fb://,waze://"},
        {
            "rows": [
                {"s": "tg://", "enabled": True},
                {"s": "fb://", "enabled": True},
                {"s": "wa://", "enabled": False},
            ]
        },
        {"schemes": "http://,https://,ftp://", "ok": "1,1,0"},
        {"schemes": ["tg", "fb", "waze"], "supported": [1, 1, 0]},
        {"schemes": ["tg", "fb", "waze"], "weights": [4, 1, 3]},
        {"s": "tg://", "ok": True},
        {"links": "https://a.example,https://b.example,https://c.example", "ok": "101"},
        {"schemes": ["tg", "fb", "waze"], "can": [0, 0, 0]},
    ],
)
def test_finds_nothing_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    "body",
    [
        {"sch": "tg://,fb://,waze://", "inst": "1,0,1"},
        {"sch": "tg://|fb://|waze://", "inst": "101"},
        {"schemes": ["tg", "fb", "waze"], "found": [True, False, True]},
        {"schemes": ["tg://", "fb://", "waze://"], "found": "yes no yes"},
        {"probe": [{"s": "tg://", "ok": 1}, {"s": "fb://", "ok": 0}, {"s": "waze://", "ok": 1}]},
    ],
)
def test_finds_what_can_be_opened(see: See, body: object) -> None:
    (found,) = see(DETECTOR, body)
    assert (found.category, found.rule) == ("app_list.installed", "app_list.schemes")
    assert found.value == "2 link schemes\ntg\nwaze"


def test_a_list_without_answers_is_enough_where_it_is_named_for_what_can_be_opened(see: See) -> None:
    (found,) = see(DETECTOR, {"can_open": "tg://,fb://,waze://"})
    assert found.value == "3 link schemes\ntg\nfb\nwaze"


def test_schemes_of_nearly_a_whole_list() -> None:
    assert schemes_of(["tg://", "fb", "waze:"]) == ["tg", "fb", "waze"]
    assert schemes_of(["tg", "http", "https", "fb"]) == []
    assert schemes_of(["tg", "fb", "waze", "Not one", "nor this"]) == []
    assert schemes_of([]) == []
