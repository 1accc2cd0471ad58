"""The places that a device told, as a list below the map: when, to whom, how exactly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final
from zoneinfo import ZoneInfo

from analysis.counting import and_more, number
from analysis.place_queries import Told
from analysis.query_records import Company
from analysis.wording import tr, trn
from dashboard import elements as html
from dashboard.components import Content, rest
from dashboard.sentences import clock, recipient_words

NAMED: Final = 5  # recipients of one place that are named before the rest is opened
LISTED: Final = 12  # places that are listed before the rest is opened


def places_list(places: Sequence[Told], companies: Mapping[str, Company], zone: ZoneInfo) -> list[Content]:
    """The first places; the rest opens."""
    items = [_item(of, companies, zone) for of in _near(places)]
    listed: list[Content] = [html.Ul(items[:LISTED], className="new")]
    if more := items[LISTED:]:
        words = trn("and {n} place more", "and {n} places more", len(more))
        listed.append(rest(words, html.Ul(more, className="new")))
    return listed


def _item(of: Sequence[Told], companies: Mapping[str, Company], zone: ZoneInfo) -> html.Li:
    first = of[0]
    place = f"{first.latitude:.4f}, {first.longitude:.4f}"
    return html.Li(
        [
            html.Time(clock(first.seen_at, zone)),
            html.Span(
                [html.Link(place, href=link(first)), f" {spot_words(of, companies, zone, after=True)}"]
            ),
            *_further(_recipients(of, companies)[NAMED:]),
        ]
    )


def _further(names: Sequence[str]) -> list[Content]:
    """The recipients that are not named at once."""
    if not names:
        return []
    words = trn("the other {n} recipient", "the other {n} recipients", len(names))
    return [rest(words, html.Ul([html.Li(name) for name in names]))]


def _near(places: Sequence[Told]) -> list[list[Told]]:
    """The places told, those of the same ten metres together, the first of each first."""
    found: dict[tuple[float, float], list[Told]] = {}
    for place in places:
        found.setdefault((round(place.latitude, 4), round(place.longitude, 4)), []).append(place)
    return list(found.values())


def spot_words(
    of: Sequence[Told], companies: Mapping[str, Company], zone: ZoneInfo, after: bool = False
) -> str:
    """How often a place was told, when and to whom, of many to the first; ``after`` the time of the first."""
    names = _recipients(of, companies)
    who = and_more(names[:NAMED], len(names) - NAMED)
    first, last = clock(of[0].seen_at, zone), clock(of[-1].seen_at, zone)
    when = first if first == last else f"{first}–{last}"
    precise = [place.precision_m for place in of if place.precision_m]
    near = tr(", accurate to about {metres} m", metres=number(max(1, round(min(precise))))) if precise else ""
    if after and first == last:
        return trn("told once, to {who}{near}", "told {n} times, to {who}{near}", len(of), who=who, near=near)
    return trn(
        "told once, {when}, to {who}{near}",
        "told {n} times, {when}, to {who}{near}",
        len(of),
        when=when,
        who=who,
        near=near,
    )


def _recipients(of: Sequence[Told], companies: Mapping[str, Company]) -> list[str]:
    return sorted({_recipient(place, companies) for place in of})


def _recipient(place: Told, companies: Mapping[str, Company]) -> str:
    known = companies.get(place.company)
    return known.name if known else place.company or recipient_words(place.host)


def link(place: Told) -> str:
    return f"/evidence?event={place.event_id}-{place.position}"
