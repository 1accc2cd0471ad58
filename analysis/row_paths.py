"""Names the place of pieces that stand in a row: their path without the numbers in which they differ."""

from __future__ import annotations

from typing import Final

from analysis.lazy_patterns import lazy_pattern

_NUMBER: Final = lazy_pattern(r"\[\d+\]|(?<=grpc:)\d+")


def row_path(path: str) -> str:
    """``body>json:$.audio[*]>base64`` for ``body>json:$.audio[3]>base64``; ``body>grpc:*`` for ``body>grpc:3``."""
    return _NUMBER.sub(lambda number: "[*]" if number[0].startswith("[") else "*", path)
