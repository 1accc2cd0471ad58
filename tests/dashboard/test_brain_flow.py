"""The figure of the brain page: the largest by name, the rest as one, each count in its place, nothing without a source."""

from __future__ import annotations

from collections import Counter

import msgspec

from analysis.brain import Way, ways
from analysis.company_queries import Path
from dashboard.brain_flow import NAMED, figure, focused, receiver_of, shown
from dashboard.sankey import Shape
from tests.company_book import READ, rich_catalogue

CATALOGUE = rich_catalogue()
NAMES = {"dev-phone": "Phone", "dev-watch": "Watch"}


def path(company: str, category: str, count: int, device: str = "dev-phone", host: str = "") -> Path:
    return Path(
        device=device, category=category, company=company, host=host, count=count, certain=count, first="2026-11-20",
        last="2026-11-21",
    )  # fmt: skip


WAYS = ways(
    [
        path("avatar", "photo.image", 30), path("avatar", "location.precise", 10), path("social", "identifier.account", 25),
        path("watchmaker", "health.heart_rate", 5, "dev-watch"), path("", "location.precise", 3, host="stranger.example"),
    ],
    CATALOGUE,
)  # fmt: skip
CROWD = ways(
    [path("", "identifier.device", 1 + number % 7, host=f"h{number}.example") for number in range(300)],
    CATALOGUE,
)


def shapes_of(found: tuple[Way, ...], skip: int = 0) -> list[Shape]:
    return figure(
        shown(found, skip), NAMES, lambda what, id: f"/brain?focus={what}:{id}", "/brain?skip=14"
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
    assert min(way.count for way in found.named) >= max(way.count for way in found.others)
    labels = [shape["words"] for shape in shapes_of(CROWD) if shape["t"] == "text"]
    assert f"the other {300 - NAMED}" in labels
    assert len(labels) < 25
    assert len(shapes_of(CROWD)) < 200


def test_drilling_down_reaches_every_receiver_once_and_shows_no_larger_ones() -> None:
    seen: list[str] = []
    skip = 0
    while True:
        found = shown(CROWD, skip)
        seen += found.receivers
        assert not {receiver_of(way) for way in found.others} & set(seen)
        if not found.more:
            break
        skip += len(found.receivers)
    assert sorted(seen) == sorted({receiver_of(way) for way in CROWD})
    assert shown(CROWD, 10**9).receivers
    assert shown(CROWD, -5) == shown(CROWD)
    assert shown(()).receivers == ()


def test_a_focus_keeps_what_goes_through_it() -> None:
    assert (
        focused(WAYS, "")
        == focused(WAYS, "nonsense")
        == focused(WAYS, "owner:")
        == focused(WAYS, "x:y")
        == WAYS
    )
    assert {way.receiver.id for way in focused(WAYS, "owner:group") if way.receiver} == {"avatar", "social"}
    assert {way.kind for way in focused(WAYS, "kind:photo")} == {"photo"}
    assert {way.device for way in focused(WAYS, "device:dev-watch")} == {"dev-watch"}
    assert [way.host for way in focused(WAYS, "host:stranger.example")] == ["stranger.example"]
    assert len(focused(WAYS, "receiver:avatar")) == 2
    assert focused(WAYS, "owner:nobody") == ()


def test_each_statement_beyond_a_receiver_has_its_source_and_is_no_band() -> None:
    shapes = shapes_of(WAYS)
    told = titles(shapes, "near")
    assert len(told) == 6  # three edges of the avatar app and the circle's way back, two investors
    assert all(f"Source: https://news.example/deal, read {READ}" in title for title in told)
    assert not any("Painter" in title for title in titles(shapes, "band"))
    past = [shape["words"] for shape in shapes if {"twig", "past"} <= set(shape.get("cls", "").split())]
    assert sorted(past) == ["Bank · company until 2020", "Mail Fund · investor until 2019"]


def test_nothing_is_stated_of_receivers_that_are_not_named() -> None:
    quiet = ways([path("watchmaker", "health.heart_rate", 5)], CATALOGUE)
    assert titles(shapes_of(quiet), "near") == []
    hidden = ways(
        [path("avatar", "photo.image", 1), *(path("", "photo.image", 9, host=f"h{n}") for n in range(20))],
        CATALOGUE,
    )
    assert titles(shapes_of(hidden), "near") == []


def test_several_services_that_feed_one_model_are_one_line_with_every_source() -> None:
    way = next(way for way in WAYS if way.edges)
    again = msgspec.structs.replace(way.edges[0], start="Another Service", says="so does this one")
    shapes = shapes_of((msgspec.structs.replace(way, edges=(way.edges[0], again)),))
    (title,) = [title for title in titles(shapes, "near") if "Open Pictures" in title]
    assert "public portraits were crawled" in title
    assert "so does this one" in title


def test_one_that_owns_another_receiver_here_is_its_own_owner() -> None:
    found = ways([path("group", "photo.image", 4), path("avatar", "photo.image", 6)], CATALOGUE)
    bands = titles(shapes_of(found), "band")
    assert "photo: Big Group → Big Group, 4 findings" in bands
    assert "photo: Avatar App → Big Group, 6 findings" in bands
