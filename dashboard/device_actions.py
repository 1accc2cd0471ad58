"""What may be done to a device from its page, by whom, and what is said afterwards."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Final, TypedDict

from analysis import device_decisions as decide
from analysis.devices import Device, DeviceDirectory, decisions
from analysis.enrolment import UnusableEnrolment, enrol, mac_address
from analysis.errors import UserFault
from analysis.people import clean_name
from analysis.pins import keep_media
from analysis.queries import Viewer
from analysis.settings import Home
from analysis.wording import Words, tr, trn

# a person may say less of their own device at any time, and yes to more; whose is whose is for the owner to say
OF_PERSONS: Final = frozenset(
    {"pause", "resume", "observe", "open", "agree", "forget", "end", "media", "media over"}
)
# an address with a slip in it is not taken for a name: numbers with something between them, pairs of hexadecimal digits
_MISWRITTEN: Final = re.compile(
    r"(?i)\d+(?:[,;/_-]+\d*){2,}|[0-9a-f]{12}|[0-9a-f]{2}(?:[,;_-][0-9a-f]{2}){2,}"
)
MEDIA_FOR: Final = timedelta(hours=1)  # that photos and sound are kept as messages are

_STAYS: Final = Words(
    {
        "open": "What comes from {device}’s addresses stays open.",
        "observe": "What comes from {device}’s addresses stays observe.",
        "paused": "What comes from {device}’s addresses stays paused.",
        "off": "What comes from {device}’s addresses stays off.",
    }
)


class _Addresses(TypedDict, total=False):
    """Addresses as ``enrol`` takes them."""

    ips: tuple[str, ...]
    macs: tuple[str, ...]
    users: tuple[str, ...]


class NotAllowed(UserFault):
    """Somebody else's device, or something that only the owner decides; the text says which."""


def act(home: Home, viewer: Viewer, do: str, of: str, other: str = "", said: str = "") -> str:
    """Carry out what a button says: ``do`` to the device of id ``of``. The sentence that says what was done.

    ``said`` is who said yes, by the owner's word; who is not the owner says yes for themselves alone.
    Raises ``UserFault`` (``NotAllowed`` among them).
    """
    device = _device(home, viewer, do, of)
    if other and do in ("merge", "apart", "split"):
        _device(home, viewer, do, other)
    by = "" if viewer.owner else viewer.person or ""
    if do in _OF_CONSENT:
        return _with_consent(home, device, do, by, said.strip() if viewer.owner else by)
    made = _ACTIONS.get(do)
    if made is None:
        raise NotAllowed(tr("there is no such button"))
    return made(home, device, other, by)


def add(
    home: Home,
    viewer: Viewer,
    *,
    name: str,
    kind: str,
    person: str,
    address: str,
    opened: bool,
    agreed: str = "",
) -> str:
    """Enrol a device from the form; an address is an IP address, a hardware address, or a proxy user's name.

    ``agreed`` is who said yes, by the owner's word, as the command line's ``--agreed-by``. Without it the device is only
    observed, whatever was asked for.
    """
    if not viewer.owner:
        raise NotAllowed(tr("only the owner of the box enrols devices; ask them"))
    by_kind, clean = _recognised(address.strip()), agreed.strip()
    if clean:
        clean_name(clean)  # before anything is written
        decide.check_agreement(home, person.strip(), clean)
    device = enrol(home, name, kind=kind, person=person, observe=not (opened and clean), **by_kind)
    if clean:
        decide.agree(home, device.id, clean)
    if device.mode == "open":
        return tr("{device} is enrolled and opened from now on.", device=device.name)
    if opened:
        return tr(
            "{device} is enrolled and only observed from now on: who said yes to its being opened was not entered.",
            device=device.name,
        )
    return tr("{device} is enrolled and observed from now on.", device=device.name)


def _recognised(address: str) -> _Addresses:
    """What the form's address is, as ``enrol`` takes it. Raises ``UnusableEnrolment`` for what can be nothing of it."""
    if not address:
        raise UnusableEnrolment(
            tr(
                "enter how the device is recognised: its IP address, its hardware address or its proxy user’s name"
            )
        )
    with suppress(ValueError):
        ipaddress.ip_address(address)
        return {"ips": (address,)}
    with suppress(UnusableEnrolment):
        mac_address(address)
        return {"macs": (address,)}
    named = address.isprintable() and len(address) <= 60 and not any(letter in address for letter in ".: ")
    if not named or _MISWRITTEN.fullmatch(address):
        raise UnusableEnrolment(
            tr(
                "{value} is no address of a device: neither an IP address such as 192.168.1.20, nor a hardware address such"
                " as 3c:a6:2f:bc:5e:65, nor a proxy user’s name",
                value=repr(address),
            )
        )
    return {"users": (address,)}


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


def _with_consent(home: Home, device: Device, do: str, by: str, said: str) -> str:
    """What is not done before it is entered who said yes to it."""
    if not said:
        raise UnusableEnrolment(tr("enter who said yes to it; ask them first"))
    clean_name(said)
    if do == "agree":
        decide.agree(home, device.id, said, by=by)
        return tr("It is noted that {person} agreed.", person=said)
    decide.set_mode(home, device.id, "open", by=by, agreed=said)
    return tr("{device} is opened from now on.", device=device.name)


def _mode(home: Home, device: Device, do: str, by: str) -> str:
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


def _media(home: Home, device: Device, do: str, by: str) -> str:
    if do == "media over":
        keep_media(home, device, timedelta(0), by=by)
        return tr("Photos and sound that {device} sends go as soon as they are analysed.", device=device.name)
    keep_media(home, device, MEDIA_FOR, by=by)
    return trn(
        "Photos and sound that {device} sends in the next hour are kept for {n} day, as messages are; each can be kept"
        " longer on the page Evidence.",
        "Photos and sound that {device} sends in the next hour are kept for {n} days, as messages are; each can be kept"
        " longer on the page Evidence.",
        home.settings.body_days, device=device.name,
    )  # fmt: skip


_OF_CONSENT: Final = ("open", "agree")
_ACTIONS: Final[dict[str, Callable[[Home, Device, str, str], str]]] = {
    "merge": _merge,
    "apart": _apart,
    "split": _split,
    "confirm": _confirm,
    "observe": lambda home, device, _other, by: _mode(home, device, "observe", by),
    "pause": lambda home, device, _other, by: _mode(home, device, "pause", by),
    "resume": lambda home, device, _other, by: _resume(home, device, by),
    "media": lambda home, device, _other, by: _media(home, device, "media", by),
    "media over": lambda home, device, _other, by: _media(home, device, "media over", by),
    "end": lambda home, device, _other, by: _end(home, device, by),
    "forget": lambda home, device, _other, by: _forget(home, device, by),
}
