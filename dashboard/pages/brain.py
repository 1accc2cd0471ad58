"""Where's the brain?: from a device to who received its data, who owns them, and what they feed."""

from __future__ import annotations

from typing import Any

from dash import dcc, html, register_page

from analysis.brain import Way, ways
from analysis.second_opinions import SecondOpinions, load_opinions
from dashboard import company_parts, components, sentences
from dashboard.components import Content
from dashboard.empty import empty_state
from dashboard.period_view import PeriodView, days_of, load, span_picker, span_words
from dashboard.site import site, viewer

register_page(__name__, path="/brain", name="Where’s the brain?", title="Where’s the brain? · leakledger")  # type: ignore[no-untyped-call]

_Ways = list[Way]


def layout(days: str | None = None, **_other: Any) -> Content:
    """The page of the last ``days`` days."""
    if not site().reader.ready():
        return html.Div(empty_state())
    view = load(site(), viewer(), days_of(days))
    found = ways(view.paths, view.catalogue)
    owned: dict[str, _Ways] = {}
    strangers: _Ways = []
    for way in found:
        if way.owner is None:
            strangers.append(way)
        else:
            owned.setdefault(way.owner.id, []).append(way)
    return html.Div(
        [
            span_picker("/brain", view.days),
            *_words(view, found),
            *(_owner(view, mine) for mine in sorted(owned.values(), key=_weight)),
            *_strangers(view, strangers),
        ],
        className="brain",
    )


def _weight(mine: _Ways) -> tuple[int, str]:
    owner = mine[0].owner
    return -sum(way.count for way in mine), owner.name if owner is not None else ""


def _words(view: PeriodView, found: tuple[Way, ...]) -> list[Content]:
    sure = [way for way in found if way.certain]
    covered = view.coverage()
    spoken = sentences.coverage_sentence(covered)
    if not sure:
        words = sentences.say(
            f"{span_words(view.days)}, ", "nothing", " was recognised for certain in what we could read."
        )
    else:
        devices = len({way.device for way in sure})
        owners = len({way.owner.id if way.owner is not None else way.host for way in sure})
        words = sentences.say(
            f"{span_words(view.days)}, what we could read of ", sentences.number_of(devices, "device"), " went to ",
            sentences.number_of(owners, "owner"), ".",
        )  # fmt: skip
    note: list[Content] = [
        "A line is what left a device. ", html.I("Dotted"), " is what a receiver’s services feed, by the word of a source:"
        " it says nothing of your data, and has no width.",
    ]  # fmt: skip
    return [
        html.H1(components.sentence(words)),
        components.coverage_bar(covered) if covered.total else html.P(components.sentence(spoken), className="covt"),
        html.P(note, className="covt"),
    ]  # fmt: skip


def _owner(view: PeriodView, mine: _Ways) -> Content:
    """Everything that went to one owner through all brands."""
    owner = mine[0].owner
    assert owner is not None
    brands = {brand.id for brand in view.catalogue.brands(owner.id)}
    met = [contact for contact in view.contacts if contact.company in brands]
    services = len({contact.tracker for contact in met})
    devices = len({way.device for way in mine} | {contact.device for contact in met})
    aside = f"{sentences.number_of(services, 'service')} contacted, {sentences.number_of(devices, 'device')}"
    receivers: dict[str, _Ways] = {}
    for way in mine:
        receivers.setdefault(way.receiver.id if way.receiver is not None else "", []).append(way)
    return html.Section(
        [
            html.H2([company_parts.company_link(owner, view.days), html.Small(aside)]),
            *(_receiver(view, part) for part in receivers.values()),
        ],
        className="owner",
    )  # fmt: skip


def _receiver(view: PeriodView, mine: _Ways) -> Content:
    first = mine[0]
    assert first.receiver is not None
    kinds = _devices_and_kinds(view, mine)
    claims: Content = ""
    if any(way.kind == "photo" for way in mine) and _claims_of(view, first.receiver.id):
        where = f"/company/{first.receiver.id}?days={view.days}#claims"
        claims = html.P(
            dcc.Link("It got photos: what it says it does with them", href=where), className="more"
        )
    return html.Div(
        [
            kinds,
            html.Div(
                [
                    html.B(company_parts.company_link(first.receiver, view.days)),
                    company_parts.ownership(first.receiver, first.owners, view.days),
                    _past(view, first),
                    claims,
                ],
                className="to",
            ),
            html.Div(company_parts.edges(first.edges), className="feeds"),
        ],
        className="way",
    )


def _past(view: PeriodView, way: Way) -> Content:
    """Investors that left, of the receiver and of those who own it."""
    chain = (way.receiver, *way.owners) if way.receiver is not None else ()
    stakes = [
        company_parts.stake(one, _name(view, one.company, one.name))
        for company in chain
        for one in company.investors
        if one.until
    ]
    return html.Ul(stakes, className="stakes") if stakes else ""


def _claims_of(view: PeriodView, company: str) -> bool:
    return any(tracker.claims for tracker in view.catalogue.trackers.values() if tracker.company == company)


def _devices_and_kinds(view: PeriodView, mine: _Ways) -> Content:
    by_device: dict[str, _Ways] = {}
    for way in mine:
        by_device.setdefault(way.device, []).append(way)
    rows = []
    for device, of_device in sorted(by_device.items(), key=lambda item: view.device(item[0])):
        chips: list[Content] = []
        for way in of_device:
            chips.append(components.chip(way.kind, "certain" if way.certain else "likely or possible"))
            chips.append(html.Small(f"{way.count:,} "))
        rows.append(html.Li([html.B(view.device(device)), html.Span(chips)]))
    return html.Ul(rows, className="from")


def _name(view: PeriodView, company: str, name: str) -> str:
    known = view.catalogue.companies.get(company)
    return known.name if known is not None else name


def _strangers(view: PeriodView, found: _Ways) -> list[Content]:
    """Hosts that nobody in the catalogue has, with what imported lists say, each by its name."""
    if not found:
        return []
    opinions = load_opinions(site().home.root)
    by_host: dict[str, _Ways] = {}
    for way in found:
        by_host.setdefault(way.host, []).append(way)
    rows = [
        html.Div(
            [
                _devices_and_kinds(view, mine),
                html.Div([html.B(host), *_opinions(opinions, host)], className="to"),
                html.Div(className="feeds"),
            ],
            className="way",
        )
        for host, mine in by_host.items()
    ]
    aside = "not in our catalogue, or somebody’s rented server: whose they are, we do not know"
    return [html.Section([components.heading("Nobody we know", aside), *rows], className="owner")]


def _opinions(opinions: SecondOpinions, host: str) -> list[Content]:
    return [
        html.P(f"{one.list} says: {one.owner or 'it is on the list'}", className="opinion")
        for one in opinions.of(host)
    ]
