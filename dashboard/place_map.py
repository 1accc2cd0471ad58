"""A map without a map server: a grid, coasts and borders, and the places that a device told; and the same as a list.

Coasts and borders are the lines of Natural Earth at 1:110 million (public domain, naturalearthdata.com, by way of the
package world-atlas 2.0.2), in hundredths of a degree: fine for a country; of a town, only the grid is drawn.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import msgspec

from analysis.place_queries import PlacesTold, Told
from analysis.query_records import Company
from analysis.wording import tr, trn
from dashboard import elements as html
from dashboard.components import Content, Svg, heading
from dashboard.lanes import Shape
from dashboard.place_list import link, places_list, spot_words

WIDTH: Final = 960.0
_LETTERS: Final = (
    14.5,
    7.5,
)  # widths of a letter: in a label that a phone shows too, in one that it does not
TALLEST: Final = 480.0
_METRES: Final = 111_195.0  # a degree of latitude
_SMALLEST: Final = 0.01  # degrees of latitude that are shown at least: about a kilometre
_MARGIN: Final = 0.15
_STEPS: Final = tuple(
    base * 10.0**power for power in range(-4, 2) for base in (1, 2, 5)
)  # degrees between grid lines
_SCALES: Final = tuple(
    base * 10.0**power for power in range(1, 7) for base in (1, 2, 5)
)  # metres of the scale's bar
_COARSE: Final = 0.3  # degrees: below this height of the map, coasts and borders would only mislead
_DOT: Final = 5.0


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """What of the globe is shown, equirectangular about its middle; ``x`` and ``y`` are units of the picture."""

    west: float
    north: float
    per_degree: float  # units of a degree of latitude
    narrowing: float  # the cosine of the middle's latitude
    height: float

    def x(self, longitude: float) -> float:
        """Across, from the west; where the map crosses the date line, what lies beyond it goes on."""
        turn = (longitude - self.west) % 360
        return round((turn - 360 if turn > 330 else turn) * self.narrowing * self.per_degree, 1)

    def y(self, latitude: float) -> float:
        """Down, from the north."""
        return round((self.north - latitude) * self.per_degree, 1)

    def units(self, metres: float) -> float:
        """How long some metres are."""
        return metres / _METRES * self.per_degree


def frame_of(places: Sequence[Told]) -> Frame:
    """The frame around some places, with a margin, and never so near that noise looks like a way."""
    north, south = max(place.latitude for place in places), min(place.latitude for place in places)
    first = places[0].longitude
    turned = [(place.longitude - first + 180) % 360 - 180 for place in places]
    west, east = first + min(turned), first + max(turned)
    narrowing = max(0.05, math.cos(math.radians((north + south) / 2)))
    wide = max((east - west) * narrowing, _SMALLEST * WIDTH / TALLEST) * (1 + 2 * _MARGIN)
    high = max(north - south, _SMALLEST) * (1 + 2 * _MARGIN)
    per_degree = min(WIDTH / wide, TALLEST / high)
    height = max(TALLEST / 2, high * per_degree)
    middle, centre = (north + south) / 2, (west + east) / 2
    return Frame(
        west=centre - WIDTH / per_degree / narrowing / 2,
        north=middle + height / per_degree / 2,
        per_degree=per_degree,
        narrowing=narrowing,
        height=round(height, 1),
    )


def shapes(
    places: Sequence[Told], companies: Mapping[str, Company], zone: ZoneInfo
) -> tuple[list[Shape], Frame]:
    """The picture: grid, lines, circles of precision, dots, the scale. Each dot leads to its message."""
    frame = frame_of(places)
    found: list[Shape] = [*_grid(frame), *_borders(frame)]
    spots = _spots(places, frame)
    for (x, y), of in spots.items():
        precise = [place.precision_m for place in of if place.precision_m]
        radius = frame.units(max(precise)) if precise else 0.0
        if _DOT < radius < WIDTH:
            found.append({"t": "path", "cls": "around", "d": _circle(x, y, radius)})
    for (x, y), of in spots.items():
        words = spot_words(of, companies, zone)
        only_photos = all(place.of_a_photo for place in of)
        found.append(
            {"t": "rect", "cls": "told photo" if only_photos else "told location", "title": words,
             "x": x - _DOT, "y": y - _DOT, "width": 2 * _DOT, "height": 2 * _DOT, "rx": 0 if only_photos else _DOT}
        )  # fmt: skip
        found.append(
            {
                "t": "a",
                "href": link(of[0]),
                "title": words,
                "x": x - 9,
                "y": y - 9,
                "width": 18,
                "height": 18,
            }
        )
    return [*found, *_scale(frame)], frame


def section(read: PlacesTold, companies: Mapping[str, Company], zone: ZoneInfo) -> list[Content]:
    """The places of a day as a map and as a list; where nothing is at hand, why not."""
    if not read.told:
        if not read.sealed:
            return []
        words = trn(
            "{n} position was told; its full value is not kept any more, so it cannot be drawn.",
            "{n} positions were told; their full values are not kept any more, so they cannot be drawn.",
            read.sealed,
        )
        return [heading(tr("Places that it told")), html.P(words, className="covt")]
    drawn, frame = shapes(read.told, companies, zone)
    label = trn("A map of {n} position", "A map of {n} positions", len(read.told))
    picture = Svg(viewBox=f"0 0 {WIDTH:g} {frame.height:g}", className="places", label=label, shapes=drawn)
    notes = [
        tr(
            "Drawn on this machine: no map server is asked. A square is the place of a picture, a dot the device's own."
        )
    ]
    if read.sealed:
        notes.append(
            trn(
                "The full value of {n} more is not kept any more.",
                "The full values of {n} more are not kept any more.",
                read.sealed,
            )
        )
    if read.cut:
        notes.append(tr("There were more positions than are read here."))
    return [
        heading(tr("Places that it told"), tr("in the part that we could read")),
        html.Div(picture, className="map"),
        html.P(" ".join(notes), className="covt"),
        *places_list(read.told, companies, zone),
    ]


def _spots(places: Iterable[Told], frame: Frame) -> dict[tuple[float, float], list[Told]]:
    """Places that would be drawn upon one another, together."""
    found: dict[tuple[float, float], list[Told]] = {}
    for place in places:
        x, y = frame.x(place.longitude), frame.y(place.latitude)
        found.setdefault((round(x / _DOT) * _DOT, round(y / _DOT) * _DOT), []).append(place)
    return found


def _grid(frame: Frame) -> Iterator[Shape]:
    step = next((step for step in _STEPS if step * frame.per_degree >= 70), _STEPS[-1])
    digits = max(0, -math.floor(math.log10(step)))
    for at in _lines(frame.north - frame.height / frame.per_degree, frame.north, step):
        y = frame.y(at)
        yield {"t": "line", "cls": "grid", "x1": 0, "x2": WIDTH, "y1": y, "y2": y}
        yield {"t": "text", "cls": "degree", "x": 4, "y": y - 3, "words": f"{at:.{digits}f}°"}
    across = step / frame.narrowing
    across = next((wide for wide in _STEPS if wide >= across), _STEPS[-1])
    west_to_east = _lines(frame.west, frame.west + WIDTH / frame.per_degree / frame.narrowing, across)
    for place, at in enumerate(west_to_east):
        x = frame.x(at)
        east = (at + 180) % 360 - 180
        words = f"{east:.{digits}f}°"
        yield {"t": "line", "cls": "grid", "x1": x, "x2": x, "y1": 0, "y2": frame.height}
        if x + 3 + _LETTERS[place % 2] * len(words) > WIDTH:  # it would be cut off
            continue
        yield {
            "t": "text",
            "cls": "degree between" if place % 2 else "degree",  # a phone has no room for these
            "x": x + 3,
            "y": frame.height - 4,
            "words": words,
        }


def _lines(low: float, high: float, step: float) -> Iterator[float]:
    first, last = math.ceil(low / step), math.floor(high / step)
    yield from (number * step for number in range(first, min(last, first + 60) + 1))


def _borders(frame: Frame) -> Iterator[Shape]:
    """The pieces of coast and border that come near the frame."""
    high = frame.height / frame.per_degree
    if high < _COARSE:
        return
    south, wide = frame.north - high, WIDTH / frame.per_degree / frame.narrowing
    for line in borders():
        near = [
            (south - high <= latitude <= frame.north + high and -wide <= _from(frame, longitude) <= 2 * wide)
            for longitude, latitude in line
        ]
        pieces: list[str] = []
        pen = False
        before = 0.0
        for (longitude, latitude), shown in zip(line, near, strict=True):
            x = frame.x(longitude)
            pen = pen and shown and abs(x - before) < WIDTH
            if shown:
                pieces.append(f"{'L' if pen else 'M'}{x:g} {frame.y(latitude):g}")
            pen, before = shown, x
        if len(pieces) > 1:
            yield {"t": "path", "cls": "border", "d": "".join(pieces)}


def _from(frame: Frame, longitude: float) -> float:
    turn = (longitude - frame.west) % 360
    return turn - 360 if turn > 330 else turn


@cache
def borders() -> tuple[tuple[tuple[float, float], ...], ...]:
    """Lines of (longitude, latitude) in degrees. In the file each is a start and steps, in hundredths."""
    text = Path(__file__).with_name("borders.json").read_bytes()
    lines = []
    for steps in msgspec.json.decode(text, type=list[list[int]]):
        x = y = 0
        points = []
        for east, north in zip(steps[::2], steps[1::2], strict=True):
            x, y = x + east, y + north
            points.append((x / 100, y / 100))
        lines.append(tuple(points))
    return tuple(lines)


def _scale(frame: Frame) -> Iterator[Shape]:
    metres = next((metres for metres in _SCALES if frame.units(metres) >= 90), _SCALES[-1])
    right, y = WIDTH - 14, 36.0
    words = f"{metres:g} m" if metres < 1_000 else f"{metres / 1_000:,.0f} km"
    yield {"t": "line", "cls": "scale", "x1": right - frame.units(metres), "x2": right, "y1": y, "y2": y}
    yield {"t": "text", "cls": "degree end", "x": right, "y": y - 8, "words": words}


def _circle(x: float, y: float, radius: float) -> str:
    size = f"{radius:.1f} {radius:.1f}"
    return f"M{x - radius:.1f} {y:g}a{size} 0 1 0 {2 * radius:.1f} 0a{size} 0 1 0 {-2 * radius:.1f} 0"
