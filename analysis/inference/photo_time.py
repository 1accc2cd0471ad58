"""When a photo or film was taken, from the time that the camera wrote into it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.inferences import Drawn, Evidence, Inference, Level, Source
from analysis.lazy_patterns import lazy_pattern

_WRITTEN: Final = lazy_pattern(r"([0-9]{4})[-:]([0-9]{2})[-:]([0-9]{2})[T ]([0-9]{2}:[0-9]{2})")


def _infer(evidence: Evidence) -> Iterator[Drawn]:
    found = [
        item
        for category in ("photo.image", "photo.video")
        for item in evidence.today(evidence.of(category, "x_photoTakenAt"))
        if item.value
    ]
    if found:
        found.sort(key=lambda item: (item.seen_at, item.id))
        words = {"photos": str(len(found)), "taken": _readable(found[0].value), "when": evidence.when(found)}
        yield Drawn(level=Level.VALUE, rests_on=found, words=words, n=len(found))


def _readable(taken: str) -> str:
    """``2026-11-19 18:02`` of what a camera wrote, without its seconds; what is written otherwise as it stands."""
    told = _WRITTEN.match(taken)
    return "{}-{}-{} {}".format(*told.groups()) if told else taken[:40]


INFERENCE: Final = Inference(
    name="photo_time",
    title="When a photo was taken",
    needs={
        "photo.image": "the time in EXIF or XMP",
        "photo.video": "the time in a film's metadata",
    },
    condition="Any time of taking in a photo or film.",
    says="This data could let the recipient infer when {photos} photos or films were taken, the first "
    "at {taken}; they were sent at {when}.",
    counted="photos",
    says_one="This data could let the recipient infer when a photo or film was taken ({taken}); it was "
    "sent at {when}.",
    cap=Level.VALUE,
    otherwise=("The camera's clock was wrong.", "An editor wrote the time anew."),
    remedy=("Remove the metadata before sending, or send a screenshot of the photo.",),
    sources=(
        Source(
            text="Photos carry time, place, serial number and model in their EXIF data; platforms differ in "
            "what they remove.",
            where="auscert.org.au, 2018-08-09; Kaspersky",
            basis="S",
        ),
    ),
    infer=_infer,
)
