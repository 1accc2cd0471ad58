"""Draws flows between columns as SVG shapes, pure: bands as wide as what they count, dotted lines that count nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import msgspec

WIDTH: Final = 1124.0  # units; the figure is as wide as the page
BAR: Final = 9.0  # width of a node
TALL: Final = 430.0  # what all that is counted takes of the height
ROW: Final = 19.0  # the least height of a node with its label
GAP: Final = 5.0
THIN: Final = 1.0  # the least width of a band: what is counted is seen
LETTER: Final = 6.9  # units that a letter of a label takes, on the whole
SHORTEST: Final = 8  # letters that a label keeps
_SETTLED: Final = 2  # up to this column the order is given; later ones stand beside what comes to them
_INDENT: Final = 16.0

Shape = dict[str, Any]


class Node(msgspec.Struct, frozen=True, kw_only=True):
    """Something in a column. ``href`` leads to it alone; ``title`` is told on hovering and to a screen reader."""

    id: str
    label: str
    title: str
    href: str = ""
    look: str = ""


class Band(msgspec.Struct, frozen=True, kw_only=True):
    """What goes from one node to another one in a later column: ``count`` of it, in the colour of ``look``."""

    start: str
    end: str
    count: int
    look: str
    title: str


class Twig(msgspec.Struct, frozen=True, kw_only=True):
    """A statement about a node: a dotted line and a label, without a width. ``depth`` is how far it is from the node.

    ``tail`` stands behind the label and is never cut.
    """

    of: str
    label: str
    tail: str = ""
    title: str
    depth: int = 0
    past: bool = False


class Drawing(msgspec.Struct, frozen=True, kw_only=True):
    """Shapes, and the height that they need, in units."""

    shapes: list[Shape]
    height: float


class Paper(msgspec.Struct, frozen=True, kw_only=True):
    """What is drawn upon: its width, what all that is counted takes of the height, and the least height of a node, in units.

    ``columns`` are where the columns begin, as shares of the width; without them all are equally wide.
    """

    width: float = WIDTH
    tall: float = TALL
    row: float = ROW
    columns: tuple[float, ...] = ()


WIDE: Final = Paper()
# a phone's: on a narrow one, too, a row is high enough for a finger
NARROW: Final = Paper(width=340.0, tall=420.0, row=30.0, columns=(0.0, 0.27, 0.6))


def draw(
    columns: Sequence[Sequence[Node]], bands: Iterable[Band], twigs: Sequence[Twig], paper: Paper = WIDE
) -> Drawing:
    """The drawing. A band between nodes that are in no column is left out."""
    return _Sheet(columns, list(bands), twigs, paper).drawing()


class _Sheet:
    def __init__(
        self, columns: Sequence[Sequence[Node]], bands: list[Band], twigs: Sequence[Twig], paper: Paper
    ) -> None:
        self._paper = paper
        self._columns = [list(column) for column in columns if column]
        self._at = {node.id: place for place, column in enumerate(self._columns) for node in column}
        self._rank = {node.id: rank for column in self._columns for rank, node in enumerate(column)}
        self._bands = [band for band in bands if band.start in self._at and band.end in self._at]
        self._twigs = [twig for twig in twigs if twig.of in self._at]
        total = sum(band.count for band in self._bands if self._at[band.start] == 0) or 1
        self._scale = self._paper.tall / total
        self._across = self._across_of(len(self._columns) + bool(self._twigs))

    def drawing(self) -> Drawing:
        tops, heights = self._heights()
        low = max((tops[id] + max(heights[id], self._paper.row) for id in tops), default=0.0)
        shapes = self._draw_bands(tops)
        twigs, reached = self._draw_twigs(tops, heights)
        shapes += twigs
        for column in self._columns:
            for node in column:
                shapes += self._draw_node(node, tops[node.id], heights[node.id])
        return Drawing(shapes=shapes, height=round(max(low, reached) + GAP, 1))

    def _across_of(self, number: int) -> list[float]:
        """Where each column begins; the last keeps room for its labels."""
        shares = self._paper.columns or [place / max(number, 1) for place in range(number)]
        return [round(self._paper.width * share, 1) for share in shares[:number]]

    def _thick(self, band: Band) -> float:
        return max(THIN, band.count * self._scale)

    def _heights(self) -> tuple[dict[str, float], dict[str, float]]:
        into: dict[str, float] = {}
        out: dict[str, float] = {}
        for band in self._bands:
            out[band.start] = out.get(band.start, 0.0) + self._thick(band)
            into[band.end] = into.get(band.end, 0.0) + self._thick(band)
        heights = {id: max(into.get(id, 0.0), out.get(id, 0.0), 3.0) for id in self._at}
        tops: dict[str, float] = {}
        for place, column in enumerate(self._columns):
            y = GAP
            if place > _SETTLED:
                column.sort(key=lambda node: (self._middle(node, tops, heights), node.id))
                self._rank |= {node.id: rank for rank, node in enumerate(column)}
            for node in column:
                wanted = self._middle(node, tops, heights) - heights[node.id] / 2 if place > _SETTLED else y
                tops[node.id] = max(y, wanted)
                y = tops[node.id] + max(heights[node.id], self._paper.row) + GAP
        return tops, heights

    def _middle(self, node: Node, tops: Mapping[str, float], heights: Mapping[str, float]) -> float:
        """Where what comes to a node comes from, on the whole."""
        into = [
            (band.count, tops[band.start] + heights[band.start] / 2)
            for band in self._bands
            if band.end == node.id
        ]
        return sum(count * y for count, y in into) / max(1, sum(count for count, _ in into))

    def _draw_bands(self, tops: Mapping[str, float]) -> list[Shape]:
        leaves, arrives = dict(tops), dict(tops)
        order = sorted(
            self._bands,
            key=lambda band: (
                self._at[band.start],
                self._rank[band.start],
                self._at[band.end],
                self._rank[band.end],
            ),
        )
        begins: dict[int, float] = {}
        for place, band in enumerate(order):
            begins[place] = leaves[band.start]
            leaves[band.start] += self._thick(band)
        shapes: list[Shape] = []
        by_end = sorted(
            range(len(order)),
            key=lambda place: (
                order[place].end,
                self._at[order[place].start],
                self._rank[order[place].start],
                place,
            ),
        )
        for place in by_end:
            band = order[place]
            thick = self._thick(band)
            shapes.append(self._band(band, begins[place], arrives[band.end], thick))
            arrives[band.end] += thick
        return shapes

    def _band(self, band: Band, top: float, end_top: float, thick: float) -> Shape:
        x0, x1 = self._across[self._at[band.start]] + BAR, self._across[self._at[band.end]]
        middle = (x0 + x1) / 2
        path = (
            f"M{x0:g},{top:.1f}C{middle:g},{top:.1f} {middle:g},{end_top:.1f} {x1:g},{end_top:.1f}"
            f"V{end_top + thick:.1f}C{middle:g},{end_top + thick:.1f} {middle:g},{top + thick:.1f} {x0:g},{top + thick:.1f}Z"
        )
        return {"t": "path", "cls": f"band {band.look}", "d": path, "title": band.title}

    def _draw_node(self, node: Node, top: float, height: float) -> list[Shape]:
        x = self._across[self._at[node.id]]
        place = {"x": x, "y": round(top, 1), "width": BAR, "height": round(height, 1)}
        label = self._label(node.label, self._room(self._at[node.id]))
        row = self._paper.row
        middle = round(top + (height / 2 + 4.5 if height >= row else row / 2 + 3), 1)
        shapes: list[Shape] = [
            {"t": "rect", "cls": f"node {node.look}", **place},
            {"t": "text", "cls": "label", "x": x + BAR + 6, "y": middle, "words": label, "title": node.title},
        ]
        if node.href:
            wide = BAR + 8 + LETTER * len(label)
            hit = {**place, "width": round(wide, 1), "height": round(max(height, self._paper.row), 1)}
            shapes.append({"t": "a", "href": node.href, "title": node.title, **hit})
        return shapes

    def _room(self, column: int) -> float:
        following = self._across[column + 1] if column + 1 < len(self._across) else self._paper.width
        return following - self._across[column] - BAR - 12

    @staticmethod
    def _label(words: str, room: float) -> str:
        letters = max(SHORTEST, int(room / LETTER))
        return words if len(words) <= letters else f"{words[: letters - 1]}…"

    def _draw_twigs(
        self, tops: Mapping[str, float], heights: Mapping[str, float]
    ) -> tuple[list[Shape], float]:
        """Dotted lines from a node to a tree of labels in the last column, one below the other."""
        shapes: list[Shape] = []
        if not self._twigs:
            return shapes, 0.0
        x, y = self._across[len(self._columns)], GAP
        order = sorted(range(len(self._twigs)), key=lambda n: (tops[self._twigs[n].of], n))
        stems: dict[int, tuple[float, float]] = {}
        of = ""
        for number in order:
            twig = self._twigs[number]
            if twig.of != of:
                of, stems = twig.of, {}
                y = max(y + GAP, tops[of])
            begin = x + _INDENT * min(twig.depth, 5)
            row = y + self._paper.row / 2
            above = stems.get(twig.depth - 1) if twig.depth else None
            if above is None:
                start = (
                    self._across[self._at[of]] + BAR,
                    tops[of] + min(heights[of] / 2, self._paper.row / 2),
                )
                middle = (start[0] + begin) / 2
                path = f"M{start[0]:g},{start[1]:.1f}C{middle:g},{start[1]:.1f} {middle:g},{row:.1f} {begin:g},{row:.1f}"
            else:
                path = f"M{above[0] + 3:g},{above[1] + 6:.1f}V{row:.1f}H{begin:g}"
            stems[twig.depth] = (begin, row)
            past = " past" if twig.past else ""
            place = {"x": round(begin + 5, 1), "y": round(row + 4, 1)}
            label = (
                self._label(twig.label, self._paper.width - begin - 8 - LETTER * len(twig.tail)) + twig.tail
            )
            shapes += [
                {"t": "path", "cls": f"dotted{past}", "d": path},
                {"t": "path", "cls": "near", "d": path, "title": twig.title},
                {"t": "text", "cls": f"label twig{past}", **place, "words": label, "title": twig.title},
            ]
            y += self._paper.row
        return shapes, y
