"""Tells the demo's morning from its ledger: the essay's sentences, each of the device that has most to say of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from analysis.counting import commas
from analysis.morning import Part, Told, Verdict, tell
from analysis.morning_findings import Hours
from analysis.morning_topics import by_messenger, carried, is_messengers, sentences
from analysis.records import Visibility
from analysis.wording import tr

_TELLING = (
    Verdict.SEEN, Verdict.MESSENGER, Verdict.POSSIBLE, Verdict.NOT_SEEN, Verdict.NOTHING, Verdict.NOT_AVAILABLE,
)  # fmt: skip


def story(mornings: Sequence[Hours]) -> list[tuple[str, Part]]:
    """Each sentence with the device that it is told of, and at the end all that could not be read, and why."""
    told = [tell(hours) for hours in mornings]
    topics = dict.fromkeys(part.topic for one in told for part in one.parts)
    return [*(_best(told, topic) for topic in topics), *_unread(mornings)]


def _best(told: Iterable[Told], topic: str) -> tuple[str, Part]:
    every = ((one.name, part) for one in told for part in one.parts if part.topic == topic)
    return min(every, key=lambda item: _TELLING.index(item[1].verdict))


def _unread(mornings: Sequence[Hours]) -> list[tuple[str, Part]]:
    """All that could not be read, of every device, by why."""
    names = [hours.device.name for hours in mornings if hours.unread]
    every = [item for hours in mornings for item in hours.unread]
    if not every:
        return []
    refused = [item for item in every if item.visibility is Visibility.REFUSED]
    messengers = [item for item in every if is_messengers(item)]
    others = [item for item in every if item.visibility is not Visibility.REFUSED and not is_messengers(item)]
    told = []
    if refused:
        told.append(
            tr(
                "{carried}. The client did not accept our certificate, so this passes through unread.",
                carried=carried(refused),
            )
        )
    if messengers:
        told.append(by_messenger(messengers))
    if others:
        told.append(tr("{carried}, which could not be read for other reasons.", carried=carried(others)))
    if len(told) > 1:
        told.insert(0, tr("All together, {carried}.", carried=carried(every)))
    part = Part(
        topic="unread",
        sentence=tr("And what was sent unread."),
        verdict=Verdict.POSSIBLE,
        text=sentences(*told),
        aside=tr("It may hold readings as well, or none. Nobody can say from here."),
    )
    return [(commas(names), part)]
