"""The four sentences of a morning, which devices have no part in one, and how one is told that was not found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final

import msgspec

from analysis.counting import amount, commas, several
from analysis.morning_findings import ACTIVITY, LIGHT, PHOTO, SOUND, Hours, Unread
from analysis.records import Visibility
from analysis.wording import N_, Words, tr, trn

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
    """One sentence, the verdict, the numbers behind it, and what else could explain it.

    ``bytes_out`` is what a messenger took, where that is the verdict, and ``at_least`` says that there may be more.
    """

    topic: str
    sentence: str
    verdict: Verdict
    text: str
    aside: str = ""
    bytes_out: int | None = None
    at_least: bool = False


class Topic(msgspec.Struct, frozen=True, kw_only=True):
    """One of the four sentences; ``none`` of it was found. ``lacking``: kinds of device that do not have it, and why."""

    name: str
    sentence: str
    none: str
    none_certain: str
    categories: tuple[str, ...]
    lacking: Mapping[str, str]


def carried(items: Iterable[Unread]) -> str:
    """``18 kB went to Acme in 2 connections``."""
    connections, blanks = carried_by(items)
    return trn(
        "{size} went to {recipients} in {n} connection",
        "{size} went to {recipients} in {n} connections",
        connections, **blanks,
    )  # fmt: skip


def carried_by(items: Iterable[Unread]) -> tuple[int, dict[str, str]]:
    """Connections, and what else a sentence about them needs."""
    every = list(items)
    names = listed(item.recipient or tr("a recipient whose name is not kept") for item in every)
    size, connections = sum(item.bytes_out for item in every), sum(item.connections for item in every)
    told = amount(size)
    if any(item.unknown for item in every):
        told = tr("at least {amount}", amount=told) if size else tr("an amount that nobody counted")
    return connections, {"size": told, "recipients": names}


def is_messengers(item: Unread) -> bool:
    """Whether a messenger took it that is passed through by choice."""
    return item.visibility is Visibility.PASSED_BY_CHOICE and item.reason.endswith(_MESSENGERS)


def by_messenger(items: Iterable[Unread]) -> str:
    """What messengers took: ``18 kB went to Acme in 2 connections, by a messenger that is never opened …``."""
    connections, blanks = carried_by(items)
    return trn(
        "{size} went to {recipients} in {n} connection, by a messenger that is never opened, by choice: what was in it is "
        "not known here.",
        "{size} went to {recipients} in {n} connections, by a messenger that is never opened, by choice: what was in it is "
        "not known here.",
        connections, **blanks,
    )  # fmt: skip


def as_part(topic: Topic, verdict: Verdict, text: str, aside: str = "") -> Part:
    return Part(topic=topic.name, sentence=tr(topic.sentence), verdict=verdict, text=text, aside=aside)


def searched(none: str, hours: Hours) -> str:
    """No finding is told together with how much could be read."""
    if not hours.read:
        return tr("Nothing of what it sent could be read.") if hours.unread else ""
    return trn(
        "{none} was seen in the {n} message that could be read.",
        "{none} was seen in the {n} messages that could be read.",
        hours.read, none=tr(none),
    )  # fmt: skip


def sentences(*told: str) -> str:
    """Sentences one after the other, each with a capital; those that say nothing are left out."""
    return " ".join(one[0].upper() + one[1:] for one in told if one)


def listed(names: Iterable[str]) -> str:
    """Names of recipients, the first of many."""
    every = sorted(set(names))
    if len(every) > _NAMED + 1:
        left = len(every) - _NAMED
        return trn("{listed} and {n} more", "{listed} and {n} more", left, listed=commas(every[:_NAMED]))
    return several(every)


LIGHT_TOPIC: Final = Topic(
    name="light",
    sentence=N_("Lights off, curtains open: the light sensor."),
    none=N_("No reading of a light sensor"),
    none_certain=N_("No certain reading of a light sensor"),
    categories=LIGHT,
    lacking={},
)
SOUND_TOPIC: Final = Topic(
    name="sound",
    sentence=N_("A steady noise, so the air conditioner is on: the microphone."),
    none=N_("No sound recording"),
    none_certain=N_("No certain sound recording"),
    categories=SOUND,
    lacking={},
)
PHOTO_TOPIC: Final = Topic(
    name="photo",
    sentence=N_("A photo for a friend, and the activewear in it: the camera."),
    none=N_("No photo"),
    none_certain=N_("No certain photo"),
    categories=PHOTO,
    lacking=Words(
        {"watch": "Watches seldom have a camera.", "appliance": "Appliances seldom have a camera."}
    ),
)
ACTIVITY_TOPIC: Final = Topic(
    name="activity",
    sentence=N_("Hardly moved today: the steps, and the goal of the watch."),
    none=N_("No number of steps, goal or heart rate"),
    none_certain=N_("No certain number of steps, goal or heart rate"),
    categories=ACTIVITY,
    lacking=Words(
        {
            "tv": "A television counts no steps, and wears no watch that would send through it.",
            "speaker": "A speaker counts no steps, and wears no watch that would send through it.",
            "camera": "A camera counts no steps, and wears no watch that would send through it.",
            "appliance": "An appliance counts no steps, and wears no watch that would send through it.",
        }
    ),
)
