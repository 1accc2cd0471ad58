"""Extensions and packages in lists of what is there; not what is recommended, built with, shipped or allowed."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from analysis.decoding import open_message
from analysis.program_lists import programs
from analysis.records import Transmission


def found(
    body: object = None, *, query: str = "", host: str = "h.example", path: str = "/v1"
) -> list[list[str]]:
    data = body.encode() if isinstance(body, str) else json.dumps(body).encode() if body is not None else b""
    kind = "text/plain" if isinstance(body, str) else "application/json"
    message = Transmission(
        id="0" * 26, flow_id="0" * 26, seen_at=datetime(2026, 11, 26, tzinfo=UTC), writer="test", host=host, path=path,
        query=query,
        request_headers=(("Content-Type", kind),), body=data, body_size=len(data),
    )  # fmt: skip
    return [names for _, names, _ in programs(open_message(message))]


@pytest.mark.parametrize(
    "body",
    [
        {"recommended": {"extensions": ["ms-python.python", "golang.go", "rust-lang.rust-analyzer"]}},
        {"allowed": {"extensions": ["tar.gz", "d.ts", "min.js"]}},
        {"packages": ["small", "medium", "large", "bulky"], "carrier": "dhl"},
        {"packages": ["lodash", "express", "react", "left-pad"]},
        {"apt": {"packages": ["bash", "gimp"]}},
        {"extensions": ["one", "two", "three"]},
    ],
)
def test_no_programs_in(body: object) -> None:
    assert found(body) == []


def test_a_single_question_tells_nothing() -> None:
    assert found(query="guid=uBlock0%40raymondhill.net") == []
    assert found(query="x=abcdefghijklmnop&x=ponmlkjihgfedcba") == []


def test_what_a_browser_asks_about_is_there() -> None:
    chrome = (
        "x=id%3Dcjpalhdlnbpafiamejdnhcphjbkeiagm%26v%3D1.58.0&x=id%3Dnngceckbapebfimnlniiiahkandclblb%26v%3D2"
    )
    assert found(query=chrome) == [["cjpalhdlnbpafiamejdnhcphjbkeiagm", "nngceckbapebfimnlniiiahkandclblb"]]
    mozilla = "guid=uBlock0%40raymondhill.net%2C%7B446900e4-71c2-419f-a6a7-df9c091e268b%7D"
    assert found(query=mozilla) == [["uBlock0@raymondhill.net", "{446900e4-71c2-419f-a6a7-df9c091e268b}"]]


def test_lists_of_what_is_installed() -> None:
    extensions = ["ms-python.python", "eamodio.gitlens", "vscodevim.vim"]
    assert found({"installedExtensions": extensions}, path="/update-check") == [extensions]
    packages = ["bash", "firefox", "gimp", "tor"]
    assert found({"apt": {"packages": packages}}) == [packages]
    popcon = "POPULARITY-CONTEST-0 TIME:1 ID:0c9a ARCH:amd64\n" + "".join(
        f"1767139200 1766966400 {name} /usr/bin/{name}\n" for name in packages
    )
    assert found(popcon) == [packages]
