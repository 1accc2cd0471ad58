"""Evidence: every finding with where it stood, why it was recognised and who received it."""

from __future__ import annotations

from typing import Any, Final

from dash import MATCH, Input, Output, State, callback, dcc, html, no_update, register_page

from analysis import evidence_queries, queries
from analysis.evidence.coverage import quick_sentence
from analysis.evidence_queries import COUNT_LIMIT, PAGE_SIZE
from analysis.records import HOME_CORPUS
from dashboard import components, filtering, sentences
from dashboard.components import Content, Field, Select
from dashboard.downloads import file_name
from dashboard.empty import empty_state
from dashboard.evidence_table import details, findings_table
from dashboard.site import site, viewer

register_page(__name__, path="/evidence", name="Evidence", title="Evidence · leakledger", order=20)  # type: ignore[no-untyped-call]

_CONFIDENCES: Final = tuple((name, name) for name in ("certain", "likely", "possible"))
_CONTROLS: Final = ("device", "kind", "company", "confidence", "day", "text", "corpus")


def layout(page: str = "1", **given: Any) -> Content:
    """The page; every filter (``filtering.NAMES``) and the ``page`` from 1 stand in its address."""
    if not site().reader.ready():
        return html.Div(empty_state())
    asked = {name: str(given.get(name) or "") for name in filtering.NAMES}
    number = max(1, int(page)) if page.isdecimal() and len(page) < 7 else 1
    return html.Div(
        [
            html.H1(["What was found, ", html.B("where it stood"), " and why we say so."]),
            html.Div(_filters(asked), className="filters", role="search"),
            dcc.Store(id="evidence-asked", data=asked),
            dcc.Location(id="evidence-address", refresh="callback-nav"),
            *_results(asked, number),
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
    if all(asked[name] == value for name, value in chosen.items()):
        return no_update
    hour = asked["hour"] if chosen["day"] == asked["day"] else ""
    return f"/evidence{filtering.to_query(asked, **chosen, hour=hour)}"


@callback(
    Output({"finding": MATCH, "part": "inside"}, "children"),
    Output({"finding": MATCH, "part": "details"}, "hidden"),
    Output({"finding": MATCH, "part": "button"}, "children"),
    Output({"finding": MATCH, "part": "button"}, "aria-expanded"),
    Input({"finding": MATCH, "part": "button"}, "n_clicks"),
    State({"finding": MATCH, "part": "button"}, "id"),
    prevent_initial_call=True,
)
def open_row(clicks: int | None, which: dict[str, int]) -> tuple[Content, bool, str, str]:
    """Open a row, or close it again."""
    if not clicks or clicks % 2 == 0:
        return no_update, True, "more", "false"
    with site().reader.read() as connection:
        row = evidence_queries.finding(connection, viewer(), which["finding"])
    inside = details(row, site().zone) if row else "This finding is no longer in the ledger."
    return inside, False, "less", "true"


def _filters(asked: dict[str, str]) -> list[Content]:
    with site().reader.read() as connection:
        known = queries.devices(connection, viewer())
        offered = evidence_queries.choices(connection, viewer())
    corpora = [
        (name, "this home" if name == HOME_CORPUS else name) for name in (HOME_CORPUS, *offered.corpora)
    ]
    return [
        _select("device", "device", asked, [(device.id, device.name) for device in known]),
        _select("kind", "kind", asked, [(kind, kind.replace("_", " ")) for kind in offered.kinds]),
        _select("company", "company", asked, [(company.id, company.name) for company in offered.companies]),
        _select("confidence", "confidence", asked, _CONFIDENCES),
        Field(id="evidence-day", label="day", kind="date", value=asked["day"]),
        Field(
            id="evidence-text", label="words", kind="search", value=asked["text"], hint="host, path, value…"
        ),
        Select(
            id="evidence-corpus",
            label="recorded in",
            value=asked["corpus"] or HOME_CORPUS,
            options=[{"value": value, "label": label} for value, label in dict(corpora).items()],
        ),
    ]


def _select(name: str, label: str, asked: dict[str, str], options: Any) -> Select:
    listed = [{"value": "", "label": "any"}, *({"value": value, "label": words} for value, words in options)]
    if asked[name] and asked[name] not in (option["value"] for option in listed):
        listed.append({"value": asked[name], "label": asked[name]})
    return Select(id=f"evidence-{name}", label=label, value=asked[name], options=listed)


def _results(asked: dict[str, str], number: int) -> list[Content]:
    filters = filtering.from_address(asked, site())
    with site().reader.read() as connection:
        rows, total = evidence_queries.evidence(connection, viewer(), filters, number - 1)
        covered = quick_sentence(connection, viewer(), filters)
    counted = (
        f"at least {total:,} findings" if total >= COUNT_LIMIT else sentences.number_of(total, "finding")
    )
    narrowed = [
        html.Span(
            [words, dcc.Link("clear", href=f"/evidence{filtering.to_query(asked, **{name: ''})}")],
            className="narrowed",
        )
        for name, words in (("host", asked["host"]), ("hour", f"hour {asked['hour']} of the day"))
        if asked[name]
    ]
    address = f"/download/findings.csv{filtering.to_query(asked)}"
    download = html.A("Download CSV", href=address, download=file_name(site().home))
    line = html.P(
        [html.B(counted), *narrowed, download, html.Span("Values are masked; times are the home’s.")],
        className="line",
    )
    above = html.Div([line, html.P(covered, className="covt")])
    if not rows:
        words = "No finding fits. That says nothing of what we could not read: above stands how much that is."
        return [above, html.P(words if total == 0 else "There is no such page.", className="none")]
    return [above, findings_table(rows, site().zone), _pager(asked, number, total)]


def _pager(asked: dict[str, str], number: int, total: int) -> Content:
    last = max(1, -(-total // PAGE_SIZE))
    if last == 1:
        return html.Div()

    def link(words: str, to: int) -> Content:
        there = 1 <= to <= last
        return (
            dcc.Link(words, href=f"/evidence{filtering.to_query(asked, page=str(to))}")
            if there
            else html.Span(words)
        )

    parts = [link("← newer", number - 1), html.B(f"page {number:,} of {last:,}"), link("older →", number + 1)]
    return html.Nav(parts, className="days", **components.aria(label="pages of findings"))
