"""Finds names within Base64 (RFC 4648, with either alphabet, padded or not) without decoding what holds none.

A name looks different in Base64 for each of the three places at which it may begin, and with each letter that is a
capital. Of a character's six bits three are the same whatever the case: by these all is searched at once, and what is found
is decoded. What gives way is written back as Base64, of the same length.
"""

from __future__ import annotations

import re
from base64 import b64encode
from binascii import a2b_base64
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import Final, NamedTuple

from ahocorasick_rs import BytesAhoCorasick, Implementation

_ALPHABET: Final = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_STANDARD: Final = bytes({45: 43, 95: 47}.get(one, one if one in _ALPHABET else 65) for one in range(256))
_SEXTET: Final = {one: number for number, one in enumerate(_ALPHABET)} | {ord("-"): 62, ord("_"): 63}
_SAME: Final = 0b010101  # the bits that a letter's case leaves alone, in every place
_CLASSES: Final = bytes(_SEXTET[one] & _SAME if one in _SEXTET else 255 for one in range(256))
# patterns that never occur: with them the automaton does not jump from one frequent first byte to the next
_UNUSED: Final = [bytes([128 + number]) * 4 for number in range(16)]
# one character, also as URLs and JSON escape the last two of the alphabet
_ONE: Final = rb"[A-Za-z0-9+/_-]|\\/|%(?:25)*2[BbFf]|\\u002[bBfF]"
_CHARACTER: Final = re.compile(_ONE)
_BEFORE: Final = re.compile(rb"(?:" + _ONE + rb")+")
_AFTER: Final = re.compile(rb"(?:" + _ONE + rb"){1,8192}")
_BREAK: Final = rb"\r|\n|\\[rn]|%(?:25)*0[AaDd]"
_ENDS: Final = (b"%0A", b"%0a", b"%0D", b"%0d", b"%250A", b"%250a", b"%250D", b"%250d")
_GOES_ON: Final = re.compile(rb"(?:" + _BREAK + rb")*[A-Za-z0-9+/_-]|" + _ONE)
_BROKEN: Final = re.compile(rb"(?:" + _BREAK + rb")\Z")
_STAR: Final = ord("*")
_MAX_HITS: Final = 10_000
_MAX_DECODED: Final = 1 << 18  # characters of one body; where more would have to be, nothing is changed
_LOOK_BACK: Final = 1024  # bytes, for the labels before a name

Change = tuple[int, int, bytes | None]
"""Where within some bytes something must give way, and to what; None where nothing can stand there instead."""
Changes = Callable[[bytes], Iterable[Change]]


class Spot(NamedTuple):
    """Base64 that holds the name of a number: what is to be changed in it, byte by byte; None where that cannot be."""

    number: int
    start: int
    end: int
    edits: dict[int, int] | None


class Base64Names:
    """Knows the names, in lower case. ``changes`` says what must give way in what was decoded."""

    def __init__(self, names: tuple[bytes, ...], changes: Changes) -> None:
        self._changes = changes
        self._known = names
        self._names = _automaton(names)

    def spots(self, body: bytes) -> list[Spot]:
        """Where names stand; nearly always nowhere."""
        joined = _joined(body)
        hits = list(islice(self._hits(joined), _MAX_HITS))
        if not hits:
            return []
        if len(hits) == _MAX_HITS:
            return [Spot(hits[0][0], 0, len(body), None)]
        places = hits if joined is body else list(self._hits(body))
        found: list[Spot] = []
        room = _MAX_DECODED
        done = [0, 0, 0, 0]  # up to where was decoded, for each place at which groups may begin
        for number, start, end, first in places:
            phase = (start - first) % 4
            if end > done[phase]:
                run = _Run(body, start, first)
                done[phase] = run.end
                room -= run.size
                if room < 0:
                    return [Spot(number, 0, len(body), None)]
                spot = run.spot(number, self._changes)
                found += [spot] if spot is not None else []
        if len(places) != len(hits):  # a line ends within a name
            found.append(Spot(hits[0][0], 0, len(body), None))
        return found

    def _hits(self, body: bytes) -> Iterator[tuple[int, int, int, int]]:
        """Which name, from where to where it is known, and which of a group's four characters is the first of that."""
        folded = body.translate(_CLASSES)
        for number, start, end in self._names.find_matches_as_indexes(folded, overlapping=True):
            which, before = divmod(number, 3)
            name = self._known[which]
            first = (0, 2, 3)[before]
            if first and not start:
                continue
            lead = b"A" * (first - 1) + body[start - 1 : start] if first else b""
            coded = (lead + body[start : end + 1]).translate(_STANDARD)
            decoded = a2b_base64(coded[: len(coded) - (len(coded) % 4 == 1)] + b"A" * (-len(coded) % 4 % 3))
            if decoded[before : before + len(name)].lower() == name:
                yield which, start, end, first


@lru_cache(maxsize=4)
def _automaton(names: tuple[bytes, ...]) -> BytesAhoCorasick:
    """Finds each name at each of its three places, and in this order."""
    patterns: list[bytes] = []
    for name in names:
        for before in range(3):
            coded = b64encode(bytes(before) + name + b"\0\0")
            first, full = -(-8 * before // 6), 8 * (before + len(name)) // 6
            patterns.append(coded[first:full].translate(_CLASSES))
    return BytesAhoCorasick(patterns + _UNUSED, implementation=Implementation.DFA)


class _Run:
    """The Base64 around a name, as far as an address can reach. ``first``: what stands at ``place`` of a group."""

    def __init__(self, body: bytes, place: int, first: int) -> None:
        back = max(0, place - _LOOK_BACK)
        begin = place
        for run in _BEFORE.finditer(body, back, place):
            begin = run.start() if run.end() == place else place
        ahead = _AFTER.match(body, place)
        self.end = ahead.end() if ahead is not None else place
        before = list(_CHARACTER.finditer(body, begin, place))
        skipped = (len(before) - first) % 4
        self._tokens = [*before, *_CHARACTER.finditer(body, place, self.end)][skipped:]
        self.size = len(self._tokens)
        self._sextets = [_sextet(token[0]) for token in self._tokens]
        self._cut_before = _BROKEN.search(body, max(0, begin - 8), begin) is not None
        self._cut_behind = _GOES_ON.match(body, self.end) is not None

    def spot(self, number: int, changes: Changes) -> Spot | None:
        """What is to be changed; None where nothing is."""
        decoded = _decoded(self._sextets)
        found = list(changes(decoded))
        if not found:
            return None
        return Spot(number, self._tokens[0].start(), self.end, self._edits(decoded, found))

    def _edits(self, decoded: bytes, found: list[Change]) -> dict[int, int] | None:
        changed = bytearray(decoded)
        escaped = {number // 4 * 3 + 2 for number, token in enumerate(self._tokens) if len(token[0]) > 1}
        for start, end, instead in found:
            if (
                instead is None
                or (not start and self._cut_before)
                or (end == len(decoded) and self._cut_behind)
            ):
                return None
            kept = escaped.intersection(range(start, end))
            in_the_way = any(instead[place - start] != _STAR for place in kept)
            changed[start:end] = b"*" * len(instead) if in_the_way else instead
            for place in kept:  # an escaped "/" or "+" stays what it is: a "?" or "~" of the address
                changed[place] = decoded[place]
        return self._written(b64encode(changed).rstrip(b"="))

    def _written(self, coded: bytes) -> dict[int, int] | None:
        edits: dict[int, int] = {}
        for token, old, new in zip(self._tokens, self._sextets, coded, strict=False):
            if _SEXTET[new] == old:
                continue
            if len(token[0]) > 1 or _SEXTET[new] >= 62:
                return None
            edits[token.start()] = new
        return edits


def _sextet(token: bytes) -> int:
    if len(token) == 1:
        return _SEXTET[token[0]]
    return 62 if token[-1:] in b"bB" else 63


def _decoded(sextets: list[int]) -> bytes:
    coded = bytes(_ALPHABET[sextet] for sextet in sextets[: len(sextets) - (len(sextets) % 4 == 1)])
    return a2b_base64(coded + b"=" * (-len(coded) % 4))


def _joined(body: bytes) -> bytes:
    """The bytes without the ends of lines; the same object where there are none."""
    if b"\\" in body and b"\\n" in body:
        body = body.replace(b"\\r", b"").replace(b"\\n", b"")
    if b"%" in body and (b"%0" in body or b"%250" in body):
        for end in _ENDS:
            body = body.replace(end, b"")
    return body.translate(None, b"\r\n") if b"\n" in body else body
