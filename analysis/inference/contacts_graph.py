"""Who knows whom, from an address book that was sent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.inferences import Drawn, Evidence, Inference, Level, Source

_LEAST: Final = 5  # entries


def _infer(evidence: Evidence) -> Iterator[Drawn]:
    found = [
        item for item in evidence.today(evidence.of("contact.entry", "x_contacts")) if item.count() >= _LEAST
    ]
    if found:
        people = max(item.count() for item in found)
        words = {"when": evidence.when(found), "people": str(people)}
        yield Drawn(level=Level.VALUE, rests_on=found, words=words, n=people)


INFERENCE: Final = Inference(
    name="contacts_graph",
    title="Whom you know",
    needs={"contact.entry": "five entries of an address book or more, in clear or hashed"},
    condition="A list of at least 5 contacts (names with telephone numbers or addresses, or their hashes) in "
    "one message.",
    says="This data could let the recipient infer whom the owner knows: {people} contacts were sent, at "
    "{when}. Who sends theirs as well is joined with them, and the contacts were not asked.",
    cap=Level.VALUE,
    otherwise=(
        "The list is a company's or a club's, not of people whom the owner knows.",
        "Hashes are compared and not kept, as some services say.",
    ),
    remedy=(
        "Take the contacts permission from the app; enter numbers by hand.",
        "iOS 18 and later: allow only some contacts.",
    ),
    sources=(
        Source(
            text="A service that is sent address books can draw the whole social graph; hashes of telephone "
            "numbers are reversed easily.",
            where="Hagen et al., All the Numbers are US, NDSS 2021",
            basis="P",
        ),
    ),
    infer=_infer,
)
