"""What the parts of a mobile network cell, and lists of what Bluetooth heard, are called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

CELL: Final[Mapping[str, tuple[str, ...]]] = {
    "mcc": ("mcc", "mobile country code", "countrycode", "land", "pays", "pais", "paese"),
    "mnc": ("mnc", "mobile network code", "operatorid", "netz", "net", "reseau", "red", "rete", "siec"),
    "network": ("mccmnc", "mcc mnc", "plmn", "network operator", "operator", "operator numeric", "sim operator"),
    "area": ("lac", "tac", "location area code", "tracking area code", "nid", "gebiet", "gebied"),
    "cell": ("cid", "ci", "cell id", "eci", "nci", "cell identity", "bid", "base station id", "new radio cell id",
             "cellid", "geran cid", "utran cid", "eutran cid", "nr cid",
             "zelle", "cel", "cellule", "celda", "cella", "komorka", "bunka"),
}  # fmt: skip
CELL_AROUND: Final = frozenset(
    {"gsm", "lte", "cell", "home", "radio", "network", "serving", "nr", "umts", "wcdma", "tower"}
)
CELL_TEXT_NAMES: Final = (
    "cgi", "ecgi", "ncgi", "cell global identity", "cell global id", "cell id", "cellid",
)  # fmt: skip
ADVERTISEMENT_NAMES: Final = ("advertisement", "scan record", "manufacturer data", "service data", "advertising data",
                               "adv data", "advertisement data")  # fmt: skip
NEARBY_NAMES: Final = ("bluetooth beacons", "ble scan", "ble devices", "bluetooth devices", "nearby devices",
                        "bluetooth scan", "ble scan results", "nearby bluetooth", "ble beacons", "bt devices",
                        "scanned devices")  # fmt: skip
