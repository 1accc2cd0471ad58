"""Parses ``name=value`` pairs of queries and forms, forgivingly and within bounds."""

from __future__ import annotations

from typing import Final
from urllib.parse import unquote_plus

from analysis.remembered import Remembered
from analysis.units import Tree

MAX_FIELDS: Final = 5_000
# A device sends the same addresses, names and versions again and again.
_DECODED: Final[Remembered[str, str]] = Remembered(lambda text: unquote_plus(text, errors="replace"))


def parse_pairs(text: str) -> dict[str, Tree]:
    """Names to values, percent-decoded; a repeated name has the list of its values. Undecodable bytes become U+FFFD."""
    found: dict[str, Tree] = {}
    for pair in text.split("&", MAX_FIELDS)[:MAX_FIELDS]:
        key, _, decoded = pair.partition("=")
        if not key and not decoded:
            continue
        if "%" in pair or "+" in pair:
            key, decoded = _DECODED[key], _DECODED[decoded]
        if key not in found:
            found[key] = decoded
            continue
        earlier = found[key]
        if isinstance(earlier, list):
            earlier.append(decoded)
        else:
            found[key] = [earlier, decoded]
    return found
