"""Ways of writing that several detectors read: goals, hours, reports, rooms, components, accounts; look-alikes first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from analysis.detectors import (
    app_inventory,
    app_list,
    app_sessions,
    appliance_use,
    body_company,
    chat_frames,
    contact,
    crash_report,
    fitness,
    medical,
    page_visit,
    workout,
)
from analysis.records import Observation

See = Callable[..., list[Observation]]
HOURS = [0] * 7 + [340, 410, 120, 980, 260, 700, 300, 520, 840, 900, 410, 300, 150] + [0] * 4  # 6230 steps
TEXT = "We are late, please start without us."


@pytest.mark.parametrize(
    ("module", "body", "path"),
    [
        (body_company, {"date": "2026-11-21", "pas": 6231, "hourly": [9] * 24}, "/v1"),
        (body_company, {"date": "2026-11-21", "pas": 6230, "hourly": HOURS, "motor": 3}, "/v1"),
        (body_company, {"date": "2026-11-21", "visitors": 6230, "hourly": HOURS}, "/v1"),
        (body_company, {"sizes": [{"size": 50, "waist": 88, "peso": 68}]}, "/v1"),
        (fitness, {"sales": 4000, "floors": 2, "runs": 3, "employees": 9}, "/v1/goals"),
        (workout, {"dailySteps": 8500, "activeMinutes": 40, "floors": 10}, "/me/goals"),
        (workout, {"presets": [{"activeMinutes": 40, "floors": 10}]}, "/v1"),
        (workout, {"activeMinutesMax": 480, "floorsMax": 200}, "/v1"),
        (app_list, {"keep": [{"c": f"com.{one}.app/.Boot", "on": True} for one in "abcd"]}, "/whitelist"),
        (app_list, {"items": [{"c": f"com.{one}.app/.Boot", "price": 1} for one in "abcd"]}, "/v1"),
        (app_list, {"apps": {f"com.{one}.app": {"size": 3, "price": 0} for one in "abc"}}, "/v1"),
        (app_inventory, {"available": {"gimp": "3.0.2", "steam": "1.0.0", "calibre": "7.2.1"}}, "/v1"),
        (app_inventory, {"rows": [{"DisplayName": "A", "Publisher": "B", "Price": 0}] * 3}, "/v1"),
        (app_sessions, {"perApp": {"com.whatsapp": 60, "com.duolingo": 30}, "limits": True}, "/kids"),
        (app_sessions, {"perApp": {"com.whatsapp": 60, "com.duolingo": 30}}, "/v1"),
        (chat_frames, {"text": "Build 44 of main passed", "commit": "a81f"}, "/rooms/12/messages"),
        (chat_frames, {"text": "Dear {{name}}, here are our offers."}, "/rooms/12/messages"),
        (chat_frames, {"text": TEXT}, "/rooms/messages"),
        (chat_frames, {"query": "query { a }", "variables": {"text": TEXT}}, "/graphql"),
        (chat_frames, {"query": "mutation { setPrice(a: 1) { b } }", "variables": {"text": TEXT}}, "/graphql"),
        (contact, {"calls": [{"n": "+4915155501234", "d": "OUT", "l": 312}]}, "/v1"),
        (page_visit, {"rows": [{"c": "probe", "q": "www.wikipedia.org", "every": 60}]}, "/dns"),
        (page_visit, {"rows": [{"c": "tablet", "q": "www.wikipedia.org", "t": 1795840001}]}, "/v1"),
        (appliance_use, {"program": "Eco", "start": "00:00", "end": "03:20", "kwh": 0.7}, "/v1"),
        (appliance_use, {"plant": 2, "program": "Peak", "start": 1795801200, "end": 1795806920, "kwh": 9}, "/v1"),
        (crash_report, {"format": "symbol+0xOFFSET", "example": "idle+0x10"}, "/v1"),
    ],
)  # fmt: skip
def test_finds_nothing_in(see: See, module: Any, body: object, path: str) -> None:
    assert see(module.DETECTOR, body, path=path) == []


@pytest.mark.parametrize(
    "body",
    [
        {"mood": "include", "sleep": "include"},
        {"diary": {"mood": "all", "feeling": "off", "symptoms": "show"}},
        {"stories": [{"title": "River", "mood": "calm", "sleep": "deep"}]},
        {"rows": [{"code": "TSH", "low": 0.4, "high": 4.0, "unit": "mU/l"}]},
        {"rows": [{"code": "TSH", "wert": 12, "unit": "EUR"}]},
        {"rows": [{"code": "TSH", "wert": 12, "unit": "mU/l", "preis": 9}]},
        {"wine": "Riesling", "rows": [{"code": "Glucose", "wert": 2.1, "unit": "g/l"}]},
        {"rows": [{"analyte": "TSH", "value": 5.1, "unit": "mU/l", "target": 5.0, "sd": 0.2}]},
        {"joint": "knee", "minutes": 12},
        {"area": "neck", "pain_relief": True, "minutes": 10},
        {"garment": "shirt", "area": "back", "redness": 2, "note": "dye"},
        {"weeks": [{"gestational_week": 12, "size": "plum"}, {"gestational_week": 13, "size": "peach"}]},
        {"semaine": 48, "date_terme": "2027-11-30", "premiere_echeance": "2026-12-31"},
        {"baby_first_name": "Mia", "due_date": "2027-01-10", "amount": 312},
        {"vaccines": ["BCG", "HepB"]},
        {"lek": "Metformax 850", "opak": 2},
    ],
)
def test_nobody_is_ill_in(see: See, body: object) -> None:
    assert see(medical.DETECTOR, body) == []


@pytest.mark.parametrize(
    ("body", "host", "category"),
    [
        ({"rows": [{"kuerzel": "TSH", "wert": 2.1, "einheit": "mU/l"}]}, "a.example", "health.lab"),
        ({"rows": [["CRP", "11,2", "mg/l"]]}, "a.example", "health.lab"),
        ({"bodySite": "left_shoulder", "itching": True, "changedSinceMonths": 3}, "a.example", "health.condition"),
        ({"zahn": 36, "schwellung": True, "fieber": False}, "a.example", "health.condition"),
        ({"semaine_amenorrhee": 23, "premiere_grossesse": True}, "a.example", "health.pregnancy"),
        ({"impfstoff": "Comirnaty", "datum": "2026-11-02"}, "a.example", "health.medication"),
        ({"lek": "Metformax 850", "opak": 2}, "apteka.example", "health.medication"),
        ({"carbs": 42, "insulin": 3.5, "at": "2026-11-26T12:10:00Z"}, "a.example", "health.medication"),
    ],
)  # fmt: skip
def test_somebody_is_told_of(see: See, body: object, host: str, category: str) -> None:
    assert [seen.category for seen in see(medical.DETECTOR, body, host=host)] == [category]


@pytest.mark.parametrize(
    ("module", "body", "path", "category"),
    [
        (body_company, {"date": "2026-11-21", "pas": 6230, "hourly": HOURS}, "/v1", "fitness.steps"),
        (body_company, {"tarih": "2026-11-24", "kilo": "81,4", "bel_cevresi": 97}, "/v1", "health.weight"),
        (app_list, {"keep": [{"c": f"com.{one}.app/.Boot", "on": True} for one in "abcd"]}, "/v1", "app_list.installed"),
        (app_list, {"net": {f"com.{one}.app": {"rx": 3, "tx": 0} for one in "abc"}}, "/v1", "app_list.installed"),
        (app_inventory, {"installed": {"gimp": "3.0.2", "steam": "1.0.0", "calibre": "7.2.1"}}, "/v1",
         "app_list.installed"),
        (app_inventory, {"rows": [{"DisplayName": one * 3, "DisplayVersion": "1", "Publisher": "B"} for one in "abc"]},
         "/v1", "app_list.installed"),
        (contact, {"calls": [{"n": "+4915155501234", "d": "OUT", "s": 1795841001}]}, "/v1", "contact.entry"),
        (page_visit, {"rows": [{"c": "tablet", "q": "www.wikipedia.org", "t": 1795840001}]}, "/dns", "browsing.page"),
        (appliance_use, {"programm": "Eco", "gestartet": 1795801200, "beendet": 1795806920, "kwh": 0.7}, "/v1",
         "usage.interaction"),
        (crash_report, {"stack": "nav_task+0x4c2\nmotor_ctl+0x88\nidle+0x10"}, "/v1", "diagnostics.crash"),
        (chat_frames, {"type": "plain", "content": TEXT}, "/rooms/4417/messages", "message.text"),
        (chat_frames, {"treść": TEXT, "szkic": False}, "/watki/118/wiadomosci", "message.text"),
        (chat_frames, {"u": "kuba", "m": TEXT}, "/rooms/ab12/say", "message.text"),
        (chat_frames, {"query": "mutation P($i: P!) { addPost(input: $i) { id } }", "variables": {"i": {"tekst": TEXT}}},
         "/graphql", "message.text"),
    ],
)  # fmt: skip
def test_finds(see: See, module: Any, body: object, path: str, category: str) -> None:
    assert [seen.category for seen in see(module.DETECTOR, body, path=path)] == [category]


@pytest.mark.parametrize(
    "body",
    [
        {"perApp": {"com.whatsapp": 1840, "com.duolingo": 911}, "pickups": 52},
        {"pro_app": {"com.whatsapp": 1840, "com.duolingo": 911}, "entsperrungen": 52},
    ],
)
def test_a_report_for_each_app_tells_of_use(see: See, body: object) -> None:
    assert {seen.category for seen in see(app_sessions.DETECTOR, body)} == {"usage.app"}


def test_goals_sent_to_where_they_are_kept_are_all_goals(see: See) -> None:
    body = {"dailySteps": 8500, "activeMinutes": 40, "weeklyRuns": 2, "floors": 10}
    assert {seen.category for seen in see(fitness.DETECTOR, body, path="/me/goals")} == {"fitness.goal"}
    assert len(see(fitness.DETECTOR, body, path="/me/mes-objectifs")) == len(body)
