"""Cayenne LPP opens under a name for payloads of a radio node, to its last byte; hashes, tokens and words stay closed."""

from __future__ import annotations

import base64
import random
import struct

import pytest

from analysis.decoders.cayenne_lpp import DECODER
from analysis.units import Part, Tree

# The example of the documentation: two temperatures, 27.2 and 25.5.
TWO = bytes.fromhex("03670110056700FF")
ROOM = bytes.fromhex("0167010302685d0373278b04650152")


def tree(text: str, name: str = "frm_payload") -> Tree:
    part = Part(path="body", context="body", names=("uplink_message", name), data=text)
    opened = DECODER.open(part, 1 << 20)
    return opened.tree if opened is not None else None


@pytest.mark.parametrize("name", ["frm_payload", "payload_raw", "data", "payload"])
@pytest.mark.parametrize("text", [base64.b64encode(TWO).decode(), TWO.hex(), TWO.hex().upper()])
def test_the_documentations_example_opens(name: str, text: str) -> None:
    assert tree(text, name) == {"temperature_3": 27.2, "temperature_5": 25.5}


def test_the_air_of_a_room_and_a_position() -> None:
    assert tree(base64.b64encode(ROOM).decode()) == {
        "temperature_1": 25.9, "relative_humidity_2": 46.5, "barometric_pressure_3": 1012.3, "illuminance_4": 338,
    }  # fmt: skip
    assert tree("018806765ff2960a0003e8") == {
        "gps_1": {"latitude": 42.3519, "longitude": -87.9094, "altitude": 10.0}
    }
    assert tree("067104d2fb2e0000") == {"accelerometer_6": {"x": 1.234, "y": -1.234, "z": 0.0}}


@pytest.mark.parametrize(
    "data",
    [
        TWO[:-1],  # cut
        TWO + b"\x01",  # something behind it
        b"\x01\x68\xff",  # 127.5 % of humidity
        b"\x01\x73\xff\xff",  # 6,553 hPa
        b"\x01\x67\x7f\xff",  # 3,276 degrees
        b"\x01\x00\x01",  # a switch alone
        b"\x01\x67\x00\xcd\x01\x67\x00\xcd",  # the same channel twice
        b"\x01\x88" + bytes(9),  # nowhere
    ],
)
def test_bytes_that_cannot_be_stay_closed(data: bytes) -> None:
    assert tree(base64.b64encode(data).decode()) is None
    assert tree(data.hex()) is None


@pytest.mark.parametrize("name", ["token", "id", "hash", "signature", "devEui"])
def test_other_names_stay_closed(name: str) -> None:
    assert tree(TWO.hex(), name) is None


def test_one_field_says_too_little_under_a_name_that_says_little() -> None:
    one = struct.pack(">BBh", 1, 0x67, 215)
    assert tree(one.hex(), "data") is None
    assert tree(one.hex(), "frm_payload") == {"temperature_1": 21.5}


def test_hardly_any_random_bytes_open() -> None:
    source = random.Random(4)
    texts = (base64.b64encode(source.randbytes(source.randrange(6, 24))).decode() for _ in range(40_000))
    assert sum(tree(text, "data") is not None for text in texts) <= 2
