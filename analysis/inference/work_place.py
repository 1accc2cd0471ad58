"""Where somebody works or learns: where the device is in working hours, away from its nights."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.inferences import Drawn, Evidence, Inference, Level, Source
from analysis.stays import fixes, home_and_work


def _infer(evidence: Evidence) -> Iterator[Drawn]:
    both = home_and_work(evidence, fixes(evidence))
    if both is not None:
        home, work = both
        words = {"near": work.near, "days": str(work.days)}
        rests_on = [*home.data, *work.data]
        n = len(home.fixes) + len(work.fixes)
        yield Drawn(level=Level.SERIES, rests_on=rests_on, words=words, n=n, seconds=work.seconds)


INFERENCE: Final = Inference(
    name="work_place",
    title="Where you work",
    needs={
        "location.precise": "latitude and longitude with three decimals or more, on three nights and three working days"
    },
    condition="A place of the nights (as for where you live), and at least 500 m from it positions on at least "
    "3 different days, Monday to Friday from 9:00 to 16:00, within 200 m of one another.",
    says="This data could let the recipient infer where the device's owner works or learns: it spent {days} "
    "working days at one place (near {near}). Home and work together single most people out.",
    cap=Level.SERIES,
    otherwise=(
        "It is a school, a gym or a hospital rather than work.",
        "The device was left or lent there.",
    ),
    remedy=(
        "Take the location permission from the app, or allow only the approximate location.",
        "Allow location only while the app is used.",
    ),
    sources=(
        Source(
            text="The median number of U.S. workers who share one's home and place of work is 1 by census "
            "block and 21 by census tract.",
            where="Golle and Partridge, Pervasive 2009, doi 10.1007/978-3-642-01516-8_26",
            basis="P",
        ),
    ),
    infer=_infer,
    days=30,
    exact=True,
)
