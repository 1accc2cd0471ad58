"""Records that are decoded when first asked for: the same as those that were packed, and decoded once."""

from __future__ import annotations

import msgspec
import pytest

from analysis.catalogue import Company
from analysis.catalogue_facts import Parent
from analysis.catalogue_later import Later, packed

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
