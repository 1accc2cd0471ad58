"""Company: the dossier of one recipient, with what it got from this house through all its brands."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

import msgspec
from dash import register_page

from analysis.calendar_words import short_full_date
from analysis.company_ways import ways
from analysis.counting import commas, number
from analysis.coverage import told_as
from analysis.dossier import Dossier, Received, dossier
from analysis.wording import N_, tr, trn
from dashboard import company_parts, components, sentences
from dashboard import elements as html
from dashboard.company_services import services
from dashboard.components import Content
from dashboard.downloads import file_name
from dashboard.empty import empty_state
from dashboard.language import titled
from dashboard.period_view import PeriodView, days_of, load, span_picker, span_words
from dashboard.phrases import phrase, phrase_n
from dashboard.site import site, viewer

register_page(__name__, path_template="/company/<company>", name=N_("Company"), title=titled(N_("Company")))  # type: ignore[no-untyped-call]


def layout(company: str = "", days: str | None = None, **_other: Any) -> Content:
    """The dossier of a company, over the last ``days`` days."""
    if not site().reader.ready():
        return html.Div(empty_state())
    view = load(site(), viewer(), days_of(days), company)
    if company not in view.catalogue.companies:
        back = html.Link(tr("Where’s the brain?"), href="/brain")
        return html.Div([html.H1(tr("There is no such company in the catalogue.")), html.P(back)])
    got = [
        Received(
            device=one.device, company=one.company, category=one.category, count=one.count, certain=one.certain,
            first=one.first, last=one.last,
        )
        for one in view.paths
    ]  # fmt: skip
    found = dossier(view.catalogue, company, got, view.contacts)
    return html.Div(
        [
            span_picker(f"/company/{company}", view.days),
            *_words(view, found),
            components.facts(_facts(view, found)),
            *_received(view, found),
            *services(found, view.days),
            *_claims(found),
            *_feeds(found),
            *_what_to_do(view, found),
        ],
        className="company",
    )


def _words(view: PeriodView, found: Dossier) -> list[Content]:
    met, devices = len(found.trackers_contacted), len(found.devices)
    blanks = {"when": span_words(view.days), "company": found.company.name}
    if not devices:
        spoken = phrase("{when}, no contact with **{company}** was seen.", **blanks)
    else:
        blanks["services"] = trn("{n} service", "{n} services", met)
        spoken = (
            phrase_n(
                "{when}, **{n} device** contacted **{services} of {company}**, through all its brands.",
                "{when}, **{n} devices** contacted **{services} of {company}**, through all its brands.",
                devices, **blanks,
            )
            if len(found.brands) > 1
            else phrase_n(
                "{when}, **{n} device** contacted **{services} of {company}**.",
                "{when}, **{n} devices** contacted **{services} of {company}**.",
                devices, **blanks,
            )
        )  # fmt: skip
    covered = view.coverage
    bar = [components.coverage_bar(covered)] if covered.total else []
    mine = tr("Only your own devices are counted on this page, not the others of the house.")
    return [html.H1(components.sentence(spoken)), *bar, *([] if viewer().owner else [html.P(mine)])]


def _facts(view: PeriodView, found: Dossier) -> list[tuple[str, Content]]:
    company = found.company
    rows: list[tuple[str, Content]] = [(tr("seat"), company.country)]
    if found.owners:
        rows.append((tr("owned by"), company_parts.ownership(company, found.owners, view.days, named=True)))
    if found.answers_in_law:
        rows.append((tr("legally responsible"), found.answers_in_law))
    if found.present_investors:
        stakes = [
            company_parts.stake(one, _name(view, one.company, one.name)) for one in found.present_investors
        ]
        rows.append((tr("investors"), html.Ul(stakes, className="stakes")))
    if found.past:
        stakes = [
            company_parts.stake(one, _name(view, one.company, one.name), named=True) for one in found.past
        ]
        rows.append((tr("before"), html.Ul(stakes, className="stakes")))
    below = [brand for brand in found.brands if brand.id != company.id]
    if below:
        links = [part for brand in below for part in (", ", company_parts.company_link(brand, view.days))]
        rows.append((tr("owns"), html.Span(links[1:])))
    if found.published:
        rows.append((tr("publishes"), commas(found.published)))
    rows.append((tr("how we know"), company_parts.source(company.source, company.read)))
    return rows


def _name(view: PeriodView, company: str, name: str) -> str:
    known = view.catalogue.companies.get(company)
    return known.name if known is not None else name


def _received(view: PeriodView, found: Dossier) -> list[Content]:
    aside = (
        trn(
            "{n} finding, in the part that we could read",
            "{n} findings, in the part that we could read",
            sum(one.count for one in found.received),
        )
        if found.received
        else tr("found in the part that we could read")
    )
    house = tr("What it got from this house") if viewer().owner else tr("What it got from your devices")
    head = components.heading(house, aside)
    if not found.received:
        return [head, html.P(tr("Nothing was recognised in what we could read."), className="none")]
    heads = (
        (tr("kind"), ""),
        (tr("from"), ""),
        (tr("received by"), ""),
        (tr("findings"), "num"),
        (tr("first time", context="day of the first finding of all that is recorded"), ""),
        (tr("last"), ""),
    )
    head_row = html.Tr([html.Th(words, scope="col", className=name) for words, name in heads])
    ordered = sorted(found.received, key=_what_matters_first)
    rows = [_received_row(view, one) for one in ordered]
    where = f"/brain?{urlencode({'days': view.days, 'focus': f'owner:{found.company.id}'})}"
    way = html.P(html.Link(tr("Draw the ways that it took"), href=where), className="more")
    return [head, html.Table([html.Thead(head_row), html.Tbody(rows)], className="got"), way]


def _what_matters_first(one: Received) -> tuple[int, int, str, str]:
    kind = sentences.KINDS.index(sentences.kind_of(one.category))
    return (kind, -one.count, one.category, one.device)


def _received_row(view: PeriodView, one: Received) -> html.Tr:
    kind = told_as(one.category)
    where = view.evidence(company=one.company, device=one.device, kind=one.category)
    sure = "certain" if one.certain else "likely or possible"
    brand = view.catalogue.companies[one.company]
    what = html.Link(sentences.category_words(one.category), href=where)
    first = view.firsts.get((one.device, one.company, one.category), one.first)
    since = msgspec.structs.replace(view.period, first=min(view.period.first, date.fromisoformat(first)))
    whence = msgspec.structs.replace(view, period=since).evidence(
        company=one.company, device=one.device, kind=one.category
    )
    oldest = html.Link(_day(first), href=f"{whence}&order=oldest")
    counted = trn(
        "finding", "findings", one.count, context="behind a number"
    )  # a phone has no heads of columns
    return html.Tr(
        [
            html.Th([components.chip(kind, sure), html.Span(what)], scope="row"),
            html.Td(view.device(one.device)),
            html.Td(brand.name),
            html.Td([number(one.count), html.Span(f" {counted}", className="unit")], className="num"),
            html.Td(
                [
                    html.Span(
                        f"{tr('first time', context='day of the first finding of all that is recorded')} ",
                        className="unit",
                    ),
                    oldest,
                ]
            ),
            html.Td([html.Span(f"{tr('last')} ", className="unit"), _day(one.last)]),
        ]
    )


def _day(written: str) -> str:
    return short_full_date(date.fromisoformat(written))


def _claims(found: Dossier) -> list[Content]:
    if not found.claims:
        return []
    before = [None, *(tracker.id for tracker, _ in found.claims)]
    rows = [
        company_parts.claim_row(tracker, claim, first=tracker.id != last)
        for (tracker, claim), last in zip(found.claims, before, strict=False)
    ]
    heads = [
        html.Th(words, scope="col")
        for words in (tr("service"), tr("what it says, in our words"), tr("where"))
    ]
    title = tr("What it says of itself", context="a company")
    head = components.heading(title, tr("a company’s own words, not our findings"))
    table = html.Table([html.Thead(html.Tr(heads)), html.Tbody(rows)], className="claims")
    return [html.Div([head, table], id="claims")]


def _feeds(found: Dossier) -> list[Content]:
    aside = tr("by the word of a source; it says nothing of your data")
    parts = (
        (tr("What its services and what it publishes feed"), found.edges),
        (tr("What feeds it and what it publishes"), found.fed_by),
    )
    return [
        part
        for title, edges in parts
        if edges
        for part in (components.heading(title, aside), company_parts.edges(edges))
    ]


def _what_to_do(view: PeriodView, found: Dossier) -> list[Content]:
    """Its own contacts, else those of whoever owns it or of its brands; and what one can always do."""
    rows: list[tuple[str, Content]] = []
    ask = tr("ask what it holds")
    said = {"opt_out": tr("object"), "delete_account": tr("delete an account"), "privacy_contact": ask}
    known = ways(found)
    rows += [(said.get(way.kind, tr("website")), company_parts.way(way)) for way in known]
    if not any(way.kind == "privacy_contact" for way in known):
        rows.append((ask, tr("Our catalogue has no privacy contact of it: its privacy policy names one.")))
    if found.received:
        ids = dict.fromkeys(one.company for one in found.received)
        links = [
            part
            for id in ids
            for part in (
                html.A(
                    view.catalogue.companies[id].name, href=_csv(view, id), download=file_name(site().home)
                ),
                " ",
            )
        ]
        rows.append((tr("have it in writing"), html.Span([f"{tr('what was found, as CSV:')} ", *links])))
    rows.append(
        (
            tr("on the device"),
            tr(
                "Take the permission away from the app, or the app from the device. Which app it was, we often cannot see."
            ),
        )
    )
    aside = tr("links to a company leave this box")
    return [components.heading(tr("What you can do"), aside), components.facts(rows)]


def _csv(view: PeriodView, company: str) -> str:
    return view.evidence(company=company).replace("/evidence?", "/download/findings.csv?", 1)
