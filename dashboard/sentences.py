"""The words of the pages: a sentence that a person would say, never more than the evidence allows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

import msgspec

from analysis.counting import counted
from analysis.coverage import Coverage, Readable, Recipient
from analysis.devices import KINDS as DEVICE_KINDS
from analysis.query_records import Company, First, Kind, Totals
from analysis.records import Confidence, Visibility

KINDS: Final = ("location", "photo", "audio", "sensor", "health", "identifier", "other")
_GROUPS: Final = {"fitness": "health"}
_SMALL: Final = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
SENSITIVE: Final = "category:"  # what stands in for the host of a sensitive category
FACTS: Final = 3  # kinds of data that the headline names

CATEGORY_WORDS: Final = {
    "location.precise": "location",
    "location.coarse": "rough location or time zone",
    "location.radio_scan": "radio networks nearby",
    "location.address": "street address",
    "location.track": "a track of places",
    "photo.image": "photos",
    "photo.video": "videos",
    "audio.recording": "sound recordings",
    "audio.stream": "a stream of sound",
    "sensor.motion": "motion readings",
    "sensor.ambient_light": "light readings",
    "sensor.environment": "air readings",
    "sensor.proximity": "proximity readings",
    "health.heart_rate": "heart rate",
    "fitness.goal": "step goal",
    "identifier.advertising": "advertising ID",
    "identifier.device": "device ID",
    "identifier.installation": "installation ID",
    "identifier.push": "push token",
    "identifier.account": "account name",
    "identifier.email": "e-mail address",
    "identifier.phone": "phone number",
    "identifier.hashed": "hashed identifier",
    "device_state.battery": "battery level",
}
_TOLD_FIRST: Final = ("audio", "photo", "sensor", "location", "health", "fitness", "contact", "message")
_READABLE_WORDS: Final = {
    Readable.READ: "read",
    Readable.PART: "in part",
    Readable.REFUSED: "refused",
    Readable.PASSED: "passed by choice",
    Readable.NOT_OPENED: "not opened",
    Readable.NAME_ONLY: "name only",
}
VISIBILITY_WORDS: Final = {
    Visibility.OPENED: "opened and read",
    Visibility.CLEARTEXT: "sent without encryption",
    Visibility.SAMPLED: "big: its beginning was read",
    Visibility.REFUSED: "refused: the client did not accept our certificate",
    Visibility.PASSED_BY_CHOICE: "passed by choice, never opened",
    Visibility.NOT_OPENED: "not opened: the device is only observed",
    Visibility.QUIC: "QUIC: only the name",
    Visibility.ECH: "encrypted name: not even that",
    Visibility.METADATA_ONLY: "only the name",
    Visibility.BODY_ABSENT: "the file did not hold the content",
}


class Segment(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of a sentence; ``strong`` for the facts."""

    text: str
    strong: bool = False


Sentence = tuple[Segment, ...]


def say(*parts: str) -> Sentence:
    """A sentence of parts; every second one, beginning with the second, is a fact."""
    return tuple(Segment(text=part, strong=bool(n % 2)) for n, part in enumerate(parts) if part)


def plain(sentence: Iterable[Segment]) -> str:
    """The sentence as text."""
    return "".join(segment.text for segment in sentence)


def kind_of(category: str) -> str:
    """The kind under which a category is drawn, one of ``KINDS``."""
    kind = category.partition(".")[0]
    kind = _GROUPS.get(kind, kind)
    return kind if kind in KINDS else "other"


def category_words(category: str) -> str:
    """A category in words."""
    kind, _, sub = category.partition(".")
    return CATEGORY_WORDS.get(category) or (sub or kind).replace("_", " ")


def recipient_words(name: str) -> str:
    """The name of a recipient; of a sensitive host only its category was kept, which stands here in words."""
    _, is_category, category = name.partition(SENSITIVE)
    words = category.replace("_", " ")
    return words[:1].upper() + words[1:] if is_category else name


def recipient_about(item: Recipient) -> str:
    """What stands under a recipient's name: what it does, as far as the catalogue knows."""
    if item.id.startswith(SENSITIVE):
        return "sensitive: only this category is kept"
    return ", ".join(item.purposes[:3]).replace("_", " ") if item.known else "not in our catalogue"


def readable_words(readable: Readable) -> str:
    """How much could be read, in the table."""
    return _READABLE_WORDS[readable]


def number_of(count: int, singular: str, plural: str = "") -> str:
    """``1 device``, ``3 devices``, ``1,200 devices``."""
    return counted(count, singular, plural)


def amount(size: int, at_least: bool = False) -> str:
    """Bytes in decimal units with two or three digits that matter: ``640 bytes``, ``9.8 MB``, ``at least 212 kB``."""
    if at_least and not size:
        return "not known"
    text = f"{size:,} byte{'' if size == 1 else 's'}"
    value = float(size)
    for unit in ("kB", "MB", "GB", "TB"):
        if value < 999.5:
            break
        value /= 1000
        text = f"{value:.1f} {unit}" if value < 9.95 else f"{value:,.0f} {unit}"
    return f"at least {text}" if at_least else text


def day_words(day: date, today: date) -> str:
    """How a sentence about a day begins."""
    return "Since midnight" if day == today else f"On {day:%A}, {day.day} {day:%B %Y}"


def clock(micros: int, zone: ZoneInfo, seconds: bool = False) -> str:
    """A time of day in the home's zone."""
    return datetime.fromtimestamp(micros / 1_000_000, zone).strftime("%H:%M:%S" if seconds else "%H:%M")


def headline(
    when: str, devices: Sequence[str], received: Sequence[Recipient], covered: Coverage, told: Sentence
) -> Sentence:
    """``Since midnight, 3 devices sent 41 MB to 37 companies.`` and what of it matters most."""
    if not received:
        return say(f"{when}, ", "nothing", " has been recorded yet.")
    size = amount(sum(item.bytes_out for item in received), any(item.at_least for item in received))
    who = number_of(len(devices), "device") if len(devices) != 1 else device_words(devices[0])
    start = say(f"{when}, ", who, " sent ", size, " to ", f"{covered.total:,} {covered.noun}", ".")
    return start + (Segment(text=" "), *told) if told else start


def what_matters(kinds: Iterable[Kind], names: Mapping[str, str], alone: bool = False) -> Sentence:
    """The kinds that matter most, of ``certain`` findings only: what, to how many, and, with ``names``, from where.

    At most ``FACTS`` of them; ``alone`` says that the day had one recipient only.
    """
    went: dict[str, dict[str, set[str]]] = {}
    for row in kinds:
        if row.confidence == Confidence.CERTAIN:
            by_device = went.setdefault(row.category, {})
            by_device.setdefault(row.device, set()).add(row.company or row.host)
    chosen: dict[str, str] = {}
    for kind in _TOLD_FIRST:
        of_kind = [category for category in went if category.partition(".")[0] == kind]
        if of_kind:
            chosen[kind] = max(of_kind, key=lambda name: (len(set().union(*went[name].values())), name))
    found: list[Segment] = []
    for number, category in enumerate(list(chosen.values())[:FACTS]):
        by_device = went[category]
        receivers = len(set().union(*by_device.values()))
        words = category_words(category)
        found.append(Segment(text=", " if number else ""))
        found.append(Segment(text=words if number else words[:1].upper() + words[1:], strong=True))
        source = f" from {_source(tuple(by_device), names)}" if names else ""
        first, later = (
            (" went there", " too")
            if alone
            else (f" went to {in_words(receivers)} of them", f" to {in_words(receivers)}")
        )
        found.append(Segment(text=f"{source}{later if number else first}"))
    return tuple(segment for segment in (*found, Segment(text=".")) if segment.text) if found else ()


def in_words(count: int) -> str:
    """A small number as a person would say it."""
    return _SMALL[count] if count < len(_SMALL) else f"{count:,}"


def _source(devices: tuple[str, ...], names: Mapping[str, str]) -> str:
    if len(devices) > 1:
        return number_of(len(devices), "device")
    return device_words(names.get(devices[0], devices[0]))


def device_words(name: str) -> str:
    """A device's name within a sentence: a bare kind of device gets its article ("the phone", but "Anna's phone")."""
    return f"the {name.lower()}" if name.lower() in DEVICE_KINDS else name


def coverage_sentence(covered: Coverage) -> Sentence:
    """What could be read, what not and why, and that there may be more in it."""
    if not covered.total:
        return say("", "Nothing to read yet", ".")
    counts = covered.counts
    read, part, total = counts[Readable.READ], counts[Readable.PART], covered.total
    if total == 1:
        first = _single_coverage(covered)
    elif read == total:
        first = f"We could read what went to all {total:,} {covered.noun}."
    else:
        first = f"We could read what went to {read or 'none'} of the {total:,}{' ' + covered.noun if not read else ''}."
    reasons = [
        (part, "could be read in part", "could be read in part"),
        (counts[Readable.REFUSED], "did not accept our certificate", "did not accept our certificate"),
        (counts[Readable.PASSED], "is never opened by choice", "are never opened by choice"),
        (counts[Readable.NOT_OPENED], "was not opened: its device is only observed",
         "were not opened: their devices are only observed"),
        (counts[Readable.NAME_ONLY], "used QUIC or shows only its name", "used QUIC or show only their name"),
    ]  # fmt: skip
    if total == 1 or read == total:
        return say("", first, "" if read == total else " What we could not read may hold more.")
    rest = ", ".join(f"{count:,} {one if count == 1 else many}" for count, one, many in reasons if count)
    return say("", first, f" {rest}. What we could not read may hold more.")


def _single_coverage(covered: Coverage) -> str:
    state = next(word for word, count in covered.counts.items() if count)
    return {
        Readable.READ: f"We could read what went to the one {covered.noun}.",
        Readable.PART: f"We could read part of what went to the one {covered.noun}.",
        Readable.REFUSED: f"We could not read what went to the one {covered.noun}: it did not accept our certificate.",
        Readable.PASSED: f"What went to the one {covered.noun} is never opened, by choice.",
        Readable.NOT_OPENED: f"What went to the one {covered.noun} was not opened: the device is only observed.",
        Readable.NAME_ONLY: f"We saw only the name of the one {covered.noun}.",
    }[state]


def strangers_sentence(size: int) -> Sentence:
    """What devices sent that are not enrolled."""
    if not size:
        return ()
    return say(
        "Devices that are not enrolled sent ", amount(size), ". We keep this total of them and nothing else."
    )


def others_sentence(totals: Totals) -> Sentence:
    """What everybody else's devices sent, as a total."""
    if not totals.devices:
        return ()
    size = amount(totals.bytes_out, bool(totals.unknown))
    return say(
        f"The other {number_of(totals.devices, 'device')} of the house sent ",
        size,
        ". What, and to whom, is theirs to see.",
    )


def first_sentence(first: First, companies: Mapping[str, Company], names: Mapping[str, str]) -> Sentence:
    """Something that was seen for the first time ever."""
    company = companies.get(first.company)
    recipient = company.name if company else first.company or recipient_words(first.host)
    country = f" ({company.country})" if company and company.country else ""
    known = names.get(first.device)
    device = device_words(known) if known else "a device that is not enrolled"
    if not first.category:
        return say("First contact with ", recipient, f"{country}, from {device}.")
    words = category_words(first.category)
    return say("First time we could see this: ", words, f" went from {device} to ", recipient, f"{country}.")
