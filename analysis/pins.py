"""Keeps what one message sent beyond its days, lets it go again, and keeps a device's photos and sound for a while."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

import msgspec
from sqlalchemy import text

from analysis.assembly_journal import decode_whole, still_kept
from analysis.consent import digest_for
from analysis.counted_once import holds_media
from analysis.devices import Device, DeviceDirectory, decisions, writing
from analysis.erasure import erase
from analysis.errors import UserFault
from analysis.event_journal import ANALYST
from analysis.journal_format import Position, to_micros
from analysis.journal_reading import content_at, positions_before
from analysis.kept_messages import KeptMessage, kept_message, place_of
from analysis.kept_words import LET_GO, gone_words, never_there
from analysis.ledger_reader import LedgerReader
from analysis.pin_journal import KeepMedia, Pin, Pins, entry, settled
from analysis.records import utc_now
from analysis.settings import Home
from analysis.wording import tr

LONGEST: Final = timedelta(hours=24)  # for which media may be kept at one word
_MODES: Final = ("open", "observe")


class NotPinned(UserFault):
    """A message cannot be kept, or is not; the text is one line that says why, and what is still known of it."""


class _Found(msgspec.Struct, frozen=True, kw_only=True):
    """A message of the ledger: its event's id, its device's, where it stands, what is kept of it."""

    event: str
    device: str
    source: Position
    kept: KeptMessage


def pin(home: Home, name: str, *, by: str = "") -> Pin:
    """Keep the body and the full values of a message until it is let go; one that is kept already stays as it is.

    ``name`` is the id of its event, or of a finding of it. Raises ``NotPinned``.
    """
    found = _found(home, name)
    if not by:
        _check_promise(home, found.device)
    with writing(home) as journal, settled(home) as pins:
        known = pins.now.get(found.event)
        found = _found(home, name)  # it may just have gone
        bodies = _bodies(home, found)
        if known is not None and set(bodies) <= set(known.bodies):
            return known
        made = Pin(at=utc_now(), event=found.event, bodies=bodies, by=by)
        journal.append([entry(made)])
    return made


def let_go(home: Home, name: str, *, by: str = "") -> bool:
    """Keep a message no longer than others; True where its body was due and is erased at once. Raises ``NotPinned``."""
    event = event_of(name)
    with writing(home) as journal, settled(home) as pins:
        pinned = pins.now.get(event)
        if pinned is None:
            raise NotPinned(tr("{event} is not kept: there is nothing to let go", event=event))
        freed = still_kept(home.journal_dir, set(pinned.bodies) - pins.bodies(but=event))
        due = freed if _is_media(home, event, pins) else _overdue(home, freed)
        if due:  # first: killed in between, it is let go once more
            erase(home.journal_dir, sorted(due), "body", LET_GO, journal)
        journal.append([entry(Pin(at=utc_now(), event=event, by=by, let_go=True))])
    return bool(due)


def keep_media(home: Home, device: Device, lasts: timedelta, *, by: str = "") -> KeepMedia:
    """From now on, for so long (zero ends it), keep the photos and sound that a device sends as other messages are kept.

    Otherwise they are gone before anybody can pin them. Raises ``NotPinned``.
    """
    if not timedelta(0) <= lasts <= LONGEST:
        raise NotPinned(tr("photos and sound can be kept for 24 hours at most at one word"))
    if lasts and not home.settings.body_days:
        raise NotPinned(tr("the settings keep no message beyond its analysis (body_days is 0)"))
    directory = DeviceDirectory(decisions(home))
    members = directory.members(directory.main(device))
    if lasts and not by:
        for member in members:
            _check_promise(home, member.id)
    now = utc_now()
    made = KeepMedia(at=now, devices=tuple(item.id for item in members), until=now + lasts, by=by)
    with writing(home) as journal, settled(home):
        journal.append([entry(made)])
    return made


def event_of(name: str) -> str:
    """The event's id of ``EVENT`` or of a finding's name, ``EVENT-3``."""
    return name.strip().partition("-")[0]


def _found(home: Home, name: str) -> _Found:
    event = event_of(name)
    reader = LedgerReader(home.ledger_path)
    row = None
    try:
        if reader.ready():
            with reader.read() as connection:
                place = place_of(connection, event)
                sql = text("SELECT device FROM events WHERE id = :event")
                row = connection.execute(sql, {"event": event}).one_or_none()
    finally:
        reader.close()
    if row is None or place is None:
        raise NotPinned(tr("{event}: there is no such message in the ledger", event=event))
    kept = kept_message(home, *place)
    if kept is None:
        raise NotPinned(tr("{event}: the journal no longer holds this message", event=event))
    return _Found(event=event, device=row.device or "", source=place[0], kept=kept)


def _bodies(home: Home, found: _Found) -> tuple[Position, ...]:
    """Where the body of a message stands that is still at hand, of a joined one those of its parts."""
    sent = found.kept.sent
    if sent is None or (not sent.body and never_there(found.kept)):
        raise NotPinned(f"{found.event}: {gone_words(found.kept).rstrip('.')}")
    if not sent.body:
        raise NotPinned(
            tr("{event}: it had no body; its address and headers stay as they are", event=found.event)
        )
    if found.source.writer != ANALYST:
        return (found.source,)
    content = content_at(home.journal_dir, found.source)
    pieces = decode_whole(content).pieces if content is not None else ()
    return tuple(sorted(still_kept(home.journal_dir, pieces)))


def _check_promise(home: Home, device: str) -> None:
    """Refuse what somebody was told would not be: they said yes to a text that knew of no longer keeping."""
    decided = decisions(home)
    directory = DeviceDirectory(decided)
    for item in directory.everyone():
        if device not in {member.id for member in directory.members(item)}:
            continue  # neither itself nor what it was merged into
        said = [made for made in decided if made.device.id == item.id and made.agreed]
        if said and said[-1].agreed_to not in map(digest_for, _MODES):
            raise NotPinned(
                tr(
                    "{person} said yes to an earlier text, by which {device}'s messages are kept for 7 days at most; ask for"
                    " a yes to the text of now, and note it with 'leakledger devices consent'",
                    person=said[-1].agreed,
                    device=item.name,
                )
            )


def _overdue(home: Home, bodies: Iterable[Position]) -> set[Position]:
    """Those that would be gone without a pin."""
    due: set[Position] = set()
    before = to_micros(utc_now() - timedelta(days=home.settings.body_days))
    wanted = set(bodies)
    for writer in {position.writer for position in wanted}:
        last = max(position.seq for position in wanted if position.writer == writer)
        due |= wanted.intersection(positions_before(home.journal_dir, writer, before, last))
    return due


def _is_media(home: Home, event: str, pins: Pins) -> bool:
    """Whether its body would have gone as soon as it was analysed."""
    try:
        found = _found(home, event)
    except NotPinned:
        return False  # its device was forgotten meanwhile, and its body with it
    seen_at: datetime = found.kept.event.transmission.seen_at
    return holds_media(found.kept.event.findings) and not pins.keeps_media(found.device, seen_at)
