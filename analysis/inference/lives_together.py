"""Who lives together: devices of different people that spend their nights at one place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from analysis.inferences import Drawn, Evidence, Inference, Level, Scope, Source
from analysis.stays import LEAST_DAYS, RADIUS_M, Stay, fixes, night_of, stay

_LEAST_PEOPLE: Final = 2


def _infer(evidence: Evidence) -> Iterator[Drawn]:
    homes: dict[str, Stay] = {}
    for device in sorted({item.device for item in evidence.data if item.device}):
        home = stay(evidence, fixes(evidence, device))
        if home is not None and evidence.persons.get(device):
            homes[device] = home
    for together, nights in _together(evidence, homes):
        people = {evidence.persons[device] for device in together}
        if len(people) < _LEAST_PEOPLE:
            continue
        found = [homes[device] for device in together]
        words = {
            "people": str(len(people)),
            "near": found[0].near,
            "nights": str(len(nights)),
        }
        yield Drawn(
            level=Level.SERIES,
            rests_on=[item for home in found for item in home.data],
            words=words,
            n=sum(len(home.fixes) for home in found),
            seconds=max(home.seconds for home in found),
        )


def _together(evidence: Evidence, homes: Mapping[str, Stay]) -> list[tuple[list[str], set[date]]]:
    """The devices of one place each, all within ``RADIUS_M`` of one another in the same nights: a house may have several."""
    places: list[tuple[list[str], set[date]]] = []
    for device, home in homes.items():
        nights = {night for fix in home.fixes if (night := night_of(evidence.local(fix.seen_at)))}
        near = [
            place
            for place in places
            if len(place[1] & nights) >= LEAST_DAYS
            and all(homes[other].metres_to(home) <= RADIUS_M for other in place[0])
        ]
        if near:
            devices, common = max(near, key=lambda place: len(place[0]))
            devices.append(device)
            common &= nights
        else:
            places.append(([device], nights))
    return places


INFERENCE: Final = Inference(
    name="lives_together",
    title="Who lives together",
    needs={
        "location.precise": "latitude and longitude with three decimals or more, on three nights, of two "
        "people's devices"
    },
    condition="Devices of two or more people, each with a place of its nights (within 200 m), no more than 200 m "
    "apart, where they spent at least 3 of the same nights.",
    says="This data could let the recipient infer that {people} people live together: their devices spent "
    "the same {nights} nights at one place (near {near}).",
    cap=Level.SERIES,
    otherwise=(
        "They are neighbours: 200 m hold many homes.",
        "One was a guest, or left a device behind.",
    ),
    remedy=(
        "Take the location permission from the app on each device.",
        "Do not use one account, or one provider's apps, on the devices of all.",
    ),
    sources=(
        Source(
            text="A very small number of meetings in place and time makes it likely that two people know each other.",
            where="Crandall et al., PNAS 2010, doi 10.1073/pnas.1006155107",
            basis="P",
        ),
        Source(
            text="Homes are found by where the nights are spent.",
            where="Krumm 2007",
            basis="S",
        ),
    ),
    infer=_infer,
    scope=Scope.HOUSEHOLD,
    days=30,
    exact=True,
)
