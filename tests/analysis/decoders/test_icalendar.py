"""Calendars open entry by entry; address books and prose stay closed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.icalendar import DECODER
from analysis.units import Part

EVENT = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VTIMEZONE\r\nTZID:Europe/Vienna\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\n"
    "DTSTART;TZID=Europe/Vienna:20260910T160000\r\nSUMMARY:Termin\r\nLOCATION:Marktplatz 4\\, 8010\r\n  Graz\r\n"
    "ATTENDEE;CN=Petra Lang:mailto:p.lang@example.org\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def part(data: str) -> Part:
    return Part(path="body", context="body", names=(), data=data)


def test_an_event_has_its_properties() -> None:
    opened = DECODER.open(part(EVENT), 1 << 20)
    assert opened is not None
    assert opened.tree == {
        "calendar": [
            {
                "dtstart": "20260910T160000", "summary": "Termin", "location": "Marktplatz 4, 8010 Graz",
                "attendee": {"name": "Petra Lang", "email": "p.lang@example.org"},
            }
        ]
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["", "BEGIN:VCARD\r\nFN:A\r\nEND:VCARD\r\n", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "SUMMARY:Termin"],
)
def test_other_texts_stay_closed(text: str) -> None:
    assert DECODER.open(part(text), 1 << 20) is None


@given(st.text(max_size=80))
def test_any_text_opens_or_stays_closed(text: str) -> None:
    opened = DECODER.open(part(EVENT[:60] + text), 1 << 20)
    assert opened is None or opened.label == "icalendar"
