"""What a User-Agent says of the device: its platform and model, without the app's version; and whether it is a phone's."""

from __future__ import annotations

import re
from typing import Final

from analysis.lazy_patterns import lazy_pattern

# (pattern, what is kept of it). Forms: developer.mozilla.org "User-Agent"; Dalvik's own; CFNetwork's; Apple model names
_MODEL: Final = r"[^;()/]{1,40}?"
_APPLE: Final = r"(?:iPhone|iPad|iPod|Watch|AppleTV|AudioAccessory|Mac(?:BookPro|BookAir|mini)?)"
_FORMS: Final = (
    (lazy_pattern(rf"Android [\d.]{{1,8}}; (?:[a-z]{{2}}[-_][a-zA-Z]{{2}}; )?({_MODEL})(?: Build/|[;)])"), "Android, {0}"),
    (lazy_pattern(rf"\b({_APPLE}\d{{1,2}},\d{{1,2}})\b"), "{0}"),
    (lazy_pattern(r"\((iPhone|iPad|iPod touch|Apple TV|Apple Watch)[;,)]"), "{0}"),
    (lazy_pattern(r"\bwatchOS[/ ]\d"), "Apple Watch"),
    (lazy_pattern(r"\(Macintosh;"), "Mac"),
    (lazy_pattern(r"\bWindows NT\b"), "Windows"),
    (lazy_pattern(r"\bCrOS\b"), "ChromeOS"),
    (lazy_pattern(r"\b(Tizen|Web0S|webOS|BRAVIA|AFT[A-Z]{1,6}|Roku|HbbTV|GoogleTV|SMART-TV)\b"), "{0}"),
    (lazy_pattern(r"\(X11; Linux\b"), "Linux"),
)  # fmt: skip
_NO_MODEL: Final = frozenset(
    {"k", "mobile", "tablet", "wv", "linux", "u"}
)  # Chrome's reduced form names no model


def platform_of(agent: str) -> str:
    """Platform and model, such as ``Android, Pixel 7`` or ``iPhone``; ``""`` where a User-Agent tells neither. Pure."""
    for pattern, form in _FORMS:
        found = pattern.search(agent)
        if found is not None:
            named = found.group(1).strip() if found.groups() else ""
            if named.lower() in _NO_MODEL:
                return "Android"
            return form.format(named)
    return "Android" if re.search(r"\bAndroid\b", agent) else ""
