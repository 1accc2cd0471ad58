"""What is remembered of refusals, and for how long."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from proxy_addons.refusals import RETRY_AFTER, Refusals, since_text

NOW = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)


def test_a_refusal_holds_for_its_time_and_for_its_device_and_host(tmp_path: Path) -> None:
    table = Refusals(tmp_path / "refused.json")
    table.add("phone", "pinned.example", "tlsv1 alert unknown ca", NOW)
    assert table.active("phone", "pinned.example", NOW + RETRY_AFTER[0] - timedelta(seconds=1)) is not None
    assert table.active("phone", "pinned.example", NOW + RETRY_AFTER[0]) is None
    assert table.active("tablet", "pinned.example", NOW) is None
    assert table.active("phone", "other.example", NOW) is None


def test_each_new_refusal_is_waited_for_longer(tmp_path: Path) -> None:
    table = Refusals(tmp_path / "refused.json")
    waits = [table.add("phone", "p.example", "x", NOW).until - NOW for _ in range(6)]
    assert waits == [*RETRY_AFTER, RETRY_AFTER[-1], RETRY_AFTER[-1]]
    assert RETRY_AFTER[-1] >= timedelta(hours=24)


def test_it_is_remembered_across_a_restart(tmp_path: Path) -> None:
    table = Refusals(tmp_path / "refused.json")
    table.add("phone", "p.example", "tlsv1 alert unknown ca", NOW)
    assert table.dirty
    (tmp_path / "refused.json").write_text(table.serialise())
    again = Refusals(tmp_path / "refused.json")
    entry = again.active("phone", "p.example", NOW)
    assert entry is not None
    assert since_text(entry) == "tlsv1 alert unknown ca; passed through since 2026-11-22 07:00 UTC"
    assert not again.dirty


def test_the_first_acceptance_of_a_device_clears_its_refusals_once(tmp_path: Path) -> None:
    table = Refusals(tmp_path / "refused.json")
    table.add("phone", "a.example", "x", NOW)
    table.add("phone", "mtls.example", "x", NOW, by_server=True)
    table.add("tablet", "a.example", "x", NOW)
    table.accept("phone", "b.example")
    assert table.active("phone", "a.example", NOW) is None
    assert table.active("phone", "mtls.example", NOW) is not None  # that was not about our certificate
    assert table.active("tablet", "a.example", NOW) is not None
    table.add("phone", "a.example", "x", NOW)
    table.accept("phone", "c.example")
    assert table.active("phone", "a.example", NOW) is not None
    assert table.is_proven("phone", "b.example")
    assert not table.is_proven("phone", "a.example")


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"refusals": 3}', b"\xff"])
def test_a_broken_file_is_said_and_begun_anew(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "refused.json").write_bytes(content)
    table = Refusals(tmp_path / "refused.json")
    assert len(table) == 0
    assert "refused.json" in table.unreadable


def test_it_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("proxy_addons.refusals.MAX_ENTRIES", 3)
    table = Refusals(tmp_path / "refused.json")
    for number in range(5):
        table.add("phone", f"{number}.example", "x", NOW)
    assert len(table) == 3
    assert table.active("phone", "0.example", NOW) is None
    assert table.active("phone", "4.example", NOW) is not None


def test_of_a_forgotten_device_nothing_is_remembered(tmp_path: Path) -> None:
    table = Refusals(tmp_path / "refused.json")
    table.add("phone", "p.example", "x", NOW)
    table.add("tablet", "t.example", "x", NOW)
    table.accept("watch", "w.example")
    table.serialise()
    table.forget({"tv"})
    assert not table.dirty
    table.forget({"phone", "watch"})
    assert table.dirty
    assert not table.is_proven("watch", "w.example")
    said = table.serialise()
    assert "tablet" in said
    assert not any(word in said for word in ("phone", "p.example", "watch"))
