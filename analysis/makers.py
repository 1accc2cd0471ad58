"""Whose conventions a message follows, where one name means different things to different makers."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.payload import Scalar

_HUAWEI = ("huawei", "harmonyos", "honor", "com.huawei", "hms", "emui")


def is_of_huawei(host: str, beside: Mapping[str, Scalar]) -> bool:
    """Whether a message is one of Huawei's: its AAID is an Anonymous Application Identifier, of one installation.

    Everywhere else ``aaid`` is Google's advertising id. Source: developer.huawei.com, HMS References, "push-aaid-pkg".
    """
    if "hicloud" in host or "huawei" in host:
        return True
    texts = [value.lower() for value in beside.values() if isinstance(value, str) and len(value) <= 64]
    return any(text.startswith(_HUAWEI) for text in texts) or any("hms" in name.lower() for name in beside)
