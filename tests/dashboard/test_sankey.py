"""The drawing of flows: widths are counts, nothing leaves the sheet, dotted lines have no width, any words are text."""

from __future__ import annotations

import json
import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dashboard.sankey import GAP, ROW, TALL, WIDTH, Band, Node, Shape, Twig, draw


def node(id: str, **more: str) -> Node:
    return Node(id=id, label=more.pop("label", id), title=f"about {id}", **more)


def band(start: str, end: str, count: int, look: str = "photo") -> Band:
    return Band(start=start, end=end, count=count, look=look, title=f"{start} to {end}")


def of(shapes: list[Shape], kind: str, look: str = "") -> list[Shape]:
    return [
        shape for shape in shapes if shape["t"] == kind and (not look or look in shape.get("cls", "").split())
    ]


def thickness(shape: Shape) -> float:
    numbers = [float(number) for number in re.findall(r"-?\d+\.?\d*", shape["d"])]
    return numbers[8] - numbers[7]  # from where the upper edge ends to where the lower one begins


def test_nothing_is_drawn_of_nothing() -> None:
    assert draw([], [], []).shapes == []
    assert draw([[]], [band("a", "b", 1)], [Twig(of="a", label="x", title="x")]).shapes == []


def test_a_band_is_as_wide_as_what_it_counts_and_never_too_thin_to_see() -> None:
    columns = [[node("d")], [node("a"), node("b"), node("c")]]
    drawn = draw(columns, [band("d", "a", 3_000), band("d", "b", 1_000), band("d", "c", 1)], [])
    wide, narrow, least = (thickness(shape) for shape in of(drawn.shapes, "path", "band"))
    assert abs(wide / narrow - 3) < 0.01
    assert abs(wide + narrow - TALL) < 1
    assert least == 1.0


def test_a_band_to_a_node_that_is_not_drawn_is_left_out() -> None:
    drawn = draw([[node("d")], [node("a")]], [band("d", "nobody", 5), band("d", "a", 1)], [])
    assert len(of(drawn.shapes, "path", "band")) == 1


def test_labels_of_a_column_do_not_overlap_and_all_is_within_the_sheet() -> None:
    many = [node(f"receiver {number}", href="/x") for number in range(15)]
    bands = [band("d", f"receiver {number}", 1 if number else 10_000) for number in range(15)]
    drawn = draw([[node("d")], many, [node("owner")]], [*bands, band("receiver 3", "owner", 1)], [])
    labels = sorted(shape["y"] for shape in of(drawn.shapes, "text") if shape["words"].startswith("receiver"))
    assert all(lower - upper >= ROW - 5 for upper, lower in pairwise(labels))
    assert max(shape["y"] for shape in drawn.shapes if "y" in shape) <= drawn.height
    assert all(0 <= shape["x"] <= WIDTH for shape in drawn.shapes if "x" in shape)


def test_an_owner_stands_beside_what_it_owns() -> None:
    receivers = [node(f"r{number}") for number in range(12)]
    bands = [band("d", f"r{number}", 10) for number in range(12)] + [
        band("r11", "late", 10),
        band("r0", "early", 10),
    ]
    drawn = draw([[node("d")], [node("k")], receivers, [node("late"), node("early")]], bands, [])
    at = {shape["words"]: shape["y"] for shape in of(drawn.shapes, "text")}
    assert abs(at["late"] - at["r11"]) < 4
    assert abs(at["early"] - at["r0"]) < 4


def test_a_statement_is_a_dotted_line_with_its_source_and_no_width() -> None:
    twigs = [
        Twig(of="a", label="Open Pictures", title="Source: news.example"),
        Twig(of="a", depth=1, label="Painter", title="Source: other.example"),
        Twig(of="b", label="Old Owner", title="Source: third.example", past=True),
    ]
    drawn = draw([[node("d")], [node("a"), node("b")]], [band("d", "a", 9), band("d", "b", 1)], twigs)
    lines = of(drawn.shapes, "path", "dotted")
    assert len(lines) == 3
    assert all("Z" not in line["d"] for line in lines)  # a line, not an area
    assert len(of(drawn.shapes, "path", "past")) == 1
    assert [shape["title"] for shape in of(drawn.shapes, "path", "near")] == [twig.title for twig in twigs]
    rows = [shape["y"] for shape in of(drawn.shapes, "text", "twig")]
    assert rows == sorted(rows)
    assert all(lower - upper >= ROW for upper, lower in pairwise(rows))
    assert drawn.height >= rows[-1]


def test_a_long_name_is_cut_before_what_is_said_of_it() -> None:
    twig = Twig(of="a", label="y" * 200, tail=" · until 2019", title="t")
    drawn = draw([[node("d")], [node("a")]], [band("d", "a", 1)], [twig])
    (label,) = [shape["words"] for shape in of(drawn.shapes, "text", "twig")]
    assert label.endswith("y… · until 2019")


def test_a_long_label_is_cut_and_its_title_is_whole() -> None:
    drawn = draw([[Node(id="a", label="x" * 500, title="x" * 500)], [node("b")]], [band("a", "b", 1)], [])
    label = of(drawn.shapes, "text")[0]
    assert len(label["words"]) < WIDTH / 2 / 6
    assert label["words"].endswith("…")
    assert label["title"] == "x" * 500


@given(st.text(max_size=50), st.text(max_size=50), st.integers(1, 10**12))
def test_any_words_stay_what_they_are(label: str, title: str, count: int) -> None:
    columns = [[Node(id="a", label=label, title=title, href="/b")], [node("b")]]
    drawn = draw(
        columns,
        [Band(start="a", end="b", count=count, look="photo", title=title)],
        [Twig(of="b", label=label, title=title)],
    )
    assert json.dumps(drawn.shapes)
    assert {shape["t"] for shape in drawn.shapes} <= {"path", "rect", "text", "a"}
    assert all(shape["title"] == title for shape in of(drawn.shapes, "path", "band"))
    assert drawn.height > GAP
