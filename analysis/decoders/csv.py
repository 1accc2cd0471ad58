"""Tables of comma-separated values (RFC 4180) with a header: one object for each row.

A declared table (text/csv, text/tab-separated-values, a file named .csv or .tsv) needs its header and one row. Anything else
must be a table beyond doubt: two rows and more, each with as many cells as the header has names, and a column of numbers.
Where the table is a file with a name, its rows stand under that name: ``Accelerometer.csv`` says what ``x`` is.
"""

from __future__ import annotations

import csv
import re
from typing import Final

from analysis.lazy_patterns import lazy_pattern
from analysis.units import Decoder, Opened, Part, Tree

_HINT: Final = r"\A\ufeff?[\"A-Za-z_][^\n,;\t|]{0,63}+[,;\t|][^\n]{0,4000}+\n"
_START: Final = lazy_pattern(_HINT)
_START_OF_BYTES: Final = lazy_pattern(rb"\A(?:\xef\xbb\xbf)?[\"A-Za-z_][^\n,;\t|]{0,63}+[,;\t|]")
_DECLARED_START: Final = lazy_pattern(
    rb"\A(?:\xef\xbb\xbf)?[\"A-Za-z_\x80-\xf4][^\n,;\t|]{0,63}+[,;\t|]"
)  # of any script
_DECLARED: Final = frozenset(
    {"text/csv", "application/csv", "text/tab-separated-values", "text/comma-separated-values"}
)
_TYPES: Final = _DECLARED | {"", "text/plain", "application/octet-stream", "application/vnd.ms-excel"}
_NAME: Final = lazy_pattern(r"[^\W\d][\w .()\[\]/%\u00b0\u00b2\u00b5\u03bc^:#-]{0,63}|\"")
_NUMBER: Final = lazy_pattern(r"-?(?:0|[1-9][0-9]{0,18})(?:\.[0-9]{1,24})?(?:[eE][+-]?[0-9]{1,2})?")
_COMMA: Final = lazy_pattern(r"-?(?:0|[1-9][0-9]{0,11}),[0-9]{1,12}")
_FILE: Final = lazy_pattern(r"(?:[^/\\]{0,200}[/\\]){0,20}([^/\\.]{1,64})\.[A-Za-z]{3,4}\Z")
_LONGEST: Final = 8 << 20  # characters
_MOST_COLUMNS: Final = 64
_MOST_ROWS: Final = 20_000
_MOST_BEFORE: Final = 8  # lines of a declared table that may stand before its header
_HEADER: Final = 4_096  # characters of the first line


def _open(part: Part, limit: int) -> Opened | None:
    declared = part.media_type in _DECLARED or part.filename[-4:].lower() in (".csv", ".tsv")
    text = _text(part, min(limit, _LONGEST), declared)
    rows, complete = _table(text)
    before: list[str] = []
    while declared and not (rows and _is_header(rows[0])) and text and len(before) < _MOST_BEFORE:
        head, _, text = text.partition("\n")
        before.append(head[:_HEADER])
        rows, complete = _table(text)
    if len(rows) < (2 if declared else 3):
        return None
    if not part.complete and not complete:
        rows = rows[:-1]
    header, table = [name.strip() for name in rows[0]], rows[1:]
    if not _is_header(header):
        return None
    if "," not in text.partition("\n")[0]:
        table = [[_with_point(cell) for cell in row] for row in table]
    numeric = [all(_NUMBER.fullmatch(row[at]) for row in table) for at in range(len(header))]
    if not table or not (declared or (any(numeric) and _are_names(header))):
        return None
    records: list[Tree] = [
        {name: _value(row[at]) if numeric[at] else row[at] for at, name in enumerate(header) if row[at] != ""}
        for row in table
    ]
    file = _FILE.match(part.filename)
    tree: Tree = {file[1]: records} if file else records
    if said := _pairs(before):
        tree = {**said, file[1] if file else "rows": records}
    return Opened(label="csv", tree=tree, truncated=len(rows) > _MOST_ROWS)


def _table(text: str) -> tuple[list[list[str]], bool]:
    """Every row of a table that begins here, and whether the last was whole; none where there is no table."""
    end = text.find("\n", 0, _HEADER)
    if end < 3:
        return [], True
    separator = max(",;\t|", key=text[:end].count)
    columns = text.count(separator, 0, end) + 1
    return _rows(text, separator, columns) if 2 <= columns <= _MOST_COLUMNS else ([], True)


def _pairs(lines: list[str]) -> dict[str, Tree]:
    """What lines before the header say as ``name=value`` (WiGLE), or as ``# name: value``."""
    pieces = [piece for line in lines for piece in line.lstrip("# ").split(",", _MOST_COLUMNS)]
    pairs = (re.fullmatch(r"([A-Za-z][\w .-]{0,40})[=:]\s{0,2}(.{1,120})", piece.strip()) for piece in pieces)
    return {pair[1]: pair[2] for pair in pairs if pair is not None}


def _text(part: Part, limit: int, declared: bool) -> str:
    """The table as text with single line ends; ``""`` where there can be none."""
    data = part.data
    if len(data) > limit or not (declared or part.media_type in _TYPES):
        return ""
    if isinstance(data, bytes):
        if not (_DECLARED_START if declared else _START_OF_BYTES).match(data) or (
            not declared and data.count(b"\n", 0, 1 << 20) < 2
        ):
            return ""
        data = data.decode("utf-8", "ignore" if not part.complete else "replace")
    elif not _START.match(data) or data.count("\n") < 2 - declared:
        return ""
    return data.removeprefix("\ufeff").replace("\r\n", "\n")


def _rows(text: str, separator: str, columns: int) -> tuple[list[list[str]], bool]:
    """Every row, or none where one has another number of cells; and whether the last was whole."""
    rows: list[list[str]] = []
    whole = text.endswith("\n")
    try:
        for row in csv.reader(text.splitlines(), delimiter=separator, skipinitialspace=True):
            if not row:
                continue
            if len(row) != columns:
                last = not whole and len(row) < columns
                return (rows, True) if last and len(rows) > 2 else ([], True)
            rows.append(row)
            if len(rows) > _MOST_ROWS:
                break
    except csv.Error:
        return [], True
    return rows, whole


def _is_header(cells: list[str]) -> bool:
    names = [cell.strip() for cell in cells]
    return len(set(names)) == len(names) and all(map(_NAME.fullmatch, names))


def _are_names(header: list[str]) -> bool:
    """Names of columns, not the words of a sentence: each of three words at most, with its brackets closed."""
    return all(len(name.split()) <= 4 and name.count("(") == name.count(")") for name in header)


def _with_point(cell: str) -> str:
    """A number as English writes it: most of Europe writes ``21,4``, and parts the columns by something else."""
    return cell.replace(",", ".") if _COMMA.fullmatch(cell) else cell


def _value(cell: str) -> int | float:
    return int(cell) if cell.lstrip("-").isdigit() else float(cell)


DECODER = Decoder(name="csv", order=46, open=_open, hint=_HINT)
