"""Finds what people write to a room, a group or somebody in short frames of chats: ``{"t": "msg", "room": …, "txt": …}``.

Names of one letter and of other languages are believed in company only: what kind of frame it is, where it goes, a sentence.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

import msgspec

from analysis.field_names import words
from analysis.payload import Group, Leaf
from analysis.prose import is_prose, is_sentence
from analysis.readings import text
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings

_KINDS: Final = (
    "t", "type", "typ", "tipo", "op", "ev", "evt", "event", "cmd", "command", "action", "act", "kind", "k", "rodzaj",
    "soort", "method", "e",
)  # fmt: skip
# The kind of a frame that carries what somebody writes, in plain words.
_MESSAGES: Final = frozenset({
    "msg", "message", "chat", "text", "txt", "say", "pm", "im", "dm", "chatmsg", "chatmessage", "textmessage",
    "newmessage",
    "newmsg", "sendmessage", "sendmsg", "groupmessage", "groupmsg", "privmsg", "whisper", "msj", "bericht", "melding",
    "mensaje", "chattext", "wiad", "roommessage", "messagenew", "usermessage", "m",
})  # fmt: skip
_ROOMS: Final = frozenset({
    "room", "roomid", "roomname", "channel", "channelid", "chat", "chatid", "conv", "convid", "conversation",
    "conversationid", "thread", "threadid", "grp", "group", "groupid", "gid", "peer", "peerid", "to", "rid",
    "raum", "kanal", "gruppe", "sala", "salon", "canal", "pokoj", "grupa", "grupo", "groupe", "kamer", "groep",
    "rum", "rom", "huone", "oda", "szoba", "dialog", "dialogid", "dst", "dest", "an", "para", "pour", "komu",
    "recipient", "recipientid", "stanza", "party", "guild", "lobby", "канал", "комната", "кімната", "δωμάτιο",
    "δωματιο", "الغرفة", "غرفة", "房间", "群", "ルーム",
})  # fmt: skip
_FROM: Final = frozenset({
    "from", "user", "userid", "nick", "sender", "senderid", "me", "author", "uid", "von", "od", "u", "nickname",
    "username",
    "name", "player", "fra", "van",
})  # fmt: skip
_BODIES: Final = (
    "txt", "text", "msg", "message", "body", "content", "inhalt", "texte", "contenu", "contenido", "conteudo",
    "contenuto", "tresc", "treść", "obsah", "inhoud", "innhold", "indhold", "innehall", "sisalto", "icerik", "tartalom",
    "line", "m", "c", "d", "b", "s", "v",
)  # fmt: skip
_LONG_BODIES: Final = frozenset(name for name in _BODIES if len(name) > 2 and name != "line")
# Beside the text of a program: a log, a fault, a translation, a notice of the service itself.
_OF_PROGRAMS: Final = frozenset({
    "level", "severity", "logger", "stack", "errorcode", "error", "exception", "lang", "locale", "templateid",
    "campaignid",
    "icon", "buttons", "statuscode", "reason", "loglevel", "success", "line", "file", "fontsize", "color",
})  # fmt: skip
_PROGRAMS: Final = frozenset({
    "all", "alle", "everyone", "broadcast", "subscribers", "worker", "ticker", "alerts", "system", "server", "bot",
    "admin",
    "service", "status", "sys", "log", "info", "npc", "kafka",
})  # fmt: skip
_TALKS: Final = frozenset(
    {"chat", "chats", "message", "messages", "messenger", "im", "dm", "talk", "rooms", "room", "irc"}
)
_TO_MANY: Final = frozenset(
    {"push", "campaign", "campaigns", "newsletter", "notify", "broadcast", "logs", "log"}
)
_SOCKETS: Final = frozenset({"websocket", "raw"})
# Kinds that say it with no room and no sender beside: the frame goes to the one room that its socket is of.
_SURELY: Final = frozenset({
    "chat", "say", "chatmsg", "chatmessage", "dm", "pm", "whisper", "groupmessage", "roommessage", "usermessage",
    "chattext",
})  # fmt: skip
_FEW: Final = 5  # members of such a frame
_MOST: Final = 48  # members of an object that is a frame
_LONGEST_ROW: Final = 12


class Frame(msgspec.Struct, frozen=True, gc=False):
    """The names of a frame's parts; ``""`` for a part that the object itself does not hold."""

    kind: str
    room: str
    sender: str
    body: str


def _frame(names: tuple[str, ...]) -> Frame | None:
    if len(names) > _MOST:
        return None
    said = {"".join(words(name)): name for name in reversed(names)}
    if not _OF_PROGRAMS.isdisjoint(said):
        return None
    room = next((said[one] for one in said if one in _ROOMS), "")
    sender = next((said[one] for one in said if one in _FROM), "")
    kind = next((said[one] for one in _KINDS if one in said), "")
    body = next((said[one] for one in _BODIES if one in said and said[one] not in (room, kind, sender)), "")
    told = room or (kind and (sender or len(names) <= _FEW))
    return Frame(kind=kind, room=room, sender=sender, body=body) if body and told else None


FRAMES: Final = Remembered[tuple[str, ...], Frame | None](_frame)
_IS_MESSAGE: Final = Remembered[str, bool](lambda value: "".join(words(value)) in _MESSAGES)


def texts_to_rooms(place: Surroundings) -> Iterator[Leaf]:
    """What somebody writes in frames of a chat; a notice of the service itself is none."""
    for group, names in place.shapes:
        frame = FRAMES[names] if group.context == "body" else None
        if frame is not None and _is_written(place, group, frame):
            yield group.members[frame.body]


def _is_written(place: Surroundings, group: Group, frame: Frame) -> bool:
    body = group.members[frame.body].value
    if not isinstance(body, str) or " " not in body.strip() or not is_prose(body):
        return False
    where = text(group.members[frame.room].value)[:80] if frame.room else "-"
    who = text(group.members[frame.sender].value)[:80] if frame.sender else ""
    if not _TO_MANY.isdisjoint(place.sent_words):
        return False
    if not where or not _PROGRAMS.isdisjoint({*words(where), *words(who)}) or "http" in where:
        return False
    if not frame.room and not frame.sender:
        kind = group.members[frame.kind].value
        surely = isinstance(kind, str) and "".join(words(kind[:40])) in _SURELY
        clear = "".join(words(frame.body)) in _LONG_BODIES and is_sentence(body)
        return surely and clear and place.payload.transmission.protocol in _SOCKETS
    if _kind(place, group, frame):
        return bool(frame.room) or _is_of_a_chat(place)
    clear = "".join(words(frame.body)) in _LONG_BODIES and bool(frame.room and frame.sender)
    return clear and is_sentence(body) and _is_of_a_chat(place)


def _kind(place: Surroundings, group: Group, frame: Frame) -> bool:
    """Whether the object, or the one around it, says that it is a message."""
    near = place.around(group.path)
    kinds = [group.members[frame.kind].value] if frame.kind else []
    if near is not None and near.context == "body":
        kinds += [near.members[name].value for name in _KINDS if name in near.members]
    return any(isinstance(kind, str) and len(kind) <= 40 and _IS_MESSAGE[kind] for kind in kinds)


def _is_of_a_chat(place: Surroundings) -> bool:
    sent = place.payload.transmission
    return sent.protocol in _SOCKETS or not _TALKS.isdisjoint(place.sent_words)


def texts_in_rows(place: Surroundings) -> Iterator[Leaf]:
    """``["msg", "room 7", 1795341, "…"]``: a frame by position, with its kind first and a sentence last."""
    for items in place.lists.values():
        first = items[0]
        if first.names or first.context != "body" or not 3 <= len(items) <= _LONGEST_ROW:
            continue
        if (
            isinstance(first.value, str)
            and len(first.value) <= 40
            and _IS_MESSAGE[first.value]
            and _is_of_a_chat(place)
        ):
            last = [
                leaf
                for leaf in islice(items, 2, None)
                if isinstance(leaf.value, str) and is_sentence(leaf.value)
            ]
            room = text(items[1].value)[:80]
            if len(last) == 1 and " " not in room and _PROGRAMS.isdisjoint(words(room)):
                yield last[0]
