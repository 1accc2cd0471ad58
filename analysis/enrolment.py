"""Enrols and renames devices; every decision is journalled."""

from __future__ import annotations

import ipaddress
import unicodedata
from typing import Final

import msgspec

from analysis.devices import KINDS, Device, DeviceDirectory, Mode, decide, decisions
from analysis.errors import UserFault
from analysis.lazy_patterns import lazy_pattern
from analysis.people import ensure
from analysis.records import Address
from analysis.settings import Home
from analysis.wording import tr

THIS_MACHINE: Final = "this machine"
_MAC: Final = lazy_pattern(r"(?i)[0-9a-f]{2}(?:([:-])[0-9a-f]{2}(?:\1[0-9a-f]{2}){4})")
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
    by: str = "",
) -> Device:
    """Enrol a new device, recognised by IP and MAC addresses and proxy user names. Raises ``UnusableEnrolment``."""
    directory = DeviceDirectory(decisions(home))
    clean = clean_device_name(name, directory)
    if kind not in KINDS:
        raise UnusableEnrolment(
            tr("{value} is no kind of device; there are: {known}", value=repr(kind), known=", ".join(KINDS))
        )
    addresses = (*map(_ip, ips), *map(mac_address, macs), *map(_user, users))
    if not addresses:
        raise UnusableEnrolment(
            tr("say how the device is recognised: --ip ADDRESS, --mac ADDRESS or --user NAME")
        )
    for address in addresses:
        free_address(directory, address, person.strip())
    mode: Mode = "observe" if observe else "open"
    who = ensure(home, person)
    made = Device(id="", name=clean, kind=kind, person=who, mode=mode, addresses=addresses)
    return decide(home, made, by=by)


def rename(home: Home, name: str, new_name: str, *, by: str = "") -> Device:
    """Give a device another name. Raises ``UnknownDevice`` or ``UnusableEnrolment``."""
    directory = DeviceDirectory(decisions(home))
    device = directory.named(name)
    return decide(home, msgspec.structs.replace(device, name=clean_device_name(new_name, directory)), by=by)


def enrol_this_machine(home: Home) -> Device:
    """This machine itself, recognised by loopback; enrolled once, and left as the owner has since decided."""
    for decision in decisions(home):
        if any(address.value in LOOPBACK for address in decision.device.addresses):
            return decision.device
    addresses = tuple(Address(kind="ip", value=value) for value in LOOPBACK)
    return decide(home, Device(id="", name=THIS_MACHINE, kind="computer", addresses=addresses))


def clean_device_name(name: str, directory: DeviceDirectory) -> str:
    """A device's name as it is kept. Raises ``UnusableEnrolment``, also where another device has it."""
    clean = " ".join(name.split())
    if not 1 <= len(clean) <= 60 or any(unicodedata.category(letter).startswith("C") for letter in clean):
        raise UnusableEnrolment(tr("a device's name has 1 to 60 printable characters"))
    if any(device.name.lower() == clean.lower() for device in directory.everyone() if device.mode != "off"):
        raise UnusableEnrolment(tr("there is already a device called {name}", name=clean))
    return clean


def _ip(text: str) -> Address:
    try:
        address = ipaddress.ip_address(text)
    except ValueError as error:
        raise UnusableEnrolment(
            tr("{value} is no IP address such as 192.168.1.20", value=repr(text))
        ) from error
    if address.is_unspecified or address.is_multicast or str(address) == "255.255.255.255":
        raise UnusableEnrolment(
            tr("{value} is the address of no single device; give one such as 192.168.1.20", value=text)
        )
    return Address(kind="ip", value=str(address))


def free_address(directory: DeviceDirectory, address: Address, person: str = "") -> None:
    """Raise ``UnusableEnrolment`` where an address belongs to a device already; ``person`` is whose the new one is."""
    for device in directory.everyone():
        if device.mode != "off" and address in device.addresses:
            if person and device.person and device.person.lower() != person.lower():
                raise UnusableEnrolment(
                    tr(
                        "{value} belongs to {device}, which is {person}'s; if it was handed on, end {device} first: what"
                        " was recorded of it stays {person}'s",
                        value=address.value,
                        device=device.name,
                        person=device.person,
                    )
                )
            raise UnusableEnrolment(
                tr(
                    "{value} already belongs to {device}; remove or change that one first",
                    value=address.value,
                    device=device.name,
                )
            )


def mac_address(text: str) -> Address:
    """A hardware address, written one way. Raises ``UnusableEnrolment``."""
    if not _MAC.fullmatch(text):
        raise UnusableEnrolment(
            tr("{value} is no hardware address such as 3c:a6:2f:bc:5e:65", value=repr(text))
        )
    return Address(kind="mac", value=text.lower().replace("-", ":"))


def _user(text: str) -> Address:
    printable = not any(unicodedata.category(letter).startswith(("C", "Z")) for letter in text)
    if not 1 <= len(text) <= 60 or ":" in text or not printable:
        raise UnusableEnrolment(
            tr(
                "{value} is no proxy user name: 1 to 60 printable characters without ':' or blanks",
                value=repr(text),
            )
        )
    return Address(kind="proxy_user", value=text)
