"""Words beside short names of a battery that tell that it is one: of trackers, radio sensors, things in pairs, stores."""

from __future__ import annotations

from typing import Final

POSITION: Final = frozenset({"lat", "lon", "lng", "latitude", "longitude", "coords", "gps", "tid"})
# Beside these ``batt`` is that of a sensor that speaks by Bluetooth, Zigbee or LoRa: what gateways pass on of each.
OF_A_RADIO_SENSOR: Final = frozenset({
    "rssi", "hum", "humidity", "tempc", "temp", "temperature", "volt", "linkquality", "snr", "mac", "tempf", "lqi", "moi",
    "lux", "moisture", "pressure",
})  # fmt: skip
# What a thing of the home tells of itself, of which two beside ``batt`` say that it is no bat.
OF_A_THING: Final = frozenset({
    "fw", "firmware", "uptime", "wifi", "rssi", "ssid", "sn", "serial", "chg", "charging", "swver", "fwver", "heap", "up",
    "sw", "snr", "hw", "hwver", "mdl", "mac", "bt",
})  # fmt: skip
# Things worn in pairs, and the box that they are charged in: ``{"left": {"batt": 64}}``.
ONE_OF_TWO: Final = frozenset({
    "left", "right", "case", "links", "rechts", "gauche", "droite", "izquierda", "derecha", "sinistra", "destra",
    "esquerda",
    "direita", "lewy", "prawy", "lewe", "prawe", "leva", "prava", "venstre", "vasen", "oikea", "sol", "sag", "sx", "dx",
})  # fmt: skip
# How full the store of a car, a boat or a house is, beside its voltage, its range or what charges it.
OF_A_STORE: Final = frozenset({"soc", "state_of_charge", "stateofcharge"})
BESIDE_A_STORE: Final = frozenset({
    "v", "volt", "volts", "voltage", "range", "odo", "odometer", "shore", "solar", "pv", "grid", "kwh", "inverter",
    "pack",
})  # fmt: skip
CHARGING_BESIDE: Final = frozenset({
    "ischarging", "charging", "pluggedin", "isplugged", "powersource", "chargingstatus", "plugged", "chg", "ischg",
    "sarj", "laedt", "ladt", "lädt", "chrg", "bchg", "bchrg", "cargando", "carregando",
})  # fmt: skip
SOLD: Final = frozenset({"price", "weight", "sku", "mah", "capacity", "spec", "specs", "hours"})
# Of gauges and buoys, whose readings everybody may see.
PUBLIC: Final = frozenset(
    {"gauge", "gauges", "river", "hydro", "tide", "tides", "buoy", "buoys", "pegel", "lighthouse"}
)
STATES: Final = frozenset({
    "charging", "discharging", "unplugged", "full", "not_charging", "notcharging", "not charging", "plugged", "unknown",
    "connected_not_charging", "ac", "usb", "wireless",
})  # fmt: skip
DEVICE: Final = frozenset({
    "sensor", "device", "level", "phone", "telemetry", "status", "metric", "metrics", "watch", "tablet", "tracker",
    "charging",
})  # fmt: skip
