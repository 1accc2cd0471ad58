"""Knows texts that somebody encrypted before they were sent, by how each format is written; what they say stays unknown."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Final

import msgspec

from analysis.lazy_patterns import lazy_pattern

_LEAST: Final = 40  # characters; no format is shorter
_B64: Final = "[A-Za-z0-9+/]"
_IV: Final = rf"{_B64}{{22}}=="  # 16 bytes
_MAC: Final = rf"{_B64}{{43}}="  # 32 bytes
_LONG: Final = rf"{_B64}{{20,1000000}}={{0,2}}"
# Encrypted for somebody's key: RFC 9580, section 6.2 (OpenPGP, not a signature or a key), and age's armour (C2SP, age.md).
_ARMOUR: Final = lazy_pattern(
    r"-----BEGIN (?:(PGP MESSAGE)-----[ \t]{0,8}\r?\n(?:[A-Za-z]{2,20}: [^\n]{0,200}\n){0,8}\s{0,8}[A-Za-z0-9+/]{40,76}"
    r"={0,2}\s"
    r"|(AGE ENCRYPTED FILE)-----\s{1,8}YWdlLWVuY3J5cHRpb24[A-Za-z0-9+/]{16})"
)
# The encrypted strings of Bitwarden: the kind, a vector, the text, a seal; those for an RSA key hold the text alone.
_VAULT: Final = lazy_pattern(
    rf"0\.{_IV}\|{_LONG}|[12]\.{_IV}\|{_LONG}\|{_MAC}|[3-6]\.{_B64}{{340,1400}}={{0,2}}(?:\|{_MAC})?"
)
# Standard Notes, protocols 003 (seal, number, vector, text) and 004 (vector, text, what is sealed with it).
_NOTES: Final = lazy_pattern(
    rf"004:[0-9a-f]{{48}}:{_LONG}(?::{_B64}{{0,4000}}={{0,2}}){{0,2}}"
    rf"|003:[0-9a-f]{{64}}:[0-9a-f-]{{36}}:[0-9a-f]{{32}}:{_LONG}(?::{_B64}{{0,4000}}={{0,2}})?"
)
# "Salted__" in base64, as OpenSSL and CryptoJS write what a passphrase encrypts.
_SALTED: Final = lazy_pattern(rf"U2FsdGVkX1[89+/]{_B64}{{32,1000000}}={{0,2}}\s{{0,2}}")
# RFC 7516, section 3.1: header, key, vector, text, seal. A signed token (RFC 7515), which can be read, has three parts.
_JWE: Final = lazy_pattern(
    r"(ey[\w-]{10,8000})\.[\w-]{0,8000}\.[\w-]{8,64}\.[\w-]{1,1000000}\.[\w-]{11,90}", re.ASCII
)
_STANDARD: Final = str.maketrans("-_", "+/")
_AT_START: Final = ("ey", "U2FsdGVkX1", "003:", "004:", *(f"{kind}." for kind in range(7)))


def sealed_format(text: str) -> str:
    """The format of a text that is encrypted, ``""`` where it is none that is known."""
    if len(text) < _LEAST:
        return ""
    if text.startswith(_AT_START):
        return _of_whole(text)
    if "-----BEGIN " in text and (found := _ARMOUR.search(text)):
        return "OpenPGP message" if found[1] else "age file"
    return ""


def _of_whole(text: str) -> str:
    if _SALTED.fullmatch(text):
        return "OpenSSL, with a passphrase"
    if _VAULT.fullmatch(text):
        return "cipher string of a password manager"
    if _NOTES.fullmatch(text):
        return "Standard Notes"
    found = _JWE.fullmatch(text)
    return "JSON Web Encryption" if found and _says_how(found[1]) else ""


def _says_how(head: str) -> bool:
    """Whether the header of a token names how its content is encrypted."""
    try:
        header = msgspec.json.decode(base64.urlsafe_b64decode(head + "=" * (-len(head) % 4)))
    except (binascii.Error, msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return False
    return isinstance(header, dict) and isinstance(header.get("enc"), str) and "alg" in header


def decoded(text: str) -> bytes:
    """The bytes of a text in hexadecimal, base64 or base64url, padded or not; none where it is neither."""
    try:
        if not len(text) % 2 and set(text.lower()) <= set("0123456789abcdef"):
            return bytes.fromhex(text)
        return base64.b64decode(
            text.translate(_STANDARD).rstrip("=") + "=" * (-len(text.rstrip("=")) % 4), validate=True
        )
    except (binascii.Error, ValueError):
        return b""
