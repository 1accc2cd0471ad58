"""The subject of a token is an account; a service that speaks for itself, a program and a licence are none."""

from __future__ import annotations

import base64
import json

import pytest

from analysis.detectors.account_id import DETECTOR


def token(**claims: object) -> str:
    pieces = ({"alg": "HS256"}, claims)
    return (
        ".".join(base64.urlsafe_b64encode(json.dumps(one).encode()).decode().rstrip("=") for one in pieces)
        + ".c2ln"
    )


@pytest.mark.parametrize(
    "claims",
    [
        {"sub": "backup-7@proj.example", "iss": "backup-7@proj.example", "exp": 1},
        {"sub": "app-2210", "azp": "app-2210", "exp": 1},
        {"sub": "q2-a@clients", "exp": 1},
        {"sub": "product-2210", "exp": 1},
        {"sub": "anonymous-12", "exp": 1},
        {"sub": "u-10442"},
        {"sub": "nobody", "exp": 1},
        {"sub": "", "exp": 1},
    ],
)
def test_no_account(see, claims: dict[str, object]) -> None:  # type: ignore[no-untyped-def]
    assert [
        one for one in see(DETECTOR, {"assertion": token(**claims)}) if one.rule == "account_id.subject"
    ] == []


def test_an_account(see) -> None:  # type: ignore[no-untyped-def]
    (found,) = see(DETECTOR, {"assertion": token(sub="mbr-00418277", iss="https://id.example", exp=1)})
    assert (found.property, found.rule) == ("userId", "account_id.subject")
    assert see(DETECTOR, {"payload": {"sub": "mbr-00418277", "exp": 1}}) == []  # no token
