"""Parses ``name=value`` pairs of queries and forms, forgivingly and within bounds."""

from __future__ import annotations

from typing import Final
from urllib.parse import unquote_plus

from analysis.units import Tree

MAX_FIELDS: Final = 5_000


def parse_pairs(text: str) -> dict[str, Tree]:
    """Names to values, percent-decoded; a repeated name has the list of its values. Undecodable bytes become U+FFFD."""
    found: dict[str, Tree] = {}
    for pair in text.split("&", MAX_FIELDS)[:MAX_FIELDS]:
        name, _, value = pair.partition("=")
        if not name and not value:
            continue
        key, decoded = unquote_plus(name, errors="replace"), unquote_plus(value, errors="replace")
        earlier = found.get(key)
        if key not in found:
            found[key] = decoded
        elif isinstance(earlier, list):
            earlier.append(decoded)
        else:
            found[key] = [earlier, decoded]
    return found
