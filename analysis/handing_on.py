"""A device that another person has from now on: what was recorded of it before is not shown to them.

A person sees a device whole, whenever it was recorded: the roll-ups cannot be cut at a time. So a device that was one
person's becomes another's only as a device of its own, or by the owner's word that it was theirs all along.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from analysis.devices import Decision, Device, DeviceDirectory, decisions, record
from analysis.enrolment import UnusableEnrolment, clean_device_name
from analysis.people import ensure
from analysis.records import new_id, utc_now
from analysis.settings import Home
from analysis.wording import tr


def whose(made: Sequence[Decision], device: Device) -> str:
    """The person whose it is, or whose it was last; "" where it was never anybody's."""
    named = (item.device.person for item in reversed(made) if item.device.id == device.id)
    return device.person or next(filter(None, named), "")


def check_history(made: Sequence[Decision], devices: Iterable[Device], person: str) -> None:
    """Raise ``UnusableEnrolment`` where a person would see what was recorded while a device was somebody else's."""
    for device in devices if person else ():
        before = whose(made, device)
        if before not in ("", person):
            raise UnusableEnrolment(
                tr(
                    "{person} would see what was recorded while it was {other}'s; if {device} was handed on, give it a name"
                    " of its own with 'devices assign … --as NEW-NAME'; if it was {person}'s all along, say so with"
                    " --all-along; or erase what was recorded with 'devices forget'",
                    person=person,
                    other=before,
                    device=device.name,
                )
            )


def hand_on(home: Home, name: str, person: str, new_name: str, *, by: str = "") -> Device:
    """Make a device another person's from now on, as a device of its own. Raises ``UnusableEnrolment``.

    The one that it was ends, with what was merged into it, and stays whose it was. The new one has its addresses and is
    observed: whoever has it now has not agreed to more.
    """
    directory = DeviceDirectory(decisions(home))
    ended = directory.members(directory.main(directory.named(name)))
    old = ended[0]
    if not person.strip():
        raise UnusableEnrolment(tr("say whose {device} is from now on", device=old.name))
    others = DeviceDirectory(item for item in decisions(home) if item.device.id not in {d.id for d in ended})
    clean, moment = clean_device_name(new_name, others), utc_now()
    new = Device(
        id=new_id(moment),
        name=clean,
        kind=old.kind,
        person=ensure(home, person),
        mode="paused" if old.mode == "paused" else "observe",
        before="observe" if old.mode == "paused" else "",
        addresses=tuple(
            dict.fromkeys(address for item in ended if item.mode != "off" for address in item.addresses)
        ),
    )
    # without addresses, so that no later word on the old ones takes them back
    off = [
        msgspec.structs.replace(item, mode="off", before="", addresses=())
        for item in ended
        if item.mode != "off"
    ]
    record(home, [Decision(at=moment, device=item, by=by) for item in (*off, new)])
    return new
