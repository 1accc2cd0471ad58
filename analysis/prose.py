"""Tells what a person may have written from what programs write: statuses, codes, addresses, markup."""

from __future__ import annotations

import re
from typing import Final

from analysis.identifier_shapes import is_placeholder
from analysis.lazy_patterns import lazy_pattern

_STATUS: Final = frozenset({
    "ok", "success", "error", "failed", "true", "false", "null", "none", "pending", "done", "sent", "received", "accepted",
    "text", "html", "message", "default", "unknown", "yes", "no", "hello", "ping", "pong", "connected", "start", "stop",
})  # fmt: skip
_PROSE: Final = lazy_pattern(r"[^\W\d_]|[\u2600-\u27bf\U0001f300-\U0001faff]")
_MACHINE: Final = lazy_pattern(
    r"\s{0,4}(?:[{\[<]|-----BEGIN (?!PGP SIGNED)|https?://\S{1,2000}\s{0,4}\Z|(?:select|query|mutation|function)\b)",
    re.IGNORECASE,
)


def is_prose(value: str) -> bool:
    """Something a person may have written: letters or signs of emotion, and no status, address, code, key or identifier."""
    head = value[:512].strip()
    if (
        not head
        or head.lower() in _STATUS
        or not _PROSE.search(head)
        or (" " not in head and is_placeholder(head))
    ):
        return False
    if " " not in head and (
        len(head) > 24 or any(letter.isdigit() for letter in head) or "_" in head or "." in head[:-1]
    ):
        return False
    return not _MACHINE.match(head) or head[:1] == "<"


_WITHOUT_SPACES: Final = lazy_pattern(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u9fff\uac00-\ud7a3]")
_LEAST_LETTERS: Final = 8


def is_sentence(value: str) -> bool:
    """Three words and more of prose, or eight letters of a script that does not part its words."""
    if not is_prose(value):
        return False
    head = value[:512]
    return head.count(" ") >= 2 or len(_WITHOUT_SPACES.findall(head)) >= _LEAST_LETTERS
