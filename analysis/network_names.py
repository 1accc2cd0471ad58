"""Tells what a Wi-Fi network may be called from what stands for no name: placeholders, and blanks of a template."""

from __future__ import annotations

import re
from typing import Final

_TEMPLATE: Final = re.compile(
    r"\$?\{\{?[\w .|-]{1,60}\}?\}|\$\([\w.-]{1,60}\)|\$[A-Z][A-Z0-9_]{2,60}|%\w{2,60}%|<%.{1,60}%>"
)
# A blank within the name that devices of one model begin with: "%MODEL%-%MAC6%".
_BLANK: Final = re.compile(r"%[A-Z][A-Z0-9_]{2,30}%|\{\{[\w .|-]{1,60}\}\}|\$\{[\w.]{1,60}\}")
_NO_SSID: Final = frozenset({
    "", "unknown", "<unknown ssid>", "unknown ssid", "null", "none", "0x", "n/a", "ssid", "not connected", "<not connected>",
    "unavailable", "disconnected", "true", "false",
})  # fmt: skip


def network_name(value: str) -> str:
    """A name that a Wi-Fi network can have; "" for what stands for none."""
    name = value.strip().strip('"')
    return (
        ""
        if name.lower() in _NO_SSID
        or _TEMPLATE.fullmatch(name)
        or _BLANK.search(name)
        or len(name.encode("utf-8", "replace")) > 34
        else name
    )
