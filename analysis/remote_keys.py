"""Finds the keys of a remote control that somebody pressed, one after the other, as hubs and boxes send them.

``[[0, "power"], [5400, "vol_up"], [5700, "vol_up"]]``, ``[{"t": 1795601000, "k": "CH_UP"}, …]``. The codes of a remote
control and what a hub is to send look the same, but for when and how often.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, pairwise
from typing import Final

from analysis.field_names import all_words
from analysis.payload import Leaf, Payload
from analysis.surroundings import Surroundings, generic, outer, surroundings
from analysis.texts import TextShape, texts_like

# In small letters, without what parts words.
_SURE: Final = frozenset({
    "power", "poweron", "poweroff", "volup", "volumeup", "vol+", "voldown", "voldn", "volumedown", "vol-", "mute",
    "unmute", "volmute", "volumemute", "chup", "channelup", "ch+", "chdown", "chdn", "channeldown", "ch-", "input", "source",
    "hdmi1", "hdmi2", "hdmi3", "inputhdmi1", "inputhdmi2", "inputhdmi3", "inputtv", "playpause", "fastforward", "rewind",
    "netflix", "youtube", "primevideo", "disney", "disneyplus", "dpadup", "dpaddown", "dpadleft", "dpadright",
    "dpadcenter", "epg", "guide", "subtitle", "teletext", "accensione", "spegni", "volsu", "volgiu", "muto", "canalesu",
    "canalegiu", "volumesu", "volumegiu", "hoger", "volharder", "volzachter", "zenderop", "zenderneer", "lautstarkeplus",
    "lautstarkeminus", "lauter", "leiser", "stumm", "voluplus", "volplus", "volminus", "chplus", "chminus", "sourceinput",
    "virta", "mykista", "kanavaylos", "kanavaalas", "hangero+", "hangero-", "nemitas", "csatorna+", "csatorna-", "音量+",
    "音量-", "電源", "消音", "живлення", "гучність+", "гучність-", "без звуку", "ένταση+", "ένταση-", "σίγαση",
})  # fmt: skip
_LIKELY: Final = frozenset({
    "home", "back", "return", "ok", "enter", "select", "up", "down", "left", "right", "menu", "exit", "info", "play",
    "pause", "stop", "next", "previous", "prev", "record", "red", "green", "yellow", "blue", "settings", "ff", "rew",
    "options", "tv", "search", "apps", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "indietro", "terug", "takaisin",
    "vissza", "hem", "bakat", "inapoi", "назад", "додому", "πίσω", "ホーム", "戻る", "決定",
})  # fmt: skip
_KEYS: Final = _SURE | _LIKELY
_PARTING: Final = str.maketrans("", "", " _.")
_PREFIXES: Final = ("key_", "btn_", "button_", "keycode_", "irkey_")
_LONGEST: Final = 28  # characters of the name of a key
# What keys and remote controls are called.
_REMOTES: Final = frozenset({
    "key", "keys", "button", "buttons", "remote", "rc", "rcu", "clicker", "press", "presses", "pressed", "keypress",
    "keypresses", "knapp", "knappar", "tryck", "fjarrkontroll", "fjernbetjening", "fjernkontroll", "knapper", "tasto",
    "tasti", "telecomando", "taste", "tasten", "fernbedienung", "toets", "toetsen", "knop", "knoppen", "afstandsbediening",
    "boton", "botones", "mando", "touche", "touches", "telecommande", "bouton", "boutons", "botao", "botoes", "gomb",
    "gombok", "taviranyito", "nappain", "nappaimet", "painike", "painikkeet", "painallukset", "kaukosaadin", "buton",
    "butoane", "telecomanda", "kumanda", "tus", "tuslar", "pilot", "przycisk", "przyciski", "tlacitko", "tlacitka",
    "ovladac", "кнопка", "кнопки", "пульт", "клавіші", "κουμπί", "κουμπιά", "πλήκτρα", "τηλεχειριστήριο", "زر", "أزرار",
    "nut", "dieu_khien", "ボタン", "リモコン", "キー", "遥控器", "按键", "버튼", "리모컨",
})  # fmt: skip
# The codes and pictures of a remote control, and what a hub is to send when somebody asks for it.
_NOT_PRESSED: Final = frozenset({
    "keymap", "map", "mapping", "codes", "code", "layout", "scene", "scenes", "scen", "macro", "macros", "makro", "sequence",
    "script", "steps", "steg", "help", "manual", "config", "cfg", "bindings", "shortcuts", "test", "tests", "ir", "lirc",
    "database", "learn", "template", "supported", "available", "kod", "kodbank", "koder", "codici",
})  # fmt: skip
_LEAST: Final = 3
_MOST: Final = 2_000
_EARLIEST: Final = 1_400_000_000  # seconds
_LASTS: Final = 10_000  # milliseconds: what a hub sends by itself is done in less
_ENOUGH: Final = 4  # presses, where only their times tell


def _name_of(text: str) -> str:
    """The key that a text names, in small letters without what parts words; "" for every other text."""
    if len(text) > _LONGEST:
        return ""
    small = text.lower()
    for prefix in _PREFIXES:
        small = small.removeprefix(prefix)
    plain = small.translate(_PARTING)
    return plain if plain in _KEYS else ""


KEY_TEXTS: Final = TextShape(_name_of, headers=False, shortest=1, longest=_LONGEST)


def pressed_keys(payload: Payload) -> Iterator[tuple[str, list[str]]]:
    """The path of each list of presses, and the keys."""
    leaves = texts_like(payload, KEY_TEXTS)[:_MOST]
    if len(leaves) < _LEAST:
        return
    place = surroundings(payload)
    lists: dict[str, list[tuple[float, str, Leaf]]] = {}
    for leaf, value in leaves:
        row = outer(leaf.path)
        if leaf.context == "body" and row.endswith("]") and (when := _when(place, leaf, row)) is not None:
            lists.setdefault(generic(row), []).append((when, _name_of(value), leaf))
    for path, presses in lists.items():
        if _are_presses(place, presses):
            yield path.removesuffix("[*]"), [key for _, key, _ in presses]


def _when(place: Surroundings, leaf: Leaf, row: str) -> float | None:
    """The only number of the row of two or three values in which a key stands."""
    if leaf.path.endswith("]") and not leaf.path.endswith('"]'):
        values = [item.value for item in place.lists.get(row, ())]
    else:
        group = place.group(row)
        values = [item.value for item in islice(group.members.values(), 5)] if group is not None else []
    numbers = [value for value in values if isinstance(value, int | float) and not isinstance(value, bool)]
    return float(numbers[0]) if len(numbers) == 1 and len(values) <= _ENOUGH else None


def _are_presses(place: Surroundings, presses: list[tuple[float, str, Leaf]]) -> bool:
    """Whether keys follow one another as a hand presses them, in what is named for keys or for a remote control."""
    times, keys = [when for when, _, _ in presses], [key for _, key, _ in presses]
    if len(keys) < _LEAST or any(later < earlier for earlier, later in pairwise(times)):
        return False
    said = all_words(presses[0][2].names) | all_words(place.names[:32]) | place.sent_words | _topic(place)
    if _REMOTES.isdisjoint(said) or not _NOT_PRESSED.isdisjoint(said):
        return False
    moments = times[0] >= _EARLIEST
    if _SURE.isdisjoint(keys) and not moments:
        return False
    again = any(one == other for one, other in pairwise(keys))
    return moments or again or (len(keys) >= _ENOUGH and times[-1] - times[0] >= _LASTS)


def _topic(place: Surroundings) -> frozenset[str]:
    """The words of the topic to which a message of MQTT goes."""
    told = (leaf.value for leaf in place.by_name.get("topic", ())[:2])
    return all_words(part for value in told if isinstance(value, str) for part in value.split("/", 12)[:12])
