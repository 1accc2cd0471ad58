"""Recognises e-mail addresses by their shape and telephone numbers by their numbering plan."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from analysis.field_names import all_words, says, words
from analysis.form_phones import SHORT_PHONES, is_beside_a_person, phones_in_forms
from analysis.lazy_patterns import lazy_pattern
from analysis.named_fields import FieldTable, named_in, named_like, observe
from analysis.named_rows import may_hold_columns
from analysis.needs import Needs
from analysis.payload import Leaf, Payload
from analysis.people_rows import phones_in_rows
from analysis.phone_parts import PHONE_PARTS, phones_in_parts
from analysis.public_places import is_of_others
from analysis.published_addresses import (
    is_a_publication,
    is_an_example,
    is_of_a_right,
    is_published,
    is_shown_in_a_field,
)
from analysis.records import Confidence, Observation
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings, surroundings
from analysis.texts import TextShape, texts_like
from analysis.units import Detector, Mapped

_EMAIL: Final = "identifier.email"
_PHONE: Final = "identifier.phone"
_LOCAL_PART: Final = lazy_pattern(r"[A-Za-z0-9](?:[A-Za-z0-9._%+'-]{0,62}[A-Za-z0-9_+-])?\Z")
_LOCAL_RUN: Final = lazy_pattern(r"[A-Za-z0-9._%+'-]{1,64}\Z")
_DOMAIN: Final = lazy_pattern(
    r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,8}[A-Za-z]{2,24}(?![A-Za-z0-9_-])"
)
_NOT_TOP_LEVEL: Final = frozenset({
    "png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "css", "js", "mjs", "ts", "html", "htm",
    "json", "xml", "map", "mp3", "mp4", "webm", "ico", "woff", "ttf", "pdf", "zip", "gz", "local",
    "localhost", "internal", "lan", "invalid", "swift", "java", "kt", "dart", "py", "php", "so",
    "dll", "dylib", "framework", "bundle", "plist", "min", "prod", "apk", "aab",
})  # fmt: skip
# Addresses of programs, not of people.
_OF_PROGRAMS: Final = ("gserviceaccount.com", "sentry.io", "calendar.google.com", "users.noreply.github.com")
_OFFICES: Final = frozenset({
    "support", "info", "contact", "noreply", "no-reply", "donotreply", "privacy", "help", "admin", "webmaster", "git",
    "postmaster", "feedback", "sales", "press", "legal", "security", "abuse", "hello", "service", "kontakt", "office",
})  # fmt: skip
_PROGRAMS: Final = lazy_pattern(
    r"no[._-]?reply|do[._-]?not[._-]?reply|mailer-daemon|(?:[a-z]{2,20}[._-])?bot|dependabot"
)
# Those of a publisher, where a field gives them as the way to reach a firm: nobody signs in with it.
_DESKS: Final = _OFFICES | frozenset({
    "adops", "adsops", "programmatic", "noc", "hostmaster", "billing", "marketing", "redaktion", "presse",
    "datenschutz", "jobs", "careers", "partners", "dpo", "peering", "newsletter", "impressum", "cert", "psirt",
})  # fmt: skip
_OF_A_PUBLISHER: Final = frozenset({
    "contact", "support", "press", "abuse", "security", "privacy", "legal", "publisher", "maintainer", "imprint",
})  # fmt: skip
_PAGE: Final = lazy_pattern(r"(?i)\s{0,64}(?:<!doctype html|<html[\s>])")
_MAILTO: Final = lazy_pattern(r"(?i)href\s{0,4}=\s{0,4}[\"']?mailto:([^\"'?>\s]{3,254})")
_PROGRAM_FIELDS: Final = frozenset({
    "addon", "addons", "extension", "extensions", "plugin", "plugins", "theme", "package", "dependency", "dependencies",
    "module", "modules", "image", "images", "icon", "src", "stack", "stacktrace", "version", "versions", "dsn",
})  # fmt: skip
_MAC_BEFORE: Final = lazy_pattern(r"(?i)(?:[0-9a-f]{2}:){2,5}[0-9a-f]{1,2}\Z")
_DOCUMENTING: Final = frozenset({"example", "examples", "pattern", "placeholder", "sample"})
_SHOWN: Final = frozenset(
    {"placeholder", "placeholders", "platzhalter", "segnaposto", "testcases", "cases", "fixtures"}
)  # nobody is reached there
_OF_A_SCHEMA: Final = frozenset(
    {"schema", "schemas", "properties", "components", "parameters", "definitions", "paths"}
)
_ADDONS: Final = lazy_pattern(r"(?i)/(?:addons?|extensions?|plugins?)(?:/|\Z)")
_MAX_FOUND: Final = 50  # addresses reported from one value
_EMAIL_NAMES: Final = (
    "email",
    "e mail",
    "mail",
    "email address",
    "login",
    "username",
    "user name",
    "user id",
)
_PHONE_NAMES: Final = FieldTable({
    phrase: phrase
    for phrase in (
        "phone", "phone number", "phone no", "telephone", "telephone number", "mobile number", "mobile phone", "msisdn",
        "cell phone", "cell number", "line1 number", "line 1 number", "phonenumber", "mobile no", "mobile", "=tel",
        "=cell", "whatsapp number", "contact number", "phone e164", "phone numbers", "user phone", "customer phone",
        "billing phone", "shipping phone", "contact phone",
        "contact mobile", "mobile num", "phone num", "member phone", "guest phone", "passenger phone", "buyer phone",
        "user.phone", "buyer.phone", "customer.phone", "payer.phone", "contact.phone", "recipient.phone", "receiver.phone",
        "passenger.phone", "guest.phone", "patient.phone", "beneficiary.phone", "consignee.phone",
        "gsm number", "gsm no", "=gsm", "telefone celular", "numero celular", "=celular", "cep telefonu", "cep no",
        "so dien thoai", "=sdt", "=receptor",
        "sms number", "number phone", "caller id", "caller number", "calling number", "callerid",
    )
})  # fmt: skip
_VAGUE: Final = frozenset({"mobile", "=tel", "=cell", "phone", "=gsm", "=celular", "=sdt", "=receptor"})
_PLAIN: Final = lazy_pattern(r"[1-9][0-9]{8,10}")
_INTERNATIONAL: Final = lazy_pattern(r"(?:\+|00)[1-9][0-9 ()./-]{6,24}[0-9]")
_NATIONAL: Final = lazy_pattern(r"\(?[0-9][0-9 ()./-]{5,20}[0-9]")
_FORMATTED: Final = lazy_pattern(r"0[1-9]|\(|[0-9]{2,4}[ /-][0-9]")

# Kinds of numbers that nobody has (phonenumbers' PhoneNumberType): free, at a premium, at a shared cost, of firms.
_OF_SERVICES: Final = frozenset({3, 4, 5, 9})
# Numbers that are known by what stands beside them.
_BY_COMPANY: Final = (
    (phones_in_parts, "contact_address.phone_in_parts", "a telephone number, valid in its country's numbering plan"),
    (phones_in_forms, "contact_address.phone_in_form", "7 to 15 digits, as a telephone number"),
    (phones_in_rows, "contact_address.phone_in_rows", "7 to 15 digits, as a telephone number"),
)  # fmt: skip
_PUBLISHES: Final = Remembered[str, bool](lambda name: not _OF_A_PUBLISHER.isdisjoint(words(name)))
_SHOWS: Final = Remembered[str, bool](lambda name: "".join(words(name)) in _SHOWN)
_WITH_AT: Final = TextShape(lambda text: "@" in text)
_INTERNATIONALS: Final = TextShape(
    lambda text: "+" in text and text.strip()[:1] == "+" and _INTERNATIONAL.fullmatch(text.strip())
)


def _detect(payload: Payload) -> Iterator[Observation]:
    of_addons = _ADDONS.search(payload.transmission.path[:512]) is not None
    for leaf, value in texts_like(payload, _WITH_AT):
        if (
            of_addons
            and leaf.context in ("path", "query")
            and leaf.name in ("", "guid", "guids", "id", "ids")
        ):
            continue  # the names of add-ons have the form of addresses
        found = list(_emails(leaf, value))
        if found and not _is_given_to_all(leaf, surroundings(payload)):
            yield from _but_of_the_page(leaf, value, found)
    told = set[str]()
    for leaf, names, value in named_in(payload, _PHONE_NAMES):
        phrase = _PHONE_NAMES.find(names)
        if phrase in _VAGUE and _PLAIN.fullmatch(value) and is_beside_a_person(leaf, surroundings(payload)):
            phrase = "phone number"  # as somebody dials it, in a form that asks for a name, too
        phone = _phone(leaf, names, value, phrase)
        if phone is not None and not _is_given_to_all(leaf, surroundings(payload)):
            told.add(leaf.path)
            yield phone
    for find, rule, why in _BY_COMPANY:
        for leaf in find(surroundings(payload)):
            if leaf.path not in told and not _is_given_to_all(leaf, surroundings(payload)):
                told.add(leaf.path)
                yield observe(
                    leaf, category=_PHONE, name="x_phone", rule=rule, reasoning=why, confidence=Confidence.LIKELY
                )  # fmt: skip
    for leaf, names, value in named_like(payload, _INTERNATIONALS):
        phone = _phone(leaf, names, value, None) if _PHONE_NAMES.find(names) is None else None
        if phone is not None and not _is_given_to_all(leaf, surroundings(payload)):
            yield phone


def _is_given_to_all(leaf: Leaf, place: Surroundings) -> bool:
    return is_of_others(leaf, place) or is_published(leaf, place)


def _but_of_the_page(leaf: Leaf, text: str, found: list[Observation]) -> Iterator[Observation]:
    """Without those to which a whole page of HTML tells its readers to write; a mail is no such page, it has a name."""
    is_page = leaf.context == "body" and not leaf.name and _PAGE.match(text) is not None
    linked = set(_MAILTO.findall(text)) if is_page else frozenset[str]()
    return (item for item in found if item.value not in linked)


def _emails(leaf: Leaf, text: str) -> Iterator[Observation]:
    if all_words(leaf.names) & _PROGRAM_FIELDS:
        return
    if _SHOWS[leaf.name] or (leaf.name in _DOCUMENTING and not _OF_A_SCHEMA.isdisjoint(leaf.names)):
        return  # what a form or a document of an interface shows
    if leaf.name == "uid" and ">icalendar:" in leaf.path:
        return  # RFC 5545 asks for a name of this form, which reaches nobody
    if is_a_publication(text):
        return
    says_so = bool(leaf.name) and says(leaf.name, _EMAIL_NAMES)
    at = -1
    for _ in range(_MAX_FOUND):
        at = text.find("@", at + 1)
        if at < 0:
            return
        address = _address_around(text, at)
        if not address:
            continue
        whole = len(address) == len(text.strip())
        local = address.partition("@")[0].lower()
        if _PROGRAMS.fullmatch(local) or (local in _OFFICES and not (says_so or whole)):
            continue
        if (
            (local in _DESKS and _PUBLISHES[leaf.name])
            or is_an_example(address)
            or is_of_a_right(text, at)
            or is_shown_in_a_field(text, at)
        ):
            continue
        yield observe(
            leaf, category=_EMAIL, name="x_email", rule="contact_address.email",
            reasoning="an e-mail address" + ("" if whole else " inside a longer text"),
            confidence=_email_confidence(says_so, whole), value=address,
        )  # fmt: skip


def _email_confidence(says_so: bool, whole: bool) -> Confidence:
    if says_so:
        return Confidence.CERTAIN
    return Confidence.LIKELY if whole else Confidence.POSSIBLE


def _address_around(text: str, at: int) -> str:
    """The e-mail address whose ``@`` stands at ``at``; ``""`` where there is none. Looks at 320 characters at most."""
    start = max(0, at - 65)
    run = _LOCAL_RUN.search(text[start:at])
    domain = _DOMAIN.match(text, at + 1, at + 256)
    if run is None or domain is None or len(run[0]) > 64:
        return ""
    local, before = run[0], text[max(0, at - len(run[0]) - 5) : at - len(run[0])]
    if before.endswith(("//", "@")) or (before.endswith(":") and "://" in text[max(0, at - 330) : at]):
        return ""  # user-info of a URL
    if before.endswith(("sip:", "sips:", "xmpp:")):
        return ""  # an account of another service
    if before.endswith(":") and _MAC_BEFORE.search(text[max(0, at - 20) : at]):
        return ""  # the end of a hardware address
    if not _LOCAL_PART.match(local) or ".." in local:
        return ""
    host = domain[0].lower()
    if host.rpartition(".")[2] in _NOT_TOP_LEVEL or host.endswith(_OF_PROGRAMS) or local.lower() == "git":
        return ""
    return f"{local}@{domain[0]}"


def _phone(leaf: Leaf, names: tuple[str, ...], value: str, phrase: str | None) -> Observation | None:
    if not 7 <= len(value) <= 32 or not (value[0] in "+(" or value[0].isdecimal()) or _SHOWS[leaf.name]:
        return None
    if len(set(value[-7:].replace(" ", ""))) == 1:
        return None  # +49 170 0000000, as a form shows it
    international = _INTERNATIONAL.fullmatch(value)
    if international and (value.startswith("+") or phrase):
        if not _is_valid(value) or (phrase is None and ("." in value or "-" in value or "(" in value)):
            return None
        return observe(
            leaf, category=_PHONE, name="x_phone", rule="contact_address.phone_international",
            reasoning="a telephone number, valid in its country's numbering plan",
            confidence=Confidence.CERTAIN if phrase else Confidence.LIKELY,
        )  # fmt: skip
    if phrase is None or not isinstance(leaf.value, str | int) or not _NATIONAL.fullmatch(value):
        return None
    digits = sum(character.isdecimal() for character in value)
    if not 7 <= digits <= 15 or len(set(value)) < 3 or "version" in words(names[-1]):
        return None
    if phrase in _VAGUE and not _FORMATTED.match(value):
        return None
    return observe(
        leaf, category=_PHONE, name="x_phone", rule="contact_address.phone_named",
        reasoning="7 to 15 digits, as a telephone number", confidence=Confidence.LIKELY,
    )  # fmt: skip


@lru_cache(maxsize=1024)
def _is_valid(value: str) -> bool:
    import phonenumbers  # half as long to load as the rest of a start; most messages hold no number

    plain = "+" + value[2:] if value.startswith("00") else value
    try:
        number = phonenumbers.parse(plain)
        if phonenumbers.number_type(number) in _OF_SERVICES:
            return False
        return bool(phonenumbers.is_valid_number(number))
    except phonenumbers.NumberParseException:
        return False


_NEEDS: Final = Needs(
    fields=(_PHONE_NAMES,), names=(SHORT_PHONES,), objects=(PHONE_PARTS,), texts=(_WITH_AT, _INTERNATIONALS),
    holds=(may_hold_columns,),
)  # fmt: skip
DETECTOR: Final = Detector(
    name="contact_address",
    version=7,
    categories={
        _EMAIL: Mapped(google="Email address", apple="Email Address", dpv="pd:EmailAddress", tcf="7"),
        _PHONE: Mapped(google="Phone number", apple="Phone Number", dpv="pd:TelephoneNumber", tcf="7"),
    },
    rules={
        "contact_address.email": "Text of an e-mail address's form that belongs to no file, program or office.",
        "contact_address.phone_international": "A number from + (or 00 in a field named phone), valid in its country.",
        "contact_address.phone_in_parts": "A number beside the code of its country, valid there; short names where somebody "
        "registers.",
        "contact_address.phone_in_form": "8 to 12 digits under a short word for a telephone, in the form of a person.",
        "contact_address.phone_in_rows": "The same in a column of a table named for telephones, beside one for names.",
        "contact_address.phone_named": "7 to 15 digits in a field named for a telephone number.",
    },
    detect=_detect,
    needs=_NEEDS,
)
