"""Finds medicines by their strength and by what is told of taking them: ``Metformina 500 mg``, 2 tablets at 8, taken."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from analysis.field_names import all_words, words
from analysis.lazy_patterns import lazy_pattern
from analysis.lists_beside import words_of_lists
from analysis.medical_words import OTHER
from analysis.name_tables import picking
from analysis.named_rows import may_hold_tables, named_rows
from analysis.payload import Leaf, Scalar
from analysis.pharmacy_orders import is_ordered
from analysis.readings import number
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings, generic, outer
from analysis.translated_names import without_marks

# Words for one medicine that are short or mean something else as well.
_DRUGS: Final = frozenset({
    "lek", "lekar", "med", "meds", "drug", "drugs", "rx", "pil", "pille", "pillen", "pill", "pills", "tablette",
    "tabletten",
    "pastilla", "pastillas", "pastille", "comprimido", "comprimidos", "compressa", "comprime", "mdk", "medik",
    "praparat",
    "praeparat", "preparat", "preparado", "preparato", "wirkstoff", "droga", "medication", "medications", "medicine",
    "substance", "pigulka", "tabletka", "tableta", "tabletter", "hap", "yao", "lyf", "таблетка", "약", "薬名", "药名",
    "inhaler",
    "inhalator", "inhalador", "inhalateur", "inalatore", "spray",
})  # fmt: skip
_PLAIN: Final = frozenset({
    "name", "title", "label", "item", "product", "text", "nazwa", "nombre", "nom", "nome", "nazev", "název", "naam",
    "navn", "namn",
    "nimi", "isim", "nev", "nume", "mei", "what", "was", "artikel", "n", "m", "mittel", "produkt", "producto",
    "produit",
    "prodotto",
})  # fmt: skip
# 500 mg, 20 µg, 1000 IE: how medicines are written, and nothing to eat is.
_STRENGTH: Final = lazy_pattern(
    r"(?<![0-9.,])[0-9]{1,5}(?:[.,][0-9]{1,3})? ?(?:mg|mcg|µg|μg|ug|IE|I\.E\.|IU|UI|IE/ml|j\.m\.|МЕ|мг|мкг|毫克"
    r"|ミリグラム|밀리그램)"
    r"(?![A-Za-z])"
)
# Said of taking it, in names (in English where the book knows the word).
_DOSED: Final = frozenset({
    "dose", "dosage", "taken", "missed", "refill", "intake", "pill", "pills", "einnahme", "einnahmezeit", "prise",
    "prises",
    "toma", "tomas", "assunzione", "inname", "przyjecie", "uzivani", "annostelu", "kullanim", "doses", "skipped",
    "adherence",
    "tablets", "tabletten", "supply", "einnahmen", "intakes", "medication", "medications", "zapas", "vorrat",
    "bestand", "strength", "sila", "staerke", "starke", "styrka", "styrke", "concentracion", "moc",
    "remaining", "reminder", "frequency", "posology", "puffs",
})  # fmt: skip
# Lists of medicines that somebody has.
_LISTED: Final = frozenset({
    "pills", "meds", "medications", "medication", "medicines", "tablets", "tabletten", "pillbox", "einnahmen",
    "intakes",
    "prises", "tomas", "doses", "pillen", "pastillas", "comprimidos", "comprimes", "compresse", "tabletki",
    "reminders",
    "adherence",
})  # fmt: skip
_WAS_TAKEN: Final = frozenset({"taken", "missed", "skipped", "intake", "intakes", "adherence", "puffs"})
_TIMED: Final = frozenset({
    "time", "uhrzeit", "hora", "heure", "ora", "godz", "godzina", "cas", "tijd", "tid", "klokke", "aika", "saat",
    "ido", "at",
    "when", "schedule", "zeit", "jikoku", "shijian", "status", "h",
})  # fmt: skip
_TAKEN: Final = frozenset({
    "taken", "missed", "skipped", "taken_late", "genommen", "eingenommen", "ausgelassen", "vergessen", "pris",
    "prise",
    "oublie", "oubliee", "tomado", "tomada", "omitido", "preso", "presa", "saltato", "saltata", "tomei", "przyjeto",
    "przyjete", "przyjeta", "pominieto", "pominiete", "uzito", "vynechano", "ingenomen", "gemist", "overgeslagen",
    "tatt", "taget", "tagen", "otettu", "alindi", "atlandi", "luat", "omis", "bevett", "kihagyva", "服用済", "服用済み",
    "飲んだ", "已服用", "已服", "복용완료", "복용", "принято", "пропущено", "nonda",
})  # fmt: skip
# Shops, registers and leaflets name medicines that nobody takes.
_SOLD: Final = (OTHER - {"used", "item", "items", "device", "product", "products"}) | frozenset({
    "pzn", "ean", "gtin", "ndc", "atc", "manufacturer", "hersteller", "fabricant", "laboratorio", "packung",
    "packsize", "pack",
    "preis", "prix", "precio", "prezzo", "cena", "prijs", "pris", "hinta", "fiyat", "qtyinstock", "leaflet",
    "interactions",
    "indications", "contraindications", "inventory", "catalog", "catalogue", "katalog", "registry", "pflanze",
    "planta", "fertilizer", "dunger", "duenger", "pet", "dog", "cat", "vending", "machine",
})  # fmt: skip
# When in a day it is taken.
_DAYTIMES: Final = frozenset({
    "morning", "noon", "midday", "evening", "night", "bedtime", "morgens", "mittags", "abends", "nachts", "morgen",
    "mittag", "abend", "nacht", "matin", "midi", "soir", "coucher", "manana", "mediodia", "tarde", "noche",
    "manha", "noite",
    "mattina", "mattino", "mezzogiorno", "sera", "notte", "ochtend", "middag", "avond", "rano", "poludnie", "wieczor",
    "wieczorem", "noc", "ráno", "poledne", "vecer", "morgon", "kvall", "aften", "kveld", "aamu", "paiva", "ilta",
    "sabah",
    "ogle", "aksam", "gece", "dimineata", "pranz", "seara", "reggel", "delben", "este", "asa", "hiru", "yoru",
    "朝", "昼",
    "夕", "夜", "朝食後", "夕食後", "昼食後", "就寝前", "早上", "中午", "晚上", "早", "晚", "아침", "점심", "저녁", "утро",
    "день", "вечер", "утром", "вечером",
})  # fmt: skip
_CLOCK: Final = lazy_pattern(r"[012]?[0-9][:.h][0-5][0-9]")
_MOST: Final = 32  # texts of one object
DRUG_NAMES: Final = picking(
    lambda name: (
        "".join(words(name)) in _DRUGS
        or (not name.isascii() and without_marks(name) in _DRUGS)
        or (name[-1:] in "gEIULм" and _STRENGTH.search(name) is not None)
    )  # named by itself: {"Ramipril 5 mg": true}
)
IS_DAYTIME: Final = picking(lambda name: without_marks(name.lower()) in _DAYTIMES, spelled=_DAYTIMES)
_MAY_NAME: Final = picking(lambda name: name.lower() in _PLAIN, spelled=_PLAIN)
HOLDS_DRUGS: Final = Remembered[str, bool](lambda name: not _LISTED.isdisjoint(words(name)))
OF_TAKING: Final = picking(lambda name: not _DOSED.isdisjoint(words(name)), _DOSED)


def told_medicines(place: Surroundings) -> Iterator[Leaf]:
    """Texts that name a medicine somebody takes: by the field's name and a strength or a dose, or by both of the latter."""
    seen: set[str] = set()
    yield from _in_tables(place)
    yield from _insulin(place)
    for leaf, named in _candidates(place):
        value = leaf.value
        key = generic(leaf.path)
        if _STRENGTH.search(leaf.name[:80]) is not None:
            key = outer(key)
            if key not in seen and _tells_of_taking(leaf, place) and place.sent_words.isdisjoint(_SOLD):
                seen.add(key)
                yield leaf
            continue
        if not isinstance(value, str) or not 3 <= len(value) <= 80 or leaf.context not in ("body", "query"):
            continue
        strong = _STRENGTH.search(value) is not None
        listed = strong or named or not all_words(leaf.names[-3:-1]).isdisjoint(_LISTED)
        if key in seen or not listed or not value[0].isalpha():
            continue
        near = place.near_words(leaf.path, leaf.names) | words_of_lists(leaf.path, place)
        near -= frozenset(words(leaf.name))
        if _is_french(place.siblings(leaf.path).get("pris")):
            near -= {"price"}  # the French for taken is the Danish for a price
        taken = _is_taken(leaf, place, near)
        told = (strong and (named or taken)) or (
            named and (taken or near >= {"dose", "taken"}) and bool(near & _DOSED)
        )
        told = (
            told
            or (named and is_ordered(leaf, place))
            or _is_dosed_at(leaf, named, place, near)
            or (named and not strong and _is_event(leaf, place))
        )
        if told and (near | place.sent_words).isdisjoint(_SOLD):
            seen.add(key)
            yield leaf


def _is_french(value: Scalar) -> bool:
    """Whether it is a tick or a time, and so no price."""
    return isinstance(value, bool) or (isinstance(value, str) and _CLOCK.search(value[:32]) is not None)


def _tells_of_taking(leaf: Leaf, place: Surroundings) -> bool:
    """Whether it was taken, or when: what stands under the name of the medicine itself; a tick needs another, or a word."""
    if isinstance(leaf.value, str):
        said = without_marks(leaf.value.strip().lower())
        return said in _TAKEN or said in _DAYTIMES or _CLOCK.fullmatch(said) is not None
    if not isinstance(leaf.value, bool):
        return False
    near = place.near_words(leaf.path, leaf.names[:-1]) | place.sent_words
    group = place.around(leaf.path)
    ticks = sum(
        isinstance(item.value, bool) and _STRENGTH.search(name[:80]) is not None
        for name, item in islice(group.members.items() if group is not None else (), _MOST)
    )
    return ticks > 1 or not near.isdisjoint(_DOSED | _DRUGS)


def _is_dosed_at(leaf: Leaf, named: bool, place: Surroundings, near: frozenset[str]) -> bool:
    """``{"lek": "Metformina", "dawka": "500 mg", "o": "07:58"}``: the strength apart, beside when or whether it was taken.

    In a list of medicines that are taken the time alone does: ``{"pills": [{"n": "Ramipril 5", "t": "08:00"}]}``.
    """
    group = place.around(leaf.path)
    beside = list(islice(group.members.values(), _MOST)) if group is not None else []
    texts = [item.value.strip() for item in beside if isinstance(item.value, str) and len(item.value) <= 20]
    strong = any(_STRENGTH.fullmatch(value) for value in texts)
    listed = not all_words(leaf.names[-3:-1]).isdisjoint(_LISTED)
    if not (strong and (named or listed or near & _DOSED)) and not (listed and leaf.name.lower() in _PLAIN):
        return False
    plain = {without_marks(value.lower()) for value in texts}
    told = not near.isdisjoint(_TAKEN) or not plain.isdisjoint(_TAKEN | _DAYTIMES)
    return told or any(_CLOCK.fullmatch(value) for value in texts)


_EVENTS: Final = frozenset(
    {"event", "action", "type", "status", "kind", "name", "evt", "ereignis", "evento", "verb"}
)


def _is_event(leaf: Leaf, place: Surroundings) -> bool:
    """``{"event": "dose_taken", "drug": "Sertraline"}``."""
    group = place.around(leaf.path)
    told = [
        item.value
        for name, item in islice(group.members.items() if group is not None else (), _MOST)
        if name.lower() in _EVENTS
        and isinstance(item.value, str)
        and len(item.value) <= 32
        and item is not leaf
    ]
    said = all_words(told)
    return not said.isdisjoint(_WAS_TAKEN) and not said.isdisjoint(_DOSED - _WAS_TAKEN | _DRUGS)


_COUNTED_IN: Final = frozenset({
    "units", "u", "ie", "iu", "ui", "unidades", "unites", "einheiten", "unita", "jednostki", "jednotky", "eenheden",
    "enheter", "enheder", "yksikot", "dose", "amount", "dosis",
})  # fmt: skip
UNITS_TAKEN: Final = picking(lambda name: name.lower() in _COUNTED_IN, spelled=_COUNTED_IN)
_INSULINS: Final = frozenset({
    "bolus", "basal", "insulin", "insulina", "insuline", "novorapid", "humalog", "lantus", "tresiba", "fiasp",
    "levemir",
    "toujeo", "apidra", "correction bolus", "meal bolus", "rapid insulin", "long acting insulin",
})  # fmt: skip


_OF_SUGAR: Final = frozenset({
    "carbs", "carb", "kh", "ke", "be", "bg", "bz", "glucose", "insulin", "diab", "diabetes", "cgm", "pump", "meal",
})  # fmt: skip


def _insulin(place: Surroundings) -> Iterator[Leaf]:
    """``{"type": "bolus", "units": 4.5}``: units of an insulin that a text beside them names."""
    for leaf in place.leaves_of(UNITS_TAKEN):
        amount = number(leaf.value) if not isinstance(leaf.value, bool) else None
        if amount is None or not 0 < amount <= 100 or leaf.context not in ("body", "query"):
            continue
        group = place.around(leaf.path)
        beside = islice(group.members.values() if group is not None else (), _MOST)
        said = {
            item.value.strip().lower()
            for item in beside
            if isinstance(item.value, str) and len(item.value) <= 24
        }
        near = all_words(group.members if group is not None else ()) | place.sent_words
        sugar = said & (_INSULINS - {"bolus", "basal"}) or not near.isdisjoint(_OF_SUGAR)
        if said & _INSULINS and sugar and (all_words(leaf.names) | place.sent_words).isdisjoint(_SOLD):
            yield leaf


def _in_tables(place: Surroundings) -> Iterator[Leaf]:
    """``{"cols": ["med", "dose", "taken"], "rows": [["Ramipril", "5 mg", true], …]}``."""
    for table in named_rows(place) if may_hold_tables(place) else ():
        drugs = DRUG_NAMES[tuple(table.columns)] or _MAY_NAME[tuple(table.columns)]
        first = table.columns[drugs[0]][0] if drugs else None
        others = all_words((*table.names, *(name for name in table.columns if name not in drugs)))
        dosed = not others.isdisjoint(_DOSED) and any(
            isinstance(column[0].value, bool) or _STRENGTH.search(str(column[0].value)[:80]) is not None
            for column in table.columns.values()
        )
        if first is not None and isinstance(first.value, str) and dosed and others.isdisjoint(_SOLD):
            yield first


def _candidates(place: Surroundings) -> Iterator[tuple[Leaf, bool]]:
    for leaf in place.leaves_of(DRUG_NAMES):
        yield leaf, True
    for leaf in place.leaves_of(IS_DAYTIME):  # {"morning": ["Ramipril 5 mg", …]}
        yield leaf, True
    if (
        place.picked(OF_TAKING)
        or place.lists
        or any(HOLDS_DRUGS[group.name] for group in place.payload.groups)
    ):
        for leaf in place.leaves_of(_MAY_NAME):
            yield leaf, False
        for items in islice(place.lists.values(), 256):  # a row: ["Ramipril 5 mg", "08:00", "taken"]
            if 2 <= len(items) <= 8 and isinstance(items[0].value, str):
                yield items[0], False


def _is_taken(leaf: Leaf, place: Surroundings, near: frozenset[str]) -> bool:
    """Whether beside it stands how much, when or whether it was taken."""
    if leaf.path.endswith("]"):
        beside = [item.value for item in place.lists.get(outer(leaf.path), ())]
    else:
        beside = list(islice(place.siblings(leaf.path).values(), _MOST))
    texts = [value for value in beside if isinstance(value, str) and len(value) <= 20]
    if any(without_marks(value.strip().lower()) in _TAKEN for value in texts):
        return True
    if leaf.path.endswith("]"):
        return any(_CLOCK.fullmatch(value) for value in texts)
    if near.isdisjoint(_DOSED):
        return False
    at = not near.isdisjoint(_TIMED) and any(_CLOCK.match(value) for value in texts)
    return at or not near.isdisjoint(_WAS_TAKEN) or not all_words(texts).isdisjoint(_TAKEN)
