from __future__ import annotations

from analysis.demo.summary import HEADER, table
from analysis.records import Visibility
from tests.analysis.demo.ledger_rows import found, light, row, unread


def test_findings_are_counted_by_device_kind_recipient_and_visibility() -> None:
    lines = table(found(light(4, 5, 3), light(5, 9, 3), row("phone", "device_state.battery")))
    assert lines[0].split() == list(HEADER)
    assert lines[1].split() == ["tablet", "sensor.ambient_light", "Acme", "2", "opened"]
    assert lines[2].startswith("and 1 findings")


def test_what_is_not_certain_is_counted_apart() -> None:
    assert table(found(light(4, 5, 3, confidence="likely")))[1].startswith("and 1 findings")


def test_what_could_not_be_read_has_its_line() -> None:
    lines = table(found(unreadable=(unread("tablet", Visibility.REFUSED),)))
    assert lines[1].split() == ["tablet", "(not", "read)", "Acme", "500", "bytes", "refused"]


def test_an_endless_name_is_cut() -> None:
    assert max(map(len, table(found(light(4, 5, 3, company_name="x" * 500))))) < 120
