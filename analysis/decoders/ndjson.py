"""Newline-delimited JSON: two or more lines, each an object or array of its own."""

from __future__ import annotations

import msgspec

from analysis.json_text import parse_cut_json
from analysis.units import Decoder, Opened, Part, Tree

_MAX_LINES = 10_000


def _open(part: Part, limit: int) -> Opened | None:
    data = part.data.encode("utf-8", "surrogatepass") if isinstance(part.data, str) else part.data
    data = data.removeprefix(b"\xef\xbb\xbf").strip()
    if data[:1] not in (b"{", b"[") or b"\n" not in data or len(data) > limit:
        return None
    lines = data.split(b"\n", _MAX_LINES)
    rows: list[Tree] = []
    for number, line in enumerate(lines):
        if not line.strip():
            continue
        try:
            row = msgspec.json.decode(line)
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
            if not rows or number < len(lines) - 1 or part.complete:
                return None
            found, row = parse_cut_json(line)  # the sample ends inside a line
            if not found:
                break
        if not isinstance(row, dict | list):
            return None
        rows.append(row)
    return Opened(label="ndjson", tree=rows) if len(rows) >= 2 else None


DECODER = Decoder(name="ndjson", order=31, open=_open, hint=r"\A\s{0,4000}[{\[]")
