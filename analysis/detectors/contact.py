"""Recognises an address book that is sent along: lists of people with numbers and addresses, vCards, hashed contacts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.contact_rows import EMAILS, KIND_OF_ROW, PHONES, Entry, steps
from analysis.field_names import all_words, words
from analysis.lazy_patterns import lazy_pattern
from analysis.named_fields import FieldTable
from analysis.needs import Needs
from analysis.one_contact import is_filed, is_written, one_contact
from analysis.payload import Group, Leaf, Payload
from analysis.public_places import is_organisation
from analysis.records import Confidence, Measures, Observation
from analysis.remembered import Remembered
from analysis.surroundings import surroundings
from analysis.texts import TextShape, texts_like
from analysis.units import Detector, Mapped

_CATEGORY: Final = "contact.entry"
_BOOKS: Final = FieldTable(
    {
        phrase: phrase
        for phrase in (
            "contacts", "address book", "phone book", "contact list", "contacts list", "contact entries", "phone contacts",
            "address book entries", "address book contacts", "contact records", "phonebook entries", "contacts data",
            "contact items", "telefonbuch", "kontakte", "phonebook.contact", "contacts.contact", "address book.contact",
            "phone book.entry", "phonebook.entry", "address book.entry", "contact list.contact", "contacts.entry",
            "addressbook.person", "contactos", "rubrica", "rehber", "device contacts", "local contacts",
            "phonebook entries.entry",
            "address book contacts.contact",)
    }
)  # fmt: skip
_HASHED: Final = FieldTable(
    {
        phrase: phrase
        for phrase in (
            "contact hashes", "hashed contacts", "contacts hash", "contacts hashes", "phone hashes", "hashed phones",
            "hashed phone numbers", "phone number hashes", "email hashes", "hashed emails", "address book hashes",
            "contacts hashed", "hashed numbers", "contact tokens",)
    }
)  # fmt: skip
# Whom somebody invites, and with whom somebody spoke on the telephone: lists that need people or numbers in every row.
_INVITED: Final = FieldTable(
    dict.fromkeys(("invitees", "invites", "invited friends", "friends", "referrals", "referees", "attendees", "guests",
                   "invited contacts", "friend list", "invitee list", "buddies", "family members"), "invited")
)  # fmt: skip
_CALLS: Final = FieldTable(
    dict.fromkeys(("calls", "call log", "call logs", "call history", "recent calls", "calllog", "call records", "call list",
                   "missed calls", "phone calls"), "calls")
)  # fmt: skip
_KEPT: Final = {
    "calls": "a log of calls: with whom somebody spoke, and when",
    "texts": "short messages that a phone keeps: with whom somebody wrote",
}
_CALLS_BY_NAME: Final = ("operationName", "method", "action", "event", "op", "cmd", "command", "type")
_SENDS_BOOK: Final = lazy_pattern(
    r"(?i)(?:sync|import|upload|match|find|discover|add|send|save|backup)[a-z_.-]{0,12}(?:contacts|address_?book|phone_?book)"
    r"|(?:contacts|address_?book|phone_?book)[._-]?(?:sync|import|upload|match|backup)"
)
_ANDROID_ROW: Final = (
    "vnd.android.cursor.item/phone",
    "vnd.android.cursor.item/email",
    "vnd.android.cursor.item/name",
)
_BOOK_PATH: Final = lazy_pattern(
    r"(?i)/(?:contacts?|address-?_?books?|phone-?_?books?|kontakt[ey]|contatt?[io]s?|contactos|rubrica|adressbuch|telefonbuch"
    r"|carnet|agenda|rehber|repertoire|kontakter|contacten|adresboek)(?:/(?:sync|upload|import|batch|backup))?/?\Z"
)
# Contacts of a business, a form, a device or a campaign are nobody's address book.
_NOT_A_BOOK: Final = frozenset({
    "store", "stores", "shop", "shops", "branch", "company", "support", "page", "form", "options", "settings", "flags",
    "permission", "permissions", "emergency", "sensor", "lens", "electrical", "blacklist", "count", "sync", "config",
    "restaurant", "venue", "hotel", "hotels", "office", "offices", "location", "locations", "listing", "listings", "team",
})  # fmt: skip
_ROW: Final = lazy_pattern(r"\[([0-9]{1,9})\]")
_OPENED_CARD: Final = ">vcard:$.vcard"
_VCARD: Final = lazy_pattern(r"(?i)BEGIN:VCARD")
_VCARD_LINE: Final = lazy_pattern(
    r"(?im)^(?:item[0-9]{1,3}\.)?(FN|TEL|EMAIL|N)(?:;[^:\r\n]{0,200})?:([^\r\n]{1,200})"
)
_IS_INNER: Final = Remembered[str, bool](lambda name: "".join(words(name)) in PHONES | EMAILS)
_MOST_LISTS: Final = 8
_MOST_ROWS: Final = 5_000
_LONGEST: Final = 4_000  # characters of what is given back
_LEAST_WHOLE: Final = 2  # whose rows all have a name, a number and an address
_LEAST_UNNAMED: Final = 3  # people in a list that does not say what it is


_VCARDS: Final = TextShape(
    lambda text: (
        len(text) > 25 and text[0] in "Bb\ufeff \r\n" and _VCARD.match(text.lstrip("\ufeff \r\n")[:16])
    ),
    shortest=26,
    begins="Bb\ufeff \r\n",
)


def _detect(payload: Payload) -> Iterator[Observation]:
    if one := one_contact(payload):
        yield _people(one[0], [one[1]], "contact.one", Confidence.LIKELY, "one person, written to contacts")
    lists = _candidates(payload)
    if lists:
        for path, said in lists.items():
            found = _book(path, said, _rows(payload, path))
            if found is not None:
                yield found
    for leaf, value in texts_like(payload, _VCARDS):
        yield _vcard(leaf, value)


def _candidates(payload: Payload) -> dict[str, str]:
    """Paths of lists that may be address books: "book", "hashes" by name, "vcard" as opened, else "people"."""
    found: dict[str, str] = {}
    place = surroundings(payload)
    for group, names in place.shapes:
        if group.path[-1:] == "]":
            path = group.path[: group.path.rindex("[")]
            said = _SAID[group.names[-3:]]
            if path.endswith(_OPENED_CARD) and not is_organisation(group, payload.transmission.path):
                said = "vcard"
            if said:
                found.setdefault(path, said)
            elif path not in found and (kind := KIND_OF_ROW[names]):
                found[path] = kind if kind in _KEPT else _of_a_root(payload, path) or kind
            if "[" in path:
                _outermost(group, path, names, found)
        elif "[" in group.path and group.path not in found:
            _outermost(group, group.path, names, found)
    for path, items in place.lists.items():
        if path not in found and items[0].names:
            said = _SAID[items[0].names[-3:]]
            if said:
                found[path] = said
            elif _IS_INNER[items[0].name] and "]" in path:
                rows = path[: path.rindex("[")]
                if rows not in found:  # whose numbers are a list in every row
                    found[rows] = _of_a_root(payload, rows) or "people"
    return dict(list(found.items())[:_MOST_LISTS])


def _of_a_root(payload: Payload, path: str) -> str:
    """ "book" for the list that is a whole document sent to where address books go, or in a call that sends one."""
    if path.endswith(":$") and _BOOK_PATH.search(payload.transmission.path[:512]):
        return "book"
    calls = surroundings(payload).by_name
    for name in _CALLS_BY_NAME:
        for leaf in calls.get(name, ())[:4]:
            if isinstance(leaf.value, str) and _SENDS_BOOK.search(leaf.value[:80]):
                return "book"
    return ""


def _outermost(group: Group, path: str, names: tuple[str, ...], found: dict[str, str]) -> None:
    """The list around lists: a row of it may hold nothing but objects (``contacts[0].person.phoneNumbers[0].value``)."""
    layer = path.rfind(">") + 1
    outermost = path[: path.index("[", layer)] if "[" in path[layer:] else path
    if outermost == path or outermost in found:
        return
    if "mimetype" in names and str(group.members["mimetype"].value).startswith(_ANDROID_ROW):
        found[outermost] = "book"
    else:
        outer = group.names[: len(group.names) - steps(group.path[len(outermost) :])]
        if outer and (said := _SAID[outer[-3:]]):
            found[outermost] = said


def _said(names: tuple[str, ...]) -> str:
    if _HASHED.find(names) is not None:
        return "hashes"
    if not _NOT_A_BOOK.isdisjoint(all_words(names)):
        return ""
    return next((said for table, said in _TABLES if table.find(names) is not None), "")


_TABLES: Final = ((_BOOKS, "book"), (_INVITED, "invited"), (_CALLS, "calls"))
_SAID: Final = Remembered(_said)


def _rows(payload: Payload, path: str) -> list[Entry]:
    start = f"{path}["
    rows: dict[str, Entry] = {}
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
            rows[index[1]] = Entry()
        inner = leaf.path[index.end() :]
        if depth < 0:
            depth = len(leaf.names) - steps(inner)
        rows[index[1]].take(leaf, leaf.names[depth:] if inner else ())
    return list(rows.values())


def _book(path: str, said: str, rows: list[Entry]) -> Observation | None:
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
    if said in _KEPT:
        called = [row for row in reachable if row.call and row.phone]
        return _people(path, called, "contact.calls", Confidence.LIKELY, _KEPT[said]) if called else None
    if said in ("invited", "kin"):
        enough = (len(reachable) >= 2 or named) if said == "invited" else named == len(rows)
        why = "people whom somebody named to a service, with their numbers or addresses"
        return _people(path, reachable, "contact.invited", Confidence.LIKELY, why) if enough else None
    people = [row for row in reachable if row.person]
    whole = len(people) == len(rows) and all(row.phone and row.email for row in people)
    if (
        said == "people"
        and len(people) >= (_LEAST_WHOLE if whole else _LEAST_UNNAMED)
        and len({row.text() for row in people}) == len(people)
    ):
        return _people(
            path, people, "contact.people", Confidence.LIKELY, "a list of people with numbers or addresses"
        )
    return None


def _people(path: str, rows: list[Entry], rule: str, confidence: Confidence, why: str) -> Observation:
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
    version=7,
    categories={
        _CATEGORY: Mapped(google="Contacts", apple="Contacts", dpv="pd:SocialNetwork", tcf="7"),
    },
    rules={
        "contact.book": "A list named contacts or address book, most of whose rows hold a telephone number or address.",
        "contact.calls": "A list named for calls whose rows hold a telephone number beside a time, a length or a direction; "
        "short messages that a phone keeps, with the name of a contact.",
        "contact.invited": "A list named for invited people or friends whose rows hold a telephone number or address.",
        "contact.people": "Three or more rows of a list with a person's name and a telephone number or e-mail address.",
        "contact.hashes": "Two or more hashes in a list named for contacts.",
        "contact.one": "A person's name with a number or address, written to a path or folder of contacts or to persons.",
        "contact.vcard": "Text that begins as a vCard (RFC 6350), opened or not.",
    },
    detect=_detect,
    needs=Needs(lists=True, texts=(_VCARDS,), sent=(is_written,), holds=(is_filed,)),
)
