"""When and how long apps were used, where only their package names tell that it is of apps: intervals, sums, rows.

``{"com.example.notes": [[1795330000, 1795333400]]}``, ``{"time": {"com.example.notes": 1840}}``,
``["com.example.notes", 1795330000, 1795333400]``, and objects whose start and end have names of any language.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from analysis.field_names import all_words, words
from analysis.name_tables import picking
from analysis.package_names import is_bundle
from analysis.package_rows import PACKAGE_TEXTS
from analysis.payload import Leaf, Payload, Scalar, Series
from analysis.remembered import Remembered
from analysis.screen_time import is_dated_report, is_named_for_each_app, is_sum_of_a_list, screen_times
from analysis.surroundings import Surroundings, outer, surroundings
from analysis.texts import texts_like

IS_PACKAGE: Final = Remembered[str, bool](lambda name: "." in name and is_bundle(name))
PACKAGE_KEYS: Final = picking(lambda name: IS_PACKAGE[name])
# Words of what holds how long something was used; for time also those that only the packages beneath them make clear.
_USED: Final = frozenset({
    "usage", "used", "use", "screen", "time", "times", "foreground", "duration", "durations", "seconds", "minutes",
    "sessions", "zeit", "zeiten", "temps", "tiempo", "tempo", "tijd", "czas", "cas", "tid", "aika", "sure", "ido", "timp",
})  # fmt: skip
_NOT_USED: Final = frozenset({
    "version", "versions", "install", "installed", "update", "updated", "limit", "limits", "size", "bytes", "cache", "crash",
    "rating", "price", "weight", "budget", "max", "quota",
})  # fmt: skip
_EARLIEST: Final = 1_400_000_000  # seconds
_DAY: Final = 86_400
_MOST: Final = 2_000


def used_apps(payload: Payload) -> Iterator[tuple[str, str]]:
    """The path and the package of each app that was used, and of which is told when or how long; each app once."""
    seen = set[str]()
    for path, package in islice(_all(payload), _MOST):
        if package not in seen:
            seen.add(package)
            yield path, package


def _all(payload: Payload) -> Iterator[tuple[str, str]]:
    place = surroundings(payload)
    for series in payload.series:
        if IS_PACKAGE[series.name] and _has_intervals(series):
            yield series.path, series.name
    for leaf in place.leaves_of(PACKAGE_KEYS):
        if _is_sum(leaf, place):
            yield leaf.path, leaf.name
    for leaf, package in texts_like(payload, PACKAGE_TEXTS)[:_MOST]:
        if is_bundle(package) and _is_in_a_row(place, leaf):
            yield leaf.path, package
    yield from screen_times(payload, place)


def _has_intervals(series: Series) -> bool:
    """Whether a series is of starts and ends, as rows of two, as two columns, or as the only two numbers."""
    columns = list(series.columns.values())[:2]
    if len(columns) == 2:
        return all(_is_interval(start, end) for start, end in islice(zip(*columns, strict=True), 64))
    return bool(columns) and len(columns[0]) == 2 and _is_interval(*columns[0])


def _is_interval(start: float, end: float) -> bool:
    """A start and an end in seconds or milliseconds, the end later by no more than a day."""
    return _EARLIEST <= _seconds(start) < _seconds(end) <= _seconds(start) + _DAY


def _seconds(moment: float) -> float:
    return moment / 1000 if moment >= _EARLIEST * 500 else moment


def _is_sum(leaf: Leaf, place: Surroundings) -> bool:
    """How long an app was used, under its package, in what is named for use, or for each app in a report on it."""
    value = leaf.value
    if isinstance(value, bool) or not isinstance(value, int | float) or not leaf.path.endswith('"]'):
        return False
    above = all_words(leaf.names[-4:-1])
    told = not above.isdisjoint(_USED) or is_sum_of_a_list(leaf.names)
    told = told or (is_named_for_each_app(leaf.names) and is_dated_report(place))
    return 1 < value <= _DAY * 1000 and told and above.isdisjoint(_NOT_USED)


def _is_in_a_row(place: Surroundings, leaf: Leaf) -> bool:
    """Whether a start and an end stand beside a package: two moments within a day, the one after the other."""
    row = outer(leaf.path)
    if not row.endswith("]"):
        return False
    if leaf.path.endswith("]") and row in place.lists:
        values: Iterable[Scalar] = [item.value for item in place.lists[row]]
    else:
        group = place.group(row)
        if group is None or not _NOT_USED.isdisjoint(
            word for name in list(group.members)[:24] for word in words(name)
        ):
            return False
        values = [member.value for member in islice(group.members.values(), 24)]
    moments = [
        float(value) for value in values if isinstance(value, int | float) and not isinstance(value, bool)
    ]
    moments = [moment for moment in moments if _seconds(moment) >= _EARLIEST]
    return len(moments) == 2 and _is_interval(*moments)
