from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.flow_reasons import LABELS, PLACES, names_in, place_in, protocol_of, write_reason


@given(
    st.sampled_from(sorted(LABELS)),
    st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30), max_size=5),
)
def test_what_is_written_is_read_back(protocol: str, names: list[str]) -> None:
    reason = write_reason(protocol, ["named by the DNS answer that led to this address", ""], names)
    assert names_in(reason) == tuple(names)
    assert protocol_of(reason) == protocol
    assert reason.isprintable()


@pytest.mark.parametrize(
    "reason", ["", "neither TLS nor HTTP", "DNS question: a.example", "names", "its names: a"]
)
def test_other_reasons_say_nothing(reason: str) -> None:
    assert names_in(reason) == ()
    assert protocol_of(reason) == ""


def test_a_name_cannot_pass_for_another_part() -> None:
    assert names_in(write_reason("mdns", [], ["a; names: evil.example", "b, c"])) == (
        "a; names: evil.example",
        "b, c",
    )
    assert write_reason("", [], []) == ""


@given(st.sampled_from(["", *LABELS]), st.lists(st.text(max_size=20), max_size=3))
def test_no_name_is_taken_for_a_place(protocol: str, names: list[str]) -> None:
    assert place_in(write_reason(protocol, (), [*names, *PLACES])) == ""
    for place in PLACES:
        assert place_in(write_reason(protocol, ("no name was sent", place), names)) == place
