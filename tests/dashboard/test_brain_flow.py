"""The figure of the brain page: the largest by name, the rest as one, each count in its place, nothing without a source."""

from __future__ import annotations

from collections import Counter

import msgspec

from analysis.brain import Household, Pair, Place, household, stream_of
from analysis.wording import using
from dashboard.brain_flow import FEW, NAMED, figure, focused, shown
from dashboard.sankey import LETTER, NARROW, Shape
from tests.company_book import rich_catalogue

CATALOGUE = rich_catalogue()
PHONE, WATCH = "dev-phone", "dev-watch"
NAMES = {PHONE: "Phone", WATCH: "Watch"}


def house(*given: tuple[str, str, int, str]) -> Household:
    """Of a company, or a host with a dot, with kind, count and device."""
    counts: dict[Place, dict[Pair, int]] = {}
    for name, kind, count, device in given:
        counts.setdefault(("", name) if "." in name else (name, ""), {})[device, kind] = count
    return household({place: stream_of(of, of) for place, of in counts.items()}, CATALOGUE, {"avatar-t"})


WAYS = house(
    ("avatar", "photo", 30, PHONE), ("avatar", "location", 10, PHONE), ("social", "identifier", 25, PHONE),
    ("watchmaker", "health", 5, WATCH), ("stranger.example", "location", 3, PHONE),
)  # fmt: skip
CROWD = house(*((f"h{number}.example", "identifier", 1 + number % 7, PHONE) for number in range(300)))


def shapes_of(found: Household, skip: int = 0) -> list[Shape]:
    return figure(
        shown(found, skip), NAMES, lambda what, id: f"/brain?focus={what}:{id}", "/brain?skip=14"
    ).shapes


def narrow_of(found: Household) -> list[Shape]:
    return figure(
        shown(found, most=FEW), NAMES, lambda what, id: f"?{what}:{id}", "?skip=6", narrow=True
    ).shapes


def titles(shapes: list[Shape], look: str) -> list[str]:
    return [shape["title"] for shape in shapes if look in shape.get("cls", "").split() and "title" in shape]


def test_the_counts_of_the_bands_are_those_of_the_ways() -> None:
    bands = titles(shapes_of(WAYS), "band")
    assert "photo: Phone → photo, 30 findings" in bands
    assert "photo: photo → Avatar App, 30 findings" in bands
    assert "photo: Avatar App → Big Group, 30 findings" in bands
    assert "location: Phone → location, 13 findings" in bands
    assert "health: Watch → health, 5 findings" in bands
    assert not any("stranger.example →" in band for band in bands)  # nobody is known to own it
    into = Counter(band.partition(" → ")[2].partition(",")[0] for band in bands)
    assert into["Big Group"] == 3


def test_with_300_receivers_the_largest_are_named_and_the_rest_is_one() -> None:
    found = shown(CROWD)
    assert (len(found.receivers), found.more, found.skipped) == (NAMED, 300 - NAMED, 0)
    assert min(way.count for way in found.named) == 7
    assert found.others == {(PHONE, "identifier"): sum(1 + number % 7 for number in range(300)) - 7 * NAMED}
    assert found.findings == sum(1 + number % 7 for number in range(300))
    labels = [shape["words"] for shape in shapes_of(CROWD) if shape["t"] == "text"]
    assert f"the other {300 - NAMED}" in labels
    assert len(labels) < 25
    assert len(shapes_of(CROWD)) < 200


def test_a_phones_figure_names_few_ends_at_the_receivers_and_counts_the_same() -> None:
    found = shown(CROWD, most=FEW)
    assert (len(found.receivers), found.more) == (FEW, 300 - FEW)
    assert found.findings == shown(CROWD).findings
    shapes = narrow_of(CROWD)
    labels = [shape["words"] for shape in shapes if shape["t"] == "text"]
    assert f"the other {300 - FEW}" in labels
    assert len(labels) == 1 + 1 + FEW + 1
    drawn = narrow_of(WAYS)
    assert not titles(drawn, "near")
    assert not any("Big Group" in title for title in titles(drawn, "band"))
    assert "photo: photo → Avatar App, 30 findings" in titles(drawn, "band")
    for shape in (*shapes, *drawn):
        if shape["t"] == "text":
            assert shape["x"] + LETTER * len(shape["words"]) <= NARROW.width
        if shape["t"] == "a":
            assert shape["height"] >= NARROW.row
            assert shape["x"] + shape["width"] <= NARROW.width


def test_drilling_down_reaches_every_receiver_once_and_shows_no_larger_ones() -> None:
    seen: list[str] = []
    skip = 0
    while True:
        found = shown(CROWD, skip)
        seen += found.receivers
        assert found.more == 300 - len(seen)
        if not found.more:
            break
        skip += len(found.receivers)
    assert sorted(seen) == sorted(CROWD.receivers)
    assert shown(CROWD, 10**9).receivers
    assert shown(CROWD, -5) == shown(CROWD)
    assert shown(house()).receivers == ()


def test_a_focus_keeps_what_goes_through_it() -> None:
    for nothing in ("", "nonsense", "owner:", "x:y"):
        assert focused(WAYS, nothing) is WAYS

    def ends(focus: str) -> dict[str, dict[Pair, int]]:
        return {id: dict(one.stream.counts) for id, one in focused(WAYS, focus).receivers.items()}

    assert set(ends("owner:group")) == {"receiver:avatar", "receiver:social"}
    assert ends("kind:photo") == {"receiver:avatar": {(PHONE, "photo"): 30}}
    assert ends(f"device:{WATCH}") == {"receiver:watchmaker": {(WATCH, "health"): 5}}
    assert ends("host:stranger.example") == {"host:stranger.example": {(PHONE, "location"): 3}}
    assert ends("receiver:avatar") == {"receiver:avatar": {(PHONE, "photo"): 30, (PHONE, "location"): 10}}
    assert ends("receiver:group") == ends("owner:nobody") == ends("host:avatar") == ends("kind:nothing") == {}
    (photo,) = focused(WAYS, "kind:photo").receivers.values()
    assert (photo.stream.total, photo.stream.certain) == (30, {(PHONE, "photo")})


def test_each_statement_beyond_a_receiver_has_its_source_and_is_no_band() -> None:
    shapes = shapes_of(WAYS)
    told = titles(shapes, "near")
    assert len(told) == 6  # three edges of the avatar app and the circle's way back, two investors
    assert all("Source: https://news.example/deal, read 25 Nov 2026" in title for title in told)
    assert not any("Painter" in title for title in titles(shapes, "band"))
    past = [shape["words"] for shape in shapes if {"twig", "past"} <= set(shape.get("cls", "").split())]
    assert sorted(past) == ["Bank · company until 2020", "Mail Fund · investor until 2019"]


def test_its_dates_are_those_of_the_language() -> None:
    with using("de"):
        told = titles(shapes_of(WAYS), "near")
    assert told
    assert all("gelesen am 25. Nov. 2026" in title for title in told)
    assert not any("2026-11-25" in title for title in [*told, *titles(shapes_of(WAYS), "near")])


def test_nothing_is_stated_of_receivers_that_are_not_named() -> None:
    quiet = house(("watchmaker", "health", 5, PHONE))
    assert titles(shapes_of(quiet), "near") == []
    hidden = house(("avatar", "photo", 1, PHONE), *((f"h{n}.example", "photo", 9, PHONE) for n in range(20)))
    assert titles(shapes_of(hidden), "near") == []


def test_several_services_that_feed_one_model_are_one_line_with_every_source() -> None:
    feed = CATALOGUE.trackers["avatar-t"].feeds[0]
    again = msgspec.structs.replace(
        CATALOGUE.trackers["avatar-t"], id="again", name="Another Service",
        feeds=(msgspec.structs.replace(feed, says="so does this one"),),
    )  # fmt: skip
    more = msgspec.structs.replace(CATALOGUE, trackers={**CATALOGUE.trackers, "again": again})
    shapes = shapes_of(
        household({("avatar", ""): stream_of({(PHONE, "photo"): 1}, ())}, more, {"avatar-t", "again"})
    )
    (title,) = [title for title in titles(shapes, "near") if "so does this one" in title]
    assert "Avatar App feeds Open Pictures" in title
    assert "public portraits were crawled" in title
    assert "Another Service feeds Open Pictures" in title


def test_what_a_receiver_publishes_is_said_to_be_published() -> None:
    told = titles(shapes_of(house(("group", "photo", 4, PHONE))), "near")
    assert (
        told[0] == "Big Group publishes Painter (model). Source: https://news.example/deal, read 25 Nov 2026"
    )
    assert told[1].startswith("Painter feeds Open Pictures (data set): ")


def test_one_that_owns_another_receiver_here_is_its_own_owner() -> None:
    found = house(("group", "photo", 4, PHONE), ("avatar", "photo", 6, PHONE))
    bands = titles(shapes_of(found), "band")
    assert "photo: Big Group → Big Group, 4 findings" in bands
    assert "photo: Avatar App → Big Group, 6 findings" in bands
