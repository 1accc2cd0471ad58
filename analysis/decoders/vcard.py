"""vCards (RFC 6350, and the older 2.1 and 3.0): an address book entry as fields."""

from __future__ import annotations

import quopri
import re
from typing import Final

from analysis.lazy_patterns import lazy_pattern
from analysis.units import Decoder, Opened, Part, Tree

_MAX_TEXT: Final = 4 << 20  # characters
_MAX_LINES: Final = 50_000
_HINT: Final = r"\A[\ufeff\s]{0,64}[Bb][Ee][Gg][Ii][Nn]:[Vv][Cc][Aa][Rr][Dd]\s"
_START: Final = lazy_pattern(_HINT)
_FOLD: Final = lazy_pattern(r"\r?\n[ \t]")
_SOFT: Final = lazy_pattern(r"=\r?\n")
_LINE: Final = lazy_pattern(
    r"(?:[\w-]{1,64}\.)?([A-Za-z][\w-]{0,63})((?:;[^:;\n]{0,500}){0,20}):(.*)\Z", re.DOTALL
)
_ESCAPE: Final = lazy_pattern(r"\\([\\,;:nN])")
_NO_DATA: Final = frozenset({"version", "prodid", "end"})


def _open(part: Part, limit: int) -> Opened | None:
    text = part.data
    if not isinstance(text, str) or len(text) > min(limit, _MAX_TEXT) or not _START.match(text):
        return None
    if "QUOTED-PRINTABLE" in text.upper():
        text = _SOFT.sub("", text)
    cards: list[dict[str, Tree]] = []
    for line in _FOLD.sub("", text).split("\n", _MAX_LINES)[:_MAX_LINES]:
        found = _LINE.match(line.strip())
        if found is None:
            continue
        name = found[1].lower()
        if name == "begin":
            cards.append({})
        elif cards and name not in _NO_DATA:
            _add(cards[-1], name, _value(found[2], found[3]))
    full: list[Tree] = [card for card in cards if card]
    return Opened(label="vcard", tree={"vcard": full}) if full else None


def _value(parameters: str, value: str) -> str:
    if "QUOTED-PRINTABLE" in parameters.upper():
        value = quopri.decodestring(value.encode("utf-8", "replace")).decode("utf-8", "replace")
    return _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)


def _add(card: dict[str, Tree], name: str, value: str) -> None:
    earlier = card.get(name)
    if earlier is None:
        card[name] = value
    elif isinstance(earlier, list):
        earlier.append(value)
    else:
        card[name] = [earlier, value]


DECODER = Decoder(name="vcard", order=44, open=_open, takes="text", hint=_HINT)
