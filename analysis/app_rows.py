"""Rows of one list that each name another app and tell what only one on a device has: when it was opened, where it lies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from analysis.field_names import all_words, words
from analysis.package_names import are_of_several_makers, is_bundle, is_package
from analysis.payload import Group, Payload
from analysis.remembered import Remembered
from analysis.surroundings import surroundings

# Plain names. Sources: Android's PackageInfo and UsageStats, the reports of the Android Management API, Apple's
# InstalledApplicationList, osquery's table of apps, the favourites of AOSP's Launcher3.
_IDS: Final = (
    "packagename", "bundleid", "bundleidentifier", "cfbundleidentifier", "apppackagename", "apppackage", "applicationid",
    "pkgname", "package", "pkg",
)  # fmt: skip
_ON_A_DEVICE: Final = frozenset({
    "versioncode", "bundleshortversion", "bundlename", "bundlepath", "cfbundleshortversionstring", "cfbundlename",
    "installerpackagename", "applicationsource", "firstinstalltime", "lastupdatetime", "lastopenedtime", "lastopened",
    "lastlaunch", "lastlaunched", "lastused", "lasttimeused", "installlocation", "systemapp", "issystemapp", "issystem",
    "totaltimeinforeground", "foregroundtime", "installedat", "installdate", "installtime", "launchcount", "dynamicsize",
    "backupdate", "databackup", "vercode", "isenabled",
})  # fmt: skip
_PLACED: Final = frozenset(
    {"container", "screen", "cellx", "page", "cell", "row", "position"}
)  # on a home screen
# Of a shop, a feed of updates, an advertisement, a fault, a build: what there is to be had, not what is there.
_ELSEWHERE: Final = frozenset({
    "price", "rating", "downloads", "installs", "apkurl", "downloadurl", "artworkurl", "sellername", "artistname",
    "changelog", "releasenotes", "reviews", "screenshots", "currency", "storeurl", "apkname", "bid", "bidfloor", "cpm",
    "line", "method", "groupid", "artifactid", "purl", "installtype", "minimumversioncode", "autoupdatemode",
    # a place in the charts, what others think of it, what is new in it: in languages in which shops have fronts
    "rank", "rang", "chartposition", "helyezes", "sijoitus", "classifica", "klassering", "順位", "順番",
    "stars", "betyg", "arvosana", "ertekeles", "értékelés", "bewertung", "valoracion", "valutazione", "voto", "ocena",
    "hodnoceni", "beoordeling", "waardering", "vurdering", "рейтинг", "оцінка", "оценка", "評価", "评分", "평점",
    "βαθμολογία", "αξιολόγηση", "تقييم", "التقييم", "danhgia", "recenzii", "ratingcount", "changes", "whatsnew",
    "зміни", "изменения", "muutokset", "andringar", "ändringar", "nyheter", "wijzigingen", "modifiche", "novita",
    "valtozasok", "modificari", "更新内容", "변경사항",
})  # fmt: skip
_GOODS: Final = _ELSEWHERE | {
    "url", "iconurl", "developer", "license", "categories", "category", "genre", "genres", "sha256", "hash", "signer",
    "summary", "campaignid", "impressions", "crashrate", "file", "dependencies", "scope",
}  # fmt: skip
_OTHERS: Final = frozenset({
    "results", "catalog", "catalogue", "store", "feed", "search", "featured", "recommended", "recommendations", "related",
    "updates", "available", "products", "targeting", "blocked", "blocklist", "frames", "stacktrace", "dependencies",
    "charts", "ranking", "ads", "versions", "releases", "components", "libraries",
})  # fmt: skip
_LEAST: Final = 3
_NONE: Final[Mapping[str, tuple[str, ...]]] = {}


def _id_of(names: tuple[str, ...]) -> str:
    """The name under which a row tells an app; ``""`` where it is no row of an app that is there."""
    said = {"".join(words(name)): name for name in names[:48]}
    told = next((said[name] for name in _IDS if name in said), "")
    if not told or not _GOODS.isdisjoint(said):
        return ""
    placed = "classname" in said and not _PLACED.isdisjoint(said)
    return told if placed or not _ON_A_DEVICE.isdisjoint(said) else ""


def is_elsewhere(row: Iterable[str]) -> bool:
    """Whether a row, by its names, is what a shop has, an advertiser buys or a program is built of."""
    return not _ELSEWHERE.isdisjoint("".join(words(name)) for name in row)


def is_of_a_shop(row: Iterable[str]) -> bool:
    """The same, or one that also tells what only goods have: who made it, of which kind it is, from where it is fetched."""
    return not _GOODS.isdisjoint("".join(words(name)) for name in row)


ID_OF: Final = Remembered[tuple[str, ...], str](_id_of)


def app_rows(payload: Payload) -> Mapping[str, tuple[str, ...]]:
    """The apps that the rows of each list name, by the list's path; three and more of one list, of as many makers."""
    rows: dict[str, list[Group]] = {}
    for group, names in surroundings(payload).shapes:
        if ID_OF[names] and group.path.endswith("]") and group.context == "body":
            rows.setdefault(group.path[: group.path.rindex("[")], []).append(group)
    if not rows:
        return _NONE
    found = {path: _apps(groups) for path, groups in rows.items() if len(groups) >= _LEAST}
    return {path: apps for path, apps in found.items() if apps}


def _apps(groups: list[Group]) -> tuple[str, ...]:
    if not _OTHERS.isdisjoint(all_words(groups[0].names[-3:])):
        return ()
    leaves = [group.members[ID_OF[tuple(group.members)]] for group in groups]
    values = [leaf.value for leaf in leaves]
    is_one = is_bundle if "bundle" in words(leaves[0].name)[:2] else is_package
    apps = tuple(dict.fromkeys(value for value in values if isinstance(value, str) and is_one(value)))
    enough = len(apps) >= _LEAST and len(apps) * 10 >= len(set(values)) * 8
    return apps if enough and are_of_several_makers(apps, _LEAST) else ()
