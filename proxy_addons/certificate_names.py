"""Reads of an X.509 certificate whom it is for: its DNS names and its subject's organisation, as far as there are bytes.

X.690 (DER), RFC 5280 sections 4.1 and 4.2.1.6. A certificate that is cut off is read as far as it goes, for of what a server
sends often only the first packet is taken.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

import msgspec

from analysis.host_names import normalise_host

MAX_NAMES: Final = 150  # of one certificate
_MAX_PARTS: Final = 2000  # of one sequence
_MAX_TEXT: Final = 120  # characters
_SEQUENCE, _INTEGER, _OCTETS, _OID = 0x30, 0x02, 0x04, 0x06
_VERSION, _EXTENSIONS, _DNS_NAME = 0xA0, 0xA3, 0x82  # [0] and [3] of a certificate, [2] of a name
_ALTERNATIVE: Final = b"\x55\x1d\x11"  # 2.5.29.17 subjectAltName
_COMMON_NAME, _ORGANISATION = b"\x55\x04\x03", b"\x55\x04\x0a"  # 2.5.4.3, 2.5.4.10
_ENCODINGS: Final = {0x0C: "utf-8", 0x13: "ascii", 0x14: "latin-1", 0x16: "ascii", 0x1E: "utf-16-be"}
_NAME: Final = re.compile(r"(?:\*\.)?[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63}){1,126}")


class NotCertificate(ValueError):
    """What stands there is no certificate."""


class Subject(msgspec.Struct, frozen=True, kw_only=True):
    """Whom a certificate is for. ``more`` counts the names beyond ``MAX_NAMES`` and those that cannot be read.

    ``whole`` is False where the certificate was cut off before its names ended.
    """

    names: tuple[str, ...] = ()
    more: int = 0
    organisation: str = ""
    whole: bool = True


class _Names(NamedTuple):
    """DNS names, how many more cannot be read, and whether these are all."""

    names: list[str]
    unread: int
    whole: bool


class _Part(NamedTuple):
    """One value: its tag, what is there of its content, and whether that is all of it."""

    tag: int
    content: memoryview
    whole: bool


def read(data: bytes) -> Subject:
    """Whom a certificate in DER is for. Raises ``NotCertificate`` where it is none."""
    outer = _first(memoryview(data))
    signed = _first(outer.content) if outer is not None and outer.tag == _SEQUENCE else None
    if signed is None or signed.tag != _SEQUENCE:
        raise NotCertificate("no certificate in DER")
    parts, ended = _parts(signed.content)
    if parts and parts[0].tag == _VERSION:
        parts = parts[1:]
    # serial number, signature, issuer, validity, subject, key
    if any(part.tag != tag for part, tag in zip(parts, (_INTEGER, *[_SEQUENCE] * 5), strict=False)):
        raise NotCertificate("no certificate in DER")
    said = _attributes(parts[4].content) if len(parts) > 4 else {}
    block = next((part for part in parts[6:] if part.tag == _EXTENSIONS), None)
    ended = ended and signed.whole and len(parts) > 5
    found = _alternatives(block.content) if block is not None else None
    if found is None:  # the common name is what older clients went by
        common = [said[_COMMON_NAME]] if ended and _COMMON_NAME in said else []
        found = _Names(_readable(common)[0], 0, ended)
    return Subject(
        names=tuple(found.names[:MAX_NAMES]),
        more=found.unread + max(0, len(found.names) - MAX_NAMES),
        organisation=said.get(_ORGANISATION, ""),
        whole=found.whole,
    )


def _parts(data: memoryview) -> tuple[list[_Part], bool]:
    """The values that stand one behind the other, the last one perhaps cut off; and whether they are all."""
    found: list[_Part] = []
    place = 0
    while place < len(data) and len(found) < _MAX_PARTS:
        tag, start = data[place], place + 2
        if start > len(data) or tag & 0x1F == 0x1F:
            return found, False
        size = data[place + 1]
        if size & 0x80:
            width = size & 0x7F
            if not 1 <= width <= 4 or start + width > len(data):
                return found, False
            size = int.from_bytes(data[start : start + width], "big")
            start += width
        place = start + size
        found.append(_Part(tag, data[start:place], place <= len(data)))
    return found, place == len(data)


def _first(data: memoryview) -> _Part | None:
    found, _ = _parts(data)
    return found[0] if found else None


def _attributes(name: memoryview) -> dict[bytes, str]:
    """The attributes of a distinguished name, by their type; of one that is given twice, the first."""
    found: dict[bytes, str] = {}
    for group in _parts(name)[0]:
        for attribute in _parts(group.content)[0]:
            pair, whole = _parts(attribute.content)
            if whole and len(pair) == 2 and pair[0].tag == _OID and pair[1].tag in _ENCODINGS:
                text = bytes(pair[1].content).decode(_ENCODINGS[pair[1].tag], "replace")
                found.setdefault(bytes(pair[0].content), _printable(text))
    return found


def _alternatives(block: memoryview) -> _Names | None:
    """What the extension for DNS names holds; None without it."""
    listed = _first(block)
    for extension in _parts(listed.content)[0] if listed is not None else ():
        values, _ = _parts(extension.content)
        if not values or values[0].tag != _OID or bytes(values[0].content) != _ALTERNATIVE:
            continue
        held = values[-1] if values[-1].tag == _OCTETS else None
        names = _first(held.content) if held is not None else None
        if names is None:
            return _Names([], 0, False)
        given, ended = _parts(names.content)
        written = [
            bytes(part.content).decode("latin-1") for part in given if part.tag == _DNS_NAME and part.whole
        ]
        return _Names(*_readable(written), ended and names.whole)
    return None


def _readable(written: list[str]) -> tuple[list[str], int]:
    """Those that are names, each once, and how many are not: a name with a zero byte in it has deceived before."""
    found: dict[str, None] = {}
    unread = 0
    for one in written:
        name = one.lower().removesuffix(".")
        if _NAME.fullmatch(name) and normalise_host(name.removeprefix("*.")) is not None:
            found[name] = None
        else:
            unread += 1
    return list(found), unread


def _printable(text: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in text[:_MAX_TEXT]).strip()
