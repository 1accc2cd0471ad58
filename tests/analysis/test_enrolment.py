"""Enrolling says clearly what it cannot do, and journals what it does."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.device_decisions import set_mode
from analysis.devices import UnknownDevice, decisions
from analysis.enrolment import THIS_MACHINE, UnusableEnrolment, enrol, enrol_this_machine, rename
from analysis.settings import Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.open(tmp_path / "home")


def test_a_device_is_enrolled_changed_and_removed(home: Home) -> None:
    device = enrol(
        home, "  Anna's \n phone ", kind="phone", person="Anna", ips=("192.0.2.07".replace("07", "7"),)
    )
    assert (device.name, device.mode, device.addresses[0].value) == ("Anna's phone", "open", "192.0.2.7")
    assert set_mode(home, "anna's phone", "observe").mode == "observe"
    assert rename(home, "Anna's phone", "Phone").name == "Phone"
    assert set_mode(home, "phone", "off").mode == "off"
    assert len(decisions(home)) == 4


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({"name": ""}, "1 to 60"),
        ({"name": "x" * 61}, "1 to 60"),
        ({"name": "a\x1b[31m"}, "printable"),
        ({"name": "Phone"}, "already a device called Phone"),
        ({"name": "Other", "ips": ("192.0.2.300",)}, "no IP address"),
        ({"name": "Other", "ips": ()}, "say how"),
        ({"name": "Other", "macs": ("3c:a6:2f:bc:5e",)}, "no hardware address"),
        ({"name": "Other", "macs": ("3c:a6-2f:bc:5e:65",)}, "no hardware address"),
        ({"name": "Other", "ips": ("192.0.2.7",)}, "already belongs to Phone"),
        ({"name": "Other", "kind": "toaster"}, "no kind of device"),
        ({"name": "Other", "users": ("",)}, "no proxy user name"),
        ({"name": "Other", "users": ("a:b",)}, "no proxy user name"),
        ({"name": "Other", "users": ("a\n",)}, "no proxy user name"),
        ({"name": "Other", "ips": ("0.0.0.0",)}, "of no single device"),
        ({"name": "Other", "ips": ("::",)}, "of no single device"),
        ({"name": "Other", "ips": ("224.0.0.1",)}, "of no single device"),
        ({"name": "Other", "ips": ("255.255.255.255",)}, "of no single device"),
    ],
)
def test_what_cannot_be_enrolled_is_said(home: Home, arguments: dict[str, object], expected: str) -> None:
    enrol(home, "Phone", ips=("192.0.2.7",))
    with pytest.raises(UnusableEnrolment, match=expected):
        enrol(home, **{"ips": ("192.0.2.9",), **arguments})  # type: ignore[arg-type]
    assert len(decisions(home)) == 1


def test_a_hardware_address_is_written_one_way(home: Home) -> None:
    device = enrol(home, "Phone", macs=("3C-A6-2F-BC-5E-65",))
    assert [(address.kind, address.value) for address in device.addresses] == [("mac", "3c:a6:2f:bc:5e:65")]


def test_an_unknown_device_or_mode_is_said(home: Home) -> None:
    enrol(home, "Phone", ips=("192.0.2.7",))
    with pytest.raises(UnknownDevice):
        set_mode(home, "Watch", "observe")
    with pytest.raises(UnusableEnrolment, match="no mode"):
        set_mode(home, "Phone", "spy")


def test_this_machine_is_enrolled_once_and_stays_as_the_owner_decides(home: Home) -> None:
    assert enrol_this_machine(home).name == THIS_MACHINE
    set_mode(home, THIS_MACHINE, "observe")
    enrol_this_machine(home)
    assert len(decisions(home)) == 2
