"""References of FHIR to a patient are found; those to staff and firms, and the examples of guides, are not."""

from __future__ import annotations

from typing import Any

import pytest

from analysis.detectors.account_id import DETECTOR
from tests.analysis.detectors.conftest import see as see


@pytest.mark.parametrize(
    "reference",
    ["Patient/example", "Patient/:id", "Patient/1", "Practitioner/pr-118", "Organization/o-4", "Patient/",
     "Patient/00000000", "patient", "https://fhir.example/Patient/?x=1"],
)  # fmt: skip
def test_finds_nothing_in(see: Any, reference: str) -> None:
    assert see(DETECTOR, {"subject": {"reference": reference}}) == []


@pytest.mark.parametrize(
    "reference",
    [
        "Patient/b7719e",
        "https://fhir.example/r4/Patient/88120-7",
        "RelatedPerson/rp-2093",
        "Patient/a1/_history/3",
    ],
)
def test_finds_the_number(see: Any, reference: str) -> None:
    (found,) = see(DETECTOR, {"resourceType": "Observation", "subject": {"reference": reference}})
    assert (found.category, found.value, found.rule) == (
        "identifier.account",
        reference,
        "account_id.patient",
    )
