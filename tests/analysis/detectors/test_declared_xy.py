"""x and y are a position where the message says that they are degrees, and where somebody sets out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.detectors.declared_xy import DETECTOR
from analysis.records import Observation

See = Callable[..., list[Observation]]


@pytest.mark.parametrize(
    "body",
    [
        {"startX": "127.102518", "startY": "37.512793"},
        {"startX": "127.1", "startY": "37.5", "reqCoordType": "WGS84GEO"},
        {"tileX": "127.102518", "tileY": "37.512793", "reqCoordType": "WGS84GEO"},
        {"startX": "37.512793", "startY": "127.102518", "reqCoordType": "WGS84GEO"},
        {"startX": "127.102518", "reqCoordType": "WGS84GEO"},
        {"startX": 310412.1234, "startY": 552101.1234, "reqCoordType": "WGS84GEO"},
        {"startX": "127.102518", "startY": "37.512793", "reqCoordType": "UTMK"},
        {"poi": {"x": "127.102518", "y": "37.512793", "coord": "WGS84"}},
    ],
)
def test_finds_nothing_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("x", "y", "system"),
    [
        ("startX", "startY", "WGS84GEO"),
        ("x", "y", "EPSG:4326"),
        ("currentX", "currentY", "GCJ02"),
        ("my_x", "my_y", "CRS:84"),
    ],
)
def test_finds_where_somebody_is(see: See, x: str, y: str, system: str) -> None:
    found = see(DETECTOR, {x: "127.102518", y: 37.512793, "coordType": system, "endX": "1.2", "endY": "3.4"})
    assert [(seen.property, seen.value) for seen in found] == [
        ("longitude", "127.102518"),
        ("latitude", "37.512793"),
    ]
    assert {seen.category for seen in found} == {"location.precise"}
    assert all(seen.measures is not None and seen.measures.precision_m for seen in found)
