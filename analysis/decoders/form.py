"""application/x-www-form-urlencoded: a declared body, or a text of ``name=value`` pairs.

Undeclared, there must be two pairs or more, or one whose value is JSON, a long identifier, or an address with a query.
"""

from __future__ import annotations

import re

from analysis.cut_values import LONG, CutText
from analysis.json_text import parse_json
from analysis.lazy_patterns import lazy_pattern
from analysis.query_string import parse_pairs
from analysis.units import Decoder, Opened, Part, Tree

_PAIR = r"[A-Za-z0-9_][\w.\-\[\]$%:]{0,127}=[^&\s{}\"<>]{0,1048576}"
_PAIRS = lazy_pattern(rf"{_PAIR}(?:&{_PAIR}){{1,5000}}\Z")
_JSON_IN_ONE = lazy_pattern(
    r"[A-Za-z_][\w.\-\[\]$]{0,127}=(?:%7[Bb]|%5[Bb])[^&\s{}\"<>=]{2,1000000}(?:%7[Dd]|%5[Dd])\Z"
)
_ADDRESS_IN_ONE = lazy_pattern(
    r"[A-Za-z_][\w.\-\[\]$]{0,127}=https?%3[Aa]%2[Ff]%2[Ff][A-Za-z0-9_.~%*+-]{3,4000}?%3[Ff][A-Za-z0-9_.~%*+-]{3,65000}\Z"
)
_IDENTIFIER_IN_ONE = lazy_pattern(
    r"[A-Za-z_][A-Za-z0-9_.-]{1,40}="
    r"(?:[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}|[0-9A-Fa-f]{16,128})\s{0,2}\Z"
)
_BARE_JSON = lazy_pattern(r"([A-Za-z_][\w.-]{0,40})=\s{0,4}[{\[]", re.ASCII)
_BARE_JSON_B = lazy_pattern(_BARE_JSON.pattern.encode(), re.ASCII)
_HALF_ESCAPE = lazy_pattern(r"%[0-9A-Fa-f]?\Z")
_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\r\n")


def _open(part: Part, limit: int) -> Opened | None:
    declared = part.media_type == "application/x-www-form-urlencoded"
    if (pair := _with_bare_json(part.data)) is not None and len(part.data) <= limit:
        return Opened(label="form", tree={pair[0]: pair[1]}, style="pairs")
    if not declared and (part.media_type not in ("", "text/plain") or len(part.data) > 1 << 20):
        return None
    if len(part.data) > limit:
        return None
    if isinstance(part.data, bytes):
        head = part.data[: 1 << 16]
        if b"=" not in head or head.translate(None, _CONTROLS) != head:
            return None  # declared or not, there are no control characters in a form
        text = part.data.decode("utf-8", "replace") if declared else _plain(part.data)
    else:
        text = part.data
    if "=" not in text or not (declared or _is_form(text)):
        return None
    one = "&" not in text and not declared and _IDENTIFIER_IN_ONE.match(text) is not None
    tree = parse_pairs(text.strip()) if part.complete else _with_cut_end(text.strip())
    return Opened(label="form", tree=tree, style="pairs", keeps_text=one)


def _with_cut_end(text: str) -> dict[str, Tree]:
    """The pairs of a text whose end is missing; the last value is marked."""
    text = _HALF_ESCAPE.sub("", text)
    tree = parse_pairs(text)
    last = next(reversed(tree), "")
    value = tree.get(last)
    if isinstance(value, str) and len(value) >= LONG:
        tree[last] = CutText(value)
    return tree


def _with_bare_json(data: bytes | str) -> tuple[str, str] | None:
    """The name and the JSON behind it (``json={"cells": [ … ]}``), not percent-encoded, whatever the body is declared as."""
    head = _BARE_JSON_B.match(data) if isinstance(data, bytes) else _BARE_JSON.match(data)
    if head is None or len(data) > 1 << 20 or data.rstrip()[-1:] not in ("}", "]", b"}", b"]"):
        return None
    rest = data[head.end() - 1 :]
    if not parse_json(rest)[0]:
        return None
    name = head.group(1)
    return (
        name.decode() if isinstance(name, bytes) else name,
        rest.decode("utf-8", "replace") if isinstance(rest, bytes) else rest,
    )


def _is_form(text: str) -> bool:
    if "&" in text:
        return _PAIRS.match(text) is not None
    return any(one.match(text) for one in (_JSON_IN_ONE, _IDENTIFIER_IN_ONE, _ADDRESS_IN_ONE))


def _plain(data: bytes) -> str:
    try:
        return data.decode("ascii")
    except UnicodeDecodeError:
        return ""


DECODER = Decoder(name="form", order=40, open=_open, hint="=")
