"""What left while the house was quiet, as the page of a day lists it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from analysis.counting import amount
from analysis.day_stamps import stamp_within
from analysis.device_kind_words import from_device
from analysis.house_night import HouseNight, Left, left_in, quiet_stretch
from analysis.queries import Day, Scope, Viewer
from analysis.query_records import Company
from analysis.wording import tr, trn
from dashboard import elements as html
from dashboard import sentences
from dashboard.components import Content, heading, sentence
from dashboard.phrases import phrase, phrase_n
from dashboard.site import Site

SHOWN: Final = 5


def quiet_house(
    site: Site, viewer: Viewer, day: Day, names: Mapping[str, str], companies: Mapping[str, Company]
) -> list[Content]:
    """The section; nothing where the night had no quiet stretch, or is not over."""
    found = _night(site, viewer, day)
    if found is None:
        return []
    first, last = (sentences.clock(at, day.zone) for at in (found.stretch.start, found.stretch.end))
    when = trn(
        "{first} to {last}, at most {n} connection in a quarter hour",
        "{first} to {last}, at most {n} connections in a quarter hour",
        found.stretch.busiest, first=first, last=last,
    )  # fmt: skip
    head = heading(tr("While the house was quiet"), when)
    items = [html.Li(sentence(_line(one, names, companies))) for one in found.left[:SHOWN]]
    return [head, html.Ul([*items, *_rest(found)], className="new")]


def _night(site: Site, viewer: Viewer, day: Day) -> HouseNight | None:
    """What left is kept until something is written to these quarter hours."""
    file = site.reader.file()  # asked before, so that nothing is kept for one that takes its place meanwhile
    with site.reader.read() as connection:
        stretch = quiet_stretch(connection, viewer, day, site.now())
        if stretch is None:
            return None
        stamp = stamp_within(connection, Scope(connection, viewer), day, stretch.start, stretch.end)

        def read() -> tuple[Left, ...]:
            return left_in(connection, viewer, day, stretch)

        key = ("night", viewer, day.date)
        left = read() if stamp is None else site.kept.get(key, (file, stretch, stamp), read)
    return HouseNight(stretch=stretch, left=left)


def _line(one: Left, names: Mapping[str, str], companies: Mapping[str, Company]) -> sentences.Sentence:
    known = names.get(one.device)
    company = companies.get(one.company)
    return phrase(
        "**{size}** went {source} to **{recipient}**.",
        size=amount(one.bytes_out, one.at_least),
        source=from_device(known) if known else tr("from a device that is not enrolled"),
        recipient=company.name if company else one.company or sentences.recipient_words(one.host),
    )


def _rest(found: HouseNight) -> list[Content]:
    rest = found.left[SHOWN:]
    if not rest:
        return (
            [] if found.left else [html.Li(tr("Connections were made, and no byte of theirs was counted."))]
        )
    size = amount(sum(one.bytes_out for one in rest), any(one.at_least for one in rest))
    return [
        html.Li(
            sentence(
                phrase_n(
                    "and {n} more, **{size}**", "and {n} more, **{size}** together", len(rest), size=size
                )
            )
        )
    ]
