"""What an event says of a body that stands in a damaged file of the journal, until that file is brought back."""

from __future__ import annotations

from typing import Final

import msgspec

from analysis.pipeline import Analysis
from analysis.records import Event, Visibility

UNREAD: Final = (
    "what was sent could not be read: the file of the journal in which it stands is damaged;"
    " 'leakledger doctor' and 'leakledger verify' say which"
)


def of_unread(analysis: Analysis) -> Analysis:
    """The analysis of a message without its body, which says why."""
    event = analysis.event
    sent = msgspec.structs.replace(event.transmission, visibility=Visibility.BODY_ABSENT)
    told = msgspec.structs.replace(event, transmission=sent, warnings=(*event.warnings, UNREAD))
    return msgspec.structs.replace(analysis, event=told)


def was_unread(event: Event) -> bool:
    """Whether it was made without a body that may be at hand again."""
    return UNREAD in event.warnings
