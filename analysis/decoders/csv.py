"""Tables of comma-separated values (RFC 4180) with a header: one object for each row.

A declared table (text/csv, text/tab-separated-values, a file named .csv or .tsv) needs its header and one row. Anything else
must be a table beyond doubt: two rows and more, each with as many cells as the header has names, and a column of numbers.
Where the table is a file with a name, its rows stand under that name: ``Accelerometer.csv`` says what ``x`` is.
"""

from __future__ import annotations

import csv
import re
from typing import Final

from analysis.units import Decoder, Opened, Part, Tree

_HINT: Final = r"\A\ufeff?[\"A-Za-z_][^\n,;\t|]{0,63}+[,;\t|][^\n]{0,4000}+\n"
_START: Final = re.compile(_HINT)
_START_OF_BYTES: Final = re.compile(rb"\A(?:\xef\xbb\xbf)?[\"A-Za-z_][^\n,;\t|]{0,63}+[,;\t|]")
_DECLARED: Final = frozenset(
    {"text/csv", "application/csv", "text/tab-separated-values", "text/comma-separated-values"}
)
_TYPES: Final = _DECLARED | {"", "text/plain", "application/octet-stream", "application/vnd.ms-excel"}
_NAME: Final = re.compile(r"[^\W\d][\w .()\[\]/%\u00b0\u00b2\u00b5\u03bc^:#-]{0,63}|\"")
_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,18})(?:\.[0-9]{1,24})?(?:[eE][+-]?[0-9]{1,2})?")
_FILE: Final = re.compile(r"(?:[^/\\]{0,200}[/\\]){0,20}([^/\\.]{1,64})\.[A-Za-z]{3,4}\Z")
_LONGEST: Final = 8 << 20  # characters
_MOST_COLUMNS: Final = 64
_MOST_ROWS: Final = 20_000
_HEADER: Final = 4_096  # characters of the first line


def _open(part: Part, limit: int) -> Opened | None:
    declared = part.media_type in _DECLARED or part.filename[-4:].lower() in (".csv", ".tsv")
    text = _text(part, min(limit, _LONGEST), declared)
    end = text.find("\n", 0, _HEADER)
    if end < 3:
        return None
    separator = max(",;\t|", key=text[:end].count)
    columns = text.count(separator, 0, end) + 1
    if not 2 <= columns <= _MOST_COLUMNS:
        return None
    rows, complete = _rows(text, separator, columns)
    if not rows or (not declared and len(rows) < 3) or len(rows) < 2:
        return None
    if not part.complete and not complete:
        rows = rows[:-1]
    header, table = [name.strip() for name in rows[0]], rows[1:]
    if len(set(header)) != len(header) or not all(map(_NAME.fullmatch, header)):
        return None
    numeric = [all(_NUMBER.fullmatch(row[at]) for row in table) for at in range(columns)]
    if not table or not (declared or (any(numeric) and _are_names(header))):
        return None
    records: list[Tree] = [
        {name: _value(row[at]) if numeric[at] else row[at] for at, name in enumerate(header) if row[at] != ""}
        for row in table
    ]
    file = _FILE.match(part.filename)
    tree: Tree = {file[1]: records} if file else records
    return Opened(label="csv", tree=tree, truncated=len(rows) > _MOST_ROWS)


def _text(part: Part, limit: int, declared: bool) -> str:
    """The table as text with single line ends; ``""`` where there can be none."""
    data = part.data
    if len(data) > limit or not (declared or part.media_type in _TYPES):
        return ""
    if isinstance(data, bytes):
        if not _START_OF_BYTES.match(data) or (not declared and data.count(b"\n", 0, 1 << 20) < 2):
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


def _are_names(header: list[str]) -> bool:
    """Names of columns, not the words of a sentence: each of three words at most, with its brackets closed."""
    return all(len(name.split()) <= 4 and name.count("(") == name.count(")") for name in header)


def _value(cell: str) -> int | float:
    return int(cell) if cell.lstrip("-").isdigit() else float(cell)


DECODER = Decoder(name="csv", order=46, open=_open, hint=_HINT)
