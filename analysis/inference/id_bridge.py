"""Who is behind an advertising ID, from an e-mail address or telephone number sent to the same company."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.inferences import Drawn, Evidence, Inference, Level, Source

_PERSON: Final = ("identifier.email", "identifier.phone")
_HASHED: Final = (
    "x_hashedEmail",
    "x_hashedPhone",
)  # hashes of a device's identifiers are no bridge to a person


def _infer(evidence: Evidence) -> Iterator[Drawn]:
    advertising = evidence.today(evidence.of("identifier.advertising"))
    personal = [item for category in _PERSON for item in evidence.today(evidence.of(category))]
    personal += evidence.today(evidence.of("identifier.hashed", *_HASHED))
    if advertising and personal:
        rests_on = sorted((*advertising, *personal), key=lambda item: (item.seen_at, item.id))
        words = {"when": evidence.when(rests_on), "personal": str(len({item.digest for item in personal}))}
        yield Drawn(level=Level.VALUE, rests_on=rests_on, words=words, n=len(rests_on))


INFERENCE: Final = Inference(
    name="id_bridge",
    title="Who is behind the advertising ID",
    needs={
        "identifier.advertising": "the advertising ID",
        "identifier.email": "an e-mail address",
        "identifier.phone": "a telephone number",
        "identifier.hashed": "a hash of one of them",
    },
    condition="At least one advertising ID and one e-mail address, a telephone number or a hash of one, from "
    "one device on one day.",
    says="This data could let the recipient infer whose advertising ID it is: from the same device it "
    "got the ID and {personal} e-mail addresses, telephone numbers or hashes of them, at {when}.",
    counted="personal",
    says_one="This data could let the recipient infer whose advertising ID it is: from the same device it "
    "got the ID and an e-mail address, a telephone number or a hash of one, at {when}.",
    cap=Level.VALUE,
    otherwise=(
        "The e-mail address or number is of another person (a friend who was invited, a shop).",
        "The device is shared.",
    ),
    remedy=(
        "Delete the advertising ID (Android: Settings, Privacy, Ads; iOS: forbid tracking).",
        "Use another e-mail address for each service.",
    ),
    sources=(
        Source(
            text="SDKs bridge resettable identifiers with lasting ones (52 SDKs, 9,976 apps).",
            where="arXiv 2503.15238",
            basis="P",
        ),
    ),
    infer=_infer,
)
