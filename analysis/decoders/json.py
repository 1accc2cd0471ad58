"""JSON (RFC 8259): a whole body, or a text that holds an object or array."""

from __future__ import annotations

from analysis.json_text import parse_json
from analysis.units import Decoder, Opened, Part

_OPENING = ("{", "[")


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
