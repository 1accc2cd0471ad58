"""Recognises the page that a person looks at, and the page before it, told to somebody else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Final
from urllib.parse import urlsplit

from analysis.field_names import all_words, words
from analysis.identifier_shapes import is_placeholder, is_uuid
from analysis.lazy_patterns import lazy_pattern
from analysis.named_fields import FieldTable, named_in, observe
from analysis.needs import Needs
from analysis.page_checks import HISTORIES, is_check
from analysis.payload import Leaf, Payload
from analysis.public_places import is_site_of_a_firm
from analysis.readings import number
from analysis.records import Confidence, Observation
from analysis.remembered import Remembered
from analysis.surroundings import surroundings
from analysis.units import Detector, Mapped

_CATEGORY: Final = "browsing.page"
_NAMES: Final = FieldTable({
    **dict.fromkeys(("referer", "referrer", "referer url", "referrer url", "page referrer", "document referrer", "=dr",
                     "site.ref", "=rl", "ref url", "document.referrer", "page.referrer", "http referer", "http referrer",
                     "page ref",
                     "=urlref", "view.referrer", "previous page url", "previous url", "prev page url", "from url"),
                    "referer"),
    **dict.fromkeys(("page url", "document url", "page location", "current url", "document location", "=dl", "page href",
                     "site.page", "page uri", "location href", "location.href", "visited url", "page.url", "context.page",
                     "document.url", "browser url", "top url", "tab url", "web page url", "page location url",
                     "event source url", "document href", "page.href", "view.url", "tabs.url", "tab.url", "history.url",
                     "history.uri", "hist uri", "hist url", "visits.url", "pages.url", "page view.url", "pageview.url",
                     "open tabs.url",
                     "active tab.url", "browsing history.url", "browser history.url", "bookmarks.url",
                     "history items.url",
                     "view url", "view.uri", "visit.url", "visited.url", "closed tabs.url", "page view url", "active url",
                     "window location", "window.location", "page full url", "visited pages.url", "navigation.url",
                     "reading list.url", "frame url", "tab.uri", "tabs.uri", "history entries.url", "address bar",
                     "topsites.url", "top sites.url",
                     "most visited.url", "frecent.url", "speed dial.url", "recent pages.url", "browsing.url",
                     "web history.url",
                     "hostpageurl", "host page url", "article url", "landing page", "landing page url", "entry url",
                     "exit url",
                     "canonical url", "page link", "visit url", "last visited url", "current page", "active page",
                     "document uri",
                     "browsing url", "navigated url", "opened url", "clicked url", "link url", "destination url clicked"),
                    "viewedPage"),
    **dict.fromkeys(("website url", "site url", "website"), "websiteUrl"),
})  # fmt: skip
_TITLES: Final = FieldTable(
    dict.fromkeys(("page title", "document title", "=dt", "page.title", "document.title", "tab title"), "viewedPage")
)  # fmt: skip
# Names that say only that a value is an address: what stands beside them has to say that it is a page somebody looks at.
_BARE: Final = FieldTable(
    dict.fromkeys(("=url", "=uri", "=href", "=u", "=link", "=urls", "=loc", "=g", "=location", "=pu", "=page", "=purl",
                   "=q", "=address", "=adresse", "=adres", "=direccion", "=enlace", "=lien", "=indirizzo", "=seite"),
                  "viewedPage")
)  # fmt: skip
_KINDS: Final = {
    name: kind
    for kind, names in {
        "title": ("title", "ttl", "pagetitle", "documenttitle", "actionname", "dt", "tytul", "titel", "titre", "titulo"),
        "referrer": ("referrer", "referer", "ref", "rf", "dr", "rl", "urlref", "referrerurl", "refurl", "r",
                     "prev", "hreferer"),
        "visit": ("lastaccesstime", "visittime", "visitcount", "lastvisittime", "visitedat", "lastvisit", "transition",
                  "dwelltime", "timeonpage", "lastvisited", "typedcount", "openedat", "viewedat", "scrolldepth"),
        "site": ("website", "hostname", "pagename", "ch", "pageloadid", "d", "idsite", "siteid", "pid", "pixelid",
                "tid", "websiteid", "trackingid", "pixel", "tagid", "measurementid"),
        "screen": ("res", "sr", "sw", "sh", "screenwidth", "screen", "vp", "viewport", "screenresolution", "resolution",
                   "uw", "uh", "screenheight", "windowwidth", "viewportwidth"),
        "moment": ("time", "ts", "t", "timestamp", "cb", "rnd", "rand", "random", "ord", "cachebuster", "now", "eventtime"),
        "event": ("ev", "en", "event", "eventname", "eventtype", "ea", "ec", "hittype", "events", "pageview", "n"),
        "visitor": ("id", "cid", "uid", "vid", "visitorid", "userid", "anonymousid", "sid", "sessionid", "distinctid",
                "fbp",
                    "clientid", "deviceid", "guid", "uuid"),
        "language": ("lang", "ul", "language", "tz", "timezone", "ln", "locale"),
    }.items()
    for name in names
}  # fmt: skip
_HASHED: Final = frozenset({"em", "ph", "hem", "hashedemail", "emailhash", "hashedphone", "emailsha256",
                            "emailmd5"})  # fmt: skip
_NO_PROOF: Final = frozenset({"title", "moment", "language", "visitor"})  # other addresses have them, too
# Beside the address of a picture, a download, a request that a program made, a place where a service may call back.
_NO_PAGE_BESIDE: Final = frozenset({
    "method", "status", "statuscode", "responsecode", "duration", "bytes", "mimetype", "contenttype", "headers", "width",
    "height", "alt", "checksum", "sha256", "md5", "size", "filename", "secret", "callback", "webhook", "format",
    "quality",
    "w", "h", "q", "maxwidth", "output", "redirect", "redirecturi", "signature", "expires", "thumbnail", "initiatortype",
    "httpmethod", "responsetime", "filesize", "encodedbodysize", "transfersize", "price", "autoplay", "etag",
})  # fmt: skip
_NO_PAGE_PATH: Final = lazy_pattern(
    r"(?i)(?:^|[/._-])(?:proxy|redirect|redir|oembed|embed|preview|images?|img|resize|thumb|thumbnails?|sharer?|download"
    r"|fetch|render|screenshot|callback|unfurl|webhooks?|subscribe|crawl|shorten|import|cache|login|logout|auth)(?=$|[/._?-])"
)
_PAGES: Final = lazy_pattern(
    r"(?i)/(?:pages?|pageviews?|page-?views?|visits?|history|browsing|histori[ae]l?|historique|cronologia|verlauf|historik)/?\Z"
)
_KEEPS: Final = lazy_pattern(
    r"(?i)/(?:bookmarks?|entries|raindrops?|reading-?_?list|read-?_?later|save[ds]?)(?:[./]|\Z)"
)
_OF_KEPT: Final = frozenset(
    {"title", "tags", "archive", "starred", "isarchived", "isfavourite", "unread", "collection", "folder"}
)
_FILE: Final = lazy_pattern(
    r"(?i)\.(?:png|jpe?g|gif|webp|avif|svg|ico|css|m?js|json|xml|mp[34]|m3u8|mpd|m4[as]|ts|webm|ogg|woff2?|ttf|zip|gz|apk|exe"
    r"|dmg|pdf|bin|wasm|map|rss|atom)\Z"
)
_OF_HITS: Final = frozenset(
    {"dl", "tid", "dr", "dp", "dh", "cid", "_p", "gtm", "sr", "ul", "page_title", "url"}
)
_OF_DEVICES: Final = frozenset({
    "ifa", "ifa_type", "did", "is_lat", "lmt", "os", "osv", "make", "model", "bundle", "app_bundle",
})  # fmt: skip
_TITLE: Final = lazy_pattern(r"[^\W_][^\n<>{}\\]{3,299}")
_WHAT: Final = {
    "referer": "the page from which the person came",
    "viewedPage": "the page that the person looks at",
    "websiteUrl": "the site that the person visits",
}
_NOT_PAGES: Final = frozenset(
    {
        "image", "logo", "publisher", "author", "default", "policy", "callback", "redirect", "hero", "avatar", "photo",
        "video", "audio", "icon", "thumbnail", "media", "asset", "assets", "src", "download", "feed", "api", "endpoint",
        "webhook", "request", "requests", "response", "resource", "resources", "cdn", "file", "files", "script", "server",
        "beacon", "dsn", "creative", "ad", "product", "items", "item", "results", "links", "repository", "repo",
        "license",
    }
)  # fmt: skip


def _detect(payload: Payload) -> Iterator[Observation]:
    for leaf, names, value in named_in(payload, _TITLES, _NAMES, _BARE):
        if _TITLES.find(names) is not None:
            if leaf.name != "dt" or not _is_no_title(payload, leaf):
                yield from _title(leaf, names, value)
            continue
        if not value[:8].lower().startswith(("http://", "https://")) or len(value.split(None, 1)) > 1:
            continue
        if not _NOT_PAGES.isdisjoint(all_words(names)):
            if names[-2:] == ("request", "url") and _is_in_browser(payload):
                yield observe(
                    leaf, category=_CATEGORY, name="viewedPage", rule="browsing_page.fault",
                    reasoning="the page on which a fault happened in the browser", confidence=Confidence.LIKELY,
                )  # fmt: skip
            continue
        name = _NAMES.find(names)
        if name is None:
            yield from _bare(payload, leaf, value)
            continue
        if name == "websiteUrl" and is_site_of_a_firm(leaf, surroundings(payload)):
            continue
        in_header = leaf.context == "header"
        if in_header and _host(value) in ("", payload.transmission.host.lower()):
            continue  # the site tells itself
        yield observe(
            leaf,
            category=_CATEGORY,
            name=name,
            rule="browsing_page.referer_header" if in_header else "browsing_page.named",
            reasoning=_WHAT[name],
            confidence=Confidence.CERTAIN if name == "referer" else Confidence.LIKELY,
        )


def _is_in_browser(payload: Payload) -> bool:
    """Whether a message says that it comes from scripts of a page, and tells of a fault (Sentry's events)."""
    platforms = surroundings(payload).by_name.get("platform", ())
    return any(leaf.value == "javascript" for leaf in platforms) and any(
        "exception" in group.names for group in payload.groups
    )


def _is_no_title(payload: Payload, leaf: Leaf) -> bool:
    """Whether ``dt`` is a device's type or a step of time, and not the title of a hit of Google Analytics."""
    group = surroundings(payload).around(leaf.path)
    if group is None or len(group.members) < 2:
        return False
    return _OF_HITS.isdisjoint(group.members) or (
        "dl" not in group.members and not _OF_DEVICES.isdisjoint(group.members)
    )


def _bare(payload: Payload, leaf: Leaf, value: str) -> Iterator[Observation]:
    """An address in a field named only ``url``: a page by what stands beside it, or by where it is sent."""
    group = surroundings(payload).around(leaf.path)
    if group is None or leaf.context not in ("body", "query") or _FILE.search(value.partition("?")[0][-16:]):
        return
    beside = {"".join(words(name)): member for name, member in list(group.members.items())[:128]}
    sent = payload.transmission
    own = "".join(words(leaf.name))
    if (
        not _NO_PAGE_BESIDE.isdisjoint(beside.keys() - {own})
        or (own == "q" and "prev" not in beside)
        or _NO_PAGE_PATH.search(sent.path[:512])
    ):
        return
    if len(beside) <= 4 and is_check(sent, own) and _host(value) != sent.host.lower():
        rule, why = "browsing_page.checked", "the page that the person looks at, sent to be checked"
    elif (
        sent.method in ("POST", "PUT") and _KEEPS.search(sent.path[:512]) and not _OF_KEPT.isdisjoint(beside)
    ):
        rule, why = "browsing_page.kept", "a page that the person keeps to read"
    elif (
        _is_of_a_history(leaf, beside)
        or _is_viewed(beside, value)
        or (_PAGES.search(sent.path[:512]) and _is_titled(beside))
    ):
        rule, why = "browsing_page.beside", _WHAT["viewedPage"]
    else:
        return
    yield observe(
        leaf, category=_CATEGORY, name="viewedPage", rule=rule, reasoning=why, confidence=Confidence.LIKELY
    )


def _is_viewed(beside: Mapping[str, Leaf], value: str) -> bool:
    """Whether two kinds of what analytics tells of a page stand beside its address, one of which nothing else has."""
    kinds = {_KINDS[name] for name in beside if name in _KINDS}
    path = beside["path"].value if "path" in beside else None
    if isinstance(path, str) and path.startswith("/") and path.partition("?")[0] in value:
        kinds.add("path")
    if not _HASHED.isdisjoint(beside) or _is_hit(beside):
        return True
    return len(kinds) >= 2 and not kinds <= _NO_PROOF


def _is_titled(beside: Mapping[str, Leaf]) -> bool:
    """Words of a title beside an address that was sent to where pages go."""
    titles = [beside[name].value for name in beside if _KINDS.get(name) == "title"]
    return any(
        isinstance(title, str) and " " in title.strip() and _TITLE.fullmatch(title) for title in titles
    )


def _is_hit(beside: Mapping[str, Leaf]) -> bool:
    """A page view of Snowplow's tracker (``e=pv``) or its ping, beside the app's id or the tracker's version."""
    return (
        "e" in beside
        and beside["e"].value in ("pv", "pp")
        and not beside.keys().isdisjoint(("tv", "aid", "p"))
    )


def _is_of_a_history(leaf: Leaf, beside: Mapping[str, Leaf]) -> bool:
    """A moment beside an address, in a list that is named for what was visited."""
    if len(leaf.names) < 2 or HISTORIES.isdisjoint((leaf.names[-2].lower(), *words(leaf.names[-2]))):
        return False
    return any((number(member.value) or 0) >= 1_200_000_000 for member in islice(beside.values(), 16))


def _title(leaf: Leaf, names: tuple[str, ...], value: str) -> Iterator[Observation]:
    """The title of a page: words, most of them written with letters."""
    if not _TITLE.fullmatch(value) or leaf.context == "header" or all_words(names) & _NOT_PAGES:
        return
    if is_placeholder(value) or is_uuid(value) or sum(map(str.isalpha, value)) * 2 < len(value):
        return
    yield observe(
        leaf, category=_CATEGORY, name="viewedPage", rule="browsing_page.title",
        reasoning="the title of the page that the person looks at", confidence=Confidence.LIKELY,
    )  # fmt: skip


def _host(url: str) -> str:
    return _HOSTS[url]


def _host_of(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


_HOSTS: Final = Remembered(_host_of)


DETECTOR: Final = Detector(
    name="browsing_page",
    version=8,
    categories={
        _CATEGORY: Mapped(
            google="Web browsing history", apple="Browsing History", dpv="pd:BrowserHistory", tcf="6"
        ),
    },
    rules={
        "browsing_page.referer_header": "A Referer header that names another site than the one that receives it.",
        "browsing_page.title": "Words in a field named for the title of a page or document.",
        "browsing_page.beside": "A web address in a field named url, beside two kinds of what is told of page views; "
        "beside a moment in a list named for a history.",
        "browsing_page.checked": "A web address in a field named url, almost alone, sent to where addresses are checked.",
        "browsing_page.kept": "A web address beside a title or tags, sent to where bookmarks and pages to read are kept.",
        "browsing_page.fault": "The address of the request in a fault that scripts of a page report (Sentry).",
        "browsing_page.named": "A web address in a field named for the page, its location or its referrer.",
    },
    detect=_detect,
    needs=Needs(fields=(_TITLES, _NAMES, _BARE)),
)
