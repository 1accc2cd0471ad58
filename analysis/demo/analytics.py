"""Bodies of ordinary analytics in the form that the real libraries give them, filled with made-up values."""

from __future__ import annotations

import json

from analysis.demo import person


def activities() -> dict[str, str]:
    """Facebook's app events: a form, with JSON in ``custom_events``, ``extinfo`` and ``ud`` (hashed e-mail address)."""
    event = {"_eventName": "fb_mobile_activate_app", "_logTime": 1763791200, "_ui": "StartActivity",
             "_session_id": "536f5dea-50c9-4636-9fa9-3f48b147bf7f", "_implicitlyLogged": "1"}  # fmt: skip
    extinfo = ["a2", "org.example.shop", 26004526, "23.13.1", "14", person.PHONE_MODEL, "en_GB", "GMT-08:00",
               "Example Mobile", 1080, 2214, "2.75", 4, 8, 6, person.TIME_ZONE]  # fmt: skip
    return {
        "format": "json",
        "sdk": "android",
        "custom_events": json.dumps([event]),
        "event": "CUSTOM_APP_EVENTS",
        "anon_id": "XZ9dd82044-772f-4b99-b17b-208e9c3cc38b",
        "advertiser_id": person.PHONE_AD_ID,
        "advertiser_tracking_enabled": "true",
        "application_tracking_enabled": "true",
        "ud": json.dumps({"em": person.email_digest()}),
        "extinfo": json.dumps(extinfo),
        "application_package_name": "org.example.shop",
    }


def opening() -> dict[str, object]:
    """Branch's ``/v1/open``: the same advertising id twice, the address inside the home, the carrier."""
    return {
        "device_fingerprint_id": "1172860168313205995",
        "identity_id": "1172860168363571074",
        "hardware_id": "048f96ec-220f-4860-95c4-62b2565dbbd3",
        "is_hardware_id_real": False,
        "brand": person.MAKER,
        "model": person.PHONE_MODEL,
        "screen_dpi": 440,
        "screen_height": 2214,
        "screen_width": 1080,
        "wifi": True,
        "os": "Android",
        "os_version": 34,
        "locale": "en_GB",
        "connection_type": "wifi",
        "device_carrier": "Example Mobile",
        "local_ip": "192.168.1.23",
        "app_version": "23.13.1",
        "advertising_ids": {"aaid": person.PHONE_AD_ID},
        "google_advertising_id": person.PHONE_AD_ID,
        "sdk": "android5.0.3",
        "branch_key": "key_live_demo",
    }


def bugsnag_event() -> dict[str, object]:
    """A Bugsnag error report: the device's state at the moment of the error."""
    device = {"id": "ad2140b6-25f1-42d7-b45c-4c0e224ca64f", "manufacturer": person.MAKER, "model": person.PHONE_MODEL,
              "osName": "android", "osVersion": "14", "locale": "en_GB", "totalMemory": 2061852672}  # fmt: skip
    state = {
        "locationStatus": "allowed",
        "networkAccess": "wifi",
        "charging": False,
        "batteryLevel": 0.64,
        "brand": "example",
    }
    return {
        "apiKey": "0" * 32,
        "payloadVersion": "4.0",
        "notifier": {"name": "Android Bugsnag Notifier", "version": "5.28.4", "url": "https://bugsnag.com"},
        "events": [
            {
                "severity": "error",
                "unhandled": False,
                "app": {"id": "org.example.shop", "version": "23.13.1", "releaseStage": "production"},
                "device": device,
                "metaData": {"device": state},
                "user": {"id": "7d5a6fd0d53a566b"},
                "exceptions": [
                    {"errorClass": "java.lang.RuntimeException", "message": "Error getting token"}
                ],
            }
        ],
    }
