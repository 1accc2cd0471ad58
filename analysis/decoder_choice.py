"""Chooses the decoders that a part is offered to: of a text only those whose hint is found in it."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from analysis import registry
from analysis.remembered import Remembered
from analysis.units import HINTED, Decoder

MIN_NESTED: Final = 7  # characters, as of "a=1&b=2"; a shorter text holds nothing worth opening, but for JSON
_ANCHOR: Final = r"\A"
_NEVER: Final = r"(?!)"


@cache
def decoders_of_bytes() -> tuple[Decoder, ...]:
    """Those that open bytes, in their order."""
    return tuple(decoder for decoder in registry.decoders() if decoder.takes != "text")


@cache
def _decoders_of_text() -> tuple[tuple[Decoder, re.Pattern[str]], ...]:
    takers = (decoder for decoder in registry.decoders() if decoder.takes != "bytes")
    return tuple((decoder, re.compile(decoder.hint)) for decoder in takers)


@cache
def _hints() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """One of the two is found in every text that a decoder may open, the first at its start, the second anywhere.

    Most values of a message have nothing of either. Apart, because a search tries what is anchored at every letter.
    """
    hints = [decoder.hint for decoder, _ in _decoders_of_text()]
    at_start = [f"(?:{hint})" for hint in hints if hint.startswith(_ANCHOR)]
    anywhere = [f"(?:{hint})" for hint in hints if not hint.startswith(_ANCHOR)]
    return re.compile("|".join(at_start) or _NEVER), re.compile("|".join(anywhere) or _NEVER)


def _decoders_by_hint(text: str) -> tuple[Decoder, ...]:
    at_start, anywhere = _hints()
    if not at_start.match(text, 0, HINTED) and not anywhere.search(text, 0, HINTED):
        return ()
    return tuple(decoder for decoder, hint in _decoders_of_text() if hint.search(text, 0, HINTED))


# The decoders that may open a text. A device sends the same values again and again: words, versions, names of apps.
MAY_OPEN: Final = Remembered(_decoders_by_hint)


def _may_hold_more(text: str) -> bool:
    return bool(MAY_OPEN[text]) and (len(text) >= MIN_NESTED or text[:1] in ("{", "["))


# Whether a value is worth offering to the decoders at all; nearly none is.
HOLDS_MORE: Final = Remembered(_may_hold_more)
