"""What ``leakledger explain`` does: finds the message, in the home's journal or in a file, and shows it layer by layer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click
import msgspec
import sqlalchemy as sa

from analysis import catalogue
from analysis.analyst import ANALYST, AnalysedEvent
from analysis.assembly_journal import decode_whole, rejoined
from analysis.attribution import attribute
from analysis.cli import UserError
from analysis.decoding import open_message
from analysis.explaining import lines
from analysis.importing import read_capture
from analysis.journal_format import JournalRecord, Position, decode_transmission, from_micros
from analysis.journal_reading import bodies_at, content_at
from analysis.ledger_reader import LedgerReader
from analysis.ledger_tables import events
from analysis.payload import Payload
from analysis.pipeline import Analyser, Analysis, is_secret_of_body, rules_version
from analysis.records import Event, Transmission
from analysis.settings import Home
from analysis.units import UnreadableFile

_CORPUS: Final = "explain"


def explain_file(path: Path, message: int, part: int | None, show_values: bool) -> None:
    """Print how each finding of one message of a capture file is reached. Raises ``UserError``."""
    known = catalogue.load()
    found = False
    for sent in _messages(path, message, part):
        found = True
        analysis = Analyser(known).analyse(sent)
        _print(open_message(sent, attribute(sent, known).endpoint), analysis, show_values, None)
    if not found:
        which = f"{message}" if part is None else f"{message}, part {part}"
        raise UserError(f"{path}: there is no message {which}; 'leakledger scan --all' lists the messages")


def _messages(path: Path, message: int, part: int | None) -> Iterator[Transmission]:
    try:
        for record in read_capture(path, _CORPUS, "", lambda _: None):
            if not isinstance(record, Transmission) or record.source is None:
                continue
            if record.source.message == message and part in (None, record.source.part):
                yield record
            elif record.source.message > message:
                return
    except UnreadableFile as error:
        raise UserError(f"{path}: {error}") from error


def explain_event(home: Home, name: str, show_values: bool) -> None:
    """Print how each finding of an event, or the one finding named, is reached. Raises ``UserError``."""
    event_id, number = _split(name)
    row = _row(home, event_id)
    journalled, values = _journalled(home, Position(ANALYST, row.analyst_day, row.analyst_seq))
    if journalled is None:
        raise UserError(f"{name}: the event was erased from the journal")
    event = journalled.event
    if number is not None and number >= len(event.findings):
        raise UserError(f"{name}: this event has {len(event.findings)} findings, numbered from 0")
    sent = _sent(home, Position(row.journal_writer, row.journal_day, row.journal_seq))
    known = catalogue.load()
    revealed = values or tuple(finding.value for finding in event.findings)
    secret = any(map(is_secret_of_body, event.findings))
    analysis = Analysis(event=event, revealed=revealed, has_secret=secret)
    payload = Payload(transmission=event.transmission)
    if sent is not None:
        payload = open_message(sent, attribute(sent, known).endpoint)
    _print(payload, analysis, show_values, number)
    click.echo(_caveat(event, sent, bool(values), show_values), nl=False)


def _split(name: str) -> tuple[str, int | None]:
    """``EVENT`` or ``EVENT-3``."""
    event_id, dash, number = name.strip().partition("-")
    if dash and not (number.isascii() and number.isdigit() and len(number) < 9):
        raise UserError(
            f"{name}: no event or finding id; the first column of an export and the Evidence page show them"
        )
    return event_id, int(number) if dash else None


def _row(home: Home, event_id: str) -> sa.Row[tuple[object, ...]]:
    reader = LedgerReader(home.ledger_path)
    if not reader.ready():
        raise UserError(f"{home.root}: nothing was recorded here yet; start with 'leakledger run'")
    try:
        with reader.read() as connection:
            row = connection.execute(sa.select(events).where(events.c.id == event_id)).one_or_none()
    finally:
        reader.close()
    if row is None:
        raise UserError(f"{event_id}: there is no such event in {home.root}")
    return row


def _journalled(home: Home, position: Position) -> tuple[AnalysedEvent | None, tuple[str, ...]]:
    """The event as it was journalled, and its full values where they are still kept."""
    content = content_at(home.journal_dir, position)
    if content is None:
        return None, ()
    body = bodies_at(home.journal_dir, position.writer, position.day, [position.seq]).get(position.seq)
    values = msgspec.json.decode(body, type=tuple[str, ...]) if body else ()
    return msgspec.json.decode(content, type=AnalysedEvent), values


def _sent(home: Home, position: Position) -> Transmission | None:
    """The message with its body; None where either is no longer kept."""
    content = content_at(home.journal_dir, position)
    if content is None:
        return None
    if position.writer == ANALYST:  # joined from parts, whose bodies stand elsewhere
        joined = rejoined(home.journal_dir, decode_whole(content)).transmission
        return None if joined.body is None and joined.body_size else joined
    body = bodies_at(home.journal_dir, position.writer, position.day, [position.seq]).get(position.seq)
    record = JournalRecord(
        position=position, recorded_at=from_micros(0), kind="transmission", content=content, body=body
    )
    sent = decode_transmission(record)
    return None if sent.body is None and sent.body_size else sent


def _caveat(event: Event, sent: Transmission | None, has_values: bool, show_values: bool) -> str:
    said = []
    if sent is None:
        said.append(
            "The body is no longer kept (bodies stay for 7 days, photos and sound only until they are analysed): "
            "its layers cannot be opened again, the findings stand as they were journalled."
        )
    elif event.rules_version.partition("+")[0] != rules_version():  # after the plus: which values were known
        said.append(
            f"Found with rules {event.rules_version}; the layers are opened here with rules {rules_version()}."
        )
    if show_values and not has_values and event.findings:
        said.append("The full values are no longer kept: they are shown masked.")
    return "".join(f"{line}\n" for line in said)


def _print(payload: Payload, analysis: Analysis, show_values: bool, only: int | None) -> None:
    for line in lines(payload, analysis, show_values, only):
        click.echo(line)
    if not analysis.event.findings:
        click.echo("  nothing was found in what could be read of it")
