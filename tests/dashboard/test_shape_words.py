"""The words for shapes, first times and counts: facts with their numbers."""

from __future__ import annotations

import pytest

from analysis.capture_counts import Compared
from analysis.first_causes import Cause
from analysis.upload_shapes import MINUTE, SECOND, Kind, Shape
from dashboard.sentences import plain
from dashboard.shape_words import CAUSES, compared_sentence, duration, rate, shape_sentence, shapes_sentence
from tests.ledger_book import ZONE

FOUR = 3 * 3_600 * SECOND  # 04:00 in the home's zone, on the first day of 1970


def shape(kind: Kind, **changed: object) -> Shape:
    given: dict[str, object] = {
        "kind": kind,
        "start": FOUR,
        "end": FOUR + 40 * SECOND,
        "bytes_out": 320_000,
        "count": 4,
    }
    return Shape(**(given | changed))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (
            shape(Kind.STEADY, rate=64e3, slowest=60e3, fastest=70e3),
            "Steady 64 kbit/s up for 40 s to X: 320 kB, always between 60 kbit/s and 70 kbit/s.",
        ),
        (
            shape(Kind.STEADY, rate=64e3, slowest=64e3, fastest=64e3),
            "Steady 64 kbit/s up for 40 s to X: 320 kB, always at the same rate.",
        ),
        (shape(Kind.BURST, bytes_out=1_800_000, count=1), "1.8 MB up in 40 s to X, over 1 connection."),
        (
            shape(Kind.LARGE, end=FOUR + 40 * MINUTE, bytes_out=2_100_000_000, rate=7e6),
            "2.1 GB up over 40 min to X, 7.0 Mbit/s on average.",
        ),
        (
            shape(Kind.NIGHT, slowest=3.0),
            "320 kB up in the quiet of the night to X, 04:00 to 04:00, while the device made at most 3 connections a "
            "quarter hour.",
        ),
        (
            shape(Kind.BEACON, period=MINUTE, jitter=2 * SECOND, missed=1, count=340),
            "Every 1 min to X, 340 times, 1 beat missed, give or take 2 s.",
        ),
    ],
    ids=lambda item: item.kind.value if isinstance(item, Shape) else "",
)
def test_a_shape_in_words(given: Shape, words: str) -> None:
    assert plain(shape_sentence(given, "X", ZONE)) == words


def test_many_alike_are_one_sentence() -> None:
    alike = [
        shape(Kind.BURST, start=FOUR + n * 3600 * SECOND, end=FOUR + n * 3600 * SECOND + 2 * SECOND)
        for n in range(3)
    ]
    told = plain(shapes_sentence(alike, "X", ZONE))
    assert (
        told
        == "Much in little time, 3 times to X between 04:00 and 06:00: 960 kB up in all, at most 320 kB in 2 s."
    )


def test_every_kind_and_cause_has_words() -> None:
    assert set(CAUSES) == set(Cause)
    for kind in Kind:
        assert "X" in plain(shape_sentence(shape(kind), "X", ZONE))
        assert "X" in plain(shapes_sentence([shape(kind)] * 3, "X", ZONE))


def counted(**changed: int) -> Compared:
    given = {
        "since": 0, "until": 1, "counted_out": 41_200_000, "counted_in": 1, "accounted_out": 41_100_000, "accounted_in": 1,
        "packets": 9, "lost": 0, "open": 2,
    }  # fmt: skip
    return Compared(**(given | changed))


def test_the_comparison_in_words() -> None:
    assert plain(compared_sentence(counted())) == (
        "To check: this box counted 41.2 MB sent by all enrolled devices, and the connections that are known make 41.1 MB. "
        "0 packets were lost."
    )
    missing = plain(compared_sentence(counted(accounted_out=20_000_000)))
    assert missing.endswith(
        " 21 MB belong to no connection yet: 2 connections had not ended, and lost packets belong to none."
    )
    more = plain(compared_sentence(counted(accounted_out=62_000_000)))
    assert more.endswith(
        " The connections make 21 MB more: part of that did not come by where it is counted."
    )
    assert plain(compared_sentence(None)).startswith("In this time this box did not count")


@pytest.mark.parametrize(
    ("micros", "words"),
    [(0, "1 s"), (40 * SECOND, "40 s"), (200 * SECOND, "3 min 20 s"), (MINUTE, "1 min"), (11 * MINUTE + SECOND, "11 min"),
     (120 * MINUTE, "2 h"), (125 * MINUTE, "2 h 5 min")],
)  # fmt: skip
def test_durations(micros: int, words: str) -> None:
    assert duration(micros) == words


@pytest.mark.parametrize(
    ("bits", "words"),
    [(0, "0 bit/s"), (640, "640 bit/s"), (64_000, "64 kbit/s"), (7.2e6, "7.2 Mbit/s"), (2e9, "2.0 Gbit/s")],
)
def test_rates(bits: float, words: str) -> None:
    assert rate(bits) == words
