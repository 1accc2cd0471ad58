"""Short and ambiguous words are axes of a position only two and two, and single letters only in company."""

from __future__ import annotations

import pytest

from analysis.detectors.location import DETECTOR
from analysis.short_axes import is_short_axis, short_axes


@pytest.mark.parametrize(
    "names",
    [
        ("breite", "laenge"), ("Breite", "Länge"), ("start_breite", "start_laenge"), ("bredd", "längd"), ("szer", "dl"),
        ("szerokość", "długość"), ("šířka", "délka"), ("ido", "keido"), ("wd", "jd"), ("br", "lg"), ("la", "lo"),
        ("b", "l"), ("b", "l", "hoehe"), ("n", "e", "acc"),
    ],
)  # fmt: skip
def test_two_that_belong_together_are_axes(names: tuple[str, ...]) -> None:
    assert [named.axis for _, named in short_axes(names)] == ["lat", "lon"]
    assert all(map(is_short_axis, names[:2]))


@pytest.mark.parametrize(
    "names",
    [
        ("breite", "hoehe"), ("start_breite", "ziel_laenge"), ("b", "l", "id", "preis"), ("l", "a", "b"),
        ("r", "g", "b", "l"), ("n", "e", "kty"), (), ("",),
    ],
)  # fmt: skip
def test_other_names_are_none(names: tuple[str, ...]) -> None:
    assert short_axes(names) == ()


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ({"breite": 52.520008, "laenge": 13.404954}, True),
        ({"breite": 120.5, "laenge": 200.25}, False),  # of a parcel
        ({"szerokosc": 80, "dlugosc": 160}, False),  # of a table
        ({"b": "50.94128", "l": "6.95827", "hoehe": "112.4"}, True),
        ({"b": 59.61, "l": 56.25, "h": 72.0}, False),  # of a cupboard
        ({"l": 52.12345, "a": 13.40495, "b": 7.12345}, False),  # a colour
        (
            {"b": [521234567, 521234600, 521234700], "l": [134102345, 134102400, 134102500], "t": [1, 2, 3]},
            True,
        ),
        ({"g_lat": 0.025, "g_lon": -0.099, "g_vert": 0.981}, False),
        ([{"t": t, "lat_g": 0.1 * t, "long_g": 0.2 * t, "vert_g": 1.0} for t in range(4)], False),
    ],
)
def test_what_such_names_hold_must_be_a_position(see, body: object, found: bool) -> None:  # type: ignore[no-untyped-def]
    assert bool(see(DETECTOR, body)) is found
