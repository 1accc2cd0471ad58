"""Lines that begin with the name of a stream and go on with numbers: ``E4_Acc 1788912044.1 12 -3 61``. One matrix each.

Five lines and more, every one of them so, with two numbers or more; lines with a single number are left to others.
"""

from __future__ import annotations

from typing import Final

from analysis.lazy_patterns import lazy_pattern
from analysis.units import Decoder, Opened, Part, Tree

_NUMBER: Final = r"-?[0-9]{1,19}+(?:\.[0-9]{1,18}+)?+(?:[eE][+-]?[0-9]{1,2})?+"
_LINE: Final = lazy_pattern(
    rf"([A-Za-z][A-Za-z0-9_.-]{{1,40}})[ ,;\t]{{1,2}}({_NUMBER}(?:[ ,;\t]{{1,2}}{_NUMBER}){{1,15}})"
)
_START: Final = lazy_pattern(rf"\s{{0,4}}{_LINE.pattern}\s{{0,2}}\n".encode())
_SPLIT: Final = lazy_pattern(r"[ ,;\t]{1,2}")
_LEAST: Final = 5  # lines
_MOST: Final = 20_000
_MOST_STREAMS: Final = 32
_LONGEST: Final = 4 << 20


def _open(part: Part, limit: int) -> Opened | None:
    if isinstance(part.data, str) or len(part.data) > min(limit, _LONGEST) or not _START.match(part.data):
        return None
    lines = part.data.decode("ascii", "replace").strip().split("\n", _MOST)
    streams: dict[str, list[Tree]] = {}
    for line in lines[:_MOST]:
        found = _LINE.fullmatch(line.strip())
        if found is None:
            return None
        numbers: list[Tree] = [
            float(cell) if "." in cell or "e" in cell.lower() else int(cell)
            for cell in _SPLIT.split(found[2])
        ]
        streams.setdefault(found[1], []).append(numbers)
    if len(lines) < _LEAST or len(streams) > _MOST_STREAMS or len(streams) * 2 > len(lines):
        return None
    tree: dict[str, Tree] = dict(streams.items())
    return Opened(label="streams", tree=tree, truncated=len(lines) > _MOST)


DECODER = Decoder(name="tagged_rows", order=51, open=_open, takes="bytes")
