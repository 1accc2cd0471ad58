"""Says in lines what ``leakledger verify`` checked: how much, what was erased and why, and what could not be checked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from analysis.counting import counted

if TYPE_CHECKING:
    from analysis.evidence.verify import Report


def lines(report: Report) -> Iterator[str]:
    """The lines of a report, without its faults."""
    yield (
        f"{counted(report.records, 'record')} of {counted(report.writers, 'writer')} checked in"
        f" {counted(report.segments, 'segment')}; {counted(report.contents, 'content')} and"
        f" {counted(report.bodies, 'body', 'bodies')} are at hand"
    )
    if report.erased or report.erased_bodies:
        yield (
            f"Erased on record: {counted(report.erased, 'content')} and"
            f" {counted(report.erased_bodies, 'body', 'bodies')}"
        )
        for why, count in report.reasons.items():
            yield f"  {count}: {why}"
    if report.older_bodies:
        yield (
            f"{counted(report.older_bodies, 'body', 'bodies')} cannot be checked: an earlier version kept no hash of"
            " what it stored of them"
        )
    if report.waiting:
        yield (
            f"{counted(report.waiting, 'body', 'bodies')} without a record: being written now, left by a crash, or put"
            " there by somebody; no evidence rests on them"
        )
    if report.packet_segments or report.packet_segments_gone:
        gone = "".join(
            f", {count} gone {_gone(why)}" for why, count in sorted(report.packet_segments_gone.items())
        )
        yield f"{counted(report.packet_segments, 'segment')} of kept packets as they were journalled{gone}"
    if not report.compared:
        yield "There is no ledger to compare with: a journal that was removed whole, or cut off at its end, would not show."
    yield from report.notes
    for writer, head in sorted(report.heads.items()):
        yield f"  {writer} ends at {head}"


def _gone(why: str) -> str:
    """Why a segment went, after "gone"."""
    return f"by {why}" if why in ("age", "size") else f"because {why}"
