"""Who said yes to what, and when: the text that a person is shown, and a device's decisions in words."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Final

import msgspec

from analysis.devices import Decision, Device, DeviceDirectory, decisions
from analysis.settings import Home
from analysis.wording import Words

STATES: Final = Words({
    "open": "open: what it sends is opened and read where its apps accept our certificate",
    "observe": "observed: whom it talks to, when and how much; nothing is opened",
    "paused": "paused: treated as if it were not enrolled, until you resume it",
    "off": "not enrolled: one number of bytes a day for all such devices together, nothing else",
})  # fmt: skip
_KEPT: Final = (
    "Everything stays on the box in this house. Messages are kept for at most 7 days, photos and sound until they are"
    " analysed, what was found until you ask for it to go. You and the owner of the box may each mark a single message to"
    " be kept longer, and have photos and sound kept as messages are for a day at most: you see which, and may undo it."
    " Banks, health services and messengers are never opened. You may pause this, end it, or have it forgotten at any"
    " time, and you may see all that was recorded of your device."
)
_TEXTS: Final = {
    "open": "This device may be opened: what its apps send is read, kept and shown to you and to the owner of the box. "
    + _KEPT,
    "observe": "This device may be observed: whom it talks to, when and how much is kept and shown to you and to the"
    " owner of the box. What it says is not opened. " + _KEPT,
}


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One decision in words. ``by`` is "the owner" or a person; ``agreed`` the person who said yes, if any."""

    at: datetime
    words: str
    by: str
    agreed: str = ""
    agreed_to: str = ""


def text_for(mode: str) -> str:
    """What a person is asked to say yes to; ``""`` for a state that needs no consent. In English: it is what is recorded."""
    return _TEXTS.get(mode, "")


def digest_for(mode: str) -> str:
    """The SHA-256 (hex) of that text, which the decision keeps."""
    text = text_for(mode)
    return hashlib.sha256(text.encode()).hexdigest() if text else ""


def history(home: Home, device: Device) -> list[Change]:
    """Every decision about a device, oldest first."""
    known = decisions(home)
    names = {item.id: item.name for item in DeviceDirectory(known).everyone()}
    found: list[Change] = []
    before: Device | None = None
    for decision in known:
        if decision.device.id != device.id:
            continue
        found.append(
            Change(
                at=decision.at,
                words=_words(before, decision, names),
                by=decision.by or "the owner",
                agreed=decision.agreed,
                agreed_to=decision.agreed_to,
            )
        )
        before = decision.device
    return found


def is_agreed(home: Home, device: Device) -> bool:
    """True where somebody's yes to the state that the device is in now is on record."""
    said = [item for item in decisions(home) if item.device.id == device.id and item.agreed]
    return bool(said) and said[-1].agreed_to == digest_for(device.mode)


def _words(before: Device | None, decision: Decision, names: dict[str, str]) -> str:
    after = decision.device
    if before is None:
        return f"enrolled as {after.name}, {STATES[after.mode].partition(':')[0]}"
    changes = [
        words
        for changed, words in (
            (before.name != after.name, f"named {after.name}"),
            (before.kind != after.kind, f"said to be: {after.kind}"),
            (
                before.person != after.person,
                f"is {after.person}'s" if after.person else "belongs to nobody in particular",
            ),
            (before.mode != after.mode, STATES[after.mode].partition(":")[0]),
            (
                before.alias_of != after.alias_of,
                f"merged into {names.get(after.alias_of, after.alias_of)}"
                if after.alias_of
                else "split off again",
            ),
            (before.addresses != after.addresses, _addresses(before, after)),
            (after.forgotten and not before.forgotten, "what was recorded of it is erased"),
        )
        if changed
    ]
    return "; ".join(changes) or ("agreed to" if decision.agreed else "confirmed")


def _addresses(before: Device, after: Device) -> str:
    new = [item for item in after.addresses if item not in before.addresses]
    gone = [item for item in before.addresses if item not in after.addresses]
    parts = [f"recognised by {item.kind} {item.value} as well" for item in new]
    return "; ".join([*parts, *(f"no longer recognised by {item.kind} {item.value}" for item in gone)])
