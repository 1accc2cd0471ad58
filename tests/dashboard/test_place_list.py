"""The list of places: every recipient is named, nothing is cut without a way to the rest."""

from __future__ import annotations

import json
from typing import Any
from zoneinfo import ZoneInfo

from plotly.utils import PlotlyJSONEncoder

from analysis.place_queries import Told
from dashboard.place_list import places_list, spot_words

ZONE = ZoneInfo("Europe/Berlin")


def place(latitude: float, longitude: float, **given: Any) -> Told:
    base = {
        "seen_at": 1_763_640_000_000_000, "event_id": "e", "position": 1, "precision_m": 5.0, "company": "",
        "host": "acme.example", "of_a_photo": False,
    }  # fmt: skip
    return Told(latitude=latitude, longitude=longitude, **{**base, **given})


def words(*places: Told) -> str:
    return json.dumps(places_list(places, {}, ZONE), cls=PlotlyJSONEncoder)


def test_a_list_of_places_names_every_recipient_and_opens_to_the_rest() -> None:
    many = [place(52.0 + number / 100, 13.4, host=f"h{number}.example") for number in range(15)]
    shown = words(*many)
    assert "and 3 places more" in shown
    assert all(f"told once, to h{number}.example, accurate to about 5 m" in shown for number in range(15))
    one = words(*(place(52.0, 13.4, host=f"h{number}.example") for number in range(5)))
    assert "told 5 times, to h0.example, h1.example, h2.example, h3.example, h4.example" in one
    later = place(52.0, 13.4, seen_at=1_763_650_000_000_000)
    assert "told 2 times, 13:00\\u201315:46, to acme.example" in words(place(52.0, 13.4), later)


def test_of_a_place_that_went_to_300_the_first_are_named_and_the_rest_opens() -> None:
    places = [place(52.0, 13.4, host=f"h{number:03}.example") for number in range(300)]
    ((item,), *_) = [part.children for part in places_list(places, {}, ZONE)]
    moment, said, others = item.children
    assert said.children[1] == (
        " told 300 times, to h000.example, h001.example, h002.example, h003.example, h004.example and 295 more, accurate to "
        "about 5 m"
    )
    summary, listed = others.children
    assert summary.children == "the other 295 recipients"
    assert [name.children for name in listed.children] == [
        f"h{number:03}.example" for number in range(5, 300)
    ]
    assert moment.children
    assert len(spot_words(places, {}, ZONE)) < 200  # on the map as well
