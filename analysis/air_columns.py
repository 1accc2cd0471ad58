"""Gives the columns of tables that log the air of a place: names once, then rows with a time that is written out.

``{"columns": ["time", "temperature", "humidity"], "rows": [["08:00", 19.4, 54], …]}``; not those of towns, forecasts or
advice.
"""

from __future__ import annotations

from typing import Final

from analysis.air_names import NO_AIR, WISHED
from analysis.air_words_abroad import FORECASTS
from analysis.field_names import all_words, words
from analysis.named_rows import columns_as_series
from analysis.payload import Series
from analysis.published_readings import TOWNS
from analysis.readings import is_time_name
from analysis.surroundings import Surroundings

# Beside a time these tell that a row is of one of many places, or of what is to come.
_OF_MANY: Final = TOWNS | FORECASTS | NO_AIR | WISHED | frozenset({
    "city", "town", "station", "country", "region", "airport", "icao", "forecast", "rain", "price", "min", "max",
    "precip", "precipitation", "stadt", "ort", "ville", "ciudad", "issued", "recipe", "step", "phase",
})  # fmt: skip

_TIMES: Final = frozenset({
    "tijd", "tijdstip", "tid", "tidpunkt", "aika", "klo", "zeit", "uhrzeit", "zeitstempel", "datum", "heure",
    "horodatage", "hora", "fecha", "ora", "orario", "data", "czas", "cas", "čas", "vrijeme", "idopont", "időpont",
    "idő", "saat", "ώρα", "ωρα", "χρόνος", "ημερομηνία", "час", "дата", "время", "الوقت", "وقت", "التاريخ",
    "thoi", "gio", "ngay", "luc", "lúc", "時刻", "日時", "時間", "时间", "日期", "시간", "시각", "hour",
})  # fmt: skip


def air_columns(place: Surroundings) -> list[Series]:
    """The columns of numbers of tables with a time."""
    return [series for series in columns_as_series(place) if _is_logged(series.names)]


def _is_logged(names: tuple[str, ...]) -> bool:
    timed = any(is_time_name(name) or not _TIMES.isdisjoint(words(name)) for name in names[:-1])
    return timed and all_words(names).isdisjoint(_OF_MANY)
