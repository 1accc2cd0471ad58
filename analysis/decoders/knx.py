"""KNXnet/IP: what a building's wires are told and tell, as requests and indications of tunnelling and routing.

Source, from memory: KNX standard 03_08_02 (head: 06 10, service, length of all) and 03_06_03 (cEMI: message code, additional
information, control, source, destination, length, what is to be done with how many bits). The value is told as its bytes:
of what kind it is, only the project of the house says.
"""

from __future__ import annotations

from typing import Final

from analysis.units import Decoder, Opened, Part, Tree

_HEAD: Final = b"\x06\x10"
_TUNNELLING: Final = 0x0420
_ROUTING: Final = 0x0530
_SERVICES: Final = {
    0x0201: "search", 0x0202: "search response", 0x0203: "description", 0x0204: "description response", 0x0205: "connect",
    0x0206: "connect response", 0x0207: "connection state", 0x0208: "connection state response", 0x0209: "disconnect",
    0x020A: "disconnect response", 0x020B: "search extended", 0x020C: "search extended response",
    0x0310: "device configuration", 0x0311: "device configuration answer", _TUNNELLING: "tunnelling",
    0x0421: "tunnelling answer", _ROUTING: "routing", 0x0531: "routing lost", 0x0532: "routing busy",
}  # fmt: skip
_FRAMES: Final = frozenset({0x11, 0x29, 0x2E})  # cEMI: request, indication, confirmation of data
_ACTIONS: Final = {0: "read", 1: "response", 2: "write"}


def _open(part: Part, limit: int) -> Opened | None:
    data = part.data
    if isinstance(data, str) or data[:2] != _HEAD or not 8 <= len(data) <= min(limit, 512):
        return None
    service, length = int.from_bytes(data[2:4]), int.from_bytes(data[4:6])
    if service not in _SERVICES or length != len(data):
        return None
    tree: dict[str, Tree] = {"service": _SERVICES[service]}
    if service in (_TUNNELLING, _ROUTING):
        frame = data[6 + data[6] :] if service == _TUNNELLING else data[6:]
        told = _frame(frame)
        if told is None:
            return None
        tree |= told
    return Opened(label="knx", tree=tree)


def _frame(data: bytes) -> dict[str, Tree] | None:
    """Source, destination, action and value of a frame of data; nothing for another frame, None for what is none."""
    if len(data) < 2 or data[0] not in _FRAMES:
        return {} if len(data) >= 2 else None
    body = data[2 + data[1] :]
    if len(body) < 8 or len(body) != body[6] + 8:
        return None
    source, destination = int.from_bytes(body[2:4]), int.from_bytes(body[4:6])
    found: dict[str, Tree] = {"source": f"{source >> 12}.{source >> 8 & 15}.{source & 255}"}
    if body[1] & 0x80:
        found["group"] = f"{destination >> 11}/{destination >> 8 & 7}/{destination & 255}"
    if body[6] >= 1:
        action = (body[7] & 3) << 2 | body[8] >> 6
        if action in _ACTIONS:
            found["action"] = _ACTIONS[action]
            found["value"] = body[9:].hex() if body[6] > 1 else f"{body[8] & 63:02x}"
    return found


DECODER = Decoder(name="knx", order=26, open=_open, takes="bytes")
