"""Tells a device's morning honestly: light, sound, a photo, the watch's goal, each with one verdict and its coverage."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Final

import msgspec

from analysis.counting import counted
from analysis.morning_findings import ACTIVITY, LIGHT, PHOTO, SOUND, Hours, Seen, Unread
from analysis.records import Measures, Visibility

STEADY_DB: Final = 3.0  # level spread; a fan has about 1 dB, speech 20 dB and more
_NAMED: Final = 3  # recipients that a sentence names
_MESSENGERS: Final = "messengers"  # how the reason ends under which a messenger is passed through


class Verdict(StrEnum):
    """What the ledger allows to say of one sentence. There is no bare "no"."""

    SEEN = "seen"
    MESSENGER = "messenger"
    POSSIBLE = "possible"
    NOT_AVAILABLE = "not_available"
    NOT_SEEN = "not_seen"
    NOTHING = "nothing"


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence, the verdict, the numbers behind it, and what else could explain it."""

    topic: str
    sentence: str
    verdict: Verdict
    text: str
    aside: str = ""


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """The morning of one device."""

    device: str
    name: str
    parts: tuple[Part, ...]


class _Topic(msgspec.Struct, frozen=True, kw_only=True):
    """One of the four sentences. ``lacking``: kinds of device that do not have it, with the reason."""

    name: str
    sentence: str
    what: str
    categories: tuple[str, ...]
    tell: Callable[[Hours], Part | None]
    lacking: dict[str, str]


def tell(hours: Hours) -> Told:
    """The four sentences of one device. Every number in them was read from the ledger."""
    parts = tuple(_part(topic, hours) for topic in _TOPICS)
    return Told(device=hours.device.id, name=hours.device.name, parts=parts)


def carried(items: Iterable[Unread]) -> str:
    """``18,320 bytes went to Acme in 2 connections``."""
    every = list(items)
    names = _listed(item.recipient or "a recipient whose name is not kept" for item in every)
    size, connections = sum(item.bytes_out for item in every), sum(item.connections for item in every)
    return f"{counted(size, 'byte')} went to {names} in {counted(connections, 'connection')}"


def _part(topic: _Topic, hours: Hours) -> Part:
    found = topic.tell(hours)
    if found is not None:
        return found
    unsure = sum(hours.unsure.get(category, 0) for category in topic.categories)
    if unsure:
        text = f"{counted(unsure, 'finding')} may be of this kind, but none is certain. {_searched(topic, hours)}"
        return _as(topic, Verdict.POSSIBLE, text.replace(f"No {topic.what}", f"No certain {topic.what}"))
    lacks = topic.lacking.get(hours.device.kind)
    if lacks is not None:
        return _as(topic, Verdict.NOT_AVAILABLE, f"{lacks} {_searched(topic, hours)}".strip())
    if not hours.read and not hours.unread:
        text = "Nothing of this device was recorded in these hours."
        aside = "It was off or away, or it sent over mobile data, which this box does not see."
        return _as(topic, Verdict.NOTHING, text, aside)
    if not hours.unread:
        return _as(
            topic, Verdict.NOT_SEEN, _searched(topic, hours), "Everything that it sent here could be read."
        )
    text = f"{_searched(topic, hours)} {carried(hours.unread)} that could not be read, and may hold it."
    return _as(topic, Verdict.POSSIBLE, text.strip())


def _as(topic: _Topic, verdict: Verdict, text: str, aside: str = "") -> Part:
    return Part(topic=topic.name, sentence=topic.sentence, verdict=verdict, text=text, aside=aside)


def _searched(topic: _Topic, hours: Hours) -> str:
    """No finding is told together with how much could be read."""
    if not hours.read:
        return "Nothing of what it sent could be read." if hours.unread else ""
    return f"No {topic.what} was seen in the {counted(hours.read, 'message')} that could be read."


def _light(hours: Hours) -> Part | None:
    found = hours.of(LIGHT)
    measured = [item.measures for item in found if item.measures is not None]
    lows = [item.min for item in measured if item.min is not None]
    highs = [item.max for item in measured if item.max is not None]
    if not (lows and highs):
        return None
    number = counted(sum(item.n or 1 for item in measured), "reading")
    spread = (
        f"of {max(highs):,.0f} lux"
        if min(lows) == max(highs)
        else f"from {min(lows):g} to {max(highs):,.0f} lux"
    )
    text = (
        f"{_more(hours)}{number} {spread} went to {_recipients(found)} in {_messages(found)}. This data could let the "
        "recipient infer how bright it was there, and when that changed."
    )
    aside = "A screen, a lamp, a passing cloud or a device turned on its face change the light as well."
    return _as(_LIGHT, Verdict.SEEN, text, aside)


def _sound(hours: Hours) -> Part | None:
    found = hours.of(SOUND)
    if not found:
        return None
    seconds = [item.measures.seconds for item in found if item.measures and item.measures.seconds is not None]
    how_long = f"{sum(seconds):.1f} s of sound" if seconds else "Sound"
    text = (
        f"{_more(hours)}{how_long} went to {_recipients(found)} in {counted(len(found), 'recording')}."
        f"{_level(item.measures for item in found)} This data could let the recipient infer what was to be heard there."
    )
    aside = "A fan, rain or a fridge are as steady as an air conditioner; loudness alone does not tell them apart."
    return _as(_SOUND, Verdict.SEEN, text, aside)


def _level(measures: Iterable[Measures | None]) -> str:
    spreads = [
        item.level_spread_db for item in measures if item is not None and item.level_spread_db is not None
    ]
    if not spreads:
        return ""
    steady = ", as little as that of a machine that hums" if max(spreads) < STEADY_DB else ""
    return f" Its level varied by {max(spreads):.1f} dB{steady}."


def _photo(hours: Hours) -> Part | None:
    """A photo that was read goes before one that a messenger may have taken; both are told."""
    found = hours.of(PHOTO, "x_photo")
    friend = [
        item
        for item in hours.unread
        if item.visibility is Visibility.PASSED_BY_CHOICE and item.reason.endswith(_MESSENGERS)
    ]
    by_messenger = (
        f"{carried(friend)}, by a messenger that is never opened, by choice: what was in it is not known here."
        if friend
        else ""
    )
    if not found and not friend:
        return None
    if not found:
        text = f"{by_messenger} {_searched(_PHOTO, hours)}"
        aside = "A photo has about the size of a short voice message, or of a long talk in writing."
        return _as(_PHOTO, Verdict.MESSENGER, text.strip(), aside)
    text = (
        f"{_more(hours)}{counted(len(found), 'photo')} ({found[0].value}) went to {_recipients(found)}. "
        f"{_told_by(hours)} {by_messenger}"
    )
    aside = "What the picture shows was not looked at here; the recipient could look."
    return _as(_PHOTO, Verdict.SEEN, text.strip(), aside)


_TAGS: Final = (
    ("GPSLatitude", "the place"),
    ("DateTimeOriginal", "the time"),
    ("Model", "the camera's model"),
    ("BodySerialNumber", "its serial number"),
)


def _told_by(hours: Hours) -> str:
    tags = {tag.name: tag for tag in hours.tags}
    told = [words for tag, words in _TAGS if tag in tags]
    if not told:
        return "We found neither place nor time nor camera in its EXIF data."
    text = f"Its EXIF data hold {_and(told)}."
    place = tags.get("GPSLatitude")
    if place is not None:
        near = f", to about {place.precision_m:.0f} m" if place.precision_m else ""
        text += f" This data could let the recipient infer where it was taken{near}."
    return text


def _activity(hours: Hours) -> Part | None:
    found = hours.of(ACTIVITY)
    if not found:
        return None
    steps, goal = hours.of(("fitness.steps",)), hours.of(("fitness.goal",))
    heart = hours.of(("health.heart_rate",))
    said = []
    if steps:
        said.append(f"{_steps(steps[-1])}" + (f" of a goal of {_grouped(goal[-1].value)}" if goal else ""))
    elif goal:
        said.append(f"a goal of {_grouped(goal[-1].value)}")
    if heart:
        series = [item.measures.n for item in heart if item.measures and item.measures.n]
        said.append(f"{counted(sum(series) if series else len(heart), 'reading')} of the heart rate")
    text = f"{_more(hours)}{_and(said)} went to {_recipients(found)}. This data could let the recipient infer how active "
    aside = "A watch or phone that lay on the table counts no steps either."
    return _as(_ACTIVITY, Verdict.SEEN, f"{text}the wearer was.", aside)


def _steps(item: Seen) -> str:
    """The last count that went; where several did, earlier ones are part of it."""
    grouped = _grouped(item.value)
    return f"{grouped} steps" if grouped != item.value or item.value.isdecimal() else "a number of steps"


def _more(hours: Hours) -> str:
    return "More than is looked at here was sent; of that, " if hours.cut else ""


def _messages(found: Iterable[Seen]) -> str:
    return counted(len({item.event_id for item in found}), "message")


def _recipients(found: Iterable[Seen]) -> str:
    return _listed(item.recipient for item in found)


def _listed(names: Iterable[str]) -> str:
    every = sorted(set(names))
    if len(every) > _NAMED + 1:
        return f"{', '.join(every[:_NAMED])} and {len(every) - _NAMED:,} more"
    return _and(every)


def _and(words: Iterable[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last


def _grouped(value: str) -> str:
    return f"{int(value):,}" if value.isdecimal() and len(value) < 10 else value


_NO_STEPS: Final = "counts no steps, and wears no watch that would send through it."
_LIGHT: Final = _Topic(
    name="light",
    sentence="Lights off, curtains open: the light sensor.",
    what="reading of a light sensor",
    categories=LIGHT,
    tell=_light,
    lacking={},
)
_SOUND: Final = _Topic(
    name="sound",
    sentence="A steady noise, so the air conditioner is on: the microphone.",
    what="sound recording",
    categories=SOUND,
    tell=_sound,
    lacking={},
)
_PHOTO: Final = _Topic(
    name="photo",
    sentence="A photo for a friend, and the activewear in it: the camera.",
    what="photo",
    categories=PHOTO,
    tell=_photo,
    lacking={
        "watch": "Watches seldom have a camera.",
        "appliance": "Appliances seldom have a camera.",
    },
)
_ACTIVITY: Final = _Topic(
    name="activity",
    sentence="Hardly moved today: the steps, and the goal of the watch.",
    what="number of steps, goal or heart rate",
    categories=ACTIVITY,
    tell=_activity,
    lacking={
        "tv": f"A television {_NO_STEPS}",
        "speaker": f"A speaker {_NO_STEPS}",
        "camera": f"A camera {_NO_STEPS}",
        "appliance": f"An appliance {_NO_STEPS}",
    },
)
_TOPICS: Final = (_LIGHT, _SOUND, _PHOTO, _ACTIVITY)
