"""Reads DNS messages: what is asked, and where the answers lead. Unicast and multicast DNS alike.

RFC 1035 (names and their compression: section 4.1.4), RFC 6762 (multicast). Never follows a pointer that does not go back.
"""

from __future__ import annotations

import struct
from functools import lru_cache
from itertools import starmap
from typing import Final

import msgspec

from proxy_addons.dns_records import CNAME, NotDns, name_at, records_at

MAX_QUESTIONS: Final = 64
_HEAD: Final = struct.Struct("!HHHHHH")
_REPEATED: Final = 64  # messages


class Record(msgspec.Struct, frozen=True):
    """One record of type A, AAAA or CNAME. ``value`` is an address or a name, "" where the length does not fit."""

    name: str
    kind: int
    value: str


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """``questions`` are names, as sent but in lower case; ``whole`` is False where records were left out or cut off."""

    number: int
    answer: bool
    code: int
    questions: tuple[str, ...]
    records: tuple[Record, ...]
    whole: bool


def read(data: bytes) -> Message:
    """The message. Raises ``NotDns`` where not even the questions can be read."""
    if len(data) < 12:
        raise NotDns("shorter than a header")
    number, flags, asked, *counts = _HEAD.unpack_from(data)
    if asked > MAX_QUESTIONS or flags >> 11 & 15 not in (0, 4, 5) or flags & 0x40:
        raise NotDns("not the header of a message")
    questions: list[str] = []
    known: dict[int, str] = {}
    place = 12
    for _ in range(asked):
        name, place = name_at(data, place, known)
        place += 4
        if place > len(data):
            raise NotDns("cut off within a question")
        questions.append(name.lower())
    records, whole = records_at(data, place, sum(counts), known)
    if not (questions or sum(counts)):
        raise NotDns("says nothing")
    return Message(
        number=number,
        answer=bool(flags & 0x8000),
        code=flags & 15,
        questions=tuple(questions),
        records=tuple(starmap(Record, records)),
        whole=whole,
    )


@lru_cache(maxsize=_REPEATED)
def read_repeated(data: bytes) -> Message:
    """As ``read``, for multicast DNS, where devices send the same messages again and again. Raises ``NotDns``."""
    return read(data)


def chain(message: Message) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """From the first name asked for along its aliases: the names in order, and the addresses that they lead to."""
    aliases: dict[str, str] = {}
    for record in message.records:
        if record.kind == CNAME:
            aliases.setdefault(record.name, record.value)
    names = [message.questions[0]] if message.questions else []
    while names and len(names) < 17:
        following = aliases.get(names[-1], "")
        if not following or following in names:
            break
        names.append(following)
    addresses = tuple(
        [
            record.value
            for record in message.records
            if record.kind != CNAME and record.value and record.name in names
        ]
    )
    return tuple(names), addresses
