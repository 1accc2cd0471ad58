"""What ``verify`` says never counts as erased on record what is not, and names what it could not check."""

from __future__ import annotations

from analysis.evidence.verify import Report
from analysis.evidence.verify_words import lines


def test_the_lines_of_a_report() -> None:
    report = Report(
        writers=1, segments=1, records=1, contents=1, bodies=2000, erased_bodies=1, older_bodies=1, waiting=2,
        reasons={"kept for 7 days": 1}, heads={"w": "1:ab"}, notes=["the ledger could not be compared"],
    )  # fmt: skip
    assert [line.partition(":")[0] for line in lines(report)] == [
        "1 record of 1 writer checked in 1 segment; 1 content and 2,000 bodies are at hand",
        "Erased on record",
        "  1",
        "1 body cannot be checked",
        "2 bodies without a record",
        "There is no ledger to compare with",
        "the ledger could not be compared",
        "  w ends at 1",
    ]


def test_an_ordinary_report_is_short() -> None:
    assert list(lines(Report(compared=True))) == [
        "0 records of 0 writers checked in 0 segments; 0 contents and 0 bodies are at hand"
    ]
