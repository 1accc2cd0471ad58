"""Lines of a time series database (InfluxDB line protocol): measurement, tags, fields and time of each, as one row.

Source: docs.influxdata.com, line protocol reference.
"""

from __future__ import annotations

import re
from typing import Final

from analysis.lazy_patterns import lazy_pattern
from analysis.units import Decoder, Opened, Part, Tree

_START: Final = lazy_pattern(
    rb"(?:#[^\n]{0,200}+\n){0,4}+[A-Za-z_](?:[^\s=,\\]|\\.){0,95}+(?:,(?:[^\s=,\\]|\\.){1,64}+=(?:[^\s,\\]|\\.){1,128}+){0,16}+"
    rb" [A-Za-z_](?:[^\s=,\\]|\\.){0,63}+=[-\"0-9tTfF]"
)
_MAX_LINES: Final = 20_000
_MAX_FIELDS: Final = 64
_LONGEST: Final = 8_192  # characters of a line
_NAME: Final = lazy_pattern(r"(?:[^\s=,\\]|\\.){1,96}")
_PAIR: Final = lazy_pattern(
    r",?((?:[^\s=,\\]|\\.){1,96})=(\"(?:[^\"\\]|\\.){0,1024}\"|(?:[^\s,\"\\]|\\.){1,128})"
)
_NUMBER: Final = lazy_pattern(r"[-+]?[0-9]{1,20}(?:\.[0-9]{0,24})?(?:[eE][-+]?[0-9]{1,3})?")
_WHOLE: Final = lazy_pattern(r"(-?[0-9]{1,19})[iu]")
_TIME: Final = lazy_pattern(r"-?[0-9]{9,20}")
_TRUE, _FALSE = ("t", "T", "true", "True", "TRUE"), ("f", "F", "false", "False", "FALSE")


def _open(part: Part, limit: int) -> Opened | None:
    if isinstance(part.data, str) or len(part.data) > limit or not _START.match(part.data):
        return None
    text = part.data.decode("utf-8", "replace")
    lines = [line for line in text.split("\n", _MAX_LINES) if line.strip() and not line.startswith("#")]
    rows: list[Tree] = []
    sure = False
    for line in lines[:_MAX_LINES]:
        row = _row(line.strip())
        if row is None:
            return None
        sure = sure or "time" in row or len(lines) > 1
        rows.append(row)
    if not rows:
        return None
    return Opened(label="lines", tree=rows, keeps_text=not sure, truncated=len(lines) > _MAX_LINES)


def _row(line: str) -> dict[str, Tree] | None:
    name = _NAME.match(line)
    if name is None or len(line) > _LONGEST:
        return None
    row: dict[str, Tree] = {"measurement": _plain(name[0])}
    at = _tags(line, name.end(), row)
    if line[at : at + 1] != " ":
        return None
    at += 1
    count = 0
    while (
        (found := _PAIR.match(line, at)) is not None
        and count < _MAX_FIELDS
        and (line[at] == ",") == (count > 0)
    ):
        value = _value(found[2])
        if value is None:
            return None
        row[_plain(found[1])] = value
        at, count = found.end(), count + 1
    rest = line[at:].strip()
    if not count or (rest and not _TIME.fullmatch(rest)):
        return None
    if rest:
        row["time"] = int(rest)
    return row


def _tags(line: str, at: int, row: dict[str, Tree]) -> int:
    for _ in range(_MAX_FIELDS):
        if line[at : at + 1] != "," or (found := _PAIR.match(line, at)) is None:
            break
        row[_plain(found[1])] = _plain(found[2])
        at = found.end()
    return at


def _plain(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)


def _value(text: str) -> Tree:
    """A field's value; None for what is none."""
    if text.startswith('"'):
        return _plain(text[1:-1])
    if whole := _WHOLE.fullmatch(text):
        return int(whole[1])
    if _NUMBER.fullmatch(text):
        return float(text)
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    return None


DECODER = Decoder(name="line_protocol", order=48, open=_open, takes="bytes")
