"""What households write down of health and sport in many languages and layouts; and what only looks so."""

from __future__ import annotations

import base64
import json
import struct

import pytest

from analysis.detectors import (
    blood_pressure,
    cycle,
    fitness,
    health,
    medical,
    sleep,
    vitals,
    workout,
)

CURVE = [900 if at % 60 == 20 else -180 if at % 60 == 21 else at * 7 % 11 for at in range(240)]
BYTES = base64.b64encode(struct.pack("<240h", *CURVE)).decode()
FOUND = [
    (blood_pressure, {"ta": "138/84", "pouls": 68}, "health.blood_pressure"),
    (blood_pressure, {"blutdruck": "138/84/70"}, "health.blood_pressure"),
    (blood_pressure, {"bp": [[1795300000, 128, 81], [1795386400, 131, 84]]}, "health.blood_pressure"),
    (health, {"glik": [[1795300000, 6.4, "→"], [1795300900, 6.9, "↗"]], "jedn": "mmol/L"}, "health.glucose"),
    (health, {"mgdl": [118, 121, 130], "trend": [4, 4, 3]}, "health.glucose"),
    (health, {"febbre": 38.6}, "health.temperature"),
    (health, {"tempDev": -0.2, "hrv": 44}, "health.temperature"),
    (health, {"enfant": "Zoe", "temperature": 38.9, "zone": "oreille"}, "health.temperature"),
    (health, {"syke": [66, 70, 71]}, "health.heart_rate"),
    (health, {"saturacja": 96, "tetno": 71}, "health.spo2"),
    (sleep, {"fazy": [["plytki", 0, 30], ["gleboki", 30, 90], ["rem", 90, 120], ["plytki", 120, 200]]}, "health.sleep"),
    (sleep, {"tief_min": 82, "leicht_min": 241, "rem_min": 95}, "health.sleep"),
    (sleep, {"hypnogram": "WLLLLDDDDLLRRRR"}, "health.sleep"),
    (sleep, {"night": "light:41,deep:55,rem:32,awake:8,light:60"}, "health.sleep"),
    (vitals, {"ableitung": "II", "hz": 250, "werte": CURVE}, "health.ecg"),
    (vitals, {"lead": "I", "fs": 250, "wf": BYTES}, "health.ecg"),
    (vitals, {"rate": 300, "ecg": " ".join(map(str, CURVE))}, "health.ecg"),
    (vitals, {"hr": 88, "rr": 16, "spo2": 97}, "health.respiration"),
    (vitals, {"stressLvl": 8, "feel": ["tired"]}, "health.stress"),
    (medical, {"semana_embarazo": 18}, "health.pregnancy"),
    (medical, {"termin_porodu": "2027-04-02"}, "health.pregnancy"),
    (medical, {"dueDate": "2027-04-02", "lmp": "2026-06-26"}, "health.pregnancy"),
    (medical, {"ssw": "18+3"}, "health.pregnancy"),
    (medical, {"lek": "Metformina 500 mg", "dawka": "2 tabl."}, "health.medication"),
    (medical, {"intakes": [["Ramipril 5 mg", "08:00", "taken"]]}, "health.medication"),
    (medical, {"med": ["Ramipril", "ASS"], "dose": ["5 mg", "100 mg"], "taken": [True, False]}, "health.medication"),
    (medical, {"fecha": "2026-11-20", "emociones": ["ansioso", "cansado"]}, "health.mood"),
    (medical, {"feel": "anxious, tired", "day": "2026-11-20"}, "health.mood"),
    (medical, {"fieber": True, "husten": True, "durchfall": False}, "health.condition"),
    (medical, {"patient": "p-1", "motif": "douleurs au genou"}, "health.condition"),
    (medical, {"klachten": "hoofdpijn", "patient": "nl-3"}, "health.condition"),
    (medical, {"pain": 7, "trigger": "sitting"}, "health.condition"),
    (medical, {"paciente": "p-1", "colesterol": 210, "patient": 1}, "health.lab"),
    (cycle, {"ultima_regla": "2026-11-03", "ciclo": 28}, "health.cycle"),
    (fitness, {"dailyActiveMin": {"target": 60, "done": 37}}, "fitness.goal"),
    (fitness, {"rings": [{"name": "move", "goal": 450, "value": 312}]}, "fitness.activity"),
    (workout, {"sportart": "Laufen", "start": "2026-11-20T17:02:00Z", "dauer_s": 2710}, "fitness.workout"),
    (workout, {"w": [["POOL_SWIM", 1795320000, 1810, 5.1]]}, "fitness.workout"),
    (workout, {"datum": "2026-11-20", "saetze": [{"wdh": 8, "kg": 80}]}, "fitness.workout"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("module", "body", "category"), FOUND, ids=[json.dumps(body)[:60] for _, body, _ in FOUND]
)
def test_what_is_there_is_reported(see, module, body, category) -> None:
    assert category in {found.category for found in see(module.DETECTOR, body)}


NEGATIVES = [
    (blood_pressure, {"ta": "138/84"}),
    (blood_pressure, {"value": "160/90", "name": "screen"}),
    (blood_pressure, {"hero": {"systolic": 120, "diastolic": 80, "mana": 3}}),
    (blood_pressure, {"limits": {"systolic": 180, "diastolic": 110}}),
    (health, {"rows": [{"health": 42000, "heart_rate": 60, "loot": ["tooth"]}]}),
    (health, {"product": "syrup", "glucose": 45.0}),
    (health, {"temperature": 38.5, "program": "proof"}),
    (health, {"temp_deviation": 0.4, "cpu": 1}),
    (health, {"weight": 100, "kcal": 310, "portion": 1}),
    (sleep, {"states": [{"state": "awake"}, {"state": "deep"}, {"state": "light"}, {"state": "awake"}]}),
    (sleep, {"units": ["px", "rem", "em"], "light": "#fff"}),
    (vitals, {"hz": 500, "machine": "pump", "samples": CURVE}),
    (vitals, {"rate": 16000, "wf": BYTES}),
    (vitals, {"rr": 16, "page": 2}),
    (vitals, {"rows": [{"stress": 5, "sleep": 3, "loot": ["tooth"]}]}),
    (medical, {"due_date": "2026-12-01", "week": 48}),
    (medical, {"title": "Baby shower", "due_date": "2026-12-01"}),
    (medical, {"beschwerden": ["late"], "order": 9}),
    (medical, {"pain": 2, "croissant": 4}),
    (medical, {"pain": "complet"}),
    (medical, {"cart": [{"name": "Ibuprofen 400 mg", "price": 4.99, "dose": 1}]}),
    (medical, {"pet": {"medication": "Carprofen 50 mg"}}),
    (medical, {"feelings": ["sad", "happy", "angry", "calm", "bored", "tired", "anxious"], "day": 1}),
    (medical, {"sticker": "s1", "feeling": "happy", "day": 1}),
    (medical, {"fieber": 120, "husten": 300}),
    (medical, {"note": "pain au chocolat"}),
    (fitness, {"urlaub": {"ziel": 2000, "ist": 850}}),
    (fitness, {"run": {"target": 60, "done": 37}, "job": "x"}),
    (fitness, {"distance": {"goal": 500, "current": 120}, "donation": True}),
    (fitness, [{"slug": "stairs", "met": 6.1, "hr_zone": [3, 4], "steps": 60}]),
    (workout, {"rows": [["run", 1795320000, 1810]]}),
    (workout, {"uebungen": [{"name": "Kniebeuge", "saetze": 3, "wiederholungen": 12}]}),
    (workout, {"portionen": 4, "steps": 3, "kcal": 412}),
]  # fmt: skip


@pytest.mark.parametrize(("module", "body"), NEGATIVES, ids=[json.dumps(body)[:60] for _, body in NEGATIVES])
def test_what_is_something_else_is_not_reported(see, module, body) -> None:
    assert see(module.DETECTOR, body) == []
