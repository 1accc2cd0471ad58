"""Tells a device's morning honestly: light, sound, a photo, the watch's goal, each with one verdict and its coverage."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

import msgspec

from analysis.counting import and_more, number, several
from analysis.media.levels import is_steady
from analysis.morning_findings import ACTIVITY, LIGHT, PHOTO, SOUND, Hours, Seen
from analysis.morning_topics import (
    ACTIVITY_TOPIC,
    LIGHT_TOPIC,
    PHOTO_TOPIC,
    SOUND_TOPIC,
    Topic,
    as_part,
    by_messenger,
    carried_by,
    is_messengers,
    listed,
    searched,
    sentences,
)
from analysis.morning_topics import Part as Part
from analysis.morning_topics import Verdict as Verdict
from analysis.records import Measures
from analysis.step_goals import is_of_steps
from analysis.wording import Words, tr, trn, written

_KINDS: Final = 3  # of pictures that a sentence names


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """The morning of one device."""

    device: str
    name: str
    parts: tuple[Part, ...]


def tell(hours: Hours) -> Told:
    """The four sentences of one device. Every number in them was read from the ledger."""
    topics = (LIGHT_TOPIC, SOUND_TOPIC, PHOTO_TOPIC, ACTIVITY_TOPIC)
    return Told(
        device=hours.device.id, name=hours.device.name, parts=tuple(_part(topic, hours) for topic in topics)
    )


def _part(topic: Topic, hours: Hours) -> Part:
    found = _TELL[topic.name](hours)
    if found is not None:
        return found
    unsure = sum(hours.unsure.get(category, 0) for category in topic.categories)
    if unsure:
        may = trn(
            "{n} finding may be of this kind, but none is certain.",
            "{n} findings may be of this kind, but none is certain.",
            unsure,
        )
        return as_part(topic, Verdict.POSSIBLE, sentences(may, searched(topic.none_certain, hours)))
    lacks = topic.lacking.get(hours.device.kind)
    if lacks is not None:
        return as_part(topic, Verdict.NOT_AVAILABLE, sentences(lacks, searched(topic.none, hours)))
    if not hours.read and not hours.unread:
        text = tr("Nothing of this device was recorded in these hours.")
        aside = tr("It was off or away, or it sent over mobile data, which this box does not see.")
        return as_part(topic, Verdict.NOTHING, text, aside)
    if not hours.unread:
        aside = "" if hours.sampled else _read_as_recorded()
        return as_part(topic, Verdict.NOT_SEEN, searched(topic.none, hours), aside)
    connections, blanks = carried_by(hours.unread)
    unread = trn(
        "{size} went to {recipients} in {n} connection that could not be read, and may hold it.",
        "{size} went to {recipients} in {n} connections that could not be read, and may hold it.",
        connections, **blanks,
    )  # fmt: skip
    return as_part(topic, Verdict.POSSIBLE, sentences(searched(topic.none, hours), unread))


def _read_as_recorded() -> str:
    """Of what was recorded, and no more: whether a sniffer saw what goes past the proxy is not known of these hours."""
    return tr(
        "No connection of it is on record that could not be read. What goes past the proxy is on record only where the "
        "sniffer ran."
    )


def _light(hours: Hours) -> Part | None:
    found = hours.of(LIGHT)
    measured = [item.measures for item in found if item.measures is not None]
    lows = [item.min for item in measured if item.min is not None]
    highs = [item.max for item in measured if item.max is not None]
    if not (lows and highs):
        return None
    readings, low, top = sum(item.n or 1 for item in measured), _lux(min(lows)), _lux(max(highs))
    blanks = {"recipients": _recipients(found), "messages": _messages(found), "top": top}
    if low == top:
        went = trn(
            "{n} reading of {top} lux went to {recipients} in {messages}.",
            "{n} readings of {top} lux went to {recipients} in {messages}.",
            readings, **blanks,
        )  # fmt: skip
    else:
        went = trn(
            "{n} reading from {low} to {top} lux went to {recipients} in {messages}.",
            "{n} readings from {low} to {top} lux went to {recipients} in {messages}.",
            readings, low=low, **blanks,
        )  # fmt: skip
    could = tr("This data could let the recipient infer how bright it was there, and when that changed.")
    aside = tr("A screen, a lamp, a passing cloud or a device turned on its face change the light as well.")
    return as_part(LIGHT_TOPIC, Verdict.SEEN, _more(hours, sentences(went, could)), aside)


def _lux(value: float) -> str:
    """Three figures, and whole numbers from 100 on: by night a room has less than one lux."""
    return written(f"{value:,.0f}" if value >= 99.5 else f"{value:.3g}")


def _sound(hours: Hours) -> Part | None:
    found = hours.of(SOUND)
    if not found:
        return None
    seconds = [item.measures.seconds for item in found if item.measures and item.measures.seconds is not None]
    if seconds:
        went = trn(
            "{seconds} s of sound went to {recipients} in {n} recording.",
            "{seconds} s of sound went to {recipients} in {n} recordings.",
            len(found), seconds=written(f"{sum(seconds):.1f}"), recipients=_recipients(found),
        )  # fmt: skip
    else:
        went = trn(
            "Sound went to {recipients} in {n} recording.",
            "Sound went to {recipients} in {n} recordings.",
            len(found), recipients=_recipients(found),
        )  # fmt: skip
    could = tr("This data could let the recipient infer what was to be heard there.")
    aside = tr(
        "A fan, rain or a fridge are as steady as an air conditioner; loudness alone does not tell them apart."
    )
    text = sentences(went, _level(item.measures for item in found), could)
    return as_part(SOUND_TOPIC, Verdict.SEEN, _more(hours, text), aside)


def _level(measures: Iterable[Measures | None]) -> str:
    told = [item for item in measures if item is not None and item.level_spread_db is not None]
    if not told:
        return ""
    spread = written(f"{max(item.level_spread_db or 0.0 for item in told):.1f}")
    if all(is_steady(item.level_spread_db, item.modulation_depth) for item in told):
        return tr("Its level varied by {spread} dB, as little as that of a machine that hums.", spread=spread)
    return tr("Its level varied by {spread} dB.", spread=spread)


def _photo(hours: Hours) -> Part | None:
    """A photo that was read goes before one that a messenger may have taken; both are told."""
    found = hours.of(PHOTO, "x_photo")
    friend = [item for item in hours.unread if is_messengers(item)]
    if not found and not friend:
        return None
    messenger = by_messenger(friend) if friend else ""
    if not found:
        text = sentences(messenger, searched(PHOTO_TOPIC.none, hours))
        aside = tr("A photo has about the size of a short voice message, or of a long talk in writing.")
        part = as_part(PHOTO_TOPIC, Verdict.MESSENGER, text, aside)
        sent = sum(item.bytes_out for item in friend)
        return msgspec.structs.replace(part, bytes_out=sent, at_least=any(item.unknown for item in friend))
    went = trn(
        "{n} photo ({what}) went to {recipients}.",
        "{n} photos ({what}) went to {recipients}.",
        len(found), what=_kinds(item.value for item in found), recipients=_recipients(found),
    )  # fmt: skip
    aside = trn(
        "What the picture shows was not looked at here; the recipient could look.",
        "What the pictures show was not looked at here; the recipients could look.",
        len(found),
    )
    text = sentences(went, _told_by(hours, len(found)), messenger)
    return as_part(PHOTO_TOPIC, Verdict.SEEN, _more(hours, text), aside)


def _kinds(values: Iterable[str]) -> str:
    """What the pictures are, each once, the first of many."""
    every = list(dict.fromkeys(values))
    return and_more(every[:_KINDS], len(every) - _KINDS)


_TAGS: Final = Words(
    {
        "GPSLatitude": "the place",
        "DateTimeOriginal": "the time",
        "Model": "the camera's model",
        "BodySerialNumber": "its serial number",
    },
    context="what EXIF data hold",
)


def _told_by(hours: Hours, photos: int) -> str:
    """What EXIF data hold. Of several photos it is told together: not each of them need hold all of it."""
    tags = {tag.name for tag in hours.tags}
    told = [words for tag, words in _TAGS.items() if tag in tags]
    if not told:
        return trn(
            "We found neither place nor time nor camera in its EXIF data.",
            "We found neither place nor time nor camera in their EXIF data.",
            photos,
        )
    text = trn("Its EXIF data hold {told}.", "Among their EXIF data are {told}.", photos, told=several(told))
    if "GPSLatitude" not in tags:
        return text
    precise = [tag.precision_m for tag in hours.tags if tag.name == "GPSLatitude" and tag.precision_m]
    if precise:
        where = trn(
            "This data could let the recipient infer where it was taken, to about {metres} m.",
            "This data could let the recipients infer where one was taken, to about {metres} m.",
            photos, metres=number(max(1, round(min(precise)))),
        )  # fmt: skip
    else:
        where = trn(
            "This data could let the recipient infer where it was taken.",
            "This data could let the recipients infer where one was taken.",
            photos,
        )
    return sentences(text, where)


def _activity(hours: Hours) -> Part | None:
    found = hours.of(ACTIVITY)
    if not found:
        return None
    steps, goals = hours.of(("fitness.steps",)), hours.of(("fitness.goal",))
    goal = [item for item in goals if is_of_steps(item.path)]
    heart = hours.of(("health.heart_rate",))
    said = []
    if steps and goal:
        reached = _grouped(goal[-1].value)
        said.append(tr("{steps} of a goal of {goal}", steps=_steps(steps[-1]), goal=reached))
    elif steps:
        said.append(_steps(steps[-1]))
    elif goals:
        said.append(tr("a goal of {goal}", goal=_grouped(goals[-1].value)))
    if heart:
        series = [item.measures.n for item in heart if item.measures and item.measures.n]
        readings = sum(series) if series else len(heart)
        said.append(trn("{n} reading of the heart rate", "{n} readings of the heart rate", readings))
    went = tr("{told} went to {recipients}.", told=several(said), recipients=_recipients(found))
    could = tr("This data could let the recipient infer how active the wearer was.")
    aside = tr("A watch or phone that lay on the table counts no steps either.")
    return as_part(ACTIVITY_TOPIC, Verdict.SEEN, _more(hours, sentences(went, could)), aside)


def _steps(item: Seen) -> str:
    """The last count that went; where several did, earlier ones are part of it."""
    if item.value.isdecimal() and len(item.value) < 10:
        return trn("{n} step", "{n} steps", int(item.value))
    return tr("{value} steps", value=item.value) if item.value.isdecimal() else tr("a number of steps")


def _more(hours: Hours, told: str) -> str:
    return tr("More than is looked at here was sent; of that, {told}", told=told) if hours.cut else told


def _messages(found: Iterable[Seen]) -> str:
    count = len({item.event_id for item in found})
    return trn("{n} message", "{n} messages", count, context="in so many")


def _recipients(found: Iterable[Seen]) -> str:
    return listed(item.recipient for item in found)


def _grouped(value: str) -> str:
    return number(int(value)) if value.isdecimal() and len(value) < 10 else value


_TELL: Final[dict[str, Callable[[Hours], Part | None]]] = {
    "light": _light,
    "sound": _sound,
    "photo": _photo,
    "activity": _activity,
}
