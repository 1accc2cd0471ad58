"""Two devices are proposed as one only where something that is a device's own speaks for it, and never as certain."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.device_matching import QUARTER, Profile, Proposal, candidates, proposals

MORNING = frozenset(range(0, 20 * QUARTER, QUARTER))
EVENING = frozenset(range(40 * QUARTER, 60 * QUARTER, QUARTER))
ANDROID = {"dhcp_vendor_class": "android-dhcp-14", "dhcp_fingerprint": "1,3,6,15,26,28,51,58,59,43,114,108"}


def device(
    name: str, *, seen: frozenset[int] = MORNING, person: str = "", kind: str = "unknown", strong: str = "", **hints: str
) -> Profile:  # fmt: skip
    return Profile(
        id=name,
        name=name,
        person=person,
        kind=kind,
        strong=frozenset({strong} if strong else ()),
        seen=seen,
        hints={kind: frozenset({value}) for kind, value in hints.items()},
    )


def one(*profiles: Profile, apart: frozenset[frozenset[str]] = frozenset()) -> Proposal | None:
    found = proposals(profiles, apart)
    assert len(found) <= 1
    return found[0] if found else None


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"dhcp_hostname": "iPhone"}, {"dhcp_hostname": "iPhone"}),
        ({"dhcp_hostname": "iPhone", "user_agent": "iPhone15,2"}, {"dhcp_hostname": "iPhone", "user_agent": "iPhone15,2"}),
        ({"dhcp_hostname": "android-dhcp-14", **ANDROID}, {"dhcp_hostname": "android-dhcp-14", **ANDROID}),
        ({"dhcp_hostname": "Galaxy-S21", **ANDROID}, {"dhcp_hostname": "Galaxy-S21", **ANDROID}),
        ({"mdns_name": "iPhone"}, {"mdns_name": "iPhone (2)"}),
        (ANDROID, ANDROID),
        ({"ssdp_server": "Linux/4.1 UPnP/1.0"}, {"ssdp_server": "Linux/4.1 UPnP/1.0"}),
        ({"dhcp_hostname": "Annas-iPhone"}, {"dhcp_hostname": "Bens-iPhone"}),
        ({"mac": "02:00:00:00:00:01"}, {"mac": "02:00:00:00:00:02"}),
        ({"dhcp_client_id": "013ca62f000001"}, {"dhcp_client_id": "013ca62f000001"}),  # only the hardware address again
        ({}, {}),
    ],
)  # fmt: skip
@pytest.mark.parametrize("apart_in_time", [True, False])
def test_two_of_a_model_are_never_proposed(
    first: dict[str, str], second: dict[str, str], apart_in_time: bool
) -> None:
    other_seen = EVENING if apart_in_time else MORNING
    assert one(device("a", **first), device("b", seen=other_seen, **second)) is None


def test_a_given_name_and_silence_of_one_before_the_other_are_probable_with_their_reasons() -> None:
    hints = {"dhcp_hostname": "Annas-Pixel", **ANDROID}
    found = one(
        device("a", mac="3c:a6:2f:00:00:01", **hints),
        device("b", seen=EVENING, mac="02:00:00:00:00:01", **hints),
    )
    assert found is not None
    assert found.probable
    assert found.words == "probably the same as"
    assert found.reasons[0].words == "both call themselves “Annas-Pixel”"
    assert [reason.points for reason in found.reasons] == sorted(
        (reason.points for reason in found.reasons), reverse=True
    )
    told = " ".join(reason.words for reason in found.reasons)
    assert "one fell silent before the other appeared" in told
    assert "the hardware address of b is randomised" in told
    assert found.against == ()


def test_a_name_alone_is_only_possible() -> None:
    found = one(
        device("a", seen=frozenset(), mdns_name="Annas-iPad"),
        device("b", seen=frozenset(), mdns_name="Annas-iPad"),
    )
    assert found is not None
    assert not found.probable
    assert found.words == "possibly the same as"


def test_what_was_seen_at_the_same_time_is_not_one_device() -> None:
    hints = {"dhcp_hostname": "Annas-iPhone", "user_agent": "iPhone15,2"}
    assert one(device("a", **hints), device("b", **hints)) is None
    both = device("a", dhcp_client_id="ff00112233445566", **hints)
    found = one(both, device("b", dhcp_client_id="ff00112233445566", **hints))
    assert found is None or not found.probable


def test_one_quarter_hour_with_both_may_be_the_change_itself() -> None:
    hints = {"dhcp_hostname": "Annas-Pixel", **ANDROID}
    found = one(device("a", **hints), device("b", seen=EVENING | {0}, mac="02:00:00:00:00:01", **hints))
    assert found is not None
    assert "within the same quarter hour, once" in found.against[0].words


def test_the_same_hardware_address_tells_also_at_the_same_time() -> None:
    found = one(device("a", mac="3c:a6:2f:00:00:01"), device("b", mac="3c:a6:2f:00:00:01"))
    assert found is not None
    assert "3c:a6:2f:00:00:01" in found.reasons[0].words


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"kind": "phone"}, {"kind": "tv"}),
        ({"person": "Anna"}, {"person": "Ben"}),
        ({"user_agent": "iPhone15,2"}, {"user_agent": "iPhone12,1"}),
        ({"dhcp_vendor_class": "android-dhcp-14"}, {"dhcp_vendor_class": "MSFT 5.0"}),
        ({"strong": "wireguard_key A"}, {"strong": "wireguard_key B"}),
    ],
)
def test_what_speaks_against_it_outweighs_a_name(first: dict[str, str], second: dict[str, str]) -> None:
    assert (
        one(
            device("a", dhcp_hostname="wohnzimmer", **first),
            device("b", seen=EVENING, dhcp_hostname="wohnzimmer", **second),
        )
        is None
    )


def test_what_the_owner_said_is_not_the_same_is_not_proposed_again() -> None:
    pair = device("a", dhcp_hostname="Annas-Pixel"), device("b", seen=EVENING, dhcp_hostname="Annas-Pixel")
    assert one(*pair) is not None
    assert one(*pair, apart=frozenset({frozenset({"a", "b"})})) is None
    assert candidates(pair, frozenset({frozenset({"a", "b"})})) == []
    assert candidates(pair) == [("a", "b")]


VALUES = st.dictionaries(
    st.sampled_from(["dhcp_hostname", "mdns_name", "mac", "user_agent", "dhcp_client_id", "dhcp_vendor_class"]),
    st.frozensets(st.text(max_size=30), max_size=4),
)  # fmt: skip


@given(VALUES, VALUES)
def test_whatever_devices_say_of_themselves_the_order_of_a_pair_does_not_matter(
    first: dict[str, frozenset[str]], second: dict[str, frozenset[str]]
) -> None:
    pair = Profile(id="a", name="a", hints=first), Profile(id="b", name="b", hints=second)
    assert proposals(pair) == proposals(reversed(pair))
