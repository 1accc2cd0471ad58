"""What ``leakledger explain`` does: finds the message, in the home's journal or in a file, and shows it layer by layer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import click

from analysis import catalogue
from analysis.assembled import Assembled
from analysis.attribution import attribute
from analysis.catalogue import Catalogue
from analysis.cli import UserError
from analysis.decoding import open_message
from analysis.explaining import lines
from analysis.importing import read_capture
from analysis.journal_format import Position
from analysis.kept_messages import kept_message, place_of
from analysis.ledger_reader import LedgerReader
from analysis.list_formats import UnreadableList
from analysis.opinion_words import opinion_words
from analysis.payload import Payload
from analysis.pin_command import pinned_words
from analysis.pipeline import Analyser, Analysis, is_secret_of_body, rules_version
from analysis.records import Event, Transmission
from analysis.second_opinions import load_opinions
from analysis.settings import Home
from analysis.units import UnreadableFile

_CORPUS: Final = "explain"


def explain_file(path: Path, message: int, part: int | None, show_values: bool) -> None:
    """Print how each finding of one message of a capture file is reached, and of those that it is a part of.

    Raises ``UserError``.
    """
    known = catalogue.load()
    analyser, assembled = Analyser(known), Assembled()
    found = False
    for sent in _messages(path, message, part, assembled):
        found = True
        analysis = assembled.settled(analyser.analyse(sent), analyser.analyse)
        _print(open_message(sent, attribute(sent, known).endpoint), analysis, show_values, None)
    if not found:
        which = f"{message}" if part is None else f"{message}, part {part}"
        raise UserError(f"{path}: there is no message {which}; 'leakledger scan --all' lists the messages")


def _messages(path: Path, message: int, part: int | None, assembled: Assembled) -> Iterator[Transmission]:
    """The message, or its frames, and what is joined from them and others, which may come at the end of the file."""
    parts: set[str] = set()
    try:
        for record in assembled.of(read_capture(path, _CORPUS, "", lambda _: None)):
            if not isinstance(record, Transmission) or record.source is None:
                continue
            if record.parts:
                if not parts.isdisjoint(record.parts):
                    parts.difference_update(record.parts)
                    yield record
            elif record.source.message == message and part in (None, record.source.part):
                if assembled.is_part(record):
                    parts.add(record.id)
                yield record
            elif record.source.message > message and not parts:
                return
    except UnreadableFile as error:
        raise UserError(f"{path}: {error}") from error


def explain_event(home: Home, name: str, show_values: bool) -> None:
    """Print how each finding of an event, or the one finding named, is reached. Raises ``UserError``."""
    event_id, number = _split(name)
    kept = kept_message(home, *_place(home, event_id))
    if kept is None:
        raise UserError(f"{name}: the event was erased from the journal")
    event, values, sent = kept.event, kept.values, kept.sent
    if number is not None and number >= len(event.findings):
        raise UserError(f"{name}: this event has {len(event.findings)} findings, numbered from 0")
    known = catalogue.load()
    revealed = values or tuple(finding.value for finding in event.findings)
    secret = any(map(is_secret_of_body, event.findings))
    analysis = Analysis(event=event, revealed=revealed, has_secret=secret)
    payload = Payload(transmission=event.transmission)
    if sent is not None:
        payload = open_message(sent, attribute(sent, known).endpoint)
    _print(payload, analysis, show_values, number, _opinions(home, event, known))
    pinned = pinned_words(home, event_id) if sent is not None else ""
    click.echo(_caveat(event, sent, bool(values), show_values) + pinned, nl=False)


def _split(name: str) -> tuple[str, int | None]:
    """``EVENT`` or ``EVENT-3``."""
    event_id, dash, number = name.strip().partition("-")
    if dash and not (number.isascii() and number.isdigit() and len(number) < 9):
        raise UserError(
            f"{name}: no event or finding id; the first column of an export and the Evidence page show them"
        )
    return event_id, int(number) if dash else None


def _place(home: Home, event_id: str) -> tuple[Position, Position]:
    reader = LedgerReader(home.ledger_path)
    if not reader.ready():
        raise UserError(f"{home.root}: nothing was recorded here yet; start with 'leakledger run'")
    try:
        with reader.read() as connection:
            found = place_of(connection, event_id)
    finally:
        reader.close()
    if found is None:
        raise UserError(f"{event_id}: there is no such event in {home.root}")
    return found


def _caveat(event: Event, sent: Transmission | None, has_values: bool, show_values: bool) -> str:
    said = []
    if sent is None:
        said.append(
            "The body is no longer kept (bodies stay for 7 days, photos and sound only until they are analysed, unless "
            "they are pinned): its layers cannot be opened again, the findings stand as they were journalled."
        )
    elif event.rules_version.partition("+")[0] != rules_version():  # after the plus: which values were known
        said.append(
            f"Found with rules {event.rules_version}; the layers are opened here with rules {rules_version()}."
        )
    if show_values and not has_values and event.findings:
        said.append("The full values are no longer kept: they are shown masked.")
    return "".join(f"{line}\n" for line in said)


def _opinions(home: Home, event: Event, known: Catalogue) -> list[str]:
    """Who imported lists say got it, beside what was found by our catalogue; nothing where no list says anything."""
    try:
        said = load_opinions(home.root).of(event.transmission.host)
    except UnreadableList as error:
        click.echo(f"leakledger: {error}", err=True)
        return []
    company = known.companies.get(event.company or "")
    ours = company.name if company is not None else event.company or "it knows nobody there"
    return [f"our catalogue says: {ours}", *map(opinion_words, said)] if said else []


def _print(
    payload: Payload, analysis: Analysis, show_values: bool, only: int | None, beside: Iterable[str] = ()
) -> None:
    for line in lines(payload, analysis, show_values, only, beside):
        click.echo(line)
    if not analysis.event.findings:
        click.echo("  nothing was found in what could be read of it")
