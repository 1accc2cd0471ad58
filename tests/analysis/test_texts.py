"""The long texts of a message are picked out once, and anew for the next message."""

from __future__ import annotations

from datetime import UTC, datetime

from analysis.payload import Leaf, Payload
from analysis.records import Transmission
from analysis.texts import LONG, long_texts

SENT = Transmission(id="0" * 26, flow_id="0" * 26, seen_at=datetime(2026, 1, 1, tzinfo=UTC), writer="test")


def payload(*values: str | int) -> Payload:
    leaves = tuple(
        Leaf(path=f"body:{at}", context="body", name="", names=(), value=value)
        for at, value in enumerate(values)
    )
    return Payload(transmission=SENT, leaves=leaves)


def test_texts_of_a_length_only() -> None:
    one = payload("a" * LONG, "b" * (LONG - 1), 10**40, "c" * 99)
    assert [text for _, text in long_texts(one)] == ["a" * LONG, "c" * 99]
    assert long_texts(one) is long_texts(one)


def test_the_next_message_has_its_own() -> None:
    assert long_texts(payload("a" * LONG))
    assert long_texts(payload("short")) == ()
