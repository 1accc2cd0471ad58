"""Tells a name that somebody gave a device from one that every device of its model has."""

from __future__ import annotations

import re
from typing import Final

from analysis.lazy_patterns import lazy_pattern

_LONGEST: Final = 64
# what devices are called out of the box: a make or a thing, and then only words and numbers of models. Such a name is
# shared by all of its kind and proves nothing.
_THINGS: Final = """
android android-dhcp iphone ipad ipod apple-tv appletv apple-watch applewatch watch homepod macbook mac-book imac mac
mac-mini macmini airport galaxy samsung pixel redmi poco xiaomi mi oneplus huawei honor oppo vivo realme moto motorola nokia
xperia sony fairphone nothing-phone chromecast google google-home nest fire-tv firetv kindle amazon roku lg philips smart-tv
bravia webos lgwebos lgwebostv tizen tv echo garmin fitbit amazfit philips-hue sonos localhost unknown none null host client
device phone tablet laptop notebook pc desktop computer raspberrypi raspberry-pi debian ubuntu fedora linux openwrt espressif
wlan camera cam printer user-pc my-phone my-tablet my-pc my-computer
"""
_MODEL_WORDS: Final = """
pro plus ultra lite max note mini fe ce fold flip tab air se xl a s x z ace nord mate edge power play fusion touch express
extreme watch tv dot show home hub phone tablet gen inch 5g 4g lte wifi usb one classic active sport stick cube
"""
_MODEL: Final = rf"(?:[a-z]{{0,3}}\d[a-z0-9]{{0,7}}|(?:{'|'.join(_MODEL_WORDS.split())})\d{{0,2}})"
_GENERIC: Final = lazy_pattern(
    rf"(?:{'|'.join(_THINGS.split())})\d{{0,3}}(?:-{_MODEL}){{0,5}}|sm-[a-z]\d{{3}}[a-z]{{0,3}}"
)
_WINDOWS: Final = lazy_pattern(r"(?:desktop|laptop)-[a-z0-9]{7,8}")  # made up by each installation for itself
_TWIN: Final = lazy_pattern(r" \(\d{1,3}\)$")  # what mDNS adds to the second of a name


def plain(name: str) -> str:
    """A name as it is compared: lower case, without apostrophes, a domain and the number that mDNS gives a twin."""
    text = _TWIN.sub("", name[:_LONGEST].strip().lower())
    text = text if " " in text else text.partition(".")[0]
    return "-".join(re.split(r"[\s_.-]+", text.replace("’", "").replace("'", ""))).strip("-")


def is_generic(name: str) -> bool:
    """True for the name of a model or of nothing, such as "iPhone", "Galaxy-S21" or "android-dhcp-14". Pure."""
    text = plain(name)
    if _WINDOWS.fullmatch(text):
        return False
    return len(text) < 3 or _GENERIC.fullmatch(text) is not None


def same_name(one: str, other: str) -> bool:
    """True where both are the same name as it is compared."""
    return bool(plain(one)) and plain(one) == plain(other)
