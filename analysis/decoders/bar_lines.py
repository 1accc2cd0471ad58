"""Lines of a name, a bar and a value (``mac|02:15:…``), as programs for games and pagers send them in one packet.

Source: packets of ENet in public code (a number of four bytes, the lines, a zero byte); number and zero may be missing.
"""

from __future__ import annotations

from typing import Final

from analysis.lazy_patterns import lazy_pattern
from analysis.units import Decoder, Opened, Part, Tree

_LINE: Final = lazy_pattern(r"([A-Za-z_][A-Za-z0-9_.]{0,47})\|([^|\x00-\x08\x0e-\x1f]{0,1000})")
_OF_TWO_WORDS: Final = lazy_pattern(r"_|[a-z][A-Z]")
_LEAST: Final = 5  # lines
_LEAST_BARE: Final = 7  # without a number before them
_LONGEST: Final = 1 << 16
_MOST_KINDS: Final = 64  # the number before the lines is the kind of packet


def _open(part: Part, limit: int) -> Opened | None:
    data = part.data
    if isinstance(data, str) or not 16 <= len(data) <= min(limit, _LONGEST) or not part.complete:
        return None
    numbered = 0 < data[0] < _MOST_KINDS and data[1:4] == b"\0\0\0"
    if b"|" not in data[4 if numbered else 0 :][:48]:
        return None
    try:
        text = data[4 if numbered else 0 :].rstrip(b"\0").decode()
    except UnicodeDecodeError:
        return None
    lines = text.strip("\r\n").split("\n")
    if len(lines) < (_LEAST if numbered else _LEAST_BARE):
        return None
    tree: dict[str, Tree] = {}
    for line in lines:
        found = _LINE.fullmatch(line.rstrip("\r"))
        if found is None or found[1] in tree:
            return None
        tree[found[1]] = found[2]
    if not numbered and not any(map(_OF_TWO_WORDS.search, tree)):
        return None  # two columns of a table rather than fields
    return Opened(label="bar_lines", tree=tree, style="pairs")


DECODER = Decoder(name="bar_lines", order=29, open=_open, takes="bytes")
