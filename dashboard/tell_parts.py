"""What a card of "What this could tell" says: who could infer it, what it rests on, how sure that is, and the source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final
from urllib.parse import quote, urlencode

from dash import dcc

from analysis.counting import commas
from analysis.inferences import CARRIER, Conclusion, Inference, Level, Source
from analysis.query_records import Company
from analysis.wording import Words, tr, trn, written
from dashboard import elements as html
from dashboard import sentences
from dashboard.components import Content, rest

SHOWN: Final = 8  # recipients that a card names before it is opened
_OWNERS: Final = 16  # owners of owners that are followed
_FINDINGS: Final = Words(
    {"certain": "certain findings", "likely": "likely findings", "possible": "possible findings"}
)


def recipients(
    found: Sequence[Conclusion],
    companies: Mapping[str, Company],
    owned: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> dict[str, str]:
    """Who could infer it, by id, in words; with how sure, where that is not what the card says.

    ``owned`` are the ``brands`` that were contacted.
    """
    named: dict[str, Conclusion] = {}
    for one in found:
        for name in one.recipients:
            named.setdefault(name, one)
    first = found[0]
    words = {}
    for name, one in named.items():
        confidence = sentences.confidence_words(one.confidence.value)
        differs = [confidence] if one.confidence is not first.confidence else []
        differs += [tr("level {level}", level=int(one.level))] if one.level is not first.level else []
        who = _name(name, companies)
        if name in owned:
            who = tr("{owner}, which owns {brands}", owner=who, brands=commas(owned[name]))
        words[name] = who + (f": {commas(differs)}" if differs else "")
    return words


def who(named: Mapping[str, str], companies: Mapping[str, Company]) -> Content:
    """The first recipients, a company with the way to what is known of it; the rest opens."""
    items = [
        html.Li(html.Link(words, href=f"/company/{quote(name, safe='')}") if name in companies else words)
        for name, words in named.items()
    ]
    first, more = html.Ul(items[:SHOWN]), items[SHOWN:]
    if not more:
        return first
    return [first, rest(trn("and {n} more", "and {n} more", len(more)), html.Ul(more))]


def brands(met: Iterable[str], companies: Mapping[str, Company]) -> dict[str, list[str]]:
    """The names of the companies that were contacted, by who owns them in the end: other pages call the recipient so."""
    found: dict[str, list[str]] = {}
    for brand in sorted(name for name in met if name in companies):
        last = brand
        for _ in range(_OWNERS):
            if companies[last].parent not in companies:
                break
            last = companies[last].parent
        if last != brand:
            found.setdefault(last, []).append(companies[brand].name)
    return found


def _name(recipient: str, companies: Mapping[str, Company]) -> str:
    if recipient == CARRIER:
        return tr("whoever carries the connections: the internet provider, or a VPN’s operator")
    company = companies.get(recipient)
    if company is None:
        return recipient
    return f"{company.name} ({company.country})" if company.country else company.name


def rests_on(inference: Inference, found: Sequence[Conclusion], day: str) -> list[Content]:
    """What the conclusion rests on, with the way to the findings."""
    kinds = sorted({kind for one in found for kind in one.categories})
    count = sum(one.rests_on for one in found)
    if not count:
        quarters = sum(one.contacts for one in found)
        return [
            trn(
                "connections in {n} quarter hour, whatever was in them",
                "connections in {n} quarter hours, whatever was in them",
                quarters,
            )
        ]
    where = {"day": day} if inference.days == 1 else {}
    links: list[Content] = []
    for kind in kinds:
        href = f"/evidence?{urlencode({**where, 'kind': kind})}"
        links += [", " if links else "", dcc.Link(sentences.category_words(kind), href=href)]
    return [f"{trn('{n} finding', '{n} findings', count)}: ", *links]


def sure(one: Conclusion) -> str:
    """How sure what it rests on is, and of a series how long and how often."""
    words = [
        _FINDINGS[one.confidence.value]
        if one.rests_on
        else tr("the times of connections, as this box saw them")
    ]
    if one.level is Level.SERIES and one.n and one.seconds and one.rate_hz:
        lasted = _duration(one.seconds)
        words.append(trn("{n} reading in {time}", "{n} readings in {time}", one.n, time=lasted))
        words.append(
            tr("{rate} a second", rate=written(f"{one.rate_hz:g}"))
            if one.rate_hz >= 1
            else tr("one in {time}", time=_duration(1 / one.rate_hz))
        )
    return commas(words)


def _duration(seconds: float) -> str:
    if seconds >= 2 * 86_400:
        return trn("{n} day", "{n} days", round(seconds / 86_400))
    if seconds >= 2 * 3_600:
        return trn("{n} hour", "{n} hours", round(seconds / 3_600))
    if seconds >= 2 * 60:
        return trn("{n} minute", "{n} minutes", round(seconds / 60))
    return written(f"{seconds:.3g} s")


def source_words(source: Source) -> str:
    """What is published, where, and whether that itself was read."""
    basis = (
        tr("read", context="a source that was read itself")
        if source.basis == "P"
        else tr("as told by others")
    )
    return f"{tr(source.text)} {source.where} ({basis})"
