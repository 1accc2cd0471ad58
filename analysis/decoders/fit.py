"""Garmin's FIT files (watches, bike computers, scales), by their magic number: positions in degrees, values in units."""

from __future__ import annotations

from analysis.fit_file import is_fit, read_fit
from analysis.units import Decoder, Opened, Part

_MIN_SIZE = 14  # bytes


def _open(part: Part, limit: int) -> Opened | None:
    data = part.data
    if isinstance(data, str) or not _MIN_SIZE <= len(data) <= limit or not is_fit(data):
        return None
    tree, truncated = read_fit(data)
    return Opened(label="fit", tree=tree, truncated=truncated) if tree else None


DECODER = Decoder(name="fit", order=19, open=_open, takes="bytes")
