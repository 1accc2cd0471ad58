"""Finds of whom a record of health is: the reference to a patient that resources of FHIR hold (HL7 FHIR R4, Reference).

``{"subject": {"reference": "Patient/b7719e"}}``, in JSON and in XML, relative or as a whole address. The number of a patient
in one register; guides write ``Patient/example`` and rules ``Patient/:id``, which have no digit.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.identifier_shapes import is_placeholder
from analysis.lazy_patterns import lazy_pattern
from analysis.named_fields import FieldTable, named_in
from analysis.payload import Leaf, Payload

REFERENCES: Final = FieldTable(dict.fromkeys((
    "subject.reference", "patient.reference", "individual.reference", "beneficiary.reference", "member.reference",
    "for.reference", "subscriber.reference", "source.reference", "performer.reference", "author.reference",
    "informant.reference", "asserter.reference", "recorder.reference", "requester.reference",
), "reference"))  # fmt: skip
_LONGEST: Final = 256
_PATIENT: Final = lazy_pattern(
    r"(?:https?://[^\s?#]{1,160}/)?(?:Patient|RelatedPerson|Person)/([A-Za-z0-9.-]{1,64})(?:/_history/[\w.-]{1,32})?"
)
_SHOWN: Final = frozenset(
    {"1", "123", "0", "12345", "f001", "pat1", "pat2"}
)  # in the standard's own examples


def referred_patients(payload: Payload) -> Iterator[Leaf]:
    """The references to a patient, or to somebody of the family, by a number."""
    seen = set[str]()
    for leaf, _, value in named_in(payload, REFERENCES):
        if leaf.context != "body" or len(value) > _LONGEST or value in seen:
            continue
        found = _PATIENT.fullmatch(value)
        if found is None or not any(map(str.isdecimal, found[1])):
            continue
        if found[1] not in _SHOWN and not is_placeholder(found[1]):
            seen.add(value)
            yield leaf
