"""Devices: what is enrolled, how each is recognised, what may be read of it, and which may be the same."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from dash import ALL, Input, Output, State, callback, ctx, html, no_update, register_page

from analysis.company_queries import Period
from analysis.consent import text_for
from analysis.counting import commas, number
from analysis.device_kind_words import KIND_WORDS
from analysis.device_standing import standing
from analysis.device_survey import Survey, survey
from analysis.devices import KINDS, decisions
from analysis.errors import UserFault
from analysis.others_queries import others_received
from analysis.people import people
from analysis.pin_list import media_kept_now
from analysis.records import utc_now
from analysis.wording import N_, Words, tr
from dashboard import certificate_code, device_actions, device_cards
from dashboard.components import Content, Field, Select, aria, heading
from dashboard.device_cards import Looking
from dashboard.language import titled
from dashboard.person_login import PATH
from dashboard.phrases import rich, rich_n
from dashboard.site import site, viewer

register_page(__name__, path="/devices", name=N_("Devices"), title=titled(N_("Devices")), order=85)  # type: ignore[no-untyped-call]

DAYS: Final = 7  # over which the others' totals go
_COUNTED: Final = Words(
    {"open": "{number} opened", "observe": "{number} observed", "paused": "{number} paused"}
)
_FORM: Final = ("name", "kind", "person", "address", "state", "agreed")
_WHO: Final = {"page": "devices", "who": ALL}  # the fields in which the owner enters who said yes


def layout(**_query: Any) -> Content:
    """The page: for the owner all devices, for a person their own, and the others as totals."""
    return html.Div(
        [
            html.P("", id="devices-said", className="said-now", role="status", **aria(live="polite")),
            html.Div(_body(), id="devices"),
            *(_enrol() if viewer().owner else []),
            html.Div(_around(), id="devices-around"),
        ]
    )


@callback(
    Output("devices-said", "children"),
    Output("devices", "children"),
    Input({"page": "devices", "do": ALL, "of": ALL, "other": ALL}, "n_clicks"),
    State(_WHO, "value"),
    State(_WHO, "id"),
    prevent_initial_call=True,
)
def press(
    clicks: list[int | None], entered: list[str | None], fields: list[dict[str, str]]
) -> tuple[Content, Content]:
    """Do what a button says, if whoever pressed it may, and say what was done or why not."""
    which = ctx.triggered_id
    if not which or not any(clicks):
        return no_update, no_update
    who = {field["who"]: words or "" for field, words in zip(fields, entered, strict=True)}
    do, of, other = which["do"], which["of"], which["other"]
    try:
        said = device_actions.act(site().home, viewer(), do, of, other, who.get(of, ""))
    except UserFault as fault:
        return tr("Not done: {reason}.", reason=str(fault)), no_update
    return said, _body()


@callback(
    Output("devices-said", "children", allow_duplicate=True),
    Output("devices", "children", allow_duplicate=True),
    Input("devices-enrol", "n_clicks"),
    *(State(f"devices-{name}", "value") for name in _FORM),
    prevent_initial_call=True,
)
def enrol(clicks: int | None, *given: str | None) -> tuple[Content, Content]:
    """Enrol the device of the form."""
    if not clicks:
        return no_update, no_update
    told = {name: value or "" for name, value in zip(_FORM, given, strict=True)}
    opened = told.pop("state") == "open"
    try:
        said = device_actions.add(
            site().home, viewer(), **{**told, "kind": told["kind"] or "unknown"}, opened=opened
        )
    except UserFault as fault:
        return tr("Not done: {reason}.", reason=str(fault)), no_update
    return said, _body()


def _survey() -> Survey:
    if not site().reader.ready():
        return survey(site().home, None, viewer())
    with site().reader.read() as connection:
        return survey(site().home, connection, viewer())


def _body() -> list[Content]:
    found, owner = _survey(), viewer().owner
    now, made = utc_now(), decisions(site().home)
    stands = {known.device.id: standing(made, known.device.id, viewer()) for known in found.devices}
    media = media_kept_now(site().home, [known.device.id for known in found.devices], now)
    looking = Looking(
        owner=owner,
        zone=site().zone,
        now=now,
        decided={device: one for device, one in stands.items() if one is not None},
        media={device: word.until for device, word in media.items()},
    )
    parts: list[Content] = [html.H1(_headline(found, owner))]
    if found.proposals:
        parts += [
            heading(tr("May be the same"), tr("you decide; nothing is rewritten, and it can be undone")),
            html.Div(
                [device_cards.proposal(item, found, owner=owner) for item in found.proposals],
                className="devices",
            ),
        ]
    if found.devices:
        parts += [
            heading(tr("The devices") if owner else tr("Your devices")),
            html.Div([device_cards.card(known, looking) for known in found.devices], className="devices"),
        ]
    return parts


def _headline(found: Survey, owner: bool) -> list[Content]:
    count = len(found.devices)
    if not count:
        return [tr("No device is enrolled yet.") if owner else tr("No device of yours is enrolled.")]
    states = [known.device.mode for known in found.devices]
    told = commas(
        _COUNTED.filled(mode, number=number(states.count(mode))) for mode in _COUNTED if mode in states
    )
    if owner:
        spoken = rich_n(
            "**{n} device** is enrolled: {told}.", "**{n} devices** are enrolled: {told}.", count, told=told
        )
    else:
        spoken = rich_n(
            "**{n} device** of yours is enrolled: {told}.",
            "**{n} devices** of yours are enrolled: {told}.",
            count, told=told,
        )  # fmt: skip
    if pairs := len(found.proposals):
        may = rich_n("**{n} pair** may be the same device.", "**{n} pairs** may be the same device.", pairs)
        spoken += [" ", *may]
    return spoken


def _enrol() -> list[Content]:
    kinds = [
        {"value": kind, "label": tr("we shall see") if kind == "unknown" else KIND_WORDS[kind]}
        for kind in KINDS
    ]
    states = [{"value": "observe", "label": tr("observed")}, {"value": "open", "label": tr("opened")}]
    certificate = html.A(tr("its certificate"), href="/ca.pem", download="leakledger-ca.pem")
    return [
        heading(tr("Enrol a device"), tr("with the consent of whoever uses it")),
        html.P(
            rich(
                "Ask the person first, and enter who said yes: without that a device is only observed. One that is to be "
                "opened must also trust this box: {certificate}.",
                certificate=certificate,
            ),
            className="covt",
        ),
        *certificate_code.code(),
        html.Details(
            [
                html.Summary(tr("What to read to them")),
                html.P(tr("Observed: “{text}”", text=tr(text_for("observe")))),
                html.P(tr("Opened: “{text}”", text=tr(text_for("open")))),
            ],
            className="covt",
        ),
        html.Div(
            [
                Field(id="devices-name", label=tr("name"), kind="text", value="", hint=tr("Anna’s phone")),
                Field(id="devices-person", label=tr("whose"), kind="text", value="", hint="Anna"),
                Field(id="devices-address", label=tr("address or proxy user"), kind="text", value="", hint="192.168.1.20"),
                Select(id="devices-kind", label=tr("what it is"), value="unknown", options=list(reversed(kinds))),
                Select(id="devices-state", label=tr("what may be kept"), value="observe", options=states),
                Field(id="devices-agreed", label=tr("who said yes"), kind="text", value="", hint="Anna"),
            ],
            className="filters enrol",
        ),
        html.Button(tr("Enrol it"), id="devices-enrol", className="action", type="button"),
    ]  # fmt: skip


def _around() -> list[Content]:
    """For the owner the people of the house; for a person the others as totals."""
    if viewer().owner:
        return _people()
    if not viewer().person:
        return []
    change = html.P(html.A(tr("Change your password"), href=PATH), className="covt")
    if not site().reader.ready():
        return [change]
    today = site().today()
    with site().reader.read() as connection:
        period = Period(first=today - timedelta(days=DAYS - 1), last=today)
        rows = others_received(connection, viewer(), period)
        companies = site().companies(connection)
    title = heading(
        tr("The rest of the house"), tr("in the last {days} days, without saying whose", days=DAYS)
    )
    if not rows:
        return [title, html.P(tr("Nothing was recorded of the others."), className="covt"), change]
    return [title, device_cards.others(rows, companies), change]


def _people() -> list[Content]:
    known = people(site().home)
    listed = [
        html.Li(
            rich("**{person}**, who may log in and see their own", person=person.name)
            if person.login
            else html.B(person.name)
        )
        for person in known
    ]
    how = html.P(
        rich(
            "To let a person see all that was recorded of their own devices: {command}. They choose a password that you do "
            "not know. Others’ devices they see as totals.",
            command=html.Code('leakledger people login "NAME"'),
        ),
        className="covt",
    )  # fmt: skip
    title = heading(tr("The people"), tr("whose devices are whose"))
    return [
        title,
        html.Ul(listed, className="people")
        if listed
        else html.P(tr("Nobody is named yet."), className="covt"),
        how,
    ]
