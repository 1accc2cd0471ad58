"""Finds complaints by the place on a body where they are: ``{"bodySite": "left_knee", "swelling": true}``.

One symptom alone may be ticked of much else; beside the place on a body it is what somebody has there. Forms that ask
for it, goods against it and exercises for it name the same places.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from analysis.field_names import all_words, words
from analysis.lazy_patterns import lazy_pattern
from analysis.payload import Group, Leaf
from analysis.readings import number
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings, generic
from analysis.translated_names import without_marks

_PLACES: Final = frozenset({
    "bodysite", "bodypart", "bodylocation", "bodyregion", "bodyarea", "site", "area", "region", "location", "where",
    "zone",
    "lesionsite", "woundsite", "injurysite", "painsite", "spot", "joint", "limb", "stelle", "koerperstelle",
    "korperstelle",
    "koerperteil", "korperteil", "gelenk", "lokalisation", "endroit", "partieducorps", "localisation", "zonecorps",
    "parteducuerpo", "zona", "lugar", "localizacion", "articulacion", "partedelcuerpo", "partedelcorpo", "sede", "punto",
    "parteducorpo", "partedocorpo", "miejsce", "okolica", "czescciala", "staw", "misto", "castatela", "plek",
    "lichaamsdeel",
    "sted", "kropsdel", "kroppsdel", "plats", "paikka", "bolge", "vucutbolgesi", "testresz", "hely", "zonacorpului", "部位",
    "부위", "место",
})  # fmt: skip
_TEETH: Final = frozenset(
    {"tooth", "zahn", "dent", "diente", "dente", "zab", "zub", "tand", "hammas", "dis", "fog", "dinte"}
)
_BODY: Final = frozenset({
    "shoulder", "arm", "forearm", "elbow", "wrist", "hand", "finger", "thumb", "palm", "hip", "thigh", "knee", "calf",
    "shin",
    "ankle", "foot", "heel", "toe", "leg", "back", "neck", "chest", "abdomen", "belly", "stomach", "groin", "scalp",
    "face",
    "cheek", "forehead", "nose", "ear", "eye", "eyelid", "lip", "chin", "jaw", "torso", "buttock", "spine", "rib", "skin",
    "schulter", "ellbogen", "handgelenk", "huefte", "hufte", "knie", "wade", "knoechel", "knochel", "fuss", "ferse",
    "zeh",
    "bein", "ruecken", "rucken", "nacken", "hals", "brust", "bauch", "kopf", "gesicht", "auge", "ohr", "unterarm",
    "epaule", "bras", "coude", "poignet", "main", "doigt", "hanche", "genou", "mollet", "cheville", "pied", "jambe",
    "dos",
    "cou", "poitrine", "ventre", "visage", "oeil", "oreille", "hombro", "brazo", "codo", "muneca", "mano", "dedo",
    "cadera",
    "rodilla", "tobillo", "pie", "pierna", "espalda", "cuello", "pecho", "vientre", "cara", "ojo", "spalla", "braccio",
    "gomito", "polso", "dito", "anca", "ginocchio", "caviglia", "piede", "gamba", "schiena", "collo", "petto", "pancia",
    "viso", "occhio", "orecchio", "ombro", "cotovelo", "mao", "quadril", "joelho", "tornozelo", "perna", "costas", "bark",
    "ramie", "lokiec", "nadgarstek", "dlon", "biodro", "kolano", "kostka", "stopa", "noga", "plecy", "szyja", "brzuch",
    "oko",
    "rameno", "loket", "zapesti", "kycel", "koleno", "kotnik", "noha", "zada", "krk", "bricho", "schouder", "elleboog",
    "pols",
    "heup", "enkel", "voet", "rug", "nek", "borst", "buik", "skulder", "albue", "haandled", "hofte", "kne", "knae",
    "ankel",
    "fot", "fod", "rygg", "ryg", "nakke", "mave", "axel", "armbage", "handled", "hoft", "kna", "fotled", "mage",
    "olkapaa",
    "kyynarpaa", "ranne", "lonkka", "polvi", "nilkka", "jalka", "selka", "niska", "vatsa", "omuz", "kol", "dirsek",
    "bilek",
    "kalca", "diz", "ayak", "bacak", "sirt", "bel", "boyun", "karin", "goz", "kulak", "vall", "konyok", "csuklo", "csipo",
    "terd", "boka", "lab", "hat", "nyak", "has", "umar", "cot", "genunchi", "glezna", "picior", "spate", "gat", "burta",
    "肩", "膝", "腰", "背中", "首", "肘", "手首", "足首", "腕",
    "무릎", "어깨", "허리", "膝盖", "肩膀", "колено", "плечо", "спина", "шея",
})  # fmt: skip
# The beginnings of what hurts, itches or swells, in names.
_HURTS: Final = lazy_pattern(
    r"\b(?:itch|pain|ach(?:e|ing)|swell|swollen|sore|rash|redness|bleed|burning|numb|tingl|stiff|tender|fever|discharge|oozing"
    r"|weeping|pus\b|bruis|blister|cramp|jucken|juckt|juckreiz|schmerz|schwell|geschwoll|roetung|rotung|blutung|blutet|brennen"
    r"|taub|fieber|eiter|demangeaison|douleur|gonfl|rougeur|saigne|fievre|picor|dolor|hinchaz|enrojec|sangrado|fiebre|prurit|dolore|gonfi|rossor"
    r"|sanguina|febbre|coceira|inchac|vermelh|sangra|febre|swedz|bol\b|bolesn|obrzek|zaczerw|krwaw|goracz|svedi|bolest|otok|zarud"
    r"|krvac|horeck|jeuk|pijn|zwelling|roodheid|bloeding|bloedt|koorts|kloe|smert|hevels|rod(?:me|hed)|blodning|bloder"
    r"|feber|klad[ae]|svull|rodnad|kutin"
    r"|kipu|turvot|puno|kuume|kasin|agri|sislik|kizarik|kanama|ates|viszket|fajdal|duzzan|lazas|mancarime|durere|umfla|rosea)"
)
_AGAINST: Final = frozenset(
    {"relief", "killer", "free", "management", "gel", "cream", "linderung", "soulagement", "alivio"}
)
_SCALES: Final = frozenset(
    {"mild", "moderate", "severe", "yes", "ja", "oui", "si", "sim", "tak", "ano", "leicht", "stark", "evet"}
)
_TOLD: Final = frozenset({
    "since", "seit", "depuis", "desde", "da", "od", "sinds", "siden", "sedan", "days", "weeks", "months", "onset",
    "duration",
    "changed", "grown", "size", "photo", "image", "foto", "picture", "bild", "zdjecie", "note", "notes", "started",
    "score", "level", "intensity", "severity", "scale", "siddeti", "siddet", "staerke", "starke", "stufe", "intensite",
    "intensidad", "intensita", "nivel", "niveau", "nasilenie", "intenzita", "intensiteit", "styrke", "styrka", "mertek",
})  # fmt: skip
_NOBODYS: Final = frozenset({
    "options", "questions", "schema", "fields", "form", "choices", "product", "products", "price", "sku", "exercise",
    "exercises", "reps", "sets", "massage", "program", "programme", "programmes", "stretch", "player",
    "npc", "damage", "armor", "hp", "dog",
    "cat", "pet",
    "horse", "vet", "injuries", "match", "team", "league", "articles", "article", "slug", "sensor", "placement", "mount",
    "tattoo", "garment", "clothing", "catalogue", "catalog", "shop", "ingredients", "translations", "quiz", "weather",
    "pollen",
})  # fmt: skip
_MOST: Final = 32  # names of such an object
_MOST_LEVEL: Final = 10


def _parts(names: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """The name of the place and those of what hurts there; "" and nothing for every other object."""
    if not 2 <= len(names) <= _MOST:
        return "", ()
    place = next((name for name in names if _IS_PLACE[name]), "")
    return (place, tuple(name for name in names if name != place and _TELLS[name])) if place else ("", ())


def _tells(name: str) -> bool:
    """Whether a name begins a word with what hurts, itches or swells; in English where the book knows the word."""
    plain = without_marks(name).lower().replace("_", " ").replace("-", " ")
    if not _AGAINST.isdisjoint(words(name)):
        return False
    return _HURTS.search(plain[:64]) is not None or _HURTS.search(" ".join(words(name))[:64]) is not None


_IS_PLACE: Final = Remembered[str, bool](lambda name: _plain(name) in _PLACES or _plain(name) in _TEETH)
_TELLS: Final = Remembered[str, bool](_tells)
COMPLAINTS_AT: Final = Remembered(_parts)
HAS_COMPLAINT: Final = Remembered[tuple[str, ...], bool](lambda names: COMPLAINTS_AT[names][1] != ())


def _plain(name: str) -> str:
    letters = without_marks(name[:32]).lower()
    return "".join(letter for letter in letters if letter.isalnum())


def complaints_at(place: Surroundings) -> Iterator[Leaf]:
    """The first symptom that somebody has, of each object that tells where on the body it is."""
    seen: set[str] = set()
    for group, names in place.shapes:
        where, told = COMPLAINTS_AT[names] if group.context in ("body", "query") else ("", ())
        if not told or generic(group.path) in seen or not _is_at_a_body(group.members[where]):
            continue
        had = next((group.members[name] for name in told if _is_had(group.members[name])), None)
        if had is None or not _is_told(group, told, place):
            continue
        near = place.near_words(f"{group.path}.value", (*group.names, "value")) | place.sent_words
        if near.isdisjoint(_NOBODYS):
            seen.add(generic(group.path))
            yield had


def _is_at_a_body(leaf: Leaf) -> bool:
    if _plain(leaf.name) in _TEETH:  # numbered by quadrant (ISO 3950)
        amount = None if isinstance(leaf.value, bool) else number(leaf.value)
        return amount is not None and amount == int(amount) and 11 <= amount <= 85
    if not isinstance(leaf.value, str) or len(leaf.value) > 40:
        return False
    spoken = without_marks(leaf.value).lower().replace("_", " ").replace("-", " ").split()
    return any(word in _BODY or word.removesuffix("s") in _BODY for word in (*spoken, *words(leaf.value)))


def _is_had(leaf: Leaf) -> bool:
    if isinstance(leaf.value, bool):
        return leaf.value
    amount = number(leaf.value)
    if amount is not None:
        return 0 < amount <= _MOST_LEVEL
    return isinstance(leaf.value, str) and leaf.value.strip().lower() in _SCALES


def _is_told(group: Group, told: tuple[str, ...], place: Surroundings) -> bool:
    """Whether a second symptom, since when it is there or a picture of it stands beside."""
    beside = all_words(islice(place.names_at(group.path), _MOST))
    return len(told) > 1 or not beside.isdisjoint(_TOLD)
