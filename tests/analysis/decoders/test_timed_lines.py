"""Lines of times and numbers open as rows when all are of one width."""

from __future__ import annotations

import pytest

from analysis.decoders.timed_lines import DECODER
from analysis.units import Part

LINE = "2026-11-20T10:00:00Z,47.280511,11.503212"


def part(data: bytes | str, media_type: str = "") -> Part:
    return Part(path="body", context="body", names=(), data=data, filename="", media_type=media_type)


def test_each_line_is_a_row() -> None:
    opened = DECODER.open(part("\r\n".join([LINE] * 3).encode(), "text/csv"), 1 << 20)
    assert opened is not None
    assert (opened.label, opened.tree) == ("rows", [["2026-11-20T10:00:00Z", 47.280511, 11.503212]] * 3)
    assert not opened.truncated


@pytest.mark.parametrize(
    "data",
    [
        b"",
        "\n".join([LINE] * 2).encode(),  # too few
        "\n".join([LINE, LINE, LINE + ",5"]).encode(),
        "\n".join([LINE, LINE, LINE.replace("47.280511", "error")]).encode(),
        "\n".join(["2026-11-20T10:00:00Z,started,ok"] * 4).encode(),  # a log
        "\n".join(["1795350000,47.280511,11.503212"] * 4).encode(),  # numbers alone
        "\n".join(["2026-11-20T10:00:00Z,4,5"] * 4).encode(),
        "\n".join(["2026-11-20T10:00:00Z,4.5"] * 4).encode(),  # two cells
    ],
)
def test_what_is_something_else_stays_closed(data: bytes) -> None:
    assert DECODER.open(part(data), 1 << 20) is None


def test_another_type_and_what_is_too_long_stay_closed() -> None:
    body = "\n".join([LINE] * 3).encode()
    assert DECODER.open(part(body, "image/png"), 1 << 20) is None
    assert DECODER.open(part(body), 16) is None
