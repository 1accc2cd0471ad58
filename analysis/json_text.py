"""Parses one JSON text, for all decoders that look into one."""

from __future__ import annotations

import msgspec

from analysis.units import Tree


def parse_json(data: bytes | str) -> tuple[bool, Tree]:
    """(True, value), or (False, None) for anything that is not exactly one JSON text."""
    try:
        return True, msgspec.json.decode(data)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return False, None
