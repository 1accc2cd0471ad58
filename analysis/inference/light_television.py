"""That the flicker of a television's light would tell the programme. This program does not try."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from analysis.inferences import Datum, Drawn, Evidence, Inference, Level, Source
from analysis.successions import rate_of, runs, seconds_of

_RATE: Final = 1.0  # Hz
_SECONDS: Final = 15.0
_DIM: Final = 400.0  # lux; in more light a screen's share drowns


def _infer(evidence: Evidence) -> Iterator[Drawn]:
    found = [item for item in evidence.today(evidence.of("sensor.ambient_light")) if _may_flicker(item)]
    told = [item for run in runs(found) if _would_do(run) for item in run]
    if told:
        seconds = sum(map(seconds_of, told))
        yield Drawn(
            level=Level.SERIES,
            rests_on=told,
            words={"when": evidence.when(told), "seconds": f"{seconds:.0f}"},
            n=sum(item.count() for item in told),
            seconds=seconds,
        )


def _may_flicker(item: Datum) -> bool:
    """A series that is fast and dim enough."""
    told = item.lowest_highest()
    return told is not None and rate_of(item) >= _RATE and seconds_of(item) > 0 and told[1] <= _DIM


def _would_do(run: Sequence[Datum]) -> bool:
    ranges = [item.lowest_highest() or (0.0, 0.0) for item in run]
    changes = min(low for low, _ in ranges) < max(high for _, high in ranges)
    return changes and sum(map(seconds_of, run)) >= _SECONDS


INFERENCE: Final = Inference(
    name="light_television",
    title="What is on the television",
    needs={"sensor.ambient_light": "brightness in lux, once a second for 15 s or more"},
    condition="A series of at least one reading a second for at least 15 s, in one message or in messages that "
    "follow one another within 5 s, that changes and stays at most 400 lux.",
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
