"""The words for what a certificate says and what it is worth, and for the ground on which a nameless recipient is known."""

from __future__ import annotations

import pytest

from analysis.attribution_records import Attribution, Evidence
from analysis.recipient_words import certificate_words, ground_words, recipient_words
from analysis.records import Certificate


@pytest.mark.parametrize(
    ("certificate", "words"),
    [
        (
            Certificate(names=("a.example",), vouched=True),
            "its certificate is for a.example; a known authority vouches for it",
        ),
        (
            Certificate(organisation="Acme"),
            "its certificate has no name; issued to Acme; no known authority vouches for it",
        ),
        (
            Certificate(names=tuple(f"{number}.example" for number in range(8)), more=3),
            "its certificate is for 0.example, 1.example, 2.example, 3.example, 4.example, 5.example and 5 more;"
            " no known authority vouches for it",
        ),
    ],
    ids=["vouched for", "without a name", "many names"],
)
def test_what_a_certificate_says(certificate: Certificate, words: str) -> None:
    assert certificate_words(certificate) == words


@pytest.mark.parametrize(
    "evidence", [None, Evidence.SNI, Evidence.HOST_HEADER, Evidence.DNS_ANSWER, Evidence.CNAME]
)
def test_of_what_has_a_name_nothing_is_added(evidence: Evidence | None) -> None:
    found = Attribution(evidence=evidence, matched="a.example", certainty="certain", reason="why")
    assert recipient_words(found, None) == ()
    assert ground_words(evidence or "", "a.example", "certain") == ""


def test_the_ground_its_certainty_and_the_reason() -> None:
    found = Attribution(
        evidence=Evidence.ADDRESS_RANGE, matched="8.8.0.0/16", certainty="uncertain", reason="why"
    )
    assert recipient_words(found, None) == ("known by the range of its address, 8.8.0.0/16: uncertain", "why")
    several = Attribution(evidence=Evidence.CERTIFICATE, certainty="uncertain")
    certificate = Certificate(names=("a.example",), vouched=True)
    assert recipient_words(several, certificate) == (
        certificate_words(certificate),
        "known by its certificate: uncertain",
    )
