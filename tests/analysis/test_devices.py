"""A device is found by its addresses, as the owner had decided at that time."""

from __future__ import annotations

import sqlite3
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from analysis import devices as module
from analysis.devices import (
    Decision,
    Device,
    DeviceDirectory,
    DeviceState,
    Mode,
    UnknownDevice,
    decide,
    decisions,
)
from analysis.journal import JournalBusy, JournalWriter
from analysis.journal_reading import tail
from analysis.records import Address
from analysis.settings import Home

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
IP = Address(kind="ip", value="192.0.2.7")
USER = Address(kind="proxy_user", value="phone")


def decision(hours: int, name: str, *addresses: Address, mode: Mode = "open") -> Decision:
    device = Device(id=name, name=name.title(), mode=mode, addresses=addresses)
    return Decision(at=NOON + timedelta(hours=hours), device=device)


def found(directory: DeviceDirectory, hours: float, *addresses: Address) -> str | None:
    device = directory.resolve(addresses, NOON + timedelta(hours=hours))
    return device.id if device else None


def test_an_address_belongs_to_the_device_that_had_it_at_the_time() -> None:
    directory = DeviceDirectory([decision(0, "phone", IP), decision(2, "phone"), decision(3, "tablet", IP)])
    assert [found(directory, hours, IP) for hours in (-1, 0, 1, 2.5, 4)] == [
        None,
        "phone",
        "phone",
        None,
        "tablet",
    ]


def test_a_stronger_kind_of_address_decides() -> None:
    directory = DeviceDirectory([decision(0, "phone", USER), decision(0, "router", IP)])
    assert found(directory, 1, IP, USER) == "phone"


def test_a_device_that_is_no_longer_enrolled_is_nobody() -> None:
    directory = DeviceDirectory([decision(0, "phone", IP), decision(1, "phone", IP, mode="off")])
    assert [found(directory, hours, IP) for hours in (0.5, 2)] == ["phone", None]
    assert directory.devices() == []


def test_a_paused_device_is_nobody_but_is_still_listed() -> None:
    directory = DeviceDirectory([decision(0, "phone", IP), decision(1, "phone", IP, mode="paused")])
    assert [found(directory, hours, IP) for hours in (0.5, 2)] == ["phone", None]
    assert [device.mode for device in directory.devices()] == ["paused"]
    assert directory.named("Phone").mode == "paused"


def merged(hours: int, name: str, into: str, *addresses: Address) -> Decision:
    device = Device(id=name, name=name.title(), alias_of=into, addresses=addresses)
    return Decision(at=NOON + timedelta(hours=hours), device=device)


def test_a_merged_device_is_found_by_its_address_under_its_own_id_and_read_as_the_other() -> None:
    directory = DeviceDirectory(
        [decision(0, "phone", USER), decision(0, "new", IP), merged(1, "new", "phone", IP)]
    )
    assert [found(directory, hours, IP) for hours in (0.5, 2)] == ["new", "new"]
    assert [device.name for device in directory.devices()] == ["Phone"]
    new = directory.named("New")
    assert directory.main(new).id == "phone"
    assert [device.id for device in directory.members(directory.main(new))] == ["phone", "new"]


def test_aliases_that_go_in_a_circle_or_to_nobody_end() -> None:
    circle = DeviceDirectory([merged(0, "a", "b"), merged(0, "b", "a"), merged(0, "c", "nobody")])
    assert circle.main(circle.everyone()[0]).id in ("a", "b")
    assert circle.main(circle.named("c")).id == "c"
    assert len(circle.members(circle.named("a"))) >= 1


def test_unknown_addresses_and_no_address_are_nobody() -> None:
    directory = DeviceDirectory([decision(0, "phone", IP)])
    assert found(directory, 1) is None
    assert (
        found(directory, 1, Address(kind="ip", value="192.0.2.8"), Address(kind="mac", value="192.0.2.7"))
        is None
    )


def test_a_name_is_found_in_any_case_and_an_unknown_one_names_those_there_are() -> None:
    directory = DeviceDirectory([decision(0, "phone", IP)])
    assert directory.named("PHONE").id == "phone"
    with pytest.raises(UnknownDevice, match="'watch'; there are: Phone"):
        directory.named("watch")
    with pytest.raises(UnknownDevice, match="none is enrolled yet"):
        DeviceDirectory([]).named("watch")


def test_decisions_are_journalled_and_the_projection_follows(tmp_path: Path) -> None:
    home = Home.open(tmp_path / "home")
    state = DeviceState(home)
    assert state.directory().devices() == []
    device = decide(home, Device(id="", name="Phone", addresses=(IP,)))
    assert [item.name for item in state.directory().devices()] == ["Phone"]
    unchanged = state.directory()
    assert state.directory() is unchanged
    decide(home, Device(id=device.id, name="Anna's phone", addresses=(IP,)))
    assert [item.name for item in state.directory().devices()] == ["Anna's phone"]
    assert [item.device.name for item in decisions(home)] == ["Phone", "Anna's phone"]
    assert len(tail(home.journal_dir, "owner")) == 2
    assert home.state_path.stat().st_mode & 0o077 == 0
    state.close()


def test_a_decision_that_a_crash_kept_from_the_projection_is_there_at_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Home.open(tmp_path / "home")
    phone = decide(home, Device(id="", name="Phone", addresses=(IP,)))
    with monkeypatch.context() as killed:
        killed.setattr(module, "project", lambda _: None)
        decide(home, Device(id=phone.id, name="Phone", addresses=(IP,), mode="off"))
    state = DeviceState(home)
    assert state.directory().devices() == []
    state.close()


def test_the_projection_of_two_decisions_at_once_has_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Home.open(tmp_path / "home")
    decide(home, Device(id="", name="Phone", addresses=(IP,)))
    other = threading.Thread(target=decide, args=(home, Device(id="", name="Tablet", addresses=(USER,))))

    def slow(of: Home) -> list[Decision]:
        known = decisions(of)
        if threading.current_thread() is not other and not other.ident:
            other.start()  # another process decides while this one projects what it knew
            other.join(0.5)
        return known

    monkeypatch.setattr(module, "decisions", slow)
    module.project(home)
    other.join()
    connection = sqlite3.connect(home.state_path)
    assert connection.execute("SELECT count(*) FROM decisions").fetchone() == (2,)
    connection.close()


def test_a_decision_waits_for_another_that_is_being_written_and_not_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Home.open(tmp_path / "home")
    writer = JournalWriter(home.journal_dir, "owner")
    threading.Timer(0.3, writer.close).start()
    assert decide(home, Device(id="", name="Phone")).name == "Phone"
    monkeypatch.setattr(module, "_PATIENCE", 0.1)
    writer = JournalWriter(home.journal_dir, "owner")
    with pytest.raises(JournalBusy):
        decide(home, Device(id="", name="Tablet"))
    writer.close()


def test_who_reads_a_projection_that_is_replaced_goes_on_with_the_new_one(tmp_path: Path) -> None:
    home = Home.open(tmp_path / "home")
    phone = decide(home, Device(id="", name="Phone", addresses=(IP,)))
    state = DeviceState(home)
    assert [device.mode for device in state.directory().devices()] == ["open"]
    with home.state_path.open("r+b") as file:
        file.write(b"not a database, " * 500)
    decide(home, Device(id=phone.id, name="Phone", addresses=(IP,), mode="paused", before="open"))
    assert [device.mode for device in state.directory().devices()] == ["paused"]
    unchanged = state.directory()
    assert state.directory() is unchanged
    decide(home, Device(id=phone.id, name="Phone", addresses=(IP,)))
    assert [device.mode for device in state.directory().devices()] == ["open"]
    state.close()


def test_who_could_not_open_the_new_projection_tries_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Home.open(tmp_path / "home")
    decide(home, Device(id="", name="Phone", addresses=(IP,)))
    state = DeviceState(home)
    for suffix in ("-wal", "-shm", ""):
        home.state_path.with_name(home.state_path.name + suffix).unlink(missing_ok=True)
    decide(home, Device(id="", name="Tablet"))

    def locked(path: Path) -> sqlite3.Connection:
        raise sqlite3.OperationalError(f"{path}: database is locked")

    with monkeypatch.context() as patched:
        patched.setattr(module, "project", lambda _: None)
        patched.setattr(module, "_open_state", locked)
        with pytest.raises(sqlite3.OperationalError):
            state.directory()
    assert [device.name for device in state.directory().devices()] == ["Phone", "Tablet"]
    state.close()


def test_a_projection_that_is_gone_for_a_moment_changes_nothing(tmp_path: Path) -> None:
    home = Home.open(tmp_path / "home")
    decide(home, Device(id="", name="Phone", addresses=(IP,)))
    state = DeviceState(home)
    known = state.directory()
    for suffix in ("-wal", "-shm", ""):
        home.state_path.with_name(home.state_path.name + suffix).unlink(missing_ok=True)
    assert state.directory() is known
    sqlite3.connect(home.state_path).close()  # it is being made, and nothing stands in it yet
    home.state_path.touch()
    assert [device.name for device in state.directory().devices()] == ["Phone"]
    state.close()


def test_a_damaged_projection_is_made_anew(tmp_path: Path) -> None:
    home = Home.open(tmp_path / "home")
    decide(home, Device(id="", name="Phone", addresses=(IP,)))
    home.state_path.write_bytes(b"not a database, " * 500)
    state = DeviceState(home)
    assert [device.name for device in state.directory().devices()] == ["Phone"]
    state.close()
