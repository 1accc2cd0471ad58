"""The figure of "Where's the brain?" with what it says, what of it is shown, and the way back to all of it."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from analysis.brain import Household
from analysis.wording import tr, trn
from dashboard import elements as html
from dashboard.brain_flow import FEW, Shown, figure, shown
from dashboard.brain_view import BrainView
from dashboard.brain_words import focus_of
from dashboard.components import Content, Svg, heading
from dashboard.phrases import rich
from dashboard.sankey import NARROW, WIDE
from dashboard.sentences import number


def brain_figure(view: BrainView, found: Household, focus: str, skip: str) -> list[Content]:
    """Nothing where there is nothing to draw. ``found`` is what of it goes through the ``focus``."""
    if not view.house.receivers:
        return []
    first = int(skip) if skip.isascii() and skip.isdecimal() and len(skip) < 6 else 0

    def address(**more: str) -> str:
        chosen = {"days": str(view.days), **more}
        return f"/brain?{urlencode({name: value for name, value in chosen.items() if value})}"

    focused = [_focus(view, focus, address()), " "] if found is not view.house or focus else []
    if not found.receivers:
        return [html.P([*focused, tr("Nothing went this way in that time.")], className="covt")]
    wide, narrow = shown(found, first), shown(found, first, FEW)
    note: list[Content] = [
        *focused,
        html.Span(
            [
                f"{_told(wide)} ",
                *rich(
                    "{dotted} is what a receiver’s services feed, what it publishes, and who invested in it, by the word of "
                    "a source: it says nothing of your data, and has no width.",
                    dotted=html.I(tr("Dotted")),
                ),
            ],
            className="wide",
        ),
        html.Span(
            f"{_told(narrow)} {tr('Who owns the receivers, and what they feed, stands in the list below.')}",
            className="narrow",
        ),
    ]
    return [
        heading(tr("From device to owner"), tr("device → kind → receiver → owner")),
        html.P(note, className="covt"),
        *_drawn(view, wide, address, focus, narrow=False),
        *_drawn(view, narrow, address, focus, narrow=True),
    ]


def _drawn(
    view: BrainView, drawn: Shown, address: Callable[..., str], focus: str, narrow: bool
) -> list[Content]:
    """The figure of a wide screen, or of a phone; the style sheet shows the one that fits."""
    last = drawn.skipped + len(drawn.receivers)
    rest = address(focus=focus, skip=str(last) if drawn.more else "")
    drawing = figure(drawn, view.names, lambda what, id: address(focus=f"{what}:{id}"), rest, narrow)
    words = tr(
        "{findings} on their way from devices to receivers and owners; below it stands as a list",
        findings=_findings(drawn),
    )
    look = "narrow" if narrow else "wide"
    picture = Svg(
        id="brain-flow-narrow" if narrow else "brain-flow",
        className="sankey",
        viewBox=f"0 0 {(NARROW if narrow else WIDE).width:g} {drawing.height:g}",
        label=words,
        shapes=drawing.shapes,
    )
    return [
        html.Div(picture, className=f"flow-figure {look}"),
        *_turn(drawn, rest, address(focus=focus), look),
    ]


def _findings(drawn: Shown) -> str:
    return trn("{n} finding", "{n} findings", drawn.findings)


def _told(drawn: Shown) -> str:
    """How to read the figure, and what it leaves out."""
    last = drawn.skipped + len(drawn.receivers)
    told = [
        tr("A band is as wide as the number of findings in it; here are {findings}.", findings=_findings(drawn)),
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


def _turn(drawn: Shown, rest: str, first: str, look: str) -> list[Content]:
    """The same ways as in the figure, for a keyboard."""
    words = trn(
        "the next receivers ({n} is not named here)",
        "the next receivers ({n} are not named here)",
        drawn.more,
    )
    onwards = [html.Link(words, href=rest)] if drawn.more else []
    back = [html.Link(tr("the largest again"), href=first)] if drawn.skipped else []
    return [html.P([*onwards, *back], className=f"turn {look}")] if onwards or back else []


def _focus(view: BrainView, focus: str, back: str) -> Content:
    kept = focus_of(view, focus)
    return html.Span(
        rich(
            "Only what goes through **{name}**. {link}",
            name=kept.name if kept is not None else focus,
            link=html.Link(tr("show all"), href=back),
        ),
        className="only",
    )
