"""Messages of FinTS (HBCI), by which programs and apps for banking speak to German banks: segments and their elements.

Source: github.com/raphaelm/python-fints fints/parser.py (read 2026-11-26): segments end in an apostrophe, elements are
parted by ``+``, their parts by ``:``; ``?`` goes before a sign that is meant itself; ``@n@`` before n bytes.
"""

from __future__ import annotations

import re
from typing import Final

from analysis.lazy_patterns import lazy_pattern
from analysis.units import Decoder, Opened, Part, Tree

_START: Final = lazy_pattern(r"HNHBK:1:[0-9]{1,2}\+[0-9]{12}\+")
_TOKEN: Final = lazy_pattern(r"\?(.)|([^?:+@']{1,65536})|([+:'])|@([0-9]{1,7})@|(@)", re.DOTALL)
_SEGMENT: Final = lazy_pattern(r"[A-Z]{2}[A-Z0-9]{2,5}")
_MOST: Final = 2_000  # segments
_PIN: Final = ("HNSHA",)  # the end of a signature, which holds PIN and TAN


def _open(part: Part, limit: int) -> Opened | None:
    data = part.data
    if isinstance(data, str) or len(data) > limit or not data.startswith(b"HNHBK:1:"):
        return None
    text = data.decode("latin-1")
    if _START.match(text) is None:
        return None
    told: dict[str, Tree] = {}
    segments, rest = _segments(text)
    for segment in segments[:_MOST]:  # what is encrypted for the way holds the segments that matter
        if segment[0][0] == "HNVSD" and len(segment) > 1:
            segments += _segments(segment[1][0])[0]
    for segment in segments[:_MOST]:
        code = segment[0][0] if segment and segment[0] else ""
        if not _SEGMENT.fullmatch(code):
            continue
        elements: list[Tree] = [_element(parts, code, at) for at, parts in enumerate(segment[1:])]
        told.setdefault(code, []).append(elements)  # type: ignore[union-attr]
    return (
        Opened(label="fints", tree=told, truncated=len(segments) > _MOST, ends_early=rest) if told else None
    )


def _element(parts: list[str], code: str, at: int) -> Tree:
    if code in _PIN and len(parts) in (1, 2) and at == 2:
        return {"password": parts[0], **({"otp": parts[1]} if len(parts) > 1 and parts[1] else {})}
    return list(parts) if len(parts) > 1 else parts[0]


def _segments(text: str) -> tuple[list[list[list[str]]], bool]:
    """The segments, each its elements, each their parts; and whether the last of them is cut short."""
    segments: list[list[list[str]]] = []
    segment: list[list[str]] = [[""]]
    at = 0
    while at < len(text) and len(segments) <= _MOST:
        found = _TOKEN.match(text, at)
        if found is None:
            break
        at = found.end()
        escaped, plain, mark, size, _ = found.groups()
        if mark == "'":
            segments.append(segment)
            segment = [[""]]
        elif mark == "+":
            segment.append([""])
        elif mark == ":":
            segment[-1].append("")
        elif size is not None:
            segment[-1][-1] += text[at : at + int(size)]
            at += int(size)
        else:
            segment[-1][-1] += escaped or plain or "@"
    return segments, segment != [[""]]


DECODER = Decoder(name="fints", order=24, open=_open, takes="bytes")
