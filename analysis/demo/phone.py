"""The demo's phone: a sound from the bedroom, a photo on two ways, and the ordinary analytics of a few apps."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Final
from urllib.parse import urlencode

from analysis.demo import media, person
from analysis.demo.analytics import activities, bugsnag_event, opening
from analysis.demo.app import App, Setup, Step, as_form, as_json, as_multipart, live
from analysis.demo.stand_ins import IMAGES, MESSENGER, VOICE

USER: Final = "phone"
_AGENT: Final = {"User-Agent": f"Dalvik/2.1.0 (Linux; U; Android 14; {person.PHONE_MODEL} Build/DEMO)"}


def steps(setup: Setup) -> Sequence[Step]:
    """The phone's morning."""
    app = App(setup, USER)
    return [
        Step(at=0.06, name="facebook", play=lambda: _activities(app)),
        Step(at=0.12, name="branch", play=lambda: _post(app, "api2.branch.io", "/v1/open", opening())),
        Step(at=0.20, name="sound", play=lambda: _sound(app)),
        Step(at=0.34, name="adjust", play=lambda: _session(app)),
        Step(at=0.44, name="advert", play=lambda: _post(app, "rtb.openx.net", "/openrtb/2.5/bid", _bid_request())),
        Step(at=0.52, name="page", play=lambda: page_view(app)),
        Step(at=0.62, name="photo", play=lambda: _image_service(app)),
        Step(at=0.70, name="messenger", play=lambda: _to_a_friend(app)),
        Step(at=0.84, name="bugsnag", play=lambda: _crash(app)),
    ]  # fmt: skip


def _post(app: App, host: str, target: str, value: object, *, compressed: bool = False) -> None:
    headers, body = as_json(value, compressed=compressed)
    app.send("POST", host, target, {**_AGENT, **headers}, body)


def _activities(app: App) -> None:
    headers, body = as_form(activities(), compressed=True)
    agent = {"User-Agent": "FBAndroidSDK.14.1.1"}
    app.send("POST", "graph.facebook.com", "/v14.0/138566025676/activities", {**agent, **headers}, body)


def _sound(app: App) -> None:
    """A voice service that listens for its name: words about the clip, the clip whole, the end."""
    start = json.dumps({"type": "start", "reason": "wake word check", "contentType": "audio/wav"})
    app.talk(VOICE, "/v1/listen", [start, media.air_conditioner(), json.dumps({"type": "stop"})])


def _session(app: App) -> None:
    fields = {"app_token": "demo0demo0de", "gps_adid": person.PHONE_AD_ID, "os_name": "android", "os_version": "14",
              "device_type": "phone", "device_name": person.PHONE_MODEL, "country": "GB", "tracking_enabled": "1",
              "package_name": "org.example.shop", "environment": "production"}  # fmt: skip
    headers, body = as_form(fields)
    app.send("POST", "app.adjust.com", "/session", {**_AGENT, **headers, "Client-SDK": "android4.38.0"}, body)


def _bid_request() -> dict[str, object]:
    """A request for an advertisement as OpenRTB 2.5 writes it, with the reader's position."""
    geo = {"lat": round(person.LATITUDE, 4), "lon": round(person.LONGITUDE, 4), "type": 1, "accuracy": 12}
    device = {"ua": _AGENT["User-Agent"], "ifa": person.PHONE_AD_ID,
              "dpidsha1": hashlib.sha1(person.PHONE_AD_ID.encode()).hexdigest(), "os": "Android", "osv": "14",
              "make": person.MAKER, "model": person.PHONE_MODEL, "lmt": 0, "connectiontype": 2, "geo": geo}  # fmt: skip
    banner = {"w": 320, "h": 50, "pos": 1}
    return {
        "id": "6d773e60ab245243a04217d5f7e9e786",
        "imp": [{"id": "1", "banner": banner, "bidfloor": 0.4, "bidfloorcur": "USD", "secure": 1}],
        "app": {"id": "demo", "name": "Example Weather", "bundle": "org.example.weather"},
        "device": device,
        "regs": {"coppa": 0, "ext": {"gdpr": 1}},
    }


def page_view(app: App) -> None:
    """A page view in Google Analytics' collecting address: everything in the query, nothing in the body."""
    page = "https://shop.example.org/sport/leggings"
    query = {"v": "2", "tid": "G-DEMO00DEMO", "cid": "1837465023.1763791200", "sid": "1763791200", "_p": "4242",
             "sr": "412x915", "ul": "en-gb", "dl": page, "dt": "Leggings", "en": "page_view", "_s": "1"}  # fmt: skip
    agent = {
        "User-Agent": "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 Chrome/142.0.0.0 Mobile Safari/537.36"
    }
    app.send("POST", "www.google-analytics.com", f"/g/collect?{urlencode(query)}", agent)


def _image_service(app: App) -> None:
    """An image-to-image request, multipart, as the service's public interface takes it."""
    fields = {"text_prompts[0][text]": "the same outfit, on a mountain", "image_strength": "0.35"}
    headers, body = as_multipart(fields, "init_image", "IMG_0042.jpg", "image/jpeg", media.photo())
    given = {"Authorization": "Bearer sk-demo-not-a-key", "stability-client-user-id": person.IMAGE_ACCOUNT}
    target = "/v1/generation/stable-diffusion-xl-1024-v1-0/image-to-image"
    app.send("POST", IMAGES, target, {**_AGENT, **given, **headers}, body)


def _to_a_friend(app: App) -> None:
    """The same photo through a messenger. (A real one would have encrypted it once more.)"""
    fields = {"caption": person.CAPTION}
    headers, body = as_multipart(fields, "media", "IMG_0042.jpg", "image/jpeg", media.photo())
    app.send("POST", MESSENGER, "/mms/image/demo", {"User-Agent": "Example Messenger", **headers}, body)


def _crash(app: App) -> None:
    headers, body = as_json(bugsnag_event(), compressed=True)
    given = {"Bugsnag-Payload-Version": "4.0", "Bugsnag-Api-Key": "0" * 32}
    app.send("POST", "notify.bugsnag.com", "/", {**_AGENT, **given, **headers}, body)


if __name__ == "__main__":
    live(USER, steps)
