"""What tells that a text is a message between people where no field says to whom: a number, a room, a notification."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.field_names import all_words, words
from analysis.identifier_shapes import is_placeholder
from analysis.lazy_patterns import lazy_pattern
from analysis.payload import Group, Leaf
from analysis.prose import is_prose, is_sentence
from analysis.readings import text
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings

# Names of numbers beside the text of a short message: Twilio, Vonage, Android's SMS gateways and forwarders, signal-cli.
_NUMBERS: Final = frozenset({
    "phonenumber", "phonenumbers", "phone", "phones", "phoneno", "number", "numbers", "msisdn", "msisdns", "mobile",
    "mobileno",
    "mobilenumber", "contactnumber", "sendernumber", "recipientnumber", "tel", "telephone", "smsnumber", "recipients",
    "receptor", "nr", "gsm", "gsmno", "gsmnumber", "celular", "sdt",
})  # fmt: skip
_ENDS: Final = frozenset({
    "from", "to", "sender", "originator", "recipient", "address", "destination", "destinationaddress", "sourceaddress",
    "caller",
    "callerid", "source", "addr", "contact", "receiver", "fromnumber", "tonumber", "peer",
})  # fmt: skip
_PHONE: Final = lazy_pattern(r"(?:whatsapp:|sms:|tel:)?\+[1-9][0-9 ()-]{6,18}[0-9]")
_DIGITS: Final = lazy_pattern(r"0?[1-9][0-9 ()-]{6,17}[0-9]")
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
_OF_A_CALLER: Final = frozenset({"sender", "tel"})
_ORDERS: Final = frozenset({"cmd", "command", "action", "type", "op", "event", "kind", "method"})
_TALKS: Final = frozenset(
    {
        "chat",
        "message",
        "msg",
        "sms",
        "im",
        "sendmessage",
        "chatmessage",
        "sendchat",
        "textmessage",
        "sendmsg",
        "sendsms",
    }
)
_FROM: Final = ("from", "sender", "fromuser")
_TO: Final = ("to", "recipient", "receiver", "touser")
_SENDS: Final = lazy_pattern(
    r"(?i)/(?:[a-z]{1,20}[_-])?(?:send|messages?|msg|sms)(?:[_-][a-z]{1,20})?(?:\.[a-z]{2,5})?/?\Z"
)
BETWEEN_TWO: Final = "a text beside who sends it and whom it is for"
_SOMEBODY: Final = lazy_pattern(r"[*@#+]?[^\W_][\w .*@+-]{3,63}")
_NAME: Final = lazy_pattern(r"[*@#+]?[^\W_][\w .*@+-]{1,63}")
_ADDRESS: Final = lazy_pattern(
    r"(?:whatsapp:|sms:|tel:|mailto:)?\+?[0-9][0-9 ()./-]{5,24}|[^<>\n]{0,80}<?[^\s@<>]{1,64}@[^\s@<>]{3,190}>?"
    r"|[A-Za-z0-9_:.-]{6,64}|@[A-Za-z0-9_]{4,32}|#[a-z0-9_-]{1,80}"
)
# The fields of a head that tell who writes, to whom and about what, in the languages of mail programs.
MAIL_FIELD: Final = lazy_pattern(
    r"(?im)^(From|To|Subject|Cc|Von|An|Betreff|De|Para|Objet|Asunto|Oggetto|Assunto|Da|Od|Do|Temat|Van|Aan|Onderwerp|Fra|Til"
    r"|Emne|Till|Kimden|Kime|Konu): ?([^\r\n]{1,998})"
)
_DATE: Final = lazy_pattern(
    r"[0-9]{4}-[0-9]{2}.{0,24}|1[0-9]{9}(?:[0-9]{3})?|(?:[0-9]{1,2}[./]){2}[0-9]{2,4}"
)
_ROOM: Final = lazy_pattern(
    r"(?i)/(?:matches|chats?|conversations?|channels|rooms|threads|dialogs|inbox|direct(?:_v2)?|dms?)"
    r"/(?=[^/]{0,63}[0-9])[^/]{4,128}(?:/(?:messages?|send|replies|reply))?/?\Z"
    r"|/(?=[^/]{0,63}[0-9])[^/]{4,128}/(?:chat|messages?|reply|replies|send[_-]?message)/?\Z"
)
PATHS: Final = lazy_pattern(
    r"(?i)/(?:messages?|talk|(?:[a-z]{1,20}\.)?sendmessage|chat\.postmessage|m\.room\.message|m\.room\.encrypted|sms"
    r"|send[_-]?sms|sendmail|chats?|conversations?|dm|direct_messages)(?:/|\.json|$|:send)"
)
_TEXT_TYPES: Final = frozenset(
    {"text", "sendtext", "chat", "msg"}
)  # of a message whose text is its payload (Meshtastic)
_COLUMNS: Final = frozenset({"read", "type", "seen", "subid", "protocol", "datesent", "address"})
_TICKETS: Final = lazy_pattern(r"(?i)/(?:tickets?|requests|cases|support|helpdesk)(?:\.json)?/?\Z")
_ASKS: Final = frozenset(
    {"requester", "requester_id", "requester_email", "email", "from", "customer", "reporter", "contact"}
)
_CHATS: Final = frozenset({"chat", "chats", "messenger", "messages", "message", "sms", "dm", "talk", "inbox"})
_FEW: Final = 8  # members of a message to somebody
_MOST_BESIDE: Final = 4  # members of an object that is nothing but a message to a room


def sign_of(place: Surroundings, group: Group, said: dict[str, str]) -> str:
    """What tells that the text of an object is a message; ``""`` where nothing does. ``said``: its names by plain form."""
    if is_of_a_notification(said):
        return "the text of a notification that the device showed, beside its app and title"
    if _is_beside_an_addressee(place, group, said):
        return "a text in an object that has a recipient"
    if _is_of_a_text_object(place, group, said):
        return "a text with its type, sent to an address for messages"
    if _is_beside_a_number(place, group, said):
        return "a text beside a telephone number"
    if _is_stored(said):
        return "a short message as a telephone stores it"
    if _is_of_a_ticket(place, group, said):
        return "a text written to a help desk, beside who asks"
    if _is_between_two(place, group, said):
        return BETWEEN_TWO
    if _is_for_somebody(place, group, said):
        return "a text beside its recipient"
    if _is_sent_to_a_room(place, group, said):
        return "a text sent to the address of one conversation"
    return ""


def _is_beside_an_addressee(place: Surroundings, group: Group, said: dict[str, str]) -> bool:
    """``{"recipient": {"user_id": "…"}, "message": {"text": "…"}}``, as Messenger, Zalo and LINE WORKS are sent messages."""
    if group.name not in ("message", "msg") or group.context != "body" or not _NO_TALK.isdisjoint(said):
        return False
    holder = group.path[: -len(group.name) - 1]
    for name in ("recipient", "receiver", "to"):
        whom = place.group(f"{holder}.{name}")
        if whom is not None and len(whom.members) <= 4 and any(map(is_address, whom.members.values())):
            return True
    return False


def _is_of_a_text_object(place: Surroundings, group: Group, said: dict[str, str]) -> bool:
    """``{"object_type": "text", "text": "…"}``, sent to an address for messages that ends in send."""
    kind = group.members[said["objecttype"]].value if "objecttype" in said else ""
    path = place.payload.transmission.path[:512]
    return (
        kind == "text"
        and "text" in said
        and PATHS.search(path) is not None
        and _SENDS.search(path) is not None
    )


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


def is_body_with_its_type(said: dict[str, str], sends: bool) -> bool:
    """Whether an object is the body of a mail with what it is written in: Microsoft Graph's, or EWS's in XML."""
    return (sends and {"contenttype", "content"} <= said.keys()) or {"bodytype", "text"} <= said.keys()


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
    if "title" not in said:
        return False
    # What Gadgetbridge passes on to a watch: {t: "notify", src: "WhatsApp", title: …, body: …, sender: …}
    if {"src", "body", "t"} <= said.keys() and not _OF_A_CALLER.isdisjoint(said):
        return True
    return not _APPS.isdisjoint(said) and not _OF_NOTIFICATIONS.isdisjoint(said)


def _is_between_two(place: Surroundings, group: Group, said: dict[str, str]) -> bool:
    """Whether sender and recipient stand beside a text in an order to chat, or where messages are sent."""
    ends = [
        text(group.members[said[key]].value).strip()
        for key in (*_FROM, *_TO)
        if key in said and isinstance(group.members[said[key]].value, str)
    ]
    if len(ends) != 2 or said.keys().isdisjoint(_FROM) or not _NO_TALK.isdisjoint(said):
        return False
    if not all(map(_SOMEBODY.fullmatch, ends)):
        return False
    orders = (group.members[said[key]].value for key in _ORDERS.intersection(said))
    if any(isinstance(order, str) and "".join(words(order[:40])) in _TALKS for order in orders):
        return True
    sent = place.payload.transmission
    return sent.method in ("POST", "PUT") and _SENDS.search(sent.path[:512]) is not None


def _is_for_somebody(place: Surroundings, group: Group, said: dict[str, str]) -> bool:
    """Whether a sentence stands beside the name of whom it is for, and was sent to where people chat."""
    sent = place.payload.transmission
    if sent.method not in ("POST", "PUT") or place.sent_words.isdisjoint(_CHATS) or len(said) > _FEW:
        return False
    if not _NO_TALK.isdisjoint(said) or not _NO_PLACE.isdisjoint(all_words(group.names[-2:])):
        return False
    bodies = (
        group.members[said[key]].value for key in ("text", "message", "content", "msg", "body") if key in said
    )
    written = any(isinstance(body, str) and is_sentence(body) for body in bodies)
    whom = (group.members[said[key]].value for key in _TO if key in said)
    return written and any(isinstance(one, str) and _NAME.fullmatch(one.strip()) is not None for one in whom)


def is_somebody(leaf: Leaf) -> bool:
    """Whether a value is a short name: of a person, a station, a gateway's account."""
    return isinstance(leaf.value, str) and _SOMEBODY.fullmatch(leaf.value.strip()) is not None


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


def is_address(leaf: Leaf) -> bool:
    """A telephone number, mail address, user name or identifier; not a date, a path or a language."""
    if isinstance(leaf.value, bool) or not isinstance(leaf.value, str | int):
        return False
    value = text(leaf.value)
    if not 6 <= len(value) <= 320 or _DATE.fullmatch(value) or not _ADDRESS.fullmatch(value):
        return False
    bracketed = (
        value.rpartition("<")[2].removesuffix(">") if "@" in value else value
    )  # Ana <ana@home.example>
    return not is_placeholder(bracketed) and ("@" in value or any(letter.isdigit() for letter in value))


def is_range(group: Group, said: dict[str, str]) -> bool:
    """From one number, date or place to another."""
    start = group.members[said["from"]].value if "from" in said else None
    return isinstance(start, str) and _DATE.fullmatch(start[:40]) is not None


WRITERS: Final = Remembered[str, bool](lambda name: name.lower() == "author")


def turns_of_authors(place: Surroundings) -> Iterator[Leaf]:
    """``{"author": {"role": "user"}, "content": {"parts": ["…"]}}``: what a person wrote to an assistant."""
    for group in place.payload.groups:
        role = group.members.get("role") if WRITERS[group.name] and group.context == "body" else None
        if role is None or role.value not in ("user", "human"):
            continue
        turn = group.path[: -len(group.name) - 1]
        for parts in (f"{turn}.content.parts", f"{turn}.parts", f"{turn}.content"):
            for leaf in place.lists.get(parts, ()):
                if isinstance(leaf.value, str) and is_prose(leaf.value):
                    yield leaf
