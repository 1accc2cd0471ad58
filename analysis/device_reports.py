"""Finds objects in which a device tells of itself under short names: ``mfr=…&mdl=…&api=30&scr=…&up=1209331``.

Each name alone may be of anything, and a shop or a data sheet describes devices too. What no sheet has is how a device is at
this moment: how long it has been on, what is free in it, how strongly it hears its network, which one of all it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

import msgspec

from analysis.device_report_forms import HEIGHT, WIDTH, Told, field_of, fits, is_side, of_screen, shown
from analysis.device_report_words import (
    DEVICES,
    HARDWARE_WORDS,
    KINDS,
    LETTERS,
    MAKERS,
    NOT_OF_ONE,
    PREFIXES,
    THINGS,
)
from analysis.device_siblings import is_data_sheet
from analysis.field_names import words
from analysis.identifier_shapes import is_hex, is_random
from analysis.payload import Group, Leaf
from analysis.read_bodies import is_read
from analysis.readings import text
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings

# How one device is now, or which one of all it is.
_LIVE: Final = frozenset({"free", "uptime", "radio", "number", "advertising", "power", "supplies"})
# What is about one device too, though it stands beside others' descriptions as well.
_NEARLY_LIVE: Final = frozenset({"connection", "token", "program", "zone", "pages", "agent"})
_ENOUGH: Final = _NEARLY_LIVE | _LIVE - {"free", "uptime"}
_DESCRIBED: Final = frozenset({"model", "maker", "system", "firmware", "version"})
_OF_A_THING: Final = frozenset({"model", "version"})
_OF_A_BROWSER: Final = frozenset({"screen", "zone", "language"})
_LEAST: Final = 3  # kinds, where one of them is live
_LEAST_OF_NEARLY: Final = 4
_OFTEN: Final = frozenset(
    {"free", "up", "ups", "uptime", "heap"}
)  # of seats, of what costs nothing, of a service
_IDS: Final = frozenset({"id", "uid", "ID", "sn", "serial"})
_LEAST_DIGITS: Final = 4
_SHORT: Final = 2  # letters of a name that says little by itself
_TELLING: Final = frozenset({"os", "fw", "sn"})
_LEAST_SPOKEN: Final = 2  # kinds under longer names, or else
_LEAST_OF_SHORT: Final = 6  # kinds in all
_LEAST_LIVE_OF_A_ROW: Final = 2
_MOST: Final = 64  # names of an object that are looked at
_SCREEN_LISTS: Final = ("disp", "display", "screen", "scr", "res", "resolution")
_ONE_LETTER: Final = frozenset({"p", "v", "m"})


class Report(msgspec.Struct, frozen=True, gc=False):
    """The names of an object that say something of a device, with what each says; ``live``: kinds that only one has."""

    said: tuple[tuple[str, str, str], ...]  # the name, its words in one, its kind
    live: int
    numbered: bool = False  # with its number and three kinds more, as no table of models has them
    weak: bool = False  # model, version and an id: enough where the object is named for a thing
    own: bool = False  # the names themselves say that they are of a device
    within: bool = False  # enough where the object is named for a device
    alone: bool = False  # a word for a device and its number: the value must begin with who made it


def _report(names: tuple[str, ...]) -> Report | None:
    plain = [(name, "".join(words(name))) for name in names[:_MOST]]
    if not NOT_OF_ONE.isdisjoint(one for _, one in plain):
        return None
    # Beside the name of a system ``os`` is its version.
    system = any(one in ("platform", "plat", "osn", "osname") for _, one in plain)
    said = tuple(
        (name, one, "version" if system and one == "os" else KINDS[one])
        for name, one in plain
        if one in KINDS
    )
    if (own := _prefixed(names)) is not None:
        return own
    return _of_one(plain, said) or _within(plain)


def _prefixed(names: tuple[str, ...]) -> Report | None:
    """Names that say themselves that they are of a device: ``d_model``, ``d_os``, ``d_scr_w``."""
    parts = ((name, words(name)) for name in names[:_MOST])
    said = tuple(
        (name, rest, KINDS[rest])
        for name, spoken in parts
        if len(spoken) > 1 and spoken[0] in PREFIXES and (rest := "".join(spoken[1:])) in KINDS
    )
    kinds = {kind for _, _, kind in said}
    described = len(kinds) > _LEAST and len(kinds & _DESCRIBED) > 1
    return Report(said=said, live=len(kinds & _LIVE), own=True) if described else None


def _within(plain: list[tuple[str, str]]) -> Report | None:
    """What is enough in an object that is named for a device: ``{"dev": {"mk": …, "md": …, "o": …, "ov": …}}``."""
    kinds = KINDS | LETTERS
    said = tuple((name, one, kinds[one]) for name, one in plain if one in kinds)
    found = {kind for _, _, kind in said}
    described = len(found) >= _LEAST and len(found & _DESCRIBED) > 1
    return Report(said=said, live=len(found & _LIVE), within=True) if described else None


def _of_one(plain: list[tuple[str, str]], said: tuple[tuple[str, str, str], ...]) -> Report | None:
    kinds = {kind for _, one, kind in said if one not in _ONE_LETTER or len(said) > _LEAST_OF_NEARLY}
    if {"id", "uid"} & {one for _, one in plain} and {kind for _, _, kind in said} >= _OF_A_THING:
        return Report(said=said, live=1, weak=True)
    # ``mo`` and ``ma`` are also days and subjects.
    spoken = {kind for _, one, kind in said if len(one) > _SHORT or one in _TELLING}
    if len(spoken) < _LEAST_SPOKEN and len(kinds) < _LEAST_OF_SHORT:
        return None
    if len(kinds) < _LEAST and "number" in kinds:
        # ``{"device": "PocketBook InkPad 4", "device_id": "3c71…"}``
        devices = tuple(field for field in said if field[1] in HARDWARE_WORDS)
        return Report(said=devices, live=len(kinds), alone=True) if devices else None
    if len(kinds) < _LEAST or (_DESCRIBED.isdisjoint(kinds) and not kinds >= _OF_A_BROWSER):
        return None
    live = len(kinds & _LIVE)
    enough = live > 0 or (len(kinds) >= _LEAST_OF_NEARLY and not _NEARLY_LIVE.isdisjoint(kinds))
    numbered = "number" in kinds and len(kinds) >= _LEAST_OF_NEARLY
    return Report(said=said, live=live, numbered=numbered) if enough else None


REPORTS: Final = Remembered[tuple[str, ...], Report | None](_report)


def told_of_devices(place: Surroundings) -> Iterator[Told]:
    """What devices tell of themselves, under short names, in one object."""
    for group, report in _reports(place):
        screen = {one: group.members[name] for name, one, kind in report.said if kind == "screen"}
        wireless = any(one in ("ssid", "wifirssi", "ssidrssi", "wlanrssi") for _, one, _ in report.said)
        for name, one, kind in report.said:
            leaf = group.members[name]
            value = shown(leaf)
            if not value or kind == "screen" or (kind == "radio" and not wireless):
                continue
            field = field_of(one, kind, value)
            if report.alone and value.partition(" ")[0].casefold() not in MAKERS:
                continue
            if field is not None:
                yield leaf, field, value
        yield from of_screen(screen)
        for name in _SCREEN_LISTS:
            pair = place.lists.get(f"{group.path}.{name}", ())
            if len(pair) == 2 and all(is_side(leaf) for leaf in pair):
                yield from zip(pair, (WIDTH, HEIGHT), map(shown, pair), strict=True)


def is_thing_with_id(group: Group | None) -> bool:
    """Whether an object is named for a thing in the home, and holds an id, a model and a version."""
    if group is None or group.context != "body" or THINGS.isdisjoint(words(group.name)):
        return False
    report = REPORTS[tuple(group.members)]
    return report is not None and report.weak


def tells_of_one(group: Group | None) -> bool:
    """Whether something that only one device tells stands in an object: its number, how it is at this moment."""
    said = ["".join(words(name)) for name in islice(group.members, _MOST)] if group is not None else []
    return any(KINDS.get(one) in _LIVE for one in said)


def android_ids(place: Surroundings) -> Iterator[Leaf]:
    """Sixteen hexadecimal digits under a short name, beside an advertising identifier and what describes a device."""
    if not any(map(ANDROID_IDS.__getitem__, place.names_of_objects)):
        return
    for group, names in place.shapes:
        if group.context in ("body", "query") and (own := ANDROID_IDS[names]):
            leaf = group.members[own]
            if isinstance(leaf.value, str) and is_hex(leaf.value, 16) and is_random(leaf.value):
                yield leaf


def _own_id(names: tuple[str, ...]) -> str:
    plain = {"".join(words(name)): name for name in names[:_MOST]}
    found = next((plain[one] for one in ("andi", "aid", "andid", "ssaid", "anid") if one in plain), "")
    if not found:
        return ""
    kinds = {KINDS[one] for one, name in plain.items() if one in KINDS and name != found}
    return found if "advertising" in kinds and len(kinds & _DESCRIBED) > 1 else ""


ANDROID_IDS: Final = Remembered[tuple[str, ...], str](_own_id)


def _reports(place: Surroundings) -> Iterator[tuple[Group, Report]]:
    if not any(map(REPORTS.__getitem__, place.names_of_objects)):
        return
    for group, names in place.shapes:
        report = REPORTS[names]
        if report is None or group.context not in ("body", "query") or is_data_sheet(group):
            continue
        if not report.live and group.context == "body" and is_read(place.payload.transmission):
            continue  # what is answered with tells of models
        if report.within and DEVICES.isdisjoint(words(group.name)):
            continue
        if report.weak and THINGS.isdisjoint(words(group.name)):
            continue
        if (
            group.path.endswith("]")
            and report.live < _LEAST_LIVE_OF_A_ROW
            and not (report.alone or report.numbered)
        ):
            continue  # a table of models
        if report.alone or _is_believed(group, report):
            yield group, report


def _is_believed(group: Group, report: Report) -> bool:
    """Whether enough of the values have the form of what their names say, and one of them is of one device."""
    fitting = {kind for name, one, kind in report.said if fits(one, kind, group.members[name])}
    if report.weak:
        told = [text(group.members[name].value) for name in _IDS.intersection(group.members)]
        return any(sum(map(str.isdecimal, value)) >= _LEAST_DIGITS for value in told)
    if len(fitting) < _LEAST or report.own or report.within:
        return len(fitting) >= _LEAST
    telling = {
        kind for _, one, kind in report.said if (len(one) > _SHORT or one in _TELLING) and one not in _OFTEN
    }
    if not _LIVE.isdisjoint(telling & fitting):
        return True
    return len(fitting) >= _LEAST_OF_NEARLY and not _ENOUGH.isdisjoint(fitting)
