"""How long a list of readings took, by the times in its rows or beside it."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.message_index import MessageIndex
from analysis.payload import Payload, Scalar, Series
from analysis.readings import instant, is_time_name, seconds_between
from analysis.value_paths import outer


class RowTimes(MessageIndex):
    """The times of one payload; ``siblings`` is what stands around a value."""

    def __init__(self, payload: Payload) -> None:
        super().__init__(payload)
        self._times: Mapping[str, list[tuple[str, tuple[float, ...]]]] | None = None

    def siblings(self, path: str) -> Mapping[str, Scalar]:
        """Scalars of the objects around a path."""
        raise NotImplementedError

    def times(self, paths: list[str]) -> float | None:
        """Seconds between the first and the last of several rows, by a time field in or around each."""
        name, found = "", list[float]()
        for path in paths:
            members = self.siblings(path)
            stamp = next(
                (
                    (key, at)
                    for key in members
                    if is_time_name(key) and (at := instant(members[key])) is not None
                ),
                None,
            )
            if stamp is None:
                return None
            name = stamp[0]
            found.append(stamp[1])
        return seconds_between(found, name)

    def series_seconds(self, series: Series) -> float | None:
        """The span of a series by a time column of its own or a list of times beside it."""
        own = [(name, column) for name, column in series.columns.items() if is_time_name(name)]
        for name, column in own + self._time_lists.get(outer(series.path), []):
            if len(column) == row_count(series):
                return seconds_between(column, name)
        return None

    def seconds_beside(self, path: str, rows: int) -> float | None:
        """The span of a list of so many times that stands beside the list at a path."""
        for name, column in self._time_lists.get(outer(path), []):
            if len(column) == rows:
                return seconds_between(column, name)
        return None

    @property
    def _time_lists(self) -> Mapping[str, list[tuple[str, tuple[float, ...]]]]:
        """Plain lists named as times, by the path of the object that holds them."""
        if self._times is None:
            found: dict[str, list[tuple[str, tuple[float, ...]]]] = {}
            for series in self.payload.series:
                if "" in series.columns and is_time_name(series.name):
                    found.setdefault(outer(series.path), []).append((series.name, series.columns[""]))
            self._times = found
        return self._times


def row_count(series: Series) -> int:
    """Rows of a series."""
    return len(next(iter(series.columns.values()), ()))
