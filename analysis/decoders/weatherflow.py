"""Observations that a WeatherFlow hub broadcasts: JSON whose readings are known by their places only, here with names.

Source, from memory: WeatherFlow Tempest UDP Reference v171 (obs_st, obs_air, obs_sky, rapid_wind). Only such a message
opens, and only a row of the length that the reference gives.
"""

from __future__ import annotations

from typing import Final

from analysis.json_text import parse_json
from analysis.units import Decoder, Opened, Part, Tree

_MARKS: Final = (b'"obs_', b'"rapid_wind"')
_LONGEST: Final = 4096  # bytes
_WIND: Final = ("wind_lull", "wind_average", "wind_gust", "wind_direction")
_COLUMNS: Final = {
    "obs_st": (
        "timestamp", *_WIND, "wind_interval", "station_pressure", "air_temperature", "relative_humidity", "illuminance",
        "uv_index", "solar_radiation", "rain", "precipitation_type", "lightning_distance", "lightning_count",
        "battery_voltage", "report_interval",
    ),
    "obs_air": (
        "timestamp", "station_pressure", "air_temperature", "relative_humidity", "lightning_count", "lightning_distance",
        "battery_voltage", "report_interval",
    ),
    "obs_sky": (
        "timestamp", "illuminance", "uv_index", "rain", *_WIND, "battery_voltage", "report_interval", "solar_radiation",
        "rain_of_day", "precipitation_type", "wind_interval",
    ),
    "rapid_wind": ("timestamp", "wind_speed", "wind_direction"),
}  # fmt: skip


def _open(part: Part, limit: int) -> Opened | None:
    data = part.data
    if isinstance(data, str) or data[:1] != b"{" or len(data) > min(limit, _LONGEST):
        return None
    if not any(mark in data for mark in _MARKS):
        return None
    _, tree = parse_json(data)
    if not isinstance(tree, dict) or not isinstance(tree.get("type"), str) or "serial_number" not in tree:
        return None
    columns = _COLUMNS.get(str(tree["type"]))
    rows = tree.get("obs") if tree["type"] != "rapid_wind" else [tree.get("ob")]
    if columns is None or not isinstance(rows, list):
        return None
    named: list[Tree] = []
    for row in rows:
        if not isinstance(row, list) or len(row) != len(columns):
            return None
        named.append(dict(zip(columns, row, strict=True)))
    rest: dict[str, Tree] = {key: value for key, value in tree.items() if key not in ("obs", "ob")}
    return Opened(label="weatherflow", tree={**rest, "observations": named})


DECODER = Decoder(name="weatherflow", order=29, open=_open, takes="bytes")
