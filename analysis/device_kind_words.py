"""The kinds of devices in words, and a device within a sentence, in the language of now."""

from __future__ import annotations

from typing import Final

from analysis.wording import Words, tr

KIND_WORDS: Final = Words(
    {
        "phone": "phone", "tablet": "tablet", "watch": "watch", "computer": "computer", "tv": "tv", "speaker": "speaker",
        "camera": "camera", "appliance": "appliance", "unknown": "device",
    },
    context="kind of device",
)  # fmt: skip
_A: Final = Words(
    {
        "phone": "A phone", "tablet": "A tablet", "watch": "A watch", "computer": "A computer", "tv": "A tv",
        "speaker": "A speaker", "camera": "A camera", "appliance": "A appliance", "unknown": "A device",
    }
)  # fmt: skip
_THE: Final = Words(
    {
        "phone": "the phone", "tablet": "the tablet", "watch": "the watch", "computer": "the computer", "tv": "the tv",
        "speaker": "the speaker", "camera": "the camera", "appliance": "the appliance", "unknown": "the unknown",
    },
    context="a device that sent something",
)  # fmt: skip
_FROM: Final = Words(
    {
        "phone": "from the phone", "tablet": "from the tablet", "watch": "from the watch",
        "computer": "from the computer", "tv": "from the tv", "speaker": "from the speaker",
        "camera": "from the camera", "appliance": "from the appliance", "unknown": "from the unknown",
    }
)  # fmt: skip
_BY_WAY_OF: Final = Words(
    {
        "phone": "by way of the phone", "tablet": "by way of the tablet", "watch": "by way of the watch",
        "computer": "by way of the computer", "tv": "by way of the tv", "speaker": "by way of the speaker",
        "camera": "by way of the camera", "appliance": "by way of the appliance", "unknown": "by way of the unknown",
    }
)  # fmt: skip


def device_words(name: str) -> str:
    """A device's name within a sentence: a bare kind of device gets its article ("the phone", but "Anna's phone")."""
    return _THE.get(name.lower(), name)


def from_device(name: str) -> str:
    """``from the phone``, ``from Anna's phone``."""
    return _FROM.get(name.lower()) or tr("from {device}", device=name)


def by_way_of(name: str) -> str:
    """``by way of the phone``, ``by way of Anna's phone``."""
    return _BY_WAY_OF.get(name.lower()) or tr("by way of {device}", device=name)


def a_device(kind: str) -> str:
    """``A phone``; a kind that has no word is a device."""
    return _A.get(kind) or _A["unknown"]


def whose_device(kind: str, person: str) -> str:
    """``Anna’s phone``."""
    what = KIND_WORDS.get(kind) or KIND_WORDS["unknown"]
    return tr("{person}’s {device}", person=person, device=what)
