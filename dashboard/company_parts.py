"""Pieces of the pages about companies: a source, an edge, a claim, who owns whom."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from analysis.calendar_words import told_date
from analysis.catalogue import Company, Tracker
from analysis.catalogue_facts import Claim, Investor, PastOwner
from analysis.company_ways import Way, is_page
from analysis.counting import commas
from analysis.feed_chains import Edge
from analysis.wording import Words, tr, trn
from dashboard import elements as html
from dashboard.components import Content, rest
from dashboard.phrases import rich

CLAIMS: Final = Words({
    "retention": "keeping",
    "licence": "rights to content",
    "ai_training": "training of AI",
    "sharing": "sharing",
    "sale": "sale",
}, context="what a claim is about")  # fmt: skip
_ADDRESS: Final = re.compile(
    r"(?:^|: )((https://)?([\w-]{1,63}(?:\.[\w-]{1,63}){1,9})((?:[/:?]\S{0,2000})?))(?:\s|$)"
)
_HOSTS: Final = 4  # names of machines that a row shows before it is opened
ANSWERS: Final = Words({"yes": "yes", "no": "no", "opt_out": "unless one objects", "": ""})
KINDS: Final = Words(
    {"company": "company", "dataset": "data set", "model": "model"}, context="what data feed"
)


def source(where: str, read: str) -> Content:
    """Where something was read, and when. Following it leaves this box, so it is never loaded by itself."""
    if not where:
        return html.Small(tr("common knowledge; no source was read"), className="source")
    links = [part for one in where.split("; ") for part in ("; ", *_link(one))]
    when = tr(", read {date}", date=told_date(read)) if read else ""
    return html.Small([*links[1:], *([when] if when else [])], className="source")


def _link(where: str) -> list[Content]:
    """One source, with what stands before its address; without an address it is text."""
    found = _ADDRESS.search(where)
    if found is None:
        return [where]
    shown = where[found.start(1) :] if not found[2] else found[3]
    link = html.A(
        shown, href=f"https://{found[3]}{found[4]}", rel="noreferrer noopener", target="_blank", title=where
    )
    return [where[: found.start(1)], link] if found.start(1) else [link]


def hosts(every: Sequence[str]) -> Content:
    """The first names of a service's machines; the rest opens."""
    first, more = commas(every[:_HOSTS]), every[_HOSTS:]
    if not more:
        return first
    return [first, rest(trn("and {n} more", "and {n} more", len(more)), html.P(commas(more)))]


def company_link(company: Company, days: int) -> Content:
    """A company's name, leading to its dossier, and its seat."""
    link = html.Link(company.name, href=f"/company/{company.id}?days={days}")
    return html.Span([link, html.I(company.country, className="seat", title=tr("where its seat is"))])


def ownership(receiver: Company, owners: Sequence[Company], days: int, named: bool = False) -> Content:
    """Who owns a receiver, up to the top, each with since when and the source; ``named``: "owned by" stands before it."""
    steps: list[Content] = []
    for place, (below, owner) in enumerate(zip((receiver, *owners), owners, strict=False)):
        parent = below.parent
        since = told_date(parent.since) if parent is not None else ""
        ground = source(parent.source, parent.read) if parent is not None else ""
        who = company_link(owner, days)
        steps.append(html.Li([*_owned(who, since, named, place), " ", ground]))
    return html.Ol(steps, className="owners") if steps else ""


def _owned(who: Content, since: str, named: bool, place: int) -> list[Content]:
    if named and place:
        if since:
            return rich("which has been owned by {owner} since {year}", owner=who, year=since)
        return rich("which is owned by {owner}", owner=who)
    if named:
        return rich("{owner}, since {year}", owner=who, year=since) if since else [who]
    if since:
        return rich("owned since {year} by {owner}", year=since, owner=who)
    return rich("owned by {owner}", owner=who)


def edges(found: Iterable[Edge]) -> Content:
    """What services feed, each edge dotted, with its source; a past one says so."""
    items = [html.Li(_edge(edge), className=_edge_class(edge)) for edge in found]
    return html.Ul(items, className="edges") if items else ""


def _edge_class(edge: Edge) -> str:
    past = " past" if edge.until else ""
    return f"deep{min(edge.depth, 4)}{past}"


def _edge(edge: Edge) -> list[Content]:
    told = edge.company and edge.company not in (edge.name, edge.start)
    by = f" {tr('of {company}', company=edge.company)}" if told else ""
    until = f" {tr('until {year}', year=told_date(edge.until))}" if edge.until else ""
    return [
        html.Span(
            rich("{service} publishes **{name}**", service=edge.start, name=edge.name)
            if edge.link == "publishes"
            else rich("{service} feeds **{name}**", service=edge.start, name=edge.name)
        ),
        html.I(f"{KINDS[edge.kind]}{by}{until}"),
        html.Span(edge.says, className="says"),
        source(edge.source, edge.read),
    ]


def claim_row(tracker: Tracker, claim: Claim, first: bool) -> html.Tr:
    """A claim, in our words; the ``first`` of a service is where links to its claims lead."""
    answer = ANSWERS[claim.answer]
    said: list[Content] = [html.B(f"{answer}: ")] if answer else []
    return html.Tr(
        [
            html.Th([tracker.name, html.I(CLAIMS[claim.kind])], scope="row"),
            html.Td([*said, claim.says]),
            html.Td(source(claim.source, claim.read)),
        ],
        **({"id": claims_of(tracker)} if first else {}),
    )


def claims_of(tracker: Tracker) -> str:
    """The place of a service's claims on its company's page."""
    return f"claims-{tracker.id}"


def stake(one: Investor | PastOwner, name: str, named: bool = False) -> html.Li:
    """An investor or an owner before; one that left is shown as past, in a word unless that stands before it (``named``)."""
    past = isinstance(one, PastOwner) or bool(one.until)
    words = [*_stake(one, name), " ", source(one.source, one.read)]
    return html.Li(
        [f"{tr('past:')} ", *words] if past and not named else words, className="past" if past else ""
    )


def _stake(one: Investor | PastOwner, name: str) -> list[Content]:
    until = told_date(one.until)
    if isinstance(one, PastOwner):
        if until:
            return rich("**{name}** owned it until {until}", name=name, until=until)
        return rich("**{name}** owned it", name=name)
    since = told_date(one.since)
    if since and until:
        return rich("**{name}** invested since {since} until {until}", name=name, since=since, until=until)
    if since:
        return rich("**{name}** invested since {since}", name=name, since=since)
    if until:
        return rich("**{name}** invested until {until}", name=name, until=until)
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
