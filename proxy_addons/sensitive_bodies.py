"""Reduces the addresses of sensitive hosts in the bodies of messages to others: a tracker is told which page was read.

What is hidden in Base64, or packed, is found in queries, paths and headers as well.

An address gives way to its host's category, byte for byte as long as it was, so that lengths within the body stay right;
in Base64 as well. What cannot be replaced so is not kept.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

import msgspec
from ahocorasick_rs import BytesAhoCorasick, Implementation

from analysis.records import Transmission, Visibility
from proxy_addons.never_intercept import Match, NeverIntercept, on_the_wire
from proxy_addons.packed_bodies import HEADS, Effort, TooMuch, packed_within, unpacked
from proxy_addons.sensitive_base64 import Base64Names, Change, Spot

_MEDIA: Final = ("image/", "audio/", "video/", "font/")
_DEPTH: Final = 4  # packed in packed in packed
_LABELS: Final = re.compile(rb"[a-z0-9._-]{0,253}\Z")  # what of a host stands before the name that is known
_ESCAPES: Final = re.compile(rb"(?:%(?:25)*[0-9a-f]{2}|\\[bfnrt]|\\u00[0-9a-f]{2})\Z")
_ESCAPED: Final = re.compile(rb"(?:%(?:25)*[0-9a-f]{2}|\\[bfnrt]|\\u00[0-9a-f]{2})(?=[a-z0-9_-])")
_LETTER: Final = re.compile(rb"[a-z0-9_-]\Z")
# a name goes on with a label, but for the file that is called after it, as services for pages' icons do
_GOES_ON: Final = re.compile(
    rb"[a-z0-9-]|\.(?!(?:gif|html?|ico|jpe?g|json|png|svg|webp|xml)(?![a-z0-9.-]))[a-z0-9]"
)
_WIDE_LETTER: Final = re.compile(rb"[a-z0-9-]")
_WHOLE: Final = re.compile(rb"\s*(?:[{\[]|https?://)")
_BINARY: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_TAIL: Final = re.compile(rb"(?:[a-z0-9/%?=._~:@!$()*+,;#-]|\\/){0,65536}")
# in JSON an address ends with its string, but for what is no part of one: a space, a quotation mark, < and >
_TAIL_JSON: Final = re.compile(
    rb"(?:[a-z0-9/%?=._~:@!$()*+,;#&'|\[\]{}^`\x80-\xff-]|\\/|\\u(?!00(?:20|22|3c|3e))[0-9a-f]{4}){0,65536}"
)
_TAIL_BINARY: Final = re.compile(rb"[a-z0-9/%?=._~:@!$()*+,;#&'-]{0,65536}")


class _Found(NamedTuple):
    """An address, and what its host is. ``as_text``: it can be replaced."""

    start: int
    end: int
    match: Match | None
    as_text: bool = True

    @property
    def instead(self) -> bytes | None:
        """The category, as long as the address; None where nothing can stand there."""
        alias, length = self.match.alias.encode() if self.match is not None else b"", self.end - self.start
        return (alias if len(alias) <= length else b"").ljust(length, b"*") if self.as_text else None


class _Search(NamedTuple):
    """Bytes in lower case, which names stand in them from where to where, and where something packed may begin."""

    lowered: bytes
    names: list[tuple[int, int, int]]
    heads: list[tuple[int, int]]


class SensitiveBodies:
    """Knows the names. ``reduce`` runs in the writer thread, before anything is journalled."""

    def __init__(self, never_intercept: NeverIntercept) -> None:
        self._match = never_intercept.match
        self._known = tuple(name for name in never_intercept.sensitive if name.isascii())
        self._names = _automaton(self._known) if self._known else None
        forms = [name.encode() for name in self._known] + [on_the_wire(name) for name in self._known]
        self._coded = Base64Names(tuple(forms), self._changes)

    def reduce(self, transmission: Transmission) -> Transmission:
        """The transmission without sensitive addresses in its body; the same object where there are none.

        Of a body that is packed, or holds something packed, or a name as DNS or UTF-16 writes it, only the size is kept.
        """
        if self._names is None:
            return transmission
        transmission = self._fields(transmission)
        body = transmission.body
        if not body:
            return transmission
        if (transmission.header("content-type") or "").strip().lower().startswith(_MEDIA):
            return transmission
        try:
            plain = unpacked(body, transmission.header("content-encoding") or "")
            if plain is not None:
                found = self._first_of(plain, Effort())
                return _without_body(transmission) if found is not None else transmission
            reduced = self._reduced(body)
        except TooMuch:
            return _without_body(transmission)
        if reduced is body:
            return transmission
        return _without_body(transmission) if reduced is None else _with_body(transmission, reduced)

    def names_any(self, text: bytes) -> bool:
        """Whether a name stands in some bytes, within another word as well: where it does not, nothing is to be done."""
        return self._names is not None and bool(self._search(text).names)

    def _fields(self, transmission: Transmission) -> Transmission:
        """Query, path and headers, in which what was hidden has given way; the same object where nothing was."""
        headers = transmission.request_headers
        whole = "\0".join((transmission.query, transmission.path, *(value for _, value in headers)))
        coded = whole.encode("utf-8", "surrogatepass")
        if self._hidden(coded) is coded:  # nearly always; otherwise each is looked at for itself
            return transmission
        return msgspec.structs.replace(
            transmission,
            query=self._shown(transmission.query),
            path=self._shown(transmission.path),
            request_headers=tuple((name, self._shown(value)) for name, value in headers),
        )

    def _shown(self, value: str) -> str:
        coded = value.encode("utf-8", "surrogatepass")
        changed = self._hidden(coded)
        return value if changed is coded else changed.decode("utf-8", "surrogatepass")

    def _hidden(self, text: bytes) -> bytes:
        """Text in which names in Base64 have given way, in as many letters; the same object where there are none.

        Where that cannot be, or it is something packed, the category stands for all of it.
        """
        spots = self._coded.spots(text)
        whole = [(spot.start, spot.end, self._alias(spot)) for spot in spots if spot.edits is None]
        effort = Effort()
        try:
            for start, end, plain in packed_within(text, self._search(text).heads, effort):
                match = self._first_of(plain, effort)
                whole += [(start, end, match.alias.encode())] if match is not None else []
        except TooMuch:
            whole = [(0, len(text), b"*")]
        if not spots and not whole:
            return text
        changed = bytearray(text)
        _edit(changed, spots)
        before = len(text)
        for start, end, alias in sorted(whole, reverse=True):
            changed[start : min(end, before)] = alias
            before = start
        return bytes(changed)

    def _first_of(self, data: bytes, effort: Effort, depth: int = _DEPTH) -> Match | None:
        """Which sensitive host some bytes name, one of them, whatever way. Raises ``TooMuch``."""
        search = self._search(data)
        for found in self._spans(search):
            return found.match
        for spot in self._coded.spots(data):
            return self._match(self._known[spot.number % len(self._known)])
        for _, _, plain in packed_within(data, search.heads, effort) if depth else ():
            match = self._first_of(plain, effort, depth - 1)
            if match is not None:
                return match
        return None

    def _alias(self, spot: Spot) -> bytes:
        match = self._match(self._known[spot.number % len(self._known)])
        return match.alias.encode() if match is not None else b"*"

    def _reduced(self, body: bytes) -> bytes | None:
        """The body with what stands instead; the same object, or None where nothing can."""
        search, effort = self._search(body), Effort()
        within = packed_within(body, search.heads, effort)
        if any(self._first_of(plain, effort) is not None for _, _, plain in within):
            return None
        found, spots = list(self._spans(search)), self._coded.spots(body)
        if not found and not spots:
            return body
        changed = bytearray(body)
        if not _edit(changed, spots):
            return None
        for each in found:
            instead = each.instead
            if instead is None:
                return None
            changed[each.start : each.end] = instead
        done = bytes(changed)
        return None if spots and self._coded.spots(done) else done

    def _changes(self, decoded: bytes) -> Iterator[Change]:
        """Of what stood in Base64; an address that is whole there ends with a space or a quotation mark."""
        tail = _TAIL_JSON if b"://" in decoded else None
        return ((found.start, found.end, found.instead) for found in self._spans(self._search(decoded), tail))

    def _search(self, body: bytes) -> _Search:
        assert self._names is not None
        lowered, heads = body.lower(), 3 * len(self._known)
        hits = self._names.find_matches_as_indexes(lowered, overlapping=True)
        return _Search(
            lowered,
            [hit for hit in hits if hit[0] < heads],
            [(number - heads, start) for number, start, _ in hits if number >= heads],
        )

    def _spans(self, search: _Search, tail: re.Pattern[bytes] | None = None) -> Iterator[_Found]:
        """The addresses in some bytes, as they stand there."""
        lowered, hits, _ = search
        tail = tail or (_tail(lowered) if hits else _TAIL)
        until = 0
        for number, start, end in hits:
            form, which = divmod(number, len(self._known))
            match = self._match(self._known[which])
            if form:
                if form == 1 or not _within_wide(lowered, start, end):
                    yield _Found(start, end, match, as_text=False)
                continue
            if _GOES_ON.match(lowered, end) or start < until:
                continue
            begin = _begin(lowered, start)
            if begin is None:
                continue
            rest = tail.match(lowered, end)
            until = rest.end() if rest is not None else end
            yield _Found(begin, until, match)


@lru_cache(maxsize=4)
def _automaton(names: tuple[str, ...]) -> BytesAhoCorasick:
    """Finds names as text, as DNS writes them, and as UTF-16 does; then how what is packed begins."""
    texts, wires = [name.encode() for name in names], [on_the_wire(name) for name in names]
    wide = [name.encode("utf-16-le")[:-1] for name in names]
    return BytesAhoCorasick([*texts, *wires, *wide, *HEADS], implementation=Implementation.DFA)


def _edit(changed: bytearray, spots: list[Spot]) -> bool:
    """False where one of them cannot be changed."""
    for spot in spots:
        for place, byte in (spot.edits or {}).items():
            changed[place] = byte
    return all(spot.edits is not None for spot in spots)


def _tail(lowered: bytes) -> re.Pattern[bytes]:
    """What belongs to an address after its host, which differs with what it stands in."""
    if _WHOLE.match(lowered) or b'":' in lowered:
        return _TAIL_JSON
    return _TAIL_BINARY if _BINARY.search(lowered) else _TAIL


def _within_wide(lowered: bytes, start: int, end: int) -> bool:
    """Whether what stands here in UTF-16 is a part of a longer label."""
    before, after = lowered[max(0, start - 2) : start - 1], lowered[end + 1 : end + 2]
    return bool(_WIDE_LETTER.match(before) or _WIDE_LETTER.match(after))


def _begin(lowered: bytes, start: int) -> int | None:
    """Where the host begins whose end is a known name; None where the name is the end of a longer label."""
    before = lowered[max(0, start - 253) : start]
    if before.endswith(b"."):
        labels = _LABELS.search(before)
        length = len(labels[0]) if labels is not None else 0
        escape = _ESCAPED.search(before, max(0, len(before) - length - 1)) if length else None
        return start - (len(before) - escape.end() if escape is not None else length)
    if _ESCAPES.search(before) or not _LETTER.search(before):
        return start
    return None


def _with_body(transmission: Transmission, changed: bytes) -> Transmission:
    digest = transmission.body_sha256
    if transmission.body_size == len(changed):
        digest = hashlib.sha256(changed).hexdigest()
    return msgspec.structs.replace(transmission, body=changed, body_sha256=digest)


def _without_body(transmission: Transmission) -> Transmission:
    return msgspec.structs.replace(
        transmission, body=None, body_sha256=None, visibility=Visibility.PASSED_BY_CHOICE
    )
