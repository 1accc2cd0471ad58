"""When a contact is told: an upload often enough to see that it is steady, and nothing so often that the journal grows."""

from __future__ import annotations

import pytest

from analysis.upload_shapes import SECOND, Piece, Shape, steady
from proxy_addons import live_pace
from proxy_addons.live_pace import AGAIN, OFTEN_OF_ALL, OFTEN_OF_ONE, Pace
from proxy_addons.talks import Talk
from tests.proxy_addons.frames import tcp
from tests.proxy_addons.live_wire import PHONE, SERVER, START, Wire, directory

OPEN = directory(("phone", "open", (("ip", PHONE),)))


def play(seconds: int, up: int, down: int = 0, *, ports: int = 1, quiet_before: int = 0) -> Wire:
    """Connections that send and get so many bytes each second."""
    wire = Wire(OPEN)
    for port in range(4000, 4000 + ports):
        wire.up(tcp((PHONE, port), (SERVER, 443), b"\x17\3\3\0\4abcd"))
        wire.down(tcp((SERVER, 443), (PHONE, port), b"\x17\3\3\0\4abcd"))
    wire.tick(2)
    wire.tick(quiet_before)
    for second in range(seconds):
        began = wire.at
        for port in range(4000, 4000 + ports):
            if up:
                wire.up(tcp((PHONE, port), (SERVER, 443), bytes(up - 54), seq=100 + second * up))
            for _ in range(0, down, 1500):
                wire.down(tcp((SERVER, 443), (PHONE, port), bytes(1446)))
        wire.tick(max(0.0, began + 1 - wire.at))
    return wire


def shapes(wire: Wire) -> list[Shape]:
    """What ``upload_shapes`` calls steady in what was journalled."""
    pieces: list[Piece] = []
    before: dict[str, tuple[int, int]] = {}
    for number, flow in enumerate(wire.records("flow")):
        assert flow.bytes_out is not None, number
        at = int(wire.told[number] * SECOND)
        since, sent = before.get(flow.flow_id, (int(START * SECOND), 0))
        pieces.append(Piece(start=since, end=at, bytes_out=flow.bytes_out - sent, connection=flow.flow_id))
        before[flow.flow_id] = (at, flow.bytes_out)
    return steady(pieces)


@pytest.mark.parametrize("quiet_before", [0, 45, 900])
def test_a_steady_upload_of_forty_seconds_is_seen_as_one(quiet_before: int) -> None:
    (shape,) = shapes(play(40, 8_000, quiet_before=quiet_before))
    assert shape.rate == pytest.approx(64_000, rel=0.1)
    assert 25 * SECOND <= shape.end - shape.start <= 42 * SECOND
    assert shape.possible


def test_less_than_an_open_connection_says_to_stay_open_is_told_once_a_minute() -> None:
    wire = play(300, 700)
    assert len(wire.records("flow")) <= 6
    assert shapes(wire) == []


def test_what_acknowledges_a_download_is_no_upload() -> None:
    wire = play(120, 5_000, 90_000)  # 40 kbit/s of acknowledgements
    assert len(wire.records("flow")) <= 3


def test_an_upload_that_never_ends_is_told_often_only_at_first() -> None:
    wire = play(3600, 8_000)
    records = len(wire.records("flow"))
    assert 60 + OFTEN_OF_ONE <= records <= 60 + OFTEN_OF_ONE + 60
    (shape,) = shapes(wire)
    assert shape.end - shape.start > 3500 * SECOND


def test_many_uploads_together_have_one_bound() -> None:
    ports, seconds = 60, 300
    wire = play(seconds, 2_000, ports=ports)
    once_a_minute = ports * (seconds / AGAIN + 1)
    assert len(wire.records("flow")) <= once_a_minute + OFTEN_OF_ALL + 10 * seconds / 60 + 1


def test_the_table_of_uploads_is_bounded_and_forgets_what_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live_pace, "MAX_UPLOADS", 3)
    pace, talks = Pace(), [Talk("tcp", number, 0.0) for number in range(5)]
    for talk in talks:
        talk.announced, talk.told_at, talk.out.packets, talk.out.size = True, 0.0, 9, 10**6
        assert pace.due(talk, 10.0)
    assert pace.often == 5
    for talk in talks:
        pace.over(talk)
    assert not pace._uploads


def test_a_clock_that_was_set_back_gives_nothing_away() -> None:
    pace, talk = Pace(), Talk("tcp", 0, 0.0)
    talk.announced, talk.out.packets, talk.out.size = True, 9, 10**9
    for at in (1000.0, *(10.0 for _ in range(200))):
        talk.told_at = at - 10
        pace.due(talk, at)
    assert pace.often == OFTEN_OF_ONE
