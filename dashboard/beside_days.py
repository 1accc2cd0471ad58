"""The day before and the same day of the week before, in a line each, beside a day that is shown."""

from __future__ import annotations

from datetime import date, timedelta

from analysis.counting import amount
from analysis.day_stamps import stamp_of
from analysis.day_totals import DayTotal, day_total
from analysis.queries import Day, Scope, Viewer
from analysis.wording import tr, trn
from dashboard import elements as html
from dashboard.components import Content
from dashboard.phrases import rich
from dashboard.site import Site


def beside(site: Site, viewer: Viewer, day: Day, first: date) -> list[Content]:
    """Whole days, and said to be; of none before ``first``, the first on record."""
    earlier = day.date - timedelta(days=1), day.date - timedelta(days=7)
    names = (tr("The day before") if day.date != site.today() else tr("Yesterday"), tr("A week before"))
    shown = [(name, at) for name, at in zip(names, earlier, strict=True) if at >= first]
    if not shown:
        return []
    told = [(name, at, _total(site, viewer, at)) for name, at in shown]
    lines = [part for name, at, total in told for part in (" ", *_line(name, at, total))]
    return [html.P(lines[1:], className="covt")]


def _total(site: Site, viewer: Viewer, day: date) -> DayTotal | None:
    """It is kept until something is written to the day."""
    file = site.reader.file()  # asked before, so that nothing is kept for one that takes its place meanwhile
    with site.reader.read() as connection:
        stamp = stamp_of(connection, Scope(connection, viewer), day, day)
        return site.kept.get(
            ("day total", viewer, day), (file, stamp), lambda: day_total(connection, viewer, day)
        )


def _line(name: str, day: date, total: DayTotal | None) -> list[Content]:
    link = html.Link(name, href=f"/?day={day.isoformat()}")
    return rich("{day}, all day: {total}.", day=link, total=total_words(total))


def total_words(total: DayTotal | None) -> str:
    """``4.0 kB from 2 devices to 2 recipients``."""
    if total is None:
        return tr("nothing was recorded")
    if total.companies == total.recipients:
        who = trn("{n} company", "{n} companies", total.recipients)
    else:
        who = trn("{n} recipient", "{n} recipients", total.recipients)
    return tr(
        "{size} from {devices} to {recipients}",
        size=amount(total.bytes_out, total.at_least),
        devices=trn("{n} device", "{n} devices", total.devices, context="from devices"),
        recipients=who,
    )
