"""The words of the pages: a sentence that a person would say, never more than the evidence allows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

import msgspec

from analysis.calendar_words import long_day
from analysis.category_words import category_words as category_words
from analysis.category_words import kind_words as kind_words
from analysis.category_words import purposes_words as purposes_words
from analysis.category_words import sensitive_words
from analysis.counting import amount as amount
from analysis.counting import commas
from analysis.counting import number as number
from analysis.coverage import ROUGH, Coverage, Readable, Recipient, told_as
from analysis.coverage import recipients_words as recipients_of
from analysis.device_kind_words import device_words as device_words
from analysis.device_kind_words import from_device
from analysis.first_words import SENSITIVE as SENSITIVE
from analysis.house_queries import Went, went_of
from analysis.query_records import Kind, Totals
from analysis.records import Visibility
from analysis.wording import Words, tr, trn
from dashboard.phrases import Segment as Segment
from dashboard.phrases import Sentence as Sentence
from dashboard.phrases import joined, phrase, phrase_n
from dashboard.phrases import plain as plain

OTHER: Final = "other"
KINDS: Final = ("location", ROUGH, "photo", "audio", "sensor", "health", "identifier", OTHER)
_GROUPS: Final = {"fitness": "health"}
KINDS_OF: Final = {  # what is drawn as one; all the rest is ``OTHER``
    drawn: (drawn, *(kind for kind, group in _GROUPS.items() if group == drawn)) for drawn in KINDS[:-1]
}
_SMALL: Final = Words(
    dict(enumerate(("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"))),
    context="so many of the recipients",
)
FACTS: Final = 4  # kinds of data that the headline names: the four that the project exists for have room

_EXACT: Final = "location.precise"  # says more than a time zone, to however many that went
TOLD_FIRST: Final = ("audio", "photo", "sensor", "location", "health", "fitness", "contact", "message")
_READABLE_WORDS: Final = Words(
    {
        Readable.READ: "read",
        Readable.PART: "in part",
        Readable.REFUSED: "refused",
        Readable.PASSED: "passed by choice",
        Readable.NOT_OPENED: "not opened",
        Readable.NAME_ONLY: "name only",
    },
    context="how much of what went there could be read",
)
VISIBILITY_WORDS: Final = Words(
    {
        Visibility.OPENED: "opened and read",
        Visibility.CLEARTEXT: "sent without encryption",
        Visibility.SAMPLED: "big: its beginning was read",
        Visibility.REFUSED: "refused: the client did not accept our certificate",
        Visibility.PASSED_BY_CHOICE: "passed by choice, never opened",
        Visibility.NOT_OPENED: "not opened: the device is only observed",
        Visibility.QUIC: "QUIC: only the name",
        Visibility.ECH: "encrypted name: not even that",
        Visibility.METADATA_ONLY: "only the name",
        Visibility.BODY_ABSENT: "the content was not at hand",
    }
)
CONFIDENCE_WORDS: Final = Words(
    {
        "certain": "certain",
        "likely": "likely",
        "possible": "possible",
        "likely or possible": "likely or possible",
    },
    context="how sure a finding is",
)


@lru_cache(1_000)
def kind_of(category: str) -> str:
    """The kind under which a category is drawn, one of ``KINDS``."""
    kind = told_as(category)
    kind = _GROUPS.get(kind, kind)
    return kind if kind in KINDS else OTHER


def recipient_words(name: str) -> str:
    """The name of a recipient; of a sensitive host only its category was kept, which stands here in words."""
    _, is_category, category = name.partition(SENSITIVE)
    return sensitive_words(category) if is_category else name


def recipient_about(item: Recipient) -> str:
    """What stands under a recipient's name: what it does, as far as the catalogue knows."""
    if item.id.startswith(SENSITIVE):
        return tr("sensitive: only this category is kept")
    return purposes_words(item.purposes[:3]) if item.known else tr("not in our catalogue")


def readable_words(readable: Readable) -> str:
    """How much could be read, in the table."""
    return _READABLE_WORDS[readable]


def confidence_words(confidence: str) -> str:
    """How sure a finding is."""
    return CONFIDENCE_WORDS.get(confidence, confidence)


def day_words(day: date, today: date) -> str:
    """How a sentence about a day begins."""
    return tr("Since midnight") if day == today else tr("On {date}", date=long_day(day))


@lru_cache(4096)
def clock(micros: int, zone: ZoneInfo, seconds: bool = False) -> str:
    """A time of day in the home's zone: ``02:15``, and ``02:15 CEST`` in the hour that comes twice when clocks go back."""
    at = datetime.fromtimestamp(micros / 1_000_000, zone)
    told = at.strftime("%H:%M:%S" if seconds else "%H:%M")
    twice = at.replace(fold=0).utcoffset() != at.replace(fold=1).utcoffset()
    return f"{told} {at.tzname()}" if twice else told


def headline(
    when: str, devices: Sequence[str], received: Sequence[Recipient], covered: Coverage, told: Sentence
) -> Sentence:
    """``Since midnight, 3 devices sent 41 MB to 37 companies.`` and what of it matters most."""
    if not received:
        return phrase("{when}, **nothing** was recorded.", when=when)
    size = amount(sum(item.bytes_out for item in received), any(item.at_least for item in received))
    who = device_words(devices[0]) if len(devices) == 1 else trn("{n} device", "{n} devices", len(devices))
    start = phrase_n(
        "{when}, **{who}** sent **{size}** to **{recipients}**.",
        "{when}, **{who}** sent **{size}** to **{recipients}**.",
        len(devices), when=when, who=who, size=size, recipients=recipients_of(covered),
    )  # fmt: skip
    return joined(start, told)


def what_matters(
    kinds: Iterable[Kind], names: Mapping[str, str], alone: bool = False, address: str = ""
) -> Sentence:
    """The kinds that matter most, of ``certain`` findings only: what, to how many, and, with ``names``, from where.

    At most ``FACTS`` of them; ``alone`` says that the day had one recipient only.
    """
    return told_first(went_of(kinds), names, alone, address)


def told_first(
    went: Mapping[str, Went], names: Mapping[str, str], alone: bool = False, address: str = ""
) -> Sentence:
    """The same of what was added up, by category. Each kind leads to its findings, at ``address`` (it ends with "kind=")."""
    chosen: dict[str, str] = {}
    for kind in TOLD_FIRST:
        of_kind = [category for category in went if category.partition(".")[0] == kind]
        if of_kind:
            chosen[kind] = max(of_kind, key=lambda name: (name == _EXACT, went[name].recipients, name))
    found: list[Segment] = []
    for place, category in enumerate(list(chosen.values())[:FACTS]):
        how_many = in_words(went[category].recipients)
        words = category_words(category)
        what = words if place else words[:1].upper() + words[1:]
        source = _source(went[category].devices, names) if names else ""
        spoken = _went(place > 0, alone, bool(source), what=what, source=source, how_many=how_many)
        found += [_leading(part, f"{address}{told_as(category)}") if address else part for part in spoken]
    return (*found, *phrase(".", context="the end of a list of what went where")) if found else ()


def _leading(part: Segment, href: str) -> Segment:
    return msgspec.structs.replace(part, href=href) if part.strong else part


def _went(later: bool, alone: bool, sourced: bool, **blanks: str) -> Sentence:
    """One kind and where it went; the whole is a list that the first begins."""
    if alone and sourced:
        if later:
            return phrase(", **{what}** {source} too", **blanks)
        return phrase("**{what}** {source} went there", **blanks)
    if alone:
        return phrase(", **{what}** too", **blanks) if later else phrase("**{what}** went there", **blanks)
    if sourced:
        if later:
            return phrase(", **{what}** {source} to {how_many}", **blanks)
        return phrase("**{what}** {source} went to {how_many} of them", **blanks)
    if later:
        return phrase(", **{what}** to {how_many}", **blanks)
    return phrase("**{what}** went to {how_many} of them", **blanks)


def in_words(count: int) -> str:
    """A small number as a person would say it."""
    return _SMALL[count] if count in _SMALL else number(count)


def _source(devices: tuple[str, ...], names: Mapping[str, str]) -> str:
    if len(devices) > 1:
        return trn("from {n} device", "from {n} devices", len(devices))
    return from_device(names.get(devices[0], devices[0]))


def coverage_sentence(covered: Coverage) -> Sentence:
    """What could be read, what not and why, and that there may be more in it."""
    if not covered.total:
        return phrase("**There was nothing to read.**")
    counts = covered.counts
    read, total = counts[Readable.READ], covered.total
    may = (Segment(text=tr("What we could not read may hold more.")),)
    if total == 1:
        first = (Segment(text=_single_coverage(covered), strong=True),)
        return first if read else joined(first, may)
    who = recipients_of(covered)
    if read == total:
        both = phrase("**We could read what went to both.**")
        return both if total == 2 else phrase("**We could read what went to all {who}.**", who=who)
    if read:
        blanks = {"read": number(read), "total": number(total)}
        said = phrase("**We could read what went to {read} of the {total}.**", **blanks)
    else:
        said = phrase("**We could read what went to none of the {who}.**", who=who)
    return joined(said, phrase("{reasons}.", reasons=_reasons(counts)), may)


def _reasons(counts: Mapping[Readable, int]) -> str:
    part, refused, passed = counts[Readable.PART], counts[Readable.REFUSED], counts[Readable.PASSED]
    unopened, named = counts[Readable.NOT_OPENED], counts[Readable.NAME_ONLY]
    said = [
        part and trn("{n} could be read in part", "{n} could be read in part", part),
        refused and trn("{n} did not accept our certificate", "{n} did not accept our certificate", refused),
        passed and trn("{n} is never opened by choice", "{n} are never opened by choice", passed),
        unopened and trn("{n} was not opened: its device is only observed",
                         "{n} were not opened: their devices are only observed", unopened),
        named and trn("{n} used QUIC or shows only its name", "{n} used QUIC or show only their name", named),
    ]  # fmt: skip
    return commas(words for words in said if words)


_ONE_COMPANY: Final = Words(
    {
        Readable.READ: "We could read what went to the one company.",
        Readable.PART: "We could read part of what went to the one company.",
        Readable.REFUSED: "We could not read what went to the one company: it did not accept our certificate.",
        Readable.PASSED: "What went to the one company is never opened, by choice.",
        Readable.NOT_OPENED: "What went to the one company was not opened: the device is only observed.",
        Readable.NAME_ONLY: "We saw only the name of the one company.",
    }
)
_ONE_RECIPIENT: Final = Words(
    {
        Readable.READ: "We could read what went to the one recipient.",
        Readable.PART: "We could read part of what went to the one recipient.",
        Readable.REFUSED: "We could not read what went to the one recipient: it did not accept our certificate.",
        Readable.PASSED: "What went to the one recipient is never opened, by choice.",
        Readable.NOT_OPENED: "What went to the one recipient was not opened: the device is only observed.",
        Readable.NAME_ONLY: "We saw only the name of the one recipient.",
    }
)


def _single_coverage(covered: Coverage) -> str:
    state = next(word for word, count in covered.counts.items() if count)
    return (_ONE_COMPANY if covered.companies == covered.total else _ONE_RECIPIENT)[state]


def strangers_sentence(size: int) -> Sentence:
    """What devices sent that are not enrolled."""
    if not size:
        return ()
    return phrase(
        "Devices that are not enrolled sent **{size}**. We keep this total of them and nothing else.",
        size=amount(size),
    )


def others_sentence(totals: Totals) -> Sentence:
    """What everybody else's devices sent, as a total."""
    if not totals.devices:
        return ()
    return phrase_n(
        "The other device of the house sent **{size}**. What, and to whom, is theirs to see.",
        "The other {n} devices of the house sent **{size}**. What, and to whom, is theirs to see.",
        totals.devices, size=amount(totals.bytes_out, bool(totals.unknown)),
    )  # fmt: skip
