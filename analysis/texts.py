"""What texts look like: one look at each text of a message for all detectors that seek texts, whatever they are named."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from analysis.payload import Leaf, Payload
from analysis.remembered import Remembered

LONG: Final = 30  # characters
Text = tuple[Leaf, str]


class TextShape:
    """Texts that a detector seeks by what they look like; ``may_be`` is pure, quick, and true of all of them.

    It is asked once for a text that comes again and again, whole as it was sent. Headers are left out where a detector
    does not want them.
    """

    def __init__(self, may_be: Callable[[str], object], *, headers: bool = True) -> None:
        self.may_be = may_be
        self.headers = headers
        _shapes.append(self)
        _SHAPES_OF.clear()


_shapes: list[TextShape] = []


def _shapes_of(text: str) -> tuple[TextShape, ...]:
    return tuple(shape for shape in _shapes if shape.may_be(text))


_SHAPES_OF: Final[Remembered[str, tuple[TextShape, ...]]] = Remembered(_shapes_of)


class _Texts:
    """The texts of one payload by shape, in the order of the message."""

    def __init__(self, payload: Payload) -> None:
        self.payload = payload
        self.found: dict[TextShape, list[Text]] = {}
        found = self.found
        for leaf in payload.leaves:
            value = leaf.value
            if isinstance(value, str):
                for shape in _SHAPES_OF[value]:
                    if leaf.context == "header" and not shape.headers:
                        continue
                    if shape in found:
                        found[shape].append((leaf, value))
                    else:
                        found[shape] = [(leaf, value)]


_last: _Texts | None = None


def _texts(payload: Payload) -> _Texts:
    """Those of the last payload are kept, because every detector asks for them in turn."""
    global _last
    last = _last
    if last is None or last.payload is not payload:
        last = _last = _Texts(payload)
    return last


def shapes_in(payload: Payload) -> Iterable[TextShape]:
    """The shapes that texts of this message have."""
    return _texts(payload).found.keys()


def texts_like(payload: Payload, shape: TextShape) -> Sequence[Text]:
    """The leaves that hold a text of a shape, with it, in the order of the message."""
    return _texts(payload).found.get(shape, ())


_LONG_TEXTS: Final = TextShape(lambda text: len(text) >= LONG)


def long_texts(payload: Payload) -> Sequence[Text]:
    """The leaves that hold a text of thirty characters or more, with it."""
    return texts_like(payload, _LONG_TEXTS)
