"""Merging, pausing, opening and forgetting are decisions: journalled, undone without loss, refused where they would harm."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from analysis.device_decisions import (
    agree,
    assign,
    confirm,
    forget,
    keep_apart,
    kept_apart,
    merge,
    resume,
    set_kind,
    set_mode,
    split,
)
from analysis.devices import Device, DeviceDirectory, decisions
from analysis.enrolment import UnusableEnrolment, enrol
from analysis.people import add, people
from analysis.records import Address, utc_now
from analysis.settings import Home

OLD, NEW = "192.0.2.7", "192.0.2.8"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    found = Home.open(tmp_path / "home")
    enrol(found, "Phone", person="Anna", ips=(OLD,))
    enrol(found, "New", observe=True, ips=(NEW,))
    return found


def directory(home: Home) -> DeviceDirectory:
    return DeviceDirectory(decisions(home))


def at(home: Home, ip: str) -> Device | None:
    return directory(home).resolve((Address(kind="ip", value=ip),), utc_now() + timedelta(seconds=1))


def mode(home: Home, ip: str) -> str | None:
    device = at(home, ip)
    return device.mode if device is not None else None


def test_a_merged_device_keeps_its_id_state_and_addresses_and_is_read_as_the_other(home: Home) -> None:
    other = directory(home).named("New")
    main, merged = merge(home, "Phone", "New")
    assert [device.name for device in directory(home).devices()] == ["Phone"]
    assert directory(home).main(merged).id == main.id
    assert merged.id == other.id
    found = at(home, NEW)
    assert found is not None
    assert (found.id, found.mode) == (other.id, "observe")  # a merge opens nothing that was not open
    assert split(home, "New").alias_of == ""
    assert [device.name for device in directory(home).devices()] == ["New", "Phone"]
    assert directory(home).named("New") == other


def test_what_is_decided_of_a_device_holds_for_what_is_merged_into_it(home: Home) -> None:
    merge(home, "Phone", "New")
    set_mode(home, "Phone", "open", agreed="Anna")
    assert (mode(home, OLD), mode(home, NEW)) == ("open", "open")
    set_mode(home, "Phone", "paused")
    assert (mode(home, OLD), mode(home, NEW)) == (None, None)
    resume(home, "phone")
    assert (mode(home, OLD), mode(home, NEW)) == ("open", "open")
    set_mode(home, "Phone", "off")
    assert (mode(home, OLD), mode(home, NEW)) == (None, None)


def test_a_pause_ends_as_it_was_for_each(home: Home) -> None:
    merge(home, "Phone", "New")
    set_mode(home, "Phone", "paused")
    resume(home, "Phone")
    assert (mode(home, OLD), mode(home, NEW)) == ("open", "observe")
    with pytest.raises(UnusableEnrolment, match="not paused"):
        resume(home, "Phone")
    set_mode(home, "Phone", "paused")
    with pytest.raises(UnusableEnrolment, match="paused already"):
        set_mode(home, "Phone", "paused")
    assert [device.name for device in directory(home).devices()] == ["Phone"]  # still listed


def test_two_persons_devices_are_not_merged(home: Home) -> None:
    assign(home, "New", "Ben")
    with pytest.raises(UnusableEnrolment, match="Anna would see what was recorded of Ben's"):
        merge(home, "Phone", "New")
    assert len(directory(home).devices()) == 2


def test_a_merge_that_makes_no_sense_is_refused(home: Home) -> None:
    enrol(home, "Third", ips=("192.0.2.9",))
    with pytest.raises(UnusableEnrolment, match="same device already"):
        merge(home, "Phone", "Phone")
    merge(home, "Phone", "New")
    with pytest.raises(UnusableEnrolment, match="same device already"):
        merge(home, "New", "Phone")
    with pytest.raises(UnusableEnrolment, match="split it off first"):
        merge(home, "Third", "New")
    with pytest.raises(UnusableEnrolment, match="not merged"):
        split(home, "Phone")


def test_merges_of_merges_end(home: Home) -> None:
    main = "Phone"
    for number in range(7):
        enrol(home, f"d{number}", ips=(f"198.51.100.{number}",))
        merge(home, f"d{number}", main)
        main = f"d{number}"
    assert directory(home).main(directory(home).named("Phone")).name == main
    enrol(home, "one more", ips=("198.51.100.99",))
    with pytest.raises(UnusableEnrolment, match="too many merges"):
        merge(home, "one more", main)
    assert at(home, OLD) is not None


def test_a_merged_devices_address_stays_taken(home: Home) -> None:
    merge(home, "Phone", "New")
    with pytest.raises(UnusableEnrolment, match="already belongs to New"):
        enrol(home, "Other", ips=(NEW,))
    with pytest.raises(UnusableEnrolment, match="already a device called new"):
        enrol(home, "new", ips=("192.0.2.50",))


def test_an_address_is_confirmed_once_and_only_where_it_is_free(home: Home) -> None:
    device = confirm(home, "Phone", "3C-A6-2F-00-00-01")
    assert device.addresses[-1] == Address(kind="mac", value="3c:a6:2f:00:00:01")
    with pytest.raises(UnusableEnrolment, match="already"):
        confirm(home, "Phone", "3c:a6:2f:00:00:01")
    with pytest.raises(UnusableEnrolment, match="already belongs to Phone"):
        confirm(home, "New", "3c:a6:2f:00:00:01")
    with pytest.raises(UnusableEnrolment, match="no hardware address"):
        confirm(home, "New", "3c:a6")


def test_the_owners_word_on_kind_and_on_what_is_not_the_same_is_kept(home: Home) -> None:
    assert set_kind(home, "New", "tablet").kind == "tablet"
    with pytest.raises(UnusableEnrolment, match="no kind"):
        set_kind(home, "New", "toaster")
    first, second = keep_apart(home, "Phone", "New", by="Anna")
    assert kept_apart(home) == {frozenset({first.id, second.id})}
    with pytest.raises(UnusableEnrolment, match="one device"):
        keep_apart(home, "Phone", "Phone")


def test_only_the_person_whose_device_it_is_can_agree(home: Home) -> None:
    with pytest.raises(UnusableEnrolment, match="only Anna can agree"):
        agree(home, "Phone", "Ben")
    with pytest.raises(UnusableEnrolment, match="only Anna can agree"):
        set_mode(home, "Phone", "open", agreed="Ben")
    assert [person.name for person in people(home)] == ["Anna"]
    agree(home, "Phone", "anna")
    assert decisions(home)[-1].agreed == "Anna"
    agree(home, "New", "Ben")
    assert directory(home).named("New").person == "Ben"
    assert [person.name for person in people(home)] == ["Anna", "Ben"]
    set_mode(home, "New", "paused")
    with pytest.raises(UnusableEnrolment, match="nothing to agree"):
        agree(home, "New", "Ben")


def test_for_a_child_the_guardian_agrees(home: Home) -> None:
    add(home, "Mia", guardian="Anna")
    assign(home, "New", "Mia")
    with pytest.raises(UnusableEnrolment, match="only Mia or Anna can agree"):
        agree(home, "New", "Ben")
    agree(home, "New", "Anna")
    last = decisions(home)[-1]
    assert (last.device.person, last.agreed) == ("Mia", "Anna")


def test_a_forgotten_device_is_off_and_its_name_and_address_are_free(home: Home) -> None:
    merge(home, "Phone", "New")
    forget(home, "Phone", by="Anna")
    assert directory(home).devices() == []
    assert all(device.forgotten for device in directory(home).everyone())
    assert decisions(home)[-1].by == "Anna"
    assert enrol(home, "Phone", ips=(OLD,)).name == "Phone"
