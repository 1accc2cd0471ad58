"""Tells the course of a race, drawn and published for all who take part, from the way that somebody went or plans to go.

What it is called tells: a race, that it is official, the year or the edition, the distance; none of its points has a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from analysis.directories import CALLED
from analysis.field_names import all_words, words
from analysis.lazy_patterns import lazy_pattern
from analysis.payload import Group
from analysis.public_places import IS_OF_A_PERSON
from analysis.surroundings import Surroundings

_RACE: Final = lazy_pattern(
    r"(?i)mar[aá]t(?:h?[oó]n|ó)|\w{3}lauf(?:s|es)?\b|triat[h]?l[oó]n|duat[h]?lon|gran ?fondo|cyclosportive|regatta"
    r"|\brace\b|\brally\b|fun ?run|parkrun|\w{3}lopp(?:et)?\b|\w{2}(?:løpet|løbet|rennet|rittet)\b|tävling|kilpailu|juoksu\b"
    r"|h[öo]lkk[äa]\b|\bbieg\b|wy[śs]cig|z[áa]vod\b|\bcorsa\b|\bcarrera\b|\bcorrida\b|\bcourse (?:de|des|du|à)\b|\bcursa\b"
    r"|\bcros(?:s|ul)\b|verseny|fut[áa]s\b|futam|\w{3}loop\b|wedstrijd|ko[şs]usu\b|yar[ıi][şs]|wettkampf|wettbewerb"
    r"|забіг|забег|марафон|гонка|перегони|μαραθώνιος|ημιμαραθώνιος|αγώνας|ماراثون|سباق"
    r"|マラソン|駅伝|马拉松|馬拉松|마라톤|giải chạy"
)
_OFFICIAL: Final = lazy_pattern(
    r"(?i)offi[cz]i?[ae]l|officiell|officieel|offisiell|ufficial|oficial|oficjaln|ofici[áa]l|virallinen|hivatalos|publicerad"
    r"|published|ver[öo]ffentlicht|publi[ée]e?\b|\bresm[iî]\b|офіційн|официальн|επίσημ|رسمي|公式|公認|官方|공식|chính thức"
)
_DATED: Final = lazy_pattern(
    r"\b20[0-4][0-9]\b|\b[0-9]{1,3}(?:\.(?= )|st\b|nd\b|rd\b|th\b|[eº]\b|ª|[èe]me\b)|第[0-9]{1,3}回"
)
_FAR: Final = lazy_pattern(
    r"(?i)\b[0-9]{1,3}(?:[.,][0-9]{1,3})? ?(?:km|k|mi|miles|mil|км|χλμ|كم|公里|キロ|킬로)(?!\w)"
)
_WAY: Final = lazy_pattern(
    r"(?i)streck|parcours|percorso|recorrido|percurso|\btrasa|traseu|\bbana|\bbane\b|l[øo]ype|reitti|\broute\b|\bcourse\b"
    r"|parkur|[úu]tvonal|маршрут|траса|трасса|διαδρομή|مسار|コース|路线|코스|cung đường"
)
# What somebody says of a way of their own.
_OWN: Final = lazy_pattern(
    r"(?i)\b(?:my|mine|mein|meine|mon|ma|mi|mis|mio|mia|moj|moja|můj|min|mitt|mijn|oma|benim|meu|minha|training|trainings"
    r"|entrainement|entrenamiento|allenamento|treino|trening|trénink|träning|harjoitus|antrenman|edzés|home|zuhause|me|with"
    r"|mit|recorded|planned|geplant|draft|entwurf|test)\b|мо[йїя]|тренув|тренир|η μου|練習|训练|훈련"
)
_SAYS_OFFICIAL: Final = frozenset({
    "official", "offiziell", "offisiell", "officiell", "officiel", "ufficiale", "oficial", "oficjalna", "published",
})  # fmt: skip
_WAY_NAMES: Final = frozenset({
    "course", "strecke", "parcours", "bana", "bane", "reitti", "percorso", "recorrido", "percurso", "trasa", "loype", "rte",
})  # fmt: skip
_TITLES: Final = CALLED | frozenset({
    "desc", "description", "event", "arrangement", "race", "veranstaltung", "evento", "epreuve",
})  # fmt: skip
_PARTS: Final = ("metadata", "rte", "trk", "rte[0]", "trk[0]")  # of a GPX that are called something
_CLIMB: Final = 5  # objects around a point
_FEW: Final = 24  # members of an object that are looked at
_LONGEST: Final = 200  # characters of what it is called


def is_course_for_all(path: str, place: Surroundings) -> bool:
    """Whether a list of points, or a point, without times is of a course that is published."""
    said: list[str] = []
    official = way = False
    for group in _around(path, place):
        if IS_OF_A_PERSON[tuple(group.members)[:_FEW]]:
            return False
        way = way or not _WAY_NAMES.isdisjoint(all_words(group.names[-2:]))
        for name, leaf in islice(group.members.items(), _FEW):
            plain = "".join(words(name))
            if isinstance(leaf.value, str) and plain in _TITLES:
                said.append(leaf.value[:_LONGEST])
            official = official or (leaf.value is True and plain in _SAYS_OFFICIAL)
    return bool(said) and _is_published("\n".join(said), official, way)


def _is_published(said: str, official: bool, way: bool) -> bool:
    told = bool(_DATED.search(said)) + bool(_FAR.search(said))
    race = _RACE.search(said) is not None
    if not (race or official or told) or _OWN.search(said):
        return False
    if official or _OFFICIAL.search(said):
        return race or told > 0
    return race and told > 0 and (way or told > 1 or _WAY.search(said) is not None)


def _around(path: str, place: Surroundings) -> Iterator[Group]:
    """The objects around a point, the nearest first; of a GPX also its parts that are called something."""
    here = place.around(path)
    for _ in range(_CLIMB):
        if here is None or here.context != "body":
            return
        yield here
        if here.name == "gpx":
            found = (place.group(f"{here.path}.{part}") for part in _PARTS)
            yield from (part for part in found if part is not None)
        here = place.around(here.path)
