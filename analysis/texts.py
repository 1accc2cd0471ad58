"""What texts look like: one look at each text of a message for all detectors that seek texts, whatever they are named."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from analysis.payload import Leaf, Payload
from analysis.remembered import Remembered

LONG: Final = 30  # characters
Text = tuple[Leaf, str]


class TextShape:
    """Texts that a detector seeks by what they look like; ``may_be`` is pure, quick, and true of all of them.

    It is asked once for a text that comes again and again, whole as it was sent, of ``shortest`` to ``longest`` characters
    and beginning with one of ``begins`` ("": any). Headers are left out where a detector does not want them.
    """

    def __init__(
        self,
        may_be: Callable[[str], object],
        *,
        headers: bool = True,
        shortest: int = 0,
        longest: int | None = None,
        begins: str = "",
    ) -> None:
        self.may_be = may_be
        self.headers = headers
        self.shortest = shortest
        self.longest = longest
        self.begins = begins
        _know(self)

    def may_begin(self, size: int, first: str) -> bool:
        """Whether ``may_be`` is asked of a text of so many characters that begins with ``first``."""
        return (
            self.shortest <= size
            and (self.longest is None or size <= self.longest)
            and (not self.begins or first in self.begins)
        )


_shapes: list[TextShape] = []
_sizes: list[int] = []  # where another shape begins or ends, in order
_letters: set[str] = set()  # with which some shape begins; all others are alike
# The shapes to ask about, by where a text's length stands among the sizes, and its first letter where that matters.
_WORTH_ASKING: Final[dict[tuple[int, str], tuple[TextShape, ...]]] = {}


def _know(shape: TextShape) -> None:
    _shapes.append(shape)
    _letters.update(shape.begins)
    ends = () if shape.longest is None else (shape.longest + 1,)
    _sizes[:] = sorted({*_sizes, shape.shortest, *ends})
    _WORTH_ASKING.clear()
    _SHAPES_OF.clear()


def _worth_asking(text: str) -> tuple[TextShape, ...]:
    first = text[:1]
    at = bisect_right(_sizes, len(text))
    key = at, first if first in _letters else ""
    found = _WORTH_ASKING.get(key)
    if found is None:  # every text between two of the sizes is as long as the first of them, to all shapes
        size = _sizes[at - 1] if at else 0
        found = _WORTH_ASKING[key] = tuple(shape for shape in _shapes if shape.may_begin(size, first))
    return found


def _shapes_of(text: str) -> tuple[TextShape, ...]:
    return tuple([shape for shape in _worth_asking(text) if shape.may_be(text)])


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


_LONG_TEXTS: Final = TextShape(lambda text: len(text) >= LONG, shortest=LONG)


def long_texts(payload: Payload) -> Sequence[Text]:
    """The leaves that hold a text of thirty characters or more, with it."""
    return texts_like(payload, _LONG_TEXTS)
