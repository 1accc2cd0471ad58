"""Rows of numbers without a header, separated by commas, semicolons, tabs or blanks: as a matrix.

A file with a name gives it to the rows: ``accelerometer.txt`` says what they are. A named file may begin with a time and a
rate, as those of Empatica's wristbands do (``info.txt`` of their sessions); then one column is enough.
"""

from __future__ import annotations

from typing import Final

from analysis.lazy_patterns import lazy_pattern
from analysis.units import Decoder, Opened, Part, Tree

_FIELD: Final = r"-?[0-9]{1,19}+(?:\.[0-9]{1,18}+)?+(?:[eE][+-]?[0-9]{1,2})?+"
_START: Final = lazy_pattern(
    rf"\s{{0,4}}+{_FIELD}(?:[,;\t ]{{1,2}}+{_FIELD}){{1,15}}+\s{{0,2}}\r?\n\s{{0,4}}-?[0-9]".encode()
)
_ROW: Final = lazy_pattern(rf"{_FIELD}(?:[,;\t ]{{1,2}}{_FIELD}){{0,15}}")
_SPLIT: Final = lazy_pattern(r"[,;\t ]{1,2}")
_FILE: Final = lazy_pattern(r"(?:[^/\\]{0,200}[/\\]){0,20}([^/\\.]{1,64})\.[A-Za-z]{3,4}\Z")
# Empatica's form: in its first row when the session began, in the second the rate in Hz, in each column alike.
_BEGINS: Final = lazy_pattern(
    rb"(1[0-9]{9}(?:\.[0-9]{1,9})?)(?:, ?\1){0,3}\r?\n([0-9]{1,4}(?:\.[0-9]{1,9})?)(?:, ?\2){0,3}\r?\n"
)
_LEAST: Final = 5  # rows
_MOST: Final = 20_000
_LONGEST: Final = 4 << 20


def _open(part: Part, limit: int) -> Opened | None:
    if isinstance(part.data, str) or len(part.data) > min(limit, _LONGEST):
        return None
    file = _FILE.match(part.filename)
    begins = _BEGINS.match(part.data, 0, 200) if file is not None else None
    if begins is None and not _START.match(part.data):
        return None
    data = part.data[begins.end() if begins else 0 :].decode("ascii", "replace")
    lines = data.strip().split("\n", _MOST)
    rows = _rows(lines[:_MOST], least=1 if begins else 2)
    if rows is None:
        return None
    tree: Tree = {file[1]: rows} if file else rows
    if begins and file:
        tree = {file[1]: rows, "sample_rate_hz": float(begins[2]), "start_time": float(begins[1])}
    return Opened(label="rows", tree=tree, truncated=len(lines) > _MOST)


def _rows(lines: list[str], least: int) -> list[Tree] | None:
    """The numbers of five lines and more, all with as many, and with ``least`` or more; those of one each as they are."""
    rows: list[Tree] = []
    width = 0
    for line in lines:
        row = line.strip()
        if not _ROW.fullmatch(row):
            return None
        numbers: list[Tree] = [
            float(cell) if "." in cell or "e" in cell.lower() else int(cell) for cell in _SPLIT.split(row)
        ]
        width = width or len(numbers)
        if len(numbers) != width:
            return None
        rows.append(numbers if width > 1 else numbers[0])
    return rows if len(rows) >= _LEAST and width >= least else None


DECODER = Decoder(name="number_rows", order=47, open=_open, takes="bytes")
