"""Who received what in a day, and how much of it could be read: no number is shown without this."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from typing import Final

import msgspec

from analysis.query_records import Company, Kind, Traffic
from analysis.records import READABLE, Confidence, Visibility
from analysis.wording import trn


class Readable(StrEnum):
    """How much of what went to a recipient could be read; where nothing, the most telling reason."""

    READ = "read"
    PART = "part"
    REFUSED = "refused"
    PASSED = "passed_by_choice"
    NOT_OPENED = "not_opened"
    NAME_ONLY = "name_only"


class Recipient(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A company, or a host that the catalogue does not know, with what it got in a day.

    ``bytes_out`` are those known; ``at_least`` says that there were more. ``kinds`` maps the kind of data to the best
    confidence. ``activity`` counts connections and messages by slot of the day.
    """

    id: str
    name: str
    known: bool
    country: str = ""
    purposes: tuple[str, ...] = ()
    bytes_out: int = 0
    at_least: bool = False
    readable: Readable = Readable.NAME_ONLY
    kinds: dict[str, str] = {}
    activity: tuple[int, ...] = ()
    devices: frozenset[str] = frozenset()


class Coverage(msgspec.Struct, frozen=True, kw_only=True):
    """Recipients by how much of their share could be read. ``companies`` of the ``total`` are in the catalogue."""

    counts: dict[Readable, int]
    companies: int = 0

    @property
    def total(self) -> int:
        """All recipients."""
        return sum(self.counts.values())

    @property
    def noun(self) -> str:
        """What a sentence may call them: companies only where all of them are known."""
        plural = self.total != 1
        if self.companies == self.total:
            return "companies" if plural else "company"
        return "recipients" if plural else "recipient"


_REASONS: Final = (
    (Visibility.REFUSED, Readable.REFUSED),
    (Visibility.PASSED_BY_CHOICE, Readable.PASSED),
    (Visibility.NOT_OPENED, Readable.NOT_OPENED),
)
_WHOLLY_READ: Final = READABLE - {Visibility.SAMPLED}  # of a sampled body, only the beginning was kept
ROUGH: Final = "location.coarse"  # says where in the world; of all kinds of location it alone is no place
_RANK: Final = {Confidence.CERTAIN.value: 0, Confidence.LIKELY.value: 1, Confidence.POSSIBLE.value: 2}


class Sums(msgspec.Struct, gc=False):
    """What is added up of one recipient; bytes as in ``Traffic``."""

    bytes_out: int = 0
    unknown: int = 0
    visibilities: set[Visibility] = set()
    devices: set[str] = set()


Place = tuple[str, str]  # company, or "" and the host


def recipients(
    traffic: Iterable[Traffic],
    kinds: Iterable[Kind],
    companies: Mapping[str, Company],
    purposes: Mapping[str, tuple[str, ...]],
    activity: Mapping[Place, tuple[int, ...]],
) -> list[Recipient]:
    """All recipients, most bytes first; ``activity`` by (company, host)."""
    sent: dict[Place, Sums] = {}
    for part in traffic:
        sums = sent.get((part.company, part.host))
        if sums is None:
            sums = sent[part.company, part.host] = Sums()
        sums.bytes_out += part.bytes_out
        sums.unknown += part.unknown
        sums.visibilities.add(part.visibility)
        sums.devices.add(part.device)
    best = best_kinds((row.company, row.host, row.category, row.confidence) for row in kinds)
    return named(sent, companies, best, purposes, activity)


def told_as(category: str) -> str:
    """The kind that a category is told as: ``ROUGH`` itself, apart from all other kinds of location. Pure."""
    return category if category == ROUGH else category.partition(".")[0]


def best_kinds(found: Iterable[tuple[str, str, str, str]]) -> dict[Place, dict[str, str]]:
    """Each recipient's kinds of data with the best confidence, of (company, host, category, confidence). Pure.

    A rough location or a time zone is told as ``ROUGH``, unless a place went there as well, as surely.
    """
    best: dict[Place, dict[str, str]] = {}
    kind_of = cache(told_as)
    for company, host, category, confidence in found:
        of_recipient = best.setdefault((company, host), {})
        kind = kind_of(category)
        known = of_recipient.get(kind)
        if known is None or _RANK.get(confidence, 3) < _RANK.get(known, 3):
            of_recipient[kind] = confidence
    for kinds in best.values():
        exact = kinds.get("location")
        if exact is not None and ROUGH in kinds and _RANK.get(exact, 3) <= _RANK.get(kinds[ROUGH], 3):
            del kinds[ROUGH]
    return best


def named(
    sent: Mapping[Place, Sums],
    companies: Mapping[str, Company],
    best: Mapping[Place, dict[str, str]],
    purposes: Mapping[str, tuple[str, ...]],
    activity: Mapping[Place, tuple[int, ...]],
) -> list[Recipient]:
    """What was added up of all recipients with their names, most bytes first. Pure."""
    found = []
    for (company, host), of in sent.items():
        entry = companies.get(company) or Company(id=company, name=company) if company else None
        found.append(
            Recipient(
                id=company or host,
                name=entry.name if entry else host,
                known=entry is not None,
                country=entry.country if entry else "",
                purposes=purposes.get(company, ()),
                bytes_out=of.bytes_out,
                at_least=of.unknown > 0,
                readable=readability(of.visibilities),
                kinds=best.get((company, host), {}),
                activity=activity.get((company, host), ()),
                devices=frozenset(of.devices),
            )
        )
    return sorted(found, key=lambda item: (-item.bytes_out, item.name.lower()))


def readability(visibilities: Iterable[Visibility]) -> Readable:
    """One word for everything that was seen of a recipient."""
    seen = set(visibilities)
    if seen & READABLE:
        return Readable.READ if seen <= _WHOLLY_READ else Readable.PART
    return next((word for visibility, word in _REASONS if visibility in seen), Readable.NAME_ONLY)


def coverage(found: Iterable[Recipient]) -> Coverage:
    """How many recipients could be read, and why not the others."""
    everyone = list(found)
    seen = Counter(item.readable for item in everyone)
    counts = {word: seen[word] for word in Readable}
    return Coverage(counts=counts, companies=sum(item.known for item in everyone))


def coverage_of(seen: Mapping[Place, frozenset[Visibility]]) -> Coverage:
    """The same of what was seen of each recipient."""
    word_of = cache(readability)
    found = Counter(word_of(visibilities) for visibilities in seen.values())
    return Coverage(
        counts={word: found[word] for word in Readable}, companies=sum(company != "" for company, _ in seen)
    )


def recipients_words(covered: Coverage) -> str:
    """``37 companies``, ``1 recipient``, in the language of now: companies only where all of them are known."""
    if covered.companies == covered.total:
        return trn("{n} company", "{n} companies", covered.total)
    return trn("{n} recipient", "{n} recipients", covered.total)


def activity(
    traffic: Iterable[Traffic], slots: tuple[int, int, int]
) -> dict[tuple[str, str], tuple[int, ...]]:
    """Connections and messages by (company, host), in slots of equal length: start and end (µs UTC) and how many."""
    start, end, number = slots
    found: dict[tuple[str, str], list[int]] = {}
    for row in traffic:
        slot = (row.start - start) * number // (end - start)
        counts = found.setdefault((row.company, row.host), [0] * number)
        counts[min(max(slot, 0), number - 1)] += row.flows + row.messages
    return {recipient: tuple(counts) for recipient, counts in found.items()}
