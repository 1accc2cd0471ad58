"""Pieces of the pages about companies: a source, an edge, a claim, who owns whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from analysis.catalogue import Company, Tracker
from analysis.catalogue_facts import Claim, Investor, PastOwner
from analysis.company_ways import Way, is_page
from analysis.feed_chains import Edge
from analysis.wording import Words, tr
from dashboard import elements as html
from dashboard.components import Content
from dashboard.phrases import rich

CLAIMS: Final = Words({
    "retention": "keeping",
    "licence": "rights to content",
    "ai_training": "training of AI",
    "sharing": "sharing",
    "sale": "sale",
}, context="what a claim is about")  # fmt: skip
ANSWERS: Final = Words({"yes": "yes", "no": "no", "opt_out": "unless one objects", "": ""})
KINDS: Final = Words(
    {"company": "company", "dataset": "data set", "model": "model"}, context="what data feed"
)


def source(where: str, read: str) -> Content:
    """Where something was read, and when. Following it leaves this box, so it is never loaded by itself."""
    if not where:
        return html.Small(tr("common knowledge; no source was read"), className="source")
    first = where.partition(";")[0].partition(" ")[0]  # of several, and without the path in a repository
    address = first if first.startswith("https://") else f"https://{first}"
    when = tr(", read {date}", date=read) if read else ""
    site = address.removeprefix("https://").partition("/")[0]
    shown = where if not where.startswith("https://") else site
    link = html.A(shown, href=address, rel="noreferrer noopener", target="_blank", title=where)
    return html.Small([link, when], className="source")


def company_link(company: Company, days: int) -> Content:
    """A company's name, leading to its dossier, and its seat."""
    link = html.Link(company.name, href=f"/company/{company.id}?days={days}")
    return html.Span([link, html.I(company.country, className="seat", title=tr("where its seat is"))])


def ownership(receiver: Company, owners: Sequence[Company], days: int) -> Content:
    """Who owns a receiver, up to the top, each with since when and the source."""
    steps: list[Content] = []
    for below, owner in zip((receiver, *owners), owners, strict=False):
        parent = below.parent
        since = parent.since if parent is not None else ""
        ground = source(parent.source, parent.read) if parent is not None and parent.source else ""
        who = company_link(owner, days)
        said = (
            rich("owned since {year} by {owner}", year=since, owner=who)
            if since
            else rich("owned by {owner}", owner=who)
        )
        steps.append(html.Li([*said, " ", ground]))
    return html.Ol(steps, className="owners") if steps else ""


def edges(found: Iterable[Edge]) -> Content:
    """What services feed, each edge dotted, with its source; a past one says so."""
    items = [html.Li(_edge(edge), className=_edge_class(edge)) for edge in found]
    return html.Ul(items, className="edges") if items else ""


def _edge_class(edge: Edge) -> str:
    past = " past" if edge.until else ""
    return f"deep{min(edge.depth, 4)}{past}"


def _edge(edge: Edge) -> list[Content]:
    by = f" {tr('of {company}', company=edge.company)}" if edge.company and edge.company != edge.name else ""
    until = f" {tr('until {year}', year=edge.until)}" if edge.until else ""
    return [
        html.Span(rich("{service} feeds **{name}**", service=edge.start, name=edge.name)),
        html.I(f"{KINDS[edge.kind]}{by}{until}"),
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
    words = [*_stake(one, name), " ", source(one.source, one.read)]
    return html.Li([f"{tr('past:')} ", *words] if past else words, className="past" if past else "")


def _stake(one: Investor | PastOwner, name: str) -> list[Content]:
    if isinstance(one, PastOwner):
        if one.until:
            return rich("**{name}** owned it until {until}", name=name, until=one.until)
        return rich("**{name}** owned it", name=name)
    if one.since and one.until:
        return rich(
            "**{name}** invested since {since} until {until}", name=name, since=one.since, until=one.until
        )
    if one.since:
        return rich("**{name}** invested since {since}", name=name, since=one.since)
    if one.until:
        return rich("**{name}** invested until {until}", name=name, until=one.until)
    return rich("**{name}** invested", name=name)


def way(one: Way) -> Content:
    """A contact, whose it is where it is another's, and its source. A page is a link, everything else is text."""
    where: Content = one.where
    if is_page(one.where):
        where = html.A(one.where, href=one.where, rel="noreferrer noopener", target="_blank")
    ground = source(one.source, one.read) if one.source else ""
    if one.own:
        return html.Span([where, " ", ground])
    return html.Span(
        [*rich("{contact} (of {company})", contact=where, company=one.company.name), " ", ground]
    )
