"""Tells the demo's morning from its ledger: the essay's sentences, each of the device that has most to say of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from analysis.counting import commas
from analysis.morning import Part, Told, Verdict, carried, tell
from analysis.morning_findings import Hours
from analysis.records import Visibility
from analysis.wording import tr

_TELLING = (
    Verdict.SEEN, Verdict.MESSENGER, Verdict.POSSIBLE, Verdict.NOT_SEEN, Verdict.NOTHING, Verdict.NOT_AVAILABLE,
)  # fmt: skip


def story(mornings: Sequence[Hours]) -> list[tuple[str, Part]]:
    """Each sentence with the device that it is told of, and at the end what was refused."""
    told = [tell(hours) for hours in mornings]
    topics = dict.fromkeys(part.topic for one in told for part in one.parts)
    return [*(_best(told, topic) for topic in topics), *_refused(mornings)]


def _best(told: Iterable[Told], topic: str) -> tuple[str, Part]:
    every = ((one.name, part) for one in told for part in one.parts if part.topic == topic)
    return min(every, key=lambda item: _TELLING.index(item[1].verdict))


def _refused(mornings: Sequence[Hours]) -> list[tuple[str, Part]]:
    sent = {
        hours.device.name: [item for item in hours.unread if item.visibility is Visibility.REFUSED]
        for hours in mornings
    }
    names = [name for name, items in sent.items() if items]
    if not names:
        return []
    text = tr(
        "{carried}. The client did not accept our certificate, so this passes through unread.",
        carried=carried(item for items in sent.values() for item in items),
    )
    part = Part(
        topic="refused",
        sentence=tr("And what was sent unread."),
        verdict=Verdict.POSSIBLE,
        text=text,
        aside=tr("It may hold readings as well, or none. Nobody can say from here."),
    )
    return [(commas(names), part)]
