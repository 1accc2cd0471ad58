"""Counters in sentences: no zero without what it is a zero of, no loss without what it means."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.status import Status
from analysis.wording import using
from dashboard.counted_words import counted_sentences
from dashboard.phrases import plain

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
COUNTERS = {  # as the parts of leakledger name them
    "proxy": (
        "recorded", "dropped_bodies", "dropped_bytes", "not_recorded_messages", "not_recorded_connection_records",
        "not_encoded", "queued", "held_bytes",
    ),
    "analyst": ("analysed", "failed", "lag", "not_readable_bodies"), "supervisor": ("restarts",),
    "notices": ("sent",), "dashboard": (),
    "sniffer": ("packets", "packets_lost", "waiting"),
}  # fmt: skip


def said(name: str, **counters: int) -> list[str]:
    """What is said where as much waits as the part itself says."""
    status = Status(name=name, pid=1, started_at=NOW, updated_at=NOW, counters=counters)
    return [plain(one) for one in counted_sentences(status, counters.get("lag", 0))]


@pytest.mark.parametrize(
    ("name", "counters", "sentences"),
    [
        ("proxy", {"recorded": 1}, ["It wrote 1 record of messages and connections; nothing was lost."]),
        ("proxy-1", {"recorded": 1_200}, ["It wrote 1,200 records of messages and connections; nothing was lost."]),
        ("analyst", {"analysed": 1, "lag": 0, "failed": 0}, ["It looked into 1 message, and has caught up."]),
        ("analyst", {"analysed": 2, "lag": 0}, ["It looked into 2 messages, and has caught up."]),
        ("supervisor", {"restarts": 0}, ["It watches over the other parts; none had to be started again."]),
        ("supervisor", {"restarts": 1}, ["1 time a part ended by itself and had to be started again."]),
        ("notices", {"sent": 1}, ["It sent 1 notice."]),
        ("notices", {}, ["There was nothing to send since it started."]),
        ("dashboard", {}, ["It shows these pages."]),
        ("sniffer", {"packets": 3}, ["What it saw, and what it lost, is told below."]),
        ("newer", {"things_seen": 3, "things_lost": 0}, ["things seen: 3"]),
    ],
)  # fmt: skip
def test_what_was_done(name: str, counters: dict[str, int], sentences: list[str]) -> None:
    assert said(name, **counters) == sentences


@pytest.mark.parametrize(
    ("name", "counter", "words"),
    [
        ("proxy", "dropped_bodies", "Of {n} messages the content is lost"),
        ("proxy", "not_recorded_messages", "{n} messages are missing altogether"),
        ("proxy", "not_recorded_connection_records", "{n} notes on connections are missing"),
        ("proxy", "not_encoded", "{n} messages are missing because of an error of this program"),
        ("analyst", "not_readable_bodies", "Of {n} messages the content could not be read"),
        ("proxy", "queued", "{n} more wait in memory"),
        ("analyst", "failed", "{n} records could not be read"),
        ("analyst", "lag", "{n} records still wait to be looked into"),
    ],
)
@pytest.mark.parametrize("done", [0, 93])
def test_every_loss_is_said_and_nothing_claims_the_opposite(
    name: str, counter: str, words: str, done: int
) -> None:
    found = said(name, **{counter: 7, "recorded": done, "analysed": done})
    assert any(words.format(n=7) in sentence for sentence in found)
    if counter not in ("queued", "failed"):
        assert not any("nothing was lost" in sentence or "caught up" in sentence for sentence in found)


def test_with_nothing_done_no_loss_is_denied() -> None:
    assert said("proxy", recorded=0, dropped_bodies=0) == [
        "Nothing has come through it since it started, so there was nothing to write down."
    ]
    assert said("analyst", analysed=0, failed=0, lag=0) == [
        "No message has come since it started, so there was nothing to look into."
    ]
    assert "nothing to write down" not in " ".join(said("proxy", recorded=0, not_recorded_messages=2))
    assert "nothing to look into" not in " ".join(said("analyst", analysed=0, failed=2))


@pytest.mark.parametrize("done", [0, 26])
def test_what_waits_now_counts_and_not_what_the_analyst_said_last(done: int) -> None:
    status = Status(
        name="analyst",
        pid=1,
        started_at=NOW,
        updated_at=NOW,
        counters={"analysed": done, "failed": 0, "lag": 0},
    )
    found = " ".join(plain(one) for one in counted_sentences(status, 6))
    assert "6 records still wait to be looked into" in found
    unknown = " ".join(plain(one) for one in counted_sentences(status, None))
    for claim in ("caught up", "nothing to look into"):
        assert claim not in found
        assert claim not in unknown


@given(st.sampled_from(sorted(COUNTERS)), st.data())
def test_a_counter_is_never_shown_by_its_own_name_and_a_zero_never_as_a_figure(
    name: str, data: st.DataObject
) -> None:
    counters = data.draw(st.fixed_dictionaries({one: st.integers(0, 3_000) for one in COUNTERS[name]}))
    for language in ("en", "de"):
        with using(language):
            found = " ".join(said(name, **counters))
        assert found
        assert "_" not in found
        assert not re.search(r"(?<![\d.,])0(?![\d.,])(?! bytes?| Bytes?)", found)
