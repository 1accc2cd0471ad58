"""People of the house: whose a device is, and who may look at what was recorded of it."""

from __future__ import annotations

import unicodedata
from datetime import datetime
from typing import Final

import msgspec

from analysis.devices import OWNER, Decision, Device, DeviceDirectory, append, decisions, record
from analysis.errors import UserFault
from analysis.journal import Entry, tail
from analysis.records import Record, new_id, utc_now
from analysis.settings import Home

KIND: Final = "person"  # of the owner's decisions in the journal


class UnusablePerson(UserFault):
    """A person cannot be added, changed or found; the text is one line that says why."""


class Person(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Somebody in the house. ``login``: may log in to the dashboard. ``guardian`` says yes for a child."""

    id: str
    name: str
    guardian: str = ""
    login: bool = False
    removed: bool = False


class PersonDecision(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A decision about a person as it is journalled; it never holds a password."""

    at: datetime
    person: Person
    by: str = ""


def person_decisions(home: Home) -> list[PersonDecision]:
    """All decisions about people in the owner's journal, in order."""
    found: list[PersonDecision] = []
    after = 0
    while records := tail(home.journal_dir, OWNER, after, limit=1000, bodies=False):
        after = records[-1].position.seq
        found += [
            msgspec.json.decode(item.content, type=PersonDecision)
            for item in records
            if item.kind == KIND and item.content is not None
        ]
    return found


def people(home: Home) -> list[Person]:
    """Everybody there is now, by name; also those who are only named at a device (their ``id`` is their name)."""
    latest = {item.person.id: item.person for item in person_decisions(home)}
    known = [person for person in latest.values() if not person.removed]
    names = {person.name.lower() for person in known}
    named = {device.person for device in DeviceDirectory(decisions(home)).everyone() if device.mode != "off"}
    known += [Person(id=name, name=name) for name in named if name and name.lower() not in names]
    return sorted(known, key=lambda person: (person.name.lower(), person.id))


def person_named(home: Home, name: str) -> Person:
    """The person of that name or id, whatever the case. Raises ``UnusablePerson``."""
    known = people(home)
    for person in known:
        if name.strip().lower() in (person.name.lower(), person.id.lower()):
            return person
    listed = ", ".join(person.name for person in known) or "nobody yet"
    raise UnusablePerson(f"nobody is called {name!r}; there are: {listed}")


def add(home: Home, name: str, *, guardian: str = "") -> Person:
    """Add a person. Raises ``UnusablePerson``."""
    clean = clean_name(name)
    if any(person.name.lower() == clean.lower() and person.id != person.name for person in people(home)):
        raise UnusablePerson(f"there is already somebody called {clean}")
    return _decide(home, Person(id="", name=clean, guardian=clean_name(guardian) if guardian else ""))


def ensure(home: Home, name: str) -> str:
    """A person's name as it is written, who is added where they are new; ``""`` for nobody. Raises ``UnusablePerson``."""
    known = known_as(home, name)
    if known and not any(person.name == known for person in people(home)):
        return _decide(home, Person(id="", name=known)).name
    return known


def known_as(home: Home, name: str) -> str:
    """A person's name as it is written, or would be; ``""`` for nobody. Raises ``UnusablePerson``."""
    clean = clean_name(name) if name.strip() else ""
    known = (person.name for person in people(home) if person.name.lower() == clean.lower())
    return next(known, clean)


def rename(home: Home, name: str, new_name: str) -> Person:
    """Give a person another name, here and at their devices. Raises ``UnusablePerson``."""
    person, clean = person_named(home, name), clean_name(new_name)
    if any(other.name.lower() == clean.lower() and other.id != person.id for other in people(home)):
        raise UnusablePerson(f"there is already somebody called {clean}")
    renamed = _decide(home, msgspec.structs.replace(person, name=clean, id=_own_id(person)))
    _reassign(home, person.name, clean)
    return renamed


def remove(home: Home, name: str) -> Person:
    """Remove a person: their devices stay enrolled and belong to nobody. Raises ``UnusablePerson``."""
    person = person_named(home, name)
    gone = _decide(home, msgspec.structs.replace(person, id=_own_id(person), login=False, removed=True))
    _reassign(home, person.name, "")
    return gone


def allow_login(home: Home, person: Person, *, login: bool) -> Person:
    """Journal that a person may log in, or may not any more."""
    return _decide(home, msgspec.structs.replace(person, id=_own_id(person), login=login))


def clean_name(name: str) -> str:
    """A name as it is kept. Raises ``UnusablePerson``."""
    clean = " ".join(name.split())
    if not 1 <= len(clean) <= 60 or any(unicodedata.category(letter).startswith("C") for letter in clean):
        raise UnusablePerson("a person's name has 1 to 60 printable characters")
    return clean


def _own_id(person: Person) -> str:
    """Of somebody who was only named at a device: none yet."""
    return "" if person.id == person.name else person.id


def _decide(home: Home, person: Person) -> Person:
    moment = utc_now()
    if not person.id:
        person = msgspec.structs.replace(person, id=new_id(moment))
    content = msgspec.json.encode(PersonDecision(at=moment, person=person), order="deterministic")
    append(home, [Entry(kind=KIND, content=content)])
    return person


def _reassign(home: Home, name: str, new_name: str) -> None:
    """Every device of a person is somebody else's, or the same person's under another name."""
    moment = utc_now()
    theirs = [device for device in DeviceDirectory(decisions(home)).everyone() if device.person == name]
    if theirs:
        record(
            home,
            [
                Decision(at=moment, device=msgspec.structs.replace(_ended(device), person=new_name))
                for device in theirs
            ],
        )


def _ended(device: Device) -> Device:
    """One that is off without its addresses: they may be another's by now, and the latest word on an address holds."""
    return msgspec.structs.replace(device, addresses=()) if device.mode == "off" else device
