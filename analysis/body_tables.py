"""Tells tables about bodies that are of nobody: units beside units, bands by age, centiles, means of a study, sizes, doses.

``[["mg_dl", "mmol_l"], [54, 3.0], …]``, ``[{"age": 20, "low": 120, "high": 140}, …]``, ``[{"arm": "A", "n": 412, …}]``:
rows, lists side by side, or a matrix under the names of its columns, with no time, no device and nobody among the names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice, pairwise
from typing import Final

from analysis.field_names import all_words, words
from analysis.named_rows import may_hold_tables, named_rows
from analysis.payload import Group, Scalar, Series
from analysis.readings import is_time_name, number
from analysis.surroundings import Surroundings, outer

_MOST: Final = 24  # columns
_ROWS: Final = 6  # of which a column is looked at
_LEAST: Final = 3  # rows that go up
_LONGER: Final = 4  # the same where nothing but the numbers tells
_YEARS: Final = 5  # between two rows of a table by age
_NEAR: Final = 0.06  # of a factor by which one unit is another
Columns = Mapping[str, Sequence[Scalar]]
_OF_SOMEBODY: Final = frozenset({
    "user", "uid", "userid", "patient", "person", "member", "device", "serial", "mac", "account", "athlete", "participant",
    "session", "owner", "email", "today", "yesterday", "night", "day", "date", "week", "month", "hour", "minute", "phone",
    "birthday", "dob", "rider", "runner", "visit", "encounter", "lap", "split", "firstname", "lastname",
})  # fmt: skip
# One quantity in two units: words of either, how many of the second the first is, and from where it is counted.
_UNITS: Final = (
    (frozenset({"mgdl", "mg"}), frozenset({"mmoll", "mmol"}), 1 / 18.016, 0.0),
    (frozenset({"kg", "kilo", "kilos", "kilograms"}), frozenset({"lb", "lbs", "pounds"}), 2.2046, 0.0),
    (frozenset({"c", "celsius", "degc"}), frozenset({"f", "fahrenheit", "degf"}), 1.8, 32.0),
    (frozenset({"mmhg"}), frozenset({"kpa"}), 0.1333, 0.0),
)
_AGES: Final = frozenset(
    {"age", "ages", "alter", "edad", "idade", "eta", "wiek", "vek", "leeftijd", "alder", "ika", "yas"}
)
_BOUNDS: Final = frozenset(
    {"low", "high", "min", "max", "lower", "upper", "target", "from", "to", "von", "bis", "zone"}
)
_SHARES: Final = frozenset(
    {"percentile", "centile", "quantile", "decile", "quartile", "perzentil", "percentil"}
)
_CENTILES: Final = frozenset(
    {"1", "2", "3", "5", "10", "15", "25", "50", "75", "85", "90", "95", "97", "98", "99"}
)
_MIDDLES: Final = frozenset(
    {"mean", "median", "avg", "average", "mittel", "mittelwert", "media", "moyenne", "srednia"}
)
_SPREADS: Final = frozenset({"sd", "std", "stdev", "stddev", "sem", "iqr", "se"})
_MANY: Final = frozenset({
    "n", "participants", "subjects", "respondents", "patients", "people", "persons", "population", "samplesize",
    "nsubjects", "nparticipants", "npatients", "enrolled", "randomised", "randomized", "users", "employees", "members",
})  # fmt: skip
_GROUPED: Final = frozenset({
    "arm", "arms", "group", "groups", "cohort", "cohorts", "stratum", "strata", "treatment", "treatments", "placebo",
    "region", "country", "city", "district", "department", "team", "dataset", "survey", "study", "bracket", "agegroup",
    "quartile", "subgroup", "subgroups", "outcomes",
})  # fmt: skip
_CLASSES: Final = frozenset(
    {"category", "class", "classification", "grade", "severity", "kategorie", "categoria", "klasse"}
)
_SIZES: Final = frozenset({
    "size", "groesse", "grosse", "talla", "rozmiar", "taglia", "maat", "tamanho", "storrelse", "storlek", "koko", "beden",
    "velikost", "meret", "sizelabel", "clothingsize",
})  # fmt: skip
# What has stairs that anybody may climb.
_CLIMBED: Final = frozenset({
    "tower", "towers", "building", "buildings", "skyscraper", "skyscrapers", "lighthouse", "lighthouses", "staircase",
    "staircases", "stairway", "stairways", "stairs", "turm", "tuerme", "turme", "treppe", "treppen", "phare", "phares",
    "escalier", "escaliers", "faro", "faros", "fari", "torre", "torres", "torri", "escalera", "escaleras", "wieza", "wieze",
    "schody", "latarnie", "monument", "monuments", "belfry", "belfries", "pagoda", "pagodas", "temples", "church",
    "cathedral",
})  # fmt: skip
_MOVED: Final = frozenset(
    {"calories", "kcal", "distance", "heart", "hr", "climbed", "active", "activity", "goal", "source"}
)
_WEIGHTS: Final = frozenset({"weight", "kg", "bodyweight", "gewicht", "poids", "peso", "waga", "lb", "lbs"})


class _Answers:
    """What was found out of the lists and objects of one message, and the series in each."""

    def __init__(self, place: Surroundings) -> None:
        self.place = place
        self.given: dict[tuple[str, str], bool] = {}
        self.series: dict[str, list[Series]] = {}
        for series in place.series:
            self.series.setdefault(outer(series.path), []).append(series)


_last: _Answers | None = None


def is_of_a_body_table(path: str, place: Surroundings) -> bool:
    """Whether a reading stands in a table in which one looks something up, or in figures of many people."""
    global _last
    last = _last
    if last is None or last.place is not place:
        last = _last = _Answers(place)
    here, within = key = _holder(path)
    if key not in last.given:
        last.given[key] = any(_tells(columns, here, place) for columns in _tables(here, within, last))
    return last.given[key]


def _holder(path: str) -> tuple[str, str]:
    """The list of rows, or the object, of which a value is a part; and of rows of objects the object within one."""
    above = outer(path)
    if path.endswith("]"):  # a column of a matrix, or an item of a list
        return (outer(above), "") if above.endswith("]") else (outer(above), above)
    for holder in (above, outer(above)):
        if holder.endswith("]"):
            return outer(holder), above[len(holder) :]
    return above, above


def _tables(here: str, within: str, answers: _Answers) -> list[Columns]:
    place = answers.place
    found: list[Columns] = []
    rows = [place.group(f"{here}[{at}]") for at in range(_ROWS)]
    inner = [place.group(f"{here}[{at}]{within}") for at in range(_ROWS)] if within[:1] == "." else []
    if any(rows) or any(inner):
        found.append(_of_rows(rows, inner))
    if may_hold_tables(place):
        found += [
            {name: [leaf.value for leaf in column] for name, column in table.columns.items()}
            for table in named_rows(place)
            if table.path == here
        ]
    found += [
        one.columns
        for one in answers.series.get(outer(here), ())
        if one.path == here and len(one.columns) > 1
    ]
    lists = answers.series.get(here, ()) if within.startswith(here) else ()
    beside = {one.name: next(iter(one.columns.values())) for one in lists if len(one.columns) == 1}
    if len({len(column) for column in beside.values()}) == 1:
        found.append(beside)
    single = place.group(here)
    if single is not None and not beside and not found:
        found.append(_of_rows([single], [place.group(outer(here))]))
    return found


def _of_rows(rows: list[Group | None], inner: list[Group | None]) -> Columns:
    columns: dict[str, list[Scalar]] = {}
    for group in (*rows, *inner):
        for name, leaf in islice(group.members.items(), _MOST) if group is not None else ():
            columns.setdefault(name, []).append(leaf.value)
    return columns


def _tells(columns: Columns, here: str, place: Surroundings) -> bool:
    if not 2 <= len(columns) <= _MOST:
        return False
    said = {name: frozenset((*words(name), "".join(words(name)))) for name in columns}
    if any(is_time_name(name) or not _OF_SOMEBODY.isdisjoint(spoken) for name, spoken in said.items()):
        return False
    holder = place.group(outer(here)) if here.endswith("]") else place.around(f"{here}.x")
    around = tuple(holder.members)[:_MOST] if holder is not None and holder.context == "body" else ()
    if not _OF_SOMEBODY.isdisjoint(all_words(around)) or any(map(is_time_name, around)):
        return False
    counted = {name: _numbers(column) for name, column in columns.items()}
    return (
        _is_converted(said, counted)
        or _is_by_age(said, counted)
        or _is_spread(said, counted)
        or _is_of_many(said, counted, here)
        or _is_of_sizes(said, columns)
        or _is_by_weight(said, counted)
        or _is_of_stairs(said, columns, here)
        or _is_of_bands(said, counted)
    )


def _numbers(column: Sequence[Scalar]) -> list[float]:
    found = [number(value) for value in islice(column, _ROWS) if not isinstance(value, bool)]
    return [amount for amount in found if amount is not None] if None not in found else []


def _last_steps(here: str) -> list[str]:
    """The last two names of a path."""
    return here.rpartition(":")[2].split(".")[-2:]


def _goes_up(column: Sequence[float]) -> bool:
    return len(column) >= _LEAST and all(one < other for one, other in pairwise(column))


def _is_converted(said: Mapping[str, frozenset[str]], counted: Mapping[str, list[float]]) -> bool:
    """Two columns that go up, of which each is the other in another unit."""
    for ones, others, factor, more in _UNITS:
        firsts = [counted[name] for name, spoken in said.items() if not spoken.isdisjoint(ones)]
        seconds = [counted[name] for name, spoken in said.items() if not spoken.isdisjoint(others)]
        for first, second in zip(firsts[:1], seconds[:1], strict=False):
            alike = len(first) == len(second) and _goes_up(first)
            if alike and all(
                abs(one * factor + more - other) <= _NEAR * abs(other)
                for one, other in zip(first, second, strict=True)
            ):
                return True
    return False


def _is_by_age(said: Mapping[str, frozenset[str]], counted: Mapping[str, list[float]]) -> bool:
    """A column of ages in steps of years beside others: what is usual of people who are so old."""
    bounded = sum(not spoken.isdisjoint(_BOUNDS) for spoken in said.values()) >= 2
    for name, spoken in said.items():
        column = counted[name]
        if (
            spoken.isdisjoint(_AGES)
            or not _goes_up(column)
            or not spoken.isdisjoint({"months", "weeks", "days"})
        ):
            continue
        if bounded or all(other - one >= _YEARS for one, other in pairwise(column)):
            return True
    return False


def _is_spread(said: Mapping[str, frozenset[str]], counted: Mapping[str, list[float]]) -> bool:
    """Centiles as columns (p3, p50, p97), or one to a row."""
    spread = [name for name, spoken in said.items() if "p" in spoken and not spoken.isdisjoint(_CENTILES)]
    if len(spread) >= 2:
        return True
    return any(not spoken.isdisjoint(_SHARES) and _goes_up(counted[name]) for name, spoken in said.items())


def _is_of_many(said: Mapping[str, frozenset[str]], counted: Mapping[str, list[float]], here: str) -> bool:
    """Means of groups of people, beside how many there were of each."""
    every = frozenset[str]().union(*said.values())
    many = any(
        not spoken.isdisjoint(_MANY) and max(counted[name], default=0) > 1 for name, spoken in said.items()
    )
    grouped = not _GROUPED.isdisjoint(every) or not _GROUPED.isdisjoint(all_words(_last_steps(here)))
    return many and grouped and not every.isdisjoint(_MIDDLES | _SPREADS)


def _is_of_sizes(said: Mapping[str, frozenset[str]], columns: Columns) -> bool:
    """What a body measures that a size of clothes fits: another size in each row."""
    for name, spoken in said.items():
        labels = [
            value for value in islice(columns[name], _ROWS) if isinstance(value, str) and len(value) <= 12
        ]
        if not spoken.isdisjoint(_SIZES) and len(labels) == len(set(labels)) >= 2:
            return True
    return False


def _is_of_stairs(said: Mapping[str, frozenset[str]], columns: Columns, here: str) -> bool:
    """Another tower or stairway in each row, with how many steps or floors it has."""
    every = frozenset[str]().union(*said.values())
    listed = all_words(_last_steps(here))
    if (every - {"stairs"} | listed).isdisjoint(_CLIMBED) or not every.isdisjoint(_MOVED):
        return False
    for column in columns.values():
        called = [value for value in islice(column, _ROWS) if isinstance(value, str) and value[:1].isalpha()]
        if len(called) == len(set(called)) >= 2:
            return True
    return False


def _is_of_bands(said: Mapping[str, frozenset[str]], counted: Mapping[str, list[float]]) -> bool:
    """Bounds alone, each beside a class: ``{"category": "elevated", "systolic_max": 129}``."""
    bounds = [spoken for name, spoken in said.items() if len(counted[name]) > 1]
    classes = [spoken for name, spoken in said.items() if not counted[name]]
    return (
        len(classes) == 1
        and not classes[0].isdisjoint(_CLASSES)
        and all(not spoken.isdisjoint(_BOUNDS) for spoken in bounds)
        and bool(bounds)
    )


def _is_by_weight(said: Mapping[str, frozenset[str]], counted: Mapping[str, list[float]]) -> bool:
    """Weights in even steps beside what grows with them: doses, lengths of skis, bindings."""
    for name, spoken in said.items():
        column = counted[name]
        if spoken.isdisjoint(_WEIGHTS) or len(column) < _LONGER or not _goes_up(column):
            continue
        steps = {round(other - one, 3) for one, other in pairwise(column)}
        others = [counted[other] for other in counted if other != name]
        if len(steps) == 1 and len(others) > 0 and all(_grows(other, len(column)) for other in others):
            return True
    return False


def _grows(column: list[float], rows: int) -> bool:
    return (
        len(column) == rows
        and column[-1] > column[0]
        and all(one <= other for one, other in pairwise(column))
    )
