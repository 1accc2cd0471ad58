"""Finds what somebody writes down day by day, where the address says of what: ``POST /peso {"f": "2026-11-20", "kg": 71}``.

Such objects are small: a day, one number under a short name, perhaps for whom, a goal and a note. Another name in them, and
they are of something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

import msgspec

from analysis.body_words import AT_A_BODY, PETS, SMALL, TAKEN_BY
from analysis.company_names import MEANINGS
from analysis.company_objects import amount_of
from analysis.field_names import words
from analysis.lazy_patterns import lazy_pattern
from analysis.payload import Group, Leaf
from analysis.records import Transmission
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings
from analysis.translated_names import without_marks

_MOST_NAMES: Final = 8  # of such an object
_MOST: Final = 256  # objects of one message
# What may stand beside the number, whatever it is of.
_BESIDE: Final = frozenset({
    "note", "notes", "anteckning", "merknad", "bemaerkning", "muistiinpano", "opmerking", "uwagi", "osservazione",
    "remarque", "observacion", "observacao", "megjegyzes", "notiz", "nota", "notas", "notatka", "poznamka",
    "commentaire", "kommentar", "comment",
    "memo", "id",
    "uid", "user", "userid", "usuario", "nutzer", "utente", "utilisateur", "uzytkownik", "gebruiker", "bruger",
    "bruker",
    "anvandare", "kayttaja", "u", "unit", "einheit", "unidad", "unite", "unita", "jedn", "jednotka", "enhed",
    "enhet", "who",
    "wer", "qui", "quien", "chi", "kto", "kdo", "hvem", "vem", "kuka", "child", "kind", "kid", "enfant", "nino",
    "nina",
    "bambino", "dziecko", "dite", "barn", "lapsi", "name", "profile", "person", "member", "f", "ts", "at", "when",
    "wann",
    "zeit", "hora", "heure", "ora", "godz", "godzina", "cas", "tijd", "tid", "klokke", "aika", "saat", "uhrzeit",
    "source",
    "um", "am", "messzeit", "uhr", "moment", "dato", "pvm", "morning", "evening", "tags", "activities", "energy",
    "energie", "energia", "sleep",
    "sommeil",
    "schlaf", "version", "device", "site", "ort", "lugar", "lieu", "luogo", "miejsce", "misto", "sted", "plats",
    "paikka",
    "teil", "bodypart", "trigger", "triggers", "medication", "med", "patient", "mode", "method", "measure",
    "maal", "ziel", "goal", "target", "cel", "doel", "tavoite",
})  # fmt: skip


class _Subject(msgspec.Struct, frozen=True, kw_only=True):
    """What an address tells of, with the names of the number and its range; ``fine``: no whole number alone."""

    sent: re.Pattern[str]
    names: frozenset[str]
    low: float
    high: float
    category: str
    property: str
    unit: str
    reasoning: str
    fine: bool = False


_SUBJECTS: Final = (
    _Subject(
        sent=lazy_pattern(
            r"\bweight|weigh.?in|bodyweight|weightlog|gewicht|wiege|waage|weegschaal|\bpeso\b|poids|bascula|balanza|bilancia"
            r"|\bvekt|\bvikt|v(?:ae|\u00e6)gt|\bpaino|vaaka|\bwaga|\bvaha\b|hmotnost|taiju"
            r"|tizhong|\bkilo\b|greutate|testsuly|can.?nang|berat.?badan|\bvaros\b|\bwazn|\balwazn|\bvaha\b"
        ),
        names=frozenset({"kg", "lbs", "lb", "w", "kilo", "kilos", "value", "val", "v"}), low=25, high=350,
        category="health.weight", property="x_weight", unit="", reasoning="a body weight",
    ),
    _Subject(
        sent=lazy_pattern(
            r"fever|fieber|fievre|febbre|\bfiebre|\bfebre|goraczk|horeck|kuume|\bfeber|koorts|\bates\b|taion|\bthermo\b"
            r"|thermom|termomet|\bpyret|than.?nhiet|\blaz(?:naplo|as)"
        ),
        names=frozenset({
            "t", "temp", "temperature", "grad", "grade", "grados", "gradi", "degre", "degres", "degrees",
            "stopnie", "stupne",
            "c", "celsius", "value", "val", "wert", "valor", "valeur", "valore", "graden", "grader", "asteet",
            "fever",
        }),
        low=34.5, high=42.5, category="health.temperature", property="x_bodyTemperature", unit="",
        reasoning="the body's temperature", fine=True,
    ),
    _Subject(
        sent=lazy_pattern(
            r"\bmood|stimmung|humeur|\banimo|\bumore|\bhumor\b|nastroj|\bnalada|gemoed|stemming|humor\b|humor|mieliala"
            r"|ruhhali|hangulat|dispozitie|kibun|xinqing|\bma?zaj|\bmizaj|diathes|nastri[yij]|tam.?trang|suasana.?hati"
        ),
        names=frozenset({
            "mood", "score", "level", "value", "rating", "wert", "valor", "valeur", "valore", "stufe",
            "animo", "humor", "stimmung", "stemming", "nota_media", "humeur", "umore", "nastroj",
            "nalada", "mazaj", "mizaj", "almazaj", "المزاج", "diathesi", "διαθεση", "nastriy", "настрій",
            "tam_trang", "dispozitie", "hangulat", "mieliala",
        }),
        low=0, high=10, category="health.mood", property="x_mood", unit="", reasoning="how somebody feels",
    ),
    _Subject(
        sent=lazy_pattern(
            r"\bpain.?(?:log|diary|track|score)|schmerz|douleur|\bdolor(?:es)?\b|\bdolore\b|\bbolest|\bpijn|smerte|smarta"
            r"|\bkipu|migr[ae]n|migraine|headache|kopfschmerz|cefale|\bbol\b"
        ),
        names=frozenset({
            "pain", "level", "score", "value", "intensity", "severity", "staerke", "starke", "intensite",
            "intensidad",
            "intensita", "nasilenie", "intenzita", "intensiteit", "styrke", "styrka", "voimakkuus", "bol",
            "dolor", "dolore",
            "pijn", "kipu", "smerte", "smarta", "stufe", "niveau", "nivel",
        }),
        low=0, high=10, category="health.condition", property="x_condition", unit="",
        reasoning="an illness, a symptom or an allergy",
    ),
    _Subject(
        sent=lazy_pattern(
            r"\bsteps\b|step.?count|pedometer|schritt|\bpasos\b|\bpassi\b|\bkroki\b|\bkroky\b|skritt|stappen|askel|\badim"
            r"|lepes|hosuu|bushu|\bvimat|khutuw|khatawat|\bkroky|so.?buoc|buoc.?chan|\bpasi\b|langkah"
        ),
        names=frozenset({
            "steps", "count", "value", "today", "dzis", "heute", "hoy", "oggi", "dnes", "idag", "vandaag",
            "bugun", "total", "done", "s", "n", "wert", "valor", "valore", "anzahl", "suma", "vimata",
            "βηματα", "khutuwat", "الخطوات", "кроки", "so_buoc", "pasi", "krokiv",
        }),
        low=300, high=100_000, category="fitness.steps", property="x_steps", unit="steps",
        reasoning="a number of steps walked",
    ),
)  # fmt: skip
_NOBODYS: Final = PETS | frozenset({
    "product", "products", "price", "sku", "parcel", "shop", "store", "cart", "recipe", "quiz", "game",
    "exchange", "currency",
    "rates", "light", "lamp", "music", "wizard", "build", "job", "onboarding", "workflow", "pipeline", "tutorial",
    "playlist", "paint", "point", "points",
})  # fmt: skip
_SENT: Final = lazy_pattern("|".join(subject.sent.pattern for subject in _SUBJECTS))


_THERMOMETER: Final = lazy_pattern(r"\bthermo\b|thermom|termomet")
_OF_WHOM: Final = (
    SMALL
    | frozenset(TAKEN_BY)
    | {"who", "wer", "qui", "quien", "chi", "kto", "kdo", "kid", "kind", "patient"}
)


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One number of a diary, and what it is."""

    leaf: Leaf
    number: float
    category: str
    property: str
    unit: str
    reasoning: str


_IS_A_DIARY: Final = Remembered[str, bool](lambda address: _SENT.search(address) is not None)


def is_sent_to_a_diary(sent: Transmission) -> bool:
    """Whether the address says that something of the body is written down there."""
    return sent.method in ("POST", "PUT", "PATCH") and _IS_A_DIARY[_address(sent)]


def entries(place: Surroundings) -> Iterator[Entry]:
    """The numbers of such a diary, each in an object of few names."""
    sent = place.payload.transmission
    if not is_sent_to_a_diary(sent) or not place.sent_words.isdisjoint(_NOBODYS):
        return
    subject = next(subject for subject in _SUBJECTS if subject.sent.search(_address(sent)) is not None)
    fevered = _THERMOMETER.search(_address(sent)) is None
    for group, names in islice(place.shapes, _MOST):
        if group.context == "body" and 2 <= len(names) <= _MOST_NAMES:
            found = _number_among(group, names, subject, fevered)
            if found is not None:
                yield Entry(
                    leaf=found[0], number=found[1], category=subject.category, property=subject.property,
                    unit=subject.unit, reasoning=subject.reasoning,
                )  # fmt: skip


def _address(sent: Transmission) -> str:
    return f"{sent.host}/{sent.path[:200]}".lower()


def _number_among(
    group: Group, names: tuple[str, ...], subject: _Subject, fevered: bool
) -> tuple[Leaf, float] | None:
    """The number, where every other name is one of a day, a person, a goal or a note, and one of the first two is there."""
    found: tuple[Leaf, float] | None = None
    beside = 0
    for name in names:
        plain = without_marks(name).lower()
        meant = MEANINGS[name]
        amount = amount_of(group.members[name].value)
        told = plain in subject.names or (subject.category == "health.weight" and "weight" in meant)
        fits = told and amount is not None and subject.low <= amount <= subject.high
        if found is None and fits and amount is not None and not (subject.fine and amount == int(amount)):
            found = group.members[name], amount
            continue
        if (
            "day" in meant
            or (subject.category == "fitness.steps" and "goal" in meant)
            or plain in SMALL
            or plain in TAKEN_BY
            or _is_beside(plain, name)
        ):
            beside += 1
        elif "goal" not in meant and not (subject.category == "health.weight" and meant):
            return None
    if (
        subject.category == "health.temperature" and not fevered
    ):  # rooms and boilers have thermometers as well
        return found if any(without_marks(name).lower() in _OF_WHOM for name in names) else None
    return found if beside else None


def _is_beside(plain: str, name: str) -> bool:
    return plain in _BESIDE or plain in AT_A_BODY or all(word in _BESIDE for word in words(name))
