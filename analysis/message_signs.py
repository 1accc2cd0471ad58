"""What tells that a text is a message between people where no field says to whom: a number, a room, a notification."""

from __future__ import annotations

import re
from typing import Final

from analysis.field_names import all_words
from analysis.payload import Group
from analysis.readings import text
from analysis.surroundings import Surroundings

# Names of numbers beside the text of a short message: Twilio, Vonage, Android's SMS gateways and forwarders, signal-cli.
_NUMBERS: Final = frozenset({
    "phonenumber", "phonenumbers", "phone", "phones", "phoneno", "number", "numbers", "msisdn", "msisdns", "mobile",
    "mobileno",
    "mobilenumber", "contactnumber", "sendernumber", "recipientnumber", "tel", "telephone", "smsnumber", "recipients",
})  # fmt: skip
_ENDS: Final = frozenset({
    "from", "to", "sender", "originator", "recipient", "address", "destination", "destinationaddress", "sourceaddress",
    "caller",
    "callerid", "source", "addr", "contact", "receiver", "fromnumber", "tonumber", "peer",
})  # fmt: skip
_PHONE: Final = re.compile(r"(?:whatsapp:|sms:|tel:)?\+[1-9][0-9 ()-]{6,18}[0-9]")
_DIGITS: Final = re.compile(r"0?[1-9][0-9 ()-]{6,17}[0-9]")
# Answers, checks and faults speak of a number too; parameters of an event are no message.
_NO_TALK: Final = frozenset({
    "success", "ok", "code", "statuscode", "valid", "required", "rule", "regex", "errors", "error", "errormessage", "otp",
    "field",
    "warning", "debug", "trace",
})  # fmt: skip
_NO_PLACE: Final = frozenset({
    "properties", "params", "extra", "extras", "context", "error", "errors", "validation", "fields", "labels", "strings",
    "template",
    "templates", "i18n", "translations", "form",
})  # fmt: skip
# Logs, faults, translations and dialogs of the program talk of messages too.
NOT_PEOPLE: Final = frozenset({
    "level", "severity", "logger", "stack", "stacktrace", "errorcode", "error", "errors", "exception", "lineno", "loglevel",
    "backtrace", "threadname", "lang", "sourcelang", "targetlang", "sourcelanguage", "targetlanguage", "icon", "button",
    "buttons", "tooltip", "placeholder", "locale", "i18n", "clickaction", "priority", "logtype", "pid", "tid", "hostname",
    "query", "fontsize", "color", "translation", "campaignid", "templateid", "notificationid", "route", "href",
})  # fmt: skip
_APPS: Final = frozenset(
    {"packagename", "applicationname", "appname", "package", "pkg", "apppackage", "applicationid"}
)
_OF_NOTIFICATIONS: Final = frozenset({
    "notificationid", "posttime", "postedat", "dismissable", "notificationtag", "isclearable", "ticker", "tickertext",
    "bigtext",
    "conversationtitle", "isgroupsummary", "notificationkey", "statusbarkey", "subtext",
})  # fmt: skip
_ROOM: Final = re.compile(
    r"(?i)/(?:matches|chats?|conversations?|channels|rooms|threads|dialogs|inbox|direct(?:_v2)?|dms?)"
    r"/(?=[^/]{0,63}[0-9])[^/]{4,128}(?:/(?:messages?|send|replies|reply))?/?\Z"
    r"|/(?=[^/]{0,63}[0-9])[^/]{4,128}/(?:chat|messages?|reply|replies|send[_-]?message)/?\Z"
)
PATHS: Final = re.compile(
    r"(?i)/(?:messages?|(?:[a-z]{1,20}\.)?sendmessage|chat\.postmessage|m\.room\.message|m\.room\.encrypted|sms"
    r"|send[_-]?sms|sendmail|chats?|conversations?|dm|direct_messages)(?:/|\.json|$|:send)"
)
_TEXT_TYPES: Final = frozenset(
    {"text", "sendtext", "chat", "msg"}
)  # of a message whose text is its payload (Meshtastic)
_COLUMNS: Final = frozenset({"read", "type", "seen", "subid", "protocol", "datesent", "address"})
_TICKETS: Final = re.compile(r"(?i)/(?:tickets?|requests|cases|support|helpdesk)(?:\.json)?/?\Z")
_ASKS: Final = frozenset(
    {"requester", "requester_id", "requester_email", "email", "from", "customer", "reporter", "contact"}
)
_MOST_BESIDE: Final = 4  # members of an object that is nothing but a message to a room


def sign_of(place: Surroundings, group: Group, said: dict[str, str]) -> str:
    """What tells that the text of an object is a message; ``""`` where nothing does. ``said``: its names by plain form."""
    if is_of_a_notification(said):
        return "the text of a notification that the device showed, beside its app and title"
    if _is_beside_a_number(place, group, said):
        return "a text beside a telephone number"
    if _is_stored(said):
        return "a short message as a telephone stores it"
    if _is_of_a_ticket(place, group, said):
        return "a text written to a help desk, beside who asks"
    if _is_sent_to_a_room(place, group, said):
        return "a text sent to the address of one conversation"
    return ""


def _is_stored(said: dict[str, str]) -> bool:
    """Whether a text stands beside the columns of Android's store of short messages."""
    return {"body", "date", "threadid"} <= said.keys() and len(_COLUMNS.intersection(said)) >= 2


def _is_of_a_ticket(place: Surroundings, group: Group, said: dict[str, str]) -> bool:
    """The first text of a ticket, sent to where they are opened, with an object that tells who asks."""
    sent = place.payload.transmission
    if sent.method != "POST" or _TICKETS.search(sent.path[:512]) is None or not _NO_TALK.isdisjoint(said):
        return False
    holder = group if "subject" in said else place.around(group.path)
    if holder is None or "subject" not in holder.members:
        return False
    return place.group(f"{holder.path}.requester") is not None or not _ASKS.isdisjoint(holder.members)


def is_text_payload(group: Group, said: dict[str, str]) -> bool:
    """Whether the ``payload`` of an object is a text, by its type."""
    return "type" in said and group.members[said["type"]].value in _TEXT_TYPES


def _is_beside_a_number(place: Surroundings, group: Group, said: dict[str, str]) -> bool:
    """Whether a telephone number, or a list of them, stands beside a text, and nothing that makes it an answer."""
    if not _NO_TALK.isdisjoint(said) or not _NO_PLACE.isdisjoint(all_words(group.names[-2:])):
        return False
    for key in (_NUMBERS | _ENDS).intersection(said):
        value = group.members[said[key]].value
        if isinstance(value, bool) or not isinstance(value, str | int):
            continue
        told = text(value).strip()[:40]
        if _PHONE.fullmatch(told) or (key in _NUMBERS and _DIGITS.fullmatch(told)):
            return True
    for name in ("recipients", "phoneNumbers", "phone_numbers", "numbers", "to", "msisdns"):
        items = place.lists.get(f"{group.path}.{name}", ())
        if items and all(_PHONE.fullmatch(text(item.value)[:40]) for item in items):
            return True
    return False


def is_of_a_notification(said: dict[str, str]) -> bool:
    """Whether an object is a notification that a phone showed: an app, a title, and what only notifications have."""
    return "title" in said and not _APPS.isdisjoint(said) and not _OF_NOTIFICATIONS.isdisjoint(said)


def _is_sent_to_a_room(place: Surroundings, group: Group, said: dict[str, str]) -> bool:
    """Whether a message holds little but a text and was sent to the address of one match, chat, channel or thread."""
    sent = place.payload.transmission
    return (
        len(said) <= _MOST_BESIDE
        and sent.method in ("POST", "PUT")
        and group.path.endswith((":$", "form", "query"))
        and not _NO_TALK.intersection(said)
        and _ROOM.search(sent.path[:512]) is not None
    )
