from __future__ import annotations

import gzip
import json
import sys
from urllib.parse import parse_qs

import msgspec
import pytest

from analysis.decoders.multipart import DECODER as MULTIPART
from analysis.demo import app
from analysis.demo.app import Setup, Step, as_form, as_json, as_multipart, live
from analysis.media_type import parse_media_type
from analysis.units import Part


def test_json_may_be_compressed() -> None:
    headers, body = as_json({"lux": 4.5}, compressed=True)
    assert headers["Content-Encoding"] == "gzip"
    assert json.loads(gzip.decompress(body)) == {"lux": 4.5}
    headers, body = as_json({"lux": 4.5})
    assert "Content-Encoding" not in headers
    assert json.loads(body) == {"lux": 4.5}


def test_a_form_holds_what_it_was_given() -> None:
    _, body = as_form({"custom_events": '[{"a":"b&c"}]'})
    assert parse_qs(body.decode()) == {"custom_events": ['[{"a":"b&c"}]']}


def test_our_own_decoder_opens_the_multipart() -> None:
    headers, body = as_multipart({"strength": "0.35"}, "image", "a.jpg", "image/jpeg", b"\xff\xd8\r\n--x")
    media_type, parameters = parse_media_type(headers["Content-Type"])
    part = Part(
        path="body", context="body", names=(), data=body, media_type=media_type, parameters=parameters
    )
    opened = MULTIPART.open(part, 1 << 20)
    assert opened is not None
    assert [child.data for child in opened.parts] == [b"0.35", b"\xff\xd8\r\n--x"] or any(
        child.data == b"\xff\xd8\r\n--x" for child in opened.parts
    )


def run(monkeypatch: pytest.MonkeyPatch, steps: list[Step], without: tuple[str, ...] = ()) -> int:
    setup = Setup(port=1, trusted=(), own="", seconds=0.01, without=without)
    monkeypatch.setattr(sys, "argv", ["demo", msgspec.json.encode(setup).decode()])
    with pytest.raises(SystemExit) as ended:
        live("phone", lambda _: steps)
    return int(ended.value.code or 0)


def test_steps_are_played_in_order_and_some_are_left_out(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    played: list[str] = []
    steps = [Step(at=at, name=name, play=lambda name=name: played.append(name)) for at, name in
             ((0.9, "last"), (0.1, "first"), (0.5, "sound"))]  # fmt: skip
    assert run(monkeypatch, steps, without=("sound",)) == 0
    assert played == ["first", "last"]
    assert capsys.readouterr().out == "2\n"


def test_a_step_that_fails_is_said_and_the_rest_is_played(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    played: list[str] = []

    def fail() -> None:
        raise ConnectionRefusedError("nobody there")

    steps = [
        Step(at=0, name="sound", play=fail),
        Step(at=1, name="photo", play=lambda: played.append("photo")),
    ]
    assert run(monkeypatch, steps) == 1
    assert played == ["photo"]
    assert "the demo's phone could not finish 'sound': nobody there" in capsys.readouterr().err
    assert app.TIMEOUT < 60
