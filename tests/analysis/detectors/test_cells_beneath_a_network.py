"""Cells in one text beneath a network, in hexadecimal numbers, and in the line of a tracker; cells of sheets are none."""

from __future__ import annotations

import pytest

from analysis.cell_numbers import cell_number
from analysis.detectors.radio_scan import DETECTOR


@pytest.mark.parametrize(
    "body",
    [
        {"cells": "4711,27447297,-91|4711,27447301,-97", "sheet": 3},
        {"mcc": 5, "mnc": 1, "cells": "4711,27447297,-91"},
        {"mcc": 262, "mnc": 1, "cells": "27,2B1F3A1,88|27,2B1F3A4,93"},
        {"mcc": 262, "mnc": 1, "cells": "4711,27447297,-9"},
        {"mcc": 262, "mnc": 1, "rows": "4711,27447297,-91|total"},
        {"line": "SPIEL7,3,262,02,4711,12345,-9,72"},
        {"line": "X,262,02,4711,27447297,-91.5"},
    ],
)
def test_no_cells(see, body: object) -> None:  # type: ignore[no-untyped-def]
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"mcc": "262", "mnc": "02", "cells": "4A1F,01C7B209,-71|4A20,01C77E31,-93"},
         "262-2-18975-29864457, 262-2-18976-29851185"),
        ({"op": {"mcc": 208, "mnc": 10}, "bts": "12041,77123841,-88"}, "208-10-12041-77123841"),
        ({"n": {"mcc": 260, "mnc": 2}, "liste": "1:21204,8841223,-79"}, "260-2-21204-8841223"),
        ({"mcc": "234", "mnc": "15", "lac": "3a1c", "ci": "00a4f1c2", "rssi": -79}, "234-15-14876-10809794"),
        ({"line": "$DOG7,3,LBS,262,02,4711,27447297,-91,72,F"}, "262-2-4711-27447297"),
    ],
)  # fmt: skip
def test_cells(see, body: object, expected: str) -> None:  # type: ignore[no-untyped-def]
    assert [one.value for one in see(DETECTOR, body)] == [expected]


def test_addresses_under_letters_in_a_list_named_so(see) -> None:  # type: ignore[no-untyped-def]
    rows = [{"b": "d46e0e12ab91", "s": -61}, {"b": "0c806377103e", "s": -70}]
    assert [one.property for one in see(DETECTOR, {"aps": rows})] == ["x_wifiScan"]
    assert see(DETECTOR, {"parts": rows}) == []


def test_a_beacon_of_a_template(see) -> None:  # type: ignore[no-untyped-def]
    assert (
        see(DETECTOR, {"beacon": {"uuid": "00000000-0000-0000-0000-000000000000", "major": 0, "minor": 0}})
        == []
    )


@pytest.mark.parametrize(
    ("value", "part", "expected"),
    [("3A1C", "area", 0x3A1C), ("01C7B209", "cell", 0x1C7B209), ("4711", "area", 4711), ("0262", "mcc", 262),
     ("2b", "mnc", None), ("x", "cell", None), (True, "area", None), (4.5, "area", None)],
)  # fmt: skip
def test_cell_numbers(value: object, part: str, expected: int | None) -> None:
    assert cell_number(value, part) == expected  # type: ignore[arg-type]
