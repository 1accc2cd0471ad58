"""What "Where's the brain?" says above its figure: from how many devices to how many owners, or of the one it keeps to."""

from __future__ import annotations

import msgspec

from analysis.brain import Household, Receiver
from analysis.coverage import Coverage, coverage_of
from analysis.wording import tr, trn
from dashboard import components, sentences
from dashboard import elements as html
from dashboard.brain_flow import focused
from dashboard.brain_view import BrainView, seen_of_device
from dashboard.components import Content
from dashboard.period_view import span_words
from dashboard.phrases import Sentence, phrase, phrase_n
from dashboard.sentences import kind_words
from dashboard.site import Site, viewer


class Focus(msgspec.Struct, frozen=True, kw_only=True):
    """The one node that a page keeps to: ``what`` it is, its id and its name."""

    what: str
    id: str
    name: str


def focus_of(view: BrainView, asked: str) -> Focus | None:
    """What an address asks for (``owner:alphabet``); None where that is nothing of the figure's."""
    if focused(view.house, asked) is view.house:
        return None
    what, _, id = asked.partition(":")
    names = {"device": view.names.get(id, id), "kind": kind_words(id), "host": id}
    company = view.catalogue.companies.get(id)
    return Focus(what=what, id=id, name=names.get(what) or (company.name if company is not None else id))


def words(site: Site, view: BrainView, found: Household, focus: Focus | None) -> list[Content]:
    """The headline, and how much of what went there could be read."""
    sure = [one for one in found.receivers.values() if one.stream.certain]
    if sure:
        said = _to_whom(sure, span_words(view.days), focus)
    elif focus is None:
        said = phrase(
            "{when}, **nothing** was recognised for certain in what we could read.",
            when=span_words(view.days),
        )
    else:
        said = phrase(
            "{when}, **nothing** was recognised for certain in what we could read of what goes through **{name}**.",
            when=span_words(view.days),
            name=focus.name,
        )
    covered = _coverage(site, view, focus)
    spoken = html.P(components.sentence(sentences.coverage_sentence(covered)), className="covt")
    bar = components.coverage_bar(covered) if covered.total else spoken
    return [html.H1(components.sentence(said)), *_of_all(focus), bar]


def _of_all(focus: Focus | None) -> list[Content]:
    """What could not be read has no kind: where the page keeps to one, the bar is that of everything."""
    if focus is None or focus.what != "kind":
        return []
    told = tr(
        "Of everything that was sent, whatever it is; what could not be read may hold this kind as well:"
    )
    return [html.P(told, className="covt")]


def _coverage(site: Site, view: BrainView, focus: Focus | None) -> Coverage:
    if focus is None or focus.what == "kind":
        return view.coverage
    if focus.what == "device":
        return coverage_of(seen_of_device(site, viewer(), view.period, focus.id))
    return coverage_of(
        {place: seen for place, seen in view.seen.items() if focus.id in _ids(view, focus.what, *place)}
    )


def _ids(view: BrainView, what: str, company: str, host: str) -> tuple[str, ...]:
    """Who of the figure a place is: its host, its company, or everybody who stands behind that."""
    if company not in view.catalogue.companies:
        return (company or host,) if what == "host" else ()
    if what == "host":
        return ()
    chain = view.catalogue.owner_chain(company)
    return tuple(one.id for one in (chain if what == "owner" else chain[:1]))


def _to_whom(sure: list[Receiver], when: str, focus: Focus | None) -> Sentence:
    """From how many devices to how many owners, and to how many hosts that nobody has; the one kept to by its name."""
    owners = len({owner.id for one in sure if (owner := one.owner) is not None})
    hosts = sum(one.company is None for one in sure)
    count = len({device for one in sure for device, _ in one.stream.certain})
    devices = trn("{n} device", "{n} devices", count, context="what was read of them")
    to = trn("{n} owner", "{n} owners", owners)
    if focus is not None:
        devices = focus.name if focus.what == "device" else devices
        if focus.what == "kind":
            devices = tr("{kind} from {devices}", kind=focus.name, devices=devices)
        if focus.what in ("owner", "receiver"):
            to = focus.name
    blanks = {"when": when, "owners": to, "devices": devices}
    if focus is not None and focus.what == "host":
        return phrase(
            "{when}, what we could read of **{devices}** went to **{host}**, which nobody in our catalogue has.",
            when=when, devices=devices, host=focus.name,
        )  # fmt: skip
    if not hosts:
        return phrase("{when}, what we could read of **{devices}** went to **{owners}**.", **blanks)
    if not owners:
        return phrase_n(
            "{when}, what we could read of **{devices}** went to **{n} host** that nobody in our catalogue has.",
            "{when}, what we could read of **{devices}** went to **{n} hosts** that nobody in our catalogue has.",
            hosts, **blanks,
        )  # fmt: skip
    return phrase_n(
        "{when}, what we could read of **{devices}** went to **{owners}** and **{n} host** that nobody in our catalogue "
        "has.",
        "{when}, what we could read of **{devices}** went to **{owners}** and **{n} hosts** that nobody in our catalogue "
        "has.",
        hosts, **blanks,
    )  # fmt: skip
