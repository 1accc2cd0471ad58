"""Full values come from the analyst's own journal, and are missing once they were erased."""

from __future__ import annotations

from pathlib import Path

from analysis import erasure
from analysis.analyst import ANALYST, entry_for
from analysis.catalogue import load
from analysis.full_values import opener
from analysis.journal import JournalWriter, Position
from analysis.pipeline import Analyser
from analysis.records import Transmission, new_id, utc_now


def test_values_are_opened_by_place_until_they_are_erased(tmp_path: Path) -> None:
    at = utc_now()
    body = b'{"location": {"latitude": 52.235212, "longitude": 10.564013}}'
    message = Transmission(
        id=new_id(at), flow_id=new_id(at), seen_at=at, writer="proxy-0", method="POST", scheme="https",
        host="api.example", port=443, path="/v1", request_headers=(("content-type", "application/json"),),
        body=body, body_size=len(body),
    )  # fmt: skip
    analysis = Analyser(load(), bytes(32)).analyse(message)
    assert [finding.value for finding in analysis.event.findings] == ["52.24", "10.56"]
    writer = JournalWriter(tmp_path, ANALYST)
    (place,) = writer.append([entry_for(Position("proxy-0", "2026-11-20", 1), analysis)])
    reveal = opener(tmp_path)
    asked = (place.day, place.seq)
    assert reveal([asked, (place.day, 99), ("2020-01-01", 1)]) == {asked: ["52.235212", "10.564013"]}
    erasure.erase(tmp_path, [place], "body", "their time is over", writer)
    writer.close()
    assert reveal([asked]) == {}
