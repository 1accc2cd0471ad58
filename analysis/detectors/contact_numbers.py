"""Recognises address books that are sent as bare numbers or addresses, and those in LDIF."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.call_tables import calls_in_tables
from analysis.contact_columns import books_in_columns
from analysis.field_names import all_words, words
from analysis.identifier_shapes import hash_name, is_random
from analysis.lazy_patterns import lazy_pattern
from analysis.name_tables import picking
from analysis.named_fields import FieldTable, named_in
from analysis.named_rows import may_hold_columns
from analysis.needs import Needs
from analysis.payload import Leaf, Payload
from analysis.records import Confidence, Measures, Observation
from analysis.remembered import Remembered
from analysis.surroundings import surroundings
from analysis.texts import TextShape, texts_like
from analysis.units import Detector, Mapped

_CATEGORY: Final = "contact.entry"
_NUMBERS: Final = frozenset({
    "numbers", "phones", "phonenumbers", "contacts", "msisdns", "mobiles", "phone", "phonenumber", "addressbook",
    "phonebook",
    "e164s", "e164", "nummern", "numeros", "numeri", "numery", "numaralar", "telefonos", "telefony", "telefones",
    "mobilenumbers", "contactnumbers", "friends", "telephones", "tels", "invitees", "people", "contactlist",
})  # fmt: skip
_MAILS: Final = frozenset({
    "emails", "emailaddresses", "contacts", "invitees", "friends", "mails", "addressbook", "contactemails", "people",
    "guests",
    "attendees", "referrals", "mailaddresses", "contactlist",
})  # fmt: skip
# Those whom a message goes to, and what a business publishes.
_OTHERS: Final = frozenset({
    "to", "cc", "bcc", "recipients", "recipient", "support", "hotline", "hotlines", "emergency", "blocked",
    "blocklist", "store",
    "stores", "allowed", "allowlist", "admins", "owners", "office", "offices", "config", "sender", "senders",
    "company", "spam",
    "service", "services", "helpline", "available",
})  # fmt: skip
_PHONE: Final = lazy_pattern(r"\+[1-9][0-9 ()-]{7,20}[0-9]")
_MAIL: Final = lazy_pattern(r"[^\s@<>,;:\"']{1,64}@[^\s@<>,;:\"']{1,190}\.[A-Za-z]{2,24}")
_BASE64: Final = lazy_pattern(r"[A-Za-z0-9+/_-]{14,43}")
_HASHED_WAYS: Final = frozenset({
    "mobile", "mobiles", "phone", "phones", "email", "emails", "mail", "mails", "contact", "contacts", "number",
    "numbers",
})  # fmt: skip
# Lists that are looked up under a hash, and what says that it is one: the salt that the hashes were made with.
_LOOKED_UP: Final = frozenset(
    {"addresses", "identifiers", "handles", "lookups", "lookup", "hashes", "contacts"}
)
_SALTS: Final = frozenset({"pepper", "salt", "lookuppepper", "hashsalt", "lookupsalt", "saltversion"})
_INNER_NUMBER: Final = lazy_pattern(r"(.{1,2000}\[[0-9]{1,9}\])\.[\w-]{1,64}\[[0-9]{1,9}\]")  # c[0].p[1]
_PERSON: Final = lazy_pattern(r"[^\W\d_][^\d_<>{}@/\\|;=\"]{1,59}")
_LEAST_ROWS: Final = 3
_LEAST: Final = 4
_LEAST_MAILS: Final = 3
_LDIF: Final = lazy_pattern(r"(?im)^dn:{1,2} ?[^\r\n]{3,500}$")
_LDIF_WAY: Final = lazy_pattern(
    r"(?im)^(mail|telephoneNumber|mobile|homePhone|mozillaHomePhone): ?([^\r\n]{4,200})$"
)
_LDIF_NAME: Final = lazy_pattern(r"(?im)^(?:cn|displayName): ?([^\r\n]{1,200})$")
_LONGEST: Final = 4_000  # characters of what is given back
_SCANNED: Final = 200_000


def _may_be(name: str) -> bool:
    whole = "".join(words(name))
    return whole in _NUMBERS | _MAILS | _LOOKED_UP or not {"hashes", "hashed", "hash"}.isdisjoint(words(name))


_MAY_BE: Final = Remembered[str, bool](_may_be)
_NAMED_SO: Final = picking(_may_be, ("hashes", "hashed", "hash"), _NUMBERS | _MAILS | _LOOKED_UP)
_WITH_PLUS: Final = TextShape(lambda text: text[:1] == "+", begins="+")
_XCARD: Final = FieldTable(dict.fromkeys(("fn.text", "tel.uri", "tel.text", "email.text"), "xcard"))
_LDIF_TEXTS: Final = TextShape(
    lambda text: len(text) >= 30 and (text[:3].lower() == "dn:" or "\ndn:" in text[:4096]),
    shortest=30,
)


def _detect(payload: Payload) -> Iterator[Observation]:
    for path, items in surroundings(payload).lists.items():
        if len(items) >= _LEAST_MAILS and _MAY_BE[items[0].name] and items[0].context == "body":
            found = _list(path, items) or _looked_up(payload, path, items)
            if found is not None:
                yield found
    if texts_like(payload, _WITH_PLUS):
        yield from _by_shape(payload)
        for path, people in books_in_columns(surroundings(payload)):
            yield _observation(
                path, people, "contact_numbers.columns", "rows of a name and a telephone number each"
            )
    for path, numbers in calls_in_tables(surroundings(payload)):
        why = "a log of calls: with whom somebody spoke, and when"
        yield _observation(path, numbers, "contact_numbers.calls", why)
    yield from _xcards(payload)
    for leaf, value in texts_like(payload, _LDIF_TEXTS):
        if leaf.context == "body":
            yield from _ldif(leaf, value[:_SCANNED])


def _xcards(payload: Payload) -> Iterator[Observation]:
    """Entries in the XML form of vCard (RFC 6351): ``vcard.fn.text`` beside ``tel.uri`` or ``email.text``."""
    names: list[str] = []
    ways: list[str] = []
    path = ""
    for leaf, told, value in named_in(payload, _XCARD):
        if "vcard" not in told[:-2]:
            continue
        path = path or leaf.path[: leaf.path.index("vcard") + len("vcard")]
        (names if told[-2] == "fn" else ways).append(value.removeprefix("tel:"))
    if names and ways:
        why = "entries in the XML form of vCard"
        yield _observation(path, [*names, *ways], "contact_numbers.xcard", why, count=len(names))


def _by_shape(payload: Payload) -> Iterator[Observation]:
    """Rows of two or three values, each with a name and an international number of its own: ``<c n="Papa" t="+90…"/>``."""
    rows: dict[str, list[tuple[str, str]]] = {}
    counts: dict[str, int] = {}
    inner = _inner_numbers(payload)
    for group in payload.groups:
        least = 1 if group.path in inner else 2
        if group.path[-1:] != "]" or not least <= len(group.members) <= 3 or group.context != "body":
            continue
        path = group.path[: group.path.rindex("[")]
        counts[path] = counts.get(path, 0) + 1
        values = [leaf.value.strip() for leaf in group.members.values() if isinstance(leaf.value, str)]
        numbers = [value for value in values if value[:1] == "+" and _PHONE.fullmatch(value)]
        numbers = numbers or inner.get(group.path, [])[:1]
        people = [value for value in values if _PERSON.fullmatch(value)]
        if len(numbers) == 1 and people and _OTHERS.isdisjoint(all_words(group.names[-3:])):
            rows.setdefault(path, []).append((people[0], numbers[0]))
    for path, found in rows.items():
        if (
            len(found) >= _LEAST_ROWS
            and len(found) == counts[path]
            and len({number for _, number in found}) == len(found)
        ):
            told = [f"{name} {number}" for name, number in found]
            yield _observation(
                path, told, "contact_numbers.shape", "rows of a name and a telephone number each"
            )


def _inner_numbers(payload: Payload) -> dict[str, list[str]]:
    """The telephone numbers in a list within a row, by the row's path: ``{"n": "Papa", "p": ["+90…"]}``."""
    found: dict[str, list[str]] = {}
    for leaf, value in texts_like(payload, _WITH_PLUS):
        row = _INNER_NUMBER.fullmatch(leaf.path) if leaf.path.endswith("]") else None
        if row is not None and _PHONE.fullmatch(value.strip()):
            found.setdefault(row[1], []).append(value.strip())
    return found


def _looked_up(payload: Payload, path: str, items: list[Leaf]) -> Observation | None:
    """Hashes in a list beside the salt that they were made with: ``{"pepper": "…", "addresses": ["…"]}``."""
    values = [item.value.strip() for item in items if isinstance(item.value, str)]
    said = {"".join(words(name)) for name in surroundings(payload).siblings(path)}
    if "".join(words(items[0].name)) not in _LOOKED_UP or said.isdisjoint(_SALTS) or len(values) < len(items):
        return None
    if not all(hash_name(value) or _is_cut_hash(value) for value in values) or len(set(values)) < len(values):
        return None
    return _observation(path, [f"{len(values)} hashed entries"], "contact_numbers.hashes",
                        "hashes of numbers or addresses in one list: whoever knows a number knows its hash",
                        count=len(values))  # fmt: skip


def _is_hashed(names: tuple[str, ...], values: list[str]) -> bool:
    """Hashes of numbers or addresses, by the list's name: ``mobileNoHashes``."""
    said = all_words(names[-2:])
    if said.isdisjoint(("hashes", "hashed", "hash")) or said.isdisjoint(_HASHED_WAYS):
        return False
    return all(len(value) >= 16 and (hash_name(value) or is_random(value)) for value in values)


def _is_cut_hash(value: str) -> bool:
    """Ten, sixteen or thirty-two bytes in Base64, of both cases and with a digit or sign: no number, name or plain id."""
    plain = value.rstrip("=")
    return (
        len(plain) in (14, 22, 43)
        and _BASE64.fullmatch(plain) is not None
        and plain != plain.lower()
        and plain != plain.upper()
    )


def _list(path: str, items: list[Leaf]) -> Observation | None:
    values = [item.value.strip() for item in items if isinstance(item.value, str)]
    if len(values) < len(items) or len(set(values)) < len(values):
        return None
    names = items[0].names
    own = {"".join(words(name)) for name in names[-2:]}
    if not all_words(names[-3:]).isdisjoint(_OTHERS):
        return None
    if len(values) >= _LEAST and all(map(_PHONE.fullmatch, values)) and not own.isdisjoint(_NUMBERS):
        return _observation(
            path, values, "contact_numbers.phones", "telephone numbers in one list, as of an address book"
        )
    if _is_hashed(names, values):
        return _observation(path, [f"{len(values)} hashed entries"], "contact_numbers.hashes",
                            "hashes of numbers or addresses in one list: whoever knows a number knows its hash",
                            count=len(values))  # fmt: skip
    if (
        len(values) >= _LEAST
        and not own.isdisjoint(_NUMBERS)
        and all(map(_is_cut_hash, values))
        and len(set(map(len, values))) == 1
    ):
        return _observation(path, [f"{len(values)} hashed entries"], "contact_numbers.cut",
                            "shortened hashes of numbers in one list: whoever knows a number knows its hash",
                            count=len(values))  # fmt: skip
    if all(map(_MAIL.fullmatch, values)) and not own.isdisjoint(_MAILS):
        return _observation(
            path, values, "contact_numbers.mails", "mail addresses in one list, as of an address book"
        )
    return None


def _ldif(leaf: Leaf, value: str) -> Iterator[Observation]:
    """Entries of a directory with a way to reach each (RFC 2849)."""
    entries = len(_LDIF.findall(value))
    ways = [found[2] for found in _LDIF_WAY.finditer(value)]
    if entries >= 2 and ways:
        people = [found[1] for found in _LDIF_NAME.finditer(value)]
        yield _observation(leaf.path, [*people, *ways], "contact_numbers.ldif",
        "entries of a directory in LDIF, with numbers or addresses",
                           count=entries)  # fmt: skip


def _observation(path: str, values: list[str], rule: str, why: str, count: int = 0) -> Observation:
    count = count or len(values)
    body = "\n".join(values)[:_LONGEST]
    return Observation(
        category=_CATEGORY, property="x_contacts", path=path, value=f"{count} entries\n{body}", reasoning=why, rule=rule,
        confidence=Confidence.LIKELY, measures=Measures(n=count),
    )  # fmt: skip


DETECTOR: Final = Detector(
    name="contact_numbers",
    version=5,
    categories={
        _CATEGORY: Mapped(google="Contacts", apple="Contacts", dpv="pd:SocialNetwork", tcf="7"),
    },
    rules={
        "contact_numbers.phones": "Four or more international telephone numbers, all different, in a list named for them.",
        "contact_numbers.mails": "Three or more mail addresses, all different, in a list named for people or addresses.",
        "contact_numbers.hashes": "Three or more hashes in a list named for hashes of numbers, contacts, or beside a salt.",
        "contact_numbers.cut": "Four or more texts of 10, 16 or 32 bytes in Base64 in a list named for contacts.",
        "contact_numbers.shape": "Three or more rows of a few values or lists, each with letters and a number of its own.",
        "contact_numbers.columns": "International numbers in a list beside as many names, or rows of a name and a number.",
        "contact_numbers.calls": "Rows of a table with a telephone number, how long and which way or of what kind.",
        "contact_numbers.xcard": "A name and a number or address in the elements of xCard (RFC 6351).",
        "contact_numbers.ldif": "Two or more entries of LDIF (RFC 2849) with a telephone number or mail address.",
    },
    detect=_detect,
    needs=Needs(
        fields=(_XCARD,), names=(_NAMED_SO,), texts=(_WITH_PLUS, _LDIF_TEXTS), holds=(may_hold_columns,)
    ),
)
