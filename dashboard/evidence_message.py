"""One message and one of its findings in full: why we say so, who received it, what is kept, and layer by layer."""

from __future__ import annotations

from typing import Final

import msgspec
from dash import dcc, html

from analysis.catalogue import Catalogue
from analysis.connection_queries import ConnectionFacts, connection_of
from analysis.coverage import told_as
from analysis.evidence_queries import EvidenceRow, of_message
from analysis.kept_messages import KeptMessage, kept_message, place_of
from analysis.queries import Viewer
from analysis.reasoning_words import reasoning_words
from analysis.wording import N_, tr, trn
from dashboard import company_parts, components, sentences
from dashboard.components import Content
from dashboard.evidence_table import facts_of, what
from dashboard.message_kept import act, kept_part
from dashboard.message_layers import can_be_shown, evidence_words, layers
from dashboard.opinions import opinions_of
from dashboard.phrases import rich
from dashboard.site import Site

_GONE: Final = N_("This finding is no longer in the ledger, or it is not yours to see.")


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """A finding with the others of its message, what is kept of it, and what the catalogue knows."""

    row: EvidenceRow
    rows: tuple[EvidenceRow, ...]
    kept: KeptMessage | None
    catalogue: Catalogue
    connection: ConnectionFacts | None = None


def load(site: Site, viewer: Viewer, name: str) -> Message | None:
    """The finding of that name (``EVENT-3``), or the first of an ``EVENT``; None where the viewer has none."""
    event, _, number = name.partition("-")
    with site.reader.read() as connection:
        rows = of_message(connection, viewer, event)
        chosen = [row for row in rows if not number or str(row.position) == number]
        if not chosen:
            return None
        place = place_of(connection, event)
        catalogue = site.knowledge(connection)
        facts = connection_of(connection, viewer, event)
    kept = kept_message(site.home, *place) if place is not None else None
    return Message(row=chosen[0], rows=tuple(rows), kept=kept, catalogue=catalogue, connection=facts)


def message_view(site: Site, viewer: Viewer, name: str) -> list[Content]:
    """All of it but the content, which is asked for by a button."""
    found = load(site, viewer, name)
    if found is None:
        return [html.P(tr(_GONE), className="none")]
    row = found.row
    host = sentences.recipient_words(row.host)
    to = row.company_name or host
    link = dcc.Link(tr("a link to this finding"), href=f"/evidence?event={row.name}")
    found_by = rich("Found by {rules}. {link}", rules=" · ".join(row.rules), link=link)
    return [
        html.P(_said(row, to), className="said"),
        html.P([reasoning_words(row.reasoning).rstrip("."), ". ", html.Small(found_by)]),
        *_received(site, found),
        html.Div(kept_part(site, viewer, row, found.kept), id="message-kept", role="status"),
        html.H2(tr("What was sent, layer by layer")),
        *(_button() if can_be_shown(found.kept, row) else ()),
        html.Div(layers(found.kept, row, False), id="message-content", role="status"),
        dcc.Store(id="message-name", data=row.name),
        html.H2(tr("All that is written down of it")),
        components.facts(facts_of(row, site.zone)),
        *_others(found),
    ]


def _said(row: EvidenceRow, to: str) -> list[Content]:
    """Who sent what to whom; an import need not say which device it was."""
    what = sentences.category_words(row.category)
    if row.device_name:
        return rich(
            "**{device}** sent **{what}** to **{recipient}**.",
            device=row.device_name,
            what=what,
            recipient=to,
        )
    return rich(
        "**{what}** went to **{recipient}**; from which device is not on record.",
        what=f"{what[:1].upper()}{what[1:]}", recipient=to,
    )  # fmt: skip


def _button() -> list[Content]:
    words = tr("It shows the values in full, as they left the device. All of it stays on this machine.")
    return [
        html.P(words, className="covt"),
        html.Button(tr("Show what was sent"), id="message-show", className="action", type="button"),
    ]


def message_content(site: Site, viewer: Viewer, name: str) -> list[Content]:
    """The layers with what stands in them."""
    found = load(site, viewer, name)
    if found is None:
        return [html.P(tr(_GONE), className="none")]
    return layers(found.kept, found.row, True)


def kept_anew(site: Site, viewer: Viewer, name: str, do: str) -> list[Content]:
    """Keep a message or let it go, if whoever asks may; then what is kept of it."""
    found = load(site, viewer, name)
    said = act(site.home, viewer, do, found.row.event_id) if found is not None else ""
    found = load(site, viewer, name)
    if found is None:
        return [html.P(tr(_GONE), className="none")]
    return kept_part(site, viewer, found.row, found.kept, said)


def _received(site: Site, found: Message) -> list[Content]:
    row, catalogue = found.row, found.catalogue
    company = catalogue.companies.get(row.company)
    host = sentences.recipient_words(row.host)
    if company is None:
        name: Content = row.company_name or tr("{host}: whose it is, our catalogue does not say", host=host)
        owners: Content = ""
    else:
        tracker = catalogue.trackers.get(row.tracker)
        link = company_parts.company_link(company, 30)
        if tracker is None:
            said = rich("{company}, at {host}", company=link, host=host)
        else:
            said = rich(
                "{company}, by its service {service}, at {host}",
                company=link,
                service=tracker.name,
                host=host,
            )
        name = html.Span(said)
        owners = company_parts.ownership(company, catalogue.owner_chain(company.id)[1:], 30)
    ground = evidence_words(found.kept, row)
    pairs: list[tuple[str, Content]] = [
        (tr("received by"), name),
        (tr("owned"), owners),
        (tr("its connection"), found.connection.words if found.connection is not None else ""),
        (tr("how we know"), html.Ul([html.Li(words) for words in ground])),
        (tr("other lists"), opinions_of(site, row.host)),
    ]
    return [html.H2(tr("Who received it")), components.facts([pair for pair in pairs if pair[1]])]


def _others(found: Message) -> list[Content]:
    others = [row for row in found.rows if row.id != found.row.id]
    if not others:
        return []
    items = [
        html.Li(
            [
                components.chip(told_as(row.category), row.confidence),
                dcc.Link(what(row), href=f"/evidence?event={row.name}"),
                " ",
                html.Small(row.value),
            ]
        )
        for row in others
    ]
    return [
        html.H2(trn("Also in this message: {n} finding", "Also in this message: {n} findings", len(others))),
        html.Ul(items, className="plain"),
    ]
