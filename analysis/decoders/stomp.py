"""STOMP frames (1.0 to 1.2, stomp.github.io): a command, header lines, an empty line, the body, and a zero byte."""

from __future__ import annotations

from typing import Final

from analysis.lazy_patterns import lazy_pattern
from analysis.units import Decoder, Opened, OpenedPart, Part, Tree

_COMMANDS: Final = r"(?:CONNECT|STOMP|SEND|SUBSCRIBE|MESSAGE)"
_HINT: Final = rf"\A\s{{0,8}}{_COMMANDS}\r?\n[\w.-]{{1,64}}:"
_FRAME: Final = lazy_pattern(
    rf"\s{{0,8}}({_COMMANDS})\r?\n((?:[^\r\n:\x00]{{1,200}}:[^\r\n\x00]{{0,4000}}\r?\n){{1,64}})\r?\n"
)
_ESCAPES: Final = (("\\n", "\n"), ("\\c", ":"), ("\\r", "\r"), ("\\\\", "\\"))


def _open(part: Part, limit: int) -> Opened | None:
    data = part.data
    if len(data) > limit:
        return None
    text = data if isinstance(data, str) else data.decode("utf-8", "replace")
    frame = _FRAME.match(text)
    if frame is None:
        return None
    body, end, _ = text[frame.end() :].partition("\0")
    if not end and part.complete and not isinstance(data, str):
        return None
    headers: dict[str, Tree] = {"command": frame[1]}
    for line in frame[2].splitlines():
        name, _, value = line.partition(":")
        headers.setdefault(name, _unescaped(value))
    media_type = str(headers.get("content-type", "")).partition(";")[0].strip().lower()
    inside = (OpenedPart(data=body, step="body", name="body", media_type=media_type),) if body else ()
    return Opened(label="stomp", parts=inside, tree=headers, style="pairs")


def _unescaped(value: str) -> str:
    for escaped, plain in _ESCAPES:
        value = value.replace(escaped, plain)
    return value


DECODER = Decoder(name="stomp", order=35, open=_open, hint=_HINT)
