"""Which latitudes and longitudes of a message are a known place: pairs, or one exact number with no other beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import msgspec

from analysis.indicator_forms import Form
from analysis.indicator_message import Message, Piece
from analysis.indicator_places import ALONE_FROM, NEAR, Half, Number, another_place
from analysis.lazy_patterns import lazy_pattern

_LAST_STEP: Final = lazy_pattern(r"(?:\.[^.\[\]>]{1,128}|\[[^\[\]]{1,140}\]|:[^:>.\[\]]{1,128})\Z")
_BRACKETS: Final = frozenset(b"{}[]<>")
_LONE: Final = 50  # lone numbers whose surroundings are looked at, in one message


class PlaceHit(msgspec.Struct, frozen=True, kw_only=True):
    """A number that is a known latitude or longitude; ``beside`` is the text around it."""

    form: Form
    piece: Piece
    at: int
    number: Number
    beside: list[str]


def belonging(
    hits: list[PlaceHit], places: Mapping[int, tuple[Half, Half]], message: Message
) -> Iterator[PlaceHit]:
    """The hits that stand for the place: beside their other half, or alone and given to four decimals or more."""
    lone = 0
    partners = _Partners(hits, message.buffer)
    for hit in hits:
        if partners.has(hit):
            yield hit
        elif hit.number.alone and hit.number.decimals >= ALONE_FROM and lone < _LONE:
            lone += 1
            partner = places[hit.form.indicator][hit.form.writing.axis == "latitude"].degrees
            if not another_place(partner, [*hit.beside, *_siblings(hit, message)]):
                yield hit


class _Partners:
    """Where the other halves are: by the object that they are in, and by their place in a text."""

    def __init__(self, hits: Iterable[PlaceHit], buffer: bytes) -> None:
        self._buffer = buffer
        self._groups: set[tuple[int, str, str]] = set()
        self._texts: dict[tuple[int, str, str], list[int]] = {}
        for hit in hits:
            axis = hit.form.writing.axis
            if hit.piece.leaf is not None:
                self._groups.add((hit.form.indicator, axis, outer(hit.piece.path)))
            self._texts.setdefault((hit.form.indicator, axis, hit.piece.path), []).append(hit.at)

    def has(self, hit: PlaceHit) -> bool:
        other = "longitude" if hit.form.writing.axis == "latitude" else "latitude"
        if hit.piece.leaf is not None and (hit.form.indicator, other, outer(hit.piece.path)) in self._groups:
            return True
        near = self._texts.get((hit.form.indicator, other, hit.piece.path), ())
        return any(self._joined(*sorted((at, hit.at))) for at in near)

    def _joined(self, first: int, second: int) -> bool:
        """Whether two places in one text are near one another and in one object."""
        return 0 < second - first <= NEAR and _BRACKETS.isdisjoint(self._buffer[first:second])


def outer(path: str) -> str:
    """The path of the object, array or set of parameters that a value stands in."""
    return _LAST_STEP.sub("", path)


def _siblings(hit: PlaceHit, message: Message) -> list[str]:
    if hit.piece.leaf is None:
        return []
    group = outer(hit.piece.path)
    return [
        text
        for leaf, text in zip(message.leaves, message.texts, strict=True)
        if leaf is not hit.piece.leaf and leaf.path.startswith(group) and outer(leaf.path) == group
    ]
