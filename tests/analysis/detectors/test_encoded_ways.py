"""Encoded polylines under any name in messages of somebody's way, and other codes of places; what looks like them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from analysis.detectors.location import DETECTOR

WAY = (
    (48.20817, 16.37381),
    (48.20911, 16.37512),
    (48.21034, 16.37688),
    (48.21102, 16.37911),
    (48.21233, 16.38014),
)


def encoded(points: Sequence[tuple[float, float]]) -> str:
    """As developers.google.com/maps describes it."""
    out, last = "", [0, 0]
    for point in points:
        for axis in (0, 1):
            step = round(point[axis] * 1e5) - last[axis]
            last[axis] += step
            value = ~(step << 1) if step < 0 else step << 1
            while value >= 32:
                out += chr((32 | value & 31) + 63)
                value >>= 5
            out += chr(value + 63)
    return out


CODE = encoded(WAY)
NEGATIVES = {
    "nobody's way": {"g": CODE},
    "a line": {"route_id": "5", "agency_id": "WL", "start": "05:02", "g": CODE},
    "a catalogue": {"trail": {"rating": 4.6, "duration": 300, "g": CODE}},
    "an outline": {"start": "2026-01-01", "district": "Neubau", "g": CODE},
    "a drawing": {"start": "2026-01-01", "g": encoded([(0, 0), (0.0003, 0.001), (0.001, 0.002), (0.003, 0), (0.004, 0)])},
    "leaps": {"start": "2026-01-01", "g": encoded([(48.2, 16.3), (40.1, -3.7), (52.5, 13.4), (41.9, 12.5), (59.3, 18.1)])},
    "cut short": {"start": "2026-01-01", "g": CODE[:-1] + "~"},
    "names": {"start": "2026-01-01", "g": "getUserName_orEmail", "h": "[[[{{{Template}}}]]]"},
}  # fmt: skip


@pytest.mark.parametrize("name", NEGATIVES)
def test_others(see, name: str) -> None:  # type: ignore[no-untyped-def]
    assert not see(DETECTOR, NEGATIVES[name])


@pytest.mark.parametrize(
    "body",
    [
        {"ride": {"started_at": "2026-10-04T09:12:00Z", "g": CODE}},
        {"sortie": {"debut": 1795350000, "vitesse": 17, "lacet": CODE}},
        {"fahrt": {"start": "2026-08-02T08:15:00+02:00", "kurve": CODE}},
    ],
)
def test_of_somebody(see, body: object) -> None:  # type: ignore[no-untyped-def]
    (seen,) = see(DETECTOR, body)
    assert (seen.category, seen.measures.n, seen.confidence.value) == ("location.track", 5, "possible")


@pytest.mark.parametrize(
    "text", ["file:///notes.todo.txt", "/// see foo.bar.baz", "////foo.bar.baz", "///std.io.f()", "p4!///ab.cd.ef"]
)  # fmt: skip
def test_three_slashes_of_other_kinds(see, text: str) -> None:  # type: ignore[no-untyped-def]
    assert not see(DETECTOR, {"t": text})


@pytest.mark.parametrize(
    "text", ["///lampe.stuhl.tisch", "Treffen bei ///lampe.stuhl.tisch, ja?", "///слово.ложка.дорога"]
)
def test_three_words(see, text: str) -> None:  # type: ignore[no-untyped-def]
    (seen,) = see(DETECTOR, {"t": text})
    assert (seen.property, seen.category) == ("x_threeWords", "location.precise")


@pytest.mark.parametrize(
    "body",
    [{"s2": "5171449"}, {"s2_id": "47a84e1c3"}, {"s2_token": "47b"}, {"s2_token": "zz"}, {"s2CellId": 12}],
)
def test_no_cell(see, body: object) -> None:  # type: ignore[no-untyped-def]
    assert not see(DETECTOR, body)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ({"s2_token": "47a84e1c3"}, "x_s2Cell"),
        ({"s2CellId": 0x47A84E1C30000000}, "x_s2Cell"),
        ({"h3_res9": "891e35a3393ffff"}, "x_h3Cell"),
        ({"h3": 617700169958293503}, "x_h3Cell"),
    ],
)
def test_cells(see, body: object, kind: str) -> None:  # type: ignore[no-untyped-def]
    assert [item.property for item in see(DETECTOR, body)] == [kind]


ANGLES = [
    {"lat_deg": 48, "lat_min": 12.5478, "lon_deg": 16, "lon_min": 22.347},
    {"latD": 48, "latM": 12.5478, "lonD": 16, "lonM": 22.347},
    {
        "lat": {"deg": 48, "min": 12, "sec": 32.868, "hem": "N"},
        "lng": {"deg": 16, "min": 22, "sec": 20.82, "hem": "E"},
    },
]


@pytest.mark.parametrize("body", ANGLES)
def test_degrees_and_minutes(see, body: object) -> None:  # type: ignore[no-untyped-def]
    assert [item.value for item in see(DETECTOR, body)] == ["48.209130", "16.372450"]


@pytest.mark.parametrize(
    "body",
    [
        {"lat_deg": 48, "lat_min": 72.5, "lon_deg": 16, "lon_min": 22.3},
        {"ra": {"deg": 18, "min": 36.2}, "dec": {"deg": 38, "min": 47.1}},
        {"lat": {"deg": 48, "min": 12.5}},
        {"lat_min": 12.5, "lat_deg": 4, "rps": 1200},
    ],
)
def test_other_angles(see, body: object) -> None:  # type: ignore[no-untyped-def]
    assert not [item for item in see(DETECTOR, body) if item.rule == "coordinates.dms"]
