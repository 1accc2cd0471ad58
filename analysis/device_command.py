"""What ``leakledger devices`` and ``people`` print: the devices, how they are recognised, who agreed, which may be one."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from analysis.consent import STATES, history, is_agreed, text_for
from analysis.counting import counted
from analysis.device_addresses import has_list
from analysis.device_decisions import assign
from analysis.device_survey import Known, Survey, survey
from analysis.devices import DeviceDirectory, decisions
from analysis.enrolment import UnusableEnrolment
from analysis.handing_on import hand_on
from analysis.journal_format import from_micros
from analysis.ledger_reader import LedgerReader
from analysis.people import people
from analysis.queries import Viewer
from analysis.settings import Home


def assigned(home: Home, name: str, person: str, *, new_name: str, all_along: bool) -> str:
    """Say whose a device is; what is said of it. Raises ``UnusableEnrolment``."""
    if new_name and all_along:
        raise UnusableEnrolment("--as or --all-along, not both: it was handed on, or it was theirs all along")
    if new_name:
        old = DeviceDirectory(decisions(home)).named(name)
        new = hand_on(home, name, person, new_name)
        return (
            f"{new.name} is {new.person}'s from now on: {new.mode}. {old.name} is no longer enrolled; what was recorded of"
            " it stays whose it was."
        )
    device = assign(home, name, person, all_along=all_along)
    if all_along and device.person:
        return f"{device.name} is {device.person}'s: they see all that was recorded of it."
    whose = f"{device.person}'s" if device.person else "nobody's in particular"
    return f"{device.name} is {whose} from now on."


def listing(home: Home) -> Iterator[str]:
    """Every enrolled device in a line, with what was merged into it."""
    directory = DeviceDirectory(decisions(home))
    found = directory.devices()
    if not found:
        yield "No device is enrolled yet. 'leakledger devices add NAME --ip ADDRESS' enrols one."
    for device in found:
        addresses = ", ".join(f"{address.kind} {address.value}" for address in device.addresses)
        owner = f", {device.person}'s" if device.person else ""
        yield f"{device.name} ({device.kind}{owner}): {device.mode}; recognised by {addresses or 'nothing yet'}"
        for other in directory.members(device)[1:]:
            yield f"  and {other.name}, merged into it"


def about(home: Home, name: str) -> Iterator[str]:
    """One device: what it is and why, how it is recognised, its hardware addresses."""
    device = DeviceDirectory(decisions(home)).named(name)
    found = next((one for one in _survey(home).devices if one.device.id == device.id), None)
    yield f"{device.name}: {STATES[device.mode]}."
    if found is not None:
        yield from _known(found, home.timezone)
    if not has_list():
        yield "The makers of network chips are not listed on this machine: sudo apt install ieee-data"


def proposed(home: Home) -> Iterator[str]:
    """The pairs that may be the same, with the reasons, and what to do."""
    seen = _survey(home)
    if not seen.proposals:
        yield "Nothing suggests that two of the enrolled devices are the same."
    for item in seen.proposals:
        yield f"{seen.name(item.one)} is {item.words} {seen.name(item.other)}:"
        yield from (f"  + {reason.words}" for reason in item.reasons)
        yield from (f"  - {reason.words}" for reason in item.against)
        yield f"  You decide: leakledger devices merge '{seen.name(item.one)}' '{seen.name(item.other)}', or devices apart"


def consents(home: Home, name: str) -> Iterator[str]:
    """Who decided what of a device and when, whether its person agreed, and to which text."""
    device = DeviceDirectory(decisions(home)).named(name)
    for change in history(home, device):
        at = change.at.astimezone(home.timezone)
        agreed = f"; {change.agreed} agreed (text {change.agreed_to[:12]})" if change.agreed else ""
        yield f"{at:%Y-%m-%d %H:%M}  {change.words}, by {change.by}{agreed}"
    if text := text_for(device.mode):
        said = "is on record" if is_agreed(home, device) else "is not on record yet"
        yield f"Somebody's yes to this {said}: {text}"
        yield f"'leakledger devices consent \"{device.name}\" --agreed-by NAME' notes it."


def people_listing(home: Home) -> Iterator[str]:
    """Every person in a line."""
    known = people(home)
    devices = DeviceDirectory(decisions(home)).devices()
    if not known:
        yield "Nobody is named yet. 'leakledger people add NAME' adds a person."
    for person in known:
        theirs = ", ".join(device.name for device in devices if device.person == person.name)
        login = "may log in" if person.login else "no log-in"
        guardian = f", {person.guardian} answers for them" if person.guardian else ""
        yield f"{person.name}{guardian}: {theirs or counted(0, 'device')}; {login}"


def _survey(home: Home) -> Survey:
    reader = LedgerReader(home.ledger_path)
    try:
        if not reader.ready():
            return survey(home, None, Viewer(owner=True))
        with reader.read() as connection:
            return survey(home, connection, Viewer(owner=True))
    finally:
        reader.close()


def _known(found: Known, zone: ZoneInfo) -> Iterator[str]:
    yield found.kind_words
    yield f"Recognised by {'; '.join(found.recognised) or 'nothing yet'}."
    for mac in found.macs:
        yield f"Hardware address {mac.value} ({mac.words}){'' if mac.confirmed else ', not confirmed'}"
    for hint in found.hints:
        if hint.kind not in ("mac", "watch_app"):
            yield f"{hint.kind.replace('_', ' ')}: {hint.value}"
    if found.last_seen is not None:
        yield f"Last seen {from_micros(found.last_seen).astimezone(zone):%Y-%m-%d %H:%M}"
