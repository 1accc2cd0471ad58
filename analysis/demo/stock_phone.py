"""The demo's stock phone: apps that do not accept the household's certificate, a browser that does, a messenger.

Android apps ignore certificates that a user installed unless they opt in (developer.android.com, Network security
configuration: since Android 7); Chrome accepts them.
"""

from __future__ import annotations

import ssl
import uuid
from collections.abc import Callable, Sequence
from typing import Final

from analysis.demo import media, person
from analysis.demo.analytics import activities, opening
from analysis.demo.app import App, Headers, Setup, Step, as_form, as_json, as_multipart, live
from analysis.demo.phone import page_view
from analysis.demo.stand_ins import IMAGES, LIGHT, MESSENGER, PLAIN

USER: Final = "stock_phone"
_AGENT: Final = {"User-Agent": f"Dalvik/2.1.0 (Linux; U; Android 14; {person.PHONE_MODEL} Build/DEMO)"}


def steps(setup: Setup) -> Sequence[Step]:
    """The same kind of morning as the other phone's; what differs is what can be read of it."""
    apps, browser = App(setup, USER, distrustful=True), App(setup, USER)
    sends: list[tuple[float, str, Callable[[], object]]] = [
        (0.05, "facebook", lambda: _activities(apps)),
        (0.15, "branch", lambda: _post(apps, "api2.branch.io", "/v1/open", as_json(opening()))),
        (0.25, "light", lambda: _light(apps)),
        (0.55, "photo", lambda: _photo(apps, IMAGES, "/v1/generation/demo/image-to-image")),
    ]
    tried = [
        Step(at=at + offset, name=name, play=play)
        for at, name, send in sends
        for offset, play in ((0.0, refusing(send)), (0.05, send))
    ]
    return [
        *tried,
        Step(
            at=0.40, name="plain", play=lambda: apps.send_plainly(PLAIN, "/tx.io?st=exmplnws&cp=news", _AGENT)
        ),
        Step(at=0.50, name="page", play=lambda: page_view(browser)),
        Step(at=0.70, name="messenger", play=lambda: _photo(apps, MESSENGER, "/mms/image/demo")),
    ]


def refusing(send: Callable[[], object]) -> Callable[[], None]:
    """The first try of an app, which meets the proxy's certificate and refuses it; the proxy then lets it pass."""

    def attempt() -> None:
        try:
            send()
        except ssl.SSLCertVerificationError:
            return
        raise ConnectionError("a certificate was accepted that a stock app must refuse")

    return attempt


def _post(app: App, host: str, target: str, message: tuple[Headers, bytes]) -> None:
    headers, body = message
    app.send("POST", host, target, {**_AGENT, **headers}, body)


def _activities(app: App) -> None:
    _post(app, "graph.facebook.com", "/v14.0/138566025676/activities", as_form(activities(), compressed=True))


def _light(app: App) -> None:
    rows = [{"timestamp": f"{at:%Y-%m-%dT%H:%M:%S%z}", "lux": lux} for at, lux in person.light_series()]
    event = {"type": "track", "messageId": str(uuid.uuid4()), "properties": {"readings": rows}}
    _post(app, LIGHT, "/v1/import", as_json({"batch": [event]}, compressed=True))


def _photo(app: App, host: str, target: str) -> None:
    _post(app, host, target, as_multipart({}, "media", "IMG_0042.jpg", "image/jpeg", media.photo()))


if __name__ == "__main__":
    live(USER, steps)
