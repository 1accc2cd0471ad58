"""Time that others take is not counted; one's own is."""

from __future__ import annotations

import time

from analysis.processor_time import ProcessorTime


def test_waiting_costs_nothing() -> None:
    budget = ProcessorTime(0.05)
    time.sleep(0.2)
    assert not budget.is_spent()


def test_work_does() -> None:
    budget, begun = ProcessorTime(0.02), time.thread_time()
    assert not budget.is_spent()
    while time.thread_time() - begun < 0.05:
        pass
    assert budget.is_spent()


def test_of_less_than_nothing_all_is_spent() -> None:
    assert ProcessorTime(-1.0).is_spent()
