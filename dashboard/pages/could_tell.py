"""What this could tell: what each recipient could infer from a day, how sure that is, what else it could be, what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlencode

import msgspec
from dash import Input, Output, State, callback, dcc, html, no_update, register_page

from analysis import registry
from analysis.coverage import Coverage
from analysis.full_values import opener
from analysis.inference_queries import Told, conclusions
from analysis.inferences import CARRIER, Conclusion, Inference, Level, Source
from analysis.queries import days_recorded
from analysis.query_records import Company
from dashboard import components, sentences
from dashboard.components import Content, Live, aria
from dashboard.day_view import load
from dashboard.empty import empty_state
from dashboard.site import site, viewer

register_page(  # type: ignore[no-untyped-call]
    __name__,
    path="/could-tell",
    name="What this could tell",
    title="What this could tell · leakledger",
    order=15,
)

PULSE: Final = 10_000  # ms
SHOWN: Final = 8  # recipients that a card names
_LEVELS: Final = {
    Level.FIELD: "a field was seen",
    Level.VALUE: "a value, or a few",
    Level.SERIES: "a series that meets the published need",
}


class _Card(msgspec.Struct, frozen=True, kw_only=True):
    """Conclusions of one inference about the same devices, the strongest first."""

    inference: Inference
    found: Sequence[Conclusion]


def layout(day: str | None = None, device: str | None = None, **_other: Any) -> Content:
    """The cards of a day, of all devices or of one."""
    if not site().reader.ready():
        return html.Div(empty_state())
    asked = {"day": day or "", "device": device or ""}
    version = site().reader.version()
    return html.Div(
        [
            Live(id="could-tell", content=_content(asked)),
            dcc.Store(id="could-tell-seen", data={**asked, "version": version}),
            dcc.Interval(id="could-tell-pulse", interval=PULSE),
        ]
    )


@callback(
    Output("could-tell", "content"),
    Output("could-tell-seen", "data"),
    Input("could-tell-pulse", "n_intervals"),
    State("could-tell-seen", "data"),
    prevent_initial_call=True,
)
def refresh(_pulses: int | None, seen: dict[str, Any]) -> tuple[Content, Content]:
    """Bring the page up to date when the ledger has changed."""
    version = site().reader.version()
    if version == seen["version"]:
        return no_update, no_update
    return _content(seen), {**seen, "version": version}


def _content(asked: dict[str, Any]) -> list[Content]:
    day = site().day(asked["day"])
    view = load(site(), viewer(), day)
    device = asked["device"] if asked["device"] in view.names else ""
    with site().reader.read() as connection:
        recorded = days_recorded(connection)
        told = conclusions(connection, viewer(), day, device, reveal=opener(site().home.journal_dir))
    cards = _cards(told)
    picker = components.day_picker(day, site().today(), recorded[0] if recorded else day.date, "/could-tell")
    return [
        _devices(view.names, device, day.date.isoformat()),
        picker,
        html.H1(
            components.sentence(
                _headline(sentences.day_words(day.date, site().today()), cards, view.coverage)
            )
        ),
        components.coverage_bar(view.coverage),
        *(html.P(words, className="covt") for words in _asides(told)),
        html.Div(
            [_card(card, view.companies, view.names, day.date.isoformat()) for card in cards],
            className="tells",
        ),
    ]


def _cards(told: Told) -> list[_Card]:
    known = {inference.name: inference for inference in registry.inferences()}
    groups: dict[tuple[str, tuple[str, ...]], list[Conclusion]] = {}
    for one in told.conclusions:
        groups.setdefault((one.inference, one.devices), []).append(one)
    return [_Card(inference=known[name], found=found) for (name, _), found in groups.items()]


def _headline(when: str, cards: Sequence[_Card], coverage: Coverage) -> sentences.Sentence:
    if not coverage.total:
        return sentences.say(
            f"{when}, ", "nothing", " has been recorded that anything could be inferred from."
        )
    if not cards:
        return sentences.say(
            f"{when}, no recipient could infer ",
            "any of what we look for",
            ", from the part that we could read.",
        )
    names = {name for card in cards for one in card.found for name in one.recipients if name != CARRIER}
    what, who = sentences.number_of(len(cards), "thing"), sentences.number_of(len(names), "recipient")
    return sentences.say(
        f"{when}, what left could tell ",
        what,
        " to ",
        who,
        ". We say nothing of what any of them did with it.",
    )


def _asides(told: Told) -> list[str]:
    lines = []
    if told.cut:
        lines.append("There was more data than is looked at here: there may be more to tell.")
    if told.sealed:
        lines.append(
            f"{sentences.number_of(told.sealed, 'precise position')} of the last 30 days could not be opened any more, so "
            "that less could be said of places."
        )
    return lines


def _devices(names: Mapping[str, str], chosen: str, day: str) -> html.Nav:
    listed = [("", "all devices"), *((name, words) for name, words in names.items() if name)]
    links = [
        dcc.Link(
            words,
            href=f"/could-tell?{urlencode({'day': day} | ({'device': name} if name else {}))}",
            className="on" if name == chosen else "",
        )
        for name, words in listed
    ]
    return html.Nav(links, className="which", **aria(label="devices"))


def _card(card: _Card, companies: Mapping[str, Company], names: Mapping[str, str], day: str) -> html.Article:
    one, inference = card.found[0], card.inference
    more: list[tuple[str, Content]] = [
        ("who", html.Ul([html.Li(words) for words in _recipients(card, companies)])),
        ("device", ", ".join(names.get(name, name) for name in one.devices)),
        ("from", _from(card, day)),
        ("how sure", _sure(one)),
        ("or else", html.Ul([html.Li(words) for words in inference.otherwise])),
        ("to stop it", html.Ul([html.Li(words) for words in inference.remedy])),
    ]
    listed = [part for name, value in more for part in (html.Dt(name), html.Dd(value))]
    published = html.Details(
        [
            html.Summary("what is published"),
            html.P(inference.condition),
            html.Ul([html.Li(_source(source)) for source in inference.sources]),
        ],
        className="source",
    )
    return html.Article(
        [_level(one.level), html.H3(inference.title), html.P(one.sentence()), html.Dl(listed), published],
        className="card",
    )


def _level(level: Level) -> html.Div:
    bars = html.Span(
        [html.I(className="on" if step <= level else "") for step in Level],
        className="steps3",
        **aria(hidden="true"),
    )
    return html.Div([bars, html.B(f"level {int(level)} of 3"), f": {_LEVELS[level]}"], className="level")


def _recipients(card: _Card, companies: Mapping[str, Company]) -> list[str]:
    """Who could infer it; with how sure, where that is not what the card says."""
    found: dict[str, Conclusion] = {}
    for one in card.found:
        for name in one.recipients:
            found.setdefault(name, one)
    first = card.found[0]
    words = []
    for name, one in list(found.items())[:SHOWN]:
        differs = [one.confidence.value] if one.confidence is not first.confidence else []
        differs += [f"level {int(one.level)}"] if one.level is not first.level else []
        words.append(_name(name, companies) + (f": {', '.join(differs)}" if differs else ""))
    left = len(found) - SHOWN
    return [*words, f"and {left:,} more"] if left > 0 else words


def _name(recipient: str, companies: Mapping[str, Company]) -> str:
    if recipient == CARRIER:
        return "whoever carries the connections: the internet provider, or a VPN’s operator"
    company = companies.get(recipient)
    if company is None:
        return recipient
    return f"{company.name} ({company.country})" if company.country else company.name


def _from(card: _Card, day: str) -> list[Content]:
    """What the conclusion rests on, with the way to the findings."""
    kinds = sorted({kind for one in card.found for kind in one.categories})
    count = sum(one.rests_on for one in card.found)
    if not count:
        quarters = sum(one.contacts for one in card.found)
        return [f"connections in {sentences.number_of(quarters, 'quarter hour')}, whatever was in them"]
    where = {"day": day} if card.inference.days == 1 else {}
    links: list[Content] = []
    for kind in kinds:
        href = f"/evidence?{urlencode({**where, 'kind': kind})}"
        links += [", " if links else "", dcc.Link(sentences.category_words(kind), href=href)]
    return [f"{sentences.number_of(count, 'finding')}: ", *links]


def _sure(one: Conclusion) -> str:
    words = [
        f"{one.confidence.value} findings"
        if one.rests_on
        else "the times of connections, as this box saw them"
    ]
    if one.level is Level.SERIES and one.n and one.seconds and one.rate_hz:
        words.append(f"{sentences.number_of(one.n, 'reading')} in {_duration(one.seconds)}")
        words.append(
            f"{one.rate_hz:g} a second" if one.rate_hz >= 1 else f"one in {_duration(1 / one.rate_hz)}"
        )
    return ", ".join(words)


def _duration(seconds: float) -> str:
    for size, unit in ((86_400.0, "day"), (3_600.0, "hour"), (60.0, "minute")):
        if seconds >= 2 * size:
            return sentences.number_of(round(seconds / size), unit)
    return f"{seconds:.3g} s"


def _source(source: Source) -> str:
    basis = "read" if source.basis == "P" else "as told by others"
    return f"{source.text} {source.where} ({basis})"
