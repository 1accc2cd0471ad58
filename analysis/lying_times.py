"""Finds when somebody went to bed and got up: two times of a clock in one object, in the languages of households."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.field_names import words
from analysis.lazy_patterns import lazy_pattern
from analysis.name_tables import picking
from analysis.payload import Leaf
from analysis.readings import number
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings
from analysis.translated_names import without_marks

# When somebody went to bed, and when they got up.
_TO_BED: Final = frozenset({
    "bed", "tobed", "bedat", "bedtime", "wenttobed", "lightsout", "insbett", "zubett", "bett", "coucher",
    "heurecoucher",
    "acostarse", "acostado", "seacosto", "deitar", "deitou", "aletto", "letto", "coricato", "naarbed", "bed_in",
    "polozylem",
    "dolozka", "lozko", "zasniecie", "spat", "dopostele", "isang", "isengs", "iseng", "seng", "nukkumaan",
    "sankyyn", "yatis",
    "culcare", "lefekves", "neiri", "shuushin", "就寝", "入睡", "asleep", "fellasleep", "eingeschlafen", "endormi",
    "κατακλιση", "kataklisi", "лягла", "ліг", "засинання", "відбій", "dingu", "gaanslapen", "slapengaan", "gaslapen",
    "nukkumaanmeno", "nukahdin", "lefekudt", "lefekudtem", "culcat", "somnade", "lade", "نمت", "oracoricamento",
    "endormissement", "addormentato", "dormido", "inslaap", "insomnat", "einschlafen", "hora_dormir", "dormir",
    "dormirse",
})  # fmt: skip
_UP: Final = frozenset({
    "wake", "woke", "wakeup", "wokeup", "wakeat", "up", "gotup", "getup", "risetime", "aufgestanden", "aufstehen",
    "aufgewacht",
    "aufwachen", "lever", "heurelever", "reveil", "levantarse", "despertar", "desperto", "levanto", "acordar",
    "acordou",
    "sveglia", "sveglio", "alzato", "opgestaan", "opstaan", "wakker", "wstanie", "wstalem", "pobudka", "vstavani",
    "vstal",
    "probuzeni", "oppe", "vaknat", "vaknade", "vaknet", "vagnet", "herannyt", "heratys", "kalkis", "uyanis",
    "trezire",
    "ξυπνημα", "εγερση", "xypnima", "egersi", "прокинувся", "прокинулась", "пробудження", "встав", "встала", "thucday",
    "wakkergeworden", "wakkerworden", "herasin", "nousin", "felebredt", "felkeltem", "trezit", "vaknadetid", "wakeuptime",
    "الاستيقاظ", "استيقظت", "oraalzata",
    "ebredes", "okita", "kishou", "起床", "醒来",
})  # fmt: skip
_CLOCK: Final = lazy_pattern(
    r"(?:20[0-9]{2}-[01][0-9]-[0-3][0-9][T ])?[012]?[0-9][:.h][0-5][0-9](?:[:Z+.].{0,16})?"
)


def _lying(names: tuple[str, ...]) -> tuple[str, str] | None:
    plain = {"".join(words(name)): name for name in names[:32]} | {
        without_marks(name).lower().replace("_", ""): name for name in names[:32]
    }
    bed = next((name for said, name in plain.items() if said in _TO_BED), "")
    up = next((name for said, name in plain.items() if said in _UP), "")
    return (bed, up) if bed and up else None


_LAIN: Final = Remembered(_lying)
BED_OR_UP: Final = picking(
    lambda name: without_marks(name).lower().replace("_", "") in _UP or "".join(words(name)) in _UP,
    spelled=_UP,
)
# What is switched at such times, or set beforehand.
_SWITCHED: Final = frozenset({
    "schedule", "schedules", "lamp", "light", "lights", "thermostat", "alarm", "alarms", "downtime", "screen",
    "routine",
    "scene", "scenes", "heating", "quiet", "dnd", "parental", "blinds", "shutters", "hvac", "charger",
    "brightness", "sound",
    "setpoint", "temp", "temperature", "sunrise", "rule", "rules", "limit", "limits", "goal", "goals", "target",
    "volume",
    "tv", "hotel", "policy", "playlist",
})  # fmt: skip


# What sleep laboratories and rings count of a night: total sleep time, wake after sleep onset, time in bed, latencies.
_COUNTED: Final = frozenset(
    {"tst", "waso", "sol", "tib", "spt", "sleepeff", "se", "remlat", "tibmin", "tstmin", "wasomin"}
)
_SURE: Final = frozenset({"tst", "waso", "tstmin", "wasomin"})


def _counts(names: tuple[str, ...]) -> str:
    plain = {name.lower().replace("_", ""): name for name in names[:32]}
    told = [name for said, name in plain.items() if said in _COUNTED]
    return told[0] if len(told) > 1 and not _SURE.isdisjoint(plain) else ""


COUNTS: Final = Remembered(_counts)


def counted_nights(place: Surroundings) -> Iterator[Leaf]:
    """``{"tst": 421, "waso": 22}``: the first of such counts of each object."""
    for group, names in place.shapes:
        if (
            COUNTS[names]
            and group.context in ("body", "query")
            and number(group.members[COUNTS[names]].value) is not None
        ):
            yield group.members[COUNTS[names]]


def lain(place: Surroundings) -> Iterator[Leaf]:
    """``{"naar_bed": "23:12", "opgestaan": "06:48"}``: the first of the two, of each object."""
    for group, names in place.shapes if place.picked(BED_OR_UP) else ():
        pair = _LAIN[names]
        if pair is None or group.context not in ("body", "query"):
            continue
        leaves = [group.members[name] for name in pair]
        near = place.near_words(leaves[0].path, leaves[0].names) | place.sent_words
        clocks = all(isinstance(leaf.value, str) and _CLOCK.fullmatch(leaf.value[:48]) for leaf in leaves)
        if clocks and near.isdisjoint(_SWITCHED):
            yield leaves[0]
