"""Matrix parameters open in path segments and nowhere else."""

from __future__ import annotations

import pytest

from analysis.decoders.matrix import DECODER
from analysis.payload import Context
from analysis.units import Part


def part(data: bytes | str, context: Context = "path") -> Part:
    return Part(path=f"{context}:0", context=context, names=(), data=data, depth=1)


@pytest.mark.parametrize(
    "data", ["", "v1", "a=1", ";;=", "v1;", "jsessionid;", "a b;c=d", "x;1=2", b"v1;a=b"]
)
def test_a_segment_without_parameters_stays_closed(data: bytes | str) -> None:
    assert DECODER.open(part(data), 1 << 20) is None


@pytest.mark.parametrize("context", ["header", "query", "body"])
def test_other_places_stay_closed(context: Context) -> None:
    assert DECODER.open(part("text/html;q=0.9", context), 1 << 20) is None


def test_parameters_open_and_the_segment_stays() -> None:
    opened = DECODER.open(part("places;lat=52.1;lon=10.5;near;q=a%20b=c"), 1 << 20)
    assert opened is not None
    assert opened.tree == {"lat": "52.1", "lon": "10.5", "near": "", "q": "a b=c"}
    assert opened.keeps_text
    assert DECODER.open(part("a;b=" + "x" * 10_000), 1 << 20) is None
