"""Whose yes a device rests on, and how it is connected: a section of its page."""

from __future__ import annotations

import os
from collections.abc import Hashable, Iterable
from datetime import datetime
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from analysis.calendar_words import short_full_date
from analysis.counting import number
from analysis.device_standing import SOMEBODY, Came, Standing, Step, came, standing
from analysis.device_survey import recognised_by
from analysis.devices import OWNER, decisions
from analysis.journal_format import from_micros
from analysis.queries import DeviceRow, Viewer
from analysis.settings import Home
from analysis.wording import Words, tr, trn
from dashboard import elements as html
from dashboard.components import Content, facts, heading, rest
from dashboard.phrases import Sentence, joined, phrase, phrase_n, phrase_of, sentence
from dashboard.site import Site

SHOWN: Final = 4  # changes that stand there at once, the newest
_SINCE: Final = Words({
    "open": "**Opened** since {when}.",
    "observe": "**Only observed** since {when}.",
    "paused": "**Paused** since {when}.",
    "off": "**Not enrolled** since {when}.",
})  # fmt: skip
_BECAME: Final = Words({
    "open": "opened", "observe": "observed", "paused": "paused", "off": "not enrolled",
})  # fmt: skip
_YES_TO: Final = Words({
    "open": "**{person}** said yes to being opened, on {when}.",
    "observe": "**{person}** said yes to being observed, on {when}.",
    "": "**{person}** said yes on {when}, to a text that has changed since.",
})  # fmt: skip
_NEEDS_NONE: Final = Words({
    "paused": "While it is paused, no yes is needed.",
    "off": "It is not enrolled: no yes is needed.",
})  # fmt: skip
_SHOWS: Final = Words({
    "proxy": "What its apps send by way of the proxy, as far as the state allows. What goes past it is seen only where its"
    " packets cross this box.",
    "packets": "Whom it talks to, when and how much; content only where it is not encrypted and the state allows it.",
    "both": "What comes through the proxy, as far as the state allows. Of the rest whom it talks to, when and how much;"
    " content only where it is not encrypted and the state allows it.",
    "unknown": "We cannot say, since we do not know how it came.",
    "never": "Nothing so far. That says nothing of what it sends by other ways.",
})  # fmt: skip


class Found(NamedTuple):
    """What is said of a device: what was decided of it (None: nothing is on record), and how it came."""

    device: DeviceRow
    decided: Standing | None
    came: Came
    zone: ZoneInfo
    port: int


def load(site: Site, viewer: Viewer, device: DeviceRow) -> Found:
    """Read it; the decisions only when the owner's journal has changed."""
    made = site.kept.get("decisions", _stamp(site.home), lambda: decisions(site.home))
    with site.reader.read() as connection:
        how = came(connection, viewer, device.id)
    decided = standing(made, device.id, viewer)
    return Found(device, decided, how, site.zone, site.home.settings.proxy_port)


def _stamp(home: Home) -> Hashable:
    """Another one whenever something was written to the owner's journal."""
    try:
        with os.scandir(home.journal_dir / OWNER) as files:
            return frozenset(
                (file.name, (seen := file.stat()).st_mtime_ns, seen.st_size)
                for file in files
                if file.name.endswith((".sqlite", ".sqlite-wal"))
            )
    except FileNotFoundError:
        return object()  # nothing was ever decided, or a file went while we looked: it is read anew


def consent_words(found: Found, *, whole: bool = False) -> Sentence:
    """Who said yes and when, or that it is not on record; ``whole`` adds that this does not say that nobody did."""
    of, yes = found.decided, found.decided.yes if found.decided else None
    said: Sentence = ()
    if yes is not None:
        who = tr("Somebody else") if yes.person == SOMEBODY else yes.person
        said = phrase_of(_YES_TO[yes.to], person=who, when=_when(yes.at, found.zone))
    mode = of.mode if of else found.device.mode
    if of is not None and of.holds:
        return said
    if mode in _NEEDS_NONE:
        return joined(said, phrase_of(_NEEDS_NONE[mode]))
    if said:
        return joined(said, phrase("A yes to its state now is **not on record**."))
    person = of.person if of else found.device.person
    unsaid = (
        phrase("That {person} said yes is **not on record**.", person=person)
        if person
        else phrase("Nobody’s yes is **on record**.")
    )
    kept = phrase("It may have been given all the same: only what was entered here is known.")
    return joined(unsaid, kept) if whole else unsaid


def section(found: Found) -> list[Content]:
    """The section."""
    how, shows = _connected(found)
    rows: list[tuple[str, Content]] = [
        (tr("state"), sentence(_state(found))),
        (tr("who said yes"), sentence(consent_words(found, whole=True))),
        *_changes(found),
        (tr("recognised by"), _recognised(found)),
        (tr("last seen"), _last(found)),
        (tr("how it came"), sentence(how)),
        (tr("what that lets us see"), _SHOWS[shows]),
    ]
    change = html.Link(tr("Change it on the page Devices"), href="/devices")
    return [
        heading(tr("Consent, and how it is connected"), tr("as it is now")),
        html.Div(facts(rows), className="standing"),
        html.P(change, className="covt"),
    ]


def _state(found: Found) -> Sentence:
    of = found.decided
    if of is None:
        return phrase("Since when it is as it is, and by whom, is not on record.")
    return phrase_of(_SINCE[of.mode], when=_when(of.since, found.zone))


def _changes(found: Found) -> list[tuple[str, Content]]:
    steps = found.decided.steps[::-1] if found.decided else ()
    if not steps:
        return []
    lines: list[Content] = [html.Div(_step(step, found.zone)) for step in steps]
    shown, more = lines[:SHOWN], lines[SHOWN:]
    if more:
        shown.append(rest(trn("and {n} more", "and {n} more", len(more)), more))
    return [(tr("decided"), shown)]


def _step(step: Step, zone: ZoneInfo) -> str:
    when, by = _when(step.at, zone), _person(step.by) if step.by else tr("the owner of the box")
    if not step.mode:
        return tr("{when}: {person} said yes", when=when, person=_person(step.agreed))
    state = _BECAME[step.mode]
    if step.agreed:
        return tr(
            "{when}: {state}, by {by}; {person} said yes",
            when=when,
            state=state,
            by=by,
            person=_person(step.agreed),
        )
    return tr("{when}: {state}, by {by}", when=when, state=state, by=by)


def _recognised(found: Found) -> Content:
    known: dict[str, datetime] = {}
    for address, since in found.decided.known_by if found.decided else ():
        words = recognised_by(address)
        known[words] = min(since, known.get(words, since))
    lines = [
        html.Div(tr("{address}; since {when}", address=words, when=_when(since, found.zone)))
        for words, since in known.items()
    ]
    return lines or tr("nothing that is on record")


def _last(found: Found) -> str:
    last = found.came.last
    return (
        tr("never sent anything through this box") if last is None else _when(from_micros(last), found.zone)
    )


def _connected(found: Found) -> tuple[Sentence, str]:
    """How its latest connections came, and the key of what that shows."""
    of = found.came
    if not of.total:
        return phrase("Not at all yet."), "never"
    said = [
        phrase_n("Its latest connection:", "Of its latest {n} connections:", of.total),
        *_ways(of, found.port),
    ]
    if of.proxied:
        return joined(*said), "both" if of.sniffed else "proxy"
    return joined(*said), "packets" if of.sniffed else "unknown"


def _ways(of: Came, port: int) -> Iterable[Sentence]:
    if of.proxied:
        yield phrase("**{n}** through the proxy (port {port}).", n=number(of.proxied), port=port)
    if of.sniffed and of.interface:
        yield phrase(
            "**{n}** as packets at the interface {interface}.", n=number(of.sniffed), interface=of.interface
        )
    elif of.sniffed:
        yield phrase("**{n}** as packets at an interface of this box.", n=number(of.sniffed))
    if of.other:
        yield phrase("**{n}** in a way that is not known.", n=number(of.other))


def _person(name: str) -> str:
    return tr("somebody else") if name == SOMEBODY else name


def _when(at: datetime, zone: ZoneInfo) -> str:
    there = at.astimezone(zone)
    return tr("{date}, {time}", date=short_full_date(there), time=f"{there:%H:%M}")
