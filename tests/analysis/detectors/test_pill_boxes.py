"""A box for pills tells what was taken or missed; lockers, printers, feeders and settings of the box do not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.detectors.medical import DETECTOR
from analysis.records import Observation

See = Callable[..., list[Observation]]
BOX = "pilldispenser.example"


@pytest.mark.parametrize(
    ("host", "body"),
    [
        ("locker.example", {"compartment": 14, "status": "opened", "opened_at": "2026-11-20T08:12:00Z"}),
        ("printer.example", {"tray": 2, "status": "opened", "due": False}),
        (BOX, {"slot": 3, "scheduled": "08:00", "volume": 4}),
        (BOX, {"slot": 3, "scheduled": "08:00", "taken": False}),
        (BOX, {"slots": 28, "state": "idle", "battery": 88}),
        (BOX, {"slot": 3, "status": "taken", "price": 12.5}),
        (BOX, {"slot": 3, "status": "taken", "firmware": "2.1"}),
        ("petfeeder.example", {"slot": 2, "scheduled": "08:00", "dispensed": True}),
    ],
)
def test_finds_nothing_in(see: See, host: str, body: object) -> None:
    found = [item for item in see(DETECTOR, body, host=host) if item.value != "false"]
    assert found == []


@pytest.mark.parametrize(
    ("host", "body", "value"),
    [
        (BOX, {"slot": 3, "scheduled": "08:00", "taken_at": "08:12"}, "08:12"),
        (BOX, {"compartment": "WED-AM", "status": "missed"}, "missed"),
        (BOX, {"cell": 1, "due": 1795430000, "taken": True}, "true"),
        ("medikamentenspender.example", {"fach": 2, "geplant": "08:00", "entnommen": "08:14"}, "08:14"),
        ("medicindosett.example", {"fack": "tis", "planerad": "20:00", "tagen": "20:24"}, "20:24"),
        ("hopthuoc.example", {"ngan": 5, "da_uong": True}, "true"),
    ],
)
def test_tells_what_was_taken(see: See, host: str, body: object, value: str) -> None:
    assert [(item.category, item.value) for item in see(DETECTOR, body, host=host)] == [
        ("health.medication", value)
    ]


def test_a_medicine_that_is_named_is_told_once(see: See) -> None:
    body = {"medicament": "Bisoprolol 5 mg", "prevu": "08:00", "pris": "08:10", "oubli": False}
    assert [item.value for item in see(DETECTOR, body, host="pilulier.example")] == ["Bisoprolol 5 mg"]


def test_the_danish_for_a_price_stays_one(see: See) -> None:
    assert see(DETECTOR, {"produkt": "Panodil 500 mg", "pris": 42.5, "dose": "2 stk"}) == []
