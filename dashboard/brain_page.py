"""The figure of "Where's the brain?" with what it says, what of it is shown, and the way back to all of it."""

from __future__ import annotations

from urllib.parse import urlencode

from analysis.brain import Household
from analysis.wording import tr, trn
from dashboard import elements as html
from dashboard.brain_flow import Shown, figure, shown
from dashboard.brain_view import BrainView
from dashboard.components import Content, Svg, heading
from dashboard.phrases import rich
from dashboard.sankey import WIDTH
from dashboard.sentences import kind_words, number


def brain_figure(view: BrainView, found: Household, focus: str, skip: str) -> list[Content]:
    """Nothing where there is nothing to draw. ``found`` is what of it goes through the ``focus``."""
    if not view.house.receivers:
        return []
    drawn = shown(found, int(skip) if skip.isascii() and skip.isdecimal() and len(skip) < 6 else 0)
    findings = trn("{n} finding", "{n} findings", drawn.findings)

    def address(**more: str) -> str:
        chosen = {"days": str(view.days), **more}
        return f"/brain?{urlencode({name: value for name, value in chosen.items() if value})}"

    def link(what: str, id: str) -> str:
        return address(focus=f"{what}:{id}")

    focused = [_focus(view, focus, address()), " "] if found is not view.house or focus else []
    last = drawn.skipped + len(drawn.receivers)
    rest = address(focus=focus, skip=str(last) if drawn.more else "")
    note: list[Content] = [
        *focused,
        html.Span(f"{_told(drawn, findings)} ", className="wide"),
        html.Span(
            f"{tr('The figure needs a wider screen; the list below says the same.')} ", className="narrow"
        ),
        *rich(
            "{dotted} is what a receiver’s services feed, and who invested in it, by the word of a source: it says nothing "
            "of your data, and has no width.",
            dotted=html.I(tr("Dotted")),
        ),
    ]
    if not found.receivers:
        return [html.P([*focused, tr("Nothing went this way in that time.")], className="covt")]
    drawing = figure(drawn, view.names, link, rest)
    words = tr(
        "{findings} on their way from devices to receivers and owners; below it stands as a list",
        findings=findings,
    )
    picture = Svg(
        id="brain-flow",
        className="sankey",
        viewBox=f"0 0 {WIDTH:g} {drawing.height:g}",
        label=words,
        shapes=drawing.shapes,
    )
    return [
        heading(tr("From device to owner"), tr("device → kind → receiver → owner")),
        html.P(note, className="covt"),
        html.Div(picture, className="flow-figure"),
        *_turn(drawn, rest, address(focus=focus)),
    ]


def _told(drawn: Shown, findings: str) -> str:
    """How to read the figure, and what it leaves out."""
    last = drawn.skipped + len(drawn.receivers)
    told = [
        tr("A band is as wide as the number of findings in it; here are {findings}.", findings=findings),
        tr(
            "Receivers {first} to {last} of {total}.",
            first=number(drawn.skipped + 1), last=number(last), total=number(last + drawn.more),
        ),
    ]  # fmt: skip
    if drawn.skipped:
        told.append(
            trn("The {n} larger one is left out.", "The {n} larger ones are left out.", drawn.skipped)
        )
    return " ".join(told)


def _turn(drawn: Shown, rest: str, first: str) -> list[Content]:
    """The same ways as in the figure, for a keyboard."""
    words = trn(
        "the next receivers ({n} is not named here)",
        "the next receivers ({n} are not named here)",
        drawn.more,
    )
    onwards = [html.Link(words, href=rest)] if drawn.more else []
    back = [html.Link(tr("the largest again"), href=first)] if drawn.skipped else []
    return [html.P([*onwards, *back], className="turn")] if onwards or back else []


def _focus(view: BrainView, focus: str, back: str) -> Content:
    what, _, id = focus.partition(":")
    names = {"device": view.names.get(id, id), "kind": kind_words(id), "host": id}
    company = view.catalogue.companies.get(id)
    name = names.get(what) or (company.name if company is not None else id)
    return html.Span(
        rich(
            "Only what goes through **{name}**. {link}", name=name, link=html.Link(tr("show all"), href=back)
        ),
        className="only",
    )
