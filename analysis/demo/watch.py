"""The demo's watch: its companion app on the phone sends steps and heart rate to the watch's maker."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from analysis.demo import person
from analysis.demo.app import App, Setup, Step, as_json, live
from analysis.demo.stand_ins import WATCH

USER: Final = "watch"
_AGENT: Final = {"User-Agent": f"ExampleCompanion/5.1 ({person.WATCH_MODEL})"}


def steps(setup: Setup) -> Sequence[Step]:
    """The companion app's morning."""
    app = App(setup, USER)
    return [
        Step(at=0.16, name="heart rate", play=lambda: _heart_rate(app, slice(0, 6))),
        Step(at=0.58, name="heart rate", play=lambda: _heart_rate(app, slice(6, 12))),
        Step(at=0.78, name="steps", play=lambda: _summary(app)),
        Step(at=0.88, name="sentry", play=lambda: _error(app)),
    ]


def _heart_rate(app: App, part: slice) -> None:
    """Rows of time (ms) and beats per minute, named as in Garmin Connect's JSON."""
    start = person.morning("07:00")
    rows = [
        [int((start + timedelta(minutes=10 * number)).timestamp() * 1000), rate]
        for number, rate in enumerate(person.HEART_RATE)
    ][part]
    _send(app, "/wellness-service/wellness/dailyHeartRate", {"heartRateValues": rows})


def _summary(app: App) -> None:
    summary = {
        "calendarDate": f"{person.morning('07:00'):%Y-%m-%d}",
        "totalSteps": person.STEPS,
        "dailyStepGoal": person.STEP_GOAL,
        "sedentarySeconds": 6_900,
        "restingHeartRate": min(person.HEART_RATE),
    }
    _send(app, "/usersummary-service/usersummary/daily", summary)


def _send(app: App, target: str, value: object) -> None:
    headers, body = as_json(value, compressed=True)
    given = {**_AGENT, "Authorization": "Bearer demo-not-a-token"}
    app.send("POST", WATCH, target, {**given, **headers}, body)


def _error(app: App) -> None:
    """A Sentry envelope: one JSON object a line."""
    device = {
        "model": person.PHONE_MODEL,
        "family": "Example",
        "battery_level": 63.0,
        "charging": False,
        "online": True,
    }
    event = {"platform": "java", "level": "warning", "message": "sync took long", "user": {"id": person.COMPANION},
             "contexts": {"device": device, "os": {"name": "Android", "version": "14"}}}  # fmt: skip
    text = json.dumps(event)
    lines = ({"event_id": "0de0" * 8}, {"type": "event", "length": len(text)})
    body = "\n".join([*(json.dumps(line) for line in lines), text]).encode()
    headers = {**_AGENT, "Content-Type": "application/x-sentry-envelope"}
    app.send("POST", "o1.ingest.sentry.io", "/api/42/envelope/", headers, body)


if __name__ == "__main__":
    live(USER, steps)
