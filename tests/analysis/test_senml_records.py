"""Records of SenML in CBOR are known by their labels and the kinds of their values; other lists of maps are not."""

from __future__ import annotations

import random
from typing import Any

import cbor2
import pytest

from analysis.senml_records import read_records, with_names

# RFC 8428, 6: the example of seven records.
PACK = [
    {-2: "urn:dev:ow:10e2073a0108006:", -3: 1276020076.001, -4: "A", -1: 5, 0: "voltage", 1: "V", 2: 120.1},
    {0: "current", 6: -5, 2: 1.2},
    {0: "current", 6: -4, 2: 1.3},
]


@pytest.mark.parametrize(
    "records",
    [
        [],
        [1, 2, 3],
        [{}],
        [{"n": "temperature", "v": 21.5}],  # names, not numbers
        [{0: "temperature", 1: "Cel"}],  # no value
        [{0: 4, 2: 21.5}],  # a name that is none
        [{0: "two words", 2: 21.5}],
        [{2: 21.5, 1: "Cel"}],  # no name
        [{0: "temperature", 2: "21.5"}],  # a value that is none
        [{0: "temperature", 2: True}],
        [{0: "temperature", 2: 21.5, 9: 1}],  # a label that is none
        [{1: 2, 3: -7, -1: 1, -2: bytes(32), -3: bytes(32)}],  # COSE keys (RFC 9052)
        [{1: "issuer", 2: "subject", 4: 1795690800}],  # CWT claims (RFC 8392)
    ],
)
def test_other_lists_are_no_records(records: list[Any]) -> None:
    assert read_records(cbor2.dumps(records)) is None


def test_a_pack_is_read_by_the_names_of_its_json_form() -> None:
    found = read_records(cbor2.dumps(PACK))
    assert found is not None
    tree, truncated = found
    assert not truncated
    assert isinstance(tree, list)
    assert isinstance(tree[0], dict)
    assert tree[0]["bn"] == "urn:dev:ow:10e2073a0108006:"
    assert tree[2] == {"n": "current", "t": -4, "v": 1.3}


def test_what_follows_or_is_missing_makes_it_something_else() -> None:
    data = cbor2.dumps(PACK)
    assert read_records(data + b"\x00") is None
    assert read_records(data[:-1]) is None


def test_the_head_of_a_long_pack_is_read_as_far_as_it_goes() -> None:
    data = cbor2.dumps([PACK[0], *({0: "current", 6: at, 2: at / 8} for at in range(60))])
    found = read_records(data[:300], cut=True)
    assert found is not None
    assert isinstance(found[0], list)
    assert 2 < len(found[0]) < 61


def test_random_bytes_are_no_records() -> None:
    source = random.Random(13)
    heads = bytes(range(0x81, 0x98))
    for _ in range(30_000):
        data = bytes([source.choice(heads), 0xA3]) + source.randbytes(source.randrange(6, 80))
        assert read_records(data) is None


def test_what_is_no_record_keeps_its_labels() -> None:
    assert with_names(4) == 4
    assert with_names({"2": 1, "foo": 2}) == {"v": 1, "foo": 2}
