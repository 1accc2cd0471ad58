"""Recognises who is logged in: user id, user name, a person's name in a field that says so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from analysis.field_names import all_words
from analysis.identifier_shapes import hash_name, is_placeholder, is_uuid
from analysis.named_fields import FieldTable, named_in, observe
from analysis.payload import Payload
from analysis.records import Confidence, Observation
from analysis.units import Detector, Mapped

_CATEGORY: Final = "identifier.account"
_USER_ID: Final = FieldTable({
    phrase: phrase
    for phrase in (
        "user id", "userid", "user identifier", "user.id", "user uuid", "user guid", "user.uuid", "member id", "profile id",
        "external user id", "custom user id", "customer user id", "app user id", "logged in user id", "identity id",
        "user profile.id", "userprofile.id", "account.id", "player id", "users.id", "user pk", "user pk id", "gigya uid",
        "account id", "customer id", "subscriber number", "user number", "customer number", "customer.id", "user key",
        "profile.user id", "current user.id", "user data.id",
    )
})  # fmt: skip
_PUBLISHERS_TOO: Final = frozenset(
    {"account id", "customer id", "account.id", "customer.id", "profile id", "player id"}
)
_USER_NAME: Final = FieldTable({
    phrase: phrase
    for phrase in ("username", "user name", "login name", "=login", "screenname handle", "nickname", "nick name",
                   "user.login", "user handle", "user.handle")
})  # fmt: skip
_NAME: Final = FieldTable({
    phrase: phrase
    for phrase in ("first name", "last name", "full name", "given name", "family name", "surname", "real name",
                   "middle name", "maiden name", "user.name", "user.display name", "profile.name", "customer.name",
                   "user full name", "profile.display name", "given names", "legal name", "user profile.display name",
                   "owner name", "user profile.name", "person name", "contact name")
})  # fmt: skip
_ID: Final = re.compile(r"[A-Za-z0-9_.:|+=-]{3,128}")
_LOGIN: Final = re.compile(r"[^\s@/<>{}\"']{2,64}")
_PERSON: Final = re.compile(r"[^\W\d_][^\d_<>{}@/\\|;=\"]{1,79}")
_NOT_PEOPLE: Final = frozenset({
    "bot", "app", "application", "service", "daemon", "process", "thread", "site", "publisher", "advertiser", "seller",
    "tenant", "project", "pixel", "campaign", "class", "package", "file", "vendor", "facebook", "adwords", "developer",
    "widget", "network", "ads", "ad", "cdn", "imp", "aws", "newrelic", "analytics", "sift", "merchant", "store", "shop",
    "property", "container", "gtm", "module", "event", "page", "screen", "game", "brand", "company", "partner", "tag",
})  # fmt: skip


def _detect(payload: Payload) -> Iterator[Observation]:
    for leaf, names, value in named_in(payload, _USER_ID, _USER_NAME, _NAME):
        if len(value) > 128:
            continue
        if (phrase := _USER_ID.find(names)) is not None:
            publishers = phrase in _PUBLISHERS_TOO and leaf.context != "body"
            if (
                _is_user_id(value)
                and not is_placeholder(value)
                and not publishers
                and not all_words(names) & _NOT_PEOPLE
            ):
                yield observe(
                    leaf, category=_CATEGORY, name="userId", rule="account_id.user_id",
                    reasoning="an identifier of the user's account", confidence=_confidence(phrase, value),
                )  # fmt: skip
        elif _USER_NAME.find(names) is not None:
            if _LOGIN.fullmatch(value) and not is_placeholder(value) and not all_words(names) & _NOT_PEOPLE:
                yield observe(
                    leaf, category=_CATEGORY, name="x_username", rule="account_id.username",
                    reasoning="the name that the user logs in with", confidence=Confidence.LIKELY,
                )  # fmt: skip
        elif (
            _NAME.find(names) is not None
            and _is_person(value)
            and not is_placeholder(value)
            and not all_words(names) & _NOT_PEOPLE
        ):
            yield observe(
                leaf, category=_CATEGORY, name="x_name", rule="account_id.name",
                reasoning="a person's name", confidence=Confidence.LIKELY,
            )  # fmt: skip


def _is_user_id(value: str) -> bool:
    if not _ID.fullmatch(value):
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
    version=1,
    categories={
        _CATEGORY: Mapped(google="User IDs, Name", apple="User ID, Name", dpv="pd:Username", tcf="5, 7"),
    },
    rules={
        "account_id.user_id": "An identifier with a digit in a field named user id, or possibly account or customer id.",
        "account_id.username": "A word in a field named user name or login.",
        "account_id.name": "Letters in a field named in full for a person's name (first name, family name …).",
    },
    detect=_detect,
)
