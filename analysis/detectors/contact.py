"""Recognises an address book that is sent along: lists of people with numbers and addresses, vCards, hashed contacts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from analysis.field_names import all_words, words
from analysis.identifier_shapes import hash_name
from analysis.named_fields import FieldTable
from analysis.payload import Leaf, Payload
from analysis.records import Confidence, Measures, Observation
from analysis.remembered import Remembered
from analysis.surroundings import surroundings
from analysis.units import Detector, Mapped

_CATEGORY: Final = "contact.entry"
_BOOKS: Final = FieldTable(
    {
        phrase: phrase
        for phrase in (
            "contacts", "address book", "phone book", "contact list", "contacts list", "contact entries", "phone contacts",
            "address book entries", "address book contacts", "contact records", "phonebook entries", "contacts data",
            "contact items", "telefonbuch", "kontakte",
        )
    }
)  # fmt: skip
_HASHED: Final = FieldTable(
    {
        phrase: phrase
        for phrase in (
            "contact hashes", "hashed contacts", "contacts hash", "contacts hashes", "phone hashes", "hashed phones",
            "hashed phone numbers", "phone number hashes", "email hashes", "hashed emails", "address book hashes",
            "contacts hashed", "hashed numbers", "contact tokens",
        )
    }
)  # fmt: skip
# Contacts of a business, a form, a device or a campaign are nobody's address book.
_NOT_A_BOOK: Final = frozenset({
    "store", "stores", "shop", "shops", "branch", "company", "support", "page", "form", "options", "settings", "flags",
    "permission", "permissions", "emergency", "sensor", "lens", "electrical", "blacklist", "count", "sync", "config",
    "restaurant", "venue", "hotel", "hotels", "office", "offices", "location", "locations", "listing", "listings", "team",
})  # fmt: skip
_PHONES: Final = frozenset({
    "phone", "phones", "phonenumber", "phonenumbers", "mobile", "mobiles", "tel", "telephone", "number", "numbers", "cell",
    "msisdn", "homephone", "workphone", "mobilephone", "e164", "normalizednumber", "digits",
})  # fmt: skip
_EMAILS: Final = frozenset({"email", "emails", "mail", "emailaddress", "emailaddresses", "mails"})
_FULL_NAMES: Final = frozenset({
    "name", "displayname", "fullname", "contactname", "nickname", "fn", "label", "compositename", "displaynameprimary",
})  # fmt: skip
_PERSON_NAMES: Final = frozenset({
    "givenname", "familyname", "firstname", "lastname", "middlename", "surname", "first", "last", "given", "family",
    "displayname", "fullname", "displaynameprimary", "contactname",
})  # fmt: skip
_OF_A_SHOP: Final = frozenset({
    "price", "sku", "opening", "hours", "openinghours", "rating", "latitude", "longitude", "lat", "lng", "lon", "website",
    "category", "vat", "iban", "currency", "distance", "reviews", "geo", "storeid", "status", "role",
})  # fmt: skip
_PHONE: Final = re.compile(r"\+?[0-9(][0-9 ()./\-\u2011\u00a0]{4,24}[0-9]")
_EMAIL: Final = re.compile(r"[^\s@<>,;:\"']{1,64}@[^\s@<>,;:\"']{1,190}\.[A-Za-z]{2,24}")
_ROW: Final = re.compile(r"\[([0-9]{1,9})\]")
_OPENED_CARD: Final = ">vcard:$.vcard"
_VCARD: Final = re.compile(r"(?i)BEGIN:VCARD")
_VCARD_LINE: Final = re.compile(
    r"(?im)^(?:item[0-9]{1,3}\.)?(FN|TEL|EMAIL|N)(?:;[^:\r\n]{0,200})?:([^\r\n]{1,200})"
)
_MOST_LISTS: Final = 8
_MOST_ROWS: Final = 5_000
_LONGEST: Final = 4_000  # characters of what is given back
_LEAST_UNNAMED: Final = 3  # people in a list that does not say what it is


class _Entry:
    """What one row of a list tells of a person."""

    __slots__ = ("email", "hashed", "name", "person", "phone", "shop")

    def __init__(self) -> None:
        self.name = self.phone = self.email = ""
        self.person = self.shop = self.hashed = False

    def take(self, leaf: Leaf, inner: tuple[str, ...]) -> None:
        """Read a value of the row; ``inner`` are its names within the row."""
        if not isinstance(leaf.value, str | int) or isinstance(leaf.value, bool):
            return
        value = str(leaf.value)[:256].strip() if not isinstance(leaf.value, int) else _digits(leaf.value)
        said = {"".join(words(name)) for name in inner[-2:]}
        if not said.isdisjoint(_OF_A_SHOP):
            self.shop = True
        elif hash_name(value):
            self.hashed = True
        elif "@" in value:
            if _EMAIL.fullmatch(value) and (
                not inner or said & _EMAILS or "value" in said or "address" in said
            ):
                self.email = self.email or value
        elif _is_phone(value) and (not inner or said & _PHONES or ("value" in said and "date" not in said)):
            self.phone = self.phone or value
        elif said & (_FULL_NAMES | _PERSON_NAMES) and value and not value.isdigit():
            self.name = f"{self.name} {value}".strip()[:80]
            self.person = self.person or bool(said & _PERSON_NAMES)

    def reachable(self) -> bool:
        return bool(self.phone or self.email)

    def text(self) -> str:
        return " ".join(part for part in (self.name, self.phone, self.email) if part)


def _digits(value: int) -> str:
    return str(value) if 0 <= value < 10**15 else ""


def _is_phone(value: str) -> bool:
    if not 6 <= len(value) <= 26 or not _PHONE.fullmatch(value):
        return False
    digits = sum(letter.isdecimal() for letter in value)
    return 6 <= digits <= 15 and value.count(".") <= 4 and len(set(value)) > 2


def _detect(payload: Payload) -> Iterator[Observation]:
    lists = _candidates(payload)
    if lists:
        for path, said in lists.items():
            found = _book(path, said, _rows(payload, path))
            if found is not None:
                yield found
    for leaf in payload.leaves:
        value = leaf.value
        if (
            isinstance(value, str)
            and len(value) > 25
            and value[0] in "Bb\ufeff \r\n"
            and _VCARD.match(value.lstrip("\ufeff \r\n")[:16])
        ):
            yield _vcard(leaf, value)


def _candidates(payload: Payload) -> dict[str, str]:
    """Paths of lists that may be address books: "book", "hashes" by name, "vcard" as opened, else "people"."""
    found: dict[str, str] = {}
    place = surroundings(payload)
    for group, names in place.shapes:
        if group.path[-1:] == "]" and group.names:
            path = group.path[: group.path.rindex("[")]
            said = "vcard" if path.endswith(_OPENED_CARD) else _SAID[group.names[-3:]]
            if said:
                found.setdefault(path, said)
            elif path not in found and _MAY_BE_PEOPLE[names]:
                found[path] = "people"
    for path, items in place.lists.items():
        if path not in found and items[0].names:
            said = _SAID[items[0].names[-3:]]
            if said:
                found[path] = said
    return dict(list(found.items())[:_MOST_LISTS])


def _said(names: tuple[str, ...]) -> str:
    if _HASHED.find(names) is not None:
        return "hashes"
    if _BOOKS.find(names) is None or not _NOT_A_BOOK.isdisjoint(all_words(names)):
        return ""
    return "book"


_SAID: Final = Remembered(_said)


def _may_be_people(names: tuple[str, ...]) -> bool:
    said = {"".join(words(name)) for name in names[:32]}
    return bool(said & _PERSON_NAMES and said & (_PHONES | _EMAILS)) and not said & _OF_A_SHOP


_MAY_BE_PEOPLE: Final = Remembered(_may_be_people)


def _rows(payload: Payload, path: str) -> list[_Entry]:
    start = f"{path}["
    rows: dict[str, _Entry] = {}
    depth = -1
    for leaf in payload.leaves:
        if not leaf.path.startswith(start):
            continue
        index = _ROW.match(leaf.path, len(path))
        if index is None:
            continue
        if index[1] not in rows:
            if len(rows) >= _MOST_ROWS:
                break
            rows[index[1]] = _Entry()
        inner = leaf.path[index.end() :]
        if depth < 0:
            depth = len(leaf.names) - _steps(inner)
        rows[index[1]].take(leaf, leaf.names[depth:] if inner else ())
    return list(rows.values())


def _steps(inner: str) -> int:
    """How many names stand in the rest of a path: ``.phones[0].number`` has two."""
    return inner.count(".") + inner.count('["')


def _book(path: str, said: str, rows: list[_Entry]) -> Observation | None:
    reachable = [row for row in rows if row.reachable()]
    hashed = sum(row.hashed for row in rows)
    if said in ("book", "hashes") and hashed >= 2 and hashed * 2 > len(rows):
        return _observation(
            path, f"{hashed} hashed entries", "contact.hashes", Confidence.LIKELY, hashed,
            "a list of hashes named for contacts: whoever knows a number knows its hash",
        )  # fmt: skip
    if said == "vcard" and any(row.name for row in rows):
        return _people(path, rows, "contact.vcard", Confidence.CERTAIN, "entries in the vCard format")
    if not reachable or any(row.shop for row in reachable) or len(reachable) * 2 < len(rows):
        return None
    named = sum(bool(row.name) for row in reachable)
    if said == "book":
        sure = Confidence.CERTAIN if named and len(reachable) > 1 else Confidence.LIKELY
        return _people(
            path, reachable, "contact.book", sure, "a list named for contacts, with numbers or addresses"
        )
    people = [row for row in reachable if row.person]
    if (
        said == "people"
        and len(people) >= _LEAST_UNNAMED
        and len({row.text() for row in people}) == len(people)
    ):
        return _people(
            path, people, "contact.people", Confidence.LIKELY, "a list of people with numbers or addresses"
        )
    return None


def _people(path: str, rows: list[_Entry], rule: str, confidence: Confidence, why: str) -> Observation:
    kinds = [
        what
        for what, has in (
            ("names", any(row.name for row in rows)),
            ("telephone numbers", any(row.phone for row in rows)),
            ("e-mail addresses", any(row.email for row in rows)),
        )
        if has
    ]
    head = f"{len(rows)} {'entry' if len(rows) == 1 else 'entries'} with {', '.join(kinds)}"
    body = "\n".join(row.text() for row in rows[:200])[:_LONGEST]
    return _observation(path, f"{head}\n{body}", rule, confidence, len(rows), why)


def _vcard(leaf: Leaf, value: str) -> Observation:
    count = min(len(_VCARD.findall(value[:1_000_000])), _MOST_ROWS)
    lines = [f"{found[1].upper()} {found[2]}" for found in _VCARD_LINE.finditer(value[:20_000])]
    head = f"{count} {'entry' if count == 1 else 'entries'} as vCard"
    body = "\n".join(lines)[:_LONGEST]
    return _observation(
        leaf.path, f"{head}\n{body}", "contact.vcard", Confidence.CERTAIN, count, "text in the vCard format"
    )


def _observation(
    path: str, value: str, rule: str, confidence: Confidence, count: int, why: str
) -> Observation:
    return Observation(
        category=_CATEGORY, property="x_contacts", path=path, value=value, reasoning=why, rule=rule,
        confidence=confidence, measures=Measures(n=count),
    )  # fmt: skip


DETECTOR: Final = Detector(
    name="contact",
    version=1,
    categories={
        _CATEGORY: Mapped(google="Contacts", apple="Contacts", dpv="pd:SocialNetwork", tcf="7"),
    },
    rules={
        "contact.book": "A list named contacts or address book, most of whose rows hold a telephone number or address.",
        "contact.people": "Three or more rows of a list with a person's name and a telephone number or e-mail address.",
        "contact.hashes": "Two or more hashes in a list named for contacts.",
        "contact.vcard": "Text that begins as a vCard (RFC 6350), opened or not.",
    },
    detect=_detect,
)
