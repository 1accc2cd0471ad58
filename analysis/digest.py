"""The digest of a day and the alerts of what is new, in words: what left, to how many, and how much could be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import Connection

from analysis import queries
from analysis.category_words import category_words
from analysis.counting import amount, commas, number
from analysis.coverage import Coverage, Readable, Recipient, coverage, recipients, recipients_words
from analysis.digest_rest import Rest, Spoken, key, rest_of
from analysis.first_causes import Cause, explained
from analysis.first_queries import first_seen
from analysis.first_words import first_words
from analysis.queries import Day, Viewer
from analysis.query_records import Company, First, Kind
from analysis.records import Confidence
from analysis.wording import tr, trn

TELLING: Final = ("location", "photo", "audio", "sensor", "health", "fitness", "contact", "message")
_WEIGHT: Final = (  # what weighs most for a person first; a group holds what is not named before it
    "location.precise", "photo", "audio", "message", "health", "contact", "location", "sensor", "fitness",
)  # fmt: skip
_NAMED: Final = 8  # recipients, and new things, that a digest names
_OPENED: Final = (Cause.OPENED, Cause.ACCEPTED)


class Digest(msgspec.Struct, frozen=True, kw_only=True):
    """One day. ``kinds`` count recipients of certain findings only; ``first_day``: everything was new.

    ``until`` (µs UTC) where the day was not over, else 0. Of ``newly_readable`` (by ``key``) nothing could be read before.
    ``rest`` came to an earlier day after its digest.
    """

    date: str
    devices: tuple[str, ...]
    bytes_out: int
    at_least: bool
    recipients: tuple[Recipient, ...]
    covered: Coverage
    kinds: dict[str, int]
    firsts: tuple[First, ...]
    first_day: bool
    unenrolled_bytes: int
    companies: dict[str, Company]
    names: dict[str, str]
    watches: frozenset[str] = frozenset()  # devices that are watches themselves
    until: int = 0
    newly_readable: frozenset[str] = frozenset()
    rest: Rest | None = None


def of_day(connection: Connection, viewer: Viewer, day: Day, now: int = 0) -> Digest:
    """Read what a digest of a day says; where the day goes on at ``now`` (µs UTC), it says until when it speaks."""
    traffic = queries.traffic(connection, viewer, day)
    kinds = queries.kinds(connection, viewer, day)
    companies = queries.companies(connection)
    found = recipients(traffic, kinds, companies, {}, {})
    known = queries.devices(connection, viewer)
    names = {device.id: device.name for device in known}
    recorded = queries.days_recorded(connection)
    why = explained(connection, viewer, day, first_seen(connection, viewer, day))
    return Digest(
        date=day.date.isoformat(),
        devices=tuple(sorted({names.get(row.device, row.device) for row in traffic if row.device})),
        bytes_out=sum(item.bytes_out for item in found),
        at_least=any(item.at_least for item in found),
        recipients=tuple(found),
        covered=coverage(found),
        kinds=_receivers(kinds),
        firsts=tuple(one.first for one in why if one.cause is not Cause.CATALOGUED),
        first_day=recorded is not None and recorded[0] == day.date,
        unenrolled_bytes=queries.strangers_bytes(connection, viewer, day),
        companies=companies,
        names=names,
        watches=frozenset(device.id for device in known if device.kind == "watch"),
        until=now if day.start <= now < day.end else 0,
        newly_readable=frozenset(key(one.first) for one in why if one.cause in _OPENED),
    )


def spoken(digest: Digest, at: int) -> Spoken:
    """What a digest that is made at a time (µs UTC) says."""
    return Spoken(
        date=digest.date,
        at=at,
        bytes_out=digest.bytes_out,
        kinds=digest.kinds,
        firsts=tuple(key(first) for first in digest.firsts),
    )


def with_rest(digest: Digest, earlier: Digest, said: Spoken) -> Digest:
    """A digest that also tells what came to an earlier day after its own, which said so much."""
    rest = rest_of(said, earlier.bytes_out, earlier.kinds, earlier.firsts, earlier.first_day)
    if rest is None:
        return digest
    return msgspec.structs.replace(
        digest,
        rest=rest,
        newly_readable=digest.newly_readable | earlier.newly_readable,
        names=earlier.names | digest.names,
    )


def text(digest: Digest, zone: ZoneInfo, *, names: bool) -> str:
    """The digest as lines of text. Without ``names`` it says how many, and neither which device, company nor kind."""
    rest = _rest(digest, zone, names)
    if not digest.recipients:
        return "\n".join([tr("{date}: nothing has been recorded.", date=_when(digest, zone)), *rest, ""])
    lines = [_headline(digest, zone), _readable(digest.covered), *_recognised(digest.kinds, names)]
    if digest.unenrolled_bytes:
        lines.append(tr("Devices that are not enrolled sent {size}.", size=amount(digest.unenrolled_bytes)))
    lines += _new(digest, zone, names)
    return "\n".join([*lines, *(_loudest(digest) if names else []), *rest, ""])


def _when(digest: Digest, zone: ZoneInfo) -> str:
    """The day, and of one that goes on until when it is told."""
    if not digest.until:
        return digest.date
    return tr("{date} until {time}", date=digest.date, time=_clock(digest.until, zone))


def _clock(micros: int, zone: ZoneInfo) -> str:
    return datetime.fromtimestamp(micros / 1_000_000, zone).strftime("%H:%M")


def _recognised(kinds: Mapping[str, int], names: bool) -> list[str]:
    if not kinds:
        return []
    if not names:
        return [
            trn(
                "Recognised for certain: {n} kind of data.",
                "Recognised for certain: {n} kinds of data.",
                len(kinds),
            )
        ]
    listed = [
        trn("{what} to {n}", "{what} to {n}", count, what=category_words(name))
        for name, count in kinds.items()
    ]
    return [tr("Recognised for certain: {kinds}.", kinds=commas(listed))]


def _rest(digest: Digest, zone: ZoneInfo, names: bool) -> list[str]:
    """What came to an earlier day after its digest."""
    rest = digest.rest
    if rest is None:
        return []
    size, time = amount(rest.bytes_out), _clock(rest.at, zone)
    more = tr("{date}, after the digest of {time}: {size} more.", date=rest.date, time=time, size=size)
    new = _listed(digest, rest.firsts, zone, names) if rest.firsts else []
    head = " ".join([more, *_recognised(rest.kinds, names)])
    return [head, *new]


def _loudest(digest: Digest) -> list[str]:
    unnamed = tr("a recipient whose name is not kept")
    loudest = [
        f"  {item.name or unnamed}: {amount(item.bytes_out, item.at_least)}"
        for item in digest.recipients[:_NAMED]
    ]
    left = len(digest.recipients) - _NAMED
    more = [f"  {trn('and {n} more', 'and {n} more', left)}"] if left > 0 else []
    return [tr("Who got most:"), *loudest, *more]


def alerts(digest: Digest) -> tuple[First, ...]:
    """What is new and telling: a kind of data that a device was never seen to send. Nothing on the first day on record.

    What weighs most for a person comes first, since only some of a day's are sent.
    """
    if digest.first_day:
        return ()
    telling = [first for first in digest.firsts if first.category.partition(".")[0] in TELLING]
    return tuple(sorted(telling, key=_rank))


def alert_text(first: First, digest: Digest, zone: ZoneInfo, *, names: bool) -> str:
    """One line for one thing that is new."""
    if not names:
        return tr(
            "For the first time, a device was seen to send a kind of data that it was not seen to send before."
        )
    return tr("First time we could see this: {told}", told=_first(first, digest, zone))


def _headline(digest: Digest, zone: ZoneInfo) -> str:
    return trn(
        "{date}: {n} device sent {size} to {recipients}.",
        "{date}: {n} devices sent {size} to {recipients}.",
        len(digest.devices), date=_when(digest, zone), size=amount(digest.bytes_out, digest.at_least),
        recipients=recipients_words(digest.covered),
    )  # fmt: skip


def _readable(covered: Coverage) -> str:
    counts = covered.counts
    read, part, total = counts[Readable.READ], counts[Readable.PART], number(covered.total)
    if part:
        said = tr(
            "We could read what went to {read} of the {total}, and in part what went to {part}.",
            read=number(read), total=total, part=number(part),
        )  # fmt: skip
    else:
        said = tr("We could read what went to {read} of the {total}.", read=number(read), total=total)
    return said if read == covered.total else f"{said} {tr('What we could not read may hold more.')}"


def _new(digest: Digest, zone: ZoneInfo, names: bool) -> list[str]:
    if digest.first_day:
        return [tr("This is the first day on record: everything is new.")]
    if not digest.firsts:
        return [tr("No new recipient and no new kind of data, in the part that we could read.")]
    return _listed(digest, digest.firsts, zone, names)


def _listed(digest: Digest, firsts: Sequence[First], zone: ZoneInfo, names: bool) -> list[str]:
    """How much is new, and with ``names`` what."""
    contacts = sum(not first.category for first in firsts)
    kinds = len(firsts) - contacts
    head = tr(
        "New: {recipients}, {kinds}.",
        recipients=trn("{n} recipient", "{n} recipients", contacts),
        kinds=trn("{n} kind of data", "{n} kinds of data", kinds),
    )
    if not names:
        opened = sum(key(first) in digest.newly_readable for first in firsts)
        before = trn(
            "{n} of these kinds could not be read before.",
            "{n} of these kinds could not be read before.",
            opened,
        )
        return [f"{head} {before}" if opened else head]
    ranked = sorted(firsts, key=_rank)[:_NAMED]
    left = len(firsts) - len(ranked)
    told = [f"  {_first(first, digest, zone)}" for first in ranked]
    return [head, *told, *([f"  {trn('and {n} more', 'and {n} more', left)}"] if left > 0 else [])]


def _rank(first: First) -> tuple[int, int]:
    """Kinds by their weight, then recipients, then the other kinds; the earliest first."""
    names = (first.category, first.category.partition(".")[0])
    weighs = [_WEIGHT.index(name) for name in names if name in _WEIGHT]
    return weighs[0] if weighs else len(_WEIGHT) + bool(first.category), first.seen_at


def _first(first: First, digest: Digest, zone: ZoneInfo) -> str:
    told = tr(
        "{told}, at {time}",
        told=first_words(first, digest.companies, digest.names, digest.watches),
        time=_clock(first.seen_at, zone),
    )
    if not first.category or key(first) not in digest.newly_readable:
        return told
    return tr("{told} (newly readable: it could not be read before)", told=told)


def _receivers(kinds: Sequence[Kind]) -> dict[str, int]:
    """Certain kinds that tell something of a person, most recipients first."""
    found: dict[str, set[tuple[str, str]]] = {}
    for row in kinds:
        if row.confidence == Confidence.CERTAIN and row.category.partition(".")[0] in TELLING:
            found.setdefault(row.category, set()).add((row.company, row.host))
    ranked: Mapping[str, int] = {name: len(to) for name, to in found.items()}
    return dict(sorted(ranked.items(), key=lambda item: (-item[1], item[0])))
