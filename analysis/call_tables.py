"""Finds logs of calls in tables whose columns are named once: ``{"fields": ["number", …], "rows": [["+47…", …]]}``."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.contact_rows import KIND_OF_ROW, Entry
from analysis.named_rows import may_hold_tables, named_rows
from analysis.surroundings import Surroundings


def calls_in_tables(place: Surroundings) -> Iterator[tuple[str, list[str]]]:
    """The path of each such table, with the numbers in it: one that no shorter number of a line or a track could be."""
    for table in named_rows(place) if may_hold_tables(place) else ():
        names = tuple(table.columns)
        if KIND_OF_ROW[names] != "calls":
            continue
        rows = [Entry() for _ in next(iter(table.columns.values()))]
        for name, column in table.columns.items():
            for row, leaf in zip(rows, column, strict=True):
                row.take(leaf, (name,))
        numbers = [row.phone for row in rows if row.phone and row.call and not row.shop]
        whole = [told for told in numbers if told[0] in "+0" and sum(map(str.isdecimal, told)) >= 9]
        if whole and len(numbers) * 2 > len(rows):
            yield table.path, list(dict.fromkeys(numbers))
