"""Tells what is normal from what was measured: bands of a chart, sheets of breeds, tables by age. Nobody's body is in those.

``{"label": "elevated", "systolic": [120, 129]}``, ``{"breed": "Beagle", "heart_rate_bpm": [70, 120]}``,
``{"age": "20-29", "resting_hr": {"min": 60, "max": 75}}``: from what to what it may be, with no time and nobody beside.
"""

from __future__ import annotations

from itertools import islice
from typing import Final

from analysis.body_tables import is_of_a_body_table
from analysis.field_names import all_words, words
from analysis.lazy_patterns import lazy_pattern
from analysis.payload import Group
from analysis.readings import instant, is_time_name, number
from analysis.reference_tables import first_rows
from analysis.surroundings import Surroundings, outer

_MOST: Final = 64  # names of one object that are looked at
_CLIMB: Final = 3  # objects around a value
_LOW: Final = frozenset({
    "min", "minimum", "low", "lower", "from", "von", "ab", "de", "desde", "da", "od", "lo", "lbound", "unten", "van", "fra",
    "fran", "alku", "start", "floor",
})  # fmt: skip
_HIGH: Final = frozenset({
    "max", "maximum", "high", "upper", "to", "bis", "hasta", "a", "do", "hi", "ubound", "oben", "tot", "til", "till",
    "loppu", "end", "ceil",
})  # fmt: skip
_ENDS: Final = _LOW | _HIGH
# What a summary of somebody's day holds between its two ends.
_MEASURED: Final = frozenset({
    "avg", "average", "mean", "last", "latest", "current", "value", "now", "count", "samples", "median", "resting", "rest",
})  # fmt: skip
# Who or what was measured, by which a summary is somebody's.
_OF_SOMEBODY: Final = frozenset({
    "user", "uid", "userid", "patient", "subject", "person", "member", "device", "serial", "mac", "account", "athlete",
    "participant", "participants", "users", "patients", "athletes", "members", "people", "persons", "subjects", "players",
    "session", "owner", "profile", "email", "today", "yesterday", "night", "day", "date", "week", "month", "hour", "minute",
})  # fmt: skip
_MOST_OF_A_ROW: Final = 12
_BOUNDS: Final = (
    frozenset({"min", "minimum", "low", "lower", "lowerlimit", "minvalue"}),
    frozenset({"max", "maximum", "high", "upper", "upperlimit", "maxvalue"}),
)
# What holds the summaries of somebody's day, whose ends are those of what was measured.
_SUMMED_UP: Final = frozenset({
    "summary", "summaries", "daily", "stats", "statistics", "vitals", "measurements", "results", "history", "records",
    "observations", "aggregates", "aggregated", "report", "bedside",
})  # fmt: skip
_OF_KINDS: Final = frozenset({
    "breed", "breeds", "species", "rasse", "raza", "race", "razza", "raca", "rasa", "plemeno", "ras", "rotu", "lifespan",
    "coat", "taxon", "gattung", "especie", "espece",
})  # fmt: skip
_LISTS_OF_KINDS: Final = frozenset({
    "breeds", "species", "animals", "rassen", "tiere", "tierarten", "especies", "especes", "animaux", "animali", "animales",
    "razze", "razas", "gatunki", "zwierzeta", "dinosaurs",
})  # fmt: skip
_OF_CHARTS: Final = frozenset({
    "bands", "categories", "category", "classification", "classifications", "percentile", "percentiles", "centile",
    "centiles", "cutoff", "cutoffs", "stages", "grades", "legend", "reference", "references", "norms", "normal", "normals",
    "agegroup", "agegroups", "agerange", "age_group", "age_range", "chart", "ranges", "zones",
    "zonen",
})  # fmt: skip
_AGES: Final = frozenset({
    "age", "ages", "alter", "edad", "idade", "eta", "wiek", "vek", "leeftijd", "alder", "ika", "yas", "agegroup", "agerange",
    "group", "band", "bracket", "altersgruppe",
})  # fmt: skip
# 20-29, 65+, < 1: ages of many.
_SPAN: Final = lazy_pattern(
    r"\s?(?:[0-9]{1,3}\s?[-–—]\s?[0-9]{1,3}|[0-9]{1,3}\s?\+|[<>≤≥]\s?[0-9]{1,3}).{0,12}"
)


def is_normal_range(path: str, place: Surroundings) -> bool:
    """Whether what stands at a path is from what to what something may be, or a row of a table of such for anybody."""
    if is_of_a_body_table(path, place):
        return True
    here = path.replace("[*]", "[0]")
    for _ in range(_CLIMB):
        holder = outer(here)
        if not holder or ":" not in holder:
            return False
        if _is_of_ranges(holder, here, place):
            return True
        here = holder
    return False


def _is_of_ranges(path: str, member: str, place: Surroundings) -> bool:
    group = place.group(path)
    names = place.names_at(path)[:_MOST]
    said = all_words(names) | {"".join(words(name)) for name in names}
    if not said or _is_somebodys(group, names, said):
        return False
    if (
        group is not None
        and not all_words(group.names[-2:]).isdisjoint(_LISTS_OF_KINDS)
        and first_rows(path, place, 2)
    ):
        return True
    if group is not None and _is_row_of_bounds(group, member, place):
        return True
    spans = _spans(path, names, place)
    if not spans:
        return group is not None and _is_by_age(group, place)
    if not any(member == f"{path}.{name}" for name in spans):
        return False
    near = said | all_words(group.names[-3:] if group is not None else ())
    if not near.isdisjoint(_OF_KINDS):
        return True
    labelled = group is not None and any(isinstance(leaf.value, str) for leaf in group.members.values())
    in_a_chart = not near.isdisjoint(_OF_CHARTS) or bool(first_rows(path, place, 2))
    if not labelled and not all_words(group.names[-1:] if group is not None else ()).isdisjoint(_OF_CHARTS):
        return bool(first_rows(path, place, 2))
    return labelled and (in_a_chart or len(spans) > 1)


def _is_somebodys(group: Group | None, names: tuple[str, ...], said: frozenset[str]) -> bool:
    above = all_words(group.names[-2:]) if group is not None else frozenset[str]()
    if not (said | above).isdisjoint(_OF_SOMEBODY) or any(is_time_name(name) for name in names):
        return True
    members = islice(group.members.items() if group is not None else (), _MOST)
    return any(is_time_name(name) and instant(leaf.value) is not None for name, leaf in members)


def _spans(path: str, names: tuple[str, ...], place: Surroundings) -> tuple[str, ...]:
    """The members of an object that are two ends: a list of two that go up, an object of two, or two names of one stem."""
    found: list[str] = []
    for name in dict.fromkeys(names):
        items = place.lists.get(f"{path}.{name}")
        if items is not None:
            pair = [number(item.value) for item in items]
            if pair[0] is not None and not (len(pair) == 2 and pair[1] is not None and pair[0] < pair[1]):
                return ()  # a list of another length: columns of readings
            found += [name] if pair[0] is not None else []
        elif (inner := place.group(f"{path}.{name}")) is not None and _has_two_ends(tuple(inner.members)):
            found.append(name)
    group = place.group(path)
    return (*found, *(_stems(tuple(group.members)[:_MOST]) if group is not None else ()))


def _is_row_of_bounds(group: Group, member: str, place: Surroundings) -> bool:
    """A row of a table of what is usual: ``{"analyte": "Glucose", "unit": "mg/dL", "min": 70, "max": 99}``.

    Each row has two ends, nothing measured and another text than the next; a summary of somebody's day tells of it around.
    """
    rows = first_rows(group.path, place, 2) if len(group.members) <= _MOST_OF_A_ROW else []
    if not rows or not all(_has_bounds(row) for row in rows) or not _is_bound(member):
        return False
    if _texts(rows[0]) == _texts(rows[1]):
        return False
    around = place.around(group.path)
    above = all_words(group.names) | all_words(
        around.members if around is not None and around.context == "body" else ()
    )
    return above.isdisjoint(_OF_SOMEBODY | _SUMMED_UP) and not any(is_time_name(name) for name in above)


def _has_bounds(group: Group) -> bool:
    said = {"".join(words(name)) for name in group.members}
    return not said.isdisjoint(_BOUNDS[0]) and not said.isdisjoint(_BOUNDS[1]) and said.isdisjoint(_MEASURED)


def _is_bound(member: str) -> bool:
    spoken = "".join(words(member[len(outer(member)) :]))
    return spoken in _BOUNDS[0] or spoken in _BOUNDS[1]


def _texts(group: Group) -> list[str]:
    return [
        leaf.value
        for leaf in group.members.values()
        if isinstance(leaf.value, str) and number(leaf.value) is None
    ]


def _has_two_ends(names: tuple[str, ...]) -> bool:
    said = {"".join(words(name)) for name in names[:8]}
    return (
        len(names) <= 4
        and not said.isdisjoint(_LOW)
        and not said.isdisjoint(_HIGH)
        and said.isdisjoint(_MEASURED)
    )


def _stems(names: tuple[str, ...]) -> tuple[str, ...]:
    """``sys_min`` and ``sys_max`` with no ``sys_avg``."""
    ends: dict[tuple[str, ...], dict[str, str]] = {}
    for name in names:
        spoken = words(name)
        for end, rest in ((spoken[-1:], spoken[:-1]), (spoken[:1], spoken[1:])):
            if rest and end and end[0] in _ENDS | _MEASURED:
                kind = "low" if end[0] in _LOW else "high" if end[0] in _HIGH else "measured"
                ends.setdefault(rest, {})[kind] = name
    return tuple(
        name for kinds in ends.values() if kinds.keys() == {"low", "high"} for name in kinds.values()
    )


def _is_by_age(group: Group, place: Surroundings) -> bool:
    """A row of a table with an age from to: ``{"age": "20-29", "resting_hr": 68}``."""
    for name, leaf in islice(group.members.items(), _MOST):
        spans = (
            isinstance(leaf.value, str) and len(leaf.value) <= 24 and _SPAN.fullmatch(leaf.value) is not None
        )
        if spans and not _AGES.isdisjoint(words(name)) and first_rows(group.path, place, 2):
            return True
    return False
