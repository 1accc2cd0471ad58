"""Pieces that differ in their number have one place; anything else keeps its own."""

from __future__ import annotations

import pytest

from analysis.row_paths import row_path


@pytest.mark.parametrize(
    ("path", "row"),
    [
        ("body>json:$.audio[3]>base64", "body>json:$.audio[*]>base64"),
        ("body>json:$[0].a[12].b", "body>json:$[*].a[*].b"),
        ("body>grpc:14>protobuf:2", "body>grpc:*>protobuf:2"),
        ("body>grpc>protobuf:2.1", "body>grpc>protobuf:2.1"),
        ("body>multipart:2", "body>multipart:2"),
        ("query:lat", "query:lat"),
    ],
)
def test_the_numbers_are_left_out(path: str, row: str) -> None:
    assert row_path(path) == row
