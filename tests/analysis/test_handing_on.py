"""A device that is handed on: what was recorded while it was one person's is not shown to the next."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from analysis.device_decisions import agree, assign, merge, set_mode
from analysis.devices import Device, DeviceDirectory, decisions
from analysis.enrolment import UnusableEnrolment, enrol
from analysis.handing_on import hand_on
from analysis.people import remove, rename
from analysis.records import Address, utc_now
from analysis.settings import Home

PHONE_IP, OLD_IP = "192.0.2.7", "192.0.2.8"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    found = Home.open(tmp_path / "home")
    enrol(found, "Phone", kind="phone", person="Ada", ips=(PHONE_IP,))
    return found


def directory(home: Home) -> DeviceDirectory:
    return DeviceDirectory(decisions(home))


def at(home: Home, ip: str, seconds: float = 1.0) -> Device | None:
    when = utc_now() + timedelta(seconds=seconds)
    return directory(home).resolve((Address(kind="ip", value=ip),), when)


def test_another_persons_device_is_not_assigned(home: Home) -> None:
    before = decisions(home)
    with pytest.raises(
        UnusableEnrolment, match="Ben would see what was recorded while it was Ada's"
    ) as error:
        assign(home, "Phone", "Ben")
    for words in ("--as", "--all-along", "devices forget"):
        assert words in str(error.value)
    assert "\n" not in str(error.value)
    assert decisions(home) == before


@pytest.mark.parametrize("way", ["nobody's meanwhile", "a person who was removed", "merged into it"])
def test_nor_by_a_roundabout_way(home: Home, way: str) -> None:
    if way == "nobody's meanwhile":
        assign(home, "Phone", "")
    elif way == "a person who was removed":
        remove(home, "Ada")
    else:
        enrol(home, "Main", ips=(OLD_IP,))
        merge(home, "Main", "Phone")
        assign(home, "Main", "")
    with pytest.raises(UnusableEnrolment, match="while it was Ada's"):
        assign(home, "Main" if way == "merged into it" else "Phone", "Ben")


def test_nor_by_a_merge_nor_by_a_yes(home: Home) -> None:
    enrol(home, "New", person="Ben", ips=(OLD_IP,))
    assign(home, "Phone", "")
    for into, other in (("New", "Phone"), ("Phone", "New")):
        with pytest.raises(UnusableEnrolment, match="would see what was recorded of"):
            merge(home, into, other)
    with pytest.raises(UnusableEnrolment, match="while it was Ada's"):
        agree(home, "Phone", "Ben")
    assert {device.person for device in directory(home).devices()} == {"", "Ben"}


def test_what_was_nobodys_or_is_the_same_persons_is_assigned(home: Home) -> None:
    enrol(home, "Tablet", ips=(OLD_IP,))
    assert assign(home, "Tablet", "Ben").person == "Ben"
    assign(home, "Phone", "")
    assert assign(home, "Phone", "ada").person == "Ada"
    rename(home, "Ada", "Adele")
    assert assign(home, "Phone", "Adele").person == "Adele"


def test_the_owner_may_say_that_it_was_somebodys_all_along(home: Home) -> None:
    assert assign(home, "Phone", "Ben", all_along=True).person == "Ben"
    assert [device.person for device in directory(home).devices()] == ["Ben"]


def test_handed_on_it_is_a_device_of_its_own_from_then_on(home: Home) -> None:
    enrol(home, "Old", person="Ada", ips=(OLD_IP,))
    merge(home, "Phone", "Old")
    before = directory(home).named("Phone")
    new = hand_on(home, "Phone", "Ben", "Ben's phone")
    assert (new.name, new.person, new.kind, new.mode) == ("Ben's phone", "Ben", "phone", "observe")
    assert new.id != before.id
    assert [device.name for device in directory(home).devices()] == ["Ben's phone"]
    for ip in (PHONE_IP, OLD_IP):
        found = at(home, ip)
        assert found is not None
        assert found.id == new.id
    just_before = decisions(home)[-1].at - timedelta(microseconds=1)
    earlier = directory(home).resolve((Address(kind="ip", value=PHONE_IP),), just_before)
    assert earlier is not None
    assert earlier.id == before.id
    ended = [device for device in directory(home).everyone() if device.id != new.id]
    assert {(device.person, device.mode) for device in ended} == {("Ada", "off")}  # hers, as it was
    rename(home, "Ada", "Adele")
    found = at(home, PHONE_IP)
    assert found is not None
    assert found.id == new.id


def test_a_pause_goes_on_and_nothing_is_opened_afterwards(home: Home) -> None:
    set_mode(home, "Phone", "paused")
    new = hand_on(home, "Phone", "Ben", "phone")  # the name of the one that ends is free
    assert (new.mode, new.before, new.name) == ("paused", "observe", "phone")


def test_handing_on_to_nobody_or_under_anothers_name_is_refused(home: Home) -> None:
    enrol(home, "Other", ips=(OLD_IP,))
    before = decisions(home)
    with pytest.raises(UnusableEnrolment, match="already a device called Other"):
        hand_on(home, "Phone", "Ben", "Other")
    with pytest.raises(UnusableEnrolment, match="whose"):
        hand_on(home, "Phone", "", "New")
    assert decisions(home) == before


def test_the_form_says_how_a_device_is_handed_on(home: Home) -> None:
    with pytest.raises(UnusableEnrolment, match="end Phone first: what was recorded of it stays Ada's"):
        enrol(home, "Ben's phone", person="Ben", ips=(PHONE_IP,))
    with pytest.raises(UnusableEnrolment, match="remove or change that one first"):
        enrol(home, "Again", person="Ada", ips=(PHONE_IP,))
    set_mode(home, "Phone", "off")
    new = enrol(home, "Ben's phone", person="Ben", ips=(PHONE_IP,))
    rename(home, "Ada", "Adele")  # a later word on the device that ended takes no address back
    found = at(home, PHONE_IP)
    assert found is not None
    assert found.id == new.id
