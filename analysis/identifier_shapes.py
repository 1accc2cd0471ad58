"""The shapes that identifiers have, and the values that only stand in for one."""

from __future__ import annotations

from typing import Final

from analysis.lazy_patterns import lazy_pattern

_UUID: Final = lazy_pattern(r"(?i)\{?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\}?")
_HEX: Final = lazy_pattern(r"(?i)[0-9a-f]{1,256}")
_TOKEN: Final = lazy_pattern(r"[A-Za-z0-9_.:+/=|~@!$*-]{6,256}")
_MAC: Final = lazy_pattern(r"(?i)[0-9a-f]{2}([:-])[0-9a-f]{2}(?:\1[0-9a-f]{2}){4}")
_ULID: Final = lazy_pattern(r"[0-7][0-9A-HJKMNP-TV-Z]{25}")
_MACRO: Final = lazy_pattern(r"[{}<>]|%%|\$\(|^\$|^__.{0,80}__$|^\[.{0,200}\]$|^#.{0,80}#$")
_STAND_INS: Final = frozenset({
    "", "null", "none", "nil", "undefined", "unknown", "n/a", "na", "nan", "(null)", "(none)", "true", "false", "yes",
    "no", "0", "-1", "default", "anonymous", "anon", "guest", "not available", "not_available", "unavailable", "notset",
    "not set", "(not set)", "not found", "empty", "string", "id", "denied", "restricted", "disabled", "optout", "opt-out",
    "redacted", "hidden", "masked", "unset", "missing", "error", "uuid", "00:00:00:00:00:00", "02:00:00:00:00:00",
})  # fmt: skip
_HASHES: Final = {32: "MD5", 40: "SHA-1", 64: "SHA-256", 128: "SHA-512"}
_EMPTY_HASHES: Final = frozenset({
    "d41d8cd98f00b204e9800998ecf8427e", "da39a3ee5e6b4b0d3255bfef95601890afd80709",
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
})  # fmt: skip


def is_placeholder(value: str) -> bool:
    """Whether a value stands in for one: ``null``, all zeros, ``****``, an unfilled macro such as ``{idfa}``."""
    plain = value.strip().lower()
    if plain in _STAND_INS or _MACRO.search(plain.strip("{}") if is_uuid(plain) else plain):
        return True
    if plain[0] != plain[-1] and plain[0].isalnum() and plain[-1].isalnum():
        return False  # two letters that differ
    letters = plain.translate(_PUNCTUATION)
    return not letters or (len(letters) >= 4 and len(set(letters)) == 1)


_PUNCTUATION: Final = str.maketrans("", "", "-:. _")


def is_uuid(value: str) -> bool:
    """A UUID in its 8-4-4-4-12 form."""
    return 36 <= len(value) <= 38 and _UUID.fullmatch(value) is not None


def is_plain_uuid(value: str) -> bool:
    """A random UUID (version 4 of RFC 9562) without its hyphens; one hash in 64 looks so too."""
    return (
        len(value) == 32 and value[12] == "4" and value[16] in "89abAB" and _HEX.fullmatch(value) is not None
    )


def is_hex(value: str, *lengths: int) -> bool:
    """Hexadecimal digits of one of the lengths; of any length to 256 where none is given."""
    return (not lengths or len(value) in lengths) and _HEX.fullmatch(value) is not None


def hash_name(value: str) -> str:
    """``MD5``, ``SHA-1``, ``SHA-256`` or ``SHA-512`` for hexadecimal text of its length; ``""`` for anything else.

    The hash of nothing, and one digit repeated, are not hashes of anybody's data.
    """
    name = _HASHES.get(len(value), "")
    if not name or not is_hex(value) or value.lower() in _EMPTY_HASHES or len(set(value.lower())) < 6:
        return ""
    return name


def is_identifier(value: str, shortest: int = 8) -> bool:
    """One word of characters that identifiers are made of, with at least one digit, of ``shortest`` to 256 characters."""
    return (
        len(value) >= shortest
        and _TOKEN.fullmatch(value) is not None
        and any(character.isdigit() for character in value)
        and not is_placeholder(value)
        and not value.startswith(("http://", "https://", "/"))
    )


def is_random(value: str) -> bool:
    """What nobody wrote by hand: a UUID, 12 or more hexadecimal digits, or 16 and more characters of all three kinds."""
    if is_uuid(value):
        return not is_placeholder(value)
    if len(value) < 12 or is_placeholder(value) or _TOKEN.fullmatch(value) is None:
        return False
    digits = sum(map(str.isdecimal, value))
    if _HEX.fullmatch(value):
        return digits < len(value) and digits >= 2
    if len(value) < 16 or digits < 2 or " " in value:
        return False
    if _ULID.fullmatch(value):
        return True
    letters = len(value) - digits
    return letters >= 4 and value != value.lower() and value != value.upper() and "://" not in value


def is_number_of_device(value: str) -> bool:
    """15 to 20 decimal digits, a UUID, 16 hexadecimal digits or a hash: what stands for a device, no name and no model."""
    if is_placeholder(value):
        return False
    if value.isdecimal():
        return 15 <= len(value) <= 20
    return is_uuid(value) or is_hex(value, 16) or bool(hash_name(value))


# Those by which pages and manuals show what an address looks like.
_SHOWN_MACS: Final = frozenset(
    map(bytes.fromhex, ("001122334455", "001b44113ab7", "001122aabbcc", "102030405060"))
)


def mac_bytes(value: str) -> bytes | None:
    """The six bytes of an EUI-48 that was given to one device; None for other text, multicast, local and null addresses."""
    plain = value.strip()
    if not (_MAC.fullmatch(plain) or is_hex(plain, 12)):
        return None
    address = bytes.fromhex(plain.replace(":", "").replace("-", ""))
    if address[0] & 0b11 or len(set(address)) <= 1 or address in _SHOWN_MACS:
        return None
    return address


def passes_luhn(digits: str) -> bool:
    """The check digit of ISO/IEC 7812, which IMEIs and SIM card numbers end in."""
    if not digits.isascii() or not digits.isdigit():
        return False
    total = 0
    for place, digit in enumerate(reversed(digits)):
        number = int(digit) * (2 if place % 2 else 1)
        total += number - 9 if number > 9 else number
    return total % 10 == 0
