"""What is kept of a message, until when, what was erased and why; and the button that keeps it longer or lets it go."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from dash import dcc, html

from analysis.calendar_words import day_and_month, full_day
from analysis.errors import UserFault
from analysis.evidence_queries import EvidenceRow
from analysis.kept_messages import KeptMessage
from analysis.kept_words import still_known, why_gone
from analysis.letting_go import OF_MEDIA
from analysis.pin_journal import Pin, Pins
from analysis.pins import let_go, pin
from analysis.queries import Viewer
from analysis.records import Visibility
from analysis.settings import Home
from analysis.wording import N_, tr
from dashboard import sentences
from dashboard.components import Content
from dashboard.phrases import rich
from dashboard.site import Site

KEEP, LET_GO = "keep", "let go"
_BUTTONS: Final = {KEEP: N_("Keep what was sent"), LET_GO: N_("Let it go")}


def act(home: Home, viewer: Viewer, do: str, event: str) -> str:
    """Keep a message, or let it go; what was done, or why not. The viewer must be one who sees the message in full."""
    by = "" if viewer.owner else viewer.person or ""
    try:
        if not (viewer.owner or by):
            raise UserFault(tr("only the owner of the box, or whose device it is, may do that"))
        if do == KEEP:
            pin(home, event, by=by)
            return tr("It is kept from now on.")
        if let_go(home, event, by=by):
            return tr("It is let go: it was older than others are kept, and is erased.")
        return tr("It is let go: it is erased when others of its day are.")
    except UserFault as fault:
        return tr("Not done: {reason}.", reason=str(fault).rstrip("."))


def kept_part(
    site: Site, viewer: Viewer, row: EvidenceRow, kept: KeptMessage | None, said: str = ""
) -> list[Content]:
    """The part of a message's view; ``said`` is what a button just did."""
    title: list[Content] = [html.H2(tr("What is kept of it"))]
    if said:
        title.append(html.P(said, className="said-now"))
    if kept is None:
        words = tr("The journal no longer holds this event; the ledger’s line is what there is.")
        return [*title, html.Ul([html.Li(words)], className="plain")]
    pinned = Pins(site.home.journal_dir).refresh().now.get(row.event_id)
    read = sentences.VISIBILITY_WORDS[kept.event.transmission.visibility]
    told: list[Content] = [
        *_body(site, viewer, row, kept, pinned),
        *_values(site, row, kept, pinned),
        f"{read[:1].upper()}{read[1:]}.",
    ]
    return [*title, html.Ul([html.Li(words) for words in told], className="plain"), *_button(kept, pinned)]


def _body(
    site: Site, viewer: Viewer, row: EvidenceRow, kept: KeptMessage, pinned: Pin | None
) -> list[Content]:
    size = sentences.amount(row.body_size or 0)
    if not row.body_size:
        return [tr("The message had no body.")]
    if kept.sent is None:
        why = why_gone(kept.gone)
        gone = tr("Its body ({size}) is gone: {why}. What was found in it stays.", size=size, why=why)
        return [gone, still_known(kept), *_next(kept)]
    if pinned is not None:
        told = tr(
            "Its body ({size}) is kept longer than others: {person} wished it on {date}. It stays until it is let go.",
            size=size,
            date=full_day(pinned.at.astimezone(site.zone)),
            person=_who(pinned, viewer),
        )
    else:
        day = day_and_month(_seen(row, site.home.settings.body_days).astimezone(site.zone))
        told = tr("Its body ({size}) is kept until about {date}, then it is erased.", size=size, date=day)
    at_hand = len(kept.sent.body or b"")
    if kept.sent.visibility is not Visibility.SAMPLED or at_hand >= row.body_size:
        return [told]
    return [told, tr("Of it only the first {size} were recorded.", size=sentences.amount(at_hand))]


def _next(kept: KeptMessage) -> list[Content]:
    if kept.gone != OF_MEDIA:
        return []
    link = dcc.Link(tr("the page Devices"), href="/devices")
    return [html.Span(rich("Photos and sound that are still to come can be kept: on {link}.", link=link))]


def _values(site: Site, row: EvidenceRow, kept: KeptMessage, pinned: Pin | None) -> list[Content]:
    if kept.values and pinned is not None:
        return [tr("The full values of its findings are kept as long.")]
    if kept.values:
        day = _seen(row, site.home.settings.value_days).astimezone(site.zone)
        return [tr("The full values of its findings are kept until about {date}.", date=full_day(day))]
    if kept.event.findings:
        return [tr("The full values of its findings are no longer kept; here they stand masked.")]
    return []


def _button(kept: KeptMessage, pinned: Pin | None) -> list[Content]:
    if pinned is None and (kept.sent is None or not kept.sent.body):
        return []
    do = KEEP if pinned is None else LET_GO
    words = tr(
        "Kept longer, it stays in this home and nowhere else, until somebody lets it go, or the device is forgotten, or the"
        " home is erased."
    )
    id = {"message": "pin", "do": do}
    return [
        html.P(words, className="covt"),
        html.Button(tr(_BUTTONS[do]), id=id, className="action", type="button"),
    ]


def _who(pinned: Pin, viewer: Viewer) -> str:
    if not pinned.by:
        return tr("the owner of the box")
    return pinned.by if viewer.owner or viewer.person == pinned.by else tr("somebody")


def _seen(row: EvidenceRow, later: int) -> datetime:
    return datetime.fromtimestamp(row.seen_at / 1_000_000, UTC) + timedelta(days=later)
