"""What fields that tell of an illness are named, in which units laboratories count, and words that tell of nobody's body."""

from __future__ import annotations

from typing import Final

KINDS: Final[dict[str, tuple[str, ...]]] = {
    "health.medication": (
        "medication", "medications", "insulin doses", "insulin dose", "insulin", "bolus insulin", "medicine",
        "medicines", "prescription", "prescriptions", "medication name",
        "drug name",
        "med", "meds",
        "active ingredient",
    ),
    "health.condition": (
        "diagnosis", "diagnoses", "condition", "conditions", "disease", "diseases", "illness", "illnesses", "symptom",
        "symptoms", "allergy", "allergies", "icd 10", "icd10", "icd 10 cm", "icd code", "health conditions",
        "medical history", "blood type", "blood group", "disability", "pain level", "headache", "migraine",
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
        "mood", "moods", "mood score", "mood level", "anxiety", "anxiety level", "depression", "depression score", "phq 9",
        "phq9", "gad 7", "gad7", "phq 9 score", "gad 7 score", "feeling", "feelings", "panic",
    ),
    "health.pregnancy": (
        "pregnant", "is pregnant", "pregnancy", "pregnancy week", "weeks pregnant", "gestational age", "trimester",
        "pregnancy due date", "pregnancy status", "gestational week", "gestation week", "weeks of pregnancy",
        "gestational age weeks", "gestational weeks", "week of pregnancy", "gestation weeks",
    ),
}  # fmt: skip
# Faults of machines, illnesses of plants, shops, moods of music and light: nobody's health.
OTHER: Final = frozenset({
    "printer", "translations", "i18n", "locale", "strings", "experiment", "fields", "schema", "columns", "engine",
    "vehicle", "car", "network", "software", "bug", "incident", "ticket", "server", "device", "error",
    "crash", "plant", "crop", "leaf", "weather", "rule", "rules", "filter", "query", "sql", "playlist", "song", "track",
    "music", "album", "artist", "genre", "light", "lamp", "scene", "hue", "bulb", "theme", "wallpaper", "product",
    "products",
    "price", "sku", "cart", "item", "items", "operator", "expression", "used", "shipping", "seller", "listing",
    "movie", "film", "video", "game", "npc", "quest", "article", "course", "quiz", "question", "flag", "flags", "variant",
    "logic", "category_id", "allergens", "menu", "food", "meal", "recipe", "nutrition", "serving", "servings",
    "ingredients", "vin", "odometer", "dtc", "obd", "font", "color", "palette", "http",
})  # fmt: skip
# Parts of machines, of which a fault is told in the words of an illness.
PARTS: Final = frozenset({
    "toner", "cartridge", "drum", "fuser", "ink", "printhead", "firmware", "compressor", "gearbox", "alternator", "rotor",
    "coolant", "spindle", "nozzle", "extruder", "bearing", "bearings",
})  # fmt: skip
# In which a laboratory counts what is in blood, written small; foods have milligrams of cholesterol in a portion.
LAB_UNITS: Final = frozenset({
    "mg/dl", "mmol/l", "g/dl", "g/l", "mg/l", "u/l", "iu/l", "miu/l", "uiu/ml", "µiu/ml", "ng/ml", "ng/l", "pg/ml",
    "ug/l", "µg/l", "µmol/l", "umol/l", "nmol/l", "mmol/mol", "ml/min/1.73m2", "ml/min/1.73 m2", "ml/min", "miu/ml", "mu/l",
})  # fmt: skip
