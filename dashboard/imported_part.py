"""The way to recordings that were imported: they stand beside this home's own, in no total and on no other page."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

from analysis.queries import Scope
from analysis.recorded_names import recorded
from analysis.records import HOME_CORPUS, LOCAL_CORPUS, SELF_TEST_CORPUS
from analysis.wording import Words, tr
from dashboard import elements as html
from dashboard.components import Content
from dashboard.site import site, viewer

_OWN: Final = Words(
    {
        HOME_CORPUS: "this home",
        LOCAL_CORPUS: "this home: what stayed in the house",
        SELF_TEST_CORPUS: "self-tests",
    },
    context="where something was recorded",
)


def corpus_words(name: str) -> str:
    """How a collection of recordings is called; one that was imported by its own name."""
    return _OWN.get(name, name)


def imported() -> list[Content]:
    """A paragraph with a link for each collection that the viewer may see findings of; nothing where there is none."""
    if not site().reader.ready():
        return []
    with site().reader.read() as connection:
        corpora = recorded(connection, Scope(connection, viewer())).corpora
    links = [
        html.Link(name, href=f"/evidence?{urlencode({'corpus': name})}")
        for name in corpora
        if name not in _OWN
    ]
    if not links:
        return []
    listed: list[Content] = [part for link in links for part in (", ", link)][1:]
    return [
        html.P(
            [tr("What was imported stands by itself, and is counted nowhere else: "), *listed],
            className="covt",
        )
    ]
