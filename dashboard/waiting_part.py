"""What is recorded and not analysed yet, in words: no page shows it, so that each has to say so."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy.exc import DatabaseError

from analysis.records import utc_now
from analysis.status import Status, read_all
from analysis.waiting import taken_into
from analysis.wording import trn
from dashboard import elements as html
from dashboard.phrases import Content, rich_n
from dashboard.running import is_analysing, is_recording
from dashboard.site import Site


class Backlog(NamedTuple):
    """``records`` that the ledger does not hold yet, None where that is not known; who is at work."""

    records: int | None
    analysing: bool
    recording: bool

    @property
    def stands(self) -> bool:
        """Whether records wait and nobody is there to take them."""
        return bool(self.records) and not self.analysing


def backlog(site: Site, running: Iterable[Status] | None = None, now: datetime | None = None) -> Backlog:
    """Look how much waits, and whether somebody is at it; of the journal only its newest files are looked at."""
    statuses = [*(read_all(site.home) if running is None else running)]
    moment = now or utc_now()
    return Backlog(_records(site), is_analysing(statuses, moment), is_recording(statuses, moment))


def _records(site: Site) -> int | None:
    try:
        taken: dict[str, int] = {}
        if site.reader.ready():
            with site.reader.read() as connection:
                taken = taken_into(connection)
        return site.waiting.count(taken)
    except (DatabaseError, sqlite3.Error, OSError):
        return None  # the ledger or the journal cannot be read: the pages and the doctor say so


def short_words(found: Backlog) -> str:
    """For the top of every page; "" where nobody has to do anything."""
    if not found.stands:
        return ""
    return trn(
        "{n} record waits: the analyst is not running",
        "{n} records wait: the analyst is not running",
        found.records or 0,
    )


def waiting_words(found: Backlog) -> list[Content]:
    """How much waits, what that means, and what to do; [] where it is little, and being worked on."""
    from analysis.doctor_records import MUCH_LAG

    count = found.records or 0
    if found.stands:
        # where something records, 'run' would start a second proxy
        start = html.Code("leakledger analyse" if found.recording else "leakledger run")
        return rich_n(
            "**{n} record of messages and connections waits to be analysed**, and the analyst is not running: until it "
            "runs, no page shows it. Start it with {command}.",
            "**{n} records of messages and connections wait to be analysed**, and the analyst is not running: until it "
            "runs, no page shows them. Start it with {command}.",
            count, command=start,
        )  # fmt: skip
    if count <= MUCH_LAG:
        return []
    return rich_n(
        "**{n} record of messages and connections waits to be analysed**; the analyst is at it. Until then no page shows "
        "it.",
        "**{n} records of messages and connections wait to be analysed**; the analyst is at it. Until then no page shows "
        "them.",
        count,
    )


def waiting_part(found: Backlog) -> list[Content]:
    """The same as a paragraph that is read out when it comes."""
    words = waiting_words(found)
    return [html.P(words, className="covt", role="status")] if words else []
