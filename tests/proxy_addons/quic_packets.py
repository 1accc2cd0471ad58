"""Writes QUIC Initial packets for tests, with key derivation by the cryptography library. RFC 9000, 9001, 9369."""

from __future__ import annotations

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

SALTS = {
    1: "38762cf7f55934b34d179ae6a4c80cadccbb7f0a",
    0x6B3343CF: "0dede3def700a6db819381be6e269dcbf9bd2ed9",
    0xFF00001D: "afbfec289993d24c9e9786f19c6111e04390a899",
}


def initial(
    frames: bytes,
    target: bytes,
    *,
    version: int = 1,
    number: int = 0,
    seed: bytes | None = None,
    token: bytes = b"",
) -> bytes:
    """A client's Initial, padded to 1,200 bytes. ``seed``: the connection id from which the keys come."""
    prefix = "quicv2" if version == 0x6B3343CF else "quic"
    extract = HMAC(bytes.fromhex(SALTS[version]), hashes.SHA256())
    extract.update(seed or target)
    secret = _expand(extract.finalize(), "client in", 32)
    key, iv, header = (
        _expand(secret, f"{prefix} {name}", size) for name, size in (("key", 16), ("iv", 12), ("hp", 16))
    )
    frames = frames.ljust(1162 - len(target) - len(token), b"\0")
    kind = 0xD1 if version == 0x6B3343CF else 0xC1  # two bytes of packet number
    head = bytes([kind]) + version.to_bytes(4, "big") + bytes([len(target)]) + target + b"\0"
    head += varint(len(token)) + token + (0x4000 | len(frames) + 18).to_bytes(2, "big")
    packed = number.to_bytes(2, "big")
    nonce = bytes(a ^ b for a, b in zip(iv, number.to_bytes(12, "big"), strict=True))
    sealed = AESGCM(key).encrypt(nonce, frames, head + packed)
    mask = Cipher(algorithms.AES(header), modes.ECB()).encryptor().update(sealed[2:18])
    first = bytes([head[0] ^ mask[0] & 0x0F])
    return first + head[1:] + bytes(a ^ b for a, b in zip(packed, mask[1:], strict=False)) + sealed


def crypto(offset: int, data: bytes) -> bytes:
    """A CRYPTO frame."""
    return b"\x06" + varint(offset) + varint(len(data)) + data


def varint(value: int) -> bytes:
    return bytes([value]) if value < 64 else (0x4000 | value).to_bytes(2, "big")


def _expand(secret: bytes, label: str, size: int) -> bytes:
    name = b"tls13 " + label.encode()
    information = size.to_bytes(2, "big") + bytes([len(name)]) + name + b"\0"
    return HKDFExpand(hashes.SHA256(), size, information).derive(secret)
