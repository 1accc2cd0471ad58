"""Finds goals for moving by names put together of what is moved, how it is counted and that it is a goal.

``stand_hours_target``, ``ziel_km_woche``, ``{"targets": {"move": 520, "exercise": 30}}``, ``{"goalType": "STEPS", "value":
9000}``. A distance, an energy or an activity alone is aimed at in much else: two of them, or words of a band, must stand
together.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, pairwise
from typing import Final

from analysis.body_words import DRIVEN, EATEN, PETS, PLAYED
from analysis.company_names import MEANINGS
from analysis.field_names import all_words, words
from analysis.goals_done import AIMED_WORDS, NO_MOVE, OF_A_BAND, SENT_WORDS
from analysis.name_tables import SAID_BY, picking
from analysis.payload import Group, Leaf
from analysis.readings import number
from analysis.records import Transmission
from analysis.remembered import Remembered
from analysis.sports import SPORTS
from analysis.surroundings import Surroundings
from analysis.translated_names import without_marks

_AIMED: Final = AIMED_WORDS | frozenset({
    "goals", "targets", "ziele", "zielwert", "cele", "objetivos", "objectifs", "obiettivi", "metas", "doelen", "cile",
    "hedefler", "hedefi", "mali", "tavoitteet", "celuri", "celok", "maal", "objectives", "objective",
    "zielwerte", "vorgabe", "streefwaarde", "wochenziele", "wochenziel", "tagesziele", "tagesziel", "aktivitaetsziele",
    "bewegungsziele", "weekdoelen", "dagdoelen", "dagsmal", "veckomal", "ukesmal", "dagmaal",
})  # fmt: skip
_KINDS: Final = {
    "floors": "floor floors stairs flights etagen etage pisos piani pietra stockwerke treppen escaliers escaleras schody "
    "trappen trapper trappor kerrokset kat etaje emelet",
    "stand": "stand standing stehen steh debout",
    "active": "active aktiv activity activities aktivitaet aktivitat activite actividad attivita atividade aktywnosc "
    "aktivita move movement bewegung bewegungs mouvement movimiento movimento ruch pohyb beweging hareket liikunta "
    "bevegelse bevaegelse rorelse miscare mozgas actives activas activos attive aktive exercise exercises "
    "cardio zone intensity intense vigorous moderate "
    "cwiczenia cviceni ejercicio esercizio exercice ovning trening actifs attivi activos activa outdoor",
    "energy": "kcal kj cal calories calorie kalorien kalorie calorias energy energie burn burned burnt spalone",
    "distance": "distance distanz km kms kilometers kilometres miles distancia distanza dystans vzdalenost afstand "
    "avstand mesafe matka",
    "time": "min mins minutes minute minuten minuti minutos minut minuty minuutit minutter dakika hours hour hrs h std "
    "stunden heures horas ore godziny godzin hodin uren timer timmar tunnit saat",
    "sessions": "workout workouts runs walks rides swims trainings sessions einheiten seances entrenamientos "
    "allenamenti treningi treninky "
    "treninger sessioner harjoitukset antrenman",
    "when": "daily day weekly week per a days weeks monthly month tag tage taeglich taglich woche jour jours semaine "
    "quotidien dia dias diario diaria semana semanal giorno settimana giornaliero dzien tydzien dzienny tygodniowy den "
    "tyden dag dagen uke vecka paiva viikko gun hafta zi nap het pro par por al today value user my kids new "
    "current number "
    "gunluk haftalik napi heti dziennie tygodniowo dagligt dagelijks wekelijks denne tydne "
    "count nb total of the for amount mes mis mie mijn moje meine meus minhas mine mina mitt omat benim",
}  # fmt: skip
_KIND_OF: Final = {word: kind for kind, several in _KINDS.items() for word in several.split()}
_VALUES: Final = frozenset({
    "value", "amount", "count", "target", "quantity", "val", "goal", "wert", "valor", "valeur", "valore", "hodnota",
    "wartosc",
})  # fmt: skip
_TYPES: Final = frozenset({
    "goal", "goaltype", "type", "kind", "metric", "activity", "target", "targettype", "name", "ziel", "objectif",
    "objetivo",
    "obiettivo", "cel", "doel", "goalkind", "key", "typ", "tipo",
})  # fmt: skip
_NO_GOAL: Final = NO_MOVE | PETS | PLAYED | DRIVEN | EATEN | frozenset({
    "elevator", "lift", "ev", "charger", "aufzug", "charge", "charging", "vehicle", "car", "battery", "solar",
    "fleet", "truck", "delivery",
    "driver", "pump", "elections", "employee", "kwh", "price", "recipe", "conference", "heating", "thermostat",
})  # fmt: skip
_OF_A_BAND: Final = OF_A_BAND - {"daily", "minutes", "family"}
_BOUNDS: Final = ("min_", "max_")  # what may be chosen, not what was
_MOST_NAMES: Final = 32
_MOST: Final = 200_000


def _moved(name: str) -> tuple[str, frozenset[str]]:
    """How a name says what is moved ("sure", "may be", ""), and its kinds with "aimed" among them."""
    spoken = [without_marks(word) for word in words(name)]
    kinds = {_kind(word) for word in spoken[:8]}
    if not spoken or "" in kinds or name[:4].lower() in _BOUNDS:
        return "", frozenset()
    told = frozenset(kinds - {"when"})
    moved = told - {"aimed", "time"}
    sure = "steps" in moved or "sport" in moved or {"stand", "time"} <= told or {"active", "time"} <= told
    sure = sure or {"active", "energy"} <= told
    return ("sure" if sure else "may be" if moved else ""), told


def _kind(word: str) -> str:
    if word in _AIMED:
        return "aimed"
    if word in _KIND_OF:
        return _KIND_OF[word]
    if word in ("step", "steps") or MEANINGS[word] == ("steps",):
        return "steps"
    return "sport" if word in SPORTS else ""


_MOVED: Final = Remembered(_moved)


def _aimed_at(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names of an object that tell a goal for moving by themselves."""
    if _AIMED.isdisjoint(SAID_BY[names]):
        return ()  # as nearly every object
    return tuple(name for name in names[:_MOST_NAMES] if _MOVED[name][0] and "aimed" in _MOVED[name][1])


AIMED_AT: Final = Remembered(_aimed_at)


def _holds_aims(name: str) -> bool:
    """Whether an object's name says that it holds goals, and no more than whose or when: ``goals``, ``tagesziele``."""
    kinds = [_kind(word) for word in words(name)]
    return "aimed" in kinds and all(kind in ("aimed", "when", "active") for kind in kinds)


HOLDS_AIMS: Final = Remembered(_holds_aims)
AIM_ROWS: Final = picking(lambda name: HOLDS_AIMS[name], _AIMED)


def _typed(names: tuple[str, ...]) -> tuple[str, str]:
    """The names of what is aimed at and of how much, in a row: ``{"goalType": "STEPS", "value": 9000}``; "" for none."""
    if not 2 <= len(names) <= 10 or _AIMED.isdisjoint(SAID_BY[names]):
        return "", ""
    plain = {"".join(words(name)): name for name in names}
    what = next((name for said, name in plain.items() if said in _TYPES), "")
    much = next((name for said, name in plain.items() if said in _VALUES and name != what), "")
    aimed = any(_kind(word) == "aimed" for name in (what, much) for word in words(name))
    return (what, much) if what and much and aimed else ("", "")


_TYPED: Final = Remembered(_typed)
IS_TYPED_AIM: Final = Remembered[tuple[str, ...], bool](lambda names: _TYPED[names][0] != "")


def aimed_moves(place: Surroundings) -> Iterator[Leaf]:
    """Numbers that are goals for moving."""
    for group, names in place.shapes:
        if group.context not in ("body", "query"):
            continue
        if aimed := AIMED_AT[names]:
            yield from _told(group, aimed, place)
        elif IS_TYPED_AIM[names]:
            yield from _typed_aims(group, names, place)
        elif HOLDS_AIMS[group.name] or (
            group.path.endswith((":$", ">form", "query", ">msgpack"))
            and is_sent_to_goals(place.payload.transmission)
        ):
            yield from _told(group, tuple(name for name in names[:_MOST_NAMES] if _MOVED[name][0]), place)
    for name in place.picked(AIM_ROWS):  # "targets": [["steps", 9000], ["stand", 10]]
        yield from _rows(place.by_name[name], place)


def is_sent_to_goals(sent: Transmission) -> bool:
    """Whether a message was sent to where goals are kept, by the last step of its path: ``/v1/me/goals``."""
    steps = [step for step in sent.path[:200].split("/") if step and not step.isdecimal()]
    return bool(steps) and HOLDS_AIMS[steps[-1]]


def _rows(leaves: list[Leaf], place: Surroundings) -> Iterator[Leaf]:
    pairs = [
        (one.value, other)
        for one, other in pairwise(leaves[:_MOST_NAMES])
        if isinstance(one.value, str) and one.path.endswith("][0]") and other.path == f"{one.path[:-3]}[1]"
    ]
    moved = [(said, leaf) for said, leaf in pairs if len(said) <= 40 and _MOVED[said][0] and _is_amount(leaf)]
    if len(moved) > 1 and place.sent_words.isdisjoint(_NO_GOAL):
        yield from (leaf for _, leaf in moved)


def _told(group: Group, names: tuple[str, ...], place: Surroundings) -> Iterator[Leaf]:
    leaves = [group.members[name] for name in names if _is_amount(group.members[name])]
    if not leaves or not _is_of_a_body(group, place):
        return
    several = {kind for leaf in leaves for kind in _MOVED[leaf.name][1] - {"aimed", "time"}}
    if (
        any(_MOVED[leaf.name][0] == "sure" for leaf in leaves)
        or len(several) > 1
        or _is_said(group, names, place)
    ):
        yield from leaves


def _typed_aims(group: Group, names: tuple[str, ...], place: Surroundings) -> Iterator[Leaf]:
    what, much = (group.members[name] for name in _TYPED[names])
    if not isinstance(what.value, str) or len(what.value) > 40 or not _is_amount(much):
        return
    sure, _ = _MOVED[what.value]
    if sure and _is_of_a_body(group, place) and (sure == "sure" or _is_said(group, (), place)):
        yield much


def _is_amount(leaf: Leaf) -> bool:
    amount = number(leaf.value) if not isinstance(leaf.value, bool) else None
    return amount is not None and 1 <= amount <= _MOST


def _is_of_a_body(group: Group, place: Surroundings) -> bool:
    near = place.near_words(f"{group.path}.value", (*group.names, "value"))
    moved = all_words(
        name for name in group.members if _MOVED[name][0]
    )  # three runs a week are no runs of a program
    return (near - moved).isdisjoint(_NO_GOAL) and place.sent_words.isdisjoint(_NO_GOAL)


def _is_said(group: Group, names: tuple[str, ...], place: Surroundings) -> bool:
    """Whether names around tell of a band or of fitness."""
    beside = all_words(
        (*group.names, *islice((name for name in group.members if name not in names), _MOST_NAMES))
    )
    return not beside.isdisjoint(_OF_A_BAND) or not place.sent_words.isdisjoint(SENT_WORDS)
