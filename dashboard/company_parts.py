"""Pieces of the pages about companies: a source, an edge, a claim, who owns whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from dash import dcc, html

from analysis.catalogue import Company, Tracker
from analysis.catalogue_facts import Claim, Investor, PastOwner
from analysis.feed_chains import Edge
from dashboard.components import Content

CLAIMS: Final = {
    "retention": "keeping",
    "licence": "rights to content",
    "ai_training": "training of AI",
    "sharing": "sharing",
    "sale": "sale",
}
ANSWERS: Final = {"yes": "yes", "no": "no", "opt_out": "unless one objects", "": ""}
_KINDS: Final = {"company": "company", "dataset": "data set", "model": "model"}


def source(where: str, read: str) -> Content:
    """Where something was read, and when. Following it leaves this box, so it is never loaded by itself."""
    if not where:
        return html.Small("common knowledge; no source was read", className="source")
    address = where if where.startswith("https://") else f"https://{where.partition(' ')[0]}"
    when = f", read {read}" if read else ""
    site = address.removeprefix("https://").partition("/")[0]
    shown = where if not where.startswith("https://") else site
    link = html.A(shown, href=address, rel="noreferrer noopener", target="_blank", title=where)
    return html.Small([link, when], className="source")


def company_link(company: Company, days: int) -> Content:
    """A company's name, leading to its dossier, and its seat."""
    link = dcc.Link(company.name, href=f"/company/{company.id}?days={days}")
    return html.Span([link, html.I(company.country, className="seat", title="where its seat is")])


def ownership(receiver: Company, owners: Sequence[Company], days: int) -> Content:
    """Who owns a receiver, up to the top, each with since when and the source."""
    steps: list[Content] = []
    for below, owner in zip((receiver, *owners), owners, strict=False):
        parent = below.parent
        since = f" since {parent.since}" if parent is not None and parent.since else ""
        ground = source(parent.source, parent.read) if parent is not None and parent.source else ""
        steps.append(html.Li([f"owned{since} by ", company_link(owner, days), " ", ground]))
    return html.Ol(steps, className="owners") if steps else ""


def edges(found: Iterable[Edge]) -> Content:
    """What services feed, each edge dotted, with its source; a past one says so."""
    items = [html.Li(_edge(edge), className=_edge_class(edge)) for edge in found]
    return html.Ul(items, className="edges") if items else ""


def _edge_class(edge: Edge) -> str:
    past = " past" if edge.until else ""
    return f"deep{min(edge.depth, 4)}{past}"


def _edge(edge: Edge) -> list[Content]:
    by = f" of {edge.company}" if edge.company and edge.company != edge.name else ""
    until = f" until {edge.until}" if edge.until else ""
    return [
        html.Span([edge.start, " feeds ", html.B(edge.name)]),
        html.I(f"{_KINDS[edge.kind]}{by}{until}"),
        html.Span(edge.says, className="says"),
        source(edge.source, edge.read),
    ]


def claim_row(tracker: Tracker, claim: Claim) -> html.Tr:
    """A claim, in our words."""
    answer = ANSWERS[claim.answer]
    said: list[Content] = [html.B(f"{answer}: ")] if answer else []
    return html.Tr(
        [
            html.Th([tracker.name, html.I(CLAIMS[claim.kind])], scope="row"),
            html.Td([*said, claim.says]),
            html.Td(source(claim.source, claim.read)),
        ]
    )


def stake(one: Investor | PastOwner, name: str) -> html.Li:
    """An investor or an owner before; one that left is shown as past."""
    past = isinstance(one, PastOwner) or bool(one.until)
    what = "invested" if isinstance(one, Investor) else "owned it"
    since = f" since {one.since}" if isinstance(one, Investor) and one.since else ""
    until = f" until {one.until}" if one.until else ""
    words = [html.B(name), f" {what}{since}{until} ", source(one.source, one.read)]
    return html.Li(["past: ", *words] if past else words, className="past" if past else "")
