"""Recognises the menstrual cycle: its dates, phases and flow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.company_names import MEANINGS
from analysis.cycle_rows import BLED, cycles_listed
from analysis.field_names import all_words, is_named, naming, words
from analysis.lazy_patterns import lazy_pattern
from analysis.menus import is_offered, is_one_of_several
from analysis.name_tables import picking
from analysis.needs import Needs
from analysis.payload import Group, Leaf, Payload
from analysis.quantities import QUALIFIERS
from analysis.readings import instant, text
from analysis.records import Confidence, Observation
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings, generic, surroundings
from analysis.translated_names import without_marks
from analysis.units import Detector, Mapped

_AROUND: Final = QUALIFIERS | {
    "date", "phase", "day", "length", "start", "total", "record", "records", "user", "category",
    "last", "letzte", "ultima", "ultimo", "derniere", "laatste", "ostatnia", "posledni", "senaste", "siste", "sidste", "son",
}  # fmt: skip
_NAMES: Final = (
    "menstrual", "menstruation", "menstrual cycle", "last period", "period start", "last period start", "ovulation",
    "ovulation date", "fertile window", "menstrual flow", "last menstrual period", "cycle phase", "period flow",
    "period start date", "last period date", "menstruation flow", "menstrual phase",
    "cervical mucus", "cervical fluid",
)  # fmt: skip
_SURE: Final = frozenset(
    {"menstrual", "menstruation", "ovulation", "fertile", "fertility", "menstruating", "cervical"}
)
_SPOKEN: Final = _SURE | {"period", "cycle"}
_BILLING: Final = frozenset({
    "billing", "subscription", "trial", "invoice", "plan", "payment", "report", "rechnung", "betrag", "faellig", "abo",
    "facture", "factura", "fattura", "fatura", "faktura", "importo", "importe", "montant", "kwota", "zahlung", "tarif",
})  # fmt: skip


def _about(called: str) -> bool:
    return not _SPOKEN.isdisjoint(words(called)) and is_named(called, _NAMES, _AROUND)


_ABOUT: Final = Remembered(_about)
_WANTED: Final = picking(lambda name: _ABOUT[name], _SPOKEN)


def _detect(payload: Payload) -> Iterator[Observation]:
    place = surroundings(payload)
    yield from _said(place)
    yield from _flow(place)
    yield from _charted(place)
    for leaf in cycles_listed(place):
        yield _entry(leaf)
    for leaf in (*place.leaves_of(_WANTED), *place.typed_of(_WANTED)):
        if leaf.names and leaf.value not in (None, "") and not isinstance(leaf.value, bool):
            yield from _named(leaf, place)


_VALUES: Final = frozenset({
    "menstruation", "menstrual", "ovulation", "ovulation_test", "period_start", "period_end", "menstrual_flow",
    "fertile_window",
    "ovulating", "menstruating", "spotting", "intermenstrual_bleeding", "luteal", "follicular", "period_flow",
    "luteal_phase",
    "follicular_phase", "menstruation_flow", "cervical_mucus",
})  # fmt: skip
_CATEGORIES: Final = frozenset(
    {
        "category",
        "type",
        "tag",
        "phase",
        "event",
        "kind",
        "symptom",
        "status",
        "label",
        "entry",
        "cycle_phase",
        "stage",
        "name",
    }
)
_IS_CATEGORY: Final = picking(lambda name: words(name)[-1:] and words(name)[-1] in _CATEGORIES, _CATEGORIES)
_DATED: Final = frozenset({"date", "day", "start", "end", "time", "timestamp", "at", "on", "dates", "since"})


def _said(place: Surroundings) -> Iterator[Observation]:
    """Entries of a calendar whose category says it: ``{"category": "menstruation", "date": "2026-01-03"}``."""
    seen: set[str] = set()
    for leaf in place.leaves_of(_IS_CATEGORY):
        value = (
            leaf.value.strip().lower().replace(" ", "_").replace("-", "_")
            if isinstance(leaf.value, str)
            else ""
        )
        told = value in _VALUES and leaf.context in ("body", "query") and generic(leaf.path) not in seen
        if not told or is_offered(leaf, place):
            continue
        near = all_words(place.siblings(leaf.path))
        if near.isdisjoint(_DATED) or not near.isdisjoint(
            _BILLING | {"article", "lesson", "title", "url", "page"}
        ):
            continue
        seen.add(generic(leaf.path))
        yield Observation(
            category="health.cycle", property="x_menstrualCycle", path=leaf.path, value=text(leaf.value),
            reasoning=f"a dated entry about the menstrual cycle{naming(leaf.name)}", rule="cycle.entry",
            confidence=Confidence.LIKELY,
        )  # fmt: skip


_FLOWS: Final = frozenset({"light", "medium", "heavy", "spotting", "very heavy", "none"})
_FLOWS_ABROAD: Final = frozenset({
    "flujo", "flux", "flusso", "fluxo", "blutung", "blutungsstaerke", "blutungsstarke", "krwawienie", "krvaceni", "bloeding",
    "vuoto", "kanama", "sangerare", "verzes", "sangrado", "sangramento", "saignement", "sanguinamento", "blodning", "blod",
    "flow", "bleeding", "keiketsu", "経血量", "月经量", "nasilenie",
})  # fmt: skip
_SENT: Final = lazy_pattern(
    r"\bcycle|cyclus|zyklus|\bciclo|\bperiod|menstr|regles|\bregla|\bokres|miesiaczk|cyklus|cykel|kierto|kuukautis|\badet"
    r"|seiri|\bmens\b|yuejing|ovul|fertil"
)
_LEVELS: Final = range(6)
_FLOW: Final = picking(
    lambda name: words(name) in (("flow",), ("bleeding",), ("intensity",)) or name.lower() in _FLOWS_ABROAD,
    ("flow", "bleeding", "intensity"),
    _FLOWS_ABROAD,
)


# What those who chart a cycle write down each day; each means much else where it stands alone.
_CHARTED: Final = frozenset({
    "cd", "cycleday", "bbt", "cm", "opk", "lh", "flow", "flusso", "flujo", "fluxo", "flux", "blutung", "bleeding",
    "spotting",
    "cramps", "crampi", "kraempfe", "krampfe", "calambres", "crampes", "colicas", "skurcze", "mucus", "schleim", "cervix",
    "mens", "regles", "mittelschmerz", "ovutest", "temprise", "menstrualcycleday", "blutungsstaerke", "krwawienie",
    "nasilenie", "saignement", "sangrado", "sangramento", "sanguinamento", "moco", "muco", "sluz", "glaire",
    "clots", "tampons",
})  # fmt: skip
# The day of a cycle, and a menstruation, in the languages of households: with another of a chart they tell it.
_DAYS_OF_A_CYCLE: Final = frozenset({
    "cycleday", "dayofcycle", "zyklustag", "diadociclo", "diadelciclo", "diaciclo", "giornodelciclo", "giornociclo",
    "jourducycle", "jourcycle", "dziencyklu", "dencyklu", "cyclusdag", "syklusdag", "cyklusdag", "cykeldag", "kierronpaiva",
    "dongugunu", "ciklusnap", "ziuaciclului",
})  # fmt: skip
_MENSTRUATIONS: Final = frozenset({
    "menstruation", "menstruacao", "menstruacion", "mestruazione", "mestruazioni", "mestruo", "menstruatie", "miesiaczka",
    "menstruace", "menstruasjon", "menstruatio", "kuukautiset", "regles", "regla", "menstruacja", "menses", "adet",
    "menstruating", "menstruo", "periodo", "okres",
})  # fmt: skip
_OF_MUCH: Final = frozenset({"cd", "cm", "lh", "flow", "flux", "cervix", "flujo", "fluxo", "flusso"})
_LEAST_CHARTED: Final = 3


def _is_chart(names: tuple[str, ...]) -> bool:
    said = {word for name in names[:64] if (word := "".join(words(name))) in _CHARTED}
    return len(said) >= _LEAST_CHARTED and not said <= _OF_MUCH


_CHARTS: Final = Remembered(_is_chart)


def _noted_day(names: tuple[str, ...]) -> str:
    """The name of a menstruation, beside the day of its cycle or two more of a chart."""
    said = {without_marks("".join(words(name))): name for name in names[:64]}
    named = next((said[one] for one in said if one in _MENSTRUATIONS), "")
    charted = (said.keys() & _CHARTED) - _MENSTRUATIONS
    told = not _DAYS_OF_A_CYCLE.isdisjoint(said) or (len(charted) > 1 and not charted <= _OF_MUCH)
    return named if named and told else ""


NOTED_DAYS: Final = Remembered(_noted_day)


def _charted(place: Surroundings) -> Iterator[Observation]:
    """``{"cd": 14, "bbt": 36.61, "cm": "eggwhite", "opk": "+"}``."""
    for group, names in place.shapes:
        if (
            group.context == "body"
            and (named := NOTED_DAYS[names])
            and not _CHARTS[names]
            and _is_dated(group)
        ):
            yield _entry(group.members[named])
        if group.context in ("body", "query") and _CHARTS[names]:
            leaf = next(leaf for name, leaf in group.members.items() if "".join(words(name)) in _CHARTED)
            yield _entry(leaf)


def _entry(leaf: Leaf) -> Observation:
    return Observation(
        category="health.cycle", property="x_menstrualCycle", path=leaf.path, value=text(leaf.value),
        reasoning=f"a dated entry about the menstrual cycle{naming(leaf.name)}", rule="cycle.entry",
        confidence=Confidence.LIKELY,
    )  # fmt: skip


def _is_dated(group: Group) -> bool:
    return any(
        "day" in MEANINGS[name] and instant(leaf.value) is not None for name, leaf in group.members.items()
    )


def _flow(place: Surroundings) -> Iterator[Observation]:
    """``{"period": {"start": "2026-01-02", "flow": "heavy"}}``."""
    for leaf in place.leaves_of(_FLOW):
        value = leaf.value.strip().lower() if isinstance(leaf.value, str) else ""
        if _is_noted(leaf, value, place):
            yield _strength(leaf)
            continue
        near = place.near_words(leaf.path, leaf.names) if value in _FLOWS else frozenset[str]()
        said = not near.isdisjoint(
            {"period", "periods", "bleeding", "cramps", "menstrual", "cervical", "basal"}
        )
        if (
            said
            and near.isdisjoint(_BILLING)
            and not (is_offered(leaf, place) or is_one_of_several(leaf, place))
        ):
            yield _strength(leaf)


def _is_noted(leaf: Leaf, value: str, place: Surroundings) -> bool:
    """Whether it is how strong, on a day, sent to a place for cycles: ``POST /ciclo {"fecha": …, "flujo": "medio"}``."""
    sent = f"{place.payload.transmission.host}/{place.payload.transmission.path[:200]}".lower()
    if (
        leaf.name.lower() not in _FLOWS_ABROAD
        or _SENT.search(sent) is None
        or leaf.context not in ("body", "query")
    ):
        return False
    if not (place.sent_words | all_words(place.siblings(leaf.path))).isdisjoint(_BILLING):
        return False
    level = (value.isalpha() and len(value) <= 16) or (type(leaf.value) is int and leaf.value in _LEVELS)
    dated = any(
        "day" in MEANINGS[name] and instant(said) is not None
        for name, said in place.siblings(leaf.path).items()
    )
    return level and dated and not is_offered(leaf, place)


def _strength(leaf: Leaf) -> Observation:
    return Observation(
        category="health.cycle", property="x_menstrualCycle", path=leaf.path, value=text(leaf.value),
        reasoning=f"how strong a menstruation is{naming(leaf.name)}", rule="cycle.entry", confidence=Confidence.LIKELY,
    )  # fmt: skip


def _named(leaf: Leaf, place: Surroundings) -> Iterator[Observation]:
    called = next((name for name in place.callings(leaf.path, leaf.names) if _ABOUT[name]), "")
    if not called:
        return
    near = all_words((called, *leaf.names, *place.siblings(leaf.path)))
    word = text(leaf.value)[:40].strip().lower() in _FLOWS | _VALUES
    menu = is_offered(leaf, place) or (word and is_one_of_several(leaf, place))
    if near.isdisjoint(_BILLING) and not menu:
        yield Observation(
            category="health.cycle",
            property="x_menstrualCycle",
            path=leaf.path,
            value=text(leaf.value),
            reasoning=f"about the menstrual cycle{naming(called)}",
            rule="cycle.named",
            confidence=Confidence.CERTAIN if not near.isdisjoint(_SURE) else Confidence.POSSIBLE,
        )


DETECTOR: Final = Detector(
    name="cycle",
    version=7,
    categories={
        "health.cycle": Mapped(google="Health info", apple="Health", dpv="pd:PhysicalHealth", tcf="7")
    },
    rules={
        "cycle.named": "A value in a field named after the menstrual cycle.",
        "cycle.entry": "A dated entry whose category, phase or tag is one of the menstrual cycle; or a "
        "menstruation beside the day of a cycle; or three names of a "
        "chart of one; or how strong a bleeding was on each day, beside the day on which it began.",
    },
    detect=_detect,
    needs=Needs(names=(_IS_CATEGORY, _FLOW, _WANTED, BLED), called=(_WANTED,), objects=(_CHARTS, NOTED_DAYS)),
)
