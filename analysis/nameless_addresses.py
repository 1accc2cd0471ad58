"""Finds the hardware address of a device in a message without names, beside its model or the version of its program.

As devices announce themselves in protobuf or in a bare list: ``["hello", "PX410", "3C:2A:F4:19:07:BE", "4.1.2"]``. Of
several addresses, and of one beside a strength, nobody can tell whose they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from analysis.identifier_shapes import mac_bytes
from analysis.lazy_patterns import lazy_pattern
from analysis.payload import Leaf
from analysis.surroundings import Surroundings
from analysis.texts import TextShape, texts_like

_MAC_LENGTH: Final = 17
MACS: Final = TextShape(lambda text: len(text) == _MAC_LENGTH and mac_bytes(text), shortest=17, longest=17)
_VERSION: Final = lazy_pattern(
    r"(?:[A-Za-z]{1,10}[ _/-]?)?[vV]?[0-9]{1,4}(?:\.[0-9]{1,6}){2,3}(?:[-+_.][A-Za-z0-9.]{1,16})?"
)
_MODEL: Final = lazy_pattern(r"[A-Z]{2,6}[ -]?[0-9]{2,5}[A-Z0-9-]{0,8}")
_STRENGTHS: Final = range(-115, -19)  # dBm
_MOST: Final = 32  # fields of such a message; a log or a table has more


def nameless_address(place: Surroundings) -> Iterator[Leaf]:
    """The field with the address of the device that sends the message; none where it may be another's."""
    found = [leaf for leaf, _ in texts_like(place.payload, MACS) if leaf.context == "body"]
    if not found or any(leaf.names for leaf in found) or len({leaf.value for leaf in found}) > 1:
        return
    fields = [leaf for leaf in islice(place.by_name.get("", ()), 4 * _MOST) if leaf.context == "body"]
    if len(fields) > _MOST or any(leaf.names for leaf in fields):
        return
    if any(isinstance(leaf.value, int) and leaf.value in _STRENGTHS for leaf in fields):
        return
    texts = [leaf.value for leaf in fields if isinstance(leaf.value, str) and len(leaf.value) <= 40]
    if any(_VERSION.fullmatch(said) or _MODEL.fullmatch(said) for said in texts):
        yield found[0]
