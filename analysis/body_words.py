"""Words beside a reading that tell of a body, and of what is none: goods, weights that are lifted, games, a child's bath."""

from __future__ import annotations

from typing import Final

PARCEL: Final = frozenset({
    "parcel", "package", "shipping", "product", "products", "item", "items", "cargo", "sku", "font", "fonts", "ad", "edge",
    "node", "rank", "style", "layer", "bundle", "price", "vehicle", "route", "campaign", "boost", "model", "variant",
    "shipment", "shipments", "freight", "luggage", "baggage", "letter", "cart", "order", "orders", "backend", "backends",
    "upstream", "pool", "portfolio", "asset", "stock", "pet", "pets", "dog", "cat", "animal", "animals", "livestock",
    "criteria", "question", "feature", "weights", "typeface", "ingredient", "ingredients", "recipe", "server", "servers",
})  # fmt: skip
# What is lifted, what figures of a game weigh: beside these a weight is not that of a body.
LIFTED: Final = frozenset({
    "reps", "rep", "sets", "rpe", "barbell", "dumbbell", "exercises", "lift", "lifts", "plates", "squat", "deadlift",
    "monster", "monsters", "player", "hp", "mana", "xp", "enemy", "npc", "weapon", "weapons", "armor", "armour",
    "creature", "boss", "inventory", "loot",
    "spawn", "pokemon", "backpack", "bag", "bags", "tare", "gross", "load", "truck", "axle", "scale_factor", "crate",
    "pallet", "carrier", "parcels", "catch", "fish", "species", "breed", "flour", "filament", "spool", "kettlebell",
})  # fmt: skip
# Beside these strain, pulse and breath are those of a figure in a game.
PLAYED: Final = frozenset({
    "hero", "heroes", "mana", "hp", "xp", "dungeon", "npc", "monster", "player", "enemy", "inventory", "loot", "stamina",
    "morale", "sanity",
})  # fmt: skip
NO_BLOOD: Final = PLAYED | frozenset({
    "game", "water", "aquarium", "tank", "dive", "diver", "min", "hour", "minutes", "co", "nitrogen", "hunger", "thirst",
})  # fmt: skip
WATERS: Final = frozenset({
    "dissolved", "sea", "lake", "river", "pond", "buoy", "reef", "salinity", "turbidity",
})  # fmt: skip  # whose oxygen is measured, too
SMALL: Final = frozenset(
    {"child", "baby", "infant", "newborn", "toddler"}
)  # of whom somebody writes down a temperature
BESIDE_SMALL: Final = frozenset({
    "lock", "room", "monitor", "nursery", "bath", "water", "milk", "bottle", "formula", "seat", "crib", "humidity",
    "children", "parent", "setpoint", "target", "mode",
})  # fmt: skip
# Where and how a temperature was taken; a thermometer that says "object" or "surface" was held to something else.
TAKEN_BY: Final = ("mode", "site", "method", "body_part", "bodySite", "measurement_mode", "measureMode")
AT_A_BODY: Final = frozenset({
    "body", "ear", "forehead", "oral", "rectal", "armpit", "axillary", "axilla", "temporal", "tympanic", "mouth",
})  # fmt: skip
