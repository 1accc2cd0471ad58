"""Replays the journal into a new ledger file and swaps it in; says what was analysed anew and what was kept as it was."""

from __future__ import annotations

import logging
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import msgspec

from analysis.analyst import Analyst
from analysis.catalogue import Catalogue
from analysis.event_journal import ANALYST
from analysis.ledger import Ledger
from analysis.settings import Home
from analysis.status import Heartbeat

logger = logging.getLogger("leakledger.rebuild")


class Rebuilt(msgspec.Struct, frozen=True, kw_only=True):
    """What a rebuild did: events analysed anew, and events kept as they were journalled."""

    analysed: int
    kept: int


def rebuild(home: Home, catalogue: Catalogue, progress: Callable[[int], None] = lambda _: None) -> Rebuilt:
    """Build a new ledger from the whole journal, then swap the files.

    An event is made anew where rules or catalogue changed and the content is still there. Raises ``JournalBusy`` while
    an analyst is running. Killed in between, the old ledger is untouched.
    """
    draft = home.ledger_path.with_name("ledger.rebuilding.sqlite")

    def begin() -> Ledger:
        _remove(draft)
        return Ledger(draft, home.timezone)

    analyst = Analyst(home, catalogue, rebuild_into=begin)
    taken = 0
    try:
        while step := analyst.step():
            taken += step
            progress(taken)
        analyst.ledger.close()
        _empty_log(home.ledger_path)
        os.replace(draft, home.ledger_path)  # noqa: PTH105  atomic within one file system
    finally:
        analyst.close()  # only now: an analyst that started earlier would write to the file that was swapped out
    return Rebuilt(analysed=analyst.analysed, kept=analyst.kept)


def renew(home: Home, catalogue: Catalogue, say: Callable[[str], None]) -> None:
    """Make the ledger of another version anew. It takes minutes where there is much; the heartbeat tells how far it is."""
    say("The ledger was made by another version: making it anew from the journal.")
    heartbeat = Heartbeat(home, ANALYST)
    done = rebuild(
        home, catalogue, lambda taken: heartbeat.update(message=f"making the ledger anew: {taken:,} records")
    )
    say(f"The ledger is made anew: {done.analysed:,} messages analysed, {done.kept:,} kept as recorded.")


def _empty_log(path: Path) -> None:
    """The old ledger's write-ahead log must not be read as the new one's. A damaged ledger has none worth keeping."""
    if path.exists():
        connection = sqlite3.connect(path, timeout=30)
        try:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.OperationalError:
            raise  # in use: its log must stay
        except sqlite3.DatabaseError as error:
            logger.warning("the old ledger could not be read (%s) and is replaced", error)
        finally:
            connection.close()
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _remove(path: Path) -> None:
    for suffix in ("-wal", "-shm", ""):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
