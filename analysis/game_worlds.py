"""Tells coordinates of the map of a game, whose cells are counted in whole numbers, from those of the earth."""

from __future__ import annotations

from itertools import islice
from typing import Final

from analysis.coordinates import axis_name
from analysis.field_names import words
from analysis.payload import Group
from analysis.public_places import IS_OF_A_PERSON
from analysis.readings import number
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings, outer

# How large a map of cells is: both of a pair.
_SIZES: Final = (
    frozenset({"w", "h"}), frozenset({"width", "height"}), frozenset({"cols", "rows"}), frozenset({"columns", "rows"}),
    frozenset({"mapwidth", "mapheight"}), frozenset({"breite", "hoehe"}), frozenset({"ancho", "alto"}),
    frozenset({"largeur", "hauteur"}), frozenset({"sizex", "sizey"}),
)  # fmt: skip
# What is said of somebody who plays, and of where they play.
_PLAYED: Final = frozenset({
    "hp", "maxhp", "mp", "mana", "xp", "exp", "lvl", "seed", "floor", "dungeon", "hero", "heroes", "inventory", "party",
    "quest", "quests", "gold", "loot", "spells", "weapon", "armor", "armour", "turn", "turns", "biome", "terrain", "tile",
    "tiles", "tileset", "spawn", "npc", "npcs", "monsters", "enemies", "enemy", "fog", "dungeonlevel", "save", "slot",
    "saveslot", "checkpoint", "hunger", "stamina", "player", "players", "world", "worldseed", "chunk", "chunks", "level",
    "score", "lives", "character", "inventar", "held", "spieler", "inventario", "jugador", "joueur", "giocatore", "gracz",
    "troops", "tribe", "wood", "stone", "iron", "food", "colony", "cell", "cells", "grid",
})  # fmt: skip
_SURELY: Final = 2  # such names, or one beside the size of a map
_FEW: Final = 48  # names of an object that are looked at

_PLAIN: Final = Remembered[tuple[str, ...], frozenset[str]](
    lambda names: frozenset("".join(words(name)) for name in names[:_FEW])
)


def is_of_a_game_map(group: Group, place: Surroundings) -> bool:
    """Whether the axes of an object are whole numbers, beside what a game says of its map and of who plays."""
    if group.context != "body" or not _are_whole(group):
        return False
    around = outer(group.path)
    if IS_OF_A_PERSON[place.names_at(group.path)] or IS_OF_A_PERSON[place.names_at(around)]:
        return False  # of who plays, as a phone gives it in whole degrees
    said = _PLAIN[place.names_at(group.path)] | _PLAIN[group.names[-2:]]
    beside = place.names_at(around) + place.names_at(outer(around))
    lists = {name for name in _PLAYED if f"{around}.{name}" in place.lists}
    played = len(((said | _PLAIN[beside]) & _PLAYED) | lists)
    return played >= _SURELY or (played > 0 and any(pair <= said for pair in _SIZES))


def _are_whole(group: Group) -> bool:
    """Whether all that is named after an axis is a whole number."""
    axes = [
        number(leaf.value)
        for name, leaf in islice(group.members.items(), _FEW)
        if axis_name(name) is not None
    ]
    return bool(axes) and all(value is not None and value == int(value) >= 0 for value in axes)
