"""A card's pieces: who, from what, how sure; and what is told of a carrier."""

from __future__ import annotations

import pytest

from analysis.inferences import CARRIER, Conclusion, Level, Source
from analysis.query_records import Company
from analysis.records import Confidence
from analysis.wording import using
from dashboard.tell_parts import SHOWN, brands, recipients, source_words, sure, who


def conclusion(*names: str, **given: object) -> Conclusion:
    usual: dict[str, object] = {
        "inference": "x", "level": Level.VALUE, "devices": ("d",), "template": "x", "words": {},
        "confidence": Confidence.CERTAIN, "findings": (), "rests_on": 1,
    }  # fmt: skip
    return Conclusion(recipients=names, **{**usual, **given})  # type: ignore[arg-type]


def test_recipients_are_named_once_and_what_differs_is_said() -> None:
    companies = {"a": Company(id="a", name="Acme", country="US")}
    found = [conclusion("a", "b"), conclusion("b", "c", confidence=Confidence.LIKELY, level=Level.FIELD)]
    assert recipients(found, companies) == {"a": "Acme (US)", "b": "b", "c": "c: likely, level 1"}
    with using("de"):
        assert recipients(found, companies)["c"] == "c: wahrscheinlich, Stufe 1"


def test_an_owner_is_told_with_the_brands_that_other_pages_name() -> None:
    companies = {
        "group": Company(id="group", name="Group", country="US"),
        "middle": Company(id="middle", name="Middle", parent="group"),
        "brand": Company(id="brand", name="Brand", parent="middle"),
        "idle": Company(id="idle", name="Idle", parent="group"),
        "free": Company(id="free", name="Free", parent="nobody"),
        "ring": Company(id="ring", name="Ring", parent="ring"),
    }
    met = ("brand", "group", "free", "ring", "stranger.example", "")
    found = [conclusion("group", "free", "ring", confidence=Confidence.LIKELY)]
    told = recipients(found, companies, brands(met, companies))
    assert told == {"group": "Group (US), which owns Brand", "free": "Free", "ring": "Ring"}
    assert recipients([conclusion("group")], companies) == {"group": "Group (US)"}


def test_a_company_leads_to_what_is_known_of_it_and_a_host_does_not() -> None:
    companies = {"a": Company(id="a", name="Acme", country="US"), "a/b?c": Company(id="a/b?c", name="Odd")}
    named = recipients([conclusion("a", "host.example", CARRIER, "a/b?c")], companies)
    acme, host, carrier, odd = who(named, companies).children
    assert (acme.children.href, acme.children.children) == ("/company/a", "Acme (US)")
    assert host.children == "host.example"
    assert carrier.children.startswith("whoever carries the connections")
    assert odd.children.href == "/company/a%2Fb%3Fc"


def test_many_recipients_are_counted_and_open() -> None:
    many = conclusion(*(f"h{place}" for place in range(SHOWN + 3)))
    assert [*recipients([many], {}).values()] == [f"h{place}" for place in range(SHOWN + 3)]
    first, opens = who(recipients([many], {}), {})
    assert [item.children for item in first.children] == [f"h{place}" for place in range(SHOWN)]
    summary, listed = opens.children
    assert summary.children == "and 3 more"
    assert [item.children for item in listed.children] == [f"h{place}" for place in range(SHOWN, SHOWN + 3)]
    assert len(who({f"h{place}": "a" for place in range(SHOWN)}, {}).children) == SHOWN
    assert recipients([conclusion(CARRIER)], {})[CARRIER].startswith("whoever carries the connections")


@pytest.mark.parametrize(
    ("given", "words", "german"),
    [
        ({}, "certain findings", "sichere Funde"),
        ({"rests_on": 0}, "the times of connections", "die Zeiten der Verbindungen"),
        (
            {"level": Level.SERIES, "n": 1_500, "seconds": 600.0, "rate_hz": 2.5},
            "certain findings, 1,500 readings in 10 minutes, 2.5 a second",
            "sichere Funde, 1.500 Messwerte in 10 Minuten, 2,5 je Sekunde",
        ),
        (
            {"level": Level.SERIES, "n": 3, "seconds": 259_200.0, "rate_hz": 0.0000116},
            "3 readings in 3 days, one in",
            "3 Messwerte in 3 Tagen, einer in",
        ),
    ],
)
def test_how_sure_it_is(given: dict[str, object], words: str, german: str) -> None:
    assert words in sure(conclusion("a", **given))
    with using("de"):
        assert german in sure(conclusion("a", **given))


def test_a_source_says_whether_it_was_read_itself() -> None:
    assert source_words(Source(text="It is.", where="doi x", basis="P")) == "It is. doi x (read)"
    assert source_words(Source(text="It is.", where="doi x", basis="S")) == "It is. doi x (as told by others)"
