"""What is beside a secret stays, what holds it does not."""

from __future__ import annotations

import pytest

from analysis.masking import SECRET
from analysis.secret_places import SecretPlaces

AT = "body>json:$.a[1].text"


@pytest.mark.parametrize(
    "path",
    [
        "body>json:$.a[1].textual",
        "body>json:$.a[10].text",
        "body>json:$.a[1].other",
        "body>json:$.b",
        "query:a",
        "bod",
    ],
)
def test_what_is_elsewhere_is_not_touched(path: str) -> None:
    secrets = SecretPlaces([AT])
    assert not secrets.touch(path)
    assert secrets.shown(path, "a value of 20 letters", "a value of 20 letters") == "a value of 20 letters"


@pytest.mark.parametrize(
    "path",
    [AT, f"{AT}>base64", f"{AT}[3]", f"{AT}.x", "body>json:$.a[1]", "body>json:$.a", "body>json:$", "body"],
)
def test_what_holds_it_or_is_within_is_touched(path: str) -> None:
    assert SecretPlaces([AT]).touch(path)


@pytest.mark.parametrize("claim", ["header.kid", "payload.email", "payload"])
def test_the_claims_of_a_token_are_not_its_secret(claim: str) -> None:
    assert not SecretPlaces([AT]).touch(f"{AT}>jwt:$.{claim}")
    assert SecretPlaces([AT, f"{AT}>jwt:$.payload.key"]).touch(f"{AT}>jwt:$.payload")


def test_its_signature_and_what_only_begins_alike_are() -> None:
    assert SecretPlaces([AT]).touch(f"{AT}>jwt:$.token")
    assert SecretPlaces([AT]).touch(f"{AT}>base64>jwt:$.payload.email")


def test_where_there_is_none_nothing_is_touched() -> None:
    secrets = SecretPlaces([])
    assert not secrets
    assert not secrets.touch(AT)
    assert secrets.shown(AT, "a value of 20 letters", "a value of 20 letters") == "a value of 20 letters"


@pytest.mark.parametrize("masked", ["(58 characters)", "abcd…yz", "…", ""])
def test_a_mask_that_tells_nothing_stays(masked: str) -> None:
    value = "abcd and the key is MIIEowIBAAKC yz"
    assert SecretPlaces([AT]).shown(AT, value, masked) == (masked or SECRET)


@pytest.mark.parametrize(
    "masked", ["abcd and the key is MIIEowIBAAKC yz", "abcd and the k…", "key: 'is MIIEowI'"]
)
def test_one_that_shows_a_part_does_not(masked: str) -> None:
    assert SecretPlaces([AT]).shown(AT, "abcd and the key is MIIEowIBAAKC yz", masked) == SECRET


def test_of_an_address_the_mask_stays_unless_all_of_it_is_the_secret() -> None:
    address, masked = "https://x.example/p?t=MIIEowIBAAKC", "https://x.example/p?…"
    assert SecretPlaces([f"{AT}>url:t"]).shown(AT, address, masked) == masked
    assert SecretPlaces([AT]).shown(AT, address, masked) == SECRET
