"""What a server's certificates are worth: vouched for by a trusted authority, or anybody's writing."""

from __future__ import annotations

import pytest
from cryptography import x509

from analysis.records import Certificate
from proxy_addons.certificate_chain import MAX_CHAIN, certificate_of, names_of
from tests.proxy_addons.certificates import DAY, START, authority, der

NAMES = ("*.a.example", "a.example")


def chain(*, self_signed: bool = False, names: tuple[str, ...] | None = NAMES) -> list[bytes]:
    return [
        der(authority().leaf(names, organisation="Acme", common="a.example", self_signed=self_signed)),
        der(authority().intermediate),
    ]


def test_an_authority_vouches_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = Certificate(names=NAMES, organisation="Acme")
    assert certificate_of(chain(), START) == expected  # of an authority that nobody knows
    authority().trusted(monkeypatch)
    assert certificate_of(chain(), START) == Certificate(names=NAMES, organisation="Acme", vouched=True)
    wildcard = certificate_of(chain(names=("*.a.example",)), START)
    assert wildcard is not None
    assert wildcard.vouched


def test_nobody_vouches_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    authority().trusted(monkeypatch)
    leaf, intermediate = chain()
    stranger = type(authority())()
    cases = {
        "signed by itself, for a name that is somebody's": (
            chain(self_signed=True, names=("*.google.com",)),
            START,
        ),
        "not valid yet": ([leaf, intermediate], START - 3 * DAY),
        "not valid any more": ([leaf, intermediate], START + 3 * DAY),
        "without what links it": ([leaf], START),
        "linked by another": ([leaf, der(stranger.intermediate)], START),
        "changed": ([leaf.replace(b"a.example", b"b.example"), intermediate], START),
        "no chain but a heap": ([leaf, *[intermediate] * MAX_CHAIN], START),
        "broken behind the first": ([leaf, b"\x30\x03\x02\x01\x01"], START),
        "by the common name alone": (chain(names=None), START),
    }
    for case, (certificates, at) in cases.items():
        found = certificate_of(certificates, at)
        assert found is not None, case
        assert found.names, case
        assert not found.vouched, case


@pytest.mark.parametrize("bits", [0x01, 0x80, 0xFF])
def test_a_certificate_with_any_of_its_signed_bytes_changed_is_not_vouched_for(
    monkeypatch: pytest.MonkeyPatch, bits: int
) -> None:
    authority().trusted(monkeypatch)
    leaf, intermediate = chain()
    signed = x509.load_der_x509_certificate(leaf).tbs_certificate_bytes
    end = leaf.index(signed) + len(signed)
    for place in range(len(leaf)):
        changed = leaf[:place] + bytes([leaf[place] ^ bits]) + leaf[place + 1 :]
        found = certificate_of([changed, intermediate], START)
        # behind it one signature may be written in more than one way
        assert found is None or not found.vouched or (place >= end and found.names == NAMES), place


def test_the_roots_that_come_with_the_program_are_read_and_do_not_vouch_for_a_stranger() -> None:
    found = certificate_of(chain(), START)
    assert found is not None
    assert not found.vouched


def test_of_one_that_is_cut_off_it_is_said_that_more_may_follow(monkeypatch: pytest.MonkeyPatch) -> None:
    authority().trusted(monkeypatch)
    leaf = chain()[0]
    cut = leaf[: leaf.index(b"a.example", leaf.index(b"*.a.example") + 5) + 4]
    assert certificate_of([cut], START, whole=False) == Certificate(
        names=NAMES[:1], more=1, organisation="Acme"
    )
    assert certificate_of([leaf], START, whole=False) == Certificate(names=NAMES, organisation="Acme")


def test_what_says_nothing_is_none() -> None:
    assert certificate_of([], START) is None
    assert certificate_of([b"GET / HTTP/1.1"], START) is None
    assert certificate_of([der(authority().leaf([], addresses=["192.0.2.7"]))], START) is None


def test_as_hosts_the_names_of_a_wildcard_are_what_it_stands_above() -> None:
    assert names_of(None) == ()
    assert names_of(Certificate(names=("*.a.example", "b.example"))) == ("a.example", "b.example")
