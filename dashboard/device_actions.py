"""What may be done to a device from its page, by whom, and what is said afterwards."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from analysis import device_decisions as decide
from analysis.devices import Device, DeviceDirectory, decisions
from analysis.enrolment import enrol
from analysis.errors import UserFault
from analysis.queries import Viewer
from analysis.settings import Home
from analysis.wording import Words, tr

# a person may say less of their own device at any time, and yes to more; whose is whose is for the owner to say
OF_PERSONS: Final = frozenset({"pause", "resume", "observe", "open", "agree", "forget", "end"})

_STAYS: Final = Words(
    {
        "open": "What comes from {device}’s addresses stays open.",
        "observe": "What comes from {device}’s addresses stays observe.",
        "paused": "What comes from {device}’s addresses stays paused.",
        "off": "What comes from {device}’s addresses stays off.",
    }
)


class NotAllowed(UserFault):
    """Somebody else's device, or something that only the owner decides; the text says which."""


def act(home: Home, viewer: Viewer, do: str, of: str, other: str = "") -> str:
    """Carry out what a button says: ``do`` to the device of id ``of``. The sentence that says what was done.

    Raises ``UserFault`` (``NotAllowed`` among them).
    """
    device = _device(home, viewer, do, of)
    if other and do in ("merge", "apart", "split"):
        _device(home, viewer, do, other)
    by = "" if viewer.owner else viewer.person or ""
    made = _ACTIONS.get(do)
    if made is None:
        raise NotAllowed(tr("there is no such button"))
    return made(home, device, other, by)


def add(home: Home, viewer: Viewer, *, name: str, kind: str, person: str, address: str, opened: bool) -> str:
    """Enrol a device from the form; an address is an IP address, a hardware address, or a proxy user's name."""
    if not viewer.owner:
        raise NotAllowed(tr("only the owner of the box enrols devices; ask them"))
    clean = address.strip()
    if clean.count(":") == 5 or clean.count("-") == 5:
        device = enrol(home, name, kind=kind, person=person, macs=(clean,), observe=not opened)
    elif any(letter in clean for letter in ".:"):
        device = enrol(home, name, kind=kind, person=person, ips=(clean,), observe=not opened)
    else:
        device = enrol(
            home, name, kind=kind, person=person, users=(clean,) if clean else (), observe=not opened
        )
    if device.mode == "open":
        return tr("{device} is enrolled and opened from now on.", device=device.name)
    return tr("{device} is enrolled and observed from now on.", device=device.name)


def _device(home: Home, viewer: Viewer, do: str, of: str) -> Device:
    known = {item.id: item for item in DeviceDirectory(decisions(home)).everyone() if item.mode != "off"}
    device = known.get(of)
    if device is None or not (viewer.owner or (viewer.person and device.person == viewer.person)):
        raise NotAllowed(tr("there is no such device, or it is not yours"))
    if not viewer.owner and do not in OF_PERSONS:
        raise NotAllowed(tr("only the owner of the box decides that; ask them"))
    return device


def _merge(home: Home, device: Device, other: str, by: str) -> str:
    main, merged = decide.merge(home, device.id, other, by=by)
    words = tr(
        "{other} is read as {device} from now on. “Split” undoes it.", other=merged.name, device=main.name
    )
    return words if merged.mode == main.mode else f"{words} {_STAYS.filled(merged.mode, device=merged.name)}"


def _apart(home: Home, device: Device, other: str, by: str) -> str:
    first, second = decide.keep_apart(home, device.id, other, by=by)
    return tr(
        "{device} and {other} are not the same; it is not proposed again.",
        device=first.name,
        other=second.name,
    )


def _mode(home: Home, device: Device, do: str, by: str) -> str:
    if do == "open":
        decide.set_mode(home, device.id, "open", by=by, agreed=by)
        return tr("{device} is opened from now on.", device=device.name)
    if do == "observe":
        decide.set_mode(home, device.id, "observe", by=by, agreed=by)
        return tr("{device} is only observed from now on.", device=device.name)
    decide.set_mode(home, device.id, "paused", by=by)
    return tr("{device} is paused: nothing of it is opened or named until it is resumed.", device=device.name)


def _resume(home: Home, device: Device, by: str) -> str:
    resumed = decide.resume(home, device.id, by=by)
    if resumed.mode == "open":
        return tr("{device} is opened again.", device=device.name)
    return tr("{device} is observed again.", device=device.name)


def _agree(home: Home, device: Device, by: str) -> str:
    decide.agree(home, device.id, by or device.person, by=by)
    return tr("It is noted that {person} agreed.", person=by or device.person)


def _end(home: Home, device: Device, by: str) -> str:
    decide.set_mode(home, device.id, "off", by=by)
    return tr("{device} is no longer enrolled. What was recorded before stays.", device=device.name)


def _forget(home: Home, device: Device, by: str) -> str:
    decide.forget(home, device.id, by=by)
    return tr("{device} is no longer enrolled; what was recorded of it is being erased.", device=device.name)


def _split(home: Home, _device: Device, other: str, by: str) -> str:
    return tr("{device} stands for itself again.", device=decide.split(home, other, by=by).name)


def _confirm(home: Home, device: Device, other: str, by: str) -> str:
    decide.confirm(home, device.id, other, by=by)
    return tr("{device} is recognised by {address} as well.", device=device.name, address=other)


_ACTIONS: Final[dict[str, Callable[[Home, Device, str, str], str]]] = {
    "merge": _merge,
    "apart": _apart,
    "split": _split,
    "confirm": _confirm,
    "open": lambda home, device, _other, by: _mode(home, device, "open", by),
    "observe": lambda home, device, _other, by: _mode(home, device, "observe", by),
    "pause": lambda home, device, _other, by: _mode(home, device, "pause", by),
    "resume": lambda home, device, _other, by: _resume(home, device, by),
    "agree": lambda home, device, _other, by: _agree(home, device, by),
    "end": lambda home, device, _other, by: _end(home, device, by),
    "forget": lambda home, device, _other, by: _forget(home, device, by),
}
