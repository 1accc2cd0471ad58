"""How bytes of a device left where nothing could be opened, and what it did for the first time, as a page lists it."""

from __future__ import annotations

from typing import Final

from analysis.first_causes import Cause, Explained
from analysis.upload_shapes import Kind, Shape
from analysis.wording import tr, trn
from dashboard import components, sentences, shape_words
from dashboard import elements as html
from dashboard.components import Content
from dashboard.device_coverage import DeviceCoverage
from dashboard.first_sentences import first_rank, first_sentence
from dashboard.hour_words import recipient_name

SHOWN: Final = 12
ALIKE: Final = 2  # shapes of one kind to one recipient; more are told in one line
TOGETHER: Final = 3  # first contacts of a first day; more are told in one line


def how_it_left(found: DeviceCoverage) -> list[Content]:
    """The shapes of what could not be opened, in words."""
    zone = found.view.day.zone
    alike: dict[tuple[Kind, str, str], list[Shape]] = {}
    for one in found.shapes.found:
        alike.setdefault((one.shape.kind, one.company, one.host), []).append(one.shape)
    groups: list[list[Content]] = []
    for (_kind, company, host), of in alike.items():
        items: list[Content] = []
        recipient = recipient_name(company, host, found.view.companies)
        told = (
            [shape_words.shapes_sentence(of, recipient, zone)]
            if len(of) > ALIKE
            else [shape_words.shape_sentence(shape, recipient, zone) for shape in of]
        )
        for shape, spoken in zip(of, told, strict=False):
            time = html.Time(sentences.clock(shape.start, zone))
            maybe = (
                [html.I(tr("Possible, not certain: {reason}.", reason=shape.possible))]
                if shape.possible
                else []
            )
            items.append(html.Li([time, html.Span(components.sentence(spoken)), *maybe]))
        groups.append(items)
    items = [item for group in groups[:SHOWN] for item in group]
    if left := groups[SHOWN:]:
        items.append(
            _opens(trn("and {n} more", "and {n} more", len(left)), [item for group in left for item in group])
        )
    if found.shapes.cut:
        items.append(html.Li(tr("There were too many connections to look at them all: only the first were.")))
    if not items:
        return []
    title = components.heading(tr("How it left where we could not look inside"), tr("shapes, not contents"))
    return [title, html.Ul(items, className="new shapes")]


def new_here(found: DeviceCoverage, today: bool) -> list[Content]:
    """What this device did for the first time, and why it is seen for the first time."""
    firsts, lines = _together(found.firsts)
    items: list[Content] = [html.Li(line) for line in lines]
    more: list[Content] = []
    known = (*found.view.devices, *found.view.active)
    ranked = sorted(firsts, key=lambda one: first_rank(one.first))
    for place, one in enumerate((*_by_time(ranked[:SHOWN]), *_by_time(ranked[SHOWN:]))):
        spoken = first_sentence(one.first, found.view.companies, known)
        time = html.Time(sentences.clock(one.first.seen_at, found.view.day.zone))
        said = bool(lines) and one.cause is Cause.ENROLLED  # in the first line, for all of them
        why = [] if said else [html.Span(shape_words.CAUSES[one.cause], className="why")]
        item = html.Li([time, html.Span(components.sentence(spoken)), *why])
        (items if place < SHOWN else more).append(item)
    if more:
        left = len(more)
        items.append(
            _opens(trn("and {n} more for the first time", "and {n} more for the first time", left), more)
        )
    if not items:
        return []
    title = components.heading(tr("New today") if today else tr("New that day"))
    return [title, html.Ul(items, className="new shapes")]


def _opens(words: str, items: list[Content]) -> html.Li:
    return html.Li(components.rest(words, html.Ul(items)), className="opens")


def _by_time(some: list[Explained]) -> list[Explained]:
    return sorted(some, key=lambda one: one.first.seen_at)


def _together(firsts: list[Explained]) -> tuple[list[Explained], list[str]]:
    """On the first day of a device everything is new: that is one line, with the recipients where they are many."""
    enrolled = [one for one in firsts if one.cause is Cause.ENROLLED]
    if len(enrolled) < 2:
        return firsts, []
    why = shape_words.CAUSES[Cause.ENROLLED]
    begun = [one for one in enrolled if not one.first.category]
    if len(begun) <= TOGETHER:
        return firsts, [why]
    met = trn(
        "{n} company had not been contacted before by any device that you see here.",
        "{n} companies had not been contacted before by any device that you see here.",
        len(begun),
    )
    return [one for one in firsts if one not in begun], [f"{why} {met}"]
