"""All texts of one message as one buffer, so that a search passes over them once, and the way back from a place in it."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import Final

import msgspec

from analysis.payload import Leaf, Payload, Scalar

_SEPARATOR: Final = b"\n"


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """One text of the message: its path, where it stands in the buffer, and the value that it is (None: a layer)."""

    path: str
    low: int
    high: int
    leaf: Leaf | None = None


class Message:
    """``buffer`` holds every layer, the parts of the request, then every value, with a separator between them.

    ``texts`` are the values, ``others`` the texts of what is no value: layers, host, path, query, names of cookies.
    """

    def __init__(self, payload: Payload) -> None:
        self.leaves = payload.leaves
        self.texts = [_text(leaf.value) for leaf in payload.leaves]
        self._paths: list[str] = []
        others: list[bytes] = []
        values = {leaf.path for leaf in payload.leaves} if payload.layers else frozenset[str]()
        for layer in payload.layers:
            if isinstance(layer.data, bytes):
                others.append(layer.data)
            elif layer.path not in values:
                others.append(layer.data.encode("utf-8", "surrogatepass"))
            else:
                continue
            self._paths.append(layer.path)
        sent = payload.transmission
        cookies = [("cookie", leaf.name) for leaf in payload.leaves if leaf.context == "cookie"]
        for path, text in (("host", sent.host), ("path", sent.path), ("query", sent.query), *cookies):
            if text:
                self._paths.append(path)
                others.append(text.encode("utf-8", "surrogatepass"))
        self.others = others
        self.buffer = _SEPARATOR.join([*others, "\n".join(self.texts).encode("utf-8", "surrogatepass")])
        self._starts: list[int] = []

    def piece(self, place: int) -> Piece:
        """What stands at a place of the buffer."""
        sizes = self._sizes()
        number = min(bisect_right(self._starts, place) - 1, len(sizes) - 1)
        low = self._starts[number]
        if number < len(self.others):
            return Piece(path=self._paths[number], low=low, high=low + sizes[number])
        leaf = self.leaves[number - len(self.others)]
        return Piece(path=leaf.path, low=low, high=low + sizes[number], leaf=leaf)

    def whole(self, number: int) -> Piece:
        """A whole piece: first those of ``others``, then the values."""
        self._sizes()
        return self.piece(self._starts[number])

    def _sizes(self) -> list[int]:
        """The length of every piece; worked out only where something was found."""
        if not self._starts:
            values = (len(text.encode("utf-8", "surrogatepass")) for text in self.texts)
            self._lengths = [*map(len, self.others), *values]
            self._starts = [0, *accumulate(length + len(_SEPARATOR) for length in self._lengths)]
        return self._lengths


def _text(value: Scalar) -> str:
    if isinstance(value, str):
        return value
    return "" if value is None or isinstance(value, bool) else str(value)
