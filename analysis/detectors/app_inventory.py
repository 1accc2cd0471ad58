"""Recognises lists of apps and programs by their names, where package or bundle names are not told."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from analysis.field_names import all_words, words
from analysis.lazy_patterns import lazy_pattern
from analysis.name_tables import picking
from analysis.named_fields import FieldTable
from analysis.needs import Needs
from analysis.payload import Group, Payload
from analysis.program_lists import PROGRAMS, programs
from analysis.records import Confidence, Measures, Observation
from analysis.remembered import Remembered
from analysis.surroundings import surroundings
from analysis.units import Detector, Mapped

_CATEGORY: Final = "app_list.installed"
# Lists that say that what they hold is on the device.
_SURE: Final = FieldTable(
    dict.fromkeys((
        "installed apps", "installed applications", "installed programs", "installed software", "app inventory",
        "software inventory", "running apps", "recent apps", "recently used apps", "installed channels",
        "installed games",
        "device apps", "user apps", "launcher apps", "home screen apps", "foreground apps", "background apps",
        "running processes", "installed app list", "application list", "app list", "installed items", "managed apps",
        "running programs", "open apps", "active apps", "used apps", "app usage", "top apps", "installed", "applist",
        "installed addons", "installed extensions", "installed plugins", "active addons", "game library",
    ), "sure")
)  # fmt: skip
_VAGUE: Final = FieldTable(
    dict.fromkeys(
        (
            "apps",
            "applications",
            "programs",
            "software",
            "softwares",
            "launch points",
            "channels",
            "addons",
            "add ons",
            "extensions",
            "plugins",
        ),
        "vague",
    )
)
_NAMES: Final = (
    "appname",
    "displayname",
    "name",
    "title",
    "label",
    "applicationname",
    "text",
    "app",
    "applabel",
    "program",
    "slug",
    "nev",
    "nimi",
    "nome",
    "naam",
    "namn",
    "navn",
    "nombre",
    "nom",
    "nazwa",
    "nume",
    "назва",
    "ονομα",
    "όνομα",
    "名前",
)
_OF_AN_APP: Final = frozenset({
    "version", "appversion", "displayversion", "versionname", "publisher", "installdate", "installedat", "lastused",
    "bundleversion", "versioncode", "installlocation", "firstinstalltime", "lastupdatetime", "foregroundtime", "type",
    "installed", "isinstalled", "usagetime", "installsource", "appid", "vendor", "isrunning", "pid",
    "systemapp", "issystemapp", "launchpointid", "launches", "launchcount", "starts", "opens", "timesopened",
})  # fmt: skip
# Shops, settings of a company, services on a server.
_GOODS: Final = frozenset({
    "price", "rating", "downloads", "url", "iconurl", "icon", "developer", "reviews", "screenshots", "description",
    "image",
    "replicas", "cpu", "namespace", "ports", "port", "script", "clientid", "redirecturis", "scopes", "category", "genre",
    "enabled", "purl", "license", "seed", "width", "permissions", "subscribers", "members", "topic", "purpose",
})  # fmt: skip
_ROWS_OF_XML: Final = frozenset(
    {
        "app",
        "application",
        "item",
        "program",
        "package",
        "channel",
        "entry",
        "software",
        "addon",
        "extension",
        "plugin",
    }
)
_INSTALLED: Final = frozenset({"installed", "isinstalled"})
# What Windows keeps of each program (…\CurrentVersion\Uninstall), and nothing else has together.
_OF_WINDOWS: Final = frozenset({"displayname", "displayversion"})
_KEPT_BY_WINDOWS: Final = frozenset(
    {"publisher", "installdate", "uninstallstring", "installlocation", "estimatedsize"}
)
IS_OF_WINDOWS: Final = Remembered[tuple[str, ...], bool](
    lambda names: (
        (plain := {"".join(words(name)) for name in names[:32]}) >= _OF_WINDOWS
        and not plain.isdisjoint(_KEPT_BY_WINDOWS)
    )
)
# Programs as the names of their versions: ``{"installed": {"firefox": "132.0", "nextcloud-client": "3.14.2"}}``.
_VERSION: Final = lazy_pattern(r"v?[0-9]{1,5}(?:[.:+~_-][0-9A-Za-z]{1,16}){1,6}")
_PARTS: Final = frozenset(
    {"dependencies", "deps", "firmware", "schema", "schemas", "api", "modules", "images", "available"}
)
_LEAST: Final = 3
_MOST: Final = 2_000
_LONGEST: Final = 4_000  # characters of what is given back
_LONGEST_NAME: Final = 80


def _name_in(names: tuple[str, ...]) -> tuple[str, bool]:
    """The name under which a row tells the app's name, and whether it tells anything else that only apps have."""
    plain = {"".join(words(name)): name for name in names[:32]}
    if not _GOODS.isdisjoint(plain):
        return "", False
    told = next((plain[name] for name in _NAMES if name in plain), "")
    if not told and "id" in plain and not _INSTALLED.isdisjoint(plain):
        told = plain["id"]
    return told, not _OF_AN_APP.isdisjoint(plain)


_NAME_IN: Final = Remembered[tuple[str, ...], tuple[str, bool]](_name_in)


def _said(names: tuple[str, ...]) -> str:
    for own in (names, names[:-1] if names and names[-1].lower() in _ROWS_OF_XML else ()):
        if own and _SURE.find(own):
            return "sure"
        if own and _VAGUE.find(own):
            return "vague"
    return ""


_SAID: Final = Remembered[tuple[str, ...], str](_said)


def _may_be(name: str) -> bool:
    return name.lower() in _ROWS_OF_XML or bool(_said((name,)))


_MAY_BE: Final = Remembered[str, bool](_may_be)
_NAMED_SO: Final = picking(_may_be)


def _detect(payload: Payload) -> Iterator[Observation]:
    yield from _programs(payload)
    rows: dict[str, list[Group]] = {}
    for group, names in surroundings(payload).shapes:
        listed = group.path[-1:] == "]" and group.context == "body"
        if not listed and _MAY_BE[group.name] and (found := _of_versions(group)):
            yield _observation(group.path, found, "app_inventory.versions")
        if listed and ((_MAY_BE[group.name] and _SAID[group.names[-3:]]) or IS_OF_WINDOWS[names]):
            rows.setdefault(group.path[: group.path.rindex("[")], []).append(group)
    for path, groups in rows.items():
        if len(groups) >= _LEAST:
            yield from _of_rows(path, groups[:_MOST])
    for path, items in surroundings(payload).lists.items():
        names = items[0].names
        if (
            len(items) >= _LEAST
            and _MAY_BE[items[0].name]
            and items[0].context == "body"
            and _SAID[names[-3:]] == "sure"
        ):
            texts = [item.value for item in items if isinstance(item.value, str) and _is_name(item.value)]
            if len(texts) == len(items) and not all("." in text and " " not in text for text in texts):
                yield _observation(path, texts, "app_inventory.names")


def _of_versions(group: Group) -> list[str]:
    """The programs of an object named for what is installed, where nearly all values are versions."""
    if len(group.members) < _LEAST or group.context != "body" or _SAID[group.names[-1:]] != "sure":
        return []
    found = [
        name
        for name, leaf in islice(group.members.items(), _MOST)
        if isinstance(leaf.value, str) and _VERSION.fullmatch(leaf.value[:64]) and _is_name(name)
    ]
    enough = len(found) >= _LEAST and len(found) * 10 >= len(group.members) * 8
    return found if enough and _PARTS.isdisjoint(all_words(group.names[:-1])) else []


def _programs(payload: Payload) -> Iterator[Observation]:
    for path, found, why in programs(payload):
        yield _observation(path, list(dict.fromkeys(found)), "app_inventory.programs", why)


def _of_rows(path: str, groups: list[Group]) -> Iterator[Observation]:
    said = "sure" if IS_OF_WINDOWS[tuple(groups[0].members)] else _SAID[groups[0].names[-3:]]
    groups = [group for group in groups if not _is_absent(group)]
    found: list[str] = []
    telling = 0
    for group in groups:
        name, tells = _NAME_IN[tuple(group.members)]
        value = group.members[name].value if name else None
        if isinstance(value, str) and _is_name(value):
            found.append(value.strip())
            telling += tells
    if len(found) < _LEAST or len(found) * 10 < len(groups) * 8 or len(set(found)) * 2 < len(found):
        return
    if said == "sure" or telling * 10 >= len(found) * 8:
        if said == "vague" and not all_words(groups[0].names[:-2]).isdisjoint(_GOODS):
            return
        yield _observation(path, list(dict.fromkeys(found)), "app_inventory.rows")


def _is_absent(group: Group) -> bool:
    """Whether a row says that the app is not there."""
    return any(
        "".join(words(name)) in _INSTALLED and leaf.value in (False, 0, "false")
        for name, leaf in group.members.items()
    )


def _is_name(value: str) -> bool:
    return 1 < len(value.strip()) <= _LONGEST_NAME and any(map(str.isalpha, value)) and "\n" not in value


def _observation(path: str, found: list[str], rule: str, why: str = "") -> Observation:
    body = "\n".join(found)[:_LONGEST]
    return Observation(
        category=_CATEGORY, property="x_installedApps", path=path, value=f"{len(found)} apps\n{body}", rule=rule,
        reasoning=why or "names of apps or programs in a list named for those on a device",
        confidence=Confidence.LIKELY, measures=Measures(n=len(found)),
    )  # fmt: skip


DETECTOR: Final = Detector(
    name="app_inventory",
    version=5,
    categories={
        _CATEGORY: Mapped(google="Installed apps", apple="Other Usage Data", dpv="pd:DeviceApplications", tcf="2, 6"),
    },
    rules={
        "app_inventory.rows": "Three or more rows with a name, in a list named for installed apps, or apps with versions.",
        "app_inventory.versions": "Three or more names with a version each, in an object named for what is installed.",
        "app_inventory.programs": "Extensions that a browser asks about or an editor lists; packages of a system.",
        "app_inventory.names": "Three or more names in a list named for installed or running apps.",
    },
    detect=_detect,
    needs=PROGRAMS.or_else(Needs(names=(_NAMED_SO,), objects=(IS_OF_WINDOWS,), object_names=(_MAY_BE,))),
)  # fmt: skip
