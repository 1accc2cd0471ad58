"""The pieces of the Devices page: a card for each device, one for each pair that may be the same, the others in totals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

import msgspec
from dash import dcc, html

from analysis.calendar_words import short_full_date, short_weekday
from analysis.consent import STATES
from analysis.device_kind_words import a_device
from analysis.device_matching import Proposal
from analysis.device_standing import Standing
from analysis.device_survey import Known, Mac, Survey
from analysis.journal_format import from_micros
from analysis.others_queries import OthersRow
from analysis.query_records import Company
from analysis.wording import N_, Words, tr
from dashboard.components import Content, chip
from dashboard.consent_asked import asked, yes_words
from dashboard.phrases import rich_of, sentence
from dashboard.sentences import amount

MERGE: Final = N_("They are the same")
APART: Final = N_("Not the same")
_HINTS: Final = Words({
    "dhcp_hostname": "calls itself",
    "mdns_name": "announces itself as",
    "mdns_service": "offers",
    "dhcp_vendor_class": "DHCP vendor class",
    "dhcp_fingerprint": "asks DHCP for",
    "dhcp_client_id": "DHCP client id",
    "ssdp_server": "UPnP server",
    "user_agent": "its apps say",
})  # fmt: skip
_MODES: Final = Words({"open": "Opened", "observe": "Observed", "paused": "Paused", "off": "Not enrolled"})
_IN_BRACKETS: Final = Words(
    {"open": "opened", "observe": "observed", "paused": "paused", "off": "not enrolled"}
)
_SURE: Final = Words({
    True: "**{second}** is probably the same as **{first}**.", False: "**{second}** is possibly the same as **{first}**.",
})  # fmt: skip


class Looking(msgspec.Struct, frozen=True, kw_only=True):
    """Who looks at the cards, from which zone, and what was decided of devices (ids), as far as the viewer may see it.

    ``media``: until when photos and sound of devices (ids) are kept as messages are.
    """

    owner: bool
    zone: ZoneInfo
    now: datetime
    decided: Mapping[str, Standing]
    media: Mapping[str, datetime] = {}


def button(words: str, do: str, of: str, other: str = "", *, main: bool = False) -> html.Button:
    """A button of the page; what it does is in its id."""
    id = {"page": "devices", "do": do, "of": of, "other": other}
    return html.Button(tr(words), id=id, type="button", className="do main" if main else "do")


def card(known: Known, looking: Looking) -> html.Article:
    """One device: what it is and why, how it is recognised, its state, and what can be done."""
    device = known.device
    whose = tr("{person}’s", person=device.person) if device.person else tr("nobody’s in particular")
    parts: list[Content] = [
        html.Div(
            [html.Span(_MODES[device.mode], className=f"state {device.mode}"), html.Small(whose)],
            className="top",
        ),
        html.H3(dcc.Link(device.name, href=f"/device/{device.id}")),
        html.P(_kind_words(known, looking)),
        html.P([*_state(known, looking)]),
        html.Dl(
            [
                html.Dt(tr("recognised by")),
                html.Dd([html.Div(words) for words in known.recognised] or tr("nothing yet")),
                html.Dt(tr("last seen")),
                html.Dd(_when(known.last_seen, looking)),
                *_macs(known, looking),
                *_merged(known, looking),
            ]
        ),
        *_said(known),
        *_media(known, looking),
        html.Div(_buttons(known, looking), className="buttons"),
        *(_asked(known, looking) if looking.owner else ()),
        _ending(known),
    ]
    return html.Article(parts, className="card device")


def proposal(item: Proposal, survey: Survey, *, owner: bool) -> html.Article:
    """Two devices that may be one, the reasons, and the two answers."""
    first, second = sorted((item.one, item.other))  # ids are in order of time: the older one goes on
    title = rich_of(_SURE[item.probable], second=survey.name(second), first=survey.name(first))
    reasons = [html.Li(_sentence(reason.words)) for reason in item.reasons]
    against = [html.Li(_sentence(reason.words), className="against") for reason in item.against]
    parts: list[Content] = [
        html.H3(title),
        html.P(tr("What speaks for it:"), className="soft"),
        html.Ul(reasons),
    ]
    if against:
        parts += [html.P(tr("What speaks against it:"), className="soft"), html.Ul(against)]
    if owner:
        answers = [button(MERGE, "merge", first, second, main=True), button(APART, "apart", first, second)]
        parts.append(html.Div(answers, className="buttons"))
    return html.Article(parts, className=f"card proposal{'' if item.probable else ' possible'}")


def others(rows: Sequence[OthersRow], companies: Mapping[str, Company]) -> Content:
    """What the rest of the house sent, without saying whose."""
    sent = tr("sent", context="head of a column of bytes")
    heads = [html.Th(words, scope="col") for words in (tr("company"), tr("kinds found"), sent)]
    body = [
        html.Tr(
            [
                html.Th(_company(row.company, companies), scope="row"),
                html.Td([chip(f"{kind}") for kind in row.kinds], className="kinds"),
                html.Td(amount(row.bytes_out, bool(row.unknown)), className="num"),
            ]
        )
        for row in rows
    ]
    return html.Table([html.Thead(html.Tr(heads)), html.Tbody(body)], className="others")


def _kind_words(known: Known, looking: Looking) -> str:
    if known.device.kind == "unknown":
        return known.guess.words
    what = a_device(known.device.kind)
    if looking.owner:
        return tr("{device}, as you said.", device=what)
    return tr("{device}, as the owner of the box said.", device=what)


def _state(known: Known, looking: Looking) -> Iterable[Content]:
    device = known.device
    words = STATES[device.mode]
    yield html.Span(f"{words[0].upper()}{words[1:]}. ")
    if device.mode not in ("open", "observe"):
        return
    decided = looking.decided.get(device.id)
    yield html.Span([*sentence(yes_words(device, decided, looking.zone)), " "])
    if not looking.owner and not (decided and decided.holds):
        yield button(N_("I agree"), "agree", device.id)


def _macs(known: Known, looking: Looking) -> list[Content]:
    if not known.macs:
        return []
    return [html.Dt(tr("hardware addresses")), html.Dd([_mac(mac, known, looking) for mac in known.macs])]


def _mac(mac: Mac, known: Known, looking: Looking) -> html.Div:
    parts: list[Content] = [html.Code(mac.value), html.I(mac.words)]
    if not mac.confirmed and looking.owner:
        parts.append(button(N_("It is this device’s"), "confirm", known.device.id, mac.value))
    return html.Div(parts)


def _merged(known: Known, looking: Looking) -> list[Content]:
    if not known.merged:
        return []
    shown = []
    for item in known.merged:
        state = "" if item.mode == known.device.mode else f" ({_IN_BRACKETS[item.mode]})"
        parts: list[Content] = [html.Span(f"{item.name}{state} ")]
        if looking.owner:
            parts.append(button(N_("Split"), "split", known.device.id, item.id))
        shown.append(html.Div(parts))
    return [html.Dt(tr("also read as it")), html.Dd(shown)]


def _said(known: Known) -> list[Content]:
    """What the device says of itself, behind a word: most people need it seldom."""
    rows = [
        html.Li([f"{_HINTS[hint.kind]} ", html.Code(hint.value)])
        for hint in known.hints
        if hint.kind in _HINTS
    ]
    return (
        [html.Details([html.Summary(tr("What it says of itself")), html.Ul(rows)], className="said")]
        if rows
        else []
    )


def _media(known: Known, looking: Looking) -> list[Content]:
    """Photos and sound are gone once they are analysed; who wants to keep some says so before they come."""
    if known.device.mode != "open":
        return []
    until = looking.media.get(known.device.id)
    if until is None:
        words = tr(
            "Photos and sound are erased as soon as they are analysed. For an hour they can be kept as messages are, so that"
            " you can look at one, or keep it."
        )
        parts: list[Content] = [html.P(words), button(N_("Keep them for an hour"), "media", known.device.id)]
    else:
        words = tr(
            "Those that it sends until {time} are kept as messages are.",
            time=f"{until.astimezone(looking.zone):%H:%M}",
        )
        parts = [html.P(words), button(N_("No longer"), "media over", known.device.id)]
    head = html.Summary(tr("Its photos and sound"))
    return [html.Details([head, *parts], open=until is not None, className="said")]


def _buttons(known: Known, looking: Looking) -> list[Content]:
    id = known.device.id
    if known.device.mode == "paused":
        return [button(N_("Resume"), "resume", id, main=True)]
    pause = button(N_("Pause"), "pause", id)
    if known.device.mode == "open":
        return [pause, button(N_("Only observe"), "observe", id)]
    return [pause] if looking.owner else [pause, button(N_("Open"), "open", id)]


def _asked(known: Known, looking: Looking) -> list[Content]:
    """What the owner enters of others: who said yes, and to what."""
    device, decided = known.device, looking.decided.get(known.device.id)
    missing = not (decided and decided.holds)
    answers: list[Content] = []
    if device.mode == "observe":
        answers.append(button(N_("Yes to being opened"), "open", device.id))
        if missing:
            answers.append(button(N_("Yes to being observed"), "agree", device.id))
    elif device.mode == "open" and missing:
        answers.append(button(N_("Yes to being opened"), "agree", device.id))
    return asked(device, answers)


def _ending(known: Known) -> html.Details:
    id = known.device.id
    return html.Details(
        [
            html.Summary(tr("End it")),
            html.P(
                tr(
                    "The enrolment ends at once. What was recorded stays, or is erased as well; that cannot be undone."
                )
            ),
            html.Div(
                [
                    button(N_("End the enrolment"), "end", id),
                    button(N_("End it and erase all that was recorded"), "forget", id),
                ],
                className="buttons",
            ),
        ],
        className="said",
    )


def _when(micros: int | None, looking: Looking) -> str:
    if micros is None:
        return tr("never sent anything through this box")
    at = from_micros(micros).astimezone(looking.zone)
    same_day = at.date() == looking.now.astimezone(looking.zone).date()
    if same_day:
        return tr("today, {time}", time=f"{at:%H:%M}")
    return tr("{date}, {time}", date=f"{short_weekday(at)} {short_full_date(at)}", time=f"{at:%H:%M}")


def _company(id: str, companies: Mapping[str, Company]) -> str:
    if not id:
        return tr("recipients that no company is known for")
    return companies[id].name if id in companies else id


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."
