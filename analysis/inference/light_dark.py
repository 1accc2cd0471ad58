"""That it was dark around the device: the lights were off, or nothing lit the room."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.inferences import Datum, Drawn, Evidence, Inference, Level, Source

_DARK: Final = 10.0  # lux


def _infer(evidence: Evidence) -> Iterator[Drawn]:
    dark = [item for item in evidence.today(evidence.of("sensor.ambient_light")) if _is_dark(item)]
    if dark:
        brightest = max((item.lowest_highest() or (0.0, 0.0))[1] for item in dark)
        words = {"when": evidence.when(dark), "lux": f"{brightest:g}"}
        yield Drawn(level=Level.VALUE, rests_on=dark, words=words, n=sum(item.count() for item in dark))


def _is_dark(item: Datum) -> bool:
    """Every reading in it is dark; of a series that goes on to be bright, nothing is said."""
    told = item.lowest_highest()
    return told is not None and 0 <= told[0] <= told[1] <= _DARK


INFERENCE: Final = Inference(
    name="light_dark",
    title="Dark, the lights off",
    needs={"sensor.ambient_light": "brightness in lux"},
    condition="A reading, or every reading of a message, of at most 10 lux.",
    says="This data could let the recipient infer that it was dark around the device, with the lights off, at "
    "{when} (at most {lux} lux).",
    cap=Level.VALUE,
    otherwise=(
        "The device lay face down, in a case or in a pocket.",
        "A hand, a sleeve or dust covered the sensor.",
    ),
    remedy=(
        "Android asks nobody before an app reads the light sensor: uninstall the app, or block the recipient.",
        "A cover over the front of the tablet hides the light.",
    ),
    sources=(
        Source(
            text="Of the bands of light that Windows names, the lowest, pitch black, is 0 to 10 lux.",
            where="learn.microsoft.com, Understanding and interpreting lux values",
            basis="P",
        ),
    ),
    infer=_infer,
)
