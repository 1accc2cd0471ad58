"""What imported lists say, as it stands on a page: each under its own name, beside our attribution."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.list_formats import UnreadableList
from analysis.opinion_words import opinion_words
from analysis.second_opinions import Opinion, SecondOpinions
from analysis.wording import tr
from dashboard import company_parts
from dashboard import elements as html
from dashboard.components import Content
from dashboard.site import Site


def opinions_of(site: Site, host: str) -> list[Content]:
    """What each list says of a host; nothing where none says anything. A list that cannot be read is told."""
    try:
        found = site.opinions().of(host)
    except UnreadableList:
        return [_unreadable()]
    return [html.Div(opinion_words(one), className="opinion") for one in found]


def opinions_of_hosts(site: Site, hosts: Iterable[str]) -> list[Content]:
    """The same of a service's hosts, each thing once, with the hosts where it is not said of all of them."""
    try:
        return _of_all(site.opinions(), tuple(hosts))
    except UnreadableList:
        return [_unreadable()]


def _of_all(opinions: SecondOpinions, hosts: tuple[str, ...]) -> list[Content]:
    said: dict[tuple[str, str], tuple[Opinion, list[str]]] = {}
    for host in hosts if opinions.lists else ():
        for one in opinions.of(host):
            said.setdefault((one.list, one.owner), (one, []))[1].append(host)
    return [
        html.Div(
            opinion_words(one)
            if len(named) == len(hosts)
            else [opinion_words(one), " (", html.Span(company_parts.hosts(named)), ")"],
            className="opinion",
        )
        for one, named in said.values()
    ]


def _unreadable() -> Content:
    words = tr("An imported list cannot be read; “leakledger catalogue lookup --lists” says which.")
    return html.Div(words, className="opinion")
