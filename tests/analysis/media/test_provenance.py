"""C2PA manifests with their training and mining entries, IPTC-IIM blocks; and bytes that only mention them."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.media.provenance import read_iim, read_manifest

STORE = bytes.fromhex("63327061001100108000 00aa00389b71".replace(" ", ""))


def box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content) + 8) + kind + content


def text(value: str) -> bytes:
    """A CBOR text string of fewer than 256 bytes."""
    raw = value.encode()
    return (bytes([0x60 + len(raw)]) if len(raw) < 24 else bytes([0x78, len(raw)])) + raw


def manifest(uses: dict[str, str], *, label: str = "c2pa.training-mining", space: str = "c2pa") -> bytes:
    """A JUMBF superbox of a manifest store with one assertion in CBOR, as the specification lays it out."""
    entries = b"".join(
        text(f"{space}.{name}") + b"\xa1" + text("use") + text(said) for name, said in uses.items()
    )
    assertion = b"\xa1" + text("entries") + bytes([0xA0 + len(uses)]) + entries
    described = box(b"jumd", b"cbor\0\x11\0\x10\x80\0\0\xaa\0\x38\x9b\x71\x03" + label.encode() + b"\0")
    inner = box(b"jumb", described + box(b"cbor", assertion))
    return box(b"jumb", box(b"jumd", STORE + b"\x03c2pa\0") + inner)


def resource(fields: list[tuple[int, str]]) -> bytes:
    """A Photoshop resource block with IPTC-IIM data sets of record 2."""
    sets = b"".join(
        b"\x1c\x02" + bytes([tag]) + struct.pack(">H", len(value)) + value.encode() for tag, value in fields
    )
    return b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + struct.pack(">I", len(sets)) + sets


@pytest.mark.parametrize(
    "data", [b"", b"c2pa.training-mining notAllowed", b"jumb c2pa", b"jumdc2pa", bytes(1000)]
)
def test_no_manifest(data: bytes) -> None:
    assert read_manifest(data) is None


@pytest.mark.parametrize("space", ["c2pa", "cawg"])
def test_what_may_be_done(space: str) -> None:
    uses = {
        "ai_training": "notAllowed",
        "ai_generative_training": "notAllowed",
        "data_mining": "constrained",
        "ai_inference": "allowed",
    }
    found = read_manifest(
        b"\xff\xd8" + manifest(uses, label=f"{space}.training-mining", space=space) + bytes(50)
    )
    assert found is not None
    assert dict(found.uses) == uses


def test_a_manifest_without_such_an_assertion() -> None:
    found = read_manifest(manifest({}, label="c2pa.actions"))
    assert found is not None
    assert found.uses == ()


def test_iptc_fields() -> None:
    found = read_iim(
        b"\xff\xed"
        + resource([(80, "C. Tester"), (90, "Braunschweig"), (25, "cat"), (25, "dog"), (200, "x")])
    )
    assert found == {"By-line": "C. Tester", "City": "Braunschweig", "Keywords": "cat"}
    assert read_iim(b"8BIM\x04\x04") == {}
    assert read_iim(b"8BIM\x04\x25\0\0\0\0\0\0") == {}


@given(st.binary(max_size=200), st.integers(0, 400))
def test_damaged_blocks_are_read_or_refused(noise: bytes, at: int) -> None:
    for whole in (manifest({"ai_training": "notAllowed"}), resource([(80, "C. Tester")])):
        data = whole[:at] + noise + whole[at:]
        found = read_manifest(data)
        assert found is None or b"c2pa" in data
        assert all(name and len(text) <= len(data) for name, text in read_iim(data).items())
