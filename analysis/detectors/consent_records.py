"""Recognises the record of a consent: to whom it belongs, what was decided and when, or on which legal basis."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.field_names import all_words, words
from analysis.lazy_patterns import lazy_pattern
from analysis.needs import Needs
from analysis.payload import Group, Leaf, Payload
from analysis.privacy_choices import CHOICE, MAPPED, chosen
from analysis.readings import text
from analysis.records import Observation
from analysis.remembered import Remembered
from analysis.surroundings import surroundings
from analysis.units import Detector

# Names without case and separators. Sources: Turkey's register of permissions (IYS), Brazil's RD Station, HubSpot's and
# Brevo's contacts.
_DATED: Final = frozenset({
    "consentdate", "consenttime", "consenttimestamp", "consentedat", "consentat", "consentgivenat", "dateofconsent",
    "optindate", "optedinat", "optintime", "permissiondate", "consentgivendate",
})  # fmt: skip
_STATES: Final = frozenset(
    {"status", "state", "choice", "decision", "consent", "permission", "consentstatus", "permissionstatus"}
)
_WHOSE: Final = frozenset({
    "recipient", "email", "phone", "msisdn", "gsm", "mobile", "phonenumber", "emailaddress", "contact", "subscriber",
    "customerid", "userid", "subjectid", "datasubject",
})  # fmt: skip
_BASES: Final = frozenset({"legal", "lawful", "basis", "bases"})
_BASIS: Final = ("type", "basis", "legalbasis", "lawfulbasis")
# "onay" and "ret" are Turkish: approval and refusal.
_DECIDED: Final = lazy_pattern(
    r"(?i)granted|denied|given|withdrawn|revoked|refused|declined|accepted|rejected|approved|opt(?:ed)?[_ -]?(?:in|out)"
    r"|onay|ret|active|inactive|true|false|yes|no"
)
_MOST_MEMBERS: Final = 24


def _plain(name: str) -> str:
    return "".join(words(name))


def _record(names: tuple[str, ...]) -> dict[str, str]:
    """The names of an object by their plain form; none where it cannot be a record of a consent."""
    if len(names) > _MOST_MEMBERS:
        return {}
    said = {_plain(name): name for name in names}
    if _STATES.isdisjoint(said):
        return {}
    dated = not _DATED.isdisjoint(said) and not _WHOSE.isdisjoint(said)
    return said if dated or not said.keys().isdisjoint(_BASIS) else {}


_RECORDS: Final = Remembered(_record)


def _detect(payload: Payload) -> Iterator[Observation]:
    for group, names in surroundings(payload).shapes:
        said = _RECORDS[names] if group.context == "body" else {}
        leaf = _decision(group, said) if said else None
        if leaf is None:
            continue
        if not _DATED.isdisjoint(said) and not _WHOSE.isdisjoint(said):
            yield chosen(
                leaf.path, text(leaf.value), "consent_records.dated", "whether one thing is consented to"
            )
        elif _is_basis(group, said):
            yield chosen(
                leaf.path, text(leaf.value), "consent_records.basis", "whether one thing is consented to"
            )


def _decision(group: Group, said: dict[str, str]) -> Leaf | None:
    found = (group.members[said[key]] for key in said if key in _STATES)
    return next((leaf for leaf in found if _DECIDED.fullmatch(text(leaf.value)[:16])), None)


def _is_basis(group: Group, said: dict[str, str]) -> bool:
    """``{"type": "consent", "status": "granted"}`` among legal bases."""
    told = (group.members[said[key]].value for key in _BASIS if key in said)
    return len(all_words(group.names[-2:]) & _BASES) >= 2 and any(value == "consent" for value in told)


DETECTOR: Final = Detector(
    name="consent_records",
    version=1,
    categories={CHOICE: MAPPED},
    rules={
        "consent_records.dated": "A decision beside the date of a consent and whose it is, in one object.",
        "consent_records.basis": "A decision beside the type consent, in a row of legal bases.",
    },
    detect=_detect,
    needs=Needs(objects=(_RECORDS,)),
)
