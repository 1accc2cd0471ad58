"""What this could tell: what each recipient could infer from a day, how sure that is, what else it could be, what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlencode

import msgspec
from dash import Input, Output, State, callback, dcc, no_update, register_page

from analysis import registry
from analysis.conclusion_words import said
from analysis.counting import commas, number
from analysis.coverage import Coverage
from analysis.inference_queries import Told
from analysis.inferences import CARRIER, Conclusion, Inference, Level
from analysis.queries import Day, days_recorded
from analysis.records import Confidence
from analysis.wording import N_, Words, tr, trn
from dashboard import components, sentences
from dashboard import elements as html
from dashboard.components import Content, Live, aria
from dashboard.day_view import Covered, covered
from dashboard.empty import empty_state
from dashboard.language import titled
from dashboard.phrases import Sentence, phrase, rich_of
from dashboard.site import site, viewer
from dashboard.tell_parts import brands, recipients, rests_on, source_words, sure, who
from dashboard.told import ask

register_page(  # type: ignore[no-untyped-call]
    __name__,
    path="/could-tell",
    name=N_("What this could tell"),
    title=titled(N_("What this could tell")),
    order=15,
)

PULSE: Final = 2_000  # ms; each asks only while something is being worked out, else
PULSES: Final = 5  # one of so many
CARDS: Final = 24  # shown before all are asked for
_LEVELS: Final = Words(
    {
        Level.FIELD: "**level {level} of 3**: a field was seen",
        Level.VALUE: "**level {level} of 3**: a value, or a few",
        Level.SERIES: "**level {level} of 3**: a series that meets the published need",
    }
)


class _Card(msgspec.Struct, frozen=True, kw_only=True):
    """Conclusions of one inference about the same devices, the strongest first."""

    inference: Inference
    found: Sequence[Conclusion]


def layout(
    day: str | None = None, device: str | None = None, all: str | None = None, **_other: Any
) -> Content:
    """The cards of a day, of all devices or of one; ``all=1`` shows every card."""
    if not site().reader.ready():
        return html.Div(empty_state())
    asked = {"day": day or "", "device": device or "", "all": all or ""}
    version = site().reader.version()
    content, pending = _content(asked)
    return html.Div(
        [
            Live(id="could-tell", content=content),
            dcc.Store(id="could-tell-seen", data={**asked, "version": version, "pending": pending}),
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
    """Bring the page up to date when the ledger has changed, or what was being worked out is there."""
    version = site().reader.version()
    pending = seen.get("pending", False)
    unchanged = not pending and (version == seen["version"] or (_pulses or 0) % PULSES != 1)
    if unchanged or not site().reader.ready():
        return no_update, no_update
    content, still = _content(seen)
    if pending and still:
        return no_update, no_update
    return content, {**seen, "version": version, "pending": still}


def _content(asked: dict[str, Any]) -> tuple[list[Content], bool]:
    """The page, and whether a newer one is being worked out."""
    day = site().day(asked["day"])
    view = covered(site(), viewer(), day)
    device = asked["device"] if asked["device"] in view.names else ""
    with site().reader.read() as connection:
        recorded = days_recorded(connection)
    answer = ask(site(), viewer(), day, device)
    picker = components.day_picker(day, site().today(), recorded[0] if recorded else day.date, "/could-tell")
    above = [_devices(view.names, device, day.date.isoformat()), picker]
    if answer.value is None:
        waiting = tr("This day holds much. What it could tell is being worked out: a few seconds.")
        return [*above, html.H1(waiting), components.coverage_bar(view.coverage)], answer.pending
    told: Told = answer.value
    cards = _cards(told)
    shown = cards if asked.get("all") else cards[:CARDS]
    owned = brands(view.met, view.companies)
    content = [
        *above,
        html.H1(
            components.sentence(
                _headline(sentences.day_words(day.date, site().today()), cards, view.coverage)
            )
        ),
        components.coverage_bar(view.coverage),
        *(html.P(words, className="covt") for words in (*_less_sure(cards), *_asides(told))),
        html.Div(
            [_card(card, view, owned, day.date.isoformat()) for card in shown],
            className="tells",
        ),
        *_more(len(cards) - len(shown), day, device),
    ]
    return content, answer.pending


def _more(left: int, day: Day, device: str) -> list[Content]:
    if left <= 0:
        return []
    query = {"day": day.date.isoformat(), **({"device": device} if device else {}), "all": "1"}
    words = tr("Show {number} more", number=number(left))
    return [html.P(html.Link(words, href=f"/could-tell?{urlencode(query)}"), className="more")]


def _cards(told: Told) -> list[_Card]:
    known = {inference.name: inference for inference in registry.inferences()}
    groups: dict[tuple[str, tuple[str, ...]], list[Conclusion]] = {}
    for one in told.conclusions:
        groups.setdefault((one.inference, one.devices), []).append(one)
    return [_Card(inference=known[name], found=found) for (name, _), found in groups.items()]


def _certain(cards: Sequence[_Card]) -> list[_Card]:
    """Those that a headline may count: somebody could infer it from certain findings alone."""
    return [card for card in cards if any(one.confidence is Confidence.CERTAIN for one in card.found)]


def _headline(when: str, cards: Sequence[_Card], coverage: Coverage) -> Sentence:
    """How much could be inferred, and by how many; of certain findings only."""
    certain = _certain(cards)
    if not coverage.total:
        return phrase(
            "{when}, **nothing** has been recorded that anything could be inferred from.", when=when
        )
    if not cards:
        return phrase(
            "{when}, no recipient could infer **any of what we look for**, from the part that we could read.",
            when=when,
        )
    found = [one for card in certain for one in card.found if one.confidence is Confidence.CERTAIN]
    names = {name for one in found for name in one.recipients if name != CARRIER}
    if not certain:
        return phrase("{when}, what left could tell **nothing that rests on certain findings**.", when=when)
    return phrase(
        "{when}, what left could tell **{things}** to **{recipients}**. We say nothing of what any of them did with it.",
        when=when,
        things=trn("{n} thing", "{n} things", len(certain)),
        # whoever carries the connections counts where nobody else could infer anything
        recipients=trn("{n} recipient", "{n} recipients", len(names) or 1),
    )


def _less_sure(cards: Sequence[_Card]) -> list[str]:
    count = len(cards) - len(_certain(cards))
    if not count:
        return []
    return [
        trn(
            "{n} thing below rests on findings that are likely, not certain.",
            "{n} things below rest on findings that are likely, not certain.",
            count,
        )
    ]


def _asides(told: Told) -> list[str]:
    lines = []
    if told.cut:
        lines.append(tr("There was more data than is looked at here: there may be more to tell."))
    if told.sealed:
        lines.append(
            trn(
                "{n} precise position of the last 30 days could not be opened any more, so that less could be said of "
                "places.",
                "{n} precise positions of the last 30 days could not be opened any more, so that less could be said of "
                "places.",
                told.sealed,
            )
        )
    return lines


def _devices(names: Mapping[str, str], chosen: str, day: str) -> html.Nav:
    listed = [("", tr("all devices")), *((name, words) for name, words in names.items() if name)]
    links = [
        html.Link(
            words,
            href=f"/could-tell?{urlencode({'day': day} | ({'device': name} if name else {}))}",
            className="on" if name == chosen else "",
        )
        for name, words in listed
    ]
    return html.Nav(links, className="which", **aria(label=tr("devices")))


def _card(card: _Card, view: Covered, owned: Mapping[str, Sequence[str]], day: str) -> html.Article:
    one, inference = card.found[0], card.inference
    more: list[tuple[str, Content]] = [
        (tr("who"), who(recipients(card.found, view.companies, owned), view.companies)),
        (tr("device"), commas(view.names.get(name, name) for name in one.devices)),
        (tr("from"), rests_on(card.inference, card.found, day)),
        (tr("how sure"), sure(one)),
        (tr("or else"), html.Ul([html.Li(tr(words)) for words in inference.otherwise])),
        (tr("to stop it"), html.Ul([html.Li(tr(words)) for words in inference.remedy])),
    ]
    listed = [part for name, value in more for part in (html.Dt(name), html.Dd(value))]
    published = html.Details(
        [
            html.Summary(tr("what is published")),
            html.P(tr(inference.condition)),
            html.Ul([html.Li(source_words(source)) for source in inference.sources]),
        ],
        className="source",
    )
    return html.Article(
        [_level(one.level), html.H2(tr(inference.title)), html.P(said(one)), html.Dl(listed), published],
        className="card",
    )


def _level(level: Level) -> html.Div:
    bars = html.Span(
        [html.I(className="on" if step <= level else "") for step in Level],
        className="steps3",
        **aria(hidden="true"),
    )
    return html.Div([bars, *rich_of(_LEVELS[level], level=int(level))], className="level")
