"""A recorder's pieces, a request each, are one recording; recordings of their own and other numbered things are not."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.recorder_pieces import part_of_upload
from analysis.records import Transmission
from tests.analysis.test_assembler import MEDIA, UPLOADS, feed, form, scanned, sent

WEBM = (MEDIA / "recorder.webm").read_bytes()
MP4 = (MEDIA / "recorder.mp4").read_bytes()
OGG = (MEDIA / "fixture.opus").read_bytes()


def cut_before(data: bytes, mark: bytes, skipped: int) -> list[bytes]:
    """Cut as a recorder does: before each mark but the first ones."""
    places, at = [], 0
    while (at := data.find(mark, at)) >= 0:
        places.append(at)
        at += 1
    places = [0, *(place - (4 if mark == b"moof" else 0) for place in places[skipped:]), len(data)]
    return [data[start:end] for start, end in pairwise(places)]


CLUSTERS = cut_before(WEBM, b"\x1f\x43\xb6\x75", 1)
FRAGMENTS = cut_before(MP4, b"moof", 1)
PAGES = cut_before(OGG, b"OggS", 2)


def post(number: int, body: bytes, kind: str = "audio/webm", **fields: object) -> Transmission:
    headers = (("Content-Type", kind), *fields.pop("headers", ()))  # type: ignore[misc]
    return sent(number, body, method="POST", headers=headers, **fields)


PIECES = {
    "a number in the query": (
        [post(n, data, query=f"session=ab12&seq={n}&t={1700 + n}", flow=f"f{n % 2}") for n, data in enumerate(CLUSTERS)],
        WEBM,
    ),
    "a number from one on": ([post(n, data, query=f"chunk={n + 1}") for n, data in enumerate(CLUSTERS)], WEBM),
    "a number in a header": (
        [post(n, data, headers=(("X-Chunk-Index", str(n)),), kind="") for n, data in enumerate(CLUSTERS)], WEBM,
    ),
    "a number at the end of the path": (
        [post(n, data, path=f"/rec/ab12/{n}.webm", kind="application/octet-stream") for n, data in enumerate(CLUSTERS)],
        WEBM,
    ),
    "a form": ([form(n, {"recordingId": "ab12", "index": n}, data, name="blob") for n, data in enumerate(CLUSTERS)], WEBM),
    "fragments of MP4": (
        [post(n, data, kind="audio/mp4", query=f"upload_id=5&index={n}") for n, data in enumerate(FRAGMENTS)], MP4,
    ),
    "pages of Ogg": ([post(n, data, kind="audio/ogg", query=f"uuid=5&part={n}") for n, data in enumerate(PAGES)], OGG),
}  # fmt: skip


@pytest.mark.parametrize("name", PIECES)
def test_pieces_of_a_recorder_are_one_recording(name: str) -> None:
    records, whole = PIECES[name]
    part_of, wholes = feed(records)
    assert [item.transmission.body for item in wholes] == [whole]
    assert set(part_of) == {wholes[0].transmission.id}
    found = [
        item
        for one in scanned(records)
        for item in one.event.findings
        if item.category.startswith(("audio", "opaque"))
    ]
    assert [(item.category, item.measures and item.measures.codec) for item in found] == [
        ("audio.recording", "opus")
    ]


def test_a_piece_that_is_lost_is_said() -> None:
    records, _ = PIECES["a number in the query"]
    _, wholes = feed([records[0], *records[2:]])
    assert wholes[0].transmission.body == CLUSTERS[0]
    assert any("from piece 1 on something was not seen" in note for note in wholes[0].notes)


def test_the_next_recording_is_another_one() -> None:
    records = [post(n, data, query=f"seq={n % 3}") for n, data in enumerate([*CLUSTERS[:3], *CLUSTERS[:3]])]
    _, wholes = feed(records)
    assert [item.transmission.body for item in wholes] == [b"".join(CLUSTERS[:3])] * 2
    both = [post(0, WEBM, query="seq=0"), post(1, WEBM, query="seq=1")]
    assert [item.transmission.body for item in feed(both)[1]] == [WEBM, WEBM]


NO_PIECES = {
    "a recording without a number": post(0, WEBM),
    "a later recording of its own": post(0, WEBM, query="seq=7"),
    "a picture with a number": post(0, (MEDIA / "fixture.gif").read_bytes(), kind="image/gif", query="index=0"),
    "records with a number": post(0, b"\0" * 40, kind="application/octet-stream", query="seq=3"),
    "random bytes with a number": post(0, random.Random(1).randbytes(900), kind="", query="chunk=3"),
    "JSON with a number": post(0, b'{"seq": 1, "data": "aaaaaaaaaaaaaaa"}', kind="application/json", query="seq=1"),
    "a question": sent(0, None, method="GET", query="seq=1"),
    "a cluster without a number": post(0, CLUSTERS[1]),
    "a number that is none": post(0, CLUSTERS[1], query="seq=latest"),
    "a form of texts": post(0, b"--b\r\n\r\n1\r\n--b--", kind="multipart/form-data; boundary=b"),
}  # fmt: skip


@pytest.mark.parametrize("name", NO_PIECES)
def test_other_requests_are_no_pieces(name: str) -> None:
    assert part_of_upload(NO_PIECES[name]) is None


@pytest.mark.parametrize("around", ["", " ", "\x1f", "\u2003", "\x85"])
def test_white_space_of_any_kind_around_a_number_is_none_of_it(around: str) -> None:
    """``int`` leaves some of what ``strip`` takes: such a header would have stopped the analyst, over and over."""
    number = f"{around}3{around}"
    for headers in (
        (("X-Chunk-Index", number),),
        (("Upload-Offset", number),),
        (("X-Goog-Upload-Command", "upload"), ("X-Goog-Upload-Offset", number)),
    ):
        piece = part_of_upload(post(0, CLUSTERS[1], headers=headers))
        assert piece is not None, headers
        assert piece.order == 3


def test_uploads_that_say_their_place_go_before() -> None:
    pieces = [part_of_upload(record) for record in UPLOADS["dropzone"]]
    assert [piece and (piece.order, piece.total) for piece in pieces] == [(n, 4) for n in range(4)]


@given(st.binary(max_size=300), st.sampled_from(["seq=0", "index=1&id=3", "", "chunk=99999"]), st.booleans())
def test_any_request_is_read_or_refused(data: bytes, query: str, as_form: bool) -> None:
    record = form(0, {"index": 1}, data, query=query) if as_form else post(0, data, query=query)
    piece = part_of_upload(record)
    assert piece is None or piece.data is not None
