"""Recognises the heads of mails without their texts: who wrote to whom, about what, as filters and indexes send them.

Four layouts: an object for each mail, a row of values, a list of ``{"name": "From", "value": …}`` (Gmail's API), columns.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from analysis.lazy_patterns import lazy_pattern
from analysis.mail_heads import HEADS, RECIPIENTS, SENDERS, SUBJECTS, MailHead, is_mail_address, plain
from analysis.name_tables import picking
from analysis.needs import Needs
from analysis.payload import Group, Leaf, Payload
from analysis.prose import is_prose
from analysis.readings import text
from analysis.records import Confidence, Observation
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings, outer, surroundings
from analysis.texts import TextShape, texts_like
from analysis.tree_walk import STEPS
from analysis.units import Detector, Mapped

_CATEGORY: Final = "message.metadata"
_MOST: Final = 500  # parts of heads that are told of one message
_LEAST_ROW, _LONGEST_ROW = 4, 12  # values of a row that is a head
_TIME: Final = lazy_pattern(r"1[0-9]{9}(?:[0-9]{3})?|20[0-9]{2}-[0-9]{2}-[0-9]{2}.{0,20}")
_MOST_COLUMNS: Final = 8  # fields named for a subject that may begin a column
_PAIRS: Final = (("name", "value"), ("key", "value"), ("n", "v"), ("header", "value"), ("Name", "Value"))
_FIELDS: Final = frozenset(
    {"From", "To", "Subject", "from", "to", "subject", "Cc", "Reply-To", "Return-Path"}
)
_SAYS_FROM: Final = TextShape(lambda told: told in ("From", "from"), headers=False, shortest=4, longest=4)
# The text of the mail itself, which is told as a message with its head.
_BODIES: Final = frozenset({"body", "text", "html", "textbody", "htmlbody", "bodytext", "message", "content"})
_HAS_BODY: Final = Remembered[tuple[str, ...], bool](
    lambda names: not _BODIES.isdisjoint(map(plain, names[:64]))
)
_COLUMNS: Final = picking(lambda name: plain(name) in SUBJECTS and len(name) > 1, spelled=SUBJECTS)
_WHAT: Final = {
    "x_messageSender": "by whom a message is sent",
    "x_messageRecipient": "to whom a message is sent",
    "x_messageSubject": "the subject of a message",
}


def _detect(payload: Payload) -> Iterator[Observation]:
    place = surroundings(payload)
    left = _MOST
    for one in (*_of_objects(place), *_of_pairs(place), *_of_columns(place), *_of_rows(place)):
        yield one
        left -= 1
        if not left:
            return


def _of_objects(place: Surroundings) -> Iterator[Observation]:
    for group, names in place.shapes:
        head = HEADS[names] if group.context == "body" else None
        if head is not None and not _has_text(group, names):
            yield from _told(place, group, head)


def _has_text(group: Group, names: tuple[str, ...]) -> bool:
    return _HAS_BODY[names] and any(
        plain(name) in _BODIES and isinstance(leaf.value, str) and is_prose(leaf.value)
        for name, leaf in group.members.items()
    )


def _told(place: Surroundings, group: Group, head: MailHead) -> Iterator[Observation]:
    subject = group.members[head.subject] if len(head.subject) > 1 else None
    about = subject is not None and isinstance(subject.value, str) and is_prose(subject.value)
    if not (about or head.beside):
        return
    senders, recipients = _ends(place, group, head.sender, _FROM), _ends(place, group, head.recipient, _TO)
    ends = bool(senders) + bool(recipients)
    if not ends or not (head.beside or ends == 2) or not (about or ends == 2):
        return
    yield from (_observation(leaf, "x_messageSender") for leaf in senders[:8])
    yield from (_observation(leaf, "x_messageRecipient") for leaf in recipients[:8])
    if about and subject is not None:
        yield _observation(subject, "x_messageSubject")


def _address_at(group: Group, name: str) -> Leaf | None:
    leaf = group.members[name] if name else None
    return leaf if leaf is not None and is_mail_address(leaf.value) else None


def _ends(place: Surroundings, group: Group, name: str, inner: tuple[str, ...]) -> list[Leaf]:
    """The addresses at one end of a mail: of a scalar, or of the list, the object or the list of objects in its place."""
    own = _address_at(group, name)
    if own is not None:
        return [own]
    for here in (group.path + STEPS[one] for one in inner):
        items = place.lists.get(here, ())
        if items and is_mail_address(items[0].value):
            return [leaf for leaf in items if is_mail_address(leaf.value)]
        for path in (here, f"{here}[0]", f"{here}.emailAddress", f"{here}[0].emailAddress"):
            holder = place.group(path)
            found = (
                [leaf for leaf in holder.members.values() if is_mail_address(leaf.value)]
                if holder is not None
                else []
            )
            if found:
                return found[:1]
    return []


_TO: Final = tuple(sorted(name for name in RECIPIENTS if name not in ("cc", "bcc")))
_FROM: Final = tuple(sorted(SENDERS))


def _of_pairs(place: Surroundings) -> Iterator[Observation]:
    """``[{"name": "From", "value": "…"}, {"name": "Subject", "value": "…"}]``."""
    seen = set[str]()
    for leaf, _ in texts_like(place.payload, _SAYS_FROM):
        rows = outer(outer(leaf.path)) if leaf.path.count("[") else ""
        base = leaf.path[: leaf.path.rindex("[")] if rows else ""
        if not base or base in seen:
            continue
        seen.add(base)
        found = list(_pairs(place, base))
        if len({name for name, _ in found}) > 1:
            yield from (_observation(value, name) for name, value in found)


def _pairs(place: Surroundings, base: str) -> Iterator[tuple[str, Leaf]]:
    for row in range(64):
        group = place.group(f"{base}[{row}]")
        if group is None:
            return
        for key, value in _PAIRS:
            if key in group.members and value in group.members and group.members[key].value in _FIELDS:
                told, said = group.members[value], text(group.members[key].value).lower()
                if said == "subject" and isinstance(told.value, str) and is_prose(told.value):
                    yield "x_messageSubject", told
                elif said != "subject" and is_mail_address(told.value):
                    yield ("x_messageRecipient" if said in ("to", "cc") else "x_messageSender"), told


def _of_columns(place: Surroundings) -> Iterator[Observation]:
    """``{"from": ["…", "…"], "subject": ["…", "…"]}``: a list for each part of the heads."""
    for leaf in islice(place.leaves_of(_COLUMNS), _MOST_COLUMNS):
        if not leaf.path.endswith("[0]") or not isinstance(leaf.value, str) or not is_prose(leaf.value):
            continue
        column = leaf.path[:-3]
        beside = outer(column)
        for path, items in place.lists.items():
            if outer(path) != beside or path == column or not is_mail_address(items[0].value):
                continue
            kind = plain(items[0].name)
            if kind in SENDERS or kind in RECIPIENTS:
                name = "x_messageSender" if kind in SENDERS else "x_messageRecipient"
                yield from (_observation(item, name) for item in items[:8] if is_mail_address(item.value))


def _of_rows(place: Surroundings) -> Iterator[Observation]:
    """``["a@x.example", "b@y.example", "Your appointment", 1795340711]``: two addresses, a subject, a time by position."""
    for items in place.lists.values():
        if not _LEAST_ROW <= len(items) <= _LONGEST_ROW or items[0].context != "body":
            continue
        ends = [leaf for leaf in items[:4] if is_mail_address(leaf.value)]
        about = [
            leaf
            for leaf in items
            if isinstance(leaf.value, str) and " " in leaf.value and "@" not in leaf.value
        ]
        if (
            len(ends) == 2
            and len(about) == 1
            and is_prose(text(about[0].value))
            and any(map(_is_time, items))
        ):
            yield _observation(ends[0], "x_messageSender")
            yield _observation(ends[1], "x_messageRecipient")
            yield _observation(about[0], "x_messageSubject")


def _is_time(leaf: Leaf) -> bool:
    return _TIME.fullmatch(text(leaf.value)[:40]) is not None


def _observation(leaf: Leaf, name: str) -> Observation:
    return Observation(
        category=_CATEGORY, property=name, path=leaf.path, value=text(leaf.value)[:2000], reasoning=_WHAT[name],
        rule="mail_head.fields", confidence=Confidence.LIKELY,
    )  # fmt: skip


DETECTOR: Final = Detector(
    name="mail_head",
    version=1,
    categories={
        _CATEGORY: Mapped(
            google="Emails, SMS or MMS, Other in-app messages", apple="Emails or Text Messages",
            dpv="pd:CommunicationsMetadata", tcf="7",
        ),
    },
    rules={
        "mail_head.fields": "A mail address as sender or recipient beside a subject, a time or a size, in several "
        "languages, where the text of the mail is not sent.",
    },
    detect=_detect,
    needs=Needs(objects=(HEADS,), names=(_COLUMNS,), texts=(_SAYS_FROM,), lists=True),
)  # fmt: skip
