"""JSON (RFC 8259): a whole body, or a text that holds an object or array; of one without an end what stands before it."""

from __future__ import annotations

from typing import Final

from analysis.json_text import is_too_deep, parse_cut_json, parse_json
from analysis.units import Decoder, Opened, Part, Tree

_OPENING: Final = ("{", "[")
_DEEP: Final = 500  # characters; fewer are never nested too deep
_MIN_CUT: Final = 64  # characters of a whole part that ends in the middle


def _open(part: Part, limit: int) -> Opened | None:
    data = part.data
    if isinstance(data, bytes):
        data = data.removeprefix(b"\xef\xbb\xbf")
        head = data[:64].lstrip()[:1].decode("ascii", "replace")
    else:
        head = data[:64].lstrip()[:1]
    declared = part.media_type.endswith(("/json", "+json"))
    if head not in _OPENING and not (declared and head):
        return None
    if len(data) > limit:
        return None
    found, tree = parse_json(data)
    if found:
        return Opened(label="json", tree=tree) if isinstance(tree, dict | list) or declared else None
    return _without_end(data, complete=part.complete)


def _without_end(data: bytes | str, *, complete: bool) -> Opened | None:
    """Senders give up in the middle of an upload, and who records may cut a body short."""
    if len(data) > _DEEP and is_too_deep(data):
        return Opened(label="json", refused="nested too deep to be read as JSON")
    if complete and len(data) < _MIN_CUT:
        return None
    found, tree = parse_cut_json(data)
    if not found or (complete and not _has_members(tree)):
        return None
    return Opened(label="json", tree=tree, ends_early=complete)


def _has_members(tree: Tree) -> bool:
    return bool(tree) and isinstance(tree[0] if isinstance(tree, list) else tree, dict)


DECODER = Decoder(name="json", order=30, open=_open, hint=r"\A\s{0,63}[{\[]")
