"""Which camera took a photo, and by its serial number which other photos it took."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.inferences import Drawn, Evidence, Inference, Level, Source


def _infer(evidence: Evidence) -> Iterator[Drawn]:
    models = [
        item
        for category in ("photo.image", "photo.video")
        for item in evidence.today(evidence.of(category, "x_photoMakeModel"))
        if item.value
    ]
    serials = evidence.today(evidence.of("identifier.device", "x_photoSerial"))
    rests_on = sorted((*models, *serials), key=lambda item: (item.seen_at, item.id))
    if rests_on:
        model = models[0].value[:60] if models else "not told"
        words = {
            "when": evidence.when(rests_on),
            "camera": model,
            "serials": str(len({item.digest or item.value for item in serials})),
        }
        yield Drawn(level=Level.VALUE, rests_on=rests_on, words=words, n=len(rests_on))


INFERENCE: Final = Inference(
    name="photo_camera",
    title="Which camera",
    needs={
        "photo.image": "maker and model in EXIF or XMP",
        "photo.video": "maker and model in a film's metadata",
        "identifier.device": "the serial number in a photo",
    },
    condition="Any maker and model, or serial number, of the camera in a photo or film.",
    says="This data could let the recipient infer which camera took the photos (model: {camera}) and, "
    "from {serials} serial numbers in them, which other photos are of the same cameras; sent at "
    "{when}.",
    counted="serials",
    says_one="This data could let the recipient infer which camera took the photos (model: {camera}) and, "
    "from the serial number in one, which other photos are of the same camera; sent at {when}.",
    says_none="This data could let the recipient infer which camera took the photos (model: {camera}); no "
    "serial number was in them; sent at {when}.",
    cap=Level.VALUE,
    otherwise=(
        "The photo is somebody else's.",
        "Many people have this model; only the serial number singles one out.",
    ),
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
