"""Recognises the list of apps on a device: package names, bundle ids, and which links an iPhone can open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.app_rows import app_rows, is_elsewhere
from analysis.field_names import all_words, words
from analysis.identifier_shapes import is_uuid
from analysis.lazy_patterns import lazy_pattern
from analysis.link_schemes import ASKED, OPENABLE, SCHEME, SCHEME_TEXTS, opened, schemes_of, told_schemes
from analysis.named_fields import FieldTable
from analysis.needs import Needs
from analysis.package_names import DOMAINS, KEPT, NOT_APPS, STARTED, are_of_several_makers, is_package
from analysis.package_rows import (
    ALLOWED,
    IS_APP,
    JOINED_TEXTS,
    Apps,
    are_of_apps,
    is_offered,
    package_lists,
    packages_over_objects,
)
from analysis.payload import Group, Leaf, Payload
from analysis.readings import text
from analysis.records import Confidence, Measures, Observation
from analysis.remembered import Remembered
from analysis.surroundings import generic, surroundings
from analysis.texts import TextShape, texts_like
from analysis.units import Detector, Mapped

_CATEGORY: Final = "app_list.installed"
_LISTS: Final = FieldTable(
    {
        phrase: phrase
        for phrase in (
            "installed apps", "installed applications", "installed packages", "app list", "apps list", "application list",
            "applist", "apps installed", "installed app list", "installed app", "package list", "device apps",
            "user apps",
            "all apps", "installed app ids", "installed bundle ids", "packages installed", "system apps", "app inventory",
            "other apps", "running apps", "recent apps", "installed software", "installed", "apps", "packages",
            "applications", "bundle ids", "package names", "installed programs", "running processes", "pkgs", "pkg list",
            "usage stats", "app usage", "app usage stats", "usage events", "app stats", "top apps", "used apps",
            "app sessions", "foreground apps", "app time", "app screen time", "background apps", "launcher apps",
            "app names", "apks", "installed pkgs", "home screen apps", "app packages", "software", "inventory",
            "managed application list", "installed application list", "software list", "software inventory",
        )
    }
)  # fmt: skip
_SURE: Final = frozenset({"installed", "inventory", "running", "recent"})
_IDS: Final = frozenset({
    "packagename", "package", "bundleid", "bundleidentifier", "pkg", "pkgname", "applicationid", "appid", "packageid",
    "id",
    "identifier", "name", "apppackagename", "bundle", "p", "n", "cfbundleidentifier", "apppackage",
})  # fmt: skip
_SAYS_APPS: Final = lazy_pattern(
    r"(?i)(?:get|list|sync|upload|report|send|installed|all|user|device|my)?[ _.-]{0,2}(?:apps|packages|applications"
    r"|app[ _-]?list|installed[ _-]?(?:apps|packages)|app[ _-]?inventory|pkgs)"
    r"(?:[ _.-]?(?:list|sync|upload|report|installed|update))?"
)
_ROW_NAMES: Final = frozenset({
    "item", "app", "application", "package", "entry", "string", "element", "program", "row",
})  # fmt: skip
_PREFIX: Final = lazy_pattern(
    r"(?m)^package:(?:[^\n=]{1,300}=)?"
)  # of a line of Android's "pm list packages"
_LEAST: Final = 3  # apps in a list that says that it is one
_LEAST_UNNAMED: Final = 5  # in a list of another name
_MAKERS: Final = 4  # of the apps in a list of another name: they are not the parts of one program
_MOST: Final = 3_000
_LONGEST: Final = 4_000  # characters of what is given back
_SEPARATOR: Final = lazy_pattern(r"[,;|\n]")

_SEPARATED: Final = TextShape(
    lambda text: len(text) >= 30 and text.count(".") >= _LEAST and _SEPARATOR.search(text),
    headers=False,
    shortest=30,
)


def _detect(payload: Payload) -> Iterator[Observation]:
    found: dict[str, list[Leaf]] = {}
    for leaf in surroundings(payload).in_lists:
        path = leaf.path
        value = leaf.value
        if not isinstance(value, str) or not (leaf.names or "protobuf" in path):
            continue
        if path[-1] == "]" and path[-2].isdecimal():
            if len(value) >= 2:
                found.setdefault(path[: path.rindex("[")], []).append(leaf)
        elif (
            "." in value
            and ("]." in path[-80:] or path[-1] == "]")
            and len(value) <= 160
            and _may_be_package(value)
        ):
            found.setdefault(generic(path), []).append(leaf)
    for leaf, value in texts_like(payload, _SEPARATED):
        if leaf.names or leaf.context == "body":
            yield from _joined(leaf, value)
    listed = set[str]()
    for path, leaves in found.items():
        if len(leaves) >= _LEAST:
            for seen in _list(payload, path, leaves):
                listed.add(seen.path)
                yield seen
    for path, apps in app_rows(payload).items():
        if listed.isdisjoint((path, generic(path))):
            listed.add(path)
            yield _observation(path, list(apps), "app", Confidence.LIKELY, "app_list.rows")
    listed |= set(map(generic, listed))
    for apps_of in (*package_lists(payload), *packages_over_objects(payload)):
        if apps_of.path not in listed and (rule := _rule_of(payload, apps_of)):
            yield _observation(apps_of.path, list(apps_of.packages), "app", Confidence.LIKELY, rule)
    for group, names in surroundings(payload).shapes:
        if kind := _KEYED_OBJECTS[names]:
            where = surroundings(payload).sent_words
            yield from _keys(
                group, kind, offered=is_offered(frozenset(), where) or not KEPT.isdisjoint(where)
            )
    for path, there in told_schemes(payload):
        yield _links(path, there)


def _rule_of(payload: Payload, apps: Apps) -> str:
    """The rule by which packages of a list are on a device: its name, or what stands beside each; "" where none is."""
    said = all_words(apps.names[-3:])
    where = surroundings(payload).sent_words
    parts = NOT_APPS - STARTED if apps.started else NOT_APPS
    if not parts.isdisjoint(said) or is_offered(said, where) or (apps.started and not KEPT.isdisjoint(where)):
        return ""
    if apps.names and (_LISTS.find(apps.names) is not None or _LISTS.find(apps.names[:-1]) is not None):
        return "app_list.packages"
    if not apps.told and not _is_of_somebody(payload, apps):
        return ""
    return "app_list.told" if apps.told else "app_list.unnamed"


def _is_of_somebody(payload: Payload, apps: Apps) -> bool:
    """Whether packages of four makers stand in rows of their own, or some beside the identifier of a device or a user."""
    if apps.in_rows and are_of_several_makers(apps.packages, _MAKERS):
        return True
    beside = surroundings(payload).siblings(apps.path).values()
    return any(isinstance(value, str) and is_uuid(value) for value in beside)


def _kind_of_keys(every: tuple[str, ...]) -> str:
    """ "app" or "link scheme" where nearly all names of an object are those; ``""`` for the names of fields."""
    names = every[:_KEYS]
    if len(names) < _LEAST or not ("." in names[0] or ":" in names[0]):
        return ""
    if sum("." in name for name in names) * 10 >= len(names) * 8:
        return "app" if sum(map(is_package, names)) * 10 >= len(names) * 8 else ""
    schemes = sum(name.endswith("://") and SCHEME.fullmatch(name) is not None for name in names)
    return "link scheme" if schemes * 10 >= len(names) * 8 else ""


_KEYS: Final = 64  # names of an object that are looked at
_KEYED_OBJECTS: Final = Remembered(_kind_of_keys)


def _keys(group: Group, kind: str, *, offered: bool) -> Iterator[Observation]:
    """Apps or link schemes as the names of an object: ``{"fb://": true, "tinder://": false}``; those denied are left out."""
    if group.context == "header" or not NOT_APPS.isdisjoint(all_words(group.names[-2:])):
        return
    there = [
        name for name, leaf in group.members.items() if text(leaf.value).lower() not in ("false", "0", "")
    ]
    if kind == "app":
        packages = [name for name in there if is_package(name)]
        named = _LISTS.find(group.names) is not None and len(packages) >= _LEAST
        offered = offered or is_offered(all_words(group.names[-2:]))
        if named or (len(packages) == len(there) and are_of_apps(packages) and not offered):
            rule = "app_list.packages" if named else "app_list.told"
            yield _observation(group.path, packages, kind, Confidence.LIKELY, rule)
    elif ASKED.find(group.names) is not None and (found := schemes_of(there)):
        yield _links(group.path, found)


def _may_be_package(value: str) -> bool:
    return value[0].isalpha() and value.partition(".")[0].lower() in DOMAINS and is_package(value)


def _list(payload: Payload, path: str, leaves: list[Leaf]) -> Iterator[Observation]:
    names = leaves[0].names
    in_rows = bool(names) and "[*]" in path and not path.endswith("[*]")
    own = names[:-1] if in_rows else names
    if in_rows and "".join(words(names[-1])) not in _IDS:
        return
    if (names and not own) or not NOT_APPS.isdisjoint(all_words(own)):
        return
    values = list(dict.fromkeys(str(leaf.value)[:200] for leaf in leaves[:_MOST]))
    where = path[: path.rindex("[*]")] if in_rows else path
    if in_rows and (row := surroundings(payload).around(leaves[0].path)) and is_elsewhere(row.members):
        return
    if ASKED.find(own) is not None and not in_rows:
        yield from _schemes(payload, where, own, values)
        return
    if own and not ALLOWED.isdisjoint(words(own[-1])):
        return
    packages = [value for value in values if is_package(value)]
    if len(packages) * 10 < len(values) * 8:
        return
    said = bool(own) and (_is_list(own) or _is_said_beside(payload, where))
    least = _LEAST if said else _LEAST_UNNAMED
    if len(packages) < least or (not said and not are_of_several_makers(packages, _MAKERS)):
        return
    sure = said and (not _SURE.isdisjoint(all_words(own[-1:])) or len(packages) >= 10)
    yield _observation(where, packages, "app", Confidence.CERTAIN if sure else Confidence.LIKELY,
                       "app_list.packages" if said else "app_list.unnamed")  # fmt: skip


def _is_list(names: tuple[str, ...]) -> bool:
    """Named for apps; in XML the list's own name stands around that of its rows (``<apps><app/><app/></apps>``)."""
    if _LISTS.find(names) is not None:
        return True
    return names[-1].lower() in _ROW_NAMES and _LISTS.find(names[:-1]) is not None


def _is_said_beside(payload: Payload, path: str) -> bool:
    """Whether a text beside the list says what it lists: ``{"op": "apps", "list": […]}``."""
    return any(
        isinstance(value, str) and _SAYS_APPS.fullmatch(value[:64])
        for value in surroundings(payload).siblings(path).values()
    )


def _joined(leaf: Leaf, value: str) -> Iterator[Observation]:
    """Package names in one text, separated by commas, semicolons, bars or line ends."""
    if not NOT_APPS.isdisjoint(all_words(leaf.names)):
        return
    said = bool(leaf.names) and _LISTS.find(leaf.names) is not None
    if value.startswith("package:"):
        value = _PREFIX.sub("", value[:100_000])
    if not said and " " in value[:40]:
        return
    parts = [part.strip() for part in _SEPARATOR.split(value[:100_000], _MOST) if part.strip()]
    packages = list(dict.fromkeys(part for part in parts if len(part) <= 200 and is_package(part)))
    if len(packages) * 10 < len(parts) * 8 or len(packages) < (_LEAST if said else _LEAST_UNNAMED):
        return
    if said or are_of_several_makers(packages, _MAKERS):
        rule = "app_list.packages" if said else "app_list.unnamed"
        yield _observation(leaf.path, packages, "app", Confidence.LIKELY, rule)


def _schemes(payload: Payload, path: str, names: tuple[str, ...], values: list[str]) -> Iterator[Observation]:
    place = surroundings(payload)
    there = opened(place, path, values)
    if there is None:
        told = OPENABLE.find(names) is not None and KEPT.isdisjoint(place.sent_words)
        there = schemes_of(values) if told else []
    if there:
        yield _links(path, there)


def _links(path: str, found: list[str]) -> Observation:
    return _observation(path, found, "link scheme", Confidence.LIKELY, "app_list.schemes")


def _observation(path: str, found: list[str], what: str, confidence: Confidence, rule: str) -> Observation:
    body = "\n".join(found)[:_LONGEST]
    reasons = {
        "app_list.packages": "package or bundle names in a list named for apps",
        "app_list.unnamed": "package or bundle names of several makers in one list",
        "app_list.told": "package or bundle names of several makers in one list",
        "app_list.rows": "names of apps of several makers, each with what only an app on a device has",
        "app_list.schemes": "link schemes in a list of those that can be opened: each stands for an installed app",
    }
    return Observation(
        category=_CATEGORY, property="x_installedApps", path=path, value=f"{len(found)} {what}s\n{body}",
        reasoning=reasons[rule], rule=rule, confidence=confidence, measures=Measures(n=len(found)),
    )  # fmt: skip


DETECTOR: Final = Detector(
    name="app_list",
    version=7,
    categories={
        _CATEGORY: Mapped(google="Installed apps", apple="Other Usage Data", dpv="pd:DeviceApplications", tcf="2, 6"),
    },
    rules={
        "app_list.packages": "Three or more package or bundle names in a list named for apps or packages.",
        "app_list.unnamed": "Five or more package or bundle names, of four or more makers, in a list of another name.",
        "app_list.told": "Three or more package names of as many makers, each with its version or a moment, however "
        "they are laid out and named; or as the names of one object.",
        "app_list.rows": "Three or more rows that name apps of three or more makers, with when each was installed or "
        "opened, where it lies or stands.",
        "app_list.schemes": "Three or more link schemes of apps in a list named for canOpenURL, or with an "
        "answer for each.",
    },
    detect=_detect,
    needs=Needs(
        lists=True, objects=(_KEYED_OBJECTS,), object_names=(IS_APP,), texts=(_SEPARATED, JOINED_TEXTS, *SCHEME_TEXTS)
    ),
)  # fmt: skip
