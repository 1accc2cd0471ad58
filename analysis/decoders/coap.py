"""CoAP messages of small devices: method, path and query, and the payload as a part.

Source: RFC 7252, sections 3 (format), 5.10 and 12.2 (options); RFC 8428, 12.4 (SenML). A message without a path says too
little to be told from other bytes.
"""

from __future__ import annotations

from typing import Final

from analysis.units import Decoder, Opened, OpenedPart, Part, Tree

_METHODS: Final = {1: "GET", 2: "POST", 3: "PUT", 4: "DELETE"}
_OPTIONS: Final = frozenset({1, 3, 4, 5, 6, 7, 8, 11, 12, 14, 15, 17, 20, 23, 27, 28, 35, 39, 60, 258})
_HOST, _PATH, _FORMAT, _QUERY = 3, 11, 12, 15
_TYPES: Final = {
    0: "text/plain", 42: "", 50: "application/json", 60: "application/cbor", 110: "application/senml+json",
    111: "application/sensml+json", 112: "application/senml+cbor", 113: "application/sensml+cbor",
}  # fmt: skip
_MOST: Final = 64  # options


def _open(part: Part, limit: int) -> Opened | None:
    data = part.data
    if isinstance(data, str) or not 6 <= len(data) <= limit or part.path != "body" or part.media_type:
        return None
    token = data[0] & 15
    if data[0] >> 6 != 1 or token > 8 or data[1] not in _METHODS:
        return None
    read = _options(data, 4 + token)
    if read is None:
        return None
    options, payload = read
    texts = {kind: [value for at, value in options if at == kind] for kind in (_HOST, _PATH, _QUERY)}
    if not texts[_PATH] or not all(_is_text(value) for values in texts.values() for value in values):
        return None
    said: dict[str, Tree] = {"method": _METHODS[data[1]]}
    for name, kind, glue in (("host", _HOST, ""), ("path", _PATH, "/"), ("query", _QUERY, "&")):
        if texts[kind]:
            said[name] = glue.join(value.decode() for value in texts[kind])
    kind = next((int.from_bytes(value) for at, value in options if at == _FORMAT), -1)
    name = texts[_PATH][-1].decode()
    inside = (OpenedPart(data=payload, step="payload", name=name, media_type=_TYPES.get(kind, "")),)
    return Opened(label="coap", tree=said, style="pairs", parts=inside if payload else ())


def _options(data: bytes, at: int) -> tuple[list[tuple[int, bytes]], bytes] | None:
    """The options by number, and the payload; None where they do not fit the message."""
    found: list[tuple[int, bytes]] = []
    kind = 0
    while at < len(data) and len(found) < _MOST:
        if data[at] == 0xFF:
            return (found, data[at + 1 :]) if at + 1 < len(data) else None
        step, size = data[at] >> 4, data[at] & 15
        at += 1
        lengths: list[int] = []
        for nibble in (step, size):
            width = {13: 1, 14: 2}.get(nibble, 0)
            if nibble == 15 or at + width > len(data):
                return None
            extra = int.from_bytes(data[at : at + width])
            lengths.append(nibble if not width else extra + (13 if width == 1 else 269))
            at += width
        kind += lengths[0]
        value = data[at : at + lengths[1]]
        if kind not in _OPTIONS or len(value) != lengths[1]:
            return None
        found.append((kind, value))
        at += lengths[1]
    return (found, b"") if at == len(data) else None


def _is_text(value: bytes) -> bool:
    return value.isascii() and value.decode().isprintable()


DECODER = Decoder(name="coap", order=26, open=_open, takes="bytes")
