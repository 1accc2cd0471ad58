"""Says why a message's body is gone, and what is still known of it."""

from __future__ import annotations

from typing import Final

from analysis.counting import amount
from analysis.kept_messages import KeptMessage
from analysis.records import Visibility
from analysis.wording import N_, tr, trn

LET_GO: Final = N_("it was kept longer, and then let go")
# the reasons that an erasure gives in the journal, where they are English
_ERASED: Final = (
    N_("a secret was found in it"),
    N_("media is kept only until it is analysed"),
    LET_GO,
)


def why_gone(reason: str) -> str:
    """The reason that an erasure gives, "" for none, in the language of now."""
    days = reason.removeprefix("kept for ").removesuffix(" days")
    if days.isdecimal():
        return trn("kept for {n} day", "kept for {n} days", int(days[:4]))
    if reason in _ERASED:
        return tr(reason)
    return reason or tr("it is no longer kept, or never was at hand")


def never_there(kept: KeptMessage) -> bool:
    """Whether no body came to be kept, though there was one: the imported file did not hold it, or it was lost."""
    return kept.event.transmission.visibility is Visibility.BODY_ABSENT


def gone_words(kept: KeptMessage) -> str:
    """Of a message without a body: why that is gone, and what is known of it all the same."""
    sent = kept.event.transmission
    if never_there(kept):
        gone = tr("its body never was at hand")
    else:
        gone = tr(
            "its body ({size}) is gone: {why}", size=amount(sent.body_size or 0), why=why_gone(kept.gone)
        )
    return f"{gone}. {still_known(kept)}"


def still_known(kept: KeptMessage) -> str:
    """What stays of a message whose body is gone."""
    sent, count = kept.event.transmission, len(kept.event.findings)
    findings = trn("{n} finding with its numbers", "{n} findings with their numbers", count)
    if sent.body_sha256 is None:
        return tr("Still known: {findings}.", findings=findings)
    return tr("Still known: its SHA-256 {digest}, {findings}.", digest=sent.body_sha256, findings=findings)
