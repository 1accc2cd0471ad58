"""Readings of a body that tables, numbers of types and words of an address tell; and what is normal, which is nobody's."""

from __future__ import annotations

import json

import pytest

from analysis.detectors import (
    blood_pressure,
    body_company,
    cycle,
    fitness,
    health,
    medical,
    sleep,
    vitals,
    workout,
)

CURVE = [900 if at % 30 == 20 else -180 if at % 30 == 21 else at * 7 % 11 for at in range(90)]
FOUND = [
    (body_company, {"cols": ["ts", "sys", "dia", "pul"], "rows": [[1, 128, 82, 71], [2, 134, 86, 68]]},
     "health.blood_pressure"),
    (body_company, [["Zeit", "Sys", "Dia", "Puls"], ["07:12", 133, 84, 67]], "health.blood_pressure"),
    (body_company, {"cols": "t;sis;dia;fc", "rows": [["a", 128, 82, 71], ["b", 134, 86, 68]]}, "health.blood_pressure"),
    (body_company, {"bp": {"s": 131, "d": 84}, "hr": 66}, "health.blood_pressure"),
    (health, {"cols": ["time", "hr", "spo2"], "rows": [["a", 61, 97], ["b", 64, 98], ["c", 63, 97]]}, "health.heart_rate"),
    (health, {"m": [{"type": 1, "value": 72350, "unit": -3}, {"type": 6, "value": 218, "unit": -1}]}, "health.weight"),
    (health, {"m": [{"type": 10, "value": 128, "unit": 0}, {"type": 9, "value": 82, "unit": 0}, {"type": 11, "value": 71,
      "unit": 0}]}, "health.heart_rate"),
    (health, {"day": "2026-11-20", "hr_min": 52, "hr_max": 141}, "health.heart_rate"),
    (health, {"hr": [70, 72], "spo2": [97, 98], "ts": [1795680122, 1795680422]}, "health.heart_rate"),
    (health, {"user": "u1", "heart_rate": {"min": 52, "max": 141, "avg": 71}}, "health.heart_rate"),
    (vitals, {"lead": "I", "fs": 25, "unit": "uV", "samples": CURVE}, "health.ecg"),
    (vitals, {"leads": {"I": CURVE, "II": CURVE}, "hz": 250}, "health.ecg"),
    (vitals, {"ecg": {"hz": 300, "data": ",".join(map(str, CURVE))}}, "health.ecg"),
    (medical, {"przyjete": [{"lek": "Ramipryl", "dawka": "5 mg", "o": "07:59"}]}, "health.medication"),
    (medical, {"medicament": "Levothyrox", "dosage": "75 µg", "moment": "matin", "pris": True}, "health.medication"),
    (medical, {"Ramipril 5 mg": True, "ASS 100 mg": False}, "health.medication"),
    (medical, {"morgens": ["Ramipril 5 mg"]}, "health.medication"),
    (medical, {"event": "dose_taken", "drug": "Sertraline"}, "health.medication"),
    (medical, {"pills": [{"n": "Ramipril 5", "t": "08:00"}]}, "health.medication"),
    (medical, {"cols": ["med", "dose", "taken"], "rows": [["Ramipril", "5 mg", True]]}, "health.medication"),
    (medical, {"up": {"trimester": {"value": "2"}, "first_baby": {"value": True}}}, "health.pregnancy"),
    (medical, {"attributes": [{"key": "lmp", "value": "2026-06-26"}, {"key": "edd", "value": "2027-04-02"}]},
     "health.pregnancy"),
    (medical, {"wehen": [{"beginn": "2026-11-24T03:12:10", "dauer": 55, "abstand": 420}]}, "health.pregnancy"),
    (medical, {"badanie": "TSH", "wynik": 4.9, "jedn": "mIU/l"}, "health.lab"),
    (medical, {"cols": ["test", "value"], "rows": [["HbA1c", 6.1], ["LDL", 131]]}, "health.lab"),
    (medical, {"test": "antigen", "result": "positive"}, "health.lab"),
    (sleep, {"naar_bed": "23:12", "opgestaan": "06:48"}, "health.sleep"),
    (sleep, {"tst": 421, "waso": 22}, "health.sleep"),

        (sleep, {"cols": ["from", "to", "st"], "rows": [["a1", "b", "deep"], ["c1", "d", "light"], ["e1", "f", "rem"]]},
     "health.sleep"),
    (fitness, {"stand_hours_target": 10, "move_kcal_target": 520}, "fitness.goal"),
    (fitness, {"goals": {"active_min": 30, "floors": 10}}, "fitness.goal"),
    (fitness, {"goalType": "STEPS", "value": 9000}, "fitness.goal"),
    (fitness, {"user": 4, "targets": [["steps", 9000], ["stand", 10]]}, "fitness.goal"),
    (fitness, {"stand": 11, "move": 412, "exercise": 38}, "fitness.activity"),
    (workout, {"art": "laufen", "dauer": "00:42:10", "km": 8.1}, "fitness.workout"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("module", "body", "category"), FOUND, ids=[json.dumps(body)[:60] for _, body, _ in FOUND]
)
def test_what_is_there_is_reported(see, module, body, category) -> None:
    assert category in {found.category for found in see(module.DETECTOR, body)}


BANDS = [{"label": "normal", "systolic": [90, 120], "diastolic": [60, 80]},
         {"label": "high", "systolic": [130, 139], "diastolic": [80, 89]}]  # fmt: skip
NEGATIVES = [
    (blood_pressure, {"bands": BANDS}),
    (body_company, {"bands": BANDS}),
    (blood_pressure, {"classes": [{"label": "a", "systolic_min": 90, "systolic_max": 119, "diastolic_min": 60,
      "diastolic_max": 79}, {"label": "b", "systolic_min": 120, "systolic_max": 129, "diastolic_min": 60,
      "diastolic_max": 79}]}),
    (health, {"breed": "Beagle", "heart_rate_bpm": [70, 120], "temp_c": [38.3, 39.2]}),
    (health, {"species": "cat", "heart_rate": {"min": 140, "max": 220}}),
    (health, {"norms": [{"age": "20-29", "resting_hr": 62}, {"age": "30-39", "resting_hr": 64}]}),
    (health, {"zones": [{"zone": 1, "hr_min": 104, "hr_max": 121}, {"zone": 2, "hr_min": 121, "hr_max": 138}]}),
    (health, {"animals": [{"name": "Whale", "heart_rate": 33}, {"name": "Hamster", "heart_rate": 240}]}),
    (health, {"m": [{"type": 1, "value": 210, "unit": -1}, {"type": 4, "value": 297, "unit": -1}]}),
    (vitals, {"rows": [{"age": "0-1", "respiratory_rate": [30, 60]}, {"age": "1-3", "respiratory_rate": [24, 40]}]}),
    (vitals, {"channel": "I", "freq": 100, "samples": CURVE}),
    (body_company, {"cols": ["product", "weight", "fat"], "rows": [["cheese", 100, 30.1], ["milk", 250, 3.5]]}),
    (body_company, {"columns": ["city", "max", "min"], "rows": [["Graz", 121, 80], ["Wien", 130, 85]]}),
    (medical, {"drugs": [{"name": "Ibuprofen", "strength": "400 mg", "form": "tablet"}]}),
    (medical, {"morning": ["Porridge 200 g"], "evening": ["Soup"]}),
    (medical, {"NaCl 5 mg": True, "mixer": "on"}),
    (medical, {"dog": "Rex", "drug": "Carprofen", "dose": "50 mg", "at": "08:00"}),
    (medical, {"book": "Dune", "due_date": "2027-04-18", "week": 19}),
    (medical, {"trimester": 2, "course": "Math"}),
    (medical, {"contractions": [{"full": "do not", "short": "don't", "duration": 5}]}),
    (cycle, {"date": "2026-11-24", "flow": 4}),
    (sleep, {"wake": "06:30", "bed": "22:15", "brightness": 40}),
    (fitness, {"calls_target": 40, "meetings_target": 8}),
    (fitness, {"target_floor": 7, "current_floor": 2}),
    (fitness, {"defaults": {"min_step_goal": 1000, "max_step_goal": 50000}}),
    (fitness, {"steps_target": 12, "build": 88}),
    (workout, {"sport": "running", "title": "x", "time": 120, "km": 42}),
]  # fmt: skip


@pytest.mark.parametrize(("module", "body"), NEGATIVES, ids=[json.dumps(body)[:60] for _, body in NEGATIVES])
def test_what_is_something_else_is_not_reported(see, module, body) -> None:
    assert see(module.DETECTOR, body) == []


SENT = [
    ("/peso", {"f": "2026-11-20", "kg": 71.2}, "health.weight"),
    ("/fieber", {"kind": "Mia", "grad": 38.9, "zeit": "21:10"}, "health.temperature"),
    ("/nalada", {"den": "2026-11-20", "nalada": 3}, "health.mood"),
    ("/schmerz", {"datum": "2026-11-20", "stufe": 6}, "health.condition"),
]


@pytest.mark.parametrize(("path", "body", "category"), SENT)
def test_a_diary_is_told_by_its_address(see, path, body, category) -> None:
    assert category in {found.category for found in see(body_company.DETECTOR, body, path=path)}


NOT_SENT = [
    ("/peso", {"fecha": "2026-11-20", "kg": 30, "currency": "MXN"}),
    ("/thermo", {"ts": 1795680122, "t": 41.5, "source": "boiler"}),
    ("/mood", {"playlist": "x", "level": 3, "date": "2026-11-20"}),
    ("/entries", {"f": "2026-11-20", "kg": 71.2}),
]


@pytest.mark.parametrize(("path", "body"), NOT_SENT)
def test_other_names_and_other_addresses_are_no_diary(see, path, body) -> None:
    assert see(body_company.DETECTOR, body, path=path) == []


def test_a_flow_sent_to_a_cycle_is_told(see) -> None:
    found = see(cycle.DETECTOR, {"fecha": "2026-11-24", "sangrado": 3}, path="/ciclo")
    assert [one.category for one in found] == ["health.cycle"]


def test_goals_sent_to_where_goals_are_kept_are_no_steps(see) -> None:
    found = see(fitness.DETECTOR, {"steps": 9000, "active_min": 30, "kcal": 500}, path="/v1/me/goals")
    assert {one.category for one in found} == {"fitness.goal"}
