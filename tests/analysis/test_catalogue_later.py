"""Records that are decoded when first asked for: the same as those that were packed, and decoded once."""

from __future__ import annotations

import msgspec
import pytest

from analysis.catalogue import Company
from analysis.catalogue_later import Later

ACME = Company(id="acme", name="Acme", country="SE")
OTHER = Company(id="other", name="Other", country="US", basis="common_knowledge")


def packed(*records: Company) -> dict[str, msgspec.Raw]:
    return {one.id: msgspec.Raw(msgspec.msgpack.encode(one)) for one in records}


def test_it_is_a_mapping_of_what_was_packed() -> None:
    later = Later(packed(ACME, OTHER), Company)
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

    later = Later(packed(ACME, OTHER), Company, finish)
    assert (len(later), finished) == (2, [])
    assert later["acme"] is later["acme"]
    assert later["acme"].name == "ACME"
    assert finished == ["acme"]


def test_what_is_not_asked_for_is_not_looked_at() -> None:
    later = Later({**packed(ACME), "broken": msgspec.Raw(b"\xc1")}, Company)
    assert later["acme"] == ACME
    with pytest.raises(msgspec.DecodeError):
        later["broken"]
