"""What the owner, or the person whose device it is, decides of it: merge, split, pause, open, forget; all journalled."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final, get_args

import msgspec

from analysis.consent import digest_for
from analysis.devices import KINDS, OWNER, Decision, Device, DeviceDirectory, Mode, append, decisions, record
from analysis.enrolment import UnusableEnrolment, free_address, mac_address
from analysis.handing_on import check_history, whose
from analysis.journal import Entry, tail
from analysis.people import ensure, known_as, people
from analysis.records import Record, utc_now
from analysis.settings import Home
from analysis.wording import tr

APART: Final = "apart"  # the owner's word that two devices are not the same
_DEPTH: Final = 8


class Apart(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Two devices that are not the same, as it is journalled."""

    at: datetime
    one: str
    other: str
    by: str = ""


def merge(home: Home, into: str, name: str, *, by: str = "") -> tuple[Device, Device]:
    """From now on ``name`` is read as ``into``: (the device, what was merged into it). Raises ``UnusableEnrolment``.

    Nothing is rewritten: each keeps its id, addresses, state and records, so that ``split`` brings all back. What was
    only observed stays observed until somebody opens the whole device.
    """
    decided = decisions(home)
    directory = DeviceDirectory(decided)
    main, other = directory.main(directory.named(into)), directory.named(name)
    if directory.main(other).id == main.id:
        raise UnusableEnrolment(
            tr("{other} and {device} are the same device already", other=other.name, device=main.name)
        )
    if other.alias_of:
        raise UnusableEnrolment(
            tr(
                "{other} is merged into {device}; split it off first",
                other=other.name,
                device=directory.main(other).name,
            )
        )
    one, another = whose(decided, main), whose(decided, other)
    if one and another and one != another:
        raise UnusableEnrolment(
            tr(
                "{device} is {person}'s and {other} is {other_person}'s: merged, {person} would see what was recorded of"
                " {other_person}'s; if one of them was never theirs, say whose it was with 'devices assign … --all-along'",
                device=main.name,
                person=one,
                other=other.name,
                other_person=another,
            )
        )
    if _depth(directory, other) + 1 > _DEPTH:
        raise UnusableEnrolment(
            tr("{device} holds too many merges of merges; split some off first", device=other.name)
        )
    moment = utc_now()
    merged = msgspec.structs.replace(other, alias_of=main.id)
    made = [Decision(at=moment, device=merged, by=by)]
    if other.person and not main.person:
        main = msgspec.structs.replace(main, person=other.person)
        made.append(Decision(at=moment, device=main, by=by))
    record(home, made)
    return main, merged


def split(home: Home, name: str, *, by: str = "") -> Device:
    """Undo a merge: the device stands for itself again. Raises ``UnusableEnrolment``."""
    device = DeviceDirectory(decisions(home)).named(name)
    if not device.alias_of:
        raise UnusableEnrolment(tr("{device} is not merged into another device", device=device.name))
    alone = msgspec.structs.replace(device, alias_of="")
    record(home, [Decision(at=utc_now(), device=alone, by=by)])
    return alone


def set_mode(home: Home, name: str, mode: Mode, *, by: str = "", agreed: str = "") -> Device:
    """Open, observe, pause, or end a device and all that is merged into it. Raises ``UnusableEnrolment``."""
    if mode not in get_args(Mode):
        raise UnusableEnrolment(f"{mode!r} is no mode; there are: {', '.join(get_args(Mode))}")
    directory = DeviceDirectory(decisions(home))
    device = directory.main(directory.named(name))
    if agreed:
        check_agreement(home, device.person, agreed)
        agreed = ensure(home, agreed)
    made = []
    for item in directory.members(device):
        if item.mode == "off" and item.id != device.id:
            continue
        before = item.mode if mode == "paused" and item.mode in ("open", "observe") else ""
        made.append(msgspec.structs.replace(item, mode=mode, before=before))
    if mode == "paused" and device.mode not in ("open", "observe"):
        raise UnusableEnrolment(tr("{device} is paused already", device=device.name))
    _record(home, made, by, agreed, digest_for(mode) if agreed else "")
    return made[0]


def resume(home: Home, name: str, *, by: str = "") -> Device:
    """End a pause: as it was before. Raises ``UnusableEnrolment``."""
    directory = DeviceDirectory(decisions(home))
    device = directory.main(directory.named(name))
    if device.mode != "paused":
        raise UnusableEnrolment(tr("{device} is not paused", device=device.name))
    made = [
        msgspec.structs.replace(item, mode=item.before or "observe", before="")
        for item in directory.members(device)
        if item.mode == "paused"
    ]
    _record(home, made, by)
    return made[0]


def agree(home: Home, name: str, person: str, *, by: str = "") -> Device:
    """Note that a person said yes to the state that their device is in. Raises ``UnusableEnrolment``."""
    decided = decisions(home)
    directory = DeviceDirectory(decided)
    device = directory.main(directory.named(name))
    digest = digest_for(device.mode)
    if not digest:
        raise UnusableEnrolment(
            tr("{device} is {mode}: there is nothing to agree to", device=device.name, mode=device.mode)
        )
    check_agreement(home, device.person, person)
    who = ensure(home, person)
    if not device.person:
        check_history(decided, directory.members(device), who)
    _record(home, [msgspec.structs.replace(device, person=device.person or who)], by, who, digest)
    return device


def check_agreement(home: Home, person: str, agreeing: str) -> None:
    """Raise ``UnusableEnrolment`` where somebody agrees for a person who is neither themselves nor in their care."""
    if not person or agreeing.strip().lower() == person.lower():
        return
    guardian = next((item.guardian for item in people(home) if item.name.lower() == person.lower()), "")
    if not guardian or agreeing.strip().lower() != guardian.lower():
        if guardian:
            raise UnusableEnrolment(
                tr(
                    "it is {person}'s device; only {person} or {guardian} can agree",
                    person=person,
                    guardian=guardian,
                )
            )
        raise UnusableEnrolment(tr("it is {person}'s device; only {person} can agree", person=person))


def forget(home: Home, name: str, *, by: str = "") -> Device:
    """End a device's enrolment and have all that was recorded of it erased (by the analyst, ``forgetting``)."""
    directory = DeviceDirectory(decisions(home))
    device = directory.main(directory.named(name))
    made = [
        msgspec.structs.replace(item, mode="off", before="", forgotten=True)
        for item in directory.members(device)
    ]
    _record(home, made, by)
    return made[0]


def assign(home: Home, name: str, person: str, *, all_along: bool = False, by: str = "") -> Device:
    """Say whose a device is; ``""`` for nobody in particular. Raises ``UnusableEnrolment``.

    A device that was another person's is refused: ``hand_on`` makes it one of its own. With ``all_along`` it was this
    person's from the beginning, and they see all that was recorded.
    """
    decided = decisions(home)
    directory = DeviceDirectory(decided)
    members = directory.members(directory.main(directory.named(name)))
    if not all_along:
        check_history(decided, members, known_as(home, person))
    who = ensure(home, person)
    made = [msgspec.structs.replace(item, person=who) for item in members]
    _record(home, made, by)
    return made[0]


def set_kind(home: Home, name: str, kind: str, *, by: str = "") -> Device:
    """Say what a device is; the owner's word is above every guess. Raises ``UnusableEnrolment``."""
    if kind not in KINDS:
        raise UnusableEnrolment(
            tr("{value} is no kind of device; there are: {known}", value=repr(kind), known=", ".join(KINDS))
        )
    directory = DeviceDirectory(decisions(home))
    device = msgspec.structs.replace(directory.main(directory.named(name)), kind=kind)
    _record(home, [device], by)
    return device


def confirm(home: Home, name: str, mac: str, *, by: str = "") -> Device:
    """The owner's word that a hardware address is this device's. Raises ``UnusableEnrolment``."""
    directory = DeviceDirectory(decisions(home))
    device = directory.named(name)
    address = mac_address(mac)
    if address in device.addresses:
        raise UnusableEnrolment(
            tr("{value} is known to be {device}'s already", value=address.value, device=device.name)
        )
    free_address(directory, address)
    confirmed = msgspec.structs.replace(device, addresses=(*device.addresses, address))
    _record(home, [confirmed], by)
    return confirmed


def keep_apart(home: Home, one: str, other: str, *, by: str = "") -> tuple[Device, Device]:
    """The owner's word that two devices are not the same: it is not proposed again. Raises ``UnusableEnrolment``."""
    directory = DeviceDirectory(decisions(home))
    first, second = (directory.main(directory.named(name)) for name in (one, other))
    if first.id == second.id:
        raise UnusableEnrolment(
            tr(
                "{device} and {other} are one device; split it with 'devices split'",
                device=first.name,
                other=second.name,
            )
        )
    word = Apart(at=utc_now(), one=first.id, other=second.id, by=by)
    append(home, [Entry(kind=APART, content=msgspec.json.encode(word, order="deterministic"))])
    return first, second


def kept_apart(home: Home) -> frozenset[frozenset[str]]:
    """The pairs of devices (their ids) that are not the same by the owner's word."""
    found: set[frozenset[str]] = set()
    after = 0
    while records := tail(home.journal_dir, OWNER, after, limit=1000, bodies=False):
        after = records[-1].position.seq
        for item in records:
            if item.kind == APART and item.content is not None:
                word = msgspec.json.decode(item.content, type=Apart)
                found.add(frozenset((word.one, word.other)))
    return frozenset(found)


def _record(home: Home, devices: Iterable[Device], by: str, agreed: str = "", agreed_to: str = "") -> None:
    moment = utc_now()
    record(
        home,
        [Decision(at=moment, device=item, by=by, agreed=agreed, agreed_to=agreed_to) for item in devices],
    )


def _depth(directory: DeviceDirectory, device: Device) -> int:
    """How many merges of merges stand below a device."""
    below = [item for item in directory.everyone() if item.alias_of == device.id]
    return 1 + max((_depth(directory, item) for item in below), default=0)
