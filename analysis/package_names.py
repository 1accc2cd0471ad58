"""Names of apps as their makers register them, a domain turned round: ``org.example.notes``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from analysis.field_names import words

_PACKAGE: Final = re.compile(r"[A-Za-z][A-Za-z0-9]{0,20}(?:\.[A-Za-z_][A-Za-z0-9_-]{0,60}){1,8}")
DOMAINS: Final = frozenset({
    "com", "org", "net", "de", "io", "app", "me", "co", "uk", "fr", "it", "es", "nl", "pl", "ru", "cn", "jp", "kr",
    "in", "br",
    "us", "ch", "at", "se", "no", "dk", "fi", "eu", "tv", "cc", "air", "tr", "cz", "be", "info", "ai", "dev", "gov", "edu",
    "android", "xyz", "tech", "games", "mobi", "ca", "au", "nz", "id", "vn", "th", "sg", "hk", "tw", "ua", "gr", "hu", "il",
})  # fmt: skip
_ANDROID_OWN: Final = (
    "android.permission.",
    "android.hardware.",
    "android.software.",
    "android.intent.",
    "java.",
    "javax.",
)


def is_package(value: str) -> bool:
    """Whether a text is written like the name of an app, and not like one of Android's own names or of a class."""
    return is_bundle(value) and not _is_class(value.rpartition(".")[2])


def is_bundle(value: str) -> bool:
    """The same for Apple's names, whose last part may be capitalised words: ``com.example.NotesMac``."""
    if not _PACKAGE.fullmatch(value) or value.startswith(_ANDROID_OWN):
        return False
    return value.partition(".")[0].lower() in DOMAINS


def _is_class(last: str) -> bool:
    """``MainActivity``, ``InterstitialAd``: two capitalised words and more, as classes are named."""
    return last[:1].isupper() and len(words(last)) >= 2


def are_of_several_makers(packages: Iterable[str], least: int) -> bool:
    """Whether names are those of several makers, and not the parts of one program."""
    return len({".".join(package.split(".")[:2]).lower() for package in packages}) >= least
