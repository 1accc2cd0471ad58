"""Lists of apps that only their package names tell: rows by position, columns, ``package|version`` in one text.

What a shop has, a program is built of or a page is allowed looks the same but for two things: the names of apps on a device
are those of several makers, and beside each stands its version or a moment.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Final

import msgspec

from analysis.app_rows import is_of_a_shop
from analysis.field_names import all_words
from analysis.lazy_patterns import lazy_pattern
from analysis.package_names import DOMAINS, are_of_several_makers, is_bundle, of_component
from analysis.payload import Group, Leaf, Payload, Scalar
from analysis.remembered import Remembered
from analysis.surroundings import generic, outer, surroundings
from analysis.texts import TextShape, texts_like

_PAIR: Final = lazy_pattern(
    r"([A-Za-z][\w.-]{4,160})(?:[|:=@/#;,\t ]{1,2}(v?[0-9][\w.+() -]{0,40}|true|false))?"
)
_VERSION: Final = lazy_pattern(r"v?[0-9]{1,6}(?:\.[0-9]{1,10}){1,5}[\w.+() -]{0,30}")
_DAY: Final = lazy_pattern(r"20[0-9]{2}-[01][0-9]-[0-3][0-9][^\n]{0,24}")
_HASH: Final = lazy_pattern(r"[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}")  # of a program that was scanned
_BETWEEN: Final = ("\n", ";", ",", " ")
# Ends of a host, which a package has at its beginning: ``de.wikipedia.org``.
_HOST_ENDS: Final = frozenset(
    {"com", "org", "net", "io", "edu", "gov", "example", "info", "de", "uk", "fr", "eu"}
)
# Makers of parts that programs are built of.
_OF_PROGRAMS: Final = (
    "org.apache.", "org.eclipse.", "org.springframework", "org.jetbrains.", "org.slf4j", "org.hibernate",
    "com.fasterxml.",
    "com.google.guava", "com.google.code.", "com.squareup.okhttp", "com.squareup.retrofit", "io.netty", "io.ktor",
    "org.junit", "org.osgi", "io.micrometer", "com.ibm.icu", "org.scala-lang", "org.ow2",
)  # fmt: skip
# Where apps are offered, listed or built, and are on nobody's device.
_TO_BE_HAD: Final = frozenset({
    "catalog", "catalogue", "katalog", "store", "charts", "ranking", "top", "featured", "recommended", "index", "fdroid",
    "targets", "targeting", "sponsored", "related", "similar", "suggested", "partners", "build", "lock", "ci",
    "dependency",
    "dependencies", "deps", "results", "bundles", "topics",
    "topplista", "topplistor", "toppliste", "topplister", "toplista", "toplijst", "hitlijst", "ranglista", "ranglijst",
    "bestenliste", "classement", "classifica", "clasificacion", "clasament", "karkilista", "vetrina", "etalage",
    "butik", "butikk", "mirror", "spegel", "marketplace", "appstore",
    "vitrine", "skyltfonster", "kirakat", "vitrina", "osusume",
})  # fmt: skip
# What is allowed of apps, or left out, in several languages.
ALLOWED: Final = frozenset({
    "allowed", "exception", "exceptions", "approved", "permitted",
    "sallitut", "hyvaksytyt", "tillatna", "godkanda", "godkända", "tilladte",
    "tillatte", "toegestane", "goedgekeurde", "erlaubte", "zugelassene", "autorisees", "autorisées", "permitidas",
    "permitidos", "autorizadas", "consentite", "permise", "aprobate", "engedelyezett", "dozwolone", "povolene",
    "povolené", "дозволені", "разрешенные", "επιτρεπόμενες", "εγκεκριμένες", "許可", "許可済み", "المسموحة",
})  # fmt: skip
# What is allowed, limited or newest of apps, wherever they are.
_REGULATED: Final = frozenset({
    "versions", "limit", "limits", "rules", "regeln", "reglas", "policy", "richtlinie", "quota", "latest",
    *ALLOWED,
})  # fmt: skip
_LAUNCHERS: Final = frozenset({"launcher", "drawer", "homescreen", "dock"})
# What only apps on a device have counted.
_COUNTED: Final = frozenset({
    "rx", "tx", "bytes", "mobile", "wifi", "cellular", "time", "minutes", "seconds", "launches", "opens", "launched",
    "opened",
    "battery", "drain", "foreground", "background", "notifications", "used", "usage",
    "installed", "received", "sent", "ms", "wakelocks", "alarms",
})  # fmt: skip
_LEAST: Final = 3
_MOST: Final = 3_000
_MOST_LISTS: Final = 32  # of one message: what stands beside each is gone through


class Apps(msgspec.Struct, frozen=True, kw_only=True):
    """Package names of one list. ``told``: beside each stands a version or a moment, as only apps on a device have.

    ``in_rows``: each is a value of a row or an object of its own. ``started``: each was told by what is started of it.
    """

    path: str
    names: tuple[str, ...]
    packages: tuple[str, ...]
    told: bool
    in_rows: bool = False
    started: bool = False


def _read(text: str) -> tuple[str, str]:
    """The package that a text names, alone or before its version, and the version; two empty texts for every other."""
    if not 5 <= len(text) <= 200 or "." not in text or text.partition(".")[0].lower() not in DOMAINS:
        return "", ""
    if "/" in text and (app := of_component(text)):
        return app, ""
    found = _PAIR.fullmatch(text)
    if found is None or not is_bundle(found[1]) or found[1].rpartition(".")[2].lower() in _HOST_ENDS:
        return "", ""
    return found[1], found[2] or ""


# A text that names a package, or very many of them.
PACKAGE_TEXTS: Final = TextShape(lambda text: _read(text)[0], headers=False, shortest=5)
JOINED_TEXTS: Final = TextShape(
    lambda text: len(text) >= 30 and text.count(".") >= _LEAST and bool(_joined(text)),
    headers=False,
    shortest=30,
)


def _joined(text: str) -> tuple[str, ...]:
    """The packages of a text that holds several, each with its version: ``com.a:1.2;com.b:3.4``."""
    between = next((mark for mark in _BETWEEN if mark in text[:200]), "")
    if not between or not _read(text[:200].partition(between)[0].strip())[1]:
        return ()
    pairs = [_read(part.strip()) for part in text[:100_000].split(between, _MOST) if part.strip()]
    found = tuple(dict.fromkeys(package for package, version in pairs if version))
    return found if len(found) * 10 >= len(pairs) * 8 and are_of_apps(found) else ()


def are_of_apps(packages: Iterable[str]) -> bool:
    """Whether three package names and more are of as many makers, most of which make no parts for programs."""
    names = tuple(packages)
    parts = sum(package.startswith(_OF_PROGRAMS) for package in names)
    return len(names) >= _LEAST and parts * 3 < len(names) and are_of_several_makers(names, _LEAST)


def is_offered(names: frozenset[str], sent: frozenset[str] = frozenset()) -> bool:
    """Whether words of names, or of the address, say that apps are to be had, or what is allowed or newest of them."""
    return not (_REGULATED.isdisjoint(names) and _TO_BE_HAD.isdisjoint(names | sent))


def package_lists(payload: Payload) -> Iterator[Apps]:
    """The lists of packages in a message, whatever they are named; three and more of as many makers in each."""
    for leaf, value in texts_like(payload, JOINED_TEXTS):
        yield Apps(path=leaf.path, names=leaf.names, packages=_joined(value), told=True)
    leaves = texts_like(payload, PACKAGE_TEXTS)[:_MOST]
    if len(leaves) < _LEAST:
        return
    columns: dict[str, list[Leaf]] = {}
    for leaf, _ in leaves:
        columns.setdefault(_column(leaf.path), []).append(leaf)
    long = ((path, found) for path, found in columns.items() if path and len(found) >= _LEAST)
    for path, found in islice(long, _MOST_LISTS):
        if (apps := _apps(payload, path, found)) is not None:
            yield apps


IS_APP: Final = Remembered[str, bool](lambda name: "." in name and is_bundle(name))


def packages_over_objects(payload: Payload) -> Iterator[Apps]:
    """Packages as the names of objects that tell how each is used: ``{"apps": {"com.example.notes": {"rx": 5120}}}``."""
    held: dict[str, list[Group]] = {}
    for group in payload.groups:
        if IS_APP[group.name] and group.context == "body" and len(held) < _MOST_LISTS:
            held.setdefault(outer(group.path), []).append(group)
    for path, groups in held.items():
        packages = tuple(dict.fromkeys(group.name for group in groups[:_MOST]))
        row = groups[0].members
        said = all_words(row)
        used = not said.isdisjoint(_COUNTED) and not is_of_a_shop(row) and _REGULATED.isdisjoint(said)
        if used and len(packages) >= _LEAST and are_of_apps(packages):
            yield Apps(path=path, names=groups[0].names[:-1], packages=packages, told=True, in_rows=True)


def _column(path: str) -> str:
    """The list, the column of rows or the member of objects that a value is of: ``$.d[*][0]``; "" where it is of none."""
    head, _, last = path.rpartition("[")
    if not last.endswith("]") or not last[:-1].isdecimal():
        return generic(path) if "]." in path[-100:] or ']["' in path[-100:] else ""
    row, _, at = head.rpartition("[")
    return f"{generic(row)}[*][{last}" if at.endswith("]") and at[:-1].isdecimal() else f"{generic(head)}[*]"


def _apps(payload: Payload, column: str, found: list[Leaf]) -> Apps | None:
    pairs = [_read(str(leaf.value)) for leaf in found]
    packages = tuple(dict.fromkeys(package for package, _ in pairs))
    first = found[0]
    row = (
        surroundings(payload).around(first.path) if not column.endswith("]") or '"]' in column[-2:] else None
    )
    if not are_of_apps(packages) or (row is not None and is_of_a_shop(row.members)):
        return None
    rows = column.rpartition("[*]")[0] or column
    told = sum(bool(version) for _, version in pairs) * 10 >= len(pairs) * 8
    told = told or _is_told(_beside(payload, column, first)) or _is_of_a_launcher(payload, first)
    in_rows = not column.endswith("[*]")
    started = "/" in str(first.value)
    return Apps(path=rows, names=first.names, packages=packages, told=told, in_rows=in_rows, started=started)


def _is_of_a_launcher(payload: Payload, first: Leaf) -> bool:
    """Whether a name around, or the address, says that it is what stands on the first screen of a device."""
    return not _LAUNCHERS.isdisjoint(all_words(first.names[-3:]) | surroundings(payload).sent_words)


def _beside(payload: Payload, column: str, first: Leaf) -> Mapping[str, list[Scalar]]:
    """The values beside the packages, by column: of rows by position, of objects, of lists as long as theirs."""
    place = surroundings(payload)
    found: dict[str, list[Scalar]] = {}
    if column.endswith("[*]"):
        own = first.path[: first.path.rindex("[")]
        holder, length = outer(own), len(place.lists.get(own, ()))
        for path, items in place.lists.items():
            if holder and path != own and len(items) == length and outer(path) == holder:
                found[path] = [item.value for item in items]
        return found
    row = outer(first.path)
    if "[" not in row:  # several of one path: repeated fields
        return found
    rows, own = row[: row.rindex("[") + 1], first.path[len(row) :]
    for leaf in place.in_lists:
        if leaf.path.startswith(rows):
            at = leaf.path[len(rows) :].partition("]")[2]
            if at != own:
                found.setdefault(at, []).append(leaf.value)
    return found


def _is_told(columns: Mapping[str, list[Scalar]]) -> bool:
    """Whether one column has as many versions or moments as there are apps."""
    return any(
        sum(map(_is_mark, values)) * 10 >= len(values) * 8 for values in columns.values() if len(values) >= 2
    )


def _is_mark(value: Scalar) -> bool:
    if isinstance(value, bool) or value is None:
        return False
    if isinstance(value, str):
        head = value[:80]
        return any(form.fullmatch(head) is not None for form in (_VERSION, _DAY, _HASH))
    return 1_200_000_000 <= value <= 2_200_000_000 or 1_200_000_000_000 <= value <= 2_200_000_000_000
