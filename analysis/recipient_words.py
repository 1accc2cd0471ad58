"""Says in words on what ground the recipient of a connection is known that named nobody: its certificate, its address."""

from __future__ import annotations

from typing import Final

from analysis.attribution_records import Attribution, Evidence
from analysis.counting import and_more
from analysis.records import Certificate
from analysis.wording import tr

_SHOWN: Final = 6  # names of one certificate
_FOR_THE_NAMELESS: Final = frozenset({Evidence.CERTIFICATE, Evidence.ADDRESS_RANGE})


def certificate_words(certificate: Certificate) -> str:
    """What a certificate says, and what that is worth: ``its certificate is for a.example and 3 more; …``."""
    shown = certificate.names[:_SHOWN]
    more = len(certificate.names) - len(shown) + certificate.more
    listed = and_more(shown, more)
    parts = (
        [tr("its certificate is for {names}", names=listed)] if shown else [tr("its certificate has no name")]
    )
    if certificate.organisation:
        parts.append(tr("issued to {organisation}", organisation=certificate.organisation))
    parts.append(
        tr("a known authority vouches for it")
        if certificate.vouched
        else tr("no known authority vouches for it")
    )
    return "; ".join(parts)


def recipient_words(found: Attribution, certificate: Certificate | None) -> tuple[str, ...]:
    """What ``scan`` adds to the reason of a connection: what its certificate says, and what its recipient is known by."""
    said = () if certificate is None else (certificate_words(certificate),)
    if found.evidence not in _FOR_THE_NAMELESS:
        return said
    by = ground_words(found.evidence.value, found.matched, found.certainty or "")
    return (*said, *(part for part in (by, found.reason) if part))


def ground_words(evidence: str, matched: str, certainty: str) -> str:
    """On what evidence a nameless connection is somebody's, or might be; "" for one that has a name."""
    sure = tr("certain") if certainty == "certain" else tr("uncertain")
    if evidence == Evidence.CERTIFICATE:
        ground = tr("known by its certificate")
    elif evidence == Evidence.ADDRESS_RANGE:
        ground = tr("known by the range of its address")
    else:
        return ""
    if not matched:
        return tr("{ground}: {sure}", ground=ground, sure=sure)
    return tr("{ground}, {matched}: {sure}", ground=ground, matched=matched, sure=sure)
