"""Sentences of the pages, made of messages: what is bold in one, and what fills it, in whatever order a language has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

import msgspec

from analysis.wording import parts, parts_n, split
from dashboard import elements as html

Content = Any  # what Dash takes as children: a component, a text, or a list of them


class Segment(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of a sentence; ``strong`` for the facts, ``href`` for one that leads to where it is shown."""

    text: str
    strong: bool = False
    href: str = ""


Sentence = tuple[Segment, ...]


def phrase(text: str, /, *, context: str = "", **blanks: object) -> Sentence:
    """A message as a sentence: ``**facts**`` are strong, ``{blanks}`` are texts or sentences."""
    return tuple(_segments(parts(text, context=context, **blanks)))


def phrase_of(said: str, /, **blanks: object) -> Sentence:
    """A message of a table (``Words``) as a sentence; it is in the language of now already."""
    return tuple(_segments(split(said, blanks)))


def phrase_parts(pieces: Iterable[tuple[object, bool]], /) -> Sentence:
    """A message that is in pieces already (``wording.parts``) as a sentence."""
    return tuple(_segments(list(pieces)))


def phrase_n(one: str, many: str, n: int, /, *, context: str = "", **blanks: object) -> Sentence:
    """The same of a message about a number, which is ``{n}``."""
    return tuple(_segments(parts_n(one, many, n, context=context, **blanks)))


def rich(text: str, /, *, context: str = "", **blanks: object) -> list[Content]:
    """A message as children of a component: ``**facts**`` in bold, ``{blanks}`` are texts, sentences or components."""
    return _children(parts(text, context=context, **blanks))


def rich_of(said: str, /, **blanks: object) -> list[Content]:
    """A message of a table (``Words``) as children; it is in the language of now already."""
    return _children(split(said, blanks))


def rich_n(one: str, many: str, n: int, /, *, context: str = "", **blanks: object) -> list[Content]:
    """The same of a message about a number, which is ``{n}``."""
    return _children(parts_n(one, many, n, context=context, **blanks))


def sentence(spoken: Sentence) -> list[Content]:
    """A sentence with its facts in bold."""
    return [
        html.B(html.Link(part.text, href=part.href) if part.href else part.text) if part.strong else part.text
        for part in spoken
    ]


def plain(spoken: Iterable[Segment]) -> str:
    """The sentence as text."""
    return "".join(segment.text for segment in spoken)


def joined(*spoken: Sentence) -> Sentence:
    """Sentences one after the other."""
    found: list[Segment] = []
    for one in spoken:
        found += [Segment(text=" "), *one] if found and one else one
    return tuple(found)


def _segments(pieces: list[tuple[object, bool]]) -> Iterator[Segment]:
    """Neighbours that are alike become one."""
    spoken = [segment for piece, strong in pieces for segment in _of(piece, strong)]
    for (strong, href), alike in groupby(spoken, key=lambda segment: (segment.strong, segment.href)):
        if text := plain(alike):
            yield Segment(text=text, strong=strong, href=href)


def _of(piece: object, strong: bool) -> Sentence:
    if isinstance(piece, tuple):
        return tuple(msgspec.structs.replace(part, strong=part.strong or strong) for part in piece)
    return (Segment(text=str(piece), strong=strong),)


def _children(pieces: list[tuple[object, bool]]) -> list[Content]:
    """Texts between components become sentences of their own."""
    found: list[Content] = []
    for is_text, some in groupby(pieces, key=lambda piece: isinstance(piece[0], str | int | tuple)):
        if is_text:
            found += sentence(tuple(_segments(list(some))))
        else:
            some_of: list[tuple[Content, bool]] = list(some)
            found += [html.B(piece) if strong else piece for piece, strong in some_of]
    return found
