"""Recognises the log of short messages without their texts: with whom, which way, when and how long, row by row."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

import msgspec

from analysis.field_names import words
from analysis.lazy_patterns import lazy_pattern
from analysis.named_rows import may_hold_columns, may_hold_tables, named_rows
from analysis.needs import Needs
from analysis.payload import Leaf, Payload
from analysis.readings import instant, text
from analysis.records import Confidence, Observation
from analysis.remembered import Remembered
from analysis.surroundings import surroundings
from analysis.translated_names import without_marks
from analysis.units import Detector, Mapped

_CATEGORY: Final = "message.metadata"
# Field names without case and separators, in the languages of households.
_ENDS: Final = frozenset({
    "addr", "address", "number", "num", "nr", "no", "phone", "phonenumber", "msisdn", "peer", "contact", "tel", "remote",
    "party", "from", "to", "with", "correspondent", "otherparty", "sender", "recipient", "nummer", "numer", "numero",
    "telefon", "telefono", "telefonnummer", "rufnummer", "cislo", "numara", "numeri", "remotenumber", "partner", "番号",
    "号码", "번호", "номер",
})  # fmt: skip
_WAYS: Final = frozenset({
    "dir", "direction", "way", "type", "kind", "box", "folder", "inout", "io", "d", "richtung", "direccion", "sentido",
    "sens", "direzione", "verso", "direcao", "kierunek", "smer", "riktning", "retning", "richting", "suunta", "yon",
    "irany", "directie", "方向", "방향", "направление", "isincoming", "incoming", "isoutgoing", "outgoing",
})  # fmt: skip
# How long the text was: of nothing else, and of calls, files and roads too.
_CHARS: Final = frozenset({
    "len", "chars", "characters", "charcount", "textlen", "textlength", "msglen", "msglength", "smslength", "smslen",
    "bodylength", "bodylen", "segments", "zeichen", "caracteres", "caratteri", "znaki", "znaky", "tecken", "tegn",
    "tekens", "merkit", "karakter", "字数", "文字数",
})  # fmt: skip
_LENGTHS: Final = frozenset(
    {"length", "size", "l", "laenge", "longueur", "longitud", "lunghezza", "dlugosc", "delka"}
)
_MESSAGES: Final = frozenset({
    "sms", "mms", "message", "messages", "msg", "msgs", "text", "texts", "thread", "chat", "chats", "textmessages",
    "mensajes", "messaggi", "mensagens", "nachrichten", "wiadomosci", "zpravy", "berichten", "mesajlar",
})  # fmt: skip
# Calls have their own words, prices and routes their own rows, and with the text it is the message itself.
_OTHERS: Final = frozenset({
    "duration", "seconds", "talktime", "price", "cost", "currency", "rate", "prefix", "country", "mcc", "port",
    "protocol",
    "packets", "bytes", "iface", "src", "dst", "body", "text", "txt", "message", "content", "campaign", "template",
    "regex",
    "preis", "prix", "precio", "prezzo", "cena",
})  # fmt: skip
_IN: Final = frozenset({
    "in", "incoming", "inbound", "received", "inbox", "mo", "i", "rx", "recv", "eingehend", "empfangen", "entrante",
    "recibido", "entrant", "recu", "entrata", "ricevuto", "recebido", "przychodzace", "przychodzaca", "odebrane",
    "prichozi", "inkommande", "innkommende", "indgaende", "inkomend", "saapuva", "gelen", "bejovo", "着信", "受信",
})  # fmt: skip
_OUT: Final = frozenset({
    "out", "outgoing", "outbound", "sent", "outbox", "mt", "o", "tx", "ausgehend", "gesendet", "saliente", "enviado",
    "sortant", "envoye", "uscita", "inviato", "wychodzace", "wychodzaca", "wyslane", "odchozi", "utgaende", "utgaaende",
    "udgaende", "uitgaand", "lahteva", "giden", "kimeno", "送信", "発信",
})  # fmt: skip
_NUMBER: Final = lazy_pattern(r"\+?[0-9][0-9 ()./-]{2,20}")
_SENDERS: Final = lazy_pattern(r"[A-Za-z][A-Za-z0-9 .&-]{2,10}")  # the names that banks and shops write under
_DAY: Final = lazy_pattern(
    r"20[0-9]{2}[-/.][01]?[0-9][-/.][0-3]?[0-9].{0,24}|[0-3]?[0-9][-/.][01]?[0-9][-/.]20[0-9]{2}.{0,16}"
)
_MOST: Final = 200  # ends that are told
_MOST_ROWS: Final = 5_000
_MOST_LENGTH: Final = 100_000


class _Row(msgspec.Struct, frozen=True, gc=False):
    """The names of a row's parts."""

    end: str
    way: str
    length: str
    sure: bool  # the length is one of a text


def _plain(name: str) -> str:
    return without_marks("".join(words(name)))


def _row(names: tuple[str, ...]) -> _Row | None:
    if not 4 <= len(names) <= 16:
        return None
    said = {_plain(name): name for name in reversed(names)}
    own = {
        without_marks(name.lower()): name for name in reversed(names)
    }  # direccion is a way, and an address
    if not _OTHERS.isdisjoint(said):
        return None
    way = next((named[one] for named in (own, said) for one in named if one in _WAYS), "")
    end = next(
        (named[one] for named in (own, said) for one in named if one in _ENDS and named[one] != way), ""
    )
    length = next((said[one] for one in said if one in _CHARS), "")
    sure = bool(length)
    length = length or next((said[one] for one in said if one in _LENGTHS), "")
    return _Row(end, way, length, sure) if end and way and length else None


ROWS: Final = Remembered[tuple[str, ...], _Row | None](_row)


def _detect(payload: Payload) -> Iterator[Observation]:
    place = surroundings(payload)
    sent = not place.sent_words.isdisjoint(_MESSAGES)
    seen: set[tuple[str, str]] = set()
    kept = [
        (members[row.end], _way(members[row.way]))
        for names, members in islice(_rows(payload), _MOST_ROWS)
        if (row := ROWS[names]) is not None and (row.sure or sent) and _is_kept(members, row)
    ]
    if not sent and not any(_is_telephone(leaf) for leaf, _ in kept):  # frames of a bus have addresses, too
        return
    for leaf, way in kept:
        name = "x_messageRecipient" if way == "out" else "x_messageSender"
        key = text(leaf.value), name
        if key not in seen and len(seen) < _MOST:
            seen.add(key)
            yield Observation(
                category=_CATEGORY, property=name, path=leaf.path, value=key[0][:80], rule="message_log.rows",
                reasoning="to whom a message is sent" if way == "out" else "by whom a message is sent",
                confidence=Confidence.LIKELY,
            )  # fmt: skip


def _is_telephone(leaf: Leaf) -> bool:
    """A number that no device on a bus or in a network has: with a plus, or of nine digits and more."""
    told = text(leaf.value).strip()[:40]
    digits = sum(letter.isdecimal() for letter in told)
    return _NUMBER.fullmatch(told) is not None and (told[0] == "+" or digits >= 9) and told.count(".") < 3


def _rows(payload: Payload) -> Iterator[tuple[tuple[str, ...], dict[str, Leaf]]]:
    """The objects of lists, and the rows of tables whose columns have names."""
    place = surroundings(payload)
    for group, names in place.shapes:
        if (
            group.context == "body"
            and ROWS[names] is not None
            and (group.path.endswith("]") or _is_of_logs(payload))
        ):
            yield names, group.members
    for table in named_rows(place) if may_hold_tables(place) else ():
        names = tuple(table.columns)
        if ROWS[names] is not None:
            for at in range(len(next(iter(table.columns.values())))):
                yield names, {name: column[at] for name, column in table.columns.items()}


def _is_of_logs(payload: Payload) -> bool:
    """Whether a single row was sent to where messages are logged."""
    return not surroundings(payload).sent_words.isdisjoint(_MESSAGES)


def _is_kept(members: dict[str, Leaf], row: _Row) -> bool:
    end, length = text(members[row.end].value).strip(), members[row.length].value
    if isinstance(length, bool) or not isinstance(length, int | float | str):
        return False
    counted = text(length)
    if not counted.isdecimal() or int(counted[:9]) > _MOST_LENGTH or not _way(members[row.way]):
        return False
    if end.count(".") > 2:  # of a network
        return False
    is_end = _NUMBER.fullmatch(end[:40]) is not None or (
        row.sure and _SENDERS.fullmatch(end[:40]) is not None
    )
    others = (leaf.value for name, leaf in members.items() if name not in (row.end, row.way, row.length))
    return is_end and any(map(_is_moment, islice(others, 16)))


def _way(leaf: Leaf) -> str:
    """ "in" or "out"; "" for what is no way of a message."""
    value = leaf.value
    if isinstance(value, bool):
        incoming = not {"outgoing", "isoutgoing"} & {_plain(leaf.name)}
        return "in" if value is incoming else "out"
    said = _plain(value) if isinstance(value, str) and len(value) <= 16 else ""
    return "in" if said in _IN else "out" if said in _OUT else ""


def _is_moment(value: object) -> bool:
    if isinstance(value, str) and _DAY.fullmatch(value[:44]):
        return True
    at = instant(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else None
    return at is not None and 1_000_000_000 <= at <= 2_200_000_000_000


DETECTOR: Final = Detector(
    name="message_log",
    version=1,
    categories={
        _CATEGORY: Mapped(
            google="Emails, SMS or MMS, Other in-app messages", apple="Emails or Text Messages",
            dpv="pd:CommunicationsMetadata", tcf="7",
        ),
    },
    rules={
        "message_log.rows": "Rows with a number, whether a message came or went, when, and how many characters it had; "
        "calls, prices and messages with their texts are left out.",
    },
    detect=_detect,
    needs=Needs(objects=(ROWS,), holds=(may_hold_columns,)),
)  # fmt: skip
