"""How a device stands: whose yes to what, since when, who is told which names, and how its connections came."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from analysis.consent import digest_for
from analysis.device_standing import LATEST, SOMEBODY, Came, Yes, came, standing
from analysis.devices import Decision, Device, Mode
from analysis.ledger import FlowRow
from analysis.ledger_reader import LedgerReader
from analysis.queries import Viewer
from analysis.records import Address, CaptureCount, Flow, Visibility, new_id
from analysis.settings import Home
from tests.ledger_book import PHONE, TABLET, Book

OWNER, ANNA, BEN = Viewer(owner=True), Viewer(person="Anna"), Viewer(person="Ben")
FIRST = datetime(2026, 11, 1, 9, tzinfo=UTC)
IP, MAC = Address(kind="ip", value="192.0.2.7"), Address(kind="mac", value="3c:a6:2f:00:00:01")


def decided(day: int, *, by: str = "", agreed: str = "", to: str = "", **of: object) -> Decision:
    device = Device(**{"id": "d1", "name": "Phone", "person": "Anna", **of})  # type: ignore[arg-type]
    return Decision(
        at=FIRST + timedelta(days=day), device=device, by=by, agreed=agreed, agreed_to=digest_for(to) or to
    )


def test_of_what_was_never_decided_nothing_is_said() -> None:
    assert standing([], "d1", OWNER) is None
    assert standing([decided(0)], "d2", OWNER) is None


def test_another_person_and_nobody_are_told_nothing() -> None:
    made = [decided(0, agreed="Anna", to="open")]
    assert standing(made, "d1", BEN) is None
    assert standing(made, "d1", Viewer()) is None
    assert standing([decided(0, person="")], "d1", Viewer()) is None
    assert standing([decided(0, person="")], "d1", Viewer(person="")) is None


def test_a_yes_is_to_one_state_only() -> None:
    made = [decided(0, mode="observe"), decided(1, mode="observe", agreed="Anna", to="observe")]
    found = standing(made, "d1", ANNA)
    assert found is not None
    assert found.yes == Yes(at=FIRST + timedelta(days=1), person="Anna", to="observe")
    assert found.holds
    opened = standing([*made, decided(2, mode="open")], "d1", ANNA)
    assert opened is not None
    assert opened.yes == found.yes
    assert not opened.holds
    changed = standing([decided(0, agreed="Anna", to="0f" * 32)], "d1", OWNER)
    assert changed is not None
    assert changed.yes is not None
    assert changed.yes.to == ""
    assert not changed.holds


def test_without_a_yes_there_is_none() -> None:
    for mode in ("open", "observe", "paused", "off"):
        found = standing([decided(0, mode=mode)], "d1", OWNER)
        assert found is not None
        assert found.yes is None
        assert not found.holds


def test_changes_of_the_state_are_told_and_names_and_addresses_are_not_changes() -> None:
    states: tuple[Mode, ...] = ("observe", "observe", "paused", "observe")
    made = [decided(day, mode=mode, name=f"Phone {day}") for day, mode in enumerate(states)]
    found = standing([*made, decided(9, mode="observe", agreed="Anna", to="observe", by="Anna")], "d1", OWNER)
    assert found is not None
    assert [(step.mode, step.by, step.agreed) for step in found.steps] == [
        ("observe", "", ""),
        ("paused", "", ""),
        ("observe", "", ""),
        ("", "Anna", "Anna"),
    ]
    assert found.since == FIRST + timedelta(days=3)


def test_names_of_when_it_was_another_persons_are_for_the_owner() -> None:
    made = [
        decided(0, person="", by="Ben", agreed="Ben", to="open"),
        decided(1, person="Ben", mode="observe", by="Anna"),
        decided(2, mode="open", by="Carla"),
    ]
    owner, anna = standing(made, "d1", OWNER), standing(made, "d1", ANNA)
    assert owner is not None
    assert anna is not None
    assert [step.by for step in owner.steps] == ["Ben", "Anna", "Carla"]
    assert [step.by for step in anna.steps] == [SOMEBODY, "Anna", "Carla"]
    assert anna.yes is not None
    assert anna.yes.person == SOMEBODY


def test_an_address_is_known_since_it_was_last_given() -> None:
    made = [
        decided(0, addresses=(IP,)),
        decided(1, addresses=(MAC,)),
        decided(2, addresses=(IP, MAC)),
        decided(3, id="d2", addresses=(Address(kind="proxy_user", value="anna"),), alias_of="d1"),
        decided(4, id="d3", addresses=(Address(kind="proxy_user", value="old"),), alias_of="d1", mode="off"),
    ]
    found = standing(made, "d1", OWNER)
    assert found is not None
    assert [(address.value, (since - FIRST).days) for address, since in found.known_by] == [
        ("192.0.2.7", 2),
        ("3c:a6:2f:00:00:01", 1),
        ("anna", 3),
    ]
    ended = standing([*made[:3], decided(5, addresses=(IP,), mode="off")], "d1", OWNER)
    assert ended is not None
    assert ended.known_by == ()


def flows(book: Book, writers: dict[str, int]) -> None:
    at = FIRST
    for writer, count in writers.items():
        for number in range(count):
            at += timedelta(seconds=1)
            flow = Flow(
                flow_id=new_id(at, f"{writer} {number}".encode()), opened_at=at, closed_at=at, writer=writer,
                corpus="home", host="a.example", port=443, visibility=Visibility.NOT_OPENED,
            )  # fmt: skip
            book._rows.append(FlowRow(flow, PHONE, None, None))


def counted(book: Book, interface: str) -> None:
    count = CaptureCount(
        since=FIRST, until=FIRST + timedelta(minutes=1), writer="sniffer", interface=interface, packets=1,
        bytes_out=1, bytes_in=1, packets_lost=0,
    )  # fmt: skip
    book._rows.append(count)  # type: ignore[arg-type]


def read(tmp_path: Path, writers: dict[str, int], *interfaces: str, viewer: Viewer = OWNER) -> Came:
    home = Home.open(tmp_path / "home")
    book = Book(home)
    flows(book, writers)
    for interface in interfaces:
        counted(book, interface)
    book.close()
    with LedgerReader(home.ledger_path).read() as connection:
        assert came(connection, viewer, TABLET) == Came(last=None)
        return came(connection, viewer, PHONE)


def test_the_latest_connections_say_how_it_came(tmp_path: Path) -> None:
    found = read(tmp_path, {"sniffer": 2 * LATEST, "elsewhere": 3, "proxy-0": 40}, "wlan0")
    assert (found.proxied, found.other, found.sniffed, found.total) == (40, 3, LATEST - 43, LATEST)
    assert found.interface == "wlan0"
    assert found.last == int((FIRST + timedelta(seconds=2 * LATEST + 43)).timestamp() * 1_000_000)


def test_of_two_interfaces_none_is_named(tmp_path: Path) -> None:
    assert read(tmp_path, {"sniffer": 1}, "wlan0", "wg0").interface == ""


def test_an_interface_is_named_only_where_packets_were_seen(tmp_path: Path) -> None:
    assert read(tmp_path, {"proxy-0": 1}, "wlan0").interface == ""


def test_another_persons_connections_are_not_read(tmp_path: Path) -> None:
    assert read(tmp_path, {"proxy-0": 1}, viewer=BEN) == Came(last=None)
