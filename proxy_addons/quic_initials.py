"""Opens QUIC Initial packets (versions 1, 2 and drafts 27 to 34) and puts the ClientHello in them together.

An Initial is encrypted with keys that anybody who sees it can derive: RFC 9001 section 5.2, RFC 9369 (version 2).
"""

from __future__ import annotations

import hashlib
import hmac
from typing import Final, NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from proxy_addons.client_hello import LIMIT, ClientHello, NotClientHello, read_crypto

_V2: Final = 0x6B3343CF
_SALT_1: Final = bytes.fromhex("38762cf7f55934b34d179ae6a4c80cadccbb7f0a")
_SALTS: Final = {
    1: _SALT_1,
    _V2: bytes.fromhex("0dede3def700a6db819381be6e269dcbf9bd2ed9"),
    **dict.fromkeys((0xFF000021, 0xFF000022), _SALT_1),  # drafts 33 and 34
    **{0xFF000000 | draft: bytes.fromhex("afbfec289993d24c9e9786f19c6111e04390a899") for draft in (29, 30, 31, 32)},
    **{0xFF000000 | draft: bytes.fromhex("c3eef712c72ebb5a11a7d2432bb46365bef9f502") for draft in (27, 28)},
}  # fmt: skip
MAX_DATAGRAMS: Final = 24  # of one connection, until its hello must be there
MAX_PIECES: Final = 256  # CRYPTO frames of one hello
MAX_FRAMES: Final = 2048  # of one packet; a padding byte is none
_COALESCED: Final = 8  # packets of one datagram


class _Keys(NamedTuple):
    key: bytes
    iv: bytes
    header: bytes


class _Header(NamedTuple):
    """A long header: ``start`` is where the packet number stands, ``end`` where the packet ends."""

    version: int
    initial: bool
    target: bytes
    start: int
    end: int


def is_initial(datagram: bytes) -> bool:
    """True where a datagram begins as an Initial of a version that can be opened."""
    if len(datagram) < 64 or datagram[0] & 0xC0 != 0xC0 or datagram[5] > 20:
        return False
    version = int.from_bytes(datagram[1:5], "big")
    return version in _SALTS and datagram[0] >> 4 & 3 == (1 if version == _V2 else 0)


class HelloInInitials:
    """The Initials of one client. ``spent`` is True where the hello was read, cannot be, or does not come."""

    __slots__ = ("_ids", "_pieces", "_seen", "opened", "spent")

    def __init__(self) -> None:
        self._ids: list[tuple[int, bytes]] = []  # from which keys were derived
        self._pieces: dict[int, bytes] = {}
        self._seen = 0
        self.opened = 0  # packets whose seal was right
        self.spent = False

    def feed(self, datagram: bytes) -> ClientHello | None:
        """Add a datagram of the client; the hello once it is whole. Never raises."""
        self._seen += 1
        place = 0
        for _ in range(_COALESCED):
            header = _header(datagram, place)
            if header is None:
                break
            if header.initial:
                self._collect(datagram, place, header)
            place = header.end
        try:
            hello = read_crypto(_joined(self._pieces))
        except NotClientHello:
            self.spent = True
            return None
        self.spent = hello is not None or self._seen >= MAX_DATAGRAMS or len(self._pieces) > MAX_PIECES
        return hello

    def pass_over(self) -> None:
        """A datagram without an Initial: of those, too, only so many are waited for."""
        self._seen += 1
        self.spent = self._seen >= MAX_DATAGRAMS

    def _collect(self, datagram: bytes, place: int, header: _Header) -> None:
        known = (header.version, header.target)
        if known not in self._ids and len(self._ids) < 4:
            self._ids.append(known)
        for version, target in self._ids:  # the first stays in use, unless the server asked for a retry
            plain = _opened(datagram, place, header, _keys(version, target))
            if plain is not None:
                self.opened += 1
                for offset, data in _crypto_frames(plain):
                    if offset <= LIMIT and len(data) > len(self._pieces.get(offset, b"")):
                        self._pieces[offset] = data
                return


def _header(datagram: bytes, place: int) -> _Header | None:
    if len(datagram) < place + 7 or datagram[place] & 0xC0 != 0xC0:
        return None
    version = int.from_bytes(datagram[place + 1 : place + 5], "big")
    if version not in _SALTS:
        return None
    kind = datagram[place] >> 4 & 3
    if version == _V2:
        kind = (kind - 1) % 4
    if kind == 3:  # a retry, which has no length
        return None
    at = place + 6 + datagram[place + 5]
    target = datagram[place + 6 : at]
    if at >= len(datagram) or len(target) > 20:
        return None
    at += 1 + datagram[at]
    if kind == 0:
        token, at = _varint(datagram, at)
        at += token
    length, at = _varint(datagram, at)
    if length < 20 or at + length > len(datagram):
        return None
    return _Header(version, kind == 0, target, at, at + length)


def _opened(datagram: bytes, place: int, header: _Header, keys: _Keys) -> bytes | None:
    """The frames of a packet; None where the keys are not its own."""
    start = header.start
    sample = datagram[start + 4 : start + 20]
    if len(sample) < 16:
        return None
    mask = Cipher(algorithms.AES(keys.header), modes.ECB()).encryptor().update(sample)
    first = datagram[place] ^ mask[0] & 0x0F
    width = (first & 3) + 1
    number = bytes(byte ^ mask[index + 1] for index, byte in enumerate(datagram[start : start + width]))
    head = bytes([first]) + datagram[place + 1 : start] + number
    nonce = (int.from_bytes(keys.iv, "big") ^ int.from_bytes(number, "big")).to_bytes(12, "big")
    try:
        return AESGCM(keys.key).decrypt(nonce, datagram[start + width : header.end], head)
    except (InvalidTag, ValueError):
        return None


def _keys(version: int, target: bytes) -> _Keys:
    initial = hmac.digest(_SALTS[version], target, "sha256")
    secret = _expand(initial, "client in", 32)
    prefix = "quicv2" if version == _V2 else "quic"
    return _Keys(
        _expand(secret, f"{prefix} key", 16),
        _expand(secret, f"{prefix} iv", 12),
        _expand(secret, f"{prefix} hp", 16),
    )


def _expand(secret: bytes, label: str, size: int) -> bytes:
    """HKDF-Expand-Label without context, for at most one block (RFC 8446 section 7.1)."""
    name = b"tls13 " + label.encode()
    information = size.to_bytes(2, "big") + bytes([len(name)]) + name + b"\0"
    return hmac.new(secret, information + b"\1", hashlib.sha256).digest()[:size]


def _crypto_frames(plain: bytes) -> list[tuple[int, bytes]]:
    """Offset and bytes of the CRYPTO frames, up to the first frame that an Initial may not hold."""
    found: list[tuple[int, bytes]] = []
    place = 0
    for _ in range(MAX_FRAMES):
        while place < len(plain) and not plain[place]:
            place += 1
        if place >= len(plain):
            break
        kind = plain[place]
        place += 1
        if kind == 6:
            offset, place = _varint(plain, place)
            length, place = _varint(plain, place)
            if place + length > len(plain):
                break
            found.append((offset, plain[place : place + length]))
            place += length
        elif kind in (2, 3):
            place = _after_ack(plain, place, kind)
        elif kind != 1:  # anything but a ping closes the connection or is no Initial's
            break
    return found


def _after_ack(plain: bytes, place: int, kind: int) -> int:
    for _ in range(2):
        _, place = _varint(plain, place)
    ranges, place = _varint(plain, place)
    for _ in range(min(1 + 2 * ranges, MAX_FRAMES) + (3 if kind == 3 else 0)):
        _, place = _varint(plain, place)
    return place


def _varint(data: bytes, place: int) -> tuple[int, int]:
    """A variable-length integer and the place after it (RFC 9000 section 16); past the end of the data for none."""
    if place >= len(data):
        return 0, len(data) + 1
    width = 1 << (data[place] >> 6)
    value = int.from_bytes(data[place : place + width], "big") & ((1 << (8 * width - 2)) - 1)
    return (value, place + width) if place + width <= len(data) else (0, len(data) + 1)


def _joined(pieces: dict[int, bytes]) -> bytes:
    joined = b""
    for offset in sorted(pieces):
        if offset > len(joined):
            break
        joined += pieces[offset][len(joined) - offset :]
    return joined
