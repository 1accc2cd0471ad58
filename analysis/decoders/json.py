"""JSON (RFC 8259): a whole body, or a text that holds an object or array."""

from __future__ import annotations

import msgspec

from analysis.units import Decoder, Opened, Part, Tree

_OPENING = ("{", "[")


def parse_json(data: bytes | str) -> tuple[bool, Tree]:
    """(True, value), or (False, None) for anything that is not exactly one JSON text."""
    try:
        return True, msgspec.json.decode(data)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return False, None


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
    if not found or not (isinstance(tree, dict | list) or declared):
        return None
    return Opened(label="json", tree=tree)


DECODER = Decoder(name="json", order=30, open=_open, hint=r"\A\s{0,63}[{\[]")
