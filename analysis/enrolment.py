"""Enrols and changes devices; every decision is journalled."""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from typing import Final, get_args

import msgspec

from analysis.devices import KINDS, Device, DeviceDirectory, Mode, decide, decisions
from analysis.errors import UserFault
from analysis.records import Address
from analysis.settings import Home

THIS_MACHINE: Final = "this machine"
_MAC: Final = re.compile(r"(?i)[0-9a-f]{2}(?:([:-])[0-9a-f]{2}(?:\1[0-9a-f]{2}){4})")
LOOPBACK: Final = ("127.0.0.1", "::1")


class UnusableEnrolment(UserFault):
    """A device cannot be enrolled or changed as asked; the text is one line that says why."""


def enrol(
    home: Home,
    name: str,
    *,
    kind: str = "unknown",
    person: str = "",
    ips: tuple[str, ...] = (),
    macs: tuple[str, ...] = (),
    users: tuple[str, ...] = (),
    observe: bool = False,
) -> Device:
    """Enrol a new device, recognised by IP and MAC addresses and proxy user names. Raises ``UnusableEnrolment``."""
    directory = DeviceDirectory(decisions(home))
    clean = _clean_name(name, directory)
    if kind not in KINDS:
        raise UnusableEnrolment(f"{kind!r} is no kind of device; there are: {', '.join(KINDS)}")
    addresses = (*map(_ip, ips), *map(_mac, macs), *map(_user, users))
    if not addresses:
        raise UnusableEnrolment(
            "say how the device is recognised: --ip ADDRESS, --mac ADDRESS or --user NAME"
        )
    for device in directory.devices():
        taken = sorted(address.value for address in addresses if address in device.addresses)
        if taken:
            raise UnusableEnrolment(
                f"{taken[0]} already belongs to {device.name}; remove or change that one first"
            )
    mode: Mode = "observe" if observe else "open"
    return decide(home, Device(id="", name=clean, kind=kind, person=person, mode=mode, addresses=addresses))


def change(home: Home, name: str, *, mode: str = "", new_name: str = "") -> Device:
    """Change a device's mode or name. Raises ``UnknownDevice`` or ``UnusableEnrolment``."""
    directory = DeviceDirectory(decisions(home))
    device = directory.named(name)
    if mode:
        if mode not in get_args(Mode):
            raise UnusableEnrolment(f"{mode!r} is no mode; there are: open, observe, off")
        device = msgspec.structs.replace(device, mode=mode)
    if new_name:
        device = msgspec.structs.replace(device, name=_clean_name(new_name, directory))
    return decide(home, device)


def enrol_this_machine(home: Home) -> Device:
    """This machine itself, recognised by loopback; enrolled once, and left as the owner has since decided."""
    for decision in decisions(home):
        if any(address.value in LOOPBACK for address in decision.device.addresses):
            return decision.device
    addresses = tuple(Address(kind="ip", value=value) for value in LOOPBACK)
    return decide(home, Device(id="", name=THIS_MACHINE, kind="computer", addresses=addresses))


def _clean_name(name: str, directory: DeviceDirectory) -> str:
    clean = " ".join(name.split())
    if not 1 <= len(clean) <= 60 or any(unicodedata.category(letter).startswith("C") for letter in clean):
        raise UnusableEnrolment("a device's name has 1 to 60 printable characters")
    if any(device.name.lower() == clean.lower() for device in directory.devices()):
        raise UnusableEnrolment(f"there is already a device called {clean}")
    return clean


def _ip(text: str) -> Address:
    try:
        address = ipaddress.ip_address(text)
    except ValueError as error:
        raise UnusableEnrolment(f"{text!r} is no IP address such as 192.168.1.20") from error
    if address.is_unspecified or address.is_multicast or str(address) == "255.255.255.255":
        raise UnusableEnrolment(f"{text} is the address of no single device; give one such as 192.168.1.20")
    return Address(kind="ip", value=str(address))


def _mac(text: str) -> Address:
    if not _MAC.fullmatch(text):
        raise UnusableEnrolment(f"{text!r} is no hardware address such as 3c:a6:2f:bc:5e:65")
    return Address(kind="mac", value=text.lower().replace("-", ":"))


def _user(text: str) -> Address:
    printable = not any(unicodedata.category(letter).startswith(("C", "Z")) for letter in text)
    if not 1 <= len(text) <= 60 or ":" in text or not printable:
        raise UnusableEnrolment(
            f"{text!r} is no proxy user name: 1 to 60 printable characters without ':' or blanks"
        )
    return Address(kind="proxy_user", value=text)
