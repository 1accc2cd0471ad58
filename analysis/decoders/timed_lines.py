"""Lines of a time (ISO 8601) and numbers without a header: what loggers append to a file and send as it is.

RFC 4180 leaves the header to the sender. Without one only rows beyond doubt are opened: three lines and more, all of as many
cells, each a number or a time, with a time and a number with decimals in each. Lines of numbers alone: ``number_rows``.
"""

from __future__ import annotations

from typing import Final

from analysis.lazy_patterns import lazy_pattern
from analysis.units import Decoder, Opened, Part, Tree

_HINT: Final = r"\A\ufeff?[0-9][-0-9.:TZ+ ]{0,63}+[,;\t|][-0-9.,;\t|:TZ+ eE]{3,4000}+\r?\n[0-9]"
_START: Final = lazy_pattern(_HINT)
_TYPES: Final = frozenset({"", "text/plain", "text/csv", "application/csv", "application/octet-stream"})
_NUMBER: Final = lazy_pattern(r"[+-]?[0-9]{1,18}(?:\.[0-9]{1,24})?(?:[eE][+-]?[0-9]{1,2})?")
_INSTANT: Final = lazy_pattern(r"(?:19|20)[0-9]{2}-[01][0-9]-[0-3][0-9][T ][0-2][0-9]:[0-5][0-9].{0,20}")
_LONGEST: Final = 8 << 20  # characters
_COLUMNS: Final = range(3, 65)
_LEAST_ROWS: Final = 3
_MOST_ROWS: Final = 20_000
_HEAD: Final = 4_096  # characters of the first line


def _open(part: Part, limit: int) -> Opened | None:
    data = part.data
    if part.media_type not in _TYPES or len(data) > min(limit, _LONGEST):
        return None
    text = data.decode("utf-8", "replace") if isinstance(data, bytes) else data
    if _START.match(text) is None:
        return None
    lines = text.removeprefix("\ufeff").splitlines()
    separator = max(",;\t|", key=lines[0][:_HEAD].count)
    width = lines[0].count(separator) + 1
    if width not in _COLUMNS:
        return None
    rows: list[Tree] = []
    for line in lines[:_MOST_ROWS]:
        if line.strip():
            row = _row(line, separator, width)
            if row is None:
                return None
            rows.append(row)
    if len(rows) < _LEAST_ROWS:
        return None
    return Opened(label="rows", tree=rows, truncated=len(lines) > _MOST_ROWS)


def _row(line: str, separator: str, width: int) -> list[Tree] | None:
    """The cells of a line; None where they are not as many, or no numbers, or without a time or a number with decimals."""
    cells = [cell.strip() for cell in line.split(separator)]
    timed = any(map(_INSTANT.fullmatch, cells))
    if len(cells) != width or not timed or not any("." in cell for cell in cells):
        return None
    row: list[Tree] = []
    for cell in cells:
        if _NUMBER.fullmatch(cell):
            row.append(float(cell) if "." in cell or "e" in cell.lower() else int(cell))
        elif cell == "" or _INSTANT.fullmatch(cell):
            row.append(cell)
        else:
            return None
    return row


DECODER = Decoder(name="timed_lines", order=47, open=_open, hint=_HINT)
