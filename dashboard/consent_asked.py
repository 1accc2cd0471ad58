"""The Devices page: whose yes a device rests on and whose word that is, and where the owner enters who said yes."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from dash import html

from analysis.calendar_words import short_full_date
from analysis.device_standing import SOMEBODY, Standing, Yes
from analysis.devices import Device
from analysis.wording import tr
from dashboard.components import Content, Field
from dashboard.phrases import Sentence, phrase


def yes_words(device: Device, decided: Standing | None, zone: ZoneInfo) -> Sentence:
    """Who said yes to the state that the device is in, when, and whose word that is; or that no yes is on record."""
    if decided is not None and decided.holds and decided.yes is not None:
        return _said(decided.yes, zone)
    if decided is not None and decided.yes is not None:
        return phrase("A yes to its state now is **not on record**.")
    if device.person:
        return phrase("That {person} said yes is **not on record**.", person=device.person)
    return phrase("Nobody’s yes is **on record**.")


def _said(yes: Yes, zone: ZoneInfo) -> Sentence:
    at = yes.at.astimezone(zone)
    person = tr("Somebody else") if yes.person == SOMEBODY else yes.person
    blanks = {
        "person": person,
        "when": tr("{date}, {time}", date=short_full_date(at), time=f"{at:%H:%M}"),
    }
    if not yes.by:
        return phrase(
            "**{person}** said yes to this on {when}. That is the word of the owner of the box.", **blanks
        )
    if yes.by == yes.person:
        return phrase("**{person}** said yes to this on {when}. That is their own word.", **blanks)
    by = tr("somebody else") if yes.by == SOMEBODY else yes.by
    return phrase("**{person}** said yes to this on {when}. That is the word of {by}.", by=by, **blanks)


def asked(device: Device, answers: list[Content]) -> list[Content]:
    """For the owner: the name of who said yes, and what it was to (the buttons ``answers``); [] where nothing is to say."""
    if not answers:
        return []
    if device.mode == "open":
        summary = tr("Enter who said yes")
        asks = tr("Ask whoever uses it. If they say no, only observe it, or end it.")
    else:
        summary = tr("Open it, or enter who said yes")
        asks = tr("Ask whoever uses it first. Without the name of who said yes it is not opened.")
    field = Field(
        id={"page": "devices", "who": device.id}, label=tr("who said yes"), kind="text", value="",
        hint=device.person or "Anna",
    )  # fmt: skip
    inside: list[Content] = [html.P(asks), field, html.Div(answers, className="buttons")]
    return [html.Details([html.Summary(summary), *inside], className="said asked")]
