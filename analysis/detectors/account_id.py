"""Recognises who is logged in: user id, user name, a person's name in a field that says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from analysis.account_words import NOT_PEOPLE, OF_A_PERSON, PEOPLE
from analysis.bare_imeis import is_imei
from analysis.contact_rows import is_of_another
from analysis.field_names import all_words, words
from analysis.health_references import REFERENCES, referred_patients
from analysis.id_phrases import ACCOUNT
from analysis.identifier_shapes import hash_name, is_placeholder, is_random, is_uuid
from analysis.lazy_patterns import lazy_pattern
from analysis.named_fields import FieldTable, named_in, observe
from analysis.needs import Needs
from analysis.office_words import OFFICES
from analysis.payload import Leaf, Payload
from analysis.player_names import PLAYER_NAMES, names_of_players
from analysis.public_places import is_public_place
from analysis.published_addresses import is_published
from analysis.readings import text
from analysis.records import Confidence, Observation
from analysis.surroundings import surroundings
from analysis.token_subjects import SUBJECTS, token_subjects
from analysis.units import Detector, Mapped

_CATEGORY: Final = "identifier.account"
_USER_ID: Final = FieldTable({
    phrase: phrase
    for phrase in (
        "user id", "user identifier", "user.id", "user uuid", "user guid", "user.uuid", "member id", "profile id",
        "external user id", "custom user id", "customer user id", "app user id", "logged in user id", "identity id",
        "user profile.id", "account.id", "player id", "users.id", "user pk", "user pk id", "gigya uid", "account id",
        "customer id", "subscriber number", "user number", "customer number", "customer.id", "user key",
        "profile.user id", "current user.id", "user data.id", "developer identity", "distinct id", "=external id",
        "user profile pk", "user profile id", "profile pk", "athlete id", "athlete.id", "patient id", "patient.id",
        "member number", "login id", "user ref", "user reference", "usr.id", "end user id", "=user", "=usr", *ACCOUNT,
    )
})  # fmt: skip
_BARE_USERS: Final = frozenset({"=user", "=usr", "=uname"})
_SHORT_NAMES: Final = frozenset({"=fn", "=ln", "=fname", "=lname"})
_PUBLISHERS_TOO: Final = frozenset(
    {"account id", "customer id", "account.id", "customer.id", "profile id", "player id"}
)
_USER_NAME: Final = FieldTable({
    phrase: phrase
    for phrase in ("username", "user name", "login name", "=login", "screenname handle", "nickname", "nick name",
                   "user.login", "user handle", "user.handle", "screen name handle", "player name handle",
                   "x remote user", "remote user", "x forwarded user", "x webauth user", "x forwarded preferred username")
})  # fmt: skip
_NAME: Final = FieldTable({
    phrase: phrase
    for phrase in ("first name", "last name", "full name", "given name", "family name", "surname", "real name",
                   "middle name", "maiden name", "user.name", "user.display name", "profile.name", "customer.name",
                   "user full name", "profile.display name", "given names", "legal name", "user profile.display name",
                   "owner name", "user profile.name", "person name", "contact name", "traits.name", "person.name",
                   "patient.name", "patient name", "member.name", "member name", "subscriber.name", "guest.name",
                   "guest name", "passenger.name", "passenger name", "athlete.name", "student.name", "student name",
                   "employee.name", "buyer.name", "recipient name", "customer name", "usr.name", "attendee name",
                   "ho ten", "ho va ten", "nome completo", "nombre completo",
                   "kid name", "child name", "parent name", "mother name", "father name", "mothers name", "fathers name",
                   "guardian name", "spouse name", "player full name", "driver name", "lead.name", "=fname",
                   "=lname", "=fn", "=ln")
})  # fmt: skip
_PASSWORDS: Final = frozenset({"password", "passwd", "pwd", "passwort", "pass", "passphrase"})
_PAIRED: Final = FieldTable(dict.fromkeys(("id name", "login name", "account name", "member name"), "paired"))
_BARE_UID: Final = FieldTable({"=uid": "uid", "=userid": "uid"})
_BARE_NAME: Final = FieldTable(dict.fromkeys((
    "=name", "=nom", "=nome", "=nombre", "=nume", "=imie", "=jmeno", "=navn", "=namn", "=naam", "=nimi", "=nev", "=név",
    "=ten", "=isim", "=nama", "=ime", "=όνομα", "=onoma", "=الاسم", "=اسم", "=імʼя", "=імя", "=ім я", "=имя",
), "name"))  # fmt: skip
_BESIDE_A_NAME: Final = frozenset(
    {"email", "emailaddress", "mail", "useremail", "phone", "phonenumber", "mobile"}
)
_TWO_WORDS: Final = lazy_pattern(r"[^\W\d_a-z][^\W\d_]{0,30}(?:[ '’.-]{1,2}[^\W\d_][^\W\d_.'’-]{0,30}){1,4}")
# Discord's older names end in four digits.
_ID: Final = lazy_pattern(
    r"\$?[A-Za-z0-9_.:|+=-]{3,128}|[^\s#@<>{}]{2,32}#[0-9]{4,6}|[A-Z]{2,3}(?: [0-9]{3,12}){1,3}"
)
# RevenueCat's $RCAnonymousID:…, no macro
_PREFIXED: Final = lazy_pattern(r"\$[A-Za-z]{2,40}:[A-Za-z0-9-]{8}")
_ANONYMOUS: Final = lazy_pattern(
    r"(?:\$device:)?[0-9a-fA-F]{8,16}-[0-9a-fA-F]{4,16}-[0-9a-fA-F]{4,16}-[0-9a-fA-F]{4,16}-[0-9a-fA-F]{10,16}"
)
_LOGIN: Final = lazy_pattern(r"[^\s@/<>{}\"']{2,64}")
_PERSON: Final = lazy_pattern(r"[^\W\d_][^\d_<>{}@/\\|;=\"]{1,79}")


def _detect(payload: Payload) -> Iterator[Observation]:
    told = set[str]()
    for found in _named(payload):
        told.add(found.path)
        yield found
    for leaf in token_subjects(payload):
        yield observe(
            leaf, category=_CATEGORY, name="userId", rule="account_id.subject",
            reasoning="the account that a token is about", confidence=Confidence.LIKELY,
        )  # fmt: skip
    for leaf in referred_patients(payload):
        yield observe(
            leaf, category=_CATEGORY, name="userId", rule="account_id.patient",
            reasoning="the number of the patient whom a record of health is about", confidence=Confidence.LIKELY,
        )  # fmt: skip
    for leaf in names_of_players(surroundings(payload)):
        if leaf.path not in told:
            yield observe(
                leaf, category=_CATEGORY, name="x_username", rule="account_id.player",
                reasoning="the name that the user logs in with", confidence=Confidence.LIKELY,
            )  # fmt: skip


def _named(payload: Payload) -> Iterator[Observation]:
    for leaf, names, value in named_in(payload, _USER_ID, _USER_NAME, _NAME, _BARE_NAME, _BARE_UID, _PAIRED):
        if len(value) > 128:
            continue
        if (phrase := _USER_ID.find(names)) is not None:
            if (
                _is_user_id(value)
                and not is_placeholder(value[1:] if _PREFIXED.match(value) else value)
                and _is_of_a_user(payload, leaf, names, phrase, value)
            ):
                yield observe(
                    leaf, category=_CATEGORY, name="userId", rule="account_id.user_id",
                    reasoning="an identifier of the user's account", confidence=_confidence(phrase, value),
                )  # fmt: skip
            elif phrase in _BARE_USERS and _is_login(payload, leaf, names, value):
                yield observe(
                    leaf, category=_CATEGORY, name="x_username", rule="account_id.username",
                    reasoning="the name that the user logs in with", confidence=Confidence.LIKELY,
                )  # fmt: skip
        elif _BARE_UID.find(names) is not None:
            if _is_bare_uid(leaf, names, value) and not is_placeholder(value):
                yield observe(
                    leaf, category=_CATEGORY, name="userId", rule="account_id.user_id",
                    reasoning="the number of the user's account", confidence=Confidence.POSSIBLE,
                )  # fmt: skip
        elif _USER_NAME.find(names) is not None or _is_paired(payload, leaf, names):
            told = _LOGIN.fullmatch(value) and not is_placeholder(value) and words(value) != words(leaf.name)
            label = _USER_NAME.find_with_rest((value,)) or _USER_ID.find_with_rest((value,))
            if told and not (label and not label[1]) and not all_words(names) & NOT_PEOPLE:
                yield observe(
                    leaf, category=_CATEGORY, name="x_username", rule="account_id.username",
                    reasoning="the name that the user logs in with", confidence=Confidence.LIKELY,
                )  # fmt: skip
        elif _is_name(payload, leaf, names, value):
            yield observe(
                leaf, category=_CATEGORY, name="x_name", rule="account_id.name",
                reasoning="a person's name", confidence=Confidence.LIKELY,
            )  # fmt: skip


def _is_name(payload: Payload, leaf: Leaf, names: tuple[str, ...], value: str) -> bool:
    """A person's name in a field that says so, or in a bare ``name`` beside somebody's mail address or telephone number."""
    if not _is_person(value) or is_placeholder(value) or words(value) == words(leaf.name):
        return False  # "lastName": "Last name" is the label of a field
    if _NAME.find(names) == "contact name" and is_of_another(surroundings(payload).around(leaf.path)):
        return False  # with whom the sender writes or speaks
    if is_published(leaf, surroundings(payload)):
        return False  # who publishes a feed, a program or a site
    if _NAME.find(names) in _SHORT_NAMES and not _has_both(surroundings(payload).siblings(leaf.path)):
        return False
    if _NAME.find(names) is not None:
        return all_words(names).isdisjoint(NOT_PEOPLE)
    if leaf.context == "header" or not _TWO_WORDS.fullmatch(value) or not OFFICES.isdisjoint(words(value)):
        return False
    place = surroundings(payload)
    group = place.around(leaf.path)
    if group is None or is_public_place(group.path, place):
        return False
    beside = {"".join(words(name)): field for name, field in group.members.items()}
    reached = [text(beside[name].value) for name in _BESIDE_A_NAME.intersection(beside)]
    mails = [words(given.partition("@")[0]) for given in reached if "@" in given]
    if any(not OFFICES.isdisjoint(mail) for mail in mails):
        return False  # how to reach an office or a club
    called = bool(mails) or any(any(map(str.isdecimal, given)) for given in reached)
    return called and all_words(names[-4:-1]).isdisjoint(NOT_PEOPLE)


def _has_both(beside: Mapping[str, object]) -> bool:
    """``fn`` and ``ln`` together: each alone may be of anything."""
    said = {name.lower() for name in beside}
    return (
        {"fn", "ln"} <= said
        or {"fname", "lname"} <= said
        or ("fname" in said and not said.isdisjoint(_BESIDE_A_NAME))
    )


def _is_of_a_user(payload: Payload, leaf: Leaf, names: tuple[str, ...], phrase: str, value: str) -> bool:
    """Whether an identifier is that of a person: not of a publisher, an app or a thing that has external ids too."""
    if phrase == "developer identity":
        return True
    if phrase == "distinct id":
        return not _ANONYMOUS.fullmatch(
            value
        )  # before somebody logs in, it is that of the browser or installation
    said = all_words(names) - ({"app"} if phrase in ("app user id", "appuserid") else set())
    if not said.isdisjoint(NOT_PEOPLE):
        return False
    if phrase in _BARE_USERS:
        return leaf.context == "body" and is_random(value)  # else a name, or the number of a row
    if phrase == "=external id":
        return not hash_name(value) and _is_near_a_person(payload, leaf, names)
    if phrase not in _PUBLISHERS_TOO:
        return True
    if leaf.context != "body":
        return False
    return not value.isdecimal() or len(value) >= 8 or _is_near_a_person(payload, leaf, names)


def _is_login(payload: Payload, leaf: Leaf, names: tuple[str, ...], value: str) -> bool:
    """``user`` beside a password, or in an object beside one: ``{"identifier": {"user": "lena"}, "password": "…"}``."""
    if leaf.context != "body" or not _LOGIN.fullmatch(value) or is_placeholder(value) or value.isdecimal():
        return False
    near = surroundings(payload).around(leaf.path)
    outer = surroundings(payload).around(near.path) if near is not None else None
    beside = {
        "".join(words(name))
        for group in (near, outer)
        if group is not None
        for name in list(group.members)[:64]
    }
    return not beside.isdisjoint(_PASSWORDS) and all_words(names).isdisjoint(NOT_PEOPLE)


def _is_paired(payload: Payload, leaf: Leaf, names: tuple[str, ...]) -> bool:
    """``playerIDName`` beside ``playerIDPass``: the name of an account and its password, by what both names begin with."""
    near = surroundings(payload).around(leaf.path) if _PAIRED.find(names) is not None else None
    start = words(leaf.name)[:-1]
    beside = (words(name) for name in list(near.members)[:64]) if near is not None else ()
    return any(said[:-1] == start and said[-1] in _PASSWORDS for said in beside if len(said) > 1)


def _is_near_a_person(payload: Payload, leaf: Leaf, names: tuple[str, ...]) -> bool:
    if not all_words(names[-3:-1]).isdisjoint(PEOPLE):
        return True
    group = surroundings(payload).around(leaf.path)
    return group is not None and any("".join(words(name)) in OF_A_PERSON for name in list(group.members)[:64])


def _is_bare_uid(leaf: Leaf, names: tuple[str, ...], value: str) -> bool:
    """``uid`` of a form, a query or a whole message, as seven and more digits: of whoever sends it, not of a row."""
    alone = leaf.context in ("body", "query") and len(names) <= 2 and "[" not in leaf.path
    return alone and value.isdecimal() and len(value) >= 7 and not is_imei(value)


def _is_user_id(value: str) -> bool:
    if not _ID.fullmatch(value[1:-1] if value[:1] == "{" and is_uuid(value) else value):
        return False
    return any(character.isdigit() for character in value)


def _is_person(value: str) -> bool:
    """Letters in one to six words, not a dotted program name and not a hash."""
    return (
        _PERSON.fullmatch(value) is not None
        and len(value.split()) <= 6
        and "." not in value.rstrip(".")[1:-1]
    )


def _confidence(phrase: str, value: str) -> Confidence:
    if phrase in _PUBLISHERS_TOO:
        return Confidence.POSSIBLE
    if is_uuid(value) or hash_name(value) or len(value) >= 6:
        return Confidence.LIKELY
    return Confidence.POSSIBLE


DETECTOR: Final = Detector(
    name="account_id",
    version=11,
    categories={
        _CATEGORY: Mapped(google="User IDs, Name", apple="User ID, Name", dpv="pd:Username", tcf="5, 7"),
    },
    rules={
        "account_id.user_id": "An identifier with a digit in a field named user id, or possibly account or customer id.",
        "account_id.subject": "The subject of a JSON Web Token, with a digit, that is not its issuer or a program.",
        "account_id.patient": "A reference of FHIR to a patient or one of the family, with a digit.",
        "account_id.username": "A word in a field named user name or login.",
        "account_id.player": "A word named for a player's name, beside what a player has; not in a table of many.",
        "account_id.name": "Letters in a field named for a person's name, or two words beside a mail address or number.",
    },
    detect=_detect,
    needs=Needs(
        fields=(_USER_ID, _USER_NAME, _NAME, _BARE_NAME, _BARE_UID, _PAIRED, SUBJECTS, REFERENCES),
        names=(PLAYER_NAMES,),
    ),
)
