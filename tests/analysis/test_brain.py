"""Where's the brain?: ways from device to owner, edges with their sources, circles that end."""

from __future__ import annotations

import msgspec

from analysis.brain import ways
from analysis.catalogue_facts import Feed, Recipient
from analysis.company_queries import Path
from analysis.feed_chains import feed_chains
from tests.company_book import READ, SOURCE, rich_catalogue

CATALOGUE = rich_catalogue()


def _path(company: str, category: str = "photo.image", host: str = "", **changed: object) -> Path:
    base = Path(
        device="phone", category=category, company=company, host=host, count=2, certain=1, first="2026-11-20",
        last="2026-11-21",
    )  # fmt: skip
    return msgspec.structs.replace(base, **changed)


def _feed(kind: str, to: str) -> Feed:
    return Feed(kind=kind, to=to, says="it does", source=SOURCE, read=READ)  # type: ignore[arg-type]


def test_a_host_that_nobody_has_leads_nowhere() -> None:
    (way,) = ways([_path("", host="stranger.example")], CATALOGUE)
    assert (way.receiver, way.owner, way.owners, way.edges, way.host) == (
        None,
        None,
        (),
        (),
        "stranger.example",
    )
    assert ways([], CATALOGUE) == ()


def test_a_receiver_without_edges_feeds_nothing_even_where_its_owner_has_some() -> None:
    (way,) = ways([_path("social")], CATALOGUE)
    assert way.edges == ()
    assert way.owner is not None
    assert way.owner.id == "group"


def test_kinds_are_summed_and_devices_kept_apart() -> None:
    found = ways(
        [
            _path("avatar"), _path("avatar", "photo.video", last="2026-11-23"),
            _path("avatar", "location.precise", certain=0),
            _path("avatar", device="tablet", count=9),
        ],
        CATALOGUE,
    )  # fmt: skip
    assert [(way.device, way.kind, way.count, way.certain, way.last) for way in found] == [
        ("tablet", "photo", 9, 1, "2026-11-21"), ("phone", "photo", 4, 2, "2026-11-23"),
        ("phone", "location", 2, 0, "2026-11-21"),
    ]  # fmt: skip


def test_edges_are_followed_depth_first_and_a_circle_ends() -> None:
    edges = feed_chains(CATALOGUE, "Avatar App", CATALOGUE.trackers["avatar-t"].feeds)
    assert [(edge.depth, edge.start, edge.name) for edge in edges] == [
        (0, "Avatar App", "Open Pictures"), (1, "Open Pictures", "Painter"), (2, "Painter", "Open Pictures"),
        (0, "Avatar App", "Bank"),
    ]  # fmt: skip
    assert [edge.until for edge in edges] == ["", "", "", "2020"]
    assert all((edge.source, edge.read) == (SOURCE, READ) for edge in edges)


def test_a_chain_ends_at_a_company() -> None:
    (edge,) = feed_chains(CATALOGUE, "X", [_feed("company", "avatar")])
    assert edge.name == "Avatar App"


def test_a_web_of_edges_is_bounded() -> None:
    names = [f"d{number}" for number in range(60)]
    web = {
        name: Recipient(
            id=name, name=name, source=SOURCE, read=READ,
            feeds=tuple(_feed("dataset", other) for other in names if other != name),
        )
        for name in names
    }  # fmt: skip
    catalogue = msgspec.structs.replace(CATALOGUE, datasets=web)
    assert len(feed_chains(catalogue, "X", [_feed("dataset", "d0")])) == 500
