"""What of a part and of its whole is counted, so that no datum is in the totals twice.

A picture or a sound in a part, and what is opaque in it, is left to the whole. The whole keeps what it alone shows: media,
and other findings in its body that no part has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

import msgspec

from analysis.open_whole import Whole
from analysis.pipeline import Analysis
from analysis.records import Finding, Transmission

MEDIA: Final = ("audio.", "photo.")
PART_NOTE: Final = "a part of a bigger message: sound, pictures and unread bytes in it are counted with that"
_LEFT_TO_THE_WHOLE: Final = (*MEDIA, "opaque.")

Analyse = Callable[[Transmission], Analysis]


def holds_media(findings: Iterable[Finding]) -> bool:
    """Whether there is a picture, a film or a sound among findings."""
    return any(finding.category.startswith(MEDIA) for finding in findings)


def of_part(analysis: Analysis) -> Analysis:
    """The analysis of a part without what is counted with the whole; it says so."""
    left = [
        index
        for index, finding in enumerate(analysis.event.findings)
        if finding.path.startswith("body") and finding.category.startswith(_LEFT_TO_THE_WHOLE)
    ]
    return _without(analysis, set(left), (PART_NOTE,))


def of_whole(analysis: Analysis, whole: Whole, analyse: Analyse) -> Analysis:
    """The analysis of a whole without what its parts show; each finding says what it was joined from."""
    findings = analysis.event.findings
    known: set[tuple[str, str]] = set()
    if any(finding.path.startswith("body") and not _is_media(finding) for finding in findings):
        for part in whole.parts:
            event = analyse(part).event
            known |= {(item.property, item.value_digest) for item in event.findings if not _is_media(item)}
    left = {
        index
        for index, finding in enumerate(findings)
        if not finding.path.startswith("body") or (finding.property, finding.value_digest) in known
    }
    kept = _without(analysis, left, (*whole.notes,))
    how = f"In a message {'; '.join(whole.notes)}{_places(whole)}."
    told = tuple(
        msgspec.structs.replace(item, reasoning=f"{item.reasoning} {how}") for item in kept.event.findings
    )
    return msgspec.structs.replace(kept, event=msgspec.structs.replace(kept.event, findings=told))


def parts_hold_media(whole: Whole, analyse: Analyse) -> bool:
    """Whether any part shows a picture or a sound by itself; asked where the whole shows none."""
    return any(holds_media(analyse(part).event.findings) for part in whole.parts)


def _is_media(finding: Finding) -> bool:
    return finding.category.startswith(_LEFT_TO_THE_WHOLE)


def _without(analysis: Analysis, left: set[int], notes: tuple[str, ...]) -> Analysis:
    event = analysis.event
    kept = [index for index in range(len(event.findings)) if index not in left]
    return msgspec.structs.replace(
        analysis,
        event=msgspec.structs.replace(
            event,
            findings=tuple(event.findings[index] for index in kept),
            warnings=(*event.warnings, *notes),
        ),
        revealed=tuple(analysis.revealed[index] for index in kept),
    )


def _places(whole: Whole) -> str:
    """Where in a file the parts stand: `` (messages 3, 4, 5 of the file)``; empty for what was captured live."""
    sources = [part.source for part in whole.parts if part.source is not None]
    names = [f"{item.message}" if item.part is None else f"{item.message}.{item.part}" for item in sources]
    shown = ", ".join(names[:8]) + (f" to {names[-1]}" if len(names) > 8 else "")
    return f" (messages {shown} of the file)" if names else ""
