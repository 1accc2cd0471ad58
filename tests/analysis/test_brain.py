"""Where's the brain?: ways from device to owner, edges with their sources, circles that end."""

from __future__ import annotations

import msgspec

from analysis.brain import Household, Pair, Way, household, joined, stream_of
from analysis.catalogue_facts import Feed, Recipient
from analysis.feed_chains import feed_chains, published_chains, what_feeds
from tests.company_book import READ, SOURCE, rich_catalogue

CATALOGUE = rich_catalogue()
SURE: frozenset[Pair] = frozenset({("phone", "photo")})


def _house(
    *given: tuple[str, str, dict[Pair, int]],
    certain: frozenset[Pair] = SURE,
    contacted: frozenset[str] = frozenset(),
) -> Household:
    """Of companies, hosts, and how many findings by device and kind; ``contacted`` are ids of trackers."""
    streams = {
        (company, host): stream_of(counts, certain.intersection(counts)) for company, host, counts in given
    }
    return household(streams, CATALOGUE, contacted)


def _ways(house: Household) -> list[Way]:
    return house.ways(house.receivers.values())


def _feed(kind: str, to: str) -> Feed:
    return Feed(kind=kind, to=to, says="it does", source=SOURCE, read=READ)  # type: ignore[arg-type]


def test_a_host_that_nobody_has_leads_nowhere() -> None:
    (way,) = _ways(_house(("", "stranger.example", {("phone", "photo"): 2})))
    assert (way.receiver, way.owners, way.edges, way.host) == (None, (), (), "stranger.example")
    assert way.ends_at == "host:stranger.example"
    assert _ways(_house()) == []


def test_a_company_that_the_catalogue_does_not_have_is_a_host_that_nobody_has() -> None:
    house = _house(
        ("gone", "", {("phone", "photo"): 2}), ("", "gone", {("phone", "photo"): 3, ("tv", "usage"): 1})
    )
    (one,) = house.receivers.values()
    assert (one.company, one.owner, one.host, one.id) == (None, None, "gone", "host:gone")
    assert one.stream.counts == {("phone", "photo"): 5, ("tv", "usage"): 1}
    assert one.stream.total == 6


def test_only_services_that_were_contacted_feed_something() -> None:
    photos = ("avatar", "", {("phone", "photo"): 2})
    (silent,) = _ways(_house(photos, contacted=frozenset({"social-t", "no-tracker-of-the-catalogue"})))
    assert silent.edges == ()
    (way,) = _ways(_house(photos, contacted=frozenset({"avatar-t"})))
    assert [edge.name for edge in way.edges if edge.depth == 0] == ["Open Pictures", "Bank"]
    kept = _house(photos, contacted=frozenset({"avatar-t"}))
    assert _ways(kept.keeping(kept.receivers))[0].edges == way.edges


def test_what_a_receiver_publishes_leads_on_whatever_was_contacted() -> None:
    (way,) = _ways(_house(("group", "", {("phone", "photo"): 2})))
    assert [(edge.depth, edge.link, edge.start, edge.name) for edge in way.edges] == [
        (0, "publishes", "Big Group", "Painter"), (1, "feeds", "Painter", "Open Pictures"),
        (2, "feeds", "Open Pictures", "Painter"),
    ]  # fmt: skip


def test_what_is_published_and_feeds_nothing_is_no_step() -> None:
    still = {"painter": msgspec.structs.replace(CATALOGUE.models["painter"], feeds=())}
    assert published_chains(msgspec.structs.replace(CATALOGUE, models=still), "group") == ()
    assert published_chains(CATALOGUE, "avatar") == ()


def test_what_feeds_a_company_is_told_back_to_where_it_starts() -> None:
    told = [(edge.depth, edge.start, edge.name) for edge in what_feeds(CATALOGUE, {"group"})]
    assert told == [
        (0, "Open Pictures", "Painter"), (1, "Avatar App", "Open Pictures"), (1, "Painter", "Open Pictures"),
    ]  # fmt: skip
    (bank,) = what_feeds(CATALOGUE, {"bank"})
    assert (bank.start, bank.name, bank.until, bank.source, bank.read) == (
        "Avatar App",
        "Bank",
        "2020",
        SOURCE,
        READ,
    )
    assert what_feeds(CATALOGUE, {"watchmaker"}) == what_feeds(CATALOGUE, ()) == ()


def test_a_receiver_without_edges_feeds_nothing_even_where_its_owner_has_some() -> None:
    house = _house(("social", "", {("phone", "photo"): 2}))
    (way,) = _ways(house)
    assert way.edges == ()
    (one,) = house.receivers.values()
    assert one.owner is not None
    assert one.owner.id == way.owners[-1].id == "group"


def test_ways_are_told_the_most_frequent_first_and_of_those_that_are_asked_for() -> None:
    house = _house(
        ("avatar", "", {("phone", "photo"): 4, ("phone", "location"): 2, ("tablet", "photo"): 9}),
        ("", "b.example", {("phone", "photo"): 2}), ("", "a.example", {("phone", "photo"): 2}),
        certain=frozenset({("tablet", "photo"), ("phone", "photo")}),
    )  # fmt: skip
    assert [(way.device, way.kind, way.count, way.certain, way.ends_at) for way in _ways(house)] == [
        ("tablet", "photo", 9, True, "receiver:avatar"), ("phone", "photo", 4, True, "receiver:avatar"),
        ("phone", "location", 2, False, "receiver:avatar"), ("phone", "photo", 2, True, "host:a.example"),
        ("phone", "photo", 2, True, "host:b.example"),
    ]  # fmt: skip
    assert [way.count for way in house.ways([house.receivers["host:a.example"]])] == [2]
    assert house.ways([]) == []


def test_streams_of_two_times_are_those_of_both_and_stay_as_they_are() -> None:
    first = {("a", ""): stream_of({("phone", "photo"): 1}, [("phone", "photo")])}
    more = {
        ("a", ""): stream_of({("phone", "photo"): 2, ("tv", "usage"): 3}, [("tv", "usage")]),
        ("", "h"): stream_of({("tv", "usage"): 4}, ()),
    }
    assert joined(first, more) == joined(more, first) == {
        ("a", ""): stream_of({("phone", "photo"): 3, ("tv", "usage"): 3}, [("phone", "photo"), ("tv", "usage")]),
        ("", "h"): stream_of({("tv", "usage"): 4}, ()),
    }  # fmt: skip
    assert first == {("a", ""): stream_of({("phone", "photo"): 1}, [("phone", "photo")])}
    assert joined(first, {}) == joined({}, first) == first


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
    owned = {name: msgspec.structs.replace(one, company="group") for name, one in web.items()}
    assert len(what_feeds(msgspec.structs.replace(CATALOGUE, datasets=owned), {"group"})) == 500
