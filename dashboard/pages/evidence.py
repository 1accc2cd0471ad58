"""Evidence: every finding with where it stood, why it was recognised and who received it."""

from __future__ import annotations

from typing import Any, Final

import msgspec
from dash import ALL, Input, Output, State, callback, ctx, dcc, no_update, register_page

from analysis import evidence_queries, queries
from analysis.evidence.coverage import quick_sentence
from analysis.evidence_pages import PAGE_SIZE, Page, cursor_of, find
from analysis.records import HOME_CORPUS, READABLE
from analysis.wording import N_, Words, tr, trn
from dashboard import elements as html
from dashboard import filtering, sentences
from dashboard.components import Content, Field, Select
from dashboard.empty import empty_state
from dashboard.evidence_message import kept_anew, message_content, message_view
from dashboard.evidence_parts import Drawer, Findings
from dashboard.evidence_results import results
from dashboard.imported_part import corpus_words, imported
from dashboard.language import titled
from dashboard.phrases import rich
from dashboard.site import site, viewer

register_page(__name__, path="/evidence", name=N_("Evidence"), title=titled(N_("Evidence")), order=20)  # type: ignore[no-untyped-call]

_CONFIDENCES: Final = ("certain", "likely", "possible")
_ORDERS: Final = Words({
    "": "newest first", "oldest": "oldest first", "device": "by device", "recipient": "by recipient",
    "category": "by kind", "confidence": "surest first",
})  # fmt: skip
_CONTROLS: Final = (
    "device",
    "kind",
    "company",
    "text",
    "confidence",
    "visibility",
    "from",
    "to",
    "order",
    "corpus",
)
_GLANCE: Final = 0.2  # seconds for what is looked up beside the page itself
_LATE: Final = (
    3_600_000_000  # µs: what comes to a page on which nothing stood may have been sent so long before
)
_RARE: Final = ("confidence", "visibility", "from", "to", "order", "corpus")


def layout(at: str = "", event: str = "", **given: Any) -> Content:
    """The page; every filter (``filtering.NAMES``) and the place ``at`` stand in its address, or one finding ``event``."""
    if not site().reader.ready():
        return html.Div(empty_state())
    if event:
        return _one(event)
    asked = {name: str(given.get(name) or "") for name in filtering.NAMES}
    cursor = cursor_of(at)
    filters, order = filtering.from_address(asked, site()), filtering.order_of(asked)
    with site().reader.read() as connection:
        page = find(connection, viewer(), filters, order, cursor)
        covered = quick_sentence(connection, viewer(), filters)
        begins = order == "newest" and page.first == 1  # also where one came back to it
        newest = _newest(page if begins else find(connection, viewer(), filters, seconds=_GLANCE))
    return html.Div(
        [
            html.H1(rich("What was found, **where it stood** and why we say so.")),
            html.Div(_filters(asked), className="filters", role="search"),
            dcc.Store(id="evidence-asked", data=asked),
            dcc.Store(id="evidence-newest", data=newest),
            dcc.Location(id="evidence-address", refresh="callback-nav"),
            html.Div(id="evidence-new", role="status", className="arrived"),
            *(imported() if not page.rows and filters.corpus == HOME_CORPUS else []),
            Findings(
                id="evidence-findings", content=results(asked, filters, order, page, covered, cursor is None)
            ),
            Drawer(id="evidence-drawer", label=tr("one finding and its message"), closing=tr("Close")),
        ]
    )


def _newest(page: Page) -> int:
    """After when (µs UTC) a finding has come since, by the first page of the newest as it is now."""
    if page.rows:
        return page.rows[0].seen_at
    # nothing fits: whatever does has come since, unless the search had not come to its end
    return site().now() - (_LATE if page.stopped_at is None else 0)


def _one(event: str) -> Content:
    back = html.Link(tr("← all findings"), href="/evidence")
    return html.Div(
        [
            html.P(back, className="days"),
            html.H1(rich("One finding, **and its message**.")),
            html.Div(message_view(site(), viewer(), event), className="message"),
        ]
    )


@callback(
    Output("evidence-address", "href"),
    *(Input(f"evidence-{name}", "value") for name in _CONTROLS),
    State("evidence-asked", "data"),
    prevent_initial_call=True,
)
def search(*arguments: Any) -> Content:
    """Go to the address of the filters that were chosen."""
    asked: dict[str, str] = arguments[-1]
    chosen = {name: value or "" for name, value in zip(_CONTROLS, arguments[:-1], strict=True)}
    if chosen["corpus"] == HOME_CORPUS:
        chosen["corpus"] = ""
    shown = _shown(asked)
    if all(shown[name] == value for name, value in chosen.items()):
        return no_update
    kept = {"day": "", "hour": ""}
    if (chosen["from"], chosen["to"]) == (shown["from"], shown["to"]):  # the time was left as it was
        kept = {name: asked[name] for name in ("day", "hour")}
        chosen |= {name: asked[name] for name in ("from", "to")}
    return f"/evidence{filtering.to_query(asked, **chosen, **kept)}"


@callback(
    Output("evidence-drawer", "children"),
    Output("evidence-drawer", "shown"),
    Input("evidence-findings", "opened"),
    prevent_initial_call=True,
)
def open_drawer(opened: str | None) -> tuple[Content, Content]:
    """Show the message of a finding whose button was pressed."""
    if not opened:
        return no_update, no_update
    view = message_view(site(), viewer(), opened.partition(" ")[0])
    return html.Div(view, className="message"), opened


@callback(
    Output("message-content", "children"),
    Output("message-show", "hidden"),
    Input("message-show", "n_clicks"),
    State("message-name", "data"),
    prevent_initial_call=True,
)
def show_content(clicks: int | None, name: str) -> tuple[Content, Content]:
    """Show what stands in the layers, which is not sent before."""
    return (message_content(site(), viewer(), name), True) if clicks else (no_update, no_update)


@callback(
    Output("message-kept", "children"),
    Input({"message": "pin", "do": ALL}, "n_clicks"),
    State("message-name", "data"),
    prevent_initial_call=True,
)
def keep_message(clicks: list[int | None], name: str) -> Content:
    """Keep what was sent for longer, or let it go."""
    which = ctx.triggered_id
    return kept_anew(site(), viewer(), name, which["do"]) if which and any(clicks) else no_update


@callback(
    Output("evidence-new", "children"),
    Input("pulse", "n_intervals"),
    State("evidence-asked", "data"),
    State("evidence-newest", "data"),
    prevent_initial_call=True,
)
def look_for_new(_pulses: int | None, asked: dict[str, str], newest: int) -> Content:
    """Say that newer findings have come; the table and what is chosen in it stay as they are."""
    if not site().reader.ready():
        return no_update
    filters = filtering.from_address(asked, site())
    begin = max(newest + 1, filters.start or 0)
    with site().reader.read() as connection:
        page = find(connection, viewer(), msgspec.structs.replace(filters, start=begin), seconds=_GLANCE)
    return _arrived(asked, page) if page.rows else no_update


def _arrived(asked: dict[str, str], page: Page) -> Content:
    more = page.after is not None
    if more:
        came = tr("More than {number} new findings came since.", number=PAGE_SIZE)
    else:
        came = trn("{n} new finding came since.", "{n} new findings came since.", len(page.rows))
    return [f"{came} ", html.A(tr("Show them"), href=f"/evidence{filtering.to_query(asked)}")]


def _shown(asked: dict[str, str]) -> dict[str, str]:
    """What the filters show: a day is the days from and to itself."""
    day = asked["day"]
    return {**asked, "from": day or asked["from"], "to": day or asked["to"]}


def _filters(asked: dict[str, str]) -> list[Content]:
    with site().reader.read() as connection:
        known = queries.devices(connection, viewer())
        offered = evidence_queries.choices(connection, viewer())
    shown = _shown(asked)
    readable = [
        (state.value, sentences.VISIBILITY_WORDS[state].partition(":")[0])
        for state in sentences.VISIBILITY_WORDS
        if state in READABLE
    ]
    corpora = {name: corpus_words(name) for name in (HOME_CORPUS, *offered.corpora)}
    rare: list[Content] = [
        _select(
            "confidence",
            tr("confidence"),
            shown,
            [(sure, sentences.confidence_words(sure)) for sure in _CONFIDENCES],
        ),
        _select("visibility", tr("could be read"), shown, readable),
        Field(id="evidence-from", label=tr("from day"), kind="date", value=shown["from"]),
        Field(id="evidence-to", label=tr("to day"), kind="date", value=shown["to"]),
        Select(
            id="evidence-order",
            label=tr("order"),
            value=shown["order"],
            options=[{"value": value, "label": words} for value, words in _ORDERS.items()],
        ),
        Select(
            id="evidence-corpus",
            label=tr("recorded in"),
            value=asked["corpus"] or HOME_CORPUS,
            options=[{"value": value, "label": words} for value, words in corpora.items()],
        ),
    ]
    return [
        _select("device", tr("device"), shown, [(device.id, device.name) for device in known]),
        _select("kind", tr("kind"), shown, [(kind, sentences.kind_words(kind)) for kind in offered.kinds]),
        _select(
            "company", tr("company"), shown, [(company.id, company.name) for company in offered.companies]
        ),
        Field(
            id="evidence-text",
            label=tr("words"),
            kind="search",
            value=shown["text"],
            hint=tr("host, path, value…"),
        ),
        html.Details(
            [html.Summary(tr("time, confidence, order")), html.Div(rare, className="filters")],
            open=any(shown[name] for name in _RARE),
            className="rare",
        ),
    ]


def _select(name: str, label: str, asked: dict[str, str], options: Any) -> Select:
    listed = [
        {"value": "", "label": tr("any")},
        *({"value": value, "label": words} for value, words in options),
    ]
    if asked[name] and asked[name] not in (option["value"] for option in listed):
        words = sentences.category_words(asked[name]) if name == "kind" else asked[name]
        listed.append({"value": asked[name], "label": words})
    return Select(id=f"evidence-{name}", label=label, value=asked[name], options=listed)
