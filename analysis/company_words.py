"""Words around short names of readings of a body: of a cuff, a scale, a band; and of what is none of them."""

from __future__ import annotations

from typing import Final

from analysis.lazy_patterns import lazy_pattern

# What is said around a pressure of blood, in names and in the address.
OF_PRESSURE: Final = frozenset({
    "bp", "blood", "mmhg", "tension", "tensio", "tensione", "tensa", "cuff", "manschette", "brazalete", "brassard",
    "bracciale",
    "bracadeira", "mankiet", "manset", "manchet", "arm", "brazo", "bras", "braccio", "braco", "kol", "arritmia",
    "arrhythmia",
    "arrhythmie", "arytmia", "arytmie", "aritmi", "aritmia", "ihb", "afib", "hypertension", "hypertonie", "hipertension",
    "sphygmo", "tonometer", "tlak", "cisnienie", "vitals", "vital", "sbp", "dbp",
})  # fmt: skip
SENT_PRESSURE: Final = lazy_pattern(
    r"blutdruck|bloeddruk|blood.?pressure|(?<!ex)tensi[oó]|presi[oó]n|press(?:ao|ione)|cisnieni|ketsuatsu|xueya|verenpain"
    r"|blodtry|vernyom|tansiyon|hyperton|\bbp\b|tlakom|тонометр|давлени|artiriak|\bpies[hi]|ypertas|arterialn|\btysk\b"
    r"|tonomet|huyet.?ap|daght|dagth|tensiune|krvni|tekanan.?darah"
)
SENT_SCALE: Final = lazy_pattern(
    r"(?<!up)scale|waage|weigh|bascula|balanza|balance|bilancia|balanca|weegschaal|\bwaga|vaha|badevekt|kylpyhuonevaaka"
    r"|vaaka|personvag|tarti|cantar|merleg|taijuukei|body.?comp"
)
# Of what else a number of steps may be told, and what is no walk.
PROCEDURE: Final = frozenset({
    "recipe", "recipes", "wizard", "tutorial", "motor", "stepper", "robot", "gcode", "training", "epoch", "epochs", "batch",
    "pipeline", "build", "checkout", "onboarding", "ingredients", "route", "trail", "hike", "hut", "stage", "stages", "fare",
    "price", "dance", "thread", "screw", "knitting", "pattern",
})  # fmt: skip
SEXES: Final = frozenset({
    "sex", "gender", "geschlecht", "geschl", "sexo", "sexe", "sesso", "plec", "kon", "kjonn", "cinsiyet",
})  # fmt: skip
