"""Who is read, who is not, and what may be kept of the names."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from analysis.devices import Device
from analysis.records import Visibility
from proxy_addons.never_intercept import load
from proxy_addons.refusals import Refusals
from proxy_addons.treatment import (
    ANONYMOUS,
    CLEARTEXT,
    NOT_HTTP,
    OBSERVED,
    OPENED,
    UNRECORDED,
    Policy,
    Treatment,
)

NOW = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
OPEN = Device(id="1", name="phone", mode="open")
OBSERVE = Device(id="2", name="tablet", mode="observe")


@pytest.fixture
def policy(tmp_path: Path) -> Policy:
    return Policy(load(), Refusals(tmp_path / "refused.json"), lambda: True)


@pytest.mark.parametrize("host", ["tracker.example", "www.samaritans.org", "signal.org"])
@pytest.mark.parametrize("wanted", [OPENED, CLEARTEXT, NOT_HTTP])
def test_a_stranger_is_a_stranger_wherever_it_goes(policy: Policy, host: str, wanted: Treatment) -> None:
    assert policy.treat(None, (host,), NOW, wanted) is ANONYMOUS


@pytest.mark.parametrize("device", [OPEN, OBSERVE])
def test_never_opened_counts_in_every_mode(policy: Policy, device: Device) -> None:
    for hosts in (
        ("www.samaritans.org", ""),
        ("203.0.113.1", "www.samaritans.org"),
        ("front.example", "samaritans.org"),
    ):
        treatment = policy.treat(device, hosts, NOW, OPENED)
        assert (treatment.visibility, treatment.alias, treatment.read) == (
            Visibility.PASSED_BY_CHOICE, "category:crisis_lines", False,
        )  # fmt: skip
    assert policy.treat(device, ("signal.org",), NOW, OPENED).alias == ""


def test_observe_mode_is_not_read(policy: Policy) -> None:
    assert policy.treat(OBSERVE, ("tracker.example",), NOW, OPENED) is OBSERVED
    assert policy.treat(OBSERVE, ("tracker.example",), NOW, CLEARTEXT) is OBSERVED


def test_an_open_device_is_read(policy: Policy) -> None:
    assert policy.treat(OPEN, ("tracker.example", ""), NOW, OPENED) is OPENED
    assert policy.treat(OPEN, ("tracker.example",), NOW, CLEARTEXT) is CLEARTEXT
    assert not policy.treat(OPEN, ("tracker.example",), NOW, NOT_HTTP).read


def test_nothing_new_is_opened_while_nothing_can_be_recorded(tmp_path: Path) -> None:
    policy = Policy(load(), Refusals(tmp_path / "refused.json"), lambda: False)
    assert policy.treat(OPEN, ("tracker.example",), NOW, OPENED) is UNRECORDED
    assert policy.treat(OPEN, ("tracker.example",), NOW, CLEARTEXT) is UNRECORDED


def test_a_refusal_is_about_tls_only_and_either_name_counts(policy: Policy) -> None:
    policy.refusals.add("1", "pinned.example", "it said no", NOW)
    for hosts in (("pinned.example", ""), ("203.0.113.1", "pinned.example")):
        assert policy.treat(OPEN, hosts, NOW, OPENED).visibility == Visibility.REFUSED
    assert policy.treat(OPEN, ("pinned.example",), NOW, CLEARTEXT) is CLEARTEXT
    policy.refusals.add("1", "mtls.example", "it could not be opened", NOW, by_server=True)
    assert policy.treat(OPEN, ("mtls.example",), NOW, OPENED).visibility == Visibility.NOT_OPENED
