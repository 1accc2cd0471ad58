"""Recognises the crash of a small device by the registers that its processor left: where it stood, and why it failed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.lazy_patterns import lazy_pattern
from analysis.needs import Needs
from analysis.payload import Leaf, Payload
from analysis.readings import text
from analysis.records import Confidence, Observation
from analysis.remembered import Remembered
from analysis.surroundings import surroundings
from analysis.units import Detector, Mapped

_CATEGORY: Final = "diagnostics.crash"
# Of Arm's Cortex-M (the fault status registers), of Xtensa (ESP8266 and ESP32) and of RISC-V, as their panics print them.
_WHERE: Final = frozenset({"pc", "epc1", "epc", "mepc", "sepc", "eip", "rip"})
_REGISTERS: Final = frozenset({
    "lr", "sp", "psr", "xpsr", "cfsr", "hfsr", "dfsr", "mmfar", "bfar", "afsr", "epc2", "epc3", "excvaddr", "depc", "ra",
    "mcause", "mtval", "scause", "r0", "r1", "r2", "r3", "r12", "ps", "a0", "a1", "sar", "exccause",
})  # fmt: skip
_WHY: Final = frozenset({
    "resetreason", "rstreason", "rstcause", "resetcause", "rebootreason", "bootreason", "exccause", "fault", "faulttype",
    "faultreason", "panic", "panicreason", "exception", "assert", "watchdog", "wdt", "cause", "reason", "signal",
    "mcause",
    "cfsr", "hfsr", "crashreason",
})  # fmt: skip
_VALUE: Final = lazy_pattern(r"(?:0x)?[0-9a-fA-F]{6,16}")
_MOST: Final = 64


def _plain(names: tuple[str, ...]) -> dict[str, str]:
    if not 3 <= len(names) <= _MOST:
        return {}
    said = {name.lower().replace("_", "").replace("-", ""): name for name in names}
    found = not _WHERE.isdisjoint(said) and not _REGISTERS.isdisjoint(said) and not _WHY.isdisjoint(said)
    return said if found else {}


LEFT: Final = Remembered(_plain)


def _detect(payload: Payload) -> Iterator[Observation]:
    for group, names in surroundings(payload).shapes:
        said = LEFT[names] if group.context == "body" else {}
        where = next((group.members[said[name]] for name in said if name in _WHERE), None)
        if where is None or not _is_an_address(where):
            continue
        if any(_is_an_address(group.members[said[name]]) for name in said if name in _REGISTERS):
            yield Observation(
                category=_CATEGORY, property="errorInformation", path=where.path, value=text(where.value)[:40],
                reasoning="where a processor stood when it failed, beside its other registers", rule="fault_registers.left",
                confidence=Confidence.LIKELY,
            )  # fmt: skip


def _is_an_address(leaf: Leaf) -> bool:
    if isinstance(leaf.value, bool):
        return False
    if isinstance(leaf.value, int):
        return leaf.value >= 0x10000
    return isinstance(leaf.value, str) and _VALUE.fullmatch(leaf.value[:20]) is not None


DETECTOR: Final = Detector(
    name="fault_registers",
    version=1,
    categories={
        _CATEGORY: Mapped(google="Crash logs", apple="Crash Data", dpv="pd:DeviceBased", tcf="2"),
    },
    rules={
        "fault_registers.left": "The program counter beside another register of a processor and why it was reset or failed.",
    },
    detect=_detect,
    needs=Needs(objects=(LEFT,)),
)  # fmt: skip
