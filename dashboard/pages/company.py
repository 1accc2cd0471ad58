"""Company: the dossier of one recipient, with what it got from this house through all its brands."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from dash import dcc, html, register_page

from analysis.dossier import Dossier, Received, TrackerPart, basis_of, dossier
from dashboard import company_parts, components, sentences
from dashboard.components import Content
from dashboard.empty import empty_state
from dashboard.period_view import PeriodView, days_of, load, span_picker, span_words
from dashboard.site import site, viewer

register_page(__name__, path_template="/company/<company>", name="Company", title="Company · leakledger")  # type: ignore[no-untyped-call]


def layout(company: str = "", days: str | None = None, **_other: Any) -> Content:
    """The dossier of a company, over the last ``days`` days."""
    if not site().reader.ready():
        return html.Div(empty_state())
    view = load(site(), viewer(), days_of(days))
    if company not in view.catalogue.companies:
        back = dcc.Link("Where’s the brain?", href="/brain")
        return html.Div([html.H1("There is no such company in the catalogue."), html.P(back)])
    got = [
        Received(
            device=one.device, company=one.company, category=one.category, count=one.count, certain=one.certain,
            first=one.first, last=one.last,
        )
        for one in view.paths
        if one.company
    ]  # fmt: skip
    found = dossier(view.catalogue, company, got, view.contacts)
    return html.Div(
        [
            span_picker(f"/company/{company}", view.days),
            *_words(view, found),
            components.facts(_facts(view, found)),
            *_received(view, found),
            *_services(found, view.days),
            *_claims(found),
            *_feeds(found),
            *_what_to_do(found),
        ],
        className="company",
    )


def _words(view: PeriodView, found: Dossier) -> list[Content]:
    met, devices = len(found.trackers_contacted), len(found.devices)
    through = ", through all its brands" if len(found.brands) > 1 else ""
    if devices:
        spoken = sentences.say(
            f"{span_words(view.days)}, ",
            sentences.number_of(devices, "device"),
            " contacted ",
            f"{sentences.number_of(met, 'service')} of {found.company.name}",
            f"{through}.",
        )
    else:
        spoken = sentences.say(f"{span_words(view.days)}, no contact with ", found.company.name, " was seen.")
    covered = view.coverage(frozenset(brand.id for brand in found.brands))
    bar = [components.coverage_bar(covered)] if covered.total else []
    return [html.H1(components.sentence(spoken)), *bar]


def _facts(view: PeriodView, found: Dossier) -> list[tuple[str, Content]]:
    company = found.company
    rows: list[tuple[str, Content]] = [("seat", company.country)]
    if found.owners:
        rows.append(("owned by", company_parts.ownership(company, found.owners, view.days)))
    if found.answers_in_law:
        rows.append(("answers in law", found.answers_in_law))
    if found.present_investors:
        stakes = [
            company_parts.stake(one, _name(view, one.company, one.name)) for one in found.present_investors
        ]
        rows.append(("investors", html.Ul(stakes, className="stakes")))
    if found.past:
        stakes = [company_parts.stake(one, _name(view, one.company, one.name)) for one in found.past]
        rows.append(("before", html.Ul(stakes, className="stakes")))
    below = [brand for brand in found.brands if brand.id != company.id]
    if below:
        links = [part for brand in below for part in (company_parts.company_link(brand, view.days), " ")]
        rows.append(("owns", html.Span(links)))
    if found.published:
        rows.append(("publishes", ", ".join(found.published)))
    rows.append(("our ground", basis_of(company)))
    return rows


def _name(view: PeriodView, company: str, name: str) -> str:
    known = view.catalogue.companies.get(company)
    return known.name if known is not None else name


def _received(view: PeriodView, found: Dossier) -> list[Content]:
    aside = "found in the part that we could read"
    head = components.heading("What it got from this house", aside)
    if not found.received:
        return [head, html.P("Nothing was recognised in what we could read.", className="none")]
    heads = ("kind", "from", "received by", "findings", "last")
    head_row = html.Tr(
        [html.Th(words, scope="col", className="num" if words == "findings" else "") for words in heads]
    )
    ordered = sorted(found.received, key=lambda one: (-one.count, one.category, one.device))
    rows = [_received_row(view, one) for one in ordered]
    return [head, html.Table([html.Thead(head_row), html.Tbody(rows)], className="got")]


def _received_row(view: PeriodView, one: Received) -> html.Tr:
    kind = one.category.partition(".")[0]
    where = {"company": one.company, "device": one.device, "kind": kind}
    sure = "certain" if one.certain else "likely or possible"
    brand = view.catalogue.companies[one.company]
    what = dcc.Link(sentences.category_words(one.category), href=f"/evidence?{urlencode(where)}")
    return html.Tr(
        [
            html.Th([components.chip(kind, sure), html.Span(what)], scope="row"),
            html.Td(view.device(one.device)),
            html.Td(brand.name),
            html.Td(f"{one.count:,}", className="num"),
            html.Td(one.last),
        ]
    )


def _services(found: Dossier, days: int) -> list[Content]:
    if not found.trackers:
        return []
    ordered = sorted(found.trackers, key=lambda part: (not part.contacted, part.tracker.name.lower()))
    rows = [_service_row(part, days) for part in ordered]
    heads = [html.Th(words, scope="col") for words in ("service", "what for", "hosts", "by this house")]
    aside = (
        f"{len(found.trackers_contacted):,} of the {len(found.trackers):,} in the catalogue were contacted"
    )
    return [
        components.heading("Its services", aside),
        html.Table([html.Thead(html.Tr(heads)), html.Tbody(rows)], className="services"),
    ]


def _service_row(part: TrackerPart, days: int) -> html.Tr:
    tracker = part.tracker
    hosts = ", ".join(tracker.hosts[:4]) + (
        f" and {len(tracker.hosts) - 4} more" if len(tracker.hosts) > 4 else ""
    )
    ground = company_parts.source(tracker.source, tracker.read)
    return html.Tr(
        [
            html.Th([tracker.name, html.I(part.company.name)], scope="row"),
            html.Td(", ".join(tracker.purposes).replace("_", " ")),
            html.Td([html.Span(hosts), html.I(ground)]),
            html.Td("contacted" if part.contacted else "not contacted", title=f"in the last {days} days"),
        ],
        className="" if part.contacted else "quiet",
    )  # fmt: skip


def _claims(found: Dossier) -> list[Content]:
    if not found.claims:
        return []
    rows = [company_parts.claim_row(tracker, claim) for tracker, claim in found.claims]
    heads = [html.Th(words, scope="col") for words in ("service", "what it says, in our words", "where")]
    head = components.heading("What it says of itself", "a company’s own words, not our findings")
    table = html.Table([html.Thead(html.Tr(heads)), html.Tbody(rows)], className="claims")
    return [html.Div([head, table], id="claims")]


def _feeds(found: Dossier) -> list[Content]:
    edges = [edge for part in found.trackers for edge in part.edges]
    if not edges:
        return []
    head = components.heading(
        "What its services feed", "by the word of a source; it says nothing of your data"
    )
    return [head, company_parts.edges(edges)]


def _what_to_do(found: Dossier) -> list[Content]:
    company = found.company
    rows: list[tuple[str, Content]] = []
    for name, where in (("object", company.opt_out), ("ask what they hold", company.privacy_contact)):
        if where:
            rows.append((name, _contact(where)))
    if company.website:
        rows.append(("website", _contact(company.website)))
    if not rows:
        return []
    return [components.heading("What one can do", "these links leave this box"), components.facts(rows)]


def _contact(where: str) -> Content:
    if where.startswith("https://"):
        return html.A(where, href=where, rel="noreferrer noopener", target="_blank")
    return html.A(where, href=f"mailto:{where}") if "@" in where and " " not in where else where
