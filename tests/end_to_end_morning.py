"""What the phone and the tablet do in the morning of the end-to-end tests."""

from __future__ import annotations

import gzip
import json
import random
import time
from pathlib import Path

from PIL import Image

from tests.end_to_end_audit import APP, MESSENGER, PLAIN, REFUSING, SECRETS, STRANGERS_HOST, Audit

ADVERTISING_ID = "38400000-8cf0-11bd-b23e-10b96e40000d"


def phone_morning(audit: Audit) -> None:
    """What apps on the phone send: curl over HTTP/1.1 and HTTP/2."""
    curl, folder = audit.curl, audit.folder
    opened = {"advertising_ids": {"aaid": ADVERTISING_ID}, "latitude": 52.52001, "longitude": 13.40495}
    secret = ("-H", f"Authorization: Bearer {SECRETS['bearer token']}", "-b", f"session={SECRETS['cookie']}")
    address = f"https://api2.branch.io/v1/open?password={SECRETS['query']}"
    curl("--http1.1", *secret, "--json", json.dumps(opened), address)
    portrait = f"image=@{photo(folder / 'portrait.jpg', (320, 240))};type=image/jpeg"
    curl("--http2", "-F", "style=oil", "-F", portrait, "https://api.stability.ai/v2beta/stable-image/edit")
    packed = folder / "steps.json.gz"
    packed.write_bytes(gzip.compress(json.dumps({"steps": 8423, "step_goal": 10_000}).encode()))
    encoded = ("-H", "Content-Type: application/json", "-H", "Content-Encoding: gzip")
    curl("--http1.1", *encoded, "--data-binary", f"@{packed}", "https://app.adjust.com/event")
    curl(
        "--http2",
        "-d",
        "email=jo.reader%40example.org&lat=-33.868820&lon=151.209296",
        "https://rtb.openx.net/bid",
    )
    big = photo(folder / "big.jpg", (1900, 1500))
    assert big.stat().st_size > 3_000_000
    curl("--http2", "-H", "Content-Type: image/jpeg", "-T", big, "https://appapi.neuralprisma.com/upload")
    curl(f"http://{PLAIN}/tx.io?lat=48.137430&lon=11.575490")
    curl("-d", f"user=jo&password={SECRETS['form']}", f"https://{APP}/login")
    theirs = audit.certificates.authority  # what an app trusts that brings its own list
    refused = curl("-d", "battery=57", f"https://{REFUSING}/first", ca=theirs, check=False)
    assert refused.returncode == 60, refused.stderr  # "peer certificate cannot be authenticated"
    curl("-d", "battery=57", f"https://{REFUSING}/second", ca=theirs)
    curl("-d", "x" * 5000, f"https://{MESSENGER}/message", ca=theirs)
    elsewhere = ("--interface", "127.0.0.9")
    curl(*elsewhere, "-d", "lat=1.234567&lon=2.345678", f"https://{STRANGERS_HOST}/", ca=theirs, user="")


def tablet_morning(audit: Audit) -> None:
    """What an app's web view does: Chromium with a made-up place, microphone and sensors."""
    with audit.tablet() as driver:
        cdp = driver.execute_cdp_cmd
        cdp("Browser.grantPermissions", {"permissions": ["geolocation", "sensors", "audioCapture"]})
        cdp("Emulation.setFocusEmulationEnabled", {"enabled": True})
        place = {"latitude": -33.86882, "longitude": 151.20929, "accuracy": 12}
        cdp("Emulation.setGeolocationOverride", place)
        ability = {"available": True, "minimumFrequency": 1, "maximumFrequency": 60}
        for sensor in ("accelerometer", "ambient-light"):
            cdp("Emulation.setSensorOverrideEnabled", {"enabled": True, "type": sensor, "metadata": ability})
        driver.get(f"https://{APP}/web-view")
        driver.execute_script("morning()")
        outcome: dict[str, str] = {}
        give_up = time.monotonic() + 30
        number = 0
        while time.monotonic() < give_up and set(outcome.values()) != {"sent"}:
            # pushed again and again: a page gets only what changes after it has started the sensor
            shake = {
                "x": 0.1 + number % 7 * 0.01,
                "y": 0.3 - number % 5 * 0.01,
                "z": 9.78 + number % 3 * 0.02,
            }
            lux = {"value": 100 + number % 40 * 100}
            for sensor, reading in (("accelerometer", {"xyz": shake}), ("ambient-light", {"single": lux})):
                cdp("Emulation.setSensorOverrideReadings", {"type": sensor, "reading": reading})
            time.sleep(0.05)
            number += 1
            outcome = driver.execute_script("return outcome")
    assert set(outcome.values()) == {"sent"}, f"{outcome}\n{audit.told()}"


def photo(path: Path, size: tuple[int, int]) -> Path:
    """A JPEG as a camera writes it, with the place where it was taken; noise, so that it is as big as its size."""
    noise = random.Random(7).randbytes(size[0] * size[1] * 3)
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "Fairphone", "FP5"
    exif.get_ifd(0x8825).update({1: "S", 2: (33.0, 52.0, 7.75), 3: "E", 4: (151.0, 12.0, 33.4)})
    Image.frombytes("RGB", size, noise).save(path, "JPEG", quality=95, exif=exif)
    return path
