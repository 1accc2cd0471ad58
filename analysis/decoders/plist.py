"""Apple's property lists as XML: the values themselves instead of a tree of ``<key>`` and ``<string>``."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from xml.parsers.expat import ExpatError

from analysis.lazy_patterns import lazy_pattern
from analysis.units import Decoder, Opened, Part, Tree

_MAX_SIZE: Final = 8 << 20  # bytes
_MAX_TAGS: Final = 200_000
_MAX_NESTING: Final = 110  # the walk over the values stops before this and says so
_MAX_BITS: Final = 64  # of an integer; a longer one is kept as hexadecimal text
_HINT: Final = r"\A[\ufeff\s]{0,64}<(?:\?xml[\s\S]{0,1000}?<plist[\s>]|!DOCTYPE plist|plist[\s>])"
_START: Final = lazy_pattern(_HINT)
_DECLARATION: Final = lazy_pattern(r"\A[\ufeff\s]{0,64}<\?xml[^>]{0,200}\?>")
_DECLARES: Final = lazy_pattern(rb"<!(?:DOCTYPE[^>]{0,1000}\[|ENTITY|ATTLIST|ELEMENT)")
_FIRST: Final = frozenset(b"<\xef \t\r\n")
_ERRORS: Final = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    OverflowError,
    RecursionError,
    ExpatError,
)


def _open(part: Part, limit: int) -> Opened | None:
    data = part.data
    if not 8 <= len(data) <= min(limit, _MAX_SIZE):
        return None
    if isinstance(data, str):
        if not _START.match(data):
            return None
        data = _DECLARATION.sub("", data).strip("\ufeff \t\r\n").encode("utf-8", "replace")
    elif data[0] not in _FIRST or not _START.match(data[:2048].decode("utf-8", "replace")):
        return None
    if data.count(b"<") > _MAX_TAGS or _DECLARES.search(data):
        return None
    try:
        import plistlib  # slow to load, and few values are one

        found = plistlib.loads(data, fmt=plistlib.FMT_XML)
    except _ERRORS:
        return None
    if not isinstance(found, dict | list):
        return None
    return Opened(label="plist", tree=_tree(found, 0))


def _tree(value: object, nesting: int) -> Tree:
    """The value in the types of a tree: dates as ISO 8601 in UTC; ``<data>`` stays bytes, to be opened further."""
    if nesting > _MAX_NESTING:
        return None
    if isinstance(value, dict):
        return {str(key): _tree(item, nesting + 1) for key, item in value.items()}
    if isinstance(value, list):
        return [_tree(item, nesting + 1) for item in value]
    if isinstance(value, datetime):
        return f"{value.isoformat()}Z"
    if isinstance(value, int) and not isinstance(value, bool) and value.bit_length() > _MAX_BITS:
        return hex(value)
    return value if isinstance(value, str | int | float | bytes) else None


DECODER = Decoder(name="plist", order=36, open=_open, hint=_HINT)
