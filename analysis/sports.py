"""Kinds of sport, as watches and services call them, in one spelling: small letters and underscores."""

from __future__ import annotations

from typing import Final

from analysis.translated_names import without_marks

SPORTS: Final = frozenset({
    "run", "running", "walk", "walking", "ride", "cycling", "biking", "swim", "swimming", "hike", "hiking", "yoga",
    "rowing", "workout", "strength", "elliptical", "ski", "skiing", "still", "on_foot", "in_vehicle", "on_bicycle",
    "treadmill", "trail_running", "running_treadmill", "tennis", "soccer", "football", "basketball", "badminton",
    "squash", "golf", "boxing", "dance", "dancing", "pilates", "hiit", "climbing", "bouldering", "skating", "surfing",
    "snowboarding", "kayaking", "crossfit", "core_training", "indoor_cycling", "open_water_swimming", "pool_swimming",
    "lap_swimming", "rower", "trail_run", "gravel_ride", "mountain_biking", "mountain_bike_ride", "e_bike_ride",
    "road_biking", "stair_climbing", "functional_strength_training", "spinning", "traditional_strength_training",
    "high_intensity_interval_training", "mixed_cardio", "cardio", "nordic_walking", "jogging", "virtual_ride",
    "virtual_run", "virtualride", "virtualrun", "pool_swim", "open_water_swim", "openwater_swim", "lap_swim",
    "swim_pool", "outdoor_run", "indoor_run", "treadmill_run", "outdoor_walk", "indoor_walk", "outdoor_cycle",
    "indoor_cycle", "indoor_bike", "outdoor_cycling", "outdoor_running", "outdoor_walking", "indoor_running",
    "indoor_walking", "indoor_rowing", "rowing_machine", "road_bike", "mountain_bike", "gravel_bike", "e_bike",
    "cross_country_skiing", "alpine_skiing", "nordic_ski", "inline_skating", "ice_skating", "jump_rope",
    "rope_skipping", "stair_stepper", "table_tennis", "beach_volleyball", "stand_up_paddling", "martial_arts",
    "weight_lifting", "free_weights", "strength_workout", "core_workout", "trail_hike", "corsa", "corrida", "carrera",
    "course", "beh", "lob", "lop", "marche", "caminar", "correr", "nadar", "schwimmen", "laufen", "radfahren",
    "joggen", "wandern", "rudern", "krafttraining", "spazieren", "spaziergang", "natation", "cyclisme", "randonnee",
    "musculation", "course_a_pied", "natacion", "ciclismo", "senderismo", "caminata", "natacao", "caminhada", "nuoto",
    "camminata", "bieganie", "plywanie", "jazda_na_rowerze", "spacer", "plavani", "cyklistika", "fietsen",
    "hardlopen", "zwemmen", "wandelen", "lobetur", "lobing", "svomming", "svomning", "simning", "lopning", "sykling",
    "cykling", "vandring", "promenad", "juoksu", "uinti", "pyoraily", "kavely", "yuzme", "bisiklet", "yuruyus",
    "kosu", "alergare", "futas", "uszas", "跑步", "游泳", "骑行", "步行", "ランニング", "水泳", "ウォーキング",
    "サイクリング", "달리기", "수영", "걷기", "бег", "плавание", "جري", "الجري", "مشي", "المشي", "سباحة", "السباحة",
    "ركوب_الدراجة", "біг", "ходьба", "плавання", "їзда_на_велосипеді", "велоспорт", "ходьба_пешком", "τρεξιμο",
    "περπατημα", "κολυμβηση", "ποδηλασια", "trexximo", "trexim", "treximo", "perpatima", "chay_bo", "di_bo",
    "boi_loi", "dap_xe", "langdskidor", "langdskidakning", "hiihto", "maastohiihto", "kuntosali", "kerekparozas",
    "gyaloglas", "turazas", "inot", "ciclism", "mers", "drumetie", "lari", "berlari", "bersepeda", "berenang",
    "trcanje", "weighttraining", "strength_training", "automotive", "stationary",
})  # fmt: skip
_PREFIXES: Final = ("hkworkoutactivitytype", "exercise_type_")
_LONGEST: Final = 60  # letters


def spelled(sport: str) -> str:
    """A kind of sport in the spelling of ``SPORTS``, without what platforms write before it; "" for a long text."""
    if len(sport) > _LONGEST:
        return ""
    plain = without_marks(sport).lower().replace(" ", "_").replace("-", "_")
    for prefix in _PREFIXES:
        plain = plain.removeprefix(prefix)
    return plain
