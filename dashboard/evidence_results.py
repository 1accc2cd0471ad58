"""One page of findings: how many there are and how much could be read, the table, the ways to the other pages."""

from __future__ import annotations

from datetime import datetime

from analysis.calendar_words import full_day
from analysis.counting import number
from analysis.evidence_pages import Order, Page
from analysis.evidence_queries import Filters
from analysis.wording import N_, tr, trn
from dashboard import components, filtering
from dashboard import elements as html
from dashboard.components import Content
from dashboard.downloads import PATH, file_name
from dashboard.evidence_choice import choosing
from dashboard.evidence_table import findings_table
from dashboard.sentences import clock
from dashboard.site import site

_NONE = N_("No finding fits. That says nothing of what we could not read: above stands how much that is.")


def results(
    asked: dict[str, str], filters: Filters, order: Order, page: Page, covered: str, is_first: bool
) -> list[Content]:
    """Made for a Live: nothing in it has callbacks."""
    line = html.P(
        [html.B(_count(page, is_first)), *_narrowed(asked, filters), _download(asked), _note()],
        className="line",
    )
    above = html.Div([line, html.P(covered, className="covt"), *_stopped(page)])
    if not page.rows:
        words = tr(_NONE) if is_first and page.stopped_at is None else tr("Nothing stands here.")
        return [
            above,
            html.P(words, className="none"),
            choosing(asked, filters, page, []),
            _pager(asked, page, is_first),
        ]

    def address(other: Order) -> str:
        return f"/evidence{filtering.to_query(asked, order='' if other == 'newest' else other)}"

    table = findings_table(page.rows, site().zone, order, address)
    return [above, choosing(asked, filters, page, [table]), _pager(asked, page, is_first)]


def _count(page: Page, is_first: bool) -> str:
    if page.total is not None:
        return trn("{n} finding", "{n} findings", page.total)
    if page.stopped_at is None and is_first and page.after is None:
        return trn("{n} finding", "{n} findings", len(page.rows))
    known = page.first - 1 + len(page.rows)
    if page.after is not None:
        return trn("{n} found so far", "{n} found so far", known)
    return trn("{n} finding", "{n} findings", known)


def _narrowed(asked: dict[str, str], filters: Filters) -> list[Content]:
    """What narrows the table and has no field of its own."""
    words = {"host": asked["host"], "hour": _hour(asked, filters)}
    return [
        html.Span(
            [told, html.Link(tr("clear"), href=f"/evidence{filtering.to_query(asked, **{name: ''})}")],
            className="narrowed",
        )
        for name, told in words.items()
        if told
    ]


def _hour(asked: dict[str, str], filters: Filters) -> str:
    """From when to when, as the clock shows it; "" where no hour of a day is asked for."""
    if not (asked["hour"] and asked["day"]) or filters.start is None or filters.end is None:
        return ""
    return tr(
        "{first} to {last}", first=clock(filters.start, site().zone), last=clock(filters.end, site().zone)
    )


def _download(asked: dict[str, str]) -> Content:
    address = f"{PATH}{filtering.to_query(asked, order='')}"
    return html.A(tr("Download CSV"), href=address, download=file_name(site().home))


def _note() -> Content:
    return html.Span(tr("Values are masked; times are the home’s."))


def _stopped(page: Page) -> list[Content]:
    if page.stopped_at is None:
        return []
    at = datetime.fromtimestamp(page.stopped_at / 1_000_000, site().zone)
    words = tr(
        "So far we have looked as far as {date}, {time}. Below one can go on looking; a day, a kind or a company makes it "
        "quicker.",
        date=full_day(at), time=f"{at:%H:%M}",
    )  # fmt: skip
    return [html.P(words, className="covt", role="status")]


def _pager(asked: dict[str, str], page: Page, is_first: bool) -> Content:
    if is_first and page.after is None:
        return html.Div()

    def link(words: str, at: str | None) -> Content:
        if at is None:
            return html.Span(words)
        return html.Link(words, href=f"/evidence{filtering.to_query(asked, at=at)}")

    last = page.first - 1 + len(page.rows)
    places = {"first": number(page.first), "last": number(last)}
    if not page.rows:
        here = tr("none here")
    elif page.total is None:
        here = tr("{first} to {last}", **places)
    else:
        here = tr("{first} to {last} of {total}", total=number(page.total), **places)
    onwards = tr("look further →") if page.stopped_at is not None else tr("next →")
    parts = [
        link(tr("first"), None if is_first else ""),
        link(tr("← before"), str(page.before) if page.before is not None else None),
        html.B(here),
        link(onwards, str(page.after) if page.after is not None else None),
    ]
    return html.Nav(parts, className="days", **components.aria(label=tr("pages of findings")))
