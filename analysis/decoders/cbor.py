"""CBOR: declared, marked as such by its own tag, or a map with text keys, or records of SenML, that fill the bytes exactly.

Sources: RFC 8949 (the format; 3.4.6 its own tag 55799), RFC 8742 (sequences), RFC 8428 (SenML).
"""

from __future__ import annotations

from typing import Final

from analysis.binary_values import Malformed
from analysis.cbor_values import CborReader, read_named_map
from analysis.media_class import may_be_unmarked
from analysis.senml_records import read_records, with_names
from analysis.units import Decoder, Opened, Part, Tree

_MARK: Final = b"\xd9\xd9\xf7"
_MAX_SEQUENCE: Final = 10_000
_SENML: Final = frozenset(
    {"application/senml+cbor", "application/sensml+cbor", "application/senml-etch+cbor"}
)


def _open(part: Part, limit: int) -> Opened | None:
    data = part.data
    if isinstance(data, str) or not data or len(data) > limit:
        return None
    declared = part.media_type.endswith(("/cbor", "+cbor", "/cbor-seq", "+cbor-seq"))
    if declared or data.startswith(_MARK):
        return _sequence(data, part)
    if not may_be_unmarked(part.media_type):
        return None
    cut = not part.complete
    found = read_named_map(data, cut=cut) or read_records(data, cut=cut)
    return Opened(label="cbor", tree=found[0], truncated=found[1]) if found is not None else None


def _sequence(data: bytes, part: Part) -> Opened | None:
    """One value, or several one after the other, as a list."""
    reader = CborReader(data, cut=not part.complete)
    values: list[Tree] = []
    try:
        while reader.at < len(data) and not reader.over and len(values) < _MAX_SEQUENCE:
            values.append(reader.value())
    except Malformed:
        if part.complete or not values:
            return None
    tree = values[0] if len(values) == 1 else values
    if tree is None:
        return None
    truncated = reader.truncated or len(values) == _MAX_SEQUENCE
    if part.media_type in _SENML and isinstance(tree, list):
        tree = [with_names(record) for record in tree]
    return Opened(label="cbor", tree=tree, truncated=truncated)


DECODER = Decoder(name="cbor", order=61, open=_open, takes="bytes")
