"""What the self-test found, on a page."""

from __future__ import annotations

from dash import html

from analysis.self_test import run
from analysis.self_test_result import KindResult, SelfTestResult
from analysis.settings import Home
from analysis.wording import tr
from dashboard.components import Content, chip
from dashboard.phrases import rich
from dashboard.sentences import confidence_words


def run_and_tell(home: Home) -> list[Content]:
    """Run the self-test; what was recognised, or which was not and why."""
    return tell(run(home))


def tell(result: SelfTestResult) -> list[Content]:
    """A result in words: the verdict, each kind, what to do, what it shows and what not."""
    todo = [html.P(rich("**What to do:** {todo}.", todo=result.todo))] if result.todo else []
    if result.problem:
        return [html.P(html.B(result.headline())), *todo]
    heads = [html.Th(words, scope="col") for words in (tr("kind"), tr("result"), tr("what was seen of it"))]
    table = html.Table([html.Thead(html.Tr(heads)), html.Tbody([_row(item) for item in result.kinds])])
    return [
        html.P(html.B(result.headline())),
        table,
        *todo,
        html.P(rich("**What this shows:** {text}", text=tr(result.proves)), className="covt"),
        html.P(rich("**What it does not show:** {text}", text=tr(result.proves_not)), className="covt"),
    ]


def _row(item: KindResult) -> html.Tr:
    verdict: list[Content] = [
        tr("recognised") if item.recognised else tr("not recognised: {why}", why=item.why)
    ]
    if item.unaltered is False:
        verdict.append(html.I(tr("the recipient got other bytes than were sent")))
    seen: list[Content] = [
        html.Div([found.value, html.I([html.Code(found.path), f" · {confidence_words(found.confidence)}"])])
        for found in item.seen
    ]
    return html.Tr(
        [
            html.Th([chip(item.kind), html.I(tr(item.title))], scope="row"),
            html.Td(verdict, className="" if item.recognised else "fault"),
            html.Td(seen or tr("nothing")),
        ]
    )
