"""The words for what a device sent and got within the house: it is shown, and it is nobody's outside."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.flow_reasons import TO_THIS_BOX
from analysis.local_traffic import Local
from dashboard.phrases import Sentence, joined, phrase, phrase_n
from dashboard.sentences import amount


def local_sentence(found: Iterable[Local]) -> Sentence:
    """What stayed in the house; () where nothing did."""
    told = [
        phrase_n(
            "**{sent}** up to this box in {n} connection (its resolver, its pages, the proxy where nothing came of it).",
            "**{sent}** up to this box in {n} connections (its resolver, its pages, the proxy where nothing came of it).",
            one.connections, sent=amount(one.bytes_out),
        )
        if one.place == TO_THIS_BOX
        else phrase_n(
            "**{sent}** up to other machines of the house, or to all of them, in {n} connection.",
            "**{sent}** up to other machines of the house, or to all of them, in {n} connections.",
            one.connections, sent=amount(one.bytes_out),
        )
        for one in found
    ]  # fmt: skip
    return joined(phrase("Stayed in the house, and is in no total here:"), *told) if told else ()
