"""Reads lists of other projects that a user has a copy of: whose host is it, in that list's words.

Formats as their makers document them: Tracker Radar's entity and domain maps and files (docs/DATA_MODEL.md), Disconnect's
services.json, Ghostery's trackerdb.json, Exodus's list of trackers (its API's answer), AdGuard's companiesdb, hosts files
and Adblock lists. None of them comes with this program.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import msgspec

from analysis.errors import UserFault
from analysis.host_names import normalise_host
from analysis.lazy_patterns import lazy_pattern

MAX_FILE: Final = 64 << 20  # bytes
_MAX_LINE: Final = 1_000  # characters; a longer one is no rule for a host
_MAX_NAME: Final = 200
_CC_NC: Final = "CC BY-NC-SA 4.0: not for commercial use, and not to be passed on with this program"
_UNSTATED: Final = "not stated in the file; see where you got it from"


class UnreadableList(UserFault):
    """A list that cannot be imported; the text is one line that says why."""


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """What a list says of a host: the owner or service (``""`` where it only lists it), a category; with ``exact`` of no
    subdomain."""

    owner: str
    category: str = ""
    exact: bool = False


class Listed(msgspec.Struct, kw_only=True):
    """A list as it was read. ``skipped`` counts what says nothing of a whole host (a path, a wildcard, an address).

    ``part`` says which of a list's files of different kinds it is; "" where a list has only one kind.
    """

    name: str
    licence: str
    part: str = ""
    hosts: dict[str, Entry] = {}
    skipped: int = 0

    def add(self, host: object, entry: Entry) -> None:
        """Take a host; what is none is counted."""
        name = normalise_host(host) if isinstance(host, str) else None
        if name is None or "." not in name:
            self.skipped += 1
        else:
            self.hosts.setdefault(name, entry)


def read_list(file: str, content: bytes) -> Listed:
    """A list, whatever its format. Raises ``UnreadableList``."""
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{",):
        return _from_json(file, content.removeprefix(b"\xef\xbb\xbf"))
    found = _from_lines(file, content.decode("utf-8", "replace"))
    if not found.hosts:
        raise UnreadableList(
            f"{file}: no list that can be imported: expected Tracker Radar, Disconnect's services.json, Ghostery's "
            "trackerdb.json, Exodus's or AdGuard's trackers, a hosts file or an Adblock list"
        )
    return found


# -- JSON ---------------------------------------------------------------------------------------------------------


def _from_json(file: str, content: bytes) -> Listed:
    try:
        document = msgspec.json.decode(content)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise UnreadableList(f"{file}: expected JSON: {error}") from None
    for fits, read in _JSON_FORMATS:
        if fits(document):
            found = read(document)
            if found.hosts:
                return found
            raise UnreadableList(f"{file}: looks like {found.name} in another version: no host could be read")
    raise UnreadableList(
        f"{file}: this JSON is none of the lists that can be imported, or of another version"
    )


def _members(value: object) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The members of an object that are objects; nothing for anything else."""
    if isinstance(value, dict):
        yield from ((key, one) for key, one in value.items() if isinstance(one, dict))


def _words(value: object) -> str:
    """A name or the first of several, on one line and not endless."""
    first = value[0] if isinstance(value, list) and value else value
    return _clean(first) if isinstance(first, str) else ""


def _clean(text: str) -> str:
    """One line without control characters: it will stand in a terminal and on a page."""
    words = " ".join(text[: 4 * _MAX_NAME].split())
    return "".join(sign for sign in words if sign.isprintable())[:_MAX_NAME]


def _many(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _first(document: Mapping[str, Any]) -> Mapping[str, Any]:
    one = next(iter(document.values()), None)
    return one if isinstance(one, dict) else {}


def _radar_entities(document: Mapping[str, Any]) -> Listed:
    found = Listed(name="DuckDuckGo Tracker Radar", licence=_CC_NC, part="entities")
    entities = [("", document)] if "properties" in document else _members(document)
    for key, entity in entities:
        owner = _words(entity.get("displayName")) or _words(entity.get("name")) or _clean(key)
        for host in _many(entity.get("properties")):
            found.add(host, Entry(owner))
    return found


def _radar_domains(document: Mapping[str, Any]) -> Listed:
    found = Listed(name="DuckDuckGo Tracker Radar", licence=_CC_NC, part="domains")
    if "owner" in document:
        owner = document["owner"] if isinstance(document["owner"], dict) else {}
        name = _words(owner.get("displayName")) or _words(owner.get("name"))
        found.add(document.get("domain"), Entry(name, _words(document.get("categories"))))
        return found
    for host, entity in _members(document):
        found.add(host, Entry(_words(entity.get("displayName")) or _words(entity.get("entityName"))))
    return found


def _disconnect(document: Mapping[str, Any]) -> Listed:
    licence = _words(document.get("license")) or _UNSTATED
    found = Listed(name="Disconnect", licence=licence)
    for category, companies in document["categories"].items():
        for company in _many(companies):
            for name, sites in _members(company):
                for hosts in sites.values():
                    for host in _many(hosts):
                        found.add(host, Entry(_clean(name), _clean(category)))
    return found


def _ghostery(document: Mapping[str, Any]) -> Listed:
    found = Listed(name="Ghostery TrackerDB", licence=_CC_NC)
    organizations = dict(_members(document["organizations"]))
    for key, pattern in _members(document["patterns"]):
        organization = organizations.get(str(pattern.get("organization")), {})
        owner = _words(organization.get("name")) or _words(pattern.get("name")) or _clean(key)
        for host in _many(pattern.get("domains")):
            found.add(host, Entry(owner, _words(pattern.get("category"))))
    return found


def _exodus(document: Mapping[str, Any]) -> Listed:
    """A network signature is a regular expression; those that are only alternatives of hosts are taken."""
    found = Listed(name="Exodus Privacy", licence=_UNSTATED)
    trackers = document["trackers"]
    rows = trackers.values() if isinstance(trackers, dict) else trackers
    for row in rows:
        if not isinstance(row, dict) or not isinstance(row.get("network_signature"), str):
            found.skipped += 1
            continue
        for part in row["network_signature"].split("|"):
            host = part.replace("\\.", ".").replace("\\-", "-").strip().lstrip(".")
            if part.strip():
                entry = Entry(_words(row.get("name")), _words(row.get("categories")))
                found.add(host if re.fullmatch(r"[\w.-]{1,253}", host) else None, entry)
    return found


def _adguard(document: Mapping[str, Any]) -> Listed:
    found = Listed(name="AdGuard companiesdb", licence="CC BY-SA 4.0: share alike, and name AdGuard")
    trackers = dict(_members(document["trackers"]))
    for host, key in document["trackerDomains"].items():
        tracker = trackers.get(str(key), {})
        found.add(
            host,
            Entry(_words(tracker.get("companyId")) or _words(tracker.get("name")) or _clean(str(key))),
        )
    return found


_JSON_FORMATS: Final[tuple[tuple[Callable[[Any], bool], Callable[[Mapping[str, Any]], Listed]], ...]] = (
    (lambda d: isinstance(d.get("patterns"), dict) and isinstance(d.get("organizations"), dict), _ghostery),
    (lambda d: isinstance(d.get("trackerDomains"), dict) and isinstance(d.get("trackers"), dict), _adguard),
    (lambda d: isinstance(d.get("trackers"), dict | list) and "entities" not in d, _exodus),
    (lambda d: isinstance(d.get("categories"), dict), _disconnect),
    (lambda d: isinstance(d.get("properties"), list) and "name" in d, _radar_entities),
    (lambda d: "domain" in d and "owner" in d, _radar_domains),
    (lambda d: "entityName" in _first(d), _radar_domains),
    (lambda d: "properties" in _first(d), _radar_entities),
)


# -- lines --------------------------------------------------------------------------------------------------------

_TITLE: Final = lazy_pattern(r"^[!#]\s{0,10}Title:\s{0,10}(.{1,200})$", re.IGNORECASE)
_LICENCE: Final = lazy_pattern(r"^[!#]\s{0,10}Licen[cs]e:\s{0,10}(.{1,200})$", re.IGNORECASE)
_ADBLOCK: Final = lazy_pattern(r"^\|\|([^\^/$*|]{1,253})\^?(?:\$(.{0,400}))?$")
_NULL_ADDRESSES: Final = frozenset({"0.0.0.0", "127.0.0.1", "::", "::1", "0"})
_OWN_NAMES: Final = frozenset({"localhost.localdomain", "ip6-localhost", "broadcasthost"})


def _from_lines(file: str, text: str) -> Listed:
    found = Listed(name=_clean(file), licence=_UNSTATED)
    for raw in text.splitlines():
        line = raw.strip()
        if not line or line.startswith(("[", "!", "#")):
            if title := _TITLE.match(line):
                found.name = _clean(title[1])
            elif licence := _LICENCE.match(line):
                found.licence = _clean(licence[1])
        elif len(line) > _MAX_LINE:
            found.skipped += 1
        elif line.startswith("||"):
            _take_rule(found, line)
        elif line.startswith(("@@", "|", "/", "*", "-", ".", "&", "?")) or "#@#" in line or "##" in line:
            found.skipped += 1
        else:
            _take_hosts(found, line)
    return found


def _take_rule(found: Listed, line: str) -> None:
    """A rule for a whole host, wherever it is asked from."""
    rule = _ADBLOCK.match(line)
    narrowed = rule is not None and any(
        option.strip().startswith(("domain=", "denyallow=", "removeparam", "badfilter", "csp=", "redirect"))
        for option in (rule[2] or "").split(",")
    )
    found.add(None if rule is None or narrowed else rule[1], Entry(""))


def _take_hosts(found: Listed, line: str) -> None:
    """A line of a hosts file, or a host alone."""
    words = line.partition("#")[0].split()
    names = words[1:] if words and words[0] in _NULL_ADDRESSES else words
    if len(names) != len(words) or len(words) == 1:
        for name in names:
            if name not in _OWN_NAMES:
                found.add(name, Entry("", "", exact=True))
    else:
        found.skipped += 1
