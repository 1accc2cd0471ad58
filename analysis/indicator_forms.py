"""The needles of a known value: each way of writing it, in each encoding and each hash."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from typing import Final, Literal
from urllib.parse import quote, quote_plus

import msgspec

from analysis.indicator_kinds import Indicator
from analysis.indicator_places import place_writings
from analysis.indicator_writings import Writing, hash_inputs, writings

Encoding = Literal[
    "", "percent", "twice_percent", "base64", "wide_base64", "hex", "reversed", "utf16", "bytes", "hash"
]
_WORDS: Final = {
    "": "", "percent": "percent-encoded", "twice_percent": "percent-encoded twice", "base64": "in base64",
    "wide_base64": "in UTF-16, in base64", "hex": "in hexadecimal", "reversed": "reversed", "utf16": "in UTF-16",
    "bytes": "", "hash": "",
}  # fmt: skip
_ALGORITHMS: Final = {"md5": "MD5", "sha1": "SHA-1", "sha256": "SHA-256", "sha512": "SHA-512"}
_URL_SAFE: Final = bytes.maketrans(b"+/", b"-_")
_EXACT: Final = frozenset({"base64", "wide_base64", "bytes"})


class Form(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One needle. ``exact``: the case counts. ``phase``: where in a group of four base64 characters it begins.

    ``value`` are the bytes that a needle in base64 stands for; ``words`` say what form it is.
    """

    indicator: int
    needle: bytes
    encoding: Encoding = ""
    exact: bool = False
    phase: int = 0
    value: bytes = b""
    writing: Writing
    hashed: bool = False
    words: str = ""


def forms_of(number: int, indicator: Indicator) -> Iterator[Form]:
    """Every needle of an indicator; ``number`` is its place in the list."""
    plain = place_writings(indicator.value) if indicator.kind == "coordinates" else writings(indicator)
    for writing in plain:
        yield from _written(number, writing)
    for text, form in hash_inputs(indicator).items():
        yield from _hashes(number, text, form)


def _written(number: int, writing: Writing) -> Iterator[Form]:
    for needle, encoding, phase, value in _encoded(writing):
        yield Form(
            indicator=number,
            needle=needle,
            encoding=encoding,
            exact=encoding in _EXACT,
            phase=phase,
            value=value,
            writing=writing,
            words=", ".join(filter(None, (writing.form, _WORDS[encoding]))),
        )


def _encoded(writing: Writing) -> Iterator[tuple[bytes, Encoding, int, bytes]]:
    """(needle, encoding, phase, value) of one way of writing."""
    plain = writing.data or writing.text.encode()
    yield plain, "bytes" if writing.data else "", 0, b""
    if not writing.data:
        for encoded in dict.fromkeys((quote(writing.text, safe=""), quote_plus(writing.text))):
            if encoded != writing.text:
                yield encoded.encode(), "percent", 0, b""
                yield quote(encoded, safe="").encode(), "twice_percent", 0, b""
    if not writing.inner or writing.hints:
        return
    for phase, needle in _base64(plain, whole=writing.whole):
        yield needle, "base64", phase, plain
    yield plain.hex().encode(), "hex", 0, b""
    if writing.data:
        return
    yield writing.text[::-1].encode(), "reversed", 0, b""
    for order in ("utf-16-le", "utf-16-be"):
        wide = writing.text.encode(order)
        yield wide if writing.whole else _without_outer_zero(wide, order), "utf16", 0, b""
        for phase, needle in _base64(wide, whole=writing.whole):
            yield needle, "wide_base64", phase, wide


def _base64(plain: bytes, *, whole: bool) -> Iterator[tuple[int, bytes]]:
    """The characters that the value alone decides, at each of its three places within a group; whole: padded or not."""
    if whole:
        padded = base64.b64encode(plain)
        found = [(0, padded), (0, padded.rstrip(b"="))]
    else:
        found = []
        for before, phase in ((0, 0), (1, 2), (2, 3)):
            encoded = base64.b64encode(bytes(before) + plain + bytes(3))
            last = (before + len(plain)) * 8 // 6
            if last - phase >= 3:
                found.append((phase, encoded[phase:last]))
    yield from dict.fromkeys([*found, *((phase, needle.translate(_URL_SAFE)) for phase, needle in found)])


def _without_outer_zero(wide: bytes, order: str) -> bytes:
    """UTF-16 without the zero at its outer end, so that letters of ASCII are one needle in both byte orders."""
    if order == "utf-16-le":
        return wide[:-1] if wide[-1:] == b"\0" else wide
    return wide[1:] if wide[:1] == b"\0" else wide


def _hashes(number: int, text: str, form: str) -> Iterator[Form]:
    writing = Writing(text=text, edge="none")
    for algorithm, called in _ALGORITHMS.items():
        value = hashlib.new(algorithm, text.encode(), usedforsecurity=False).digest()
        standard = base64.b64encode(value).rstrip(b"=")
        shown = {value.hex().encode(): "", value: ", as bytes", standard: ", in base64"}
        shown.setdefault(standard.translate(_URL_SAFE), ", in base64url")
        for needle, how in shown.items():
            yield Form(
                indicator=number,
                needle=needle,
                encoding="hash",
                exact=bool(how),
                writing=writing,
                hashed=True,
                words=f"as {called} of {form}{how}",
            )
