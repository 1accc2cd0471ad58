"""Looks for known values in what is still kept: requests and bodies in the journal, and the full values of findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

import msgspec

from analysis.analyst import ANALYST, EVENT, AnalysedEvent
from analysis.decoding import open_message
from analysis.devices import OWNER
from analysis.indicators import Indicators
from analysis.journal_format import JournalRecord, decode_transmission
from analysis.journal_reading import tail, writers
from analysis.payload import Context, Leaf, Payload
from analysis.records import HOME_CORPUS, Observation, Transmission
from analysis.settings import Home

_BATCH = 200  # journal records read at once
_CONTEXTS: dict[str, Context] = {"query": "query", "header": "header", "cookie": "cookie", "path": "path"}


class KeptHit(msgspec.Struct, frozen=True, kw_only=True):
    """A known value in a message that was recorded earlier. ``reasoning`` names it and the form; the value is not here.

    ``body_kept`` says whether the message can still be analysed whole.
    """

    event: str
    seen_at: datetime
    host: str
    corpus: str
    path: str
    reasoning: str
    category: str
    body_kept: bool


class Searched(msgspec.Struct, kw_only=True):
    """What was looked through: messages with their body, messages whose body is gone, findings with their full value."""

    whole: int = 0
    without_body: int = 0
    values: int = 0
    unreadable: int = 0


def search(
    home: Home, indicators: Indicators, searched: Searched, progress: Callable[[int], None] = lambda _: None
) -> Iterator[KeptHit]:
    """Every hit, in the order of the journals; of one message and place once. Reads only."""
    seen: set[tuple[str, str, str]] = set()
    read = 0
    names = [name for name in writers(home.journal_dir) if name not in (OWNER, ANALYST)]
    for writer in (
        *names,
        ANALYST,
    ):  # the values of findings last: what the messages show need not be said again
        for record in _records(home, writer):
            read += 1
            if not read % _BATCH:
                progress(read)
            for hit in _hits(record, indicators, searched):
                key = (hit.event, hit.path, hit.reasoning)
                if key not in seen:
                    seen.add(key)
                    yield hit


def _records(home: Home, writer: str) -> Iterator[JournalRecord]:
    after = 0
    while records := tail(home.journal_dir, writer, after, _BATCH):
        after = records[-1].position.seq
        yield from records


def _hits(record: JournalRecord, indicators: Indicators, searched: Searched) -> list[KeptHit]:
    if record.content is None or record.kind not in (EVENT, "transmission"):
        return []
    try:
        if record.kind == EVENT:
            return _hits_of_values(record, indicators, searched)
        sent = decode_transmission(record)
    except (msgspec.DecodeError, ValueError):
        searched.unreadable += 1
        return []
    whole = sent.body is not None or not sent.body_size
    searched.whole += whole
    searched.without_body += not whole
    found = indicators.find(open_message(sent))
    return [_hit(sent, seen, whole) for seen in found]


def _hits_of_values(record: JournalRecord, indicators: Indicators, searched: Searched) -> list[KeptHit]:
    """Hits among the full values that an event's findings had; they are kept longer than bodies."""
    if record.content is None or record.body is None:
        return []
    event = msgspec.json.decode(record.content, type=AnalysedEvent).event
    values = msgspec.json.decode(record.body, type=list[str])
    searched.values += len(values)
    leaves = tuple(
        _leaf(finding.path, finding.property, value)
        for finding, value in zip(event.findings, values, strict=False)
    )
    nothing = msgspec.structs.replace(event.transmission, host="", path="", query="", request_headers=())
    found = indicators.find(Payload(transmission=nothing, leaves=leaves))
    return [_hit(event.transmission, seen, whole=False) for seen in found]


def _leaf(path: str, name: str, value: str) -> Leaf:
    context = _CONTEXTS.get(path.partition(":")[0].partition(">")[0], "body")
    return Leaf(path=path, context=context, name=name, names=(name,), value=value)


def _hit(sent: Transmission, seen: Observation, whole: bool) -> KeptHit:
    return KeptHit(
        event=sent.id,
        seen_at=sent.seen_at,
        host=sent.host,
        corpus="" if sent.corpus == HOME_CORPUS else sent.corpus,
        path=seen.path,
        reasoning=seen.reasoning,
        category=seen.category,
        body_kept=whole,
    )
