"""Reads what a device says of itself when it asks for an address.

DHCPv4: RFC 2131, 2132, 4702. DHCPv6: RFC 8415, 4704.
"""

from __future__ import annotations

from typing import Final

import msgspec

_COOKIE: Final = b"\x63\x82\x53\x63"
_MAX_OPTIONS: Final = 256
_HOST_NAME, _OVERLOAD, _PARAMETERS, _VENDOR, _CLIENT_ID, _FQDN = 12, 52, 55, 60, 61, 81
_CLIENT_6, _VENDOR_6, _ORO_6, _FQDN_6 = 1, 16, 6, 39
_RELAYS_6: Final = frozenset({12, 13})


class NotDhcp(ValueError):
    """The bytes are no DHCP message."""


class Dhcp(msgspec.Struct, frozen=True, kw_only=True):
    """``mac`` as aa:bb:…, "" where unknown; ``address`` is what the device has or was given; ``request`` from a client.

    ``parameters`` (option 55, or 6 of version 6) is the order of what it asks for: a fingerprint of its system.
    """

    request: bool
    mac: str = ""
    address: str = ""
    name: str = ""
    vendor: str = ""
    client_id: str = ""
    parameters: tuple[int, ...] = ()


def read(data: bytes) -> Dhcp:
    """A DHCPv4 message. Raises ``NotDhcp``."""
    if len(data) < 240 or data[0] not in (1, 2) or data[236:240] != _COOKIE:
        raise NotDhcp("no DHCP header")
    options = _options(data[240:])
    overload = options.get(_OVERLOAD, b"")
    if overload in (b"\1", b"\3"):
        options = _options(data[108:236]) | options
    name = _text(options.get(_HOST_NAME, b"")) or _qualified(options.get(_FQDN, b""))
    given = data[16:20] if any(data[16:20]) else data[12:16]
    return Dhcp(
        request=data[0] == 1,
        mac=data[28:34].hex(":") if data[1] == 1 and data[2] == 6 else "",
        address=".".join(map(str, given)) if any(given) else "",
        name=name,
        vendor=_text(options.get(_VENDOR, b"")),
        client_id=options.get(_CLIENT_ID, b"").hex(),
        parameters=tuple(options.get(_PARAMETERS, b"")),
    )


def _options(data: bytes) -> dict[int, bytes]:
    """Options by code, up to the first that breaks its length; an option in several parts is put together (RFC 3396)."""
    found: dict[int, bytes] = {}
    place = 0
    for _ in range(_MAX_OPTIONS):
        if place >= len(data) or data[place] == 255:
            break
        if data[place] == 0:
            place += 1
            continue
        content = data[place + 2 : place + 2 + data[place + 1]] if place + 1 < len(data) else b""
        if place + 1 >= len(data) or len(content) != data[place + 1]:
            break
        found[data[place]] = found.get(data[place], b"") + content
        place += 2 + len(content)
    return found


def _qualified(content: bytes) -> str:
    """The name of option 81: in DNS labels where its E bit is set, else as text."""
    if len(content) < 4:
        return ""
    return _labels(content[3:]) if content[0] & 4 else _text(content[3:])


def _labels(data: bytes) -> str:
    labels: list[str] = []
    place = 0
    while place < len(data) and 0 < data[place] <= 63 and len(labels) < 32:
        label = data[place + 1 : place + 1 + data[place]]
        if len(label) != data[place]:
            break
        labels.append(_text(label))
        place += 1 + len(label)
    return ".".join(labels)


def _text(content: bytes) -> str:
    return content.decode("utf-8", "replace").strip("\0 ")


def read_6(data: bytes) -> Dhcp:
    """A DHCPv6 message. Raises ``NotDhcp``."""
    if len(data) < 4 or not 1 <= data[0] <= 13 or data[0] in _RELAYS_6:
        raise NotDhcp("no message of a DHCPv6 client or server")
    options: dict[int, bytes] = {}
    place = 4
    for _ in range(_MAX_OPTIONS):
        if place == len(data):
            break
        code, length = (
            int.from_bytes(data[place : place + 2], "big"),
            int.from_bytes(data[place + 2 : place + 4], "big"),
        )
        content = data[place + 4 : place + 4 + length]
        if len(data) < place + 4 or len(content) != length:
            break
        options.setdefault(code, content)
        place += 4 + length
    if not options:
        raise NotDhcp("a DHCPv6 message without options")
    unique = options.get(_CLIENT_6, b"")
    start = {1: 8, 3: 4}.get(int.from_bytes(unique[:2], "big"), 0) if unique[2:4] == b"\0\1" else 0
    parameters = options.get(_ORO_6, b"")
    return Dhcp(
        request=data[0] in (1, 3, 4, 5, 6, 8, 9, 11),
        mac=unique[start : start + 6].hex(":") if start and len(unique) == start + 6 else "",
        name=_labels(options.get(_FQDN_6, b"")[1:]),
        vendor=_text(options.get(_VENDOR_6, b"")[6:]),
        client_id=unique.hex(),
        parameters=tuple(parameters[at] << 8 | parameters[at + 1] for at in range(0, len(parameters) - 1, 2)),
    )
