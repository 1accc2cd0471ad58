"""What stations and room sensors call the air: names run together, words that stand beside them, and what is no air.

Names: the uploads of Weather Underground and Ecowitt (``tempinf``, ``baromrelin``), weewx (``outTemp``, ``inHumidity``),
Shelly (``tC``, ``rh``), Theengs/OpenMQTTGateway (``tempc``, ``hum``), Zigbee2MQTT, Tasmota, ESPHome, SmartThings,
Netatmo, Awair.
"""

from __future__ import annotations

from typing import Final

from analysis import air_words_abroad
from analysis.field_names import words
from analysis.remembered import Remembered
from analysis.unit_words import WITHOUT_UNIT

# Written together, without a unit or number at the end: what it is, and the unit that the ending stands for.
_GLUED: Final = {
    "tempf": ("outdoor temperature", "F"), "tempinf": ("indoor temperature", "F"), "tempoutf": ("outdoor temperature", "F"),
    "indoortempf": ("indoor temperature", "F"), "intempf": ("indoor temperature", "F"),
    "outtempf": ("outdoor temperature", "F"),
    "tempc": ("temp", "C"), "tempinc": ("indoor temperature", "C"), "tempoutc": ("outdoor temperature", "C"),
    "indoortempc": ("indoor temperature", "C"), "tempin": ("indoor temperature", ""), "tempout": ("outdoor temperature", ""),
    "indoortemp": ("indoor temperature", ""), "outdoortemp": ("outdoor temperature", ""),
    "roomtemp": ("room temperature", ""),
    "indoortemperature": ("indoor temperature", ""), "outdoortemperature": ("outdoor temperature", ""),
    "roomtemperature": ("room temperature", ""), "temperatureindoor": ("indoor temperature", ""),
    "temperatureoutdoor": ("outdoor temperature", ""), "airtemp": ("air temperature", ""),
    "temperatureair": ("air temperature", ""),
    "ambienttemp": ("ambient temperature", ""),
    "dewptf": ("dew point", "F"), "dewptc": ("dew point", "C"), "dewpointf": ("dew point", "F"),
    "dewpointc": ("dew point", "C"),
    "humidityin": ("humidity", "%"), "humidityout": ("humidity", "%"), "inhumidity": ("humidity", "%"),
    "outhumidity": ("humidity", "%"), "indoorhumidity": ("humidity", "%"), "outdoorhumidity": ("humidity", "%"),
    "humi": ("humidity", "%"), "baromin": ("barometer", "inHg"), "baromrelin": ("barometer", "inHg"),
    "baromabsin": ("barometer", "inHg"), "baromhpa": ("barometer", "hPa"), "baromrelhpa": ("barometer", "hPa"),
    "baromabshpa": ("barometer", "hPa"), "barometerin": ("barometer", "inHg"), "baro": ("barometer", ""),
    "barom": ("barometer", ""), "pressurerel": ("barometer", ""), "pressureabs": ("barometer", ""),
    "solarradiation": ("solar radiation", ""), "uvindex": ("uv index", ""), "absbaro": ("barometer", "inHg"),
    "relbaro": ("barometer", "inHg"), "baropressure": ("barometer", ""), "atmp": ("air temperature", "C"),
    "rhum": ("humidity", "%"),
    "nem": ("hum", "%"), "wilg": ("hum", "%"), "vlh": ("hum", "%"), "feu": ("hum", "%"),
    "tmpr": ("temp", ""), "humd": ("humidity", "%"), "relhum": ("humidity", "%"),
    "humid": ("humidity", "%"),
    "hact": ("humidity", "%"), "ambtemp": ("ambient temperature", ""), "envtemp": ("ambient temperature", ""),
}  # fmt: skip
_SPELLED: Final = {
    ("t", "c"): ("temp", "C"), ("t", "f"): ("temp", "F"), ("out", "temp"): ("outdoor temperature", ""),
    ("in", "temp"): ("indoor temperature", ""), ("temp", "in"): ("indoor temperature", ""),
    ("temp", "out"): ("outdoor temperature", ""), ("in", "humidity"): ("humidity", "%"), ("out", "humidity"): ("humidity",
    "%"),
    ("rh",): ("humidity", "%"), ("hum",): ("hum", "%"),
}  # fmt: skip
# Rooms and places at home, and the kinds of thing that measure there: beside them a temperature is that of the air.
ROOMS: Final = air_words_abroad.ROOMS | frozenset({
    "room", "livingroom", "living", "bedroom", "kitchen", "bathroom", "hallway", "attic", "basement", "cellar", "garage",
    "balcony", "garden", "greenhouse", "nursery", "office", "patio", "terrace", "indoor", "outdoor", "inside", "outside",
    "indoors", "outdoors", "ambient", "loft", "porch", "floor", "bath", "shower", "wohnzimmer", "schlafzimmer", "kueche",
    "keller", "hive", "beehive", "apiary", "coop", "barn", "shed", "caravan", "camper", "cabin", "terrarium", "vivarium",
    "conservatory", "kennel", "polytunnel",
})  # fmt: skip
MEASURED_BESIDE: Final = frozenset({
    "humidity", "hum", "rh", "barometer", "hygrometer", "thermometer", "thermo", "dewpoint", "dew", "co2", "tvoc", "voc",
    "pm25", "pm10", "illuminance", "lux", "linkquality", "thermostat", "hvac", "climate", "environment", "environmental",
    "humidityin", "dewptf", "baromin", "hygro", "meteo", "solarradiation", "co", "bme280", "dht22", "zigbee2mqtt", "esphome",
    "tasmota", "shelly", "netatmo", "ruuvi", "govee", "switchbot", "aqara", "airthings", "awair", "climatesensor", "zigbee",
    "zwave", "lorawan", "uplink", "chirpstack", "stationtype", "softwaretype",
})  # fmt: skip
# Machines that heat, worlds that are played, settings that are wished for: no air around a device.
# What is wished for: in the names above a value, not beside it.
WISHED: Final = air_words_abroad.WISHED | frozenset(
    {
        "setpoint",
        "setpoints",
        "target",
        "targets",
        "threshold",
        "thresholds",
        "wish",
        "alert",
        "limit",
        "limits",
        "alerts",
        "alarm",
        "alarms",
        "step",
        "steps",
        "factor",
        "factors",
        "conversion",
        "conversions",
        "precision",
        "offset",
        "offsets",
        "calibration",
        "tolerance",
        "tolerances",
        "hysteresis",
        "trigger",
        "triggers",
        "bounds",
        "ranges",
        "scaling",
        "decimals",
        "deadband",
        "comfort",
        "desired",
        "rounding",
        "capabilities",
    }
)
# Beside a value that something is to be compared with.
CONDITIONS: Final = frozenset({
    "condition", "operator", "comparator", "comparison", "threshold", "hysteresis", "above", "below", "setpoint",
})  # fmt: skip
NO_AIR: Final = air_words_abroad.NO_AIR | frozenset({
    "server", "rack",
    "oven", "cook", "cooking", "recipe", "recipes", "bake", "baking", "roast", "grill", "smoker", "sousvide", "kettle",
    "program", "programs", "programme", "printer", "filament", "nozzle", "extruder", "hotend", "kiln", "furnace",
    "dryer", "dishwasher", "washer", "washing", "engine", "coolant", "motor", "inverter", "transformer", "exhaust", "oil",
    "cpu", "gpu", "soc", "npu", "disk", "nvme", "ssd", "hwmon", "coretemp", "drivetemp", "ipmi", "bmc", "chassis",
    "color", "colour", "kelvin", "mired",
    "prompt", "tokens", "llm", "sampling", "softmax", "annealing", "completion",
    "game", "player", "world", "biome", "planet", "terrain", "mars", "martian", "rover", "lunar", "sol",
    "npc", "monster", "quest", "dungeon", "spawn", "simulation", "scenario",

    "sku", "price", "spec", "specs", "catalogue", "catalog",
    "article", "reactor", "chemical", "wine", "brew", "coffee", "espresso", "beer", "boiling", "melting", "stellar",
    "quiz", "question", "lesson", "washing_machine", "body", "skin", "fever", "patient", "vitals", "spo", "bp",
})  # fmt: skip


def _spelled_out(name: str) -> tuple[str, str]:
    spoken = words(name)
    while spoken and spoken[-1].isdigit():  # the second channel: humidity1, temp2f
        spoken = spoken[:-1]
    plain = tuple(word for word in spoken if not word.isdigit())
    if plain[-1:] in (("c",), ("f",)) and not {"temp", "temperature"}.isdisjoint(plain[:-1]):
        return SPELLED_OUT[" ".join(plain[:-1])][0], plain[-1].upper()
    found = _SPELLED.get(plain) or _GLUED.get("".join(plain))
    if found is not None:
        return found
    rest, unit = WITHOUT_UNIT[" ".join(plain)]
    return (rest, unit) if rest else (" ".join(plain), "")


SPELLED_OUT: Final = Remembered(
    _spelled_out
)  # of a name: what it says in words, and the unit that it ends in
AIR_WORDS: Final = frozenset(
    {*(key for key, (said, _) in _GLUED.items() if said), "rh", "hum", "t"}
)  # words one of which such a name holds
