"""The long texts of one message, picked out once for all detectors that read texts."""

from __future__ import annotations

from typing import Final

from analysis.payload import Leaf, Payload

LONG: Final = 30  # characters
_last: tuple[Payload, tuple[tuple[Leaf, str], ...]] | None = None


def long_texts(payload: Payload) -> tuple[tuple[Leaf, str], ...]:
    """The leaves that hold a text of thirty characters or more, with it; kept for the last payload."""
    global _last
    last = _last
    if last is None or last[0] is not payload:
        found = ((leaf, leaf.value) for leaf in payload.leaves if isinstance(leaf.value, str))
        last = _last = payload, tuple((leaf, text) for leaf, text in found if len(text) >= LONG)
    return last[1]
