"""That the flicker of a television's light would tell the programme. This program does not try."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.inferences import Datum, Drawn, Evidence, Inference, Level, Source

_RATE: Final = 1.0  # Hz
_SECONDS: Final = 15.0
_DIM: Final = 400.0  # lux; in more light a screen's share drowns


def _infer(evidence: Evidence) -> Iterator[Drawn]:
    told = [item for item in evidence.today(evidence.of("sensor.ambient_light")) if _would_do(item)]
    if told:
        seconds = sum(item.measures.seconds or 0 for item in told if item.measures)
        yield Drawn(
            level=Level.SERIES,
            rests_on=told,
            words={"when": evidence.when(told), "seconds": f"{seconds:.0f}"},
            n=sum(item.count() for item in told),
            seconds=seconds,
        )


def _would_do(item: Datum) -> bool:
    told, measures = item.lowest_highest(), item.measures
    if told is None or measures is None or measures.rate_hz is None or measures.seconds is None:
        return False
    return measures.rate_hz >= _RATE and measures.seconds >= _SECONDS and told[0] < told[1] <= _DIM


INFERENCE: Final = Inference(
    name="light_television",
    title="What is on the television",
    needs={"sensor.ambient_light": "brightness in lux, once a second for 15 s or more"},
    condition="A series of at least one reading a second for at least 15 s that changes and stays at most 400 lux.",
    says="This data could let the recipient infer which programme a television in the room showed, if one was "
    "on (that is not known here): {seconds} s of the room's light were sent, at {when}.",
    cap=Level.SERIES,
    otherwise=(
        "No television was on: light changes for many reasons.",
        "The recipient would need the programme's own light to compare with.",
    ),
    remedy=(
        "Android asks nobody before an app reads the light sensor: uninstall the app, or block the recipient.",
    ),
    sources=(
        Source(
            text="From a phone's light sensor, without sight of the screen, the channel was told in 100 %, "
            "professional videos in 92 % and amateur videos in 60 % of trials, from 15 to 120 s.",
            where="Schwittmann et al., PerCom 2016, doi 10.1109/PERCOM.2016.7456511",
            basis="P",
        ),
        Source(text="Television content from its glow on a wall.", where="Xu et al., CCS 2014", basis="P"),
    ),
    infer=_infer,
)
