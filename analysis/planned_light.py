"""Tells light that somebody wishes for from light that was measured: scenes of lamps, presets, norms, what plants need."""

from __future__ import annotations

from itertools import islice
from typing import Final

from analysis.field_names import all_words, words
from analysis.payload import Group
from analysis.readings import instant, is_time_name
from analysis.reference_tables import MOST, around, first_rows, said_by
from analysis.surroundings import Surroundings

# What lists and objects are called that tell how it is to be: scenes, presets, kinds of plants or rooms.
_PLANS: Final = frozenset({
    "scenes", "szenen", "szene", "lichtszenen", "lichtszene", "escenas", "escena", "scenari", "scenario", "scenarios",
    "cenas", "cena", "sceny", "scener", "ambiances", "ambiance", "ambienti", "sahneler", "kohtaukset", "tilanteet",
    "jelenetek", "情景", "场景", "場景", "シーン", "сцены", "presets", "preset", "voreinstellungen", "vorlagen", "templates",
    "moods", "stimmungen", "recipes", "rezepte", "norms", "normen", "standards", "recommendations", "empfehlungen",
    "species", "arten", "sorten", "varieties", "especies", "especes", "gatunki", "specie", "cultivars", "curves",
    "kurven", "circadian", "effects", "programm", "heizplan", "zeitplan", "horaires", "horarios", "orari", "harmonogram",
    "wochenplan", "effekte", "lightscenes", "tips", "tipps", "advice", "ratgeber", "conseils", "consejos", "consigli",
    "conselhos", "porady", "rady", "guidelines", "richtwerte", "rebsorten", "odmiany", "odrudy",
})  # fmt: skip
# Lists that tell it where each row holds how lamps are to shine; they may hold readings as well.
_MAYBE: Final = frozenset({
    "scene", "profile", "profiles", "profil", "modes", "mode", "modi", "schedule", "schedules", "plan", "plans",
    "steps", "schritte", "program", "programme", "routine", "routines", "keyframes", "themes", "theme", "lamps", "lights",
})  # fmt: skip
_SHINES: Final = frozenset({
    "ct", "cct", "colortemp", "colourtemp", "colortemperature", "colourtemperature", "kelvin", "rgb", "hex", "color",
    "colour", "farbe", "couleur", "hue", "bri", "brightness", "dim", "dimmer", "transition", "fade", "dauer",
    "farbtemperatur", "colortempk", "mired", "mireds", "intensity", "ramp", "fadems", "transitionms",
})  # fmt: skip
# When something was measured; an hour of a day (07:00) says when it is to be.
_EARLIEST: Final = 1_000_000_000  # seconds
_ROW: Final = 24  # names that are looked at
# What a row of kinds names: a table of what each kind likes.
_KINDS: Final = frozenset({
    "sorte", "variety", "varietal", "cultivar", "grape", "rebsorte", "species", "spezies", "variete", "cepage", "variedad",
    "varieta", "vitigno", "gatunek", "odmiana", "odruda", "soort", "ras", "breed", "fajta", "tur", "品种", "品種", "сорт",
})  # fmt: skip


def is_of_a_plan(group: Group, place: Surroundings) -> bool:
    """A row of scenes, presets or kinds, or how lamps are to shine at an hour; nothing beside it tells when it was read."""
    if _is_dated(group):
        return False
    called = all_words(group.names[-2:]) | frozenset("".join(words(name)) for name in group.names[-2:])
    if not called.isdisjoint(_PLANS):
        return True
    if (
        group.path.endswith("]")
        and not said_by(group).isdisjoint(_KINDS)
        and first_rows(group.path, place, 2)
    ):
        return True
    if called.isdisjoint(_MAYBE) or said_by(group).isdisjoint(_SHINES):
        return False
    return not any(map(_is_dated, islice(around(group, place), 2)))


def _is_dated(group: Group) -> bool:
    if len(group.members) > MOST:
        return True
    return any(
        is_time_name(name) and (instant(leaf.value) or 0) >= _EARLIEST
        for name, leaf in islice(group.members.items(), _ROW)
    )
