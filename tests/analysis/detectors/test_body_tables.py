"""Tables of two units, bands by age, means of studies, sizes, doses and towers are nobody's; those of one are found."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import pytest

from analysis.detectors.fitness import DETECTOR as FITNESS
from analysis.detectors.health import DETECTOR as HEALTH
from analysis.detectors.sleep import DETECTOR as SLEEP
from analysis.detectors.vitals import DETECTOR as VITALS
from analysis.records import Observation

See = Callable[..., list[Observation]]
_SUGAR: Final = [
    {"glucose_mgdl": 60, "glucose_mmol": 3.3},
    {"glucose_mgdl": 100, "glucose_mmol": 5.6},
    {"glucose_mgdl": 140, "glucose_mmol": 7.8},
]
_BY_AGE: Final = [
    {"age": age, "heart_rate_low": 190 - age, "heart_rate_high": 210 - age} for age in (20, 30, 40)
]


@pytest.mark.parametrize(
    "body",
    [
        {"rows": _SUGAR},
        {
            "table": {
                "columns": ["blood_glucose_mg_dl", "blood_glucose_mmol_l"],
                "rows": [[54, 3.0], [90, 5.0], [180, 10.0]],
            }
        },
        {"units": {"body_weight_kg": [50, 60, 70], "body_weight_lb": [110.2, 132.3, 154.3]}},
        {"rows": _BY_AGE},
        {"rows": [["age", "low", "max_heart_rate"], [20, 120, 200], [30, 114, 190], [40, 108, 180]]},
        {"figure": {"age": [20, 30, 40], "max_heart_rate": [200, 190, 180]}},
        {
            "distribution": [
                {"percentile": p, "resting_heart_rate": r} for p, r in ((5, 49), (50, 63), (95, 80))
            ]
        },
        {
            "columns": ["age_months", "p3", "weight_kg_p50", "p97"],
            "rows": [[6, 6.4, 27.9, 9.7], [12, 7.8, 29.6, 11.8]],
        },
        {
            "arms": [
                {"arm": "A", "n": 412, "heart_rate_mean": 70.1},
                {"arm": "B", "n": 407, "heart_rate_mean": 72.4},
            ]
        },
        {"cohorts": {"placebo": {"n": 88, "heart_rate_mean": 70.1, "heart_rate_sd": 9.1}}},
        {"chart": [{"size": "S", "waist": 76, "weight": 63}, {"size": "M", "waist": 81, "weight": 72}]},
        {"dose": [{"body_weight_kg": kg, "ml": kg / 4} for kg in (20, 25, 30, 35)]},
    ],
)
def test_a_table_holds_nobodys_readings(see: See, body: object) -> None:
    assert see(HEALTH, body) == []


@pytest.mark.parametrize(
    "body",
    [
        {"rows": [{"date": f"2026-10-0{day}", **row} for day, row in enumerate(_SUGAR, 1)]},
        {"user": 4471, "rows": _SUGAR},
        {"rows": [{"glucose_mgdl": 148, "glucose_mmol": 8.2}, *_SUGAR]},
        {"rows": [{"glucose_mgdl": 60, "glucose_mmol": 9.9}, *_SUGAR[1:]]},
        {"rows": [{"patient": "p", "age": age, "max_heart_rate": 200 - age} for age in (20, 30, 40)]},
        {"me": {"age": 41, "max_heart_rate": 181}},
        {"participant": "P-0112", "arm": "B", "n": 3, "heart_rate_mean": 71},
        {"laps": [{"n": 1, "heart_rate_mean": 141}, {"n": 2, "heart_rate_mean": 150}]},
        {"profile": {"size": "M", "waist": 81, "weight": 72}},
        {"entries": [{"body_weight_kg": kg} for kg in (81.2, 81.0, 81.4, 81.1)]},
        {"weight_kg": 74.2, "bmi": 23.1, "humidity": 44},
    ],
)
def test_the_same_of_one_person_is_found(see: See, body: object) -> None:
    assert see(HEALTH, body)


@pytest.mark.parametrize(
    "body",
    [
        {"weight_kg": 38.2, "brood_c": 34.9, "rain_mm": 0.2},
        {"fPort": 5, "decoded": {"weight_kg": 96.4, "humidity": 71}},
        {"weighings": [{"ear_tag": "0476", "weight_kg": 92.5}]},
        {"uplink_message": {"f_port": 2, "decoded_payload": {"weight_kg": 41.3, "outside_temp_c": 11.8}}},
        {"d": [["house", 118, 130, 0.5], ["dub", 70, 90, 0.4]], "f": ["name", "bpm_min", "bpm_max", "gain"]},
    ],
)
def test_what_stands_in_a_barn_or_plays_music_is_no_body(see: See, body: object) -> None:
    assert see(HEALTH, body) == []


@pytest.mark.parametrize(
    "body",
    [
        {
            "towers": [
                {"name": "Sky Needle", "floors": 86, "steps": 1576},
                {"name": "Donauspitz", "floors": 54, "steps": 779},
            ]
        },
        {
            "courses": [
                {"building": "Torre A", "steps": 1027, "best_s": 321},
                {"building": "Torre B", "steps": 1242, "best_s": 9},
            ]
        },
    ],
)
def test_stairs_that_anybody_may_climb_are_no_steps(see: See, body: object) -> None:
    assert see(FITNESS, body) == []


def test_stairs_that_somebody_climbed_are(see: See) -> None:
    rows = [{"date": "2026-09-01", "place": "tower", "steps": 924, "heart_rate": 151}] * 2
    assert see(FITNESS, {"sessions": rows})


@pytest.mark.parametrize("rule", [{"daily_limit_min": 90}, {"pause_internet": True}, {"blocked": ["games"]}])
def test_when_a_child_is_to_be_in_bed_is_no_sleep(see: See, rule: dict[str, object]) -> None:
    assert see(SLEEP, {"bedtime": "20:30", **rule}) == []
    assert see(SLEEP, {"bedtime": "23:12", "efficiency": 0.91})


def test_breathing_is_found_in_a_column(see: See) -> None:
    rows = [["light", 54, 96, 13.8], ["deep", 49, 95, 12.9], ["rem", 57, 96, 14.6]]
    assert [
        found.category for found in see(VITALS, {"k": ["st", "hr_avg", "spo2_avg", "rr"], "r": rows})
    ] == ["health.respiration"]
