"""Where a photo or film was taken, from the position that the camera wrote into it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.inferences import Datum, Drawn, Evidence, Inference, Level, Source, number_in


def _infer(evidence: Evidence) -> Iterator[Drawn]:
    pairs: dict[tuple[str, str], dict[str, Datum]] = {}
    for item in evidence.today(evidence.of("location.precise", "latitude", "longitude")):
        if item.of_a_photo():
            pairs.setdefault((item.event_id, item.path.rpartition(":")[0]), {})[item.property] = item
    placed = [pair for pair in pairs.values() if len(pair) == 2]
    if placed:
        rests_on = sorted(
            (item for pair in placed for item in pair.values()), key=lambda item: (item.seen_at, item.id)
        )
        words = {"when": evidence.when(rests_on), "photos": str(len(placed)), "near": _near(placed[0])}
        yield Drawn(level=Level.VALUE, rests_on=rests_on, words=words, n=len(placed))


def _near(pair: dict[str, Datum]) -> str:
    return ", ".join(f"{number_in(pair[name].value) or 0.0:.2f}" for name in ("latitude", "longitude"))


INFERENCE: Final = Inference(
    name="photo_place",
    title="Where a photo was taken",
    needs={"location.precise": "latitude and longitude in a photo's EXIF or XMP, or a film's metadata"},
    condition="Any GPS latitude and longitude in a photo or film.",
    says="This data could let the recipient infer where {photos} photos or films were taken, the "
    "first near {near}; they were sent at {when}.",
    counted="photos",
    says_one="This data could let the recipient infer where a photo or film was taken (near {near}); it "
    "was sent at {when}.",
    cap=Level.VALUE,
    otherwise=(
        "The photo is somebody else's.",
        "The recipient removes these data before anybody looks (it still got them).",
    ),
    remedy=(
        "Switch the location off in the camera app.",
        "Share without location (iOS: Options in the share sheet; Android: the gallery's setting).",
    ),
    sources=(
        Source(
            text="The homes of staff were found from the positions in their profile photos; platforms differ "
            "in what they remove.",
            where="auscert.org.au, 2018-08-09; Kaspersky",
            basis="S",
        ),
    ),
    infer=_infer,
)
