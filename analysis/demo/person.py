"""Who the demo is about. Every device, person and place here is made up."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Final

from analysis.records import utc_now

NAME: Final = "Alex"
EMAIL: Final = "alex@example.org"
MAKER: Final = "Example"
PHONE_MODEL: Final = "Example One"
TABLET_MODEL: Final = "Example Slate"
WATCH_MODEL: Final = "Example Loop"
CAMERA_SERIAL: Final = "EX1-0042-7716"
# the point of the oceans that is farthest from land: nobody lives there
LATITUDE: Final = -48.8767
LONGITUDE: Final = -123.3933
PHONE_AD_ID: Final = "5f0c2a9e-71d4-4b8e-9a63-0d1e7c24b8f5"
TABLET_AD_ID: Final = "c3a1f0de-2b57-4e0a-8f41-96d2a7b5e310"
READER: Final = "9d1b6c52-0f3e-47a8-b2c4-e18a5d70f936"  # what each app calls its own installation
IMAGE_ACCOUNT: Final = "41f07a3d-8b6e-4c29-95d2-7e0b3a1c6f84"
COMPANION: Final = "e27c95b0-1d4f-4a63-8e98-5b0f6c2d71a4"
TIME_ZONE: Final = "Etc/GMT+8"
STEPS: Final = 1_893
STEP_GOAL: Final = 10_000
HEART_RATE: Final = (58, 57, 61, 72, 84, 79, 76, 74, 81, 88, 73, 70)  # beats per minute, every ten minutes
CAPTION: Final = (
    "Too much for a Sunday? Say yes before I change my mind."  # the message that goes with the photo
)


def email_digest() -> str:
    """The e-mail address as trackers exchange it: SHA-256, hex."""
    return hashlib.sha256(EMAIL.encode()).hexdigest()


def morning(clock: str) -> datetime:
    """A time such as ``07:02`` of the last morning that is over, in this machine's zone."""
    now = utc_now().astimezone()
    day = now if now.hour >= 9 else now - timedelta(days=1)
    hour, minute = map(int, clock.split(":"))
    return day.replace(hour=hour, minute=minute, second=0, microsecond=0)


def where_it_is_morning(now: datetime) -> tuple[float, float]:
    """A place on the equator where the sun has been up for two hours, in degrees north and east; ``now`` is aware.

    The demo is played at any hour, and its light readings are of a morning: what they tell depends on the sun at home.
    """
    at = now.astimezone(UTC)
    east = 15.0 * (8.0 - at.hour - at.minute / 60)
    return 0.0, round((east + 180.0) % 360.0 - 180.0, 2)


def light_series() -> list[tuple[datetime, float]]:
    """Lux every 20 s from 7:02 to 7:40: dark, a lamp, then curtains that are opened at 7:31."""
    start, readings = morning("07:02"), []
    for number in range(115):
        if number < 30:
            lux = 4.0 + number % 3 * 0.5
        elif number < 87:
            lux = 46.0 + (number - 30) * 1.1 + number % 4
        else:
            lux = 260.0 + (number - 87) * (1_300.0 - 260.0) / 27
        readings.append((start + timedelta(seconds=20 * number), round(lux, 1)))
    return readings
