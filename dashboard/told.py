"""What a day could tell, for the page of that name: at once where that is quick, else worked out behind the page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Final

from analysis import registry
from analysis.day_stamps import stamp_of
from analysis.full_values import opener
from analysis.inference_queries import Told, conclusions, looked_at
from analysis.inferences import Place
from analysis.queries import Day, Scope, Viewer
from dashboard.background import Answer
from dashboard.site import Site

EVERY: Final = 20.0  # seconds; a day that is being written to is not worked out more often
AT_ONCE: Final = 3_000  # findings that are looked at while the page waits
PAST: Final = max(inference.days for inference in registry.inferences())


def ask(site: Site, viewer: Viewer, day: Day, device: str) -> Answer:
    """What could be inferred of a day (``Told``); of one that holds much, the newest that was worked out, if any."""

    def make(between: Callable[[], None] = lambda: None) -> Told:
        reveal = opener(site.home.journal_dir)
        with site.reader.read() as connection:
            return conclusions(
                connection, viewer, day, device, reveal=reveal, place=_place(site), between=between
            )

    with site.reader.read() as connection:
        if looked_at(connection, viewer, day, device) <= AT_ONCE:
            return Answer(make(), 0.0, False)
        stamp = stamp_of(connection, Scope(connection, viewer), day.date - timedelta(days=PAST), day.date)
    key = ("told", viewer, day.date, device)
    behind = partial(make, site.background.give_way)
    return site.background.ask(key, (site.reader.file(), stamp), behind, EVERY)


def _place(site: Site) -> Place | None:
    """Where the home is, as its settings say."""
    position = site.home.settings.position
    return None if position is None else Place(latitude=position[0], longitude=position[1])
