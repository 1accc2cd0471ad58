"""Tells what a Wi-Fi network may be called from what stands for no name: placeholders, and blanks of a template."""

from __future__ import annotations

from typing import Final

from analysis.field_names import is_named
from analysis.lazy_patterns import lazy_pattern
from analysis.remembered import Remembered

_TEMPLATE: Final = lazy_pattern(
    r"\$?\{\{?[\w .|-]{1,60}\}?\}|\$\([\w.-]{1,60}\)|\$[A-Z][A-Z0-9_]{2,60}|%\w{2,60}%|<%.{1,60}%>"
)
# A blank within the name that devices of one model begin with: "%MODEL%-%MAC6%".
_BLANK: Final = lazy_pattern(r"%[A-Z][A-Z0-9_]{2,30}%|\{\{[\w .|-]{1,60}\}\}|\$\{[\w.]{1,60}\}")
_NO_SSID: Final = frozenset({
    "", "unknown", "<unknown ssid>", "unknown ssid", "null", "none", "0x", "n/a", "ssid", "not connected", "<not connected>",
    "unavailable", "disconnected", "true", "false",
})  # fmt: skip

# What lists of networks that were heard are called, and fields of their names.
SCAN_NAMES: Final = ("access points", "access point", "wifi access points", "wifi scan", "scan results", "wifi list",
                      "wifi networks", "wlan list", "nearby wifi", "wifis", "visible wifi", "wifi aps",
                      "wi fi access points", "wi fi access point",
                      "wi fi networks", "wlan access points", "wi fi list", "points acces", "puntos acceso",
                      "punti accesso", "wlan netze", "wlans", "redes wifi", "reseaux wifi", "reti wifi", "sieci wifi",
                      "wifi netwerken", "wifi netze", "周围wifi", "附近wifi", "aps")  # fmt: skip
SSID_NAMES: Final = ("ssid", "wifi ssid", "wifi name", "wlan ssid", "wifi network name", "wlan name", "ssids", "ssid list",
                      "wifi names", "wifi ssids")  # fmt: skip
_BESIDE_SSID: Final = frozenset({
    "current", "connected", "x", "network", "device", "home", "scanned", "nearby", "ap", "connectivity", "connection",
})  # fmt: skip
IS_SSID: Final = Remembered[str, bool](lambda name: is_named(name, SSID_NAMES, _BESIDE_SSID))


def network_name(value: str) -> str:
    """A name that a Wi-Fi network can have; "" for what stands for none."""
    name = value.strip().strip('"')
    return (
        ""
        if name.lower() in _NO_SSID
        or _TEMPLATE.fullmatch(name)
        or _BLANK.search(name)
        or len(name.encode("utf-8", "replace")) > 34
        else name
    )
