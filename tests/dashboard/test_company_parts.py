"""A source is linked and named, each of several; what is no address is text."""

from __future__ import annotations

import json
from typing import Any

import pytest
from plotly.utils import PlotlyJSONEncoder

from dashboard.company_parts import source


def _parts(where: str, read: str = "2026-11-25") -> list[Any]:
    shown = json.loads(json.dumps(source(where, read), cls=PlotlyJSONEncoder))["props"]["children"]
    parts = shown if isinstance(shown, list) else [shown]
    return [
        (one["props"]["children"], one["props"]["href"]) if isinstance(one, dict) else one for one in parts
    ]


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("", ["common knowledge; no source was read"]),
        ("the default configuration", ["the default configuration", ", read 25 Nov 2026"]),
        ("javascript:alert(1)", ["javascript:alert(1)", ", read 25 Nov 2026"]),
        (
            "github.com/a/b path/x.json",
            [("github.com/a/b path/x.json", "https://github.com/a/b"), ", read 25 Nov 2026"],
        ),
        (
            "https://pcnews.example/a-1.html; https://www.forbes.example/b; github.com/a/b x.json",
            [
                ("pcnews.example", "https://pcnews.example/a-1.html"), "; ",
                ("www.forbes.example", "https://www.forbes.example/b"), "; ",
                ("github.com/a/b x.json", "https://github.com/a/b"), ", read 25 Nov 2026",
            ],
        ),
        (
            "github.com/a/b x.kt; hosts: https://docs.example/hosts; hosts: github.com/c/d y.kt; hosts: the same library",
            [
                ("github.com/a/b x.kt", "https://github.com/a/b"), "; ", "hosts: ", ("docs.example", "https://docs.example/hosts"),
                "; ", "hosts: ", ("github.com/c/d y.kt", "https://github.com/c/d"), "; ", "hosts: the same library",
                ", read 25 Nov 2026",
            ],
        ),
    ],
)  # fmt: skip
def test_each_source_is_linked_and_named(where: str, expected: list[Any]) -> None:
    assert _parts(where) == expected


def test_without_a_day_none_is_told() -> None:
    assert _parts("https://a.example/x", "") == [("a.example", "https://a.example/x")]
