"""Tells the morning from the ledger: for each sentence of the essay, what was seen, and what was not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal

import msgspec

from analysis.demo.found import Found, Unreadable
from analysis.evidence_queries import EvidenceRow
from analysis.records import Visibility
from analysis.settings import Home, write_private

FILE_NAME: Final = "demo_story.json"  # the dashboard reads it
STEADY_DB: Final = 3.0  # level spread; a fan has about 1 dB, speech 20 dB and more
Verdict = Literal["seen", "possible", "messenger", "not_seen"]


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence, the verdict that the ledger allows, the numbers behind it, and what else could explain it."""

    sentence: str
    verdict: Verdict
    text: str
    aside: str = ""


def tell(found: Found) -> list[Part]:
    """The story. Every number in it was read from the ledger."""
    parts = [_light(found), _sound(found), _to_a_friend(found), _photo(found), _watch(found)]
    return [*parts, *_refused(found)]


def write(home: Home, parts: list[Part]) -> None:
    """Put the story where the dashboard looks for it."""
    write_private(home.root / FILE_NAME, msgspec.json.encode(parts).decode())


def _light(found: Found) -> Part:
    sentence = "Lights off, curtains open: the tablet's light sensor."
    rows = found.of("tablet", "sensor.ambient_light")
    measured = [row.measures for row in rows if row.measures is not None]
    lows = [item.min for item in measured if item.min is not None]
    highs = [item.max for item in measured if item.max is not None]
    if not (lows and highs):
        return _not_seen(found, "tablet", sentence, "reading of the light sensor")
    number = sum(item.n or 1 for item in measured)
    text = (
        f"{number} readings from {min(lows):g} to {max(highs):,.0f} lux went to {_recipients(rows)} in "
        f"{_count(len(rows), 'message')}. This data could let the recipient infer when it was dark, when a lamp was lit "
        "and when the curtains were opened."
    )
    aside = "A screen, a passing cloud or a tablet turned on its face change the light as well."
    return Part(sentence=sentence, verdict="seen", text=text, aside=aside)


def _sound(found: Found) -> Part:
    sentence = "A steady noise, so the air conditioner is on: the phone's microphone."
    rows = found.of("phone", "audio.recording")
    if not rows:
        return _not_seen(found, "phone", sentence, "sound recording")
    seconds = sum(row.measures.seconds or 0 for row in rows if row.measures)
    spreads = [
        row.measures.level_spread_db
        for row in rows
        if row.measures and row.measures.level_spread_db is not None
    ]
    text = f"{seconds:.1f} s of sound went to {_recipients(rows)} in {_count(len(rows), 'recording')}."
    if spreads:
        text += f" Its level varied by {max(spreads):.1f} dB"
        text += ", as little as that of a machine that hums." if max(spreads) < STEADY_DB else "."
    text += " This data could let the recipient infer what runs in the room."
    aside = "A fan, rain or a fridge are as steady; loudness alone does not tell them apart."
    return Part(sentence=sentence, verdict="seen", text=text, aside=aside)


def _to_a_friend(found: Found) -> Part:
    sentence = "A photo for a friend."
    sent = [
        item
        for item in found.unread("phone", Visibility.PASSED_BY_CHOICE)
        if item.reason.endswith("messengers")
    ]
    if not sent:
        return _not_seen(found, "phone", sentence, "connection to a messenger")
    text = (
        f"{_carried(sent)}, by a messenger that is never opened, by choice. What was in it is not known here."
    )
    aside = "A photo has about this size. So has a short voice message, or a long talk in writing."
    return Part(sentence=sentence, verdict="messenger", text=text, aside=aside)


def _photo(found: Found) -> Part:
    sentence = "A photo, and the activewear in it: an image service."
    rows = found.of("phone", "photo.image", "x_photo")
    if not rows:
        return _not_seen(found, "phone", sentence, "photo")
    messages = {row.event_id for row in rows}
    inside = [row for row in found.rows if row.event_id in messages and ">exif:" in row.path]
    text = f"{_count(len(rows), 'photo')} ({rows[0].value}) went to {_recipients(rows)}. {_told_by(inside)}"
    aside = "What the picture shows was not looked at here; the recipient could look."
    return Part(sentence=sentence, verdict="seen", text=text, aside=aside)


def _told_by(inside: Iterable[EvidenceRow]) -> str:
    tags = {row.path.rpartition(":")[2]: row for row in inside}
    told = [words for tag, words in _TAGS if tag in tags]
    if not told:
        return "Its EXIF data hold neither place nor time nor camera."
    listed = f"{', '.join(told[:-1])} and {told[-1]}" if len(told) > 1 else told[0]
    text = f"Its EXIF data hold {listed}."
    place = tags.get("GPSLatitude")
    if place is not None:
        metres = place.measures.precision_m if place.measures else None
        near = f", to about {metres:.0f} m" if metres else ""
        text += f" This data could let the recipient infer where it was taken{near}."
    return text


_TAGS: Final = (
    ("GPSLatitude", "the place"),
    ("DateTimeOriginal", "the time"),
    ("Model", "the camera's model"),
    ("BodySerialNumber", "its serial number"),
)


def _watch(found: Found) -> Part:
    sentence = "Hardly moved today: the watch and its goal."
    steps, goal = found.of("watch", "fitness.steps"), found.of("watch", "fitness.goal")
    heart = found.of("watch", "health.heart_rate")
    rows = [*steps, *goal, *heart]
    if not rows:
        return _not_seen(found, "watch", sentence, "number of steps, goal or heart rate")
    said = []
    if steps:
        said.append(
            f"{_grouped(steps[-1].value)} steps"
            + (f" of a goal of {_grouped(goal[-1].value)}" if goal else "")
        )
    elif goal:
        said.append(f"a goal of {_grouped(goal[-1].value)} steps")
    series = [row.measures for row in heart if row.measures and row.measures.n]
    if series:
        said.append(f"{sum(item.n or 0 for item in series)} readings of the heart rate")
    elif heart:
        said.append(_count(len(heart), "reading") + " of the heart rate")
    text = f"{' and '.join(said)} went to {_recipients(rows)} through the companion app."
    text += " This data could let the recipient infer how active the wearer was."
    aside = "A watch that lay on the table counts no steps either."
    return Part(sentence=sentence, verdict="seen", text=text, aside=aside)


def _refused(found: Found) -> list[Part]:
    sent = [item for item in found.unreadable if item.visibility is Visibility.REFUSED]
    if not sent:
        return []
    devices = ", ".join(sorted({item.device for item in sent}))
    text = f"{_carried(sent)} ({devices}). The client did not accept our certificate, so this passes through unread."
    aside = "It may hold readings as well, or none. Nobody can say from here."
    return [Part(sentence="And what one app sent unread.", verdict="possible", text=text, aside=aside)]


def _not_seen(found: Found, device: str, sentence: str, what: str) -> Part:
    """No finding is told together with how much could be read, and what else there was."""
    unread = found.unread(device)
    text = f"No {what} was seen in the {_count(found.read.get(device, 0), 'message')} of the {device} that could be read."
    if not unread:
        return Part(
            sentence=sentence,
            verdict="not_seen",
            text=text,
            aside="Everything that it sent here could be read.",
        )
    text += f" {_carried(unread)} that could not be read, and may hold it."
    return Part(sentence=sentence, verdict="possible", text=text)


def _carried(items: Iterable[Unreadable]) -> str:
    every = list(items)
    names = _listed({item.recipient or "a recipient whose name is not kept" for item in every})
    return (
        f"{sum(item.bytes_out for item in every):,} bytes went to {names} "
        f"in {_count(sum(item.connections for item in every), 'connection')}"
    )


def _recipients(rows: Iterable[EvidenceRow]) -> str:
    return _listed({row.company_name or row.host for row in rows})


def _listed(names: Iterable[str]) -> str:
    *most, last = sorted(names)
    return f"{', '.join(most)} and {last}" if most else last


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _grouped(value: str) -> str:
    return f"{int(value):,}" if value.isdecimal() and len(value) < 10 else value
