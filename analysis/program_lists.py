"""Finds lists of programs whose names are no package names: extensions of browsers and editors, packages of a system.

Forms: Chrome's update check (``x=id%3D…%26v%3D…``), the search of addons.mozilla.org by ``guid``, lists of extensions as
editors name them (``publisher.name``), packages of pacman, apt, rpm and the like, Debian's popularity contest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from analysis.field_names import all_words, words
from analysis.lazy_patterns import lazy_pattern
from analysis.name_tables import picking
from analysis.needs import Needs
from analysis.payload import Payload
from analysis.surroundings import surroundings
from analysis.texts import TextShape, texts_like

_CHROME: Final = lazy_pattern(r"id=([a-p]{32})(?:&|%26|\Z)")
_GUID: Final = lazy_pattern(
    r"\{[0-9a-fA-F-]{36}\}|[A-Za-z0-9._-]{1,80}@[A-Za-z0-9._-]{1,80}|[A-Za-z0-9_-]{3,60}@jetpack"
)
_GUIDS: Final = frozenset(
    {"guid", "guids", "addons", "addonids", "extensionids", "extensions", "installedaddons"}
)
_EXTENSION: Final = lazy_pattern(
    r"[A-Za-z0-9][\w-]{0,60}\.[A-Za-z0-9][\w.-]{0,80}(?:@[0-9][\w.-]{0,30})?|[a-p]{32}|" + _GUID.pattern
)
_SURELY: Final = lazy_pattern(r"[a-p]{32}|" + _GUID.pattern)
_VAGUE: Final = frozenset({"extensions", "addons"})  # of files too
_EXTENSIONS: Final = frozenset({
    "extensions", "installedextensions", "enabledextensions", "addons", "installedaddons", "activeaddons", "enabledaddons",
    "extensionids", "addonids", "installedplugins", "activeplugins", "enabledplugins",
})  # fmt: skip
_MANAGERS: Final = frozenset({
    "pacman", "apt", "dpkg", "rpm", "dnf", "yum", "zypper", "brew", "homebrew", "snap", "flatpak", "winget", "choco",
    "chocolatey",
    "scoop", "portage", "apk", "opkg", "pkgstats", "popcon", "debian", "arch",
})  # fmt: skip
_PACKAGE: Final = lazy_pattern(r"[a-z0-9][a-z0-9+._-]{0,60}")
_PACKAGES: Final = frozenset({"packages", "installedpackages", "packagesinstalled"})
# Names that a report of somebody's computer has beside the packages that are installed on it.
_OF_A_MACHINE: Final = frozenset(
    {"distro", "kernel", "desktop", "uptime", "machineid", "distribution", "displaymanager"}
)
_OF_A_BUILD: Final = frozenset(
    {"image", "layer", "container", "dockerfile", "base", "digest", "registry", "pipeline"}
)
_POPCON: Final = lazy_pattern(r"(?m)^[0-9]{9,11} [0-9]{9,11} ([a-z0-9][a-z0-9+.-]{1,80})(?: |$)")
# Lists of what is to be had or built with, not of what is there.
_NOT_THERE: Final = frozenset({
    "recommended", "available", "catalog", "catalogue", "search", "results", "dependencies", "requires", "build",
    "blocked", "file",
    "files", "supported", "mime", "allowed", "image", "layer", "update", "updates", "security", "advisory", "lock",
})  # fmt: skip
_MOST: Final = 3_000
_LEAST_PACKAGES: Final = 4


_IN_QUERIES: Final = frozenset({*_GUIDS, "x"})
_OF_QUERIES: Final = picking(lambda name: "".join(words(name)) in _IN_QUERIES, spelled=_IN_QUERIES)
_CONTESTS: Final = TextShape(lambda text: text[:19] == "POPULARITY-CONTEST-", begins="P")
# What a message with such a list holds one of.
PROGRAMS: Final = Needs(names=(_OF_QUERIES,), lists=True, texts=(_CONTESTS,))


def programs(payload: Payload) -> Iterator[tuple[str, list[str], str]]:
    """Lists of programs: the path of each, the names, and what tells it."""
    sent = payload.transmission
    if sent.query:
        yield from _of_query(payload)
    for path, items in surroundings(payload).lists.items():
        names = items[0].names
        if len(items) < 3 or items[0].context != "body" or not names:
            continue
        plain = "".join(words(names[-1]))
        if plain in _EXTENSIONS or plain in _PACKAGES:
            said = all_words(names[-3:])
            if plain in _PACKAGES:
                said |= all_words((sent.path[:200],))
            texts = [item.value for item in items if isinstance(item.value, str)]
            if len(texts) != len(items) or not said.isdisjoint(_NOT_THERE):
                continue
            form = _SURELY if plain in _VAGUE else _EXTENSION
            if plain in _EXTENSIONS and all(map(form.fullmatch, texts)):
                yield path, texts, "names of extensions in a list of those that are installed"
            elif (
                plain in _PACKAGES
                and len(texts) >= _LEAST_PACKAGES
                and all(map(_PACKAGE.fullmatch, texts))
                and (
                    not (said | all_words((sent.host[:100],))).isdisjoint(_MANAGERS)
                    or (plain != "packages" and _is_of_a_machine(payload))
                )
            ):
                yield path, texts, "names of packages in a list of a system's package manager"
    for leaf, value in texts_like(payload, _CONTESTS):
        found = [match[1] for match in _POPCON.finditer(value[:500_000])][:_MOST]
        if len(found) >= 3:
            yield (
                leaf.path,
                found,
                "the packages of a system and when each was used last (popularity contest)",
            )


def _is_of_a_machine(payload: Payload) -> bool:
    """Whether a message tells of a computer on a desk, not of an image that is built."""
    names = surroundings(payload).names[:512]
    spoken = all_words(names) | {"".join(words(name)) for name in names}
    return not spoken.isdisjoint(_OF_A_MACHINE) and spoken.isdisjoint(_OF_A_BUILD)


def _of_query(payload: Payload) -> Iterator[tuple[str, list[str], str]]:
    """Extensions that a browser asks about."""
    chrome: list[str] = []
    where = ""
    for leaf in payload.leaves:
        if leaf.context != "query" or not isinstance(leaf.value, str):
            continue
        plain = "".join(words(leaf.names[0])) if leaf.names else ""
        if plain == "x" and len(leaf.value) == 32 and re.fullmatch("[a-p]{32}", leaf.value):
            chrome.append(leaf.value)
            where = where or leaf.path
        elif plain == "x" and (found := _CHROME.match(leaf.value)):
            chrome.append(found[1])
            where = where or leaf.path
        elif plain in _GUIDS and "," in leaf.value:
            parts = [part.strip() for part in leaf.value[:20_000].split(",", _MOST)]
            if len(parts) >= 2 and all(map(_GUID.fullmatch, parts)):
                yield leaf.path, parts, "names of add-ons that a browser asks about, as it has them"
    if len(chrome) >= 2:
        yield where, chrome, "extensions whose updates a browser asks for, as it has them"
