"""Records that are decoded when first asked for: the same as those that were packed, and decoded once."""

from __future__ import annotations

from array import array

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.catalogue import Company
from analysis.catalogue_facts import Parent
from analysis.catalogue_later import Later, Owners, Packed, Pieces, Table, packed, pieces


def sorted_by_bytes(names: list[str]) -> list[str]:
    return sorted(names, key=str.encode)


ACME = Company(id="acme", name="Acme", country="SE")
OTHER = Company(id="other", name="Other", country="US", basis="common_knowledge")


class Made(msgspec.Struct):
    """A record with a default that is made for each."""

    many: list[str] = msgspec.field(default_factory=list)


def _packed(*records: Company) -> dict[str, msgspec.Raw]:
    return {one.id: packed(one) for one in records}


def test_it_is_a_mapping_of_what_was_packed() -> None:
    later = Later(_packed(ACME, OTHER), Company)
    plain = {"acme": ACME, "other": OTHER}
    assert later == plain
    assert plain == later
    assert later != {"acme": ACME}
    assert list(later) == ["acme", "other"]
    assert (len(later), "acme" in later, "acm" in later) == (2, True, False)
    assert later.get("nobody") is None
    with pytest.raises(KeyError):
        later["nobody"]


def test_a_record_is_decoded_and_finished_once() -> None:
    finished: list[str] = []

    def finish(one: Company) -> Company:
        finished.append(one.id)
        return msgspec.structs.replace(one, name=one.name.upper())

    later = Later(_packed(ACME, OTHER), Company, finish)
    assert (len(later), finished) == (2, [])
    assert later["acme"] is later["acme"]
    assert later["acme"].name == "ACME"
    assert finished == ["acme"]


def test_what_is_not_asked_for_is_not_looked_at() -> None:
    later = Later({**_packed(ACME), "broken": msgspec.Raw(b"\xc1")}, Company)
    assert later["acme"] == ACME
    with pytest.raises(msgspec.DecodeError):
        later["broken"]


def test_what_is_packed_is_what_is_not_said_by_default() -> None:
    assert msgspec.msgpack.decode(packed(ACME)) == {"id": "acme", "name": "Acme", "country": "SE"}
    full = msgspec.structs.replace(OTHER, parent=Parent(company="acme"), opt_out="https://other.example/")
    assert msgspec.msgpack.decode(packed(full), type=Company) == full
    assert len(packed(OTHER)) < len(msgspec.msgpack.encode(OTHER)) / 2


def test_a_default_that_is_made_anew_is_packed_all_the_same() -> None:
    assert msgspec.msgpack.decode(packed(Made(many=["a"])), type=Made) == Made(many=["a"])
    assert msgspec.msgpack.decode(packed(Made()), type=Made) == Made()


NAMES = st.lists(st.text(min_size=1, max_size=8), unique=True, max_size=40).map(sorted_by_bytes)


@given(NAMES, st.text(max_size=8))
def test_a_piece_is_found_where_it_is_and_nowhere_else(names: list[str], other: str) -> None:
    found = Pieces(pieces(name.encode() for name in names))
    assert [found.place_of(name.encode()) for name in names] == list(range(len(names)))
    assert (found.place_of(other.encode()) >= 0) == (other in names)
    assert [found[place].decode() for place in range(len(found))] == names


@given(NAMES)
def test_owners_are_a_mapping_whether_few_or_many_are_asked_for(hosts: list[str]) -> None:
    ids = ["one", "two"]
    places = array("I", [len(host) % 2 for host in hosts]).tobytes()
    owners = Owners(Pieces(pieces(map(str.encode, hosts))), Pieces(pieces(map(str.encode, ids))), places)
    plain = {host: ids[len(host) % 2] for host in hosts}
    assert owners == plain
    for _ in range(700):  # by now the table is made
        assert owners.get("no such host") == ""
    assert owners == plain
    assert ("no such host" in owners, owners.get("no such host", "nobody")) == (False, "nobody")
    with pytest.raises(KeyError):
        owners["no such host"]


def test_a_table_is_a_mapping_of_its_names() -> None:
    table = Table(Pieces(pieces([b"a", b"bc"])), Pieces(pieces([b"1", b""])))
    assert dict(table) == {"a": b"1", "bc": b""}
    assert (len(table), "a" in table, "b" in table, 3 in table) == (2, True, False, False)
    with pytest.raises(KeyError):
        table["b"]


def test_pieces_that_do_not_fit_are_refused() -> None:
    whole = pieces([b"ab", b"c"])
    for content, ends in (
        (b"abcd", whole.ends),
        (b"ab", whole.ends),
        (b"abc", b""),
        (b"abc", whole.ends[:3]),
    ):
        with pytest.raises((ValueError, TypeError)):
            Pieces(Packed(content, ends))
    with pytest.raises(ValueError, match="a value for each name"):
        Table(Pieces(whole), Pieces(pieces([b"x"])))
    with pytest.raises(ValueError, match="an owner for each host"):
        Owners(Pieces(whole), Pieces(whole), b"")
