"""Recognises messages between people in the frames of chat protocols: IRC, Phoenix, SignalR, Meteor, calls that send one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from analysis.chat_rooms import FRAMES, texts_in_rows, texts_to_rooms
from analysis.field_names import words
from analysis.labels import MOST_MEMBERS
from analysis.lazy_patterns import lazy_pattern
from analysis.name_tables import picking
from analysis.needs import Needs
from analysis.payload import Group, Leaf, Payload
from analysis.prompt_names import FOREIGN_PROMPTS, is_asked_of_a_model
from analysis.prose import is_prose, is_sentence
from analysis.records import Confidence, Measures, Observation
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings, surroundings
from analysis.texts_within import texts_within
from analysis.units import Detector, Mapped
from analysis.written_to_rooms import (
    IS_HEADED,
    MUTATIONS,
    is_sent_to_a_conversation,
    texts_of_mutations,
    texts_to_conversations,
    texts_with_heads,
)

_TEXT: Final = "message.text"
_LONGEST: Final = 8_192  # characters of a text that are given back
_BODIES: Final = frozenset({
    "text", "body", "message", "content", "msg", "messagetext", "messagebody", "caption", "textmessage", "plaintext",
    "comment", "reply", "note", "statustext", "chatmessage",
})  # fmt: skip
_CALLS: Final = (
    "method", "target", "operationName", "action", "op", "command", "event", "type", "cmd", "mutation", "invoke",
    "operation", "t", "name", "H", "M", "rpc", "procedure", "msg_type", "messageType", "event_name",
)  # fmt: skip
_SENDS: Final = frozenset(
    {"send", "post", "new", "create", "add", "write", "submit", "publish", "speak", "say", "share"}
)
_MESSAGES: Final = frozenset(
    {"message", "messages", "msg", "chat", "dm", "comment", "reply", "im", "text", "whisper", "pm", "sms"}
)
_ALONE: Final = frozenset({
    "speak", "say", "privmsg", "chatmessage", "newmsg", "chatmsg", "directmessage", "privatemessage", "whisper", "shout",
    "messagecreate", "messagenew", "instantmessage", "groupmessage", "textmessage", "usermessage", "roommessage",
})  # fmt: skip
_NOT_PEOPLE: Final = frozenset({
    "log", "error", "debug", "warning", "commit", "push", "notification", "system", "template", "locale", "i18n",
    "status", "email", "toast", "alert", "queue", "kafka", "job", "topic",
})  # fmt: skip
# Beside a text of a program: a log, a fault, a translation.
_BESIDE: Final = frozenset({
    "level", "severity", "logger", "stack", "stacktrace", "errorcode", "exception", "lang", "locale", "translation",
    "code", "templateid", "campaignid", "icon", "buttons", "title",
})  # fmt: skip
_IRC: Final = lazy_pattern(r"(?:@\S{1,500} )?(?::\S{1,200} )?(?:PRIVMSG|NOTICE) \S{1,100} :([^\r\n]{2,2000})")
# What somebody asks a model, in the forms that need no list of turns (Ollama, llama.cpp, completions).
_PROMPTS: Final = (
    "prompt", "question", "user_input", "userInput", "user_message", "userMessage", "inputText", "utterance",
)  # fmt: skip
_OF_A_MODEL: Final = frozenset({
    "model", "stream", "temperature", "max_tokens", "maxTokens",
    "conversation_id", "conversationId", "n_predict",
    "session_id",
    "sessionId", "top_p", "chat_history", "system", "assistant_id", "assistantId", "thread_id", "threadId",
})  # fmt: skip
_VOICES: Final = frozenset({"voice", "dimensions", "encoding_format", "response_format", "speed", "voice_id"})
# What people publish or answer: the last step of the path, and the field.
_POSTED_TO: Final = lazy_pattern(
    r"(?i)/(?:statuses|posts?|comments?|replies|reviews?|tweets?|feedback|bugs|bug-?reports|notes|toots|submissions"
    r"|answers|journal|diary|entries|records|createRecord|update\.json|bewertung(?:en)?|kommentare?|rezension(?:en)?|avis"
    r"|commentaires?|comentarios?|resenas?|opiniones|recensioni|commenti|avaliacoes|opinie|komentarze|recenzje|beoordelingen"
    r"|reacties|anmeldelser|kommentarer|recensioner|yorumlar|arvostelut|tagebuch|beitraege|beitrag)/?(?:\.json)?\Z"
)
_POSTED: Final = ("status", "text", "content", "comment", "body", "caption", "review", "reviewText", "message", "note",
    "post",
                  "description", "selftext", "entry", "kommentar", "commentaire", "comentario", "commento", "avis",
                  "opinia",
                  "komentarz", "recenzja", "rezension", "resena", "recensione", "avaliacao", "yorum", "inhalt", "texte",
                  "texto", "testo", "tresc", "tekst", "beoordeling", "opmerking", "eintrag", "kuvaus")  # fmt: skip
_OF_A_POST: Final = frozenset({
    "visibility", "in_reply_to_id", "rating", "stars", "author", "replyTo", "reply_to", "parent_id", "parentId",
    "sensitive",
    "spoiler_text", "subreddit", "mood", "post_id", "postId", "media_ids", "privacy", "anonymous", "title", "score", "sr",
    "sterne", "etoiles", "estrellas", "stelle", "gwiazdki", "sterren", "stjerner", "ocena", "puntuacion", "voto", "nota",
    "punkte", "titel", "titre", "titulo", "titolo", "tytul", "autor", "auteur", "stimmung", "datum", "fecha",
    "createdAt", "langs", "userId", "user_id", "user", "date",
})  # fmt: skip
_OF_A_REPORT: Final = frozenset({"email", "reporter", "screenshot"})  # of a fault, to the makers of an app
_MOST: Final = 8  # texts of one message


def _detect(payload: Payload) -> Iterator[Observation]:
    place = surroundings(payload)
    for leaf in payload.leaves if payload.transmission.protocol in _OF_FRAMES else ():
        if not leaf.names and isinstance(leaf.value, str) and " :" in leaf.value[:600]:
            line = _IRC.match(leaf.value)
            if line is not None and is_prose(line[1]):
                yield _observation(
                    leaf, line[1], "chat_frames.irc", "a message in a channel or to somebody (IRC)"
                )
    sent = payload.transmission
    posts = sent.method in ("POST", "PUT", "PATCH") and _POSTED_TO.search(sent.path[:512]) is not None
    told = set[str]()
    for found in (one for group in _calls(place) for one in _called(place, group)):
        told.add(found.path)
        yield found
    for leaf in (*texts_to_rooms(place), *texts_in_rows(place)):
        if leaf.path not in told:
            told.add(leaf.path)
            yield _observation(
                leaf, str(leaf.value), "chat_frames.room", "a text beside the conversation that it belongs to"
            )
    for leaf in (*texts_to_conversations(place), *texts_of_mutations(place), *texts_with_heads(place)):
        if leaf.path not in told:
            told.add(leaf.path)
            yield _observation(
                leaf, str(leaf.value), "chat_frames.address", "a text sent to the address of one conversation"
            )
    if any(not items[0].names and items[0].context == "body" for items in place.lists.values()):
        for group in payload.groups:
            if not group.names and group.path.endswith("]") and _is_event_of_chat(place, group):
                yield from _within(place, group.path, set(), "an event of a chat, beside its name")
    if place.picked(_OF_PROMPTS):
        for group in payload.groups:
            if group.context == "body":
                asked = is_asked_of_a_model(place, group)
                yield from _prompt(group, (*_PROMPTS, *FOREIGN_PROMPTS) if asked else _PROMPTS, asked)
    for group in payload.groups if posts else ():
        beside = _OF_A_POST | _OF_A_REPORT if "bug" in sent.path[-24:].lower() else _OF_A_POST
        if group.context == "body" and not beside.isdisjoint(group.members):
            yield from _post(group)


_OF_POSTS: Final = picking(
    lambda name: name in _OF_A_POST or name in _OF_A_REPORT, spelled={*_OF_A_POST, *_OF_A_REPORT}
)
_OF_CALLS: Final = picking(
    lambda name: name in _CALLS or name == "destination", spelled={*_CALLS, "destination"}
)
_OF_PROMPTS: Final = picking(
    lambda name: name in _PROMPTS or name in FOREIGN_PROMPTS or name == "input",
    spelled={*_PROMPTS, *FOREIGN_PROMPTS, "input"},
)
_OF_FRAMES: Final = frozenset({"websocket", "raw"})


def _calls(place: Surroundings) -> list[Group]:
    """The objects that make a call that sends a message, by its name; a STOMP frame by where it goes."""
    found: dict[str, Group] = {}
    sent = place.payload.transmission
    if (
        sent.method == "GET" and sent.protocol not in _OF_FRAMES and not sent.query
    ):  # a help page names calls, too
        return []
    for leaf in place.leaves_of(_OF_CALLS):
        value = leaf.value
        if leaf.context != "body" or not isinstance(value, str) or len(value) > 60:
            continue
        group = place.around(leaf.path) if _SENDS_ONE[value] or leaf.name == "destination" else None
        if group is None or leaf.name not in group.members:
            continue
        if leaf.name != "destination" or (
            "command" in group.members
            and not {*words(value)}.isdisjoint(_MESSAGES | {"room", "rooms", "chats"})
        ):
            found[group.path] = group
    return list(found.values())


def _sends(value: str) -> bool:
    spoken = frozenset(words(value))
    if not spoken.isdisjoint(_NOT_PEOPLE):
        return False
    return "".join(words(value)) in _ALONE or not (spoken.isdisjoint(_SENDS) or spoken.isdisjoint(_MESSAGES))


_SENDS_ONE: Final = Remembered[str, bool](_sends)


def _called(place: Surroundings, group: Group) -> Iterator[Observation]:
    base = group.path.rsplit(">", 1)[0] if group.path.endswith(("$", ":")) else group.path
    own = {leaf.path for leaf in group.members.values()}  # where one word is one of the protocol
    yield from _within(place, base, own, "what somebody writes, in a call that sends a message")


def _within(place: Surroundings, base: str, own: set[str], why: str) -> Iterator[Observation]:
    left = _MOST
    for leaf, value in texts_within(place, base):
        if is_prose(value) and (" " in value or leaf.path not in own) and _is_text(place, leaf, value):
            yield _observation(leaf, value, "chat_frames.call", why)
            left -= 1
            if not left:
                return


def _is_text(place: Surroundings, leaf: Leaf, value: str) -> bool:
    """A value named for a text, without the marks of a log or a template beside it, or a sentence among arguments."""
    name = "".join(words(leaf.name))
    if name in _BODIES:
        near = place.around(leaf.path)
        said = {"".join(words(other)) for other in islice(near.members, MOST_MEMBERS)} if near else set[str]()
        return said.isdisjoint(_BESIDE) and not _sends(value)
    if name.isdecimal() and "arguments" in leaf.names[:1]:  # Thrift's calls number what they are given
        return is_sentence(value)
    return name in ("arguments", "args", "params", "a") and leaf.path.endswith("]") and value.count(" ") >= 2


def _is_event_of_chat(place: Surroundings, group: Group) -> bool:
    """An object in an array of a protocol beside the name of an event: ``["3", "9", "room:7", "new_msg", {…}]``."""
    beside = place.lists.get(group.path[: group.path.rindex("[")], ())
    for item in beside:
        if isinstance(item.value, str) and len(item.value) <= 60:
            spoken = frozenset(words(item.value))
            if not spoken.isdisjoint(_MESSAGES | {"shout", "say", "speak"}) and spoken.isdisjoint(
                _NOT_PEOPLE
            ):
                return True
    return False


def _prompt(group: Group, names: tuple[str, ...], asked: bool) -> Iterator[Observation]:
    if not asked and _OF_A_MODEL.isdisjoint(group.members):
        return
    for key in names:
        leaf = group.members.get(key)
        if (
            leaf is not None
            and isinstance(leaf.value, str)
            and is_prose(leaf.value)
            and leaf.value.count(" ") >= 2
        ):
            yield _observation(leaf, leaf.value, "chat_frames.prompt", "what a person asks a model")
            return
    leaf = group.members.get("input")
    if (
        (
            leaf is not None
            and "model" in group.members
            and _VOICES.isdisjoint(group.members)
            and isinstance(leaf.value, str)
        )
        and is_prose(leaf.value)
        and leaf.value.count(" ") >= 2
    ):
        yield _observation(leaf, leaf.value, "chat_frames.prompt", "what a person asks a model")


def _post(group: Group) -> Iterator[Observation]:
    for key in _POSTED:
        leaf = group.members.get(key)
        if (
            leaf is not None
            and isinstance(leaf.value, str)
            and is_prose(leaf.value)
            and leaf.value.count(" ") >= 3
        ):
            if _BESIDE.isdisjoint(group.members.keys() - {"title"}):
                yield _observation(
                    leaf, leaf.value, "chat_frames.post", "what somebody publishes, answers or rates"
                )
            return


def _observation(leaf: Leaf, value: str, rule: str, why: str) -> Observation:
    return Observation(
        category=_TEXT, property="x_message", path=leaf.path, value=value[:_LONGEST], reasoning=why, rule=rule,
        confidence=Confidence.LIKELY, measures=Measures(size=len(value)),
    )  # fmt: skip


DETECTOR: Final = Detector(
    name="chat_frames",
    version=4,
    categories={
        _TEXT: Mapped(
            google="Emails, SMS or MMS, Other in-app messages", apple="Emails or Text Messages", dpv="pd:Communication",
            tcf="7",
        ),
    },
    rules={
        "chat_frames.irc": "Prose behind PRIVMSG and its receiver, as IRC sends it.",
        "chat_frames.call": "Prose in a field named text or message, or in arguments, in a call whose name sends a message.",
        "chat_frames.room": "Prose in a frame that says it is a message and to which room or whom; short names in company.",
        "chat_frames.address": "A sentence in a small object sent to the address of one conversation, or among "
        "the variables of a GraphQL mutation that posts one, in several languages.",
        "chat_frames.post": "Four words and more in a field named text, comment or status, sent to where posts go.",
        "chat_frames.prompt": "Prose in a field named prompt or question, beside the settings of a language model.",
    },
    detect=_detect,
    needs=Needs(
        names=(_OF_CALLS, _OF_PROMPTS, _OF_POSTS), objects=(FRAMES, IS_HEADED), lists=True, protocols=_OF_FRAMES,
        texts=(MUTATIONS,), sent=(is_sent_to_a_conversation,),
    ),
)  # fmt: skip
