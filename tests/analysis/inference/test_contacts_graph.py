"""Five entries of an address book."""

from __future__ import annotations

from analysis.inference.contacts_graph import INFERENCE
from analysis.inferences import Level
from tests.inference_cases import concludes, days_ago, found, never, refuses, sent

BOOK = "contact.entry"
SENT = (sent("12:00", found(BOOK, "211 entries with names", "x_contacts", n=211)),)

test_an_address_book = concludes(
    INFERENCE, SENT,
    "whom the owner knows: 211 contacts were sent, at 12:00. Who sends theirs as well is joined with them, and "
    "the contacts "
    "were not asked.",
    Level.VALUE,
)  # fmt: skip
test_what_does_not_count = never(INFERENCE, SENT, halves=False)
test_look_alikes = refuses(
    INFERENCE,
    {
        "nothing": (),
        "four": (sent("12:00", found(BOOK, "4 entries", "x_contacts", n=4)),),
        "one name": (sent("12:00", found(BOOK, "A… B…", "x_name")),),
        "a telephone number": (sent("12:00", found("identifier.phone", "+49…12", n=9)),),
        "one at a time": tuple(
            sent(f"12:0{n}", found(BOOK, "1 entry", "x_contacts", n=1, digest=str(n))) for n in range(9)
        ),
        "perhaps": (sent("12:00", found(BOOK, "211 entries", "x_contacts", n=211, confidence="possible")),),
        "the day before": (sent("12:00", *SENT[0].findings, day=days_ago(1)),),
    },
)
