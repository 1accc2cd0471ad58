"""Recognises one person of an address book who is sent alone: a contact created at Microsoft Graph, Google People, a CRM."""

from __future__ import annotations

from typing import Final

from analysis.contact_rows import PERSON_NAMES, Entry, plain_name
from analysis.field_names import words
from analysis.lazy_patterns import lazy_pattern
from analysis.payload import Payload
from analysis.records import Transmission
from analysis.texts import TextShape, texts_like

_PATH: Final = lazy_pattern(
    r"(?i)/(?:contacts(?:/[A-Za-z0-9=_-]{8,200})?|people:(?:batch)?createcontacts?|people/[A-Za-z0-9]{4,64}:updatecontact"
    r"|addressbook/(?:entries|people)|persons(?:/[0-9]{1,12})?)/?\Z"
)
# A folder, module or kind of entries that a body says it is written to.
_FOLDER: Final = TextShape(
    lambda text: len(text) == 8 and text.lower() == "contacts", headers=False, shortest=8, longest=8
)
_FOLDER_NAMES: Final = frozenset({
    "id", "folder", "folderid", "foldername", "module", "modulename", "class", "collection", "list", "type", "entity",
    "object", "resource", "folderdisplayname",
})  # fmt: skip
_SAY_LITTLE: Final = frozenset({"#text", "entry", "Entry", "value", "Value"})
_WRITES: Final = frozenset({"POST", "PUT", "PATCH"})
_PERSONS: Final = lazy_pattern(r"(?i)/persons(?:/[0-9]{1,12})?/?\Z")
_NO_CONTACT: Final = frozenset(
    {"message", "subject", "comment", "comments", "question", "body", "password", "price", "listids"}
)
_MOST: Final = 200  # values of a body that is one contact


def is_written(sent: Transmission) -> bool:
    """Whether a message goes to where contacts are written."""
    return sent.method in _WRITES and _PATH.search(sent.path[:512]) is not None


def is_filed(payload: Payload) -> bool:
    """Whether a body says that it is written to a folder or module of contacts (Exchange, SuiteCRM), or is one (EWS)."""
    if payload.transmission.method not in _WRITES:
        return False
    soap = payload.transmission.path[-32:].lower().endswith(".asmx")
    if soap and any(group.name == "Contact" and "Items" in group.names for group in payload.groups):
        return True
    return any(
        leaf.context == "body" and "".join(words(leaf.name)) in _FOLDER_NAMES
        for leaf, _ in texts_like(payload, _FOLDER)
    )


def _is_person(sent: Transmission, entry: Entry) -> bool:
    """A name of two words with a number and an address, written to ``/persons`` (a CRM), where ``name`` is a person's."""
    return bool(_PERSONS.search(sent.path[:512])) and bool(entry.phone and entry.email) and " " in entry.name


def one_contact(payload: Payload) -> tuple[str, Entry] | None:
    """The path of the body and what it tells of one person, with a number or an address; None where it is none."""
    if not (is_written(payload.transmission) or is_filed(payload)):
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
        if leaf.names[-1:] == ("label",) and len(leaf.names) > 1:
            continue  # of a number or an address: work, mobile
        entry.take(leaf, tuple(name for name in leaf.names if name not in _SAY_LITTLE) or leaf.names)
    if (
        names & _NO_CONTACT
        or not (names & PERSON_NAMES or _is_person(payload.transmission, entry))
        or not entry.reachable()
        or not entry.name
        or entry.shop
    ):
        return None
    return root, entry
