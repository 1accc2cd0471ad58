"""The table that a demo prints: device, kind, recipient, how many, and whether it could be read."""

from __future__ import annotations

from collections import Counter
from typing import Final

from analysis.demo.found import Found

KINDS: Final = ("sensor", "audio", "photo", "location", "fitness", "health", "identifier")
HEADER: Final = ("device", "kind", "recipient", "count", "visibility")
_WIDEST: Final = 34  # characters of a cell


def table(found: Found) -> list[str]:
    """Lines of text. Findings count where a rule is certain; a last line says what was left out."""
    shown = Counter(
        (row.device_name, row.category, row.company_name or row.host, str(row.visibility))
        for row in found.rows
        if row.category.partition(".")[0] in KINDS and row.confidence == "certain"
    )
    rows = [(device, kind, to, str(count), how) for (device, kind, to, how), count in sorted(shown.items())]
    rows += [
        (item.device, "(not read)", item.recipient, f"{item.bytes_out:,} bytes", str(item.visibility))
        for item in found.unreadable
    ]
    lines = _aligned([HEADER, *sorted(rows)])
    others = len(found.rows) - sum(shown.values())
    return [*lines, f"and {others} findings that are less certain or of other kinds (device, app use …)"]


def _aligned(rows: list[tuple[str, ...]]) -> list[str]:
    cut = [[cell if len(cell) <= _WIDEST else cell[: _WIDEST - 1] + "…" for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cut, strict=True)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cut
    ]
