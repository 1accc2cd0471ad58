"""What a page says of something that is seen for the first time: in the words of the alerts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from analysis.first_words import first_parts
from analysis.queries import DeviceRow
from analysis.query_records import Company, First
from dashboard.phrases import Segment, Sentence, phrase, phrase_parts
from dashboard.sentences import kind_of


def first_rank(first: First) -> tuple[int, int]:
    """Kinds that say most come first, then new companies, then the rest; each in order of time."""
    kind = kind_of(first.category) if first.category else ""
    telling = kind in ("location", "photo", "audio", "sensor", "health")
    return (0 if telling else 1 if not kind else 2, first.seen_at)


def first_sentence(first: First, companies: Mapping[str, Company], devices: Iterable[DeviceRow]) -> Sentence:
    """Something that was seen for the first time ever; of the ``devices`` the names and the kinds are told."""
    known = tuple(devices)
    names = {device.id: device.name for device in known if device.id}
    watches = {device.id for device in known if device.kind == "watch"}
    told = phrase_parts(first_parts(first, companies, names, watches))
    if first.category:
        return phrase("First time we could see this: {told}.", told=told)
    begun, *rest = told
    capital = Segment(text=begun.text[:1].upper() + begun.text[1:], strong=begun.strong)
    return phrase("{told}.", told=(capital, *rest))
