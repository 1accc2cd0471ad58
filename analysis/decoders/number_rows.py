"""Rows of numbers without a header, separated by commas, semicolons, tabs or blanks: as a matrix.

A file with a name gives it to the rows: ``accelerometer.txt`` says what they are.
"""

from __future__ import annotations

import re
from typing import Final

from analysis.units import Decoder, Opened, Part, Tree

_FIELD: Final = r"-?[0-9]{1,19}+(?:\.[0-9]{1,18}+)?+(?:[eE][+-]?[0-9]{1,2})?+"
_START: Final = re.compile(
    rf"\s{{0,4}}+{_FIELD}(?:[,;\t ]{{1,2}}+{_FIELD}){{1,15}}+\s{{0,2}}\r?\n\s{{0,4}}-?[0-9]".encode()
)
_ROW: Final = re.compile(rf"{_FIELD}(?:[,;\t ]{{1,2}}{_FIELD}){{1,15}}")
_SPLIT: Final = re.compile(r"[,;\t ]{1,2}")
_FILE: Final = re.compile(r"(?:[^/\\]{0,200}[/\\]){0,20}([^/\\.]{1,64})\.[A-Za-z]{3,4}\Z")
_LEAST: Final = 5  # rows
_MOST: Final = 20_000
_LONGEST: Final = 4 << 20


def _open(part: Part, limit: int) -> Opened | None:
    if isinstance(part.data, str) or len(part.data) > min(limit, _LONGEST) or not _START.match(part.data):
        return None
    data = part.data.decode("ascii", "replace")
    lines = data.strip().split("\n", _MOST)
    rows: list[Tree] = []
    width = 0
    for line in lines[:_MOST]:
        row = line.strip()
        if not _ROW.fullmatch(row):
            return None
        numbers: list[Tree] = [
            float(cell) if "." in cell or "e" in cell.lower() else int(cell) for cell in _SPLIT.split(row)
        ]
        width = width or len(numbers)
        if len(numbers) != width:
            return None
        rows.append(numbers)
    if len(rows) < _LEAST or width < 2:
        return None
    file = _FILE.match(part.filename)
    tree: Tree = {file[1]: rows} if file else rows
    return Opened(label="rows", tree=tree, truncated=len(lines) > _MOST)


DECODER = Decoder(name="number_rows", order=47, open=_open, takes="bytes")
