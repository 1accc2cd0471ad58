"""People are added, renamed with their devices, and removed without ending anything of the devices."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.devices import DeviceDirectory, decisions
from analysis.enrolment import enrol
from analysis.people import UnusablePerson, add, ensure, people, person_named, remove, rename
from analysis.settings import Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.open(tmp_path / "home")


def persons(home: Home) -> dict[str, str]:
    return {device.name: device.person for device in DeviceDirectory(decisions(home)).everyone()}


def test_a_person_is_added_by_name_or_with_a_device_once(home: Home) -> None:
    assert add(home, "  Anna\n Lee ", guardian="Ben").name == "Anna Lee"
    enrol(home, "Phone", person="anna lee", ips=("192.0.2.7",))
    enrol(home, "Tablet", person="Cem", ips=("192.0.2.8",))
    assert persons(home) == {"Phone": "Anna Lee", "Tablet": "Cem"}
    assert [(person.name, person.guardian) for person in people(home)] == [("Anna Lee", "Ben"), ("Cem", "")]
    assert ensure(home, "CEM") == "Cem"
    assert ensure(home, " ") == ""


def test_a_new_name_reaches_the_devices_and_an_end_leaves_them_enrolled(home: Home) -> None:
    enrol(home, "Phone", person="Anna", ips=("192.0.2.7",))
    before = person_named(home, "anna").id
    assert rename(home, "Anna", "Anne").id == before
    assert persons(home) == {"Phone": "Anne"}
    remove(home, "Anne")
    assert persons(home) == {"Phone": ""}
    assert people(home) == []
    assert DeviceDirectory(decisions(home)).named("Phone").mode == "open"


def test_who_is_only_named_at_a_device_of_an_earlier_version_is_a_person_too(home: Home) -> None:
    from analysis.devices import Device, decide

    decide(home, Device(id="", name="Phone", person="Jo"))
    assert [person.name for person in people(home)] == ["Jo"]
    assert rename(home, "Jo", "Joe").id != "Joe"
    assert persons(home) == {"Phone": "Joe"}
    assert [person.name for person in people(home)] == ["Joe"]


@pytest.mark.parametrize("name", ["", " ", "x" * 61, "a\x1b[31m"])
def test_a_name_that_is_none_is_refused(home: Home, name: str) -> None:
    with pytest.raises(UnusablePerson, match="1 to 60"):
        add(home, name)


def test_a_second_of_the_name_and_nobody_are_refused(home: Home) -> None:
    add(home, "Anna")
    add(home, "Ben")
    with pytest.raises(UnusablePerson, match="already somebody called Anna"):
        add(home, "Anna")
    with pytest.raises(UnusablePerson, match="already somebody called Anna"):
        rename(home, "Ben", "Anna")
    with pytest.raises(UnusablePerson, match="nobody is called 'Cem'; there are: Anna, Ben"):
        remove(home, "Cem")
