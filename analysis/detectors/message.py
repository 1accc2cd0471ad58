"""Recognises what people write to one another (chat, SMS, e-mail, prompts) where the fields around it say so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Final

from analysis.field_names import words
from analysis.identifier_shapes import is_placeholder
from analysis.labels import MOST_MEMBERS
from analysis.lazy_patterns import lazy_pattern
from analysis.message_signs import (
    BETWEEN_TWO,
    MAIL_FIELD,
    NOT_PEOPLE,
    PATHS,
    WRITERS,
    is_address,
    is_body_with_its_type,
    is_of_a_notification,
    is_range,
    is_somebody,
    is_text_payload,
    sign_of,
    turns_of_authors,
)
from analysis.needs import Needs
from analysis.payload import Group, Leaf, Payload
from analysis.prose import is_prose
from analysis.readings import text
from analysis.records import Confidence, Measures, Observation
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings, outer, surroundings
from analysis.texts import TextShape, texts_like
from analysis.units import Detector, Mapped

_TEXT: Final = "message.text"
_METADATA: Final = "message.metadata"

# Field names without case and separators. Sources: the references of Telegram, Slack, Matrix, Discord, WhatsApp's Cloud API,
# Twilio, Microsoft Graph and SendGrid for sending a message, and Android's Telephony.Sms columns.
_BODIES: Final = frozenset({
    "text", "body", "message", "content", "msg", "messagetext", "textbody", "messagebody", "smsbody", "plaintext", "html",
    "htmlbody", "messagecontent", "bodytext", "textcontent", "bodyhtml", "bodyplain", "caption", "textmessage", "value",
    "payload", "txt",
})  # fmt: skip
_TO: Final = frozenset({
    "to", "rcpt", "recipient", "recipients", "receiver", "receiverid", "recipientid", "torecipients", "touserid", "tojid",
    "remotejid", "tonumber", "tophone", "destinationnumber", "recipientphone", "recipientphonenumber", "toaddress",
    "recipientemail",
})  # fmt: skip
_TALK: Final = frozenset({
    "chatid", "conversationid", "roomid", "peerid", "dialogid", "threadts", "conversation", "chat", "chatroomid", "dmid",
    "conversationuuid", "groupchatid", "matchid", "roomuuid", "chatguid",
})  # fmt: skip
_FROM: Final = frozenset({
    "from", "sender", "senderid", "author", "authorid", "fromuserid", "fromnumber", "fromaddress",
})  # fmt: skip
_OF_A_MESSAGE: Final = frozenset({
    "messageid", "clientmessageid", "clientmsgid", "sentat", "msgtype", "threadid", "messagetype", "localid", "replyto",
    "nonce", "tempmessageid", "parsemode", "readat", "deliveredat", "smsc", "servicecenter", "messagingproduct",
    "replytomessageid", "txnid",
})  # fmt: skip
_OF_MAIL: Final = frozenset({"bodytext", "textbody", "htmlbody", "bodyhtml", "bodyplain", "plaintext",
                             "messagebody"})  # fmt: skip
_ADDRESSED: Final = frozenset({"channel", "subject", "stream", "rid", "roomid", "room"})
_SMS: Final = frozenset({"date", "type", "read", "threadid", "protocol", "seen", "datesent", "timestamp", "status",
                         "simid"})  # fmt: skip
_SMS_SENDER: Final = lazy_pattern(r"\+?[0-9][0-9 ()-]{2,20}|[A-Za-z0-9 .-]{3,11}")
_MAIL: Final = lazy_pattern(r"(?:[A-Za-z-]{2,40}: [^\r\n]{0,998}\r?\n[ \t]?){2,60}")
_BLOCKS: Final = frozenset({"blocks", "block", "parts", "elements", "segments", "children"})
_BLOCK_TYPES: Final = frozenset({"paragraph", "text", "plain", "markdown", "mrkdwn", "richtext", "text/plain"})  # fmt: skip
_LONGEST: Final = 8_192  # characters of a text that are given back


def _plain(name: str) -> str:
    return "".join(words(name))


def _with_body(names: tuple[str, ...]) -> dict[str, str]:
    """The names of an object by their plain form; none where there can be no text among or beneath them."""
    said = {_plain(name): name for name in names[:200]}
    may_be = not _BODIES.isdisjoint(said) or ("subject" in said and not _TO.isdisjoint(said))
    return said if may_be else {}


_WITH_BODY: Final = Remembered(_with_body)
_MAILS: Final = TextShape(
    lambda text: len(text) >= 30 and ": " in text[:80] and _MAIL.match(text[:4096]), shortest=30
)


def _detect(payload: Payload) -> Iterator[Observation]:
    place = surroundings(payload)
    sends = PATHS.search(payload.transmission.path[:2048]) is not None
    for group, names in place.shapes:
        said = _WITH_BODY[names]
        if said and group.context in ("body", "query"):
            yield from _message(place, group, said, sends)
    for leaf in turns_of_authors(place):
        yield _text(leaf, "what a person wrote to an assistant (role: user)", Confidence.LIKELY)
    for leaf, value in texts_like(payload, _MAILS):
        if leaf.context == "body":
            yield from _mail(leaf, value)


def _message(place: Surroundings, group: Group, said: dict[str, str], sends: bool) -> Iterator[Observation]:
    body = _body(group, said) or ("subject" in said and _opened_body(place, group)) or None
    if body is None or (not NOT_PEOPLE.isdisjoint(said) and not is_of_a_notification(said)):
        return
    near = place.around(group.path)
    around = (
        {_plain(name): name for name in islice(near.members, MOST_MEMBERS)}
        if near is not None and near.context == group.context
        else {}
    )
    why, surely = _why(group, said, near, around, sends)
    if not why:
        why, surely = sign_of(place, group, said), Confidence.LIKELY
    if not why:
        return
    yield _text(body, why, surely)
    holders = [(group, said)] + ([(near, around)] if near is not None and _is_inner(group) else [])
    for holder, keys in holders:
        yield from _metadata(holder, keys, is_somebody if why == BETWEEN_TWO else is_address)


def _body(group: Group, said: dict[str, str]) -> Leaf | None:
    for key in _BODIES.intersection(said):
        leaf = group.members[said[key]]
        if key == "value" and not (
            _plain_text(group, said, "type") in ("text/plain", "text/html") or _is_body_value(group)
        ):
            continue
        if key == "payload" and not is_text_payload(group, said):
            continue
        if isinstance(leaf.value, str) and is_prose(leaf.value):
            return leaf
    return None


def _is_body_value(group: Group) -> bool:
    """A member of an e-mail's ``bodyValues`` (JMAP, RFC 8621)."""
    return group.names[-2:-1] == ("bodyValues",)


def _opened_body(place: Surroundings, group: Group) -> Leaf | None:
    """The text of a mail that was opened itself, because it is HTML."""
    for layer in place.payload.layers:
        if layer.names and isinstance(layer.data, str) and layer.data.lstrip()[:1] == "<":
            name = layer.names[-1]
            if _plain(name) in _BODIES and outer(layer.path) == group.path and is_prose(layer.data):
                return Leaf(
                    path=layer.path, context=layer.context, name=name, names=layer.names, value=layer.data
                )
    return None


_INNER: Final = frozenset({"text", "message", "body", "content", "msg", "data", "parts", "messages", "input"})


def _is_inner(group: Group) -> bool:
    return _plain(group.name) in _INNER


def _why(
    group: Group, said: dict[str, str], near: Group | None, around: dict[str, str], sends: bool
) -> tuple[str, Confidence]:
    """What around a text says that one person writes to another, and how surely; ``""`` where nothing does."""
    if _plain_text(group, said, "role") in ("user", "human") and group.path.endswith("]"):
        return "what a person wrote to an assistant (role: user)", Confidence.LIKELY
    if _plain_text(group, said, "msgtype").startswith("m."):
        return "a message of a Matrix room", Confidence.CERTAIN
    if _is_body_value(group):
        return "the text of an e-mail (JMAP)", Confidence.CERTAIN
    if sends and _plain(group.name) in _BLOCKS and _plain_text(group, said, "type") in _BLOCK_TYPES:
        return "a block of text, sent to an address for messages", Confidence.LIKELY
    if "value" in said and "subject" in around and _plain_text(group, said, "type").startswith("text/"):
        return "the body of an e-mail, beside its subject", Confidence.CERTAIN
    if near is not None and _is_inner(group):
        if _plain_text(near, around, "role") in ("user", "human"):
            return "what a person wrote to an assistant (role: user)", Confidence.LIKELY
        if "startstage" in around and _plain(group.name) == "input":
            return "what a person typed, said or copied", Confidence.LIKELY
        if "subject" in around and is_body_with_its_type(said, sends):
            return "the body of an e-mail, beside its subject", Confidence.CERTAIN
        if NOT_PEOPLE.isdisjoint(around) and (_has_receiver(near, around) or not _TALK.isdisjoint(around)):
            return "a text in an object that has a recipient", Confidence.LIKELY
    if sends and _is_inner(group) and is_body_with_its_type(said, sends):
        return "a text with its type, sent to an address for messages", Confidence.LIKELY
    if _has_receiver(group, said) and not is_range(group, said):
        return "a text beside its recipient", Confidence.LIKELY
    if any(_is_reference(group.members[said[key]]) for key in _TALK.intersection(said)):
        return "a text beside the conversation that it belongs to", Confidence.LIKELY
    if "address" in said and "body" in said and len(_SMS.intersection(said)) >= 2 and _is_sms(group, said):
        return "a short message with its sender, as a telephone stores it", Confidence.CERTAIN
    if not (_FROM | _ADDRESSED).isdisjoint(said) and not _OF_A_MESSAGE.isdisjoint(said):
        return "a text beside its sender or room and the number of a message", Confidence.LIKELY
    if "subject" in said and not _OF_MAIL.isdisjoint(said):
        return "the body of an e-mail, beside its subject", Confidence.LIKELY
    if sends and (
        not _OF_A_MESSAGE.isdisjoint(said)
        or not _ADDRESSED.isdisjoint(said)
        or (_plain_text(group, said, "type") in ("private", "direct", "stream", "group", "chat"))
        or "subject" in around
    ):
        return "a text sent to an address for messages", Confidence.LIKELY
    return "", Confidence.POSSIBLE


def _plain_text(group: Group, said: dict[str, str], key: str) -> str:
    value = group.members[said[key]].value if key in said else None
    return value.lower() if isinstance(value, str) and len(value) <= 64 else ""


def _has_receiver(group: Group, said: dict[str, str]) -> bool:
    return any(is_address(group.members[said[key]]) for key in _TO.intersection(said))


def _is_reference(leaf: Leaf) -> bool:
    value = leaf.value
    if isinstance(value, bool):
        return False
    if isinstance(value, int):
        return value != 0
    return (
        isinstance(value, str) and 3 <= len(value) <= 128 and not is_placeholder(value) and " " not in value
    )


def _is_sms(group: Group, said: dict[str, str]) -> bool:
    return _SMS_SENDER.fullmatch(text(group.members[said["address"]].value)[:40]) is not None


def _metadata(group: Group, said: dict[str, str], is_end: Callable[[Leaf], bool]) -> Iterator[Observation]:
    for keys, name, what in (
        (frozenset({"subject"}), "x_messageSubject", "the subject of a message"),
        (_TO | {"address", "addr"}, "x_messageRecipient", "to whom a message is sent"),
        (_FROM, "x_messageSender", "by whom a message is sent"),
    ):
        for key in sorted(keys.intersection(said)):
            leaf = group.members[said[key]]
            if name == "x_messageSubject":
                fits = isinstance(leaf.value, str) and bool(leaf.value.strip())
            else:
                fits = is_end(leaf)
            if fits:
                yield _observation(leaf, _METADATA, name, "message.metadata", what, Confidence.LIKELY)


def _text(leaf: Leaf, why: str, confidence: Confidence) -> Observation:
    rule = "message.prompt" if "assistant" in why else "message.text"
    return _observation(leaf, _TEXT, "x_message", rule, why, confidence)


def _mail(leaf: Leaf, value: str) -> Iterator[Observation]:
    """A whole e-mail (RFC 5322): header fields, an empty line, the text."""
    head, _, body = value.replace("\r\n", "\n").partition("\n\n")
    fields = {found[1].lower() for found in MAIL_FIELD.finditer(head[:8192])}
    if not body.strip() or "@" not in head or len(fields) < 2:
        return
    yield _observation(
        leaf, _TEXT, "x_message", "message.mail", "an e-mail with its header fields", Confidence.CERTAIN
    )


def _observation(
    leaf: Leaf, category: str, name: str, rule: str, why: str, confidence: Confidence
) -> Observation:
    value = text(leaf.value)
    return Observation(
        category=category, property=name, path=leaf.path, value=value[:_LONGEST], reasoning=why, rule=rule,
        confidence=confidence, measures=Measures(size=len(value)) if category == _TEXT else None,
    )  # fmt: skip


DETECTOR: Final = Detector(
    name="message",
    version=8,
    categories={
        _TEXT: Mapped(
            google="Emails, SMS or MMS, Other in-app messages", apple="Emails or Text Messages", dpv="pd:Communication",
            tcf="7",
        ),
        _METADATA: Mapped(
            google="Emails, SMS or MMS, Other in-app messages", apple="Emails or Text Messages",
            dpv="pd:CommunicationsMetadata", tcf="7",
        ),
    },
    rules={
        "message.text": "Prose in a field named text, body or message, beside a recipient, a number, a conversation or a "
        "message id, or sent to the address of one; a notification's.",
        "message.prompt": "Prose in a list of turns, in one whose role is that of the user.",
        "message.mail": "Text with the header fields of an e-mail (RFC 5322) before an empty line.",
        "message.metadata": "The subject, sender or recipient beside such a text.",
    },
    detect=_detect,
    needs=Needs(objects=(_WITH_BODY,), object_names=(WRITERS,), texts=(_MAILS,)),
)  # fmt: skip
