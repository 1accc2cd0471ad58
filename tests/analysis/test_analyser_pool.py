"""Many messages on all cores give what one core gives, in the same order, whatever fails in between."""

from __future__ import annotations

import gc
import json
import os
import signal
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from analysis import catalogue
from analysis.analyser_pool import CHUNK, WORTH_IT, AnalyserPool, WorkerLost, limit_memory
from analysis.pipeline import Analyser, Analysis
from analysis.records import Flow, Transmission

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
KNOWN = catalogue.load()
MANY = WORTH_IT + 5 * CHUNK + 7


def sent(number: int) -> Transmission:
    data = json.dumps(
        {"latitude": 52.2 + number / 1e4, "longitude": 10.5, "email": f"a{number}@home.example"}
    ).encode()
    return Transmission(
        id=f"{number:026d}", flow_id="f", seen_at=NOON + timedelta(seconds=number), writer="w", method="POST",
        host="graph.facebook.com", port=443, path="/x", body=data, body_size=len(data),
        request_headers=(("Content-Type", "application/json"),),
    )  # fmt: skip


def encoded(outcome: object) -> bytes:
    assert isinstance(outcome, Analysis), outcome
    return msgspec.json.encode(outcome)


@pytest.mark.parametrize("count", [0, 1, WORTH_IT - 1, WORTH_IT, MANY])
def test_the_same_as_one_core_in_the_same_order(count: int) -> None:
    messages = [sent(number) for number in range(count)]
    with AnalyserPool(Analyser(KNOWN), workers=2) as pool:
        found = list(pool.analysed(messages))
    assert [item.id for item, _ in found] == [message.id for message in messages]
    alone = Analyser(KNOWN)
    assert [encoded(outcome) for _, outcome in found] == [
        encoded(alone.analyse(message)) for message in messages
    ]


def test_what_is_no_message_passes_through_at_its_place() -> None:
    flow = Flow(flow_id="f", opened_at=NOON, writer="w")
    items: list[object] = []
    for number in range(MANY):
        items += [sent(number), "mark"] if number % 50 == 0 else [sent(number)]
    items += [flow, "end"]
    with AnalyserPool(Analyser(KNOWN), workers=2) as pool:
        found = list(pool.analysed(items))
    assert [item for item, _ in found] == items
    assert all((outcome is None) == (not isinstance(item, Transmission)) for item, outcome in found)


def test_an_error_of_the_source_comes_after_all_that_was_read_before_it() -> None:
    def items() -> Iterator[Transmission]:
        yield from (sent(number) for number in range(MANY))
        raise ValueError("the file ends here")

    seen: list[Transmission] = []
    with AnalyserPool(Analyser(KNOWN), workers=2) as pool, pytest.raises(ValueError, match="ends here"):
        seen.extend(item for item, _ in pool.analysed(items()))
    assert len(seen) == MANY


def test_a_message_that_cannot_be_analysed_is_an_error_at_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Analyser.analyse

    def analyse(self: Analyser, transmission: Transmission) -> Analysis:
        if transmission.id.endswith("77"):
            raise RecursionError
        return whole(self, transmission)

    monkeypatch.setattr(Analyser, "analyse", analyse)
    with AnalyserPool(Analyser(KNOWN), workers=2) as pool:
        failed = [
            item.id
            for item, outcome in pool.analysed(map(sent, range(MANY)))
            if isinstance(outcome, Exception)
        ]
    assert failed == [f"{number:026d}" for number in range(MANY) if number % 100 == 77]


def test_a_lost_worker_is_said_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    parent = os.getpid()

    def analyse(_self: Analyser, _sent: Transmission) -> Analysis:
        if os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
        raise ValueError

    monkeypatch.setattr(Analyser, "analyse", analyse)
    with (
        AnalyserPool(Analyser(KNOWN), workers=2) as pool,
        pytest.raises(WorkerLost, match="ended from outside"),
    ):
        list(pool.analysed(map(sent, range(MANY))))


def collecting(_: Analyser) -> tuple[bool, int]:
    """How a worker looks for cycles: whether by itself, and after how many objects."""
    return gc.isenabled(), gc.get_threshold()[0]


def test_a_worker_looks_for_cycles_less_often_but_does() -> None:
    before = collecting(Analyser(KNOWN))
    with AnalyserPool(Analyser(KNOWN), workers=2) as pool:
        found = pool.begin(collecting)()
    assert found[0]
    assert 2 * before[1] < found[1] <= 100_000
    assert collecting(Analyser(KNOWN)) == before  # this process goes on as it did


def test_memory_has_a_limit_that_is_never_raised() -> None:
    """In a process of its own, because a limit cannot be taken back."""
    child = os.fork()
    if child == 0:
        try:
            limit_memory(3 << 30)
            limit_memory(4 << 30)
            bytearray(3 << 30)
        except MemoryError:
            os._exit(7)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
