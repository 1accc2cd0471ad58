"""What all detectors of a person's privacy choices give alike."""

from __future__ import annotations

from typing import Final

from analysis.records import Confidence, Observation
from analysis.units import Mapped

CHOICE: Final = "consent_state.choice"
MAPPED: Final = Mapped(dpv="pd:PrivacyPreference", tcf="11")


def chosen(path: str, value: str, rule: str, why: str) -> Observation:
    """A choice that stands at a path, by what is named around it."""
    return Observation(
        category=CHOICE, property="consentState", path=path, value=value, reasoning=why, rule=rule,
        confidence=Confidence.LIKELY,
    )  # fmt: skip
