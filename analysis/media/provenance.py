"""What a picture or film carries about where it comes from and what may be done with it: C2PA manifests, IPTC-IIM.

C2PA: a JUMBF superbox whose description has the type of a manifest store (C2PA specification, 11.1); the assertion
``c2pa.training-mining`` or ``cawg.training-mining`` has entries that are allowed, notAllowed or constrained. IPTC-IIM 4.2.
"""

from __future__ import annotations

from typing import Final

import msgspec

from analysis.lazy_patterns import lazy_pattern

_MANIFEST: Final = b"jumdc2pa\x00\x11\x00\x10\x80\x00\x00\xaa\x00\x38\x9b\x71"
_TRAINING: Final = lazy_pattern(rb"(?:c2pa|cawg)\.training-mining")
_ENTRY: Final = lazy_pattern(
    rb"(?:c2pa|cawg)\.(ai_generative_training|ai_inference|ai_training|data_mining)[^\x00-\x08]{0,12}use"
    rb"[^\x00]{1,6}?(notAllowed|allowed|constrained)"
)
_ENTRIES: Final = 16
_IIM: Final = b"8BIM\x04\x04"
_RECORDS: Final = 256
_IIM_LIMIT: Final = 1 << 16
_IIM_NAMES: Final = {
    5: "ObjectName", 25: "Keywords", 55: "DateCreated", 80: "By-line", 85: "By-lineTitle", 90: "City", 92: "Sublocation",
    95: "Province-State", 101: "Country", 105: "Headline", 110: "Credit", 116: "CopyrightNotice", 118: "Contact",
    120: "Caption-Abstract", 122: "Writer-Editor",
}  # fmt: skip


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """A C2PA manifest store; ``uses`` are the training and mining entries with what they say, as written."""

    uses: tuple[tuple[str, str], ...] = ()


def read_manifest(data: bytes) -> Manifest | None:
    """The C2PA manifest store among the bytes; None where there is none. Its signature is not checked."""
    at = data.find(_MANIFEST)
    if at < 0:
        return None
    uses: dict[str, str] = {}
    mark = _TRAINING.search(data, at)
    if mark is not None:
        for found in list(_ENTRY.finditer(data, mark.end(), mark.end() + 4096))[:_ENTRIES]:
            uses.setdefault(found[1].decode(), found[2].decode())
    return Manifest(uses=tuple(sorted(uses.items())))


def read_iim(data: bytes) -> dict[str, str]:
    """The IPTC-IIM fields of a Photoshop resource block, by name; {} where there is none."""
    at = data.find(_IIM, 0, 1 << 20)
    if at < 0:
        return {}
    name = data[at + 6] if at + 6 < len(data) else 0
    at += 6 + (name + 2 & ~1) + 4
    found: dict[str, str] = {}
    for _ in range(_RECORDS):
        head = data[at : at + 5]
        if len(head) < 5 or head[0] != 0x1C or head[3] & 0x80:
            break
        size = head[3] << 8 | head[4]
        if head[1] == 2 and head[2] in _IIM_NAMES and size <= _IIM_LIMIT:
            text = data[at + 5 : at + 5 + min(size, 256)].decode("utf-8", "replace")
            found.setdefault(_IIM_NAMES[head[2]], "".join(c for c in text if c.isprintable()).strip())
        at += 5 + size
    return {name: value for name, value in found.items() if value}
