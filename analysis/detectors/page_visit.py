"""Recognises pages and sites that a person visits where they are told in parts: host and path, or the host alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.field_names import all_words, words
from analysis.lazy_patterns import lazy_pattern
from analysis.name_tables import picking
from analysis.needs import Needs
from analysis.page_checks import IS_OF_A_PROGRAM, is_surely_checked
from analysis.payload import Group, Leaf, Payload
from analysis.readings import text
from analysis.records import Confidence, Observation
from analysis.remembered import Remembered
from analysis.surroundings import surroundings
from analysis.units import Detector, Mapped

_CATEGORY: Final = "browsing.page"
# Parameters of Chartbeat (h, p, i), GoatCounter (p, t), Fathom (h, p), Umami (hostname, url), Simple Analytics.
_PATHS: Final = ("p", "path", "page", "pathname", "url", "pagepath", "dp", "uri", "pageurl", "pagepathname")
_HOSTS: Final = frozenset({"h", "host", "hostname", "d", "domain", "dh", "site", "website", "s"})
_TITLES: Final = frozenset({"t", "tl", "i", "title", "dt", "pagetitle", "documenttitle"})
_REFERRERS: Final = frozenset({"r", "ref", "referrer", "referer", "dr", "v"})
_SITE: Final = lazy_pattern(r"(?:https?://)?(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,6}[a-z]{2,24}/?")
_PAGE: Final = lazy_pattern(r"/[^\s<>\"{}|\\^`]{0,1000}")
_FILE: Final = lazy_pattern(
    r"(?i)\.(?:png|jpe?g|gif|webp|svg|css|m?js|json|xml|mp[34]|woff2?|zip|gz|apk|exe|txt|log|proto|sock)\Z"
)
_VISITS: Final = frozenset({
    "visits", "visit", "history", "browsing", "browserhistory", "websites", "sites", "visited", "domains", "weblog",
    "pagevisits",
    "navigation", "navigations", "visitedsites", "webhistory", "querylog", "dnslog", "dnsqueries", "queries", "lookups",
})  # fmt: skip
_OF_A_VISIT: Final = frozenset({
    "at", "time", "timestamp", "ts", "visitedat", "lastvisit", "visittime", "count", "visits", "duration", "seconds",
    "blocked",
    "allowed", "action", "verdict", "category", "hits", "date", "when",
})  # fmt: skip
# Requests that a program made, files, services, and what a server keeps of them.
_QNAMES: Final = frozenset(
    {"qname", "queryname", "rrname", "dnsname", "dnsquery"}
)  # of a log of questions to DNS
_SITES: Final = frozenset({"domain", "host", "hostname", "q"})
_QTYPES: Final = frozenset({"qtype", "querytype", "rrtype", "type", "recordtype"})
_RECORDS: Final = frozenset({"A", "AAAA", "HTTPS", "CNAME", "SVCB", "PTR", "MX", "TXT", "SRV"})
_ASKERS: Final = frozenset({"client", "cl", "mac", "device", "src", "clientip", "clientname", "dev", "ip"})
_OTHERS: Final = frozenset({
    "method", "status", "statuscode", "port", "protocol", "headers", "body", "mimetype", "image", "repo", "bucket", "size",
    "filename", "upstream", "service", "scheme", "tls", "expires", "maxage", "secure", "httponly", "samesite", "registrar",
    "price", "ttl", "records", "nameservers", "container", "namespace", "user", "password", "sha256", "etag",
})  # fmt: skip
_NAMING: Final = frozenset({"dns", "dnslog", "querylog", "lookups", "resolver"})  # in an address
_COUNTING: Final = lazy_pattern(
    r"(?i)(?:^|[/._-])(?:count|ping|hit|collect|pageview|page|view|track|pixel|beacon|stats?|event|analytics|log|send|pv)"
    r"(?=$|[/._-])"
)


def _plain(names: tuple[str, ...]) -> dict[str, str]:
    """The names of an object by their plain form; none where it cannot tell of a page."""
    said = {"".join(words(name)): name for name in names[:64]}
    if not _OTHERS.isdisjoint(said):
        return {}
    paged = any(name in said for name in _PATHS) and (
        not _HOSTS.isdisjoint(said) or not _TITLES.isdisjoint(said)
    )
    return said if paged or not _QNAMES.isdisjoint(said) or not _SITES.isdisjoint(said) else {}


_SAID: Final = Remembered(_plain)
_TELLING: Final = frozenset((*_PATHS, *_QNAMES, *_SITES))
_GATE: Final = picking(lambda name: name != "Host" and "".join(words(name)) in _TELLING, spelled=_TELLING)


def _detect(payload: Payload) -> Iterator[Observation]:
    place = surroundings(payload)
    for group, names in place.shapes if place.picked(_GATE) else ():
        said = _SAID[names]
        if not said or group.context not in ("body", "query"):
            continue
        elsewhere = _NAMING.isdisjoint(place.sent_words)
        found = _page(payload, group, said) or _site(group, said, elsewhere) or _checked(payload, group, said)
        if found is not None:
            leaf, value, rule, why = found
            yield Observation(
                category=_CATEGORY, property="viewedPage", path=leaf.path, value=value[:1000], reasoning=why, rule=rule,
                confidence=Confidence.LIKELY,
            )  # fmt: skip


def _page(payload: Payload, group: Group, said: dict[str, str]) -> tuple[Leaf, str, str, str] | None:
    """A path beside its host and its title or referrer: what small counters of visits send."""
    if group.context == "query" and "p" in said and "tl" in said and _is_address(group.members[said["p"]]):
        leaf = group.members[said["p"]]  # Microsoft's UET: the whole address beside the title
        return (
            leaf,
            text(leaf.value),
            "page_visit.parts",
            "the page that the person looks at, beside its title",
        )
    path = next((leaf for key in _PATHS if key in said and _is_page(leaf := group.members[said[key]])), None)
    if path is None:
        return None
    host = next(
        (
            text(group.members[said[key]].value)
            for key in _HOSTS
            if key in said and _is_site(group.members[said[key]])
        ),
        "",
    )
    titled = any(_is_title(group.members[said[key]]) for key in _TITLES if key in said)
    came = any(text(group.members[said[key]].value).startswith("http") for key in _REFERRERS if key in said)
    sent = payload.transmission
    if (host and (titled or came)) or (
        titled and came and (_COUNTING.search(sent.path[:512]) or len(said) >= 4)
    ):
        site = host.removeprefix("https://").removeprefix("http://").rstrip("/")
        return (
            path,
            site + text(path.value),
            "page_visit.parts",
            "the page that the person looks at, as host and path",
        )
    return None


def _site(group: Group, said: dict[str, str], elsewhere: bool) -> tuple[Leaf, str, str, str] | None:
    """A row of a list named for visits, or sent to where names are resolved, with the site and a time or a verdict."""
    asked = (
        (not elsewhere and _is_told_by(said))
        or (not _QTYPES.isdisjoint(said) and not _QNAMES.isdisjoint(said))
        or _is_asked(group, said)
    )
    visited = not all_words(group.names[-2:]).isdisjoint(_VISITS) and not _OF_A_VISIT.isdisjoint(said)
    if not group.path.endswith("]") or not (asked or visited):
        return None
    for key in (*sorted(_SITES), *_QNAMES):
        if (
            key in said
            and _is_site(group.members[said[key]])
            and (key != "q" or _is_domain(group.members[said[key]]))
        ):
            leaf = group.members[said[key]]
            if IS_OF_A_PROGRAM[text(leaf.value).lower()]:
                return None
            return (
                leaf,
                text(leaf.value),
                "page_visit.site",
                "a site that the person visited, and when or with what verdict",
            )
    return None


def _is_told_by(said: dict[str, str]) -> bool:
    """Whether a row tells who asked and when: ``{"c": "tablet", "q": "www.site.org", "t": 1795840001}``."""
    return not (_ASKERS | {"c", "who"}).isdisjoint(said) and not (
        _OF_A_VISIT
        | {"t", "zeit", "hora", "heure", "ora", "tijd", "tid", "klo", "час", "время", "時刻", "日時"}
    ).isdisjoint(said)


def _checked(payload: Payload, group: Group, said: dict[str, str]) -> tuple[Leaf, str, str, str] | None:
    """A host, almost alone, sent to a filter or to where it is told what is known of sites."""
    key = next((key for key in ("domain", "host", "hostname") if key in said), "")
    if not key or len(group.members) > 4 or not is_surely_checked(payload.transmission):
        return None
    leaf = group.members[said[key]]
    host = text(leaf.value).lower()
    if not _is_site(leaf) or IS_OF_A_PROGRAM[host] or host == payload.transmission.host.lower():
        return None
    return (
        leaf,
        text(leaf.value),
        "page_visit.checked",
        "the page that the person looks at, sent to be checked",
    )


def _is_asked(group: Group, said: dict[str, str]) -> bool:
    """A question to DNS by its kind of record, beside who asked: ``{"cl": "tablet", "q": "www.site.org", "ty": "A"}``."""
    kinds = (group.members[said[key]].value for key in ("ty", "type", "qt", "t", "rr") if key in said)
    return "q" in said and not _ASKERS.isdisjoint(said) and any(kind in _RECORDS for kind in kinds)


def _is_page(leaf: Leaf) -> bool:
    value = leaf.value
    return (
        isinstance(value, str)
        and _PAGE.fullmatch(value[:1001]) is not None
        and not _FILE.search(value.partition("?")[0])
    )


def _is_address(leaf: Leaf) -> bool:
    value = leaf.value
    return isinstance(value, str) and value.startswith(("https://", "http://")) and " " not in value


def _is_site(leaf: Leaf) -> bool:
    return (
        isinstance(leaf.value, str)
        and len(leaf.value) <= 255
        and _SITE.fullmatch(leaf.value.lower()) is not None
    )


def _is_domain(leaf: Leaf) -> bool:
    """A host whose last part is a country or one of the usual endings, where its field says nothing."""
    last = text(leaf.value).rstrip("./").rpartition(".")[2].lower()
    return len(last) in (2, 3) or last in (
        "info",
        "shop",
        "blog",
        "news",
        "online",
        "cloud",
        "site",
        "live",
        "store",
        "tech",
    )


def _is_title(leaf: Leaf) -> bool:
    value = leaf.value
    return isinstance(value, str) and " " in value.strip() and sum(map(str.isalpha, value)) * 2 > len(value)


DETECTOR: Final = Detector(
    name="page_visit",
    version=5,
    categories={
        _CATEGORY: Mapped(
            google="Web browsing history", apple="Browsing History", dpv="pd:BrowserHistory", tcf="6"
        ),
    },
    rules={
        "page_visit.parts": "A path beside its host, and beside a title or the page before it, as counters of visits send.",
        "page_visit.site": "A host with a time or a verdict in a list named for visits or browsing history.",
        "page_visit.checked": "A host, almost alone, sent to a filter or to where the reputation of sites is told.",
    },
    detect=_detect,
    needs=Needs(names=(_GATE,)),
)
