"""What every page needs to know: the home, its ledger, and who is looking."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Final, cast

from flask import Flask, current_app, g
from sqlalchemy import Connection

from analysis import company_queries, queries
from analysis.catalogue import Catalogue
from analysis.kept import Kept
from analysis.ledger_names import catalogue_mark
from analysis.ledger_reader import LedgerReader
from analysis.queries import Day, Viewer, day_of
from analysis.query_records import Company
from analysis.records import utc_now
from analysis.second_opinions import SecondOpinions, load_opinions, mark_of_lists
from analysis.settings import Home
from analysis.waiting import WaitingRecords
from dashboard.background import Background

EARLIEST: Final = date(1980, 1, 1)
_KEY: Final = "leakledger"


class Site:
    """One home as the dashboard serves it."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self.reader = LedgerReader(home.ledger_path)
        self.zone = home.timezone
        self.kept = Kept(32)  # of a day of the house six, of a span two
        self._names = Kept(2)
        self._opinions = Kept(1)
        self.background = Background()
        self.waiting = WaitingRecords(home.journal_dir)

    def today(self) -> date:
        """Today in the home's zone."""
        return datetime.now(self.zone).date()

    def day(self, text: str | None = None) -> Day:
        """The day of an address; today where it is missing, no date, or still to come."""
        return self.chosen_day(text or "") or day_of(self.today(), self.zone)

    def chosen_day(self, text: str) -> Day | None:
        """The day that a text names; None where it is no date, still to come, or before anything was recorded."""
        try:
            chosen = date.fromisoformat(text)
        except ValueError:
            return None
        return day_of(chosen, self.zone) if EARLIEST <= chosen <= self.today() else None

    def companies(self, connection: Connection) -> dict[str, Company]:
        """The companies of the catalogue, read once for all pages."""
        return self._named(connection, queries.companies)

    def knowledge(self, connection: Connection) -> Catalogue:
        """All that the ledger knows of companies and trackers, read once for all pages."""
        return self._named(connection, company_queries.knowledge)

    def opinions(self) -> SecondOpinions:
        """The lists that were imported into this home, read again where one has changed. Raises ``UnreadableList``."""
        root = self.home.root
        return self._opinions.get("lists", mark_of_lists(root), lambda: load_opinions(root))

    def _named[Names](self, connection: Connection, read: Callable[[Connection], Names]) -> Names:
        mark = catalogue_mark(connection)
        return self._names.get(read, mark, lambda: read(connection)) if mark else read(connection)

    @staticmethod
    def now() -> int:
        """Now, in µs UTC."""
        return int(utc_now().timestamp() * 1_000_000)


def install(server: Flask, site: Site) -> None:
    """Make the site known to the pages of this server."""
    server.extensions[_KEY] = site


def site() -> Site:
    """The site of the request at hand."""
    return cast("Site", current_app.extensions[_KEY])


def viewer() -> Viewer:
    """Who is looking; nobody unless the guard has let them in."""
    return cast("Viewer", g.get("viewer", Viewer()))
