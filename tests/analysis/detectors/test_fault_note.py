"""Faults in other forms than a stack in text are found; lessons, toys, colours and healthy starts are not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.detectors.fault_note import DETECTOR
from analysis.records import Observation

See = Callable[..., list[Observation]]


@pytest.mark.parametrize(
    "body",
    [
        {"text": "A thread panicked at its limit: what now? We read about it in this lesson."},
        {"text": "thread 'main' panicked"},
        {"text": "Backtrace: how to read one, step by step, for beginners"},
        {"reset_reason": "Power on"},
        {"reset_reason": 1, "exception": "none"},
        {"type": "crash", "url": "https://toys.example/crash-kart", "age": 6, "price": 19.9},
        [{"type": "deprecation", "url": "https://a.example/", "age": 1, "body": {"id": "x"}}],
        {"stack": ["0xff00aa33", "blue"]},
        {"stack": ["0xff00aa33"]},
        {"colours": ["0xff00aa33", "0x00ff00ff"]},
        {"metaData": {"signal": 11, "exceptionType": 1}},
    ],
)
def test_finds_nothing_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ({"log": "thread 'main' panicked at src/sync.rs:214:37:\ncalled `unwrap()`\n"}, "fault_note.text"),
        ({"log": "Backtrace: 0x400d1a2c:0x3ffb1f70 0x400d2b88:0x3ffb1f90\n"}, "fault_note.text"),
        ({"log": "Guru Meditation Error: Core  0 panic'ed (LoadProhibited)"}, "fault_note.text"),
        (
            {"crashDiagnostics": [{"diagnosticMetaData": {"signal": 11, "osVersion": "17.6"}}]},
            "fault_note.apple",
        ),
        (
            [{"age": 420, "type": "crash", "url": "https://a.example/", "body": {"reason": "oom"}}],
            "fault_note.browser",
        ),
        ({"reset_reason": "Task watchdog got triggered"}, "fault_note.reset"),
        ({"backtrace": ["0x400d1a2c:0x3ffb1f70", "0x400d2b88:0x3ffb1f90"]}, "fault_note.addresses"),
    ],
)
def test_finds(see: See, body: object, rule: str) -> None:
    (found,) = see(DETECTOR, body)
    assert (found.category, found.rule) == ("diagnostics.crash", rule)
