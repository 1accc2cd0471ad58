"""What fields that tell of an illness are named, in which units laboratories count, and words that tell of nobody's body."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

# What somebody was vaccinated with, and words of it: a plan for all children names the same.
VACCINE_NAMES: Final = (
    "vaccine", "vaccines", "vaccine name", "vaccine code", "vaccination", "vaccinations", "immunization",
    "immunizations", "immunisation", "impfstoff", "impfung", "impfungen", "vaccin", "vacuna", "vaccino", "vacina",
    "szczepionka", "szczepienie", "vakcina", "ockovani", "vaccinatie", "rokote", "rokotus", "oltas",
    "вакцина", "щеплення", "прививка", "εμβολιο", "εμβόλιο", "emvolio", "لقاح", "اللقاح", "vacxin", "vaccinul", "oltoanyag",
)  # fmt: skip
VACCINES: Final = frozenset(word for name in VACCINE_NAMES for word in name.split()) - {"name", "code"}
KINDS: Final[dict[str, tuple[str, ...]]] = {
    "health.medication": (
        "medication", "medications", "insulin doses", "insulin dose", "insulin", "bolus insulin", "bolus",
        "bolus units", "medicine",
        "medicines", "prescription", "prescriptions", "medication name",
        "drug name",
        "med", "meds",
        "active ingredient", *VACCINE_NAMES,
    ),
    "health.condition": (
        "diagnosis", "diagnoses", "condition", "conditions", "disease", "diseases", "illness", "illnesses", "symptom",
        "symptoms", "allergy", "allergies", "icd 10", "icd10", "icd 10 cm", "icd code", "health conditions",
        "medical history", "blood type", "blood group", "disability", "pain", "pain level", "pain score",
        "pain intensity", "pain scale", "complaint", "complaints", "chief complaint", "ailments", "headache", "migraine",
        "disorder", "comorbidities", "hiv status", "hiv test", "hiv test result", "hiv", "special needs", "special need",
        "necessidade especial", "necessidades especiais", "necesidades especiales",
    ),
    "health.lab": (
        "hemoglobin a1c", "hemoglobin a 1 c", "haemoglobin a1c", "glycated hemoglobin", "hba 1 c", "hba1c", "hb a 1 c",
        "ldl", "hdl", "ldl cholesterol", "hdl cholesterol", "triglycerides", "creatinine",
        "egfr", "e gfr", "ferritin", "tsh", "hemoglobin", "haemoglobin", "crp", "c reactive protein", "total cholesterol",
        "cholesterol", "covid test", "pcr test", "test result covid",
    ),
    "health.mood": (
        "mood", "moods", "mood score", "mood level", "anxiety", "anxiety level", "depression", "depression score",
        "phq 9",
        "phq9", "gad 7", "gad7", "phq 9 score", "gad 7 score", "feeling", "feelings", "panic",
    ),
    "health.pregnancy": (
        "pregnant", "is pregnant", "pregnancy", "pregnancy week", "weeks pregnant", "gestational age", "trimester",
        "pregnancy due date", "pregnancy status", "gestational week", "gestation week", "weeks of pregnancy",
        "gestational age weeks", "gestational weeks", "week of pregnancy", "gestation weeks", "pregnancy date",
        "expected delivery date", "estimated due date", "estimated delivery date", "baby due date", "expected due date",
        "pregnancy day", "weeks of gestation", "pregnancy start", "pregnancy month", "gest week", "gest weeks",
        "gest age", "kick count", "ssw", "due date", "edd", "et", "fpp", "dpp",
    ),
}  # fmt: skip
# Faults of machines, illnesses of plants, shops, moods of music and light: nobody's health.
OTHER: Final = frozenset({
    "horse", "mare", "stallion", "cow", "cattle", "pferd", "stute", "kuh", "sow", "foaling", "calving", "indications",
    "contraindications", "contraindicaciones", "controindicazioni", "contraindicacoes", "gegenanzeigen",
    "przeciwwskazania", "kontraindikace", "kontraindikationer", "contraindicatii", "ellenjavallatok",
    "противопоказания", "протипоказання", "αντενδείξεις", "monograph", "monographs", "notices", "leaflets", "contre",
    "overdose", "pharmacology", "bugiardino", "bipacksedel", "pakkausseloste", "leaflet", "inventory", "horoscope",
    "horoskop", "zodiac", "beipackzettel", "prospecto", "ulotka", "bijsluiter", "excipients", "hilfsstoffe", "etken",
    "printer", "translations", "i18n", "locale", "strings", "experiment", "fields", "schema", "columns", "engine",
    "vehicle", "car", "network", "software", "bug", "incident", "ticket", "server", "device", "error", "crash",
    "plant", "crop", "leaf", "weather", "rule", "rules", "filter", "query", "sql", "playlist", "song", "track",
    "music", "album", "artist", "genre", "light", "lamp", "scene", "hue", "bulb", "theme", "wallpaper", "product",
    "products", "price", "sku", "cart", "item", "items", "operator", "expression", "used", "shipping", "seller",
    "listing", "movie", "film", "video", "game", "npc", "quest", "article", "course", "quiz", "question", "flag",
    "flags", "variant", "logic", "category_id", "allergens", "menu", "food", "meal", "recipe", "nutrition", "serving",
    "servings", "ingredients", "vin", "odometer", "dtc", "obd", "font", "color", "palette", "http", "pet", "pets",
    "dog", "dogs", "animal", "animals", "species", "breed", "vet", "tierarzt", "veterinary", "veterinaire",
    "veterinario", "mascota", "mascotas", "haustier", "chien", "perro", "cane", "hund", "livestock",
})  # fmt: skip
# Parts of machines, of which a fault is told in the words of an illness.
PARTS: Final = frozenset({
    "toner", "cartridge", "drum", "fuser", "ink", "printhead", "firmware", "compressor", "gearbox", "alternator", "rotor",
    "coolant", "spindle", "nozzle", "extruder", "bearing", "bearings",
})  # fmt: skip
# In which a laboratory counts what is in blood, written small; foods have milligrams of cholesterol in a portion.
LAB_UNITS: Final = frozenset({
    "mg/dl", "mmol/l", "g/dl", "g/l", "mg/l", "u/l", "iu/l", "miu/l", "uiu/ml", "µiu/ml", "ng/ml", "ng/l", "pg/ml",
    "ug/l", "µg/l", "µmol/l", "umol/l", "nmol/l", "mmol/mol", "ml/min/1.73m2", "ml/min/1.73 m2", "ml/min", "miu/ml",
    "mu/l",
})  # fmt: skip
# Names that tell of an illness by themselves, and words beside other names that tell that those do.
SURE: Final = VACCINES | frozenset({
    "diagnosis", "diagnoses", "symptom", "symptoms", "allergy", "allergies", "icd", "icd10", "medication", "medications",
    "medicine", "medicines", "patient", "anamnesis", "comorbidities", "pregnant", "pregnancy", "trimester", "gestational",
    "gestation",
    "phq", "phq9", "gad", "gad7", "prescription", "prescriptions", "migraine", "anxiety", "depression", "illness",
    "disease",
    "diseases", "disorder", "headache", "snomed", "pain", "dosage", "hba", "hba1c", "triglycerides", "creatinine",
    "egfr", "ferritin", "covid", "blood", "dose", "aura", "disability", "hiv", "especial", "especiais", "special",
    "ssw", "gest",
})  # fmt: skip
EVIDENCE: Final = SURE | {
    "diary", "journal", "wellness", "wellbeing", "health", "therapy", "therapist", "doctor", "clinic", "medical", "sleep",
    "stress", "intake", "energy", "period", "cycle", "nurse", "hospital", "care", "mental", "checkin",
    "smoker", "smoking", "drinks", "alcohol", "glucose", "bolus", "ldl", "hdl", "lab", "labs", "biomarker", "biomarkers",
    "panel", "tagebuch", "diario", "dziennik", "dagboek", "dagbok", "paivakirja", "denik", "naplo", "jurnal", "nikki",
    "fatigue",
    "feel", "feels", "feelings", "emotions", "gratitude", "lmp",
}  # fmt: skip
OF_A_DOSE: Final = frozenset(
    {"dose", "dosage", "taken", "due", "missed", "refill", "intake", "pill", "pills"}
)
OF_A_PREGNANCY: Final = frozenset({
    "lmp", "fum", "dum", "ddr", "trimester", "baby", "bump", "pregnancy", "pregnant", "gestation", "gestational",
    "ssw", "midwife", "hebamme",
    "maternity", "ultrasound", "fetal", "foetal", "fetus", "contractions", "babybauch", "expecting", "mutterpass",
})  # fmt: skip
OF_A_TRIMESTER: Final = EVIDENCE | OF_A_PREGNANCY
OF_PAIN: Final = frozenset({
    "trigger", "triggers", "body", "bodypart", "severity", "relief", "mood", "sleep", "fatigue", "stiffness", "symptoms",
    "medication", "painlog", "swelling", "joint", "flare", "area", "nausea", "headache",
})  # fmt: skip
BILLED: Final = frozenset({"amount", "invoice", "currency", "total", "betrag", "fee", "bill", "rechnung"})
EXPECTED: Final = frozenset({"due", "edd", "et", "fpp", "dpp", "delivery"})
NOTHING: Final = frozenset({
    "", "none", "unknown", "n/a", "na", "null", "no", "false", "0", "-", "not specified", "other", "undefined", "yes",
    "true",
    # what a feed shall hold, or a form asks for
    "include", "exclude", "included", "excluded", "all", "any", "both", "on", "off", "enabled", "disabled", "show",
    "hide",
    "hidden", "visible", "default", "auto", "required", "optional", "asc", "desc", "string", "integer", "boolean",
    "number",
})  # fmt: skip
# Of which somebody has one: several in a list are a menu.
ONE_EACH: Final = frozenset({
    "bloodtype", "bloodgroup", "pregnancystatus", "trimester", "mood", "painlevel", "anxietylevel", "moodlevel",
})  # fmt: skip
OF_SUGAR: Final = frozenset({
    "glucose", "carbs", "carb", "kh", "bz", "bg", "sgv", "insulin", "correction", "ke", "be", "basal", "iob", "cgm",
    "pump",
})  # fmt: skip
# What stands beside a mood that somebody writes down.
NOTED: Final = frozenset(
    {
        "الطاقة",
        "طاقة",
        "ملاحظة",
        "ملاحظات",
        "ενέργεια",
        "ενεργεια",
        "energeia",
        "σημείωση",
        "σημειωση",
        "енергія",
        "нотатка",
        "примітка",
        "заметка",
        "taqa",
        "mulahaza",
        "note",
        "notes",
        "notiz",
        "notatka",
        "nota",
        "notitie",
        "muistiinpano",
        "anteckning",
        "fatigue",
        "activities",
    }
)
_BOUNDS: Final = frozenset(
    {"min", "max", "low", "high", "minimum", "maximum"}
)  # of what is usual, for anybody
_VALUES: Final = frozenset({"value", "result", "wert", "val", "valor", "valeur", "wartosc"})


def is_bound(name: str, members: Collection[str]) -> bool:
    """Whether a number is a bound of what is usual: named so, in an object that holds no value."""
    return name.lower() in _BOUNDS and _VALUES.isdisjoint(members)
