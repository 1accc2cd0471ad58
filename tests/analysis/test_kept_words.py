"""Why a body is gone and what is still known of it, in one line, in English and German."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from analysis.kept_messages import KeptMessage
from analysis.kept_words import LET_GO, gone_words, still_known, why_gone
from analysis.records import Event, Transmission, Visibility
from analysis.wording import using
from tests.ledger_book import found


def kept(gone: str = "", **fields: object) -> KeptMessage:
    sent = Transmission(
        **{
            "id": "01", "flow_id": "f", "seen_at": datetime(2026, 11, 22, tzinfo=UTC), "writer": "p", "method": "POST",
            "scheme": "https", "host": "h.example", "port": 443, "path": "/", "body_size": 12_000, **fields,
        }  # type: ignore[arg-type]
    )  # fmt: skip
    event = Event(
        transmission=sent, findings=(found("photo.image"),), rules_version="r", catalogue_version="c"
    )
    return KeptMessage(event=event, values=(), sent=None, gone=gone)


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("", "it is no longer kept, or never was at hand"),
        ("kept for 1 days", "kept for 1 day"),
        ("kept for 7 days", "kept for 7 days"),
        (LET_GO, "it was kept longer, and then let go"),
        ("a secret was found in it", "a secret was found in it"),
        ("some other reason", "some other reason"),
    ],
)
def test_each_reason_has_its_words(reason: str, words: str) -> None:
    assert why_gone(reason) == words


def test_what_is_still_known_is_the_digest_where_there_is_one() -> None:
    assert still_known(kept()) == "Still known: 1 finding with its numbers."
    assert (
        still_known(kept(body_sha256="ab" * 32))
        == f"Still known: its SHA-256 {'ab' * 32}, 1 finding with its numbers."
    )


def test_a_body_that_is_gone_and_one_that_never_was_there_are_told_apart() -> None:
    assert gone_words(kept(LET_GO)).startswith(
        "its body (12 kB) is gone: it was kept longer, and then let go. Still"
    )
    absent = gone_words(kept(visibility=Visibility.BODY_ABSENT))
    assert absent.startswith("its body never was at hand. Still known")
    assert "\n" not in absent


def test_it_is_said_in_german_too() -> None:
    with using("de"):
        said = gone_words(kept(LET_GO))
    assert "Still known" not in said
    assert "let go" not in said
