"""Recognises accounts and telephone numbers that are written as an address of a call or a chat: SIP, tel, XMPP.

Sources: RFC 3261, section 19.1 (SIP URI) and RFC 3966 (tel URI); RFC 6120, section 8 (the ``from`` of a stanza).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from analysis.field_names import all_words
from analysis.identifier_shapes import is_placeholder
from analysis.lazy_patterns import lazy_pattern
from analysis.named_fields import FieldTable, named_in, observe
from analysis.needs import Needs
from analysis.payload import Payload
from analysis.records import Confidence, Observation
from analysis.surroundings import surroundings
from analysis.texts import TextShape, texts_like
from analysis.units import Detector, Mapped

_PHONE: Final = "identifier.phone"
_ACCOUNT: Final = "identifier.account"
_ADDRESS: Final = lazy_pattern(
    r"\s{0,4}(?:[A-Z]{3,12} |(?:\"[^\"<>]{0,80}\"|[^<>\":;,]{0,80})\s?<)?(sips?|tel|xmpp|im):"
    r"([^\s<>@;?,\"]{1,80})(@[A-Za-z0-9.:\[\]-]{1,120})?"
)
_NUMBER: Final = lazy_pattern(r"\+[1-9][0-9().-]{6,20}")
_LOGIN: Final = lazy_pattern(r"[A-Za-z][A-Za-z0-9._+-]{1,63}")
_USER: Final = lazy_pattern(r"[^\W\d_][\w.+-]{2,63}|[\w.-]{1,40}\\[\w.+-]{2,63}")
_STANZAS: Final = FieldTable(
    dict.fromkeys(("iq.from", "message.from", "presence.from", "iq.jid", "bind.jid"), "stanza")
)
_USERS: Final = FieldTable(dict.fromkeys(("=user", "=username", "=login"), "user"))
_JID: Final = lazy_pattern(r"[^\s@/<>\"'&:]{1,200}@[A-Za-z0-9.-]{3,190}(?:/[^\s<>]{1,200})?")
# Numbers of offices, and links that a page offers.
_OFFERED: Final = frozenset({
    "href", "link", "links", "button", "action", "support", "hotline", "help", "service", "office", "emergency", "store",
    "deeplink", "cta", "menu", "config",
})  # fmt: skip
_OFFICES: Final = frozenset(
    {"conference", "support", "info", "service", "echo", "test", "voicemail", "ping", "anonymous"}
)


def _is_address(text: str) -> bool:
    head = text[:180]
    if "sip" not in head and "tel:" not in head and "xmpp:" not in head and "im:" not in head:
        return False  # as nearly every text
    return _ADDRESS.match(text[:400]) is not None


_ADDRESSES: Final = TextShape(_is_address, headers=False, shortest=5)


def _detect(payload: Payload) -> Iterator[Observation]:
    seen = set[str]()
    for leaf, text in texts_like(payload, _ADDRESSES):
        found = _ADDRESS.match(text[:400])
        if found is None or found[2] in seen or not _OFFERED.isdisjoint(all_words(leaf.names)):
            continue
        seen.add(found[2])
        if _NUMBER.fullmatch(found[2]) and _is_valid(found[2]):
            yield observe(
                leaf, category=_PHONE, name="x_phone", rule="account_address.phone", value=found[2],
                reasoning="a telephone number as the address of a call, valid in its country's numbering plan",
                confidence=Confidence.CERTAIN,
            )  # fmt: skip
        elif (
            found[3] and found[1] != "tel" and _LOGIN.fullmatch(found[2]) and found[2].lower() not in _OFFICES
        ):
            yield observe(
                leaf, category=_ACCOUNT, name="x_username", rule="account_address.account", value=found[2] + found[3],
                reasoning="an account of calls or chats, as its address", confidence=Confidence.LIKELY,
            )  # fmt: skip
    yield from _beside_device(payload)
    for leaf, names, value in named_in(payload, _STANZAS):
        if names[-1].startswith("@") and len(value) <= 400 and _JID.fullmatch(value):
            yield observe(
                leaf, category=_ACCOUNT, name="x_username", rule="account_address.stanza",
                reasoning="the account from which a chat program writes (XMPP)", confidence=Confidence.LIKELY,
            )  # fmt: skip


def _beside_device(payload: Payload) -> Iterator[Observation]:
    """The user in a query that names the device too, as telephones ask a mail server (MS-ASHTTP)."""
    for leaf, _, value in named_in(payload, _USERS):
        if leaf.context != "query" or not _USER.fullmatch(value) or is_placeholder(value):
            continue
        beside = {name.lower() for name in surroundings(payload).siblings(leaf.path)}
        if "deviceid" in beside and not any(map(str.isdecimal, value)):
            yield observe(
                leaf, category=_ACCOUNT, name="x_username", rule="account_address.beside_device",
                reasoning="the user beside the device, in one query", confidence=Confidence.LIKELY,
            )  # fmt: skip


@lru_cache(maxsize=1024)
def _is_valid(number: str) -> bool:
    import phonenumbers  # half as long to load as the rest of a start; most messages hold no number

    try:
        return bool(phonenumbers.is_valid_number(phonenumbers.parse(number)))
    except phonenumbers.NumberParseException:
        return False


DETECTOR: Final = Detector(
    name="account_address",
    version=1,
    categories={
        _PHONE: Mapped(google="Phone number", apple="Phone Number", dpv="pd:TelephoneNumber", tcf="7"),
        _ACCOUNT: Mapped(google="User IDs, Name", apple="User ID, Name", dpv="pd:Username", tcf="5, 7"),
    },
    rules={
        "account_address.phone": "An international number in an address that begins with sip: or tel:, not a page's link.",
        "account_address.account": "A name and a host in an address that begins with sip:, xmpp: or im:.",
        "account_address.beside_device": "A name in a field user of a query that holds the id of a device too.",
        "account_address.stanza": "The from of a stanza of XMPP.",
    },
    detect=_detect,
    needs=Needs(fields=(_STANZAS, _USERS), texts=(_ADDRESSES,)),
)
