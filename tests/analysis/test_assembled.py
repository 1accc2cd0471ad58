"""A capture file with an upload in pieces: one row for the film, with its first part's number, and no message more."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from analysis.assembled import Assembled
from analysis.cli import command
from analysis.records import Transmission
from analysis.units import UnreadableFile
from tests.analysis.test_assembler import FILM, cut, in_ranges


def har(pieces: list[bytes]) -> str:
    start, entries = 0, []
    for number, piece in enumerate(pieces):
        end = start + len(piece) - 1
        headers = [{"name": "Content-Range", "value": f"bytes {start}-{end}/{sum(map(len, pieces))}"}]
        entries.append({
            "startedDateTime": f"2026-11-22T12:00:0{number}Z",
            "request": {
                "method": "PUT", "url": "https://up.example/u?upload_id=a", "httpVersion": "HTTP/1.1", "headers": headers,
                "postData": {"mimeType": "video/mp4", "text": base64.b64encode(piece).decode(), "encoding": "base64"},
            },
            "response": {"status": 308, "headers": [], "content": {}},
        })  # fmt: skip
        start = end + 1
    return json.dumps(
        {"log": {"version": "1.2", "creator": {"name": "x", "version": "1"}, "entries": entries}}
    )


def test_scan_tells_a_film_in_pieces_once_and_names_the_pieces(tmp_path: Path) -> None:
    path = tmp_path / "a.har"
    path.write_text(har(cut(FILM, 4)))
    done = CliRunner().invoke(command, ["scan", "--format", "json", str(path)])
    assert done.exit_code == 0, done.output
    media = [row for row in json.loads(done.stdout) if row["category"].startswith(("audio", "photo"))]
    assert [(row["message"], row["visibility"]) for row in media] == [(0, "opened")]
    assert "joined from 4 messages" in media[0]["reasoning"]
    assert "(messages 0, 1, 2, 3 of the file)" in media[0]["reasoning"]
    assert not [row for row in json.loads(done.stdout) if row["category"].startswith("opaque")]
    assert "4 messages: 4 readable" in done.stderr


def test_a_file_that_breaks_off_still_gives_what_was_under_way() -> None:
    def records() -> object:
        yield from in_ranges(FILM, 4)[:3]
        raise UnreadableFile("cut short")

    found: list[Transmission] = []
    with pytest.raises(UnreadableFile):
        found.extend(Assembled().of(records()))  # type: ignore[arg-type]
    assert [len(record.parts) for record in found] == [0, 0, 0, 3]
