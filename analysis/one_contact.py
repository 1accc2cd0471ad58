"""Recognises one person of an address book who is sent alone: a contact created at Microsoft Graph, Google People, a CRM."""

from __future__ import annotations

import re
from typing import Final

from analysis.contact_rows import PERSON_NAMES, Entry, plain_name
from analysis.payload import Payload
from analysis.records import Transmission

_PATH: Final = re.compile(
    r"(?i)/(?:contacts(?:/[A-Za-z0-9=_-]{8,200})?|people:(?:batch)?createcontacts?|people/[A-Za-z0-9]{4,64}:updatecontact"
    r"|addressbook/(?:entries|people))/?\Z"
)
_WRITES: Final = frozenset({"POST", "PUT", "PATCH"})
_NO_CONTACT: Final = frozenset(
    {"message", "subject", "comment", "comments", "question", "body", "password", "price", "listids"}
)
_MOST: Final = 200  # values of a body that is one contact


def is_written(sent: Transmission) -> bool:
    """Whether a message goes to where contacts are written."""
    return sent.method in _WRITES and _PATH.search(sent.path[:512]) is not None


def one_contact(payload: Payload) -> tuple[str, Entry] | None:
    """The path of the body and what it tells of one person, with a number or an address; None where it is none."""
    if not is_written(payload.transmission):
        return None
    entry = Entry()
    root = ""
    names = set[str]()
    body = [leaf for leaf in payload.leaves if leaf.context == "body"]
    if not body or len(body) > _MOST:
        return None
    for leaf in body:
        root = root or leaf.path[: leaf.path.find(":") + 2].rstrip(".")
        names.update(map(plain_name, leaf.names[-2:]))
        entry.take(leaf, leaf.names)
    if (
        names & _NO_CONTACT
        or not names & PERSON_NAMES
        or not entry.reachable()
        or not entry.name
        or entry.shop
    ):
        return None
    return root, entry
