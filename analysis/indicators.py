"""Finds the household's own known values in a message, in every way of writing, encoding and hash, in one pass."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

import msgspec

from analysis.indicator_forms import Form, forms_of
from analysis.indicator_kinds import HASHED, KINDS, Indicator
from analysis.indicator_message import Message, Piece
from analysis.indicator_pairs import PlaceHit, belonging
from analysis.indicator_places import WITHIN_M, known_place, read_number
from analysis.indicator_reading import read_back, stands_alone
from analysis.payload import Payload
from analysis.records import Confidence, Observation

if TYPE_CHECKING:
    from ahocorasick_rs import BytesAhoCorasick

RULE: Final = "indicator"
_FRAGMENT: Final = 12  # bytes of a needle that the automaton knows; the rest is compared where they are found
_STEP: Final = 1 << 17  # bytes that are searched at once, a bound on the list of places found
_LOOKED_AT: Final = 500  # places of one fragment that are compared in one message
_MOST: Final = 1000  # hits of one message
_CLOSE: Final = f", to within about {WITHIN_M} m"


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """One place where a known value stands: the form, the piece of the message, the text as it was sent."""

    form: Form
    piece: Piece
    text: str
    property: str
    category: str
    close: bool = False


class Indicators:
    """Known values, ready to be looked for. ``version`` changes with the set and tells nothing of the values."""

    def __init__(self, indicators: Iterable[Indicator]) -> None:
        self.indicators = tuple(indicators)
        known = "\0".join(sorted(f"{item.id} {item.kind} {item.name}" for item in self.indicators))
        self.version = hashlib.sha256(known.encode()).hexdigest()[:6] if self.indicators else ""
        self._places = {
            number: known_place(item.value)
            for number, item in enumerate(self.indicators)
            if item.kind == "coordinates"
        }
        self._whole: dict[str, list[Form]] = {}
        fragments: dict[bytes, list[Form]] = {}
        for number, item in enumerate(self.indicators):
            for form in forms_of(number, item):
                if form.writing.whole and not form.hashed:
                    key = form.needle.decode("utf-8", "surrogateescape").lower()
                    self._whole.setdefault(key, []).append(form)
                else:
                    fragments.setdefault(form.needle[:_FRAGMENT].lower(), []).append(form)
        self._longest = 4 * max(map(len, self._whole), default=0)  # bytes
        self._forms = list(fragments.values())
        self._automaton = _automaton(list(fragments)) if fragments else None

    def __bool__(self) -> bool:
        return bool(self.indicators)

    def __reduce__(self) -> tuple[type[Indicators], tuple[tuple[Indicator, ...]]]:
        return Indicators, (self.indicators,)  # to another process: the automaton is made anew there

    def find(self, payload: Payload) -> list[Observation]:
        """Every known value of a message, with its deepest path. Pure; bounded whatever the message holds."""
        if not self.indicators:
            return []
        message = Message(payload)
        hits: list[Hit] = []
        places: list[PlaceHit] = []
        for found in (*self._substrings(message), *self._whole_values(message)):
            if isinstance(found, Hit):
                hits.append(found)
            else:
                places.append(found)
        if places:
            pairs = belonging(places, self._places, message)
            hits += (self._place_observed(found) for found in pairs)
        return [self._observation(hit) for hit in _deepest(hits)] if hits else []

    # -- search -------------------------------------------------------------------------------------------------------

    def _substrings(self, message: Message) -> Iterator[Hit | PlaceHit]:
        if self._automaton is None:
            return
        lowered = message.buffer.lower()
        looked_at: Counter[int] = Counter()
        seen: set[tuple[int, str, str]] = set()
        given = 0
        for begin in range(0, len(lowered), _STEP):
            part = lowered if len(lowered) <= _STEP else lowered[begin : begin + _STEP + _FRAGMENT - 1]
            for fragment, start, _ in self._automaton.find_matches_as_indexes(part, overlapping=True):
                looked_at[fragment] += 1
                if looked_at[fragment] > _LOOKED_AT or given >= _MOST:
                    continue
                for form in self._forms[fragment]:
                    hit = self._at(form, message, lowered, begin + start)
                    key = _key(hit) if hit is not None else None
                    if hit is not None and key not in seen:
                        given += 1
                        if key is not None:
                            seen.add(key)
                        yield hit

    def _at(self, form: Form, message: Message, lowered: bytes, start: int) -> Hit | PlaceHit | None:
        end = start + len(form.needle)
        there = (
            message.buffer[start:end] == form.needle
            if form.exact
            else lowered[start:end] == form.needle.lower()
        )
        if not there:
            return None
        piece = message.piece(start)
        if end > piece.high:
            return None
        around = read_back(form, message.buffer, start, piece.low, piece.high)
        if around is None:
            return None
        writing = form.writing
        if writing.edge == "number":
            known = self._places[form.indicator][writing.axis == "longitude"]
            number = read_number(known, around.before, around.text, around.after)
            beside = [around.before, around.after]
            return (
                PlaceHit(form=form, piece=piece, at=start, number=number, beside=beside) if number else None
            )
        if not form.hashed and not stands_alone(writing.edge, around):
            return None
        sent = message.buffer[start:end]
        text = sent.hex() if not sent.isascii() and form.exact else sent.decode("utf-8", "replace")
        return self._hit(form, piece, text)

    def _whole_values(self, message: Message) -> Iterator[Hit]:
        if not self._whole:
            return
        texts = [
            data.decode("utf-8", "surrogateescape") if len(data) <= self._longest else ""
            for data in message.others
        ]
        texts += message.texts
        if self._whole.keys().isdisjoint(map(str.lower, texts)):
            return
        for number, text in enumerate(texts):
            for form in self._whole.get(text.lower(), ()):
                if form.exact and form.needle != text.encode("utf-8", "surrogateescape"):
                    continue
                piece = message.whole(number)
                if _is_hinted(form, piece):
                    yield self._hit(form, piece, text)

    # -- what was found -----------------------------------------------------------------------------------------------

    def _hit(self, form: Form, piece: Piece, text: str) -> Hit:
        kind = KINDS[self.indicators[form.indicator].kind]
        category, called = (HASHED, kind.hashed) if form.hashed else (kind.category, kind.property)
        return Hit(form=form, piece=piece, text=text, property=called, category=category)

    def _place_observed(self, found: PlaceHit) -> Hit:
        number = found.number
        return Hit(
            form=found.form,
            piece=found.piece,
            text=number.text,
            property=found.form.writing.axis,
            category="location.precise" if number.decimals > 2 else "location.coarse",
            close=number.close,
        )

    def _observation(self, hit: Hit) -> Observation:
        indicator = self.indicators[hit.form.indicator]
        sure = hit.form.hashed or hit.form.writing.sure
        words = (
            f", {hit.form.words}" if hit.form.words and not hit.form.hashed else f" {hit.form.words}".rstrip()
        )
        return Observation(
            category=hit.category,
            property=hit.property,
            path=_without(indicator.value, hit.piece.path),
            value=hit.text,
            reasoning=f"the known value '{indicator.name}'{words}{_CLOSE if hit.close else ''}",
            rule=RULE,
            confidence=Confidence.CERTAIN if sure else Confidence.LIKELY,
        )


def _automaton(fragments: list[bytes]) -> BytesAhoCorasick:
    # imported only where there are known values: most scans have none
    from ahocorasick_rs import BytesAhoCorasick, Implementation

    return BytesAhoCorasick(fragments, implementation=Implementation.ContiguousNFA)


def _key(hit: Hit | PlaceHit) -> tuple[int, str, str] | None:
    """What is reported once: an indicator as one property in one place; of coordinates every number is needed."""
    return (hit.form.indicator, hit.piece.path, hit.property) if isinstance(hit, Hit) else None


def _is_hinted(form: Form, piece: Piece) -> bool:
    names = "".join(piece.leaf.names).lower() if piece.leaf is not None else ""
    return not form.writing.hints or any(hint in names for hint in form.writing.hints)


def _without(value: str, path: str) -> str:
    """A path that does not hold the value itself, which may be the name of a field."""
    if value.casefold() not in path.casefold():
        return path
    return re.sub(re.escape(value), "(known value)", path, flags=re.IGNORECASE)


def _deepest(hits: list[Hit]) -> Iterator[Hit]:
    """One hit for each value, property and path; a layer only where nothing that came out of it holds the same."""
    groups: dict[tuple[int, str], dict[str, Hit]] = {}
    for hit in hits:
        groups.setdefault((hit.form.indicator, hit.property), {}).setdefault(hit.piece.path, hit)
    for found in groups.values():
        outside: set[str] = set()
        for path, hit in found.items():
            outside.update(path[: step.start()] for step in re.finditer(">", path))
            if hit.piece.leaf is not None and ":" in path:
                outside.add(path.partition(":")[0])  # "query:email" is within "query"
        yield from (hit for path, hit in found.items() if path not in outside)
