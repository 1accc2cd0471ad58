"""Finds what is told of a pregnancy by short names that stand together: a week, a trimester, the day that a child is due.

``{"fpp": "2027-04-18", "semana": 19}``, ``{"trimester": {"value": "2"}}``, ``?up.due_date=…``, rows of keys and values.
Bills and books are due as well, and schools have trimesters: the numbers must fit one another, or the address tells.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Final

from analysis.field_names import words
from analysis.lazy_patterns import lazy_pattern
from analysis.name_tables import picking
from analysis.payload import Leaf, Payload
from analysis.readings import number
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings
from analysis.translated_names import without_marks

_NAMES: Final = {
    # of nothing else
    "due": "edd fpp dpp duedatebaby pregnancyduedate 预产期 予定日 出産予定日",
    "lmp": "lmp fum dum ddr lastperiod 末次月经 最終月経",
    "week": "ssw gestweek pregnancyweek gestationalweek weekspregnant 孕周 妊娠週 妊娠週数",
    "trimester": "trimester trymestr trymester",
    "mother": "firstbaby babyname babyduedate fetalheartrate kicks kickcount fundalheight bumpsize multiples twins "
    "firstpregnancy isfirstbaby primerbebe premierbebe erstesbaby ultrasounds midwife hebamme matrona sagefemme",
    # of much else
    "due?": "et dpa tp duedate termin terme termino termine entbindung geburt expected stichtag tdp "
    "forventet beraknad laskettuaika dogum",
    "week?": "week weeks woche wochen semana semanas semaine semaines settimana settimane weeknr tydzien tc tyden "
    "uke vecka viikko uge hafta het sa sg ga zwk shuu shu 周 週 weekofpregnancy currentweek sett",
    "trimester?": "trimestre trimestr kolmannes quartal trimestru",
}  # fmt: skip
_KIND_OF: Final = {name: kind for kind, several in _NAMES.items() for name in several.split()}
_SENT: Final = lazy_pattern(
    r"\bbump|bumps?\b|pregnan|schwanger|mutterpass|hebamme|embaraz|grossesse|enceinte|gravid|ciaz|tehoten|zwanger|raskau"
    r"|hamile|gebelik|terhes|\bsarcin|ninshin|maternit|babybauch|babyjourney|expecting|prenatal|midwife|huaiyun|yunqi"
)
# Names put together of a word for a pregnancy and what is told of it, in any order: ``premiere_grossesse``.
_OF_IT: Final = frozenset({
    "pregnancy", "pregnant", "gestation", "gestational", "gestationnelle", "gestacional", "gestazionale", "gestazione",
    "gestacao", "gestacion", "grossesse", "schwangerschaft", "schwangerschafts", "embarazo", "gravidanza", "gravidez",
    "ciaza", "ciazy", "tehotenstvi", "tehotenstva", "zwangerschap", "zwangerschaps", "graviditet", "graviditets",
    "svangerskap", "svangerskaps", "raskaus", "raskauden", "hamilelik", "gebelik", "terhesseg", "terhessegi", "sarcina",
    "sarcinii", "amenorrhee", "amenorree", "amenorrea", "amenorreia", "ninshin", "fetal", "foetal", "fetales", "foetaux",
    "foetus", "fetus", "feto", "baby", "bebe", "bambino", "dziecka",
})  # fmt: skip
_SURE_OF_IT: Final = _OF_IT - {"baby", "bebe", "bambino", "dziecka"}
_FIRST: Final = frozenset({
    "first", "premiere", "primer", "primera", "primeira", "prima", "primo", "erste", "pierwsza", "prvni", "forste",
    "forsta",
    "ensimmainen", "ilk", "elso", "eerste", "previous", "multiple", "jumelle", "gemellare", "twin",
})  # fmt: skip
_MOVES: Final = frozenset({
    "moves", "movements", "movement", "mouvements", "movimientos", "movimenti", "movimentos", "kicks", "bewegungen",
    "kindsbewegungen", "ruchy", "pohyby", "heartbeat",
})  # fmt: skip
_FELT: Final = frozenset({"ressentis", "gespuert", "gespurt", "percibidos", "percepiti", "felt", "sentidos"})
_DAYS: Final = frozenset({
    "date", "due", "term", "terme", "termin", "termino", "termine", "prevue", "prevu", "presunta", "prevista", "probable",
    "provavel", "parto", "porodu", "accouchement", "entbindung", "entbindungs", "geburt", "geburts", "fecha", "data",
    "datum",
    "datoen", "uitgerekende", "poradu", "laskettu", "aika", "tarihi", "dogum", "bevalling", "fodsel", "forlossning",
    "kikelet",
})  # fmt: skip
# Of a birth that is expected: two of them are the day on which it is.
_BIRTHS: Final = frozenset({
    "accouchement", "parto", "porodu", "entbindung", "entbindungs", "bevalling", "forlossning", "terme", "uitgerekende",
})  # fmt: skip
_BEFORE: Final = frozenset({"up", "upn", "ep", "epn", "user", "my", "current", "custom", "profile", "cd"})
_NOBODYS: Final = frozenset({
    "invoice", "bill", "rechnung", "faktura", "factura", "facture", "fattura", "task", "tasks", "loan", "book",
    "library",
    "course", "school", "student", "university", "lesson", "articles", "article", "slug", "sku", "price", "product",
    "dog", "cat", "mare", "cow", "breeding", "litter", "animal", "semester", "tv", "show", "episode", "project",
    "projekt", "projet",
    "proyecto", "progetto", "sprint", "issue", "fiscal", "rentree", "vacances", "scolaire", "ecole", "calendrier",
    "holidays",
    "ferien", "classe",
})  # fmt: skip
_WEEKS: Final = range(1, 44)
_WEEKS_AND_DAYS: Final = lazy_pattern(r"([1-4]?[0-9]) ?(?:\+|w|W|/|s) ?[0-6] ?[dtj]?")
_DAY: Final = lazy_pattern(r"(20[0-9]{2})[-/.]([01][0-9])[-/.]([0-3][0-9])(?:T.{0,20})?")
_DAY_BACK: Final = lazy_pattern(r"([0-3]?[0-9])[-/.]([01]?[0-9])[-/.](20[0-9]{2})")
_TERM, _OFF = 280, 21  # days
_LONGEST: Final = 64


def _kind(name: str) -> str:
    """What a name may mean; one behind a prefix of analytics (``up.due_date``) as well."""
    if len(name) > _LONGEST:
        return ""
    plain = "".join(filter(str.isalnum, without_marks(name.lower())))
    if plain in _KIND_OF:
        return _KIND_OF[plain]
    spoken = words(name)
    while spoken and spoken[0] in _BEFORE:
        spoken = spoken[1:]
    if spoken in (("pregnancy", "week"), ("pregnancy", "due", "date")):
        return spoken[1] if spoken[1] == "week" else "due"
    return _KIND_OF.get("".join(spoken), "") or (_put_together(spoken) if 1 < len(spoken) <= 5 else "")


def _put_together(spoken: tuple[str, ...]) -> str:
    """The kind of a name of several words, one of which is of a pregnancy or a birth; "" for every other."""
    said = frozenset(without_marks(word) for word in spoken)
    if said & _MOVES and said & (_OF_IT | _FELT):
        return "mother"
    if said.isdisjoint(_OF_IT):
        births = said & _BIRTHS
        return "due?" if births and len(said & _DAYS) > 1 else ""
    if any(_KIND_OF.get(word) in ("week", "week?") for word in said - _OF_IT):
        return "week" if said & _SURE_OF_IT else "week?"
    if said.isdisjoint(_SURE_OF_IT):
        return ""
    return "mother" if said & _FIRST else "due" if said & _DAYS else ""


_KINDS: Final = Remembered(_kind)
_IS_TOLD: Final = picking(lambda name: _KINDS[name])
_ANCHORS: Final = frozenset({"due", "due?", "lmp", "week", "week?", "trimester", "trimester?"})


def _may_be(names: tuple[str, ...]) -> bool:
    kinds = {_KINDS[name] for name in names[:_LONGEST]}
    return not kinds.isdisjoint(_ANCHORS)


MAY_BE_PREGNANCY: Final = Remembered(_may_be)
_LABOUR: Final = frozenset({
    "contractions", "contraction", "wehen", "wehe", "contracciones", "contracoes", "contrazioni", "skurcze",
    "kontrakce",
    "weeen", "sammandragningar", "verkar", "veer", "supistukset", "kasilmalar", "contractii", "jintsuu",
    "gongsuo", "陣痛", "宫缩",
    "진통",
})  # fmt: skip
IN_LABOUR: Final = Remembered[str, bool](lambda name: without_marks(name).lower() in _LABOUR)
# How long each took and after how long it came.
_TOOK: Final = frozenset({
    "duration", "dur", "interval", "seconds", "secs", "sec", "dauer", "abstand", "duree", "intervalle",
    "duracion", "intervalo",
    "durata", "intervallo", "czas", "odstep", "trvani", "duur", "kesto", "sure", "apart", "spacing",
})  # fmt: skip
_TIMED: Final = Remembered[tuple[str, ...], bool](
    lambda names: len(names) >= 2 and any(not _TOOK.isdisjoint(words(name)) for name in names[:16])
)
PREGNANCY_NAMES: Final = _IS_TOLD


def told_pregnancies(place: Surroundings) -> Iterator[Leaf]:
    """The first telling value of each object, and of all rows of keys and values, that tell of a pregnancy together."""
    sent = f"{place.payload.transmission.host}/{place.payload.transmission.path[:200]}".lower()
    said = _SENT.search(sent) is not None
    for group, names in place.shapes:
        if group.context in ("body", "query") and MAY_BE_PREGNANCY[names]:
            members = ((name, leaf) for name, leaf in islice(group.members.items(), _LONGEST) if _KINDS[name])
            yield from _told(members, place, said)
    for group, names in place.shapes:
        timed = IN_LABOUR[group.name] and _TIMED[names] and group.context == "body"
        if timed and not any(_is_word(leaf) for leaf in group.members.values()):
            yield next(iter(group.members.values()))
            break
    if place.typed_names:
        leaves = list(islice(place.typed_of(_IS_TOLD), _LONGEST))
        called = ((name, leaf) for leaf in leaves for name in place.callings(leaf.path, leaf.names)[:1])
        yield from _told(called, place, said)


def _is_word(leaf: Leaf) -> bool:
    return isinstance(leaf.value, str) and leaf.value[:1].isalpha()


def _told(found: Iterable[tuple[str, Leaf]], place: Surroundings, said: bool) -> Iterator[Leaf]:
    kinds: dict[str, Leaf] = {}
    for name, leaf in found:
        kind = _KINDS[name]
        if kind and _fits(kind, leaf):
            kinds.setdefault(kind, leaf)
    first = next(iter(kinds.values()), None)
    if first is None or not _belong_together(kinds, place.payload, said):
        return
    near = place.near_words(first.path, first.names) | place.sent_words
    if near.isdisjoint(_NOBODYS):
        yield next((leaf for kind, leaf in kinds.items() if kind != "mother"), first)


def _fits(kind: str, leaf: Leaf) -> bool:
    value = leaf.value
    if kind == "mother":
        return value is not None and value is not False
    if kind.startswith(("due", "lmp")):
        return _day(leaf) is not None
    return _week(leaf) in (_WEEKS if kind.startswith("week") else range(1, 4))


def _week(leaf: Leaf) -> int:
    if isinstance(leaf.value, bool):
        return 0
    if isinstance(leaf.value, str) and (found := _WEEKS_AND_DAYS.fullmatch(leaf.value.strip())):
        return int(found[1])
    amount = number(leaf.value)
    return int(amount) if amount is not None and amount == int(amount) and 0 < amount < 100 else 0


def _day(leaf: Leaf) -> date | None:
    if not isinstance(leaf.value, str) or len(leaf.value) > 32:
        return None
    if found := _DAY.fullmatch(leaf.value):
        parts = int(found[1]), int(found[2]), int(found[3])
    elif found := _DAY_BACK.fullmatch(leaf.value):
        parts = int(found[3]), int(found[2]), int(found[1])
    else:
        return None
    try:
        return date(*parts)
    except ValueError:
        return None


def _belong_together(kinds: dict[str, Leaf], payload: Payload, said: bool) -> bool:
    """Whether they are a pregnancy: two sure names, a week that fits the day or the trimester, or one where it was sent."""
    sure = {kind for kind in kinds if not kind.endswith("?")}
    due, week = kinds.get("due") or kinds.get("due?"), kinds.get("week") or kinds.get("week?")
    trimester = kinds.get("trimester") or kinds.get("trimester?")
    if said and (due or week or trimester or "mother" in sure):
        return True
    if len(sure - {"trimester"}) >= 2 or (due is not None and "lmp" in sure):
        return True
    if ("mother" in sure) and (due or trimester or "week" in sure):
        return True
    if due is None:
        return False
    at = (day - payload.transmission.seen_at.date()).days if (day := _day(due)) is not None else -1
    if week is not None:
        return abs(at - (_TERM - 7 * _week(week))) <= _OFF and at > 0
    return trimester is not None and 0 < at <= _TERM and abs((_TERM - at) // 98 + 1 - _week(trimester)) <= 1
