"""Recognises addresses that were signed beforehand: whoever has one may read or write what it names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.needs import Needs
from analysis.payload import Payload
from analysis.records import Confidence, Observation
from analysis.remembered import Remembered
from analysis.units import Detector, Mapped

_CATEGORY: Final = "credential.secret"
# The signature's name, and what stands beside it. Sources: AWS Signature Version 4 and 2, Google Cloud Storage,
# Azure's shared access signatures, CloudFront's signed URLs.
_SIGNED: Final = (
    ("X-Amz-Signature", frozenset({"X-Amz-Expires"})), ("X-Goog-Signature", frozenset({"X-Goog-Expires"})),
    ("sig", frozenset({"sv", "se"})), ("Signature", frozenset({"Key-Pair-Id"})),
    ("Signature", frozenset({"AWSAccessKeyId", "Expires"})), ("Signature", frozenset({"GoogleAccessId", "Expires"})),
)  # fmt: skip
_SHORTEST: Final = 10  # characters; what was taken out is [redacted]
_MAY_BE_SIGNED: Final = Remembered[tuple[str, ...], bool](
    lambda names: any(name in names and beside <= set(names) for name, beside in _SIGNED)
)


def _detect(payload: Payload) -> Iterator[Observation]:
    for group in payload.groups:
        if group.context != "query":
            continue
        for name, beside in _SIGNED:
            leaf = group.members.get(name)
            if leaf is None or not group.members.keys() >= beside:
                continue
            if isinstance(leaf.value, str) and len(leaf.value) >= _SHORTEST:
                yield Observation(
                    category=_CATEGORY, property="x_credential", path=leaf.path, value="(secret)",
                    reasoning="the signature of an address that lets its bearer in; the value is not kept",
                    rule="signed_address.query", confidence=Confidence.LIKELY,
                )  # fmt: skip
                break


DETECTOR: Final = Detector(
    name="signed_address",
    version=1,
    categories={_CATEGORY: Mapped(dpv="pd:Authenticating", tcf="5")},
    rules={
        "signed_address.query": "The signature in the query of a signed address (AWS, Google, Azure, CloudFront)."
    },
    detect=_detect,
    needs=Needs(objects=(_MAY_BE_SIGNED,)),
)
