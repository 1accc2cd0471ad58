"""What is put up for all is nobody's, be it one; what somebody reports, asks from or owns is theirs."""

from __future__ import annotations

from typing import Any

import pytest

from analysis.detectors import location, place
from tests.analysis.detectors.conftest import see as see

HERE = {"lat": 56.16121, "lon": 15.58662}


def told(see: Any, body: object, **more: Any) -> set[str]:
    return {
        seen.category
        for detector in (location.DETECTOR, place.DETECTOR)
        for seen in see(detector, body, **more)
    }


@pytest.mark.parametrize(
    "body",
    [
        HERE,
        {"wallbox": HERE},
        {"hydrant": "leaks", **HERE},
        {"hydrant": {"accuracy": 6.1, **HERE}},
        {"defibrillators": 3, "radius": 500, **HERE},
        {"type": "hydrant", "time": 1795612000, **HERE},
        {"type": "walk", **HERE},
        {"benchmark": HERE},
    ],
)
def test_a_person_beside_it_is_somewhere(see: Any, body: object) -> None:
    assert "location.precise" in told(see, body)


@pytest.mark.parametrize(
    "body",
    [
        {"hydrant": {"nr": "H 12", **HERE}},
        {"Hjärtstartare": {"Ref": "K-12", **HERE}},
        {"RingBuoy": {"ref": "CE-0417", **HERE}},
        {"κρήνες": [{"code": 7, **HERE}]},
        {"消火栓": [{"no": 7, **HERE}]},
        {"type": "drinking fountain", "operator": "town", **HERE},
        {"kind": "Defibrillator", **HERE},
        {"nha_ve_sinh_cong_cong": [{"so": 4, **HERE}]},
        {"register": {"brandkraan": {"straat": "Molenweg 12", **HERE}}},
    ],
)
def test_what_is_put_up_for_all_is_nobodys(see: Any, body: object) -> None:
    assert told(see, body) == set()


@pytest.mark.parametrize(
    "body",
    [
        {"μουσεία": [{"όνομα": "Α", **HERE}, {"όνομα": "Β", "lat": 56.3, "lon": 15.7}]},
        {"tram_dung": [{"ten": "A", **HERE}, {"ten": "B", "lat": 56.3, "lon": 15.7}]},
        {"cells": [{"lat": 46.5, "lon": 9.25 + at / 40, "height": 1700 + 7 * at} for at in range(6)]},
        {
            "rows": [
                {"lat": 42.1, "lon": 23.2, "mag": 3.2, "depth": 8},
                {"lat": 41.9, "lon": 23.4, "mag": 2, "depth": 5},
            ]
        },
        {"mainsnak": {"datavalue": {"value": {"latitude": 53.3497, "longitude": -6.2603}}}},
        {"osm": {"node": {"@id": "1", "@lat": "50.7472", "@lon": "25.3254"}}},
        {"gpx": {"wpt": {"@lat": "60.1712", "@lon": "24.9321", "type": "Geocache|Traditional Cache"}}},
    ],
)
def test_what_works_on_the_world_say_is_nobodys(see: Any, body: object) -> None:
    assert told(see, body) == set()


def test_rows_with_a_time_are_a_way_even_where_they_lie_as_cells_do(see: Any) -> None:
    rows = [{"lat": 46.5, "lon": 9.25 + at / 1000, "t": 1795612000 + 60 * at} for at in range(6)]
    assert told(see, {"points": rows}) == {"location.track"}
