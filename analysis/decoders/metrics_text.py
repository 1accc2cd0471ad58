"""Metrics as text (Prometheus exposition format, OpenMetrics): name, labels and value of each, as one row.

Source: prometheus.io/docs/instrumenting/exposition_formats.
"""

from __future__ import annotations

from typing import Final

from analysis.lazy_patterns import lazy_pattern
from analysis.units import Decoder, Opened, Part, Tree

_START: Final = lazy_pattern(
    rb"# (?:HELP|TYPE|UNIT) [a-zA-Z_:]|[a-zA-Z_:][a-zA-Z0-9_:]{2,100}+\{[^}\n]{1,400}+\} [-+0-9.NI]"
)
_LINE: Final = lazy_pattern(
    r"([a-zA-Z_:][a-zA-Z0-9_:]{0,199})(?:\{([^\n]{0,2000})\})?[ \t]{1,4}"
    r"([-+]?[0-9.eE+-]{1,32}|NaN|[+-]?Inf)(?:[ \t]{1,4}([0-9.-]{1,20}))?\s{0,2}"
)
_LABEL: Final = lazy_pattern(
    r"\s{0,2}([a-zA-Z_][a-zA-Z0-9_]{0,63})=\"((?:[^\"\\\n]|\\.){0,400})\"\s{0,2}(?:,|\Z)"
)
_MAX_LINES: Final = 20_000
_MAX_LABELS: Final = 32


def _open(part: Part, limit: int) -> Opened | None:
    if isinstance(part.data, str) or len(part.data) > limit or not _START.match(part.data):
        return None
    text = part.data.decode("utf-8", "replace")
    lines = [line for line in text.split("\n", _MAX_LINES) if line.strip() and not line.startswith("#")]
    rows: list[Tree] = []
    for line in lines[:_MAX_LINES]:
        row = _row(line)
        if row is None:
            return None
        rows.append(row)
    return Opened(label="metrics", tree=rows, truncated=len(lines) > _MAX_LINES) if rows else None


def _row(line: str) -> Tree:
    found = _LINE.fullmatch(line)
    if found is None:
        return None
    row: dict[str, Tree] = {"__name__": found[1]}
    labels, at = found[2] or "", 0
    while at < len(labels) and len(row) <= _MAX_LABELS:
        label = _LABEL.match(labels, at)
        if label is None:
            return None
        row.setdefault(label[1], label[2])
        at = label.end()
    try:
        value = float(found[3])
    except ValueError:
        return None
    if value == value and abs(value) != float("inf"):
        row["value"] = value
    if found[4]:
        row["time"] = found[4]
    return row


DECODER = Decoder(name="metrics_text", order=49, open=_open, takes="bytes")
