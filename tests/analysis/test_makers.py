"""Huawei's messages are known by their host, their values and their names."""

from __future__ import annotations

import pytest

from analysis.makers import is_of_huawei
from analysis.payload import Scalar


@pytest.mark.parametrize(
    ("host", "beside"),
    [
        ("data-dre.dt.hicloud.com", {}),
        ("api.cloud.huawei.com", {}),
        ("a.example", {"manufacturer": "HUAWEI"}),
        ("a.example", {"os": "HarmonyOS"}),
        ("a.example", {"brand": "HONOR"}),
        ("a.example", {"hmsVersion": 6}),
    ],
)
def test_huawei(host: str, beside: dict[str, Scalar]) -> None:
    assert is_of_huawei(host, beside)


@pytest.mark.parametrize(
    "beside",
    [{}, {"os": "Android"}, {"manufacturer": "Google", "n": 1}, {"note": "not from huawei"}, {"x": None}],
)
def test_others(beside: dict[str, Scalar]) -> None:
    assert not is_of_huawei("app-measurement.com", beside)
