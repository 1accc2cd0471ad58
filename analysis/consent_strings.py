"""Reads the strings in which consent is passed on: the IAB's TC string, US privacy string and GPP header."""

from __future__ import annotations

import base64
import binascii
from datetime import UTC, datetime, timedelta
from typing import Final

import msgspec

from analysis.lazy_patterns import lazy_pattern

_TC: Final = lazy_pattern(r"C[A-Za-z0-9_-]{35,8192}(?:\.[A-Za-z0-9_-]{1,8192}){0,4}")
_US_PRIVACY: Final = lazy_pattern(r"1[YNyn-]{3}")
_GPP: Final = lazy_pattern(r"DB[A-Za-z0-9_-]{2,64}(?:~[A-Za-z0-9_.~-]{0,8192})?")
_EARLIEST: Final = datetime(2008, 1, 1, tzinfo=UTC)  # before the framework: test strings are dated so
_LATEST: Final = datetime(2060, 1, 1, tzinfo=UTC)
_MOST_VENDORS: Final = 65_535
_SECTIONS: Final = {  # Sections/SectionInformation.md of the Global Privacy Platform
    1: "TCF EU v1", 2: "TCF EU v2", 5: "TCF Canada", 6: "US privacy", 7: "US national", 8: "California", 9: "Virginia",
    10: "Colorado", 11: "Utah", 12: "Connecticut",
}  # fmt: skip


class TcString(msgspec.Struct, frozen=True, kw_only=True):
    """The core of a Transparency & Consent string, version 2 (IAB Tech Lab, consent string and vendor list formats v2).

    ``purposes`` are those consented to, ``interests`` those of legitimate interest (numbers 1..24); ``vendors`` counts the
    vendors with consent, None where their list is cut off.
    """

    created: datetime
    updated: datetime
    cmp: int
    language: str
    vendor_list: int
    policy: int
    purposes: tuple[int, ...]
    interests: tuple[int, ...]
    vendors: int | None

    def text(self) -> str:
        """One short line: ``TCF v2, 2024-05-01, CMP 10, purposes 1-3 7, 2 by interest, 412 vendors``."""
        agreed = _numbers(self.purposes) or "none"
        vendors = "vendors unread" if self.vendors is None else f"{self.vendors} vendors"
        return (
            f"TCF v2, {self.created:%Y-%m-%d}, CMP {self.cmp}, purposes {agreed},"
            f" {len(self.interests)} by interest, {vendors}"
        )


def _numbers(purposes: tuple[int, ...]) -> str:
    """``1-4 7``: runs of numbers, short."""
    runs: list[list[int]] = []
    for purpose in purposes:
        if runs and purpose == runs[-1][1] + 1:
            runs[-1][1] = purpose
        else:
            runs.append([purpose, purpose])
    return " ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)


class _Bits:
    """Bits from the left; reading past the end raises ``EOFError``."""

    def __init__(self, text: str) -> None:
        filler = -len(text) % 4  # six bits for each character, also where they make no whole byte
        data = base64.urlsafe_b64decode(text + "A" * filler)
        self._value, self._left = int.from_bytes(data, "big") >> 6 * filler, len(text) * 6

    def take(self, count: int) -> int:
        if count > self._left:
            raise EOFError
        self._left -= count
        return (self._value >> self._left) & ((1 << count) - 1)

    def fibonacci(self) -> int:
        """A number in Fibonacci coding: it ends at the first two ones in a row."""
        total, last, (one, two) = 0, 0, (1, 2)
        for _ in range(24):
            bit = self.take(1)
            if bit and last:
                return total
            total += one if bit else 0
            last, one, two = bit, two, one + two
        raise EOFError


def may_be_tc_string(value: str) -> bool:
    """Whether a text has the letters of a TC string; whether it reads as one, ``read_tc_string`` tells."""
    return len(value) >= 36 and value[0] == "C" and _TC.fullmatch(value) is not None


def read_tc_string(value: str) -> TcString | None:
    """The core of a TC string; None for any other text, and for one whose times, country or counts cannot be."""
    if not may_be_tc_string(value):
        return None
    try:
        return _core(_Bits(value.partition(".")[0]))
    except (EOFError, ValueError, OverflowError, OSError, binascii.Error):
        return None


def _core(bits: _Bits) -> TcString | None:
    version, created, updated = bits.take(6), _moment(bits.take(36)), _moment(bits.take(36))
    cmp, _, _ = bits.take(12), bits.take(12), bits.take(6)
    language = chr(65 + bits.take(6)) + chr(65 + bits.take(6))
    vendor_list, policy = bits.take(12), bits.take(6)
    bits.take(2 + 12)
    purposes, interests = _flags(bits.take(24)), _flags(bits.take(24))
    bits.take(1)
    country = chr(65 + bits.take(6)) + chr(65 + bits.take(6))
    if (
        version != 2
        or updated < created - timedelta(days=1)
        or not (_EARLIEST <= created <= _LATEST and _EARLIEST <= updated <= _LATEST)
    ):
        return None
    if (
        not (language.isalpha() and language.isupper() and country.isalpha() and country.isupper())
        or policy == 0
    ):
        return None
    return TcString(
        created=created, updated=updated, cmp=cmp, language=language, vendor_list=vendor_list, policy=policy,
        purposes=purposes, interests=interests, vendors=_vendors(bits),
    )  # fmt: skip


def _moment(deciseconds: int) -> datetime:
    return datetime.fromtimestamp(deciseconds / 10, UTC)


def _flags(value: int) -> tuple[int, ...]:
    return tuple(number for number in range(1, 25) if value >> (24 - number) & 1)


def _vendors(bits: _Bits) -> int | None:
    try:
        most = bits.take(16)
        if not bits.take(1):
            return bits.take(most).bit_count()
        total = 0
        for _ in range(bits.take(12)):
            is_range, first = bits.take(1), bits.take(16)
            total += max(0, bits.take(16) - first + 1) if is_range else 1
    except EOFError:
        return None
    return min(total, _MOST_VENDORS)


def read_us_privacy(value: str) -> str:
    """``1YNN`` in words (IAB US Privacy String, version 1); ``""`` for any other text."""
    if not _US_PRIVACY.fullmatch(value):
        return ""
    said = {"Y": "yes", "N": "no", "-": "not applicable"}
    notice, opted_out, agreement = (said[letter] for letter in value[1:].upper())
    return f"US privacy {value.upper()}: notice {notice}, opted out of sale {opted_out}, LSPA {agreement}"


def read_gpp(value: str) -> str:
    """The sections that a Global Privacy Platform string says that it holds; ``""`` for any other text."""
    if not _GPP.fullmatch(value):
        return ""
    header, _, rest = value.partition("~")
    try:
        sections = _sections(_Bits(header))
    except (EOFError, ValueError, binascii.Error):
        return ""
    if not sections:
        return "GPP, no section" if header == "DBAA" and not rest.strip("~") else ""
    if rest and len(rest.split("~")) != len(sections):
        return ""
    names = ", ".join(_SECTIONS.get(section, f"section {section}") for section in sections)
    return f"GPP: {names}"


def _sections(bits: _Bits) -> list[int]:
    if bits.take(6) != 3 or bits.take(6) != 1:
        return []
    found: list[int] = []
    last = 0
    for _ in range(min(bits.take(12), 64)):
        is_range, start = bits.take(1), bits.fibonacci()
        first = last + start
        last = first + (bits.fibonacci() if is_range else 0)
        found += range(first, min(last, first + 64) + 1)
    return found
