"""Recognises the page that a person looks at, and the page before it, told to somebody else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from analysis.field_names import all_words
from analysis.identifier_shapes import is_placeholder, is_uuid
from analysis.named_fields import FieldTable, named_in, observe
from analysis.payload import Leaf, Payload
from analysis.records import Confidence, Observation
from analysis.units import Detector, Mapped

_CATEGORY: Final = "browsing.page"
_NAMES: Final = FieldTable({
    **dict.fromkeys(("referer", "referrer", "referer url", "referrer url", "page referrer", "document referrer", "=dr",
                     "site.ref", "=rl", "ref url", "document.referrer", "page.referrer", "http referer", "http referrer"),
                    "referer"),
    **dict.fromkeys(("page url", "document url", "page location", "current url", "document location", "=dl", "page href",
                     "site.page", "page uri", "location href", "location.href", "visited url", "page.url", "context.page",
                     "document.url", "browser url", "top url", "tab url", "web page url", "page location url",
                     "event source url", "=document href", "page.href"), "viewedPage"),
    **dict.fromkeys(("website url", "site url", "website"), "websiteUrl"),
})  # fmt: skip
_TITLES: Final = FieldTable(
    dict.fromkeys(
        ("page title", "document title", "=dt", "page.title", "document.title", "tab title"), "viewedPage"
    )
)
_TITLE: Final = re.compile(r"[^\W_][^\n<>{}\\]{3,299}")
_WHAT: Final = {
    "referer": "the page from which the person came",
    "viewedPage": "the page that the person looks at",
    "websiteUrl": "the site that the person visits",
}
_NOT_PAGES: Final = frozenset(
    {"image", "logo", "publisher", "author", "default", "policy", "callback", "redirect", "hero"}
)


def _detect(payload: Payload) -> Iterator[Observation]:
    for leaf, names, value in named_in(payload, _TITLES, _NAMES):
        if _TITLES.find(names) is not None:
            yield from _title(leaf, names, value)
            continue
        name = _NAMES.find(names) if value[:8].lower().startswith(("http://", "https://")) else None
        if name is None or all_words(names) & _NOT_PAGES or any(letter.isspace() for letter in value):
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
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


DETECTOR: Final = Detector(
    name="browsing_page",
    version=2,
    categories={
        _CATEGORY: Mapped(
            google="Web browsing history", apple="Browsing History", dpv="pd:BrowserHistory", tcf="6"
        ),
    },
    rules={
        "browsing_page.referer_header": "A Referer header that names another site than the one that receives it.",
        "browsing_page.title": "Words in a field named for the title of a page or document.",
        "browsing_page.named": "A web address in a field named for the page, its location or its referrer.",
    },
    detect=_detect,
)
