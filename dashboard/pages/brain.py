"""Where's the brain?: from a device to who received its data, who owns them, and what they feed."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlencode

from dash import register_page

from analysis.brain import Household, Receiver, Way
from analysis.brain_queries import Met
from analysis.counting import commas, number
from analysis.wording import N_, tr, trn
from dashboard import company_parts, components
from dashboard import elements as html
from dashboard.brain_flow import focused
from dashboard.brain_page import brain_figure
from dashboard.brain_view import BrainView, load
from dashboard.brain_words import focus_of, words
from dashboard.components import Content
from dashboard.empty import empty_state
from dashboard.language import titled
from dashboard.opinions import opinions_of
from dashboard.period_view import days_of, span_picker
from dashboard.site import site, viewer

register_page(__name__, path="/brain", name=N_("Where’s the brain?"), title=titled(N_("Where’s the brain?")))  # type: ignore[no-untyped-call]

MOST: Final = 12  # owners, and unknown hosts, that are shown before all are asked for
_Ways = list[Way]


def layout(
    days: str | None = None, all: str | None = None, focus: str = "", skip: str = "", **_other: Any
) -> Content:
    """The page of the last ``days`` days; ``all=1`` lists every owner and every unknown host.

    ``focus`` (``owner:alphabet``) keeps to what goes through one node; ``skip`` draws the receivers after so many.
    """
    if not site().reader.ready():
        return html.Div(empty_state())
    view = load(site(), viewer(), days_of(days))
    asked = focus or ""
    found = focused(view.house, asked)
    owned: dict[str, list[Receiver]] = {}
    strangers: list[Receiver] = []
    for one in found.receivers.values():
        if (owner := one.owner) is None:
            strangers.append(one)
        else:
            owned.setdefault(owner.id, []).append(one)
    ordered = sorted(owned, key=lambda id: _weight(owned[id]))
    shown = ordered if all else ordered[:MOST]
    left = len(ordered) - len(shown)
    met = view.met_by_owner(shown)
    return html.Div(
        [
            span_picker("/brain", view.days, focus=asked),
            *words(site(), view, found, focus_of(view, asked)),
            *brain_figure(view, found, asked, skip),
            *(
                [
                    components.heading(
                        tr("The same as a list"),
                        tr("everything that the figure shows, and each source; a number counts findings"),
                    )
                ]
                if found.receivers
                else []
            ),
            *(_owner(view, found.ways(owned[id]), met.get(id)) for id in shown),
            *_more(view, asked, trn("Show all: {n} owner more", "Show all: {n} owners more", left), left),
            *_strangers(view, asked, found, strangers, None if all else MOST),
        ],
        className="brain",
    )


def _weight(mine: list[Receiver]) -> tuple[int, str]:
    owner = mine[0].owner
    return -sum(one.stream.total for one in mine), owner.name if owner is not None else ""


def _owner(view: BrainView, mine: _Ways, met: Met | None) -> Content:
    """Everything that went to one owner through all brands."""
    owner = mine[0].owners[-1] if mine[0].owners else mine[0].receiver
    assert owner is not None
    services = len(met.trackers) if met is not None else 0
    devices = len({way.device for way in mine} | (met.devices if met is not None else set()))
    contacted = trn("{n} service contacted", "{n} services contacted", services)
    aside = commas((contacted, trn("{n} device", "{n} devices", devices)))
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


def _receiver(view: BrainView, mine: _Ways) -> Content:
    first = mine[0]
    assert first.receiver is not None
    kinds = _devices_and_kinds(view, mine)
    receiver = first.receiver
    claims = _claims(view, receiver.id) if any(way.kind == "photo" for way in mine) else []
    answers: Content = ""
    if receiver.legal_entity:
        answers = html.P(
            [f"{tr('legally responsible')}: ", html.Span(receiver.legal_entity)], className="controller"
        )
    return html.Div(
        [
            kinds,
            html.Div(
                [
                    html.B(company_parts.company_link(first.receiver, view.days)),
                    company_parts.ownership(first.receiver, first.owners, view.days),
                    answers,
                    _stakes(view, first),
                    *claims,
                ],
                className="to",
            ),
            html.Div(company_parts.edges(first.edges), className="feeds"),
        ],
        className="way",
    )


def _stakes(view: BrainView, way: Way) -> Content:
    """Investors of the receiver and of those who own it; one that left is shown as past."""
    chain = (way.receiver, *way.owners) if way.receiver is not None else ()
    stakes = [
        company_parts.stake(one, _name(view, one.company, one.name))
        for company in chain
        for one in company.investors
    ]
    return html.Ul(stakes, className="stakes") if stakes else ""


def _claims(view: BrainView, company: str) -> list[Content]:
    """For each service of a company that was contacted and that says something of content, the way to what it says."""
    met = view.met.get(company)
    services = (view.catalogue.trackers[id] for id in sorted(met.trackers if met is not None else ())
                if id in view.catalogue.trackers)  # fmt: skip
    return [
        html.P(
            html.Link(
                tr("It got photos: what {service} says it does with them", service=service.name),
                href=f"/company/{company}?days={view.days}#{company_parts.claims_of(service)}",
            ),
            className="more",
        )
        for service in services
        if service.claims
    ]


def _devices_and_kinds(view: BrainView, mine: _Ways) -> Content:
    by_device: dict[str, _Ways] = {}
    for way in mine:
        by_device.setdefault(way.device, []).append(way)
    rows = []
    for device, of_device in sorted(by_device.items(), key=lambda item: view.device(item[0])):
        chips: list[Content] = []
        for way in of_device:
            chip = components.chip(way.kind, "certain" if way.certain else "likely or possible")
            link = html.Link(number(way.count), href=_evidence(view, way), title=tr("these findings"))
            chips.append(html.Span([chip, html.Small(link)], className="counted"))
            chips.append(" ")
        rows.append(html.Li([html.B(view.device(device)), html.Span(chips)]))
    return html.Ul(rows, className="from")


def _evidence(view: BrainView, way: Way) -> str:
    """Where the very findings of a way are listed."""
    to = {"company": way.receiver.id} if way.receiver is not None else {"host": way.host}
    return view.evidence(device=way.device, kind=way.kind, **to)


def _name(view: BrainView, company: str, name: str) -> str:
    known = view.catalogue.companies.get(company)
    return known.name if known is not None else name


def _more(view: BrainView, focus: str, words: str, left: int) -> list[Content]:
    """The way to those that are not shown yet."""
    if left <= 0:
        return []
    asked = {"days": view.days, **({"focus": focus} if focus else {}), "all": "1"}
    href = f"/brain?{urlencode(asked)}"
    return [html.P(html.Link(words, href=href), className="more")]


def _strangers(
    view: BrainView, focus: str, house: Household, found: list[Receiver], most: int | None
) -> list[Content]:
    """Hosts that nobody in the catalogue has, with what imported lists say, each by its name."""
    if not found:
        return []
    rows = [
        html.Div(
            [
                _devices_and_kinds(view, house.ways([one])),
                html.Div([html.B(one.host), *opinions_of(site(), one.host)], className="to"),
                html.Div(className="feeds"),
            ],
            className="way",
        )
        for one in sorted(found, key=_largest)[:most]
    ]
    aside = tr("not in our catalogue, or somebody’s rented server: whose they are, we do not know")
    left = len(found) - len(rows)
    more = _more(view, focus, trn("Show all: {n} host more", "Show all: {n} hosts more", left), left)
    return [html.Section([components.heading(tr("Nobody we know"), aside), *rows, *more], className="owner")]


def _largest(one: Receiver) -> tuple[int, str, str, str]:
    """The order by the largest way to each."""
    count, device, kind = min((-count, *pair) for pair, count in one.stream.counts.items())
    return count, device, kind, one.host
