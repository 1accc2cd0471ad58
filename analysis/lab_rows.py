"""Finds what a laboratory found by the short name of a value beside its number and unit, whatever the fields are named.

``{"kuerzel": "TSH", "wert": 2.1, "einheit": "mU/l"}``, ``["CRP", 14.2, "mg/l"]``: the name and the unit tell each other what
they are. Waters, foods and wines have their analyses, too; prices and what is usual stand in rows of the same layout.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Final

from analysis.field_names import all_words, words
from analysis.medical_words import LAB_UNITS
from analysis.payload import Leaf
from analysis.readings import measured_number
from analysis.surroundings import Surroundings, outer
from analysis.texts import TextShape, texts_like

# Values of the blood by the abbreviations on a report, and by their names in the languages of households.
_VALUES: Final = frozenset({
    "hba1c", "a1c", "hb", "hgb", "hkt", "hct", "wbc", "rbc", "plt", "mcv", "mch", "mchc", "alt", "ast", "alat",
    "aspat", "asat", "got", "gpt", "ggt", "gamma-gt", "gamma gt", "ldh", "ck", "crp", "hs-crp", "hscrp", "esr", "bsg",
    "vsg", "ves", "tsh", "ft3", "ft4", "t3", "t4", "psa", "ldl", "hdl", "vldl", "ldl-c", "hdl-c", "ldl cholesterol",
    "hdl cholesterol", "tg", "egfr", "gfr", "inr", "quick", "afp", "cea", "ca 125", "ca-125", "ca125", "ca 15-3",
    "ca 19-9", "bnp", "nt-probnp", "nt probnp", "d-dimer", "troponin", "troponin t", "cortisol", "estradiol",
    "progesterone", "testosterone", "prolactin", "lh", "fsh", "hcg", "beta hcg", "amh", "ferritin", "ferritina",
    "ferrytyna", "ferritine", "ferritiini", "transferrin", "b12", "vitamin b12", "vitamin d", "vit d", "25-oh-d",
    "25(oh)d", "witamina d", "witamina b12", "vitamine d", "vitamina d", "vitamina b12", "d-vitamin", "folate",
    "kreatinin", "kreatynina", "creatinine", "creatinina", "creatininemie", "kreatiniini", "urea", "harnstoff", "uree",
    "mocznik", "mocovina", "uric acid", "harnsaure", "harnsaeure", "acide urique", "acido urico", "kwas moczowy",
    "hamoglobin", "haemoglobin", "hemoglobin", "hemoglobina", "emoglobina", "hemoglobine", "hemoglobiini",
    "leukozyten", "leukocyty", "leucociti", "leucocitos", "leucocytes", "leukocytes", "leukocyter", "erythrozyten",
    "erytrocyty", "eritrociti", "eritrocitos", "erythrocytes", "thrombozyten", "trombocyty", "piastrine", "plaquetas",
    "plaquettes", "platelets", "trombocytter", "trombocyter", "triglyceride", "triglyceridy", "triglycerides",
    "trigliceridi", "trigliceridos", "triglicerydy", "triglyzeride", "cholesterin", "cholesterol", "colesterolo",
    "colesterol", "kolesterol", "cholesterol calkowity", "gesamtcholesterin", "cholesterol total", "total cholesterol",
    "bilirubin", "bilirubina", "bilirubine", "glukose", "glucose", "glucosa", "glucosio", "glukoza", "glykemie",
    "glycemie", "glicemia", "glukoosi", "albumin", "albumina", "kolesteroli", "trombosit", "lokosit", "hemoglobin a1c",
    "c-reaktives protein", "c-reactive protein", "kalsitonin", "procalcitonin", "homocystein", "lipoprotein(a)",
    "lp(a)", "hämoglobin", "harnsäure", "hémoglobine", "créatinine", "urée", "cholestérol", "cholestérol total",
    "leucócitos", "glicémie", "glycémie", "glucémie", "triglycérides", "créatininémie", "ácido úrico",
    "cholesterol całkowity", "vitamín d", "kreatínin", "bílkovina", "hemoglobín", "močovina", "kyselina močová",
    "gesamt-cholesterin",
    "血红蛋白", "血糖", "尿酸", "肌酐", "中性脂肪", "総コレステロール", "尿素窒素", "гемоглобин", "глюкоза", "холестерин",
    "креатинин", "ферритин", "ттг",
    "χοληστερίνη", "χοληστερόλη", "χοληστερινη", "φερριτίνη", "φερριτινη", "αιμοσφαιρίνη", "αιμοσφαιρινη",
    "κρεατινίνη", "κρεατινινη", "γλυκόζη", "γλυκοζη", "τριγλυκερίδια", "τριγλυκεριδια", "ουρία", "ουρια", "σάκχαρο",
    "гемоглобін", "феритин", "креатинін", "сечовина", "тригліцериди", "білірубін", "холестерол", "глікемія",
    "الهيموغلوبين", "هيموغلوبين", "الكوليسترول", "كوليسترول", "الكرياتينين", "كرياتينين", "الجلوكوز", "جلوكوز",
    "الفيريتين", "فيريتين", "اليوريا", "koleszterin", "karbamid", "trigliceridek", "vércukor", "húgysav",
    "p-kolesteroli", "fp-kol", "p-kol-ldl", "fp-kol-ldl", "p-krea", "fp-gluk", "p-gluk", "b-hb", "b-hba1c", "s-ferrit",
    "p-ferrit", "p-tsh", "p-crp", "p-alat", "fp-trigly", "creatinin", "feritina", "glicemie", "trigliceride", "glukóz",
    "hemoglobină", "glucoză", "creatinină", "feritină", "kolesterol-ldl", "p-glukos", "b-glukos", "s-kreatinin",
    "p-kolesterol",
})  # fmt: skip
_MORE_UNITS: Final = LAB_UNITS | frozenset({
    "mui/l", "uui/ml", "µui/ml", "ui/l", "pmol/l", "ng/dl", "pg/dl", "µg/dl", "ug/dl", "mg/dl.", "g/dl.", "10^9/l",
    "10^12/l",
    "10*9/l", "10*12/l", "10e9/l", "/nl", "/pl", "/µl", "/ul", "k/ul", "k/µl", "tys/µl", "tys/ul", "mln/µl", "mln/ul",
    "mm/h",
    "mm/hr", "giga/l", "tera/l", "g/100ml", "fl", "pg", "u/ml", "ku/l", "miu/ml", "µmol/l", "mmol/mol", "нг/мл",
    "ммоль/л",
    "г/л", "мг/л", "ед/л",
})  # fmt: skip
_SHARE: Final = frozenset({"%", "prozent", "percent"})
_IN_PARTS: Final = frozenset({"hba1c", "a1c", "hemoglobin a1c", "hkt", "hct", "quick"})
# What is usual, what it costs, where it stands, when it was.
_NO_RESULT: Final = frozenset({
    "min", "max", "mini", "maxi", "minim", "maxim", "low", "high", "lower", "upper", "ref", "reference", "referenz",
    "norm", "normal", "range", "from",
    "to",
    "von", "bis", "unten", "oben", "da", "a", "od", "do", "desde", "hasta", "de", "di", "van", "tot", "fra", "til",
    "price",
    "preis", "prix", "precio", "prezzo", "cena", "cost", "kosten", "id", "nr", "no", "pos", "position", "order",
    "code", "loinc",
    "date", "datum", "ts", "time", "timestamp", "year", "age", "days", "tage", "decimals", "grenzwert", "limit", "factor",
    "faktor", "minimum", "maximum", "ugr", "ogr", "target", "mean", "average", "durchschnitt", "count", "n", "sd",
    "dauer",
    "turnaround", "hours",
    "από", "απο", "έως", "εως", "ελάχιστο", "μέγιστο", "όρια", "ελαχιστο", "μεγιστο", "ορια", "من", "إلى", "الى",
    "أدنى", "أقصى", "الأدنى", "الأعلى", "від", "мін", "макс", "мінімум", "максимум", "норма", "tu", "den", "tol", "ig",
    "also", "felso", "alsohatar", "felsohatar", "alaraja", "ylaraja", "viite", "viitealue", "undre", "ovre", "nedre",
    "referens", "ondergrens", "bovengrens", "minimo", "massimo", "maximo", "untergrenze", "obergrenze", "inferior",
    "superior", "limita", "referinta", "ελεγχος", "مرجع", "thap", "cao",
})  # fmt: skip
SOLD_TOO: Final = frozenset(
    {"price", "preis", "prix", "precio", "prezzo", "cena", "prijs", "pris", "hinta", "fiyat", "sku"}
)
_NOT_OF_BLOOD: Final = frozenset({
    "water", "wasser", "eau", "agua", "acqua", "woda", "voda", "vatten", "vann", "vand", "vesi", "pool", "aquarium",
    "soil",
    "boden", "wine", "wein", "vin", "vino", "wino", "milk", "milch", "lait", "leche", "latte", "mleko", "beer", "bier",
    "food",
    "nutrition", "serving", "ingredients", "recipe", "population", "cohort", "study", "quiz", "reagent", "assay",
    "calibration",
    "control", "kit", "dog", "cat", "pet", "vet", "horse", "cow", "catalogue", "catalog", "katalog", "preise", "prices",
    "reference", "referenzwerte", "normwerte", "normes", "normen", "normy", "normas", "glossary", "lexikon", "wissen",
})  # fmt: skip
# What else is analysed so, and what a row tells of a sample that is known.
_ANALYSED: Final = frozenset({
    "water", "wasser", "eau", "agua", "acqua", "woda", "voda", "wine", "wein", "vin", "vino", "wino", "milk", "milch",
    "soil",
    "boden", "beer", "bier", "food", "reagent", "calibrator", "lot", "cohort", "population", "sd", "cv", "dog", "cat",
    "horse",
    "pool", "aquarium", "nutrients",
})  # fmt: skip
# What is told of a sample that is known, to try a machine.
_KNOWN: Final = frozenset({"sd", "cv", "lot", "calibrator", "reagent", "cohort", "population"})
_MOST_NAMES: Final = 96
_LONGEST: Final = 28
_MOST: Final = 24  # members of a row
_MOST_ROWS: Final = 200

SHORT_VALUES: Final = TextShape(
    lambda text: text.lower() in _VALUES, headers=False, shortest=2, longest=_LONGEST
)


def is_of_a_known_sample(place: Surroundings) -> bool:
    """Whether names of a message are those of a sample with which a laboratory tries its machines, or of many people."""
    return not _KNOWN.isdisjoint(all_words(place.names[:_MOST_NAMES]))


def rows_by_unit(place: Surroundings) -> Iterator[tuple[Leaf, str]]:
    """Numbers beside the short name of a value of the blood and a unit of laboratories, with that name."""
    rows = texts_like(place.payload, SHORT_VALUES)[:_MOST_ROWS]
    if not rows or not place.sent_words.isdisjoint(_NOT_OF_BLOOD):
        return
    if not all_words(place.names[:_MOST_NAMES]).isdisjoint(_ANALYSED):
        return
    for leaf, called in rows:
        if leaf.context != "body":
            continue
        if leaf.path.endswith("]") and leaf.path[-2:-1].isdecimal():
            items = place.lists.get(outer(leaf.path), [])
            if _ends_in_bounds(items):
                continue
            row: Mapping[str, Leaf] = {str(at): item for at, item in enumerate(items)}
        else:
            group = place.group(outer(leaf.path)) or place.around(leaf.path)
            row = group.members if group is not None and len(group.members) <= _MOST else {}
        found = _result(row, called.lower())
        if found is not None and all_words(leaf.names[:-1]).isdisjoint(_NOT_OF_BLOOD):
            yield found, called


def _ends_in_bounds(items: list[Leaf]) -> bool:
    """Whether a row ends in two numbers that go up, with none before them: from what to what a value may be."""
    amounts = [None if isinstance(item.value, bool) else measured_number(item.value) for item in items]
    low, high = (amounts[-2], amounts[-1]) if len(amounts) > 2 else (None, None)
    return (
        low is not None
        and high is not None
        and low < high
        and not any(each is not None for each in amounts[:-2])
    )


def _result(row: Mapping[str, Leaf], called: str) -> Leaf | None:
    texts = [
        leaf.value.strip().lower()
        for leaf in row.values()
        if isinstance(leaf.value, str) and len(leaf.value) <= 16
    ]
    units = _MORE_UNITS | _SHARE if called in _IN_PARTS else _MORE_UNITS
    if units.isdisjoint(texts) or not all_words(row).isdisjoint(SOLD_TOO):
        return None
    for name, leaf in islice(row.items(), _MOST):
        if isinstance(leaf.value, bool) or not _NO_RESULT.isdisjoint(words(name)):
            continue
        amount = measured_number(leaf.value)
        if amount is not None and 0 <= amount <= 100_000:
            return leaf
    return None
