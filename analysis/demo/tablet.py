"""The demo's tablet: its light sensor's readings, an app's analytics, and a maker's service that trusts nobody else."""

from __future__ import annotations

import base64
import ssl
import uuid
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Final
from urllib.parse import urlencode

from analysis.demo import person
from analysis.demo.app import App, Setup, Step, as_form, as_json, live
from analysis.demo.stand_ins import LIGHT, PLAIN, REFUSING

USER: Final = "tablet"
BATCHES: Final = 5
_AGENT: Final = {"User-Agent": f"Dalvik/2.1.0 (Linux; U; Android 14; {person.TABLET_MODEL} Build/DEMO)"}


def steps(setup: Setup) -> Sequence[Step]:
    """The tablet's morning."""
    reader = App(setup, USER)
    maker = App(setup, USER, distrustful=True)
    readings = person.light_series()
    size = len(readings) // BATCHES
    parts = [readings[number * size : (number + 1) * size] for number in range(BATCHES)]
    light = [
        Step(at=0.04 + 0.12 * number, name="light", play=partial(_light, reader, part))
        for number, part in enumerate(parts)
    ]
    return [
        Step(at=0.10, name="plain", play=lambda: reader.send_plainly(PLAIN, _counted(), _AGENT)),
        Step(at=0.02, name="installation", play=lambda: _installation(reader)),
        *light,
        Step(at=0.30, name="refused", play=lambda: _refused(maker)),
        Step(at=0.55, name="refused", play=lambda: _maker_telemetry(maker)),
        Step(at=0.74, name="mixpanel", play=lambda: _page_turned(reader)),
    ]


def _counted() -> str:
    """The address by which a news page is counted, without encryption."""
    return "/tx.io?" + urlencode(
        {
            "st": "exmplnws",
            "cp": "news/weather",
            "sv": "ke",
            "pt": "CP",
            "xy": "1280x800x24",
            "lo": "DE/Example",
        }
    )


def _light(app: App, part: Sequence[tuple[datetime, float]]) -> None:
    """A batch of Segment's HTTP tracking interface, gzipped as its Android library sends it."""
    rows = [{"timestamp": f"{at:%Y-%m-%dT%H:%M:%S%z}", "lux": lux} for at, lux in part]
    event = {
        "type": "track",
        "event": "Reading Light Adjusted",
        "messageId": str(uuid.uuid4()),
        "anonymousId": person.READER,
        "properties": {"readings": rows},
        "context": {
            "app": {"name": "Example Reader", "version": "4.2.0", "namespace": "org.example.reader"},
            "device": {
                "manufacturer": person.MAKER,
                "model": person.TABLET_MODEL,
                "type": "android",
                "advertisingId": person.TABLET_AD_ID,
                "adTrackingEnabled": True,
            },
            "locale": "en-GB",
            "timezone": person.TIME_ZONE,
        },
    }
    headers, body = as_json({"batch": [event], "sentAt": rows[-1]["timestamp"]}, compressed=True)
    app.send("POST", LIGHT, "/v1/import", {**_AGENT, **headers}, body)


def _installation(app: App) -> None:
    headers, body = as_json(
        {
            "fid": "dEm0NstaLLat1onT4bleTx",
            "appId": "1:42:android:0de0",
            "authVersion": "FIS_v2",
            "sdkVersion": "a:18.0.0",
        }
    )
    target = "/v1/projects/example-reader/installations"
    app.send("POST", "firebaseinstallations.googleapis.com", target, {**_AGENT, **headers}, body)


def _refused(app: App) -> None:
    """The first try meets the proxy's certificate and is refused; that it fails is what is played here."""
    try:
        _maker_telemetry(app)
    except ssl.SSLCertVerificationError:
        return
    raise ConnectionError("a certificate was accepted that the app must refuse")


def _maker_telemetry(app: App) -> None:
    headers, body = as_json(
        {"model": person.TABLET_MODEL, "sensors": {"lux": [41.0, 42.5, 43.0]}, "note": "unreadable"}
    )
    app.send("POST", REFUSING, "/v1/telemetry", {**_AGENT, **headers}, body)


def _page_turned(app: App) -> None:
    """Mixpanel's classic form: base64 of JSON in a form field."""
    properties = {"token": "0" * 32, "distinct_id": person.READER, "$device_id": person.READER, "mp_lib": "android",
                  "$lib_version": "7.3.2", "$os": "Android", "$os_version": "14", "$manufacturer": person.MAKER,
                  "$brand": person.MAKER, "$model": person.TABLET_MODEL, "$wifi": True, "$screen_height": 800,
                  "$app_version_string": "4.2.0"}  # fmt: skip
    event = {"event": "Page Turned", "properties": properties}
    data = base64.b64encode(as_json(event)[1]).decode()
    headers, body = as_form({"data": data, "verbose": "1"})
    app.send("POST", "api-eu.mixpanel.com", "/track", {**_AGENT, **headers}, body)


if __name__ == "__main__":
    live(USER, steps)
