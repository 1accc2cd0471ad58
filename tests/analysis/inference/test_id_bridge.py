"""An advertising ID beside an e-mail address, at one recipient."""

from __future__ import annotations

from analysis.inference.id_bridge import INFERENCE
from analysis.inferences import Level
from tests.inference_cases import concludes, days_ago, found, never, refuses, sent, straight

ADVERTISING = found("identifier.advertising", "5f0c…f5", "advertisingId")
EMAIL = found("identifier.email", "a…@e….org", "email")
SENT = (sent("09:00", ADVERTISING), sent("17:00", EMAIL))

test_a_bridge = concludes(
    INFERENCE, SENT,
    "whose advertising ID it is: from the same device it got the ID and an e-mail address, a telephone "
    "number or a hash of one, at 09:00–17:00.",
    Level.VALUE,
)  # fmt: skip
test_what_does_not_count = never(INFERENCE, SENT)
test_look_alikes = refuses(
    INFERENCE,
    {
        "nothing": (),
        "the ID alone": SENT[:1],
        "the address alone": SENT[1:],
        "an installation's id": (
            sent("09:00", ADVERTISING),
            sent("17:00", found("identifier.installation", "9d1b…")),
        ),
        "two advertising ids": (sent("09:00", ADVERTISING), sent("17:00", ADVERTISING)),
        "a contact's address": (sent("09:00", ADVERTISING), sent("17:00", found("contact.entry", "1 entry"))),
        "the address the day before": (sent("09:00", ADVERTISING), sent("17:00", EMAIL, day=days_ago(1))),
        "a hash of the ID itself": (
            sent("09:00", ADVERTISING),
            sent("17:00", found("identifier.hashed", "13cc…a8", "hashedAdvertisingId")),
        ),
        "a hash of a device's number": (
            sent("09:00", ADVERTISING),
            sent("17:00", found("identifier.hashed", "13cc…a8", "x_hashedDeviceId")),
        ),
        "perhaps an address": (
            sent("09:00", ADVERTISING),
            sent("17:00", found("identifier.email", "a…", confidence="possible")),
        ),
    },
)


def test_a_hash_of_an_address_or_a_number_is_one() -> None:
    for name in ("x_hashedEmail", "x_hashedPhone"):
        assert straight(INFERENCE, [SENT[0], sent("17:00", found("identifier.hashed", "2533…a6", name))])
