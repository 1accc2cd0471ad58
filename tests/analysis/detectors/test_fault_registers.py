"""A program counter beside other registers and a reason is a crash; tables of symbols and handbooks are none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.detectors.fault_registers import DETECTOR
from analysis.records import Observation

See = Callable[..., list[Observation]]


@pytest.mark.parametrize(
    "body",
    [
        {"pc": "0x0800A1F4", "size": 412, "name": "idle"},
        {"pc": "0x0800A1F4", "lr": "0x08003C11", "name": "idle"},
        {"pc": "program counter", "lr": "link register", "reason": "why it was reset"},
        {"pc": 12, "lr": 9, "reset_reason": 7},
        {"pc": True, "lr": "0x08003C11", "reset_reason": 7},
        {"lr": "0x08003C11", "sp": "0x20001000", "reset_reason": 7},
        {"pc": "0x0800A1F4", "lr": "none", "reset_reason": 7},
    ],
)
def test_finds_nothing_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ({"pc": "0x0800A1F4", "lr": "0x08003C11", "reset_reason": 7}, "0x0800A1F4"),
        ({"EPC1": "0x40201abc", "EXCVADDR": "0x00000010", "rst_cause": 2}, "0x40201abc"),
        ({"crash": {"mepc": 1073874496, "mtval": 1073874000, "mcause": 5}}, "1073874496"),
    ],
)
def test_finds(see: See, body: object, value: str) -> None:
    (seen,) = see(DETECTOR, body)
    assert (seen.category, seen.value) == ("diagnostics.crash", value)
