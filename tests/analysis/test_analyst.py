"""The analyst brings every journalled message into the ledger exactly once, wherever it was stopped."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa

from analysis import analyst as module
from analysis import catalogue
from analysis.analyst import Analyst
from analysis.devices import Device, decide
from analysis.evidence.verify import verify_journal
from analysis.journal import JournalBusy, JournalWriter, encode_flow, encode_transmission
from analysis.journal_reading import tail
from analysis.ledger_tables import events, findings, flow_rollup, flows
from analysis.rebuild import rebuild
from analysis.records import Address, Flow, Transmission, Visibility, new_id
from analysis.retention import purge
from analysis.settings import Home

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
KNOWN = catalogue.load()
PHONE = Address(kind="ip", value="192.0.2.7")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.open(tmp_path / "home")


def flow(**fields: object) -> Flow:
    values = {
        "flow_id": "f",
        "opened_at": NOON,
        "writer": "proxy-0",
        "addresses": (PHONE,),
        "host": "graph.facebook.com",
    }
    return Flow(**{**values, "visibility": Visibility.OPENED, **fields})  # type: ignore[arg-type]


def sent(number: int, body: object = None) -> Transmission:
    data = json.dumps(body or {"latitude": 52.2352, "longitude": 10.564}).encode()
    return Transmission(
        id=new_id(NOON, str(number).encode()), flow_id="f", seen_at=NOON + timedelta(seconds=number), writer="proxy-0",
        method="POST", scheme="https", host="graph.facebook.com", port=443, path="/x", body=data, body_size=len(data),
        request_headers=(("Content-Type", "application/json"),),
    )  # fmt: skip


def record(home: Home, *records: Flow | Transmission) -> None:
    writer = JournalWriter(home.journal_dir, "proxy-0")
    writer.append(
        [encode_flow(item) if isinstance(item, Flow) else encode_transmission(item) for item in records]
    )
    writer.close()


def work(home: Home) -> Analyst:
    analyst = Analyst(home, KNOWN)
    while analyst.step():
        continue
    analyst.close()
    return analyst


def rows(home: Home, *columns: sa.ColumnElement[object]) -> list[tuple[object, ...]]:
    engine = sa.create_engine(
        f"sqlite:///{home.ledger_path}", poolclass=sa.NullPool
    )  # no file goes away later
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(sa.select(*columns))]


def dump(home: Home) -> dict[str, list[tuple[object, ...]]]:
    return {
        table.name: sorted(rows(home, table), key=repr) for table in (events, findings, flows, flow_rollup)
    }  # type: ignore[arg-type]


def test_messages_and_flows_reach_the_ledger_with_device_and_company(home: Home) -> None:
    device = decide(home, Device(id="", name="Phone", addresses=(PHONE,)), at=NOON - timedelta(days=1))
    record(
        home,
        flow(),
        sent(1),
        sent(2),
        flow(closed_at=NOON + timedelta(minutes=20), bytes_out=1000, bytes_in=50),
    )
    work(home)
    assert {(row[0], row[1]) for row in rows(home, events.c.device, events.c.company)} == {
        (device.id, "meta-platforms")
    }
    assert rows(home, flows.c.messages, flows.c.bytes_out) == [(2, 1000)]
    days = [row for row in rows(home, flow_rollup) if row[0] == "d"]
    assert [(row[2], row[3], row[4], row[8:13]) for row in days] == [
        ("home", device.id, "meta-platforms", (1000, 50, 0, 1, 2))
    ]
    quarters = sorted((row[1], row[8], row[11], row[12]) for row in rows(home, flow_rollup) if row[0] == "q")
    assert quarters == [("2026-11-22T12:00", 0, 1, 2), ("2026-11-22T12:15", 1000, 0, 0)]


def test_stopped_after_journalling_and_before_the_ledger_it_does_not_analyse_again(home: Home) -> None:
    record(home, flow(), sent(1), sent(2))

    analyst = Analyst(home, KNOWN)
    analyst.ledger.apply = die  # type: ignore[assignment,method-assign]
    with pytest.raises(Killed):
        analyst.step()
    analyst.close()
    again = work(home)
    assert (again.analysed, again.kept) == (0, 2)
    assert len(rows(home, events.c.id)) == 2
    assert len(rows(home, flows.c.flow_id)) == 1
    assert sum(record.kind == "event" for record in tail(home.journal_dir, "analyst")) == 2


def test_a_second_analyst_is_refused(home: Home) -> None:
    first = Analyst(home, KNOWN)
    with pytest.raises(JournalBusy):
        Analyst(home, KNOWN)
    first.close()


def test_secrets_and_media_go_once_they_are_analysed_and_the_chain_holds(home: Home) -> None:
    record(home, flow(), sent(1, {"password": "hunter2-hunter2"}), sent(2))
    work(home)
    bodies = [record.body for record in tail(home.journal_dir, "proxy-0") if record.kind == "transmission"]
    assert [body is None for body in bodies] == [True, False]
    assert verify_journal(home.journal_dir).holds
    for path in home.root.rglob("*"):
        assert not path.is_file() or b"hunter2" not in path.read_bytes(), path


def test_of_strangers_only_one_total_of_bytes_a_day_is_kept(home: Home) -> None:
    midnight = NOON.replace(hour=0)
    total = flow(
        addresses=(), host="", visibility=Visibility.NOT_OPENED, opened_at=midnight, bytes_out=700, bytes_in=9
    )
    record(home, total, msgspec.structs.replace(total, bytes_out=900))
    work(home)
    assert rows(home, flows.c.device, flows.c.host, flows.c.bytes_out) == [("", "", 900)]
    assert [row[:2] + row[8:10] + row[11:13] for row in rows(home, flow_rollup)] == [
        ("d", "2026-11-22", 900, 9, 0, 0)
    ]


def test_another_home_zone_moves_the_days(home: Home) -> None:
    stranger = flow(flow_id="s", addresses=(), host="", visibility=Visibility.NOT_OPENED, bytes_out=700)
    record(home, flow(), sent(1), flow(closed_at=NOON, bytes_out=5), stranger)
    work(home)
    in_utc = dump(home)
    home.settings_path.write_text('{"timezone": "Pacific/Kiritimati"}')
    moved = Home.open(home.root)
    work(moved)
    days = {(row[1], row[8]) for row in rows(moved, flow_rollup) if row[0] == "d"}
    assert days == {("2026-11-23", 5), ("2026-11-22", 700)}
    home.settings_path.write_text('{"timezone": "UTC"}')
    work(Home.open(home.root))
    assert dump(home) == in_utc


def test_a_rebuild_gives_the_same_ledger_also_where_bodies_are_gone(home: Home) -> None:
    decide(home, Device(id="", name="Phone", addresses=(PHONE,)), at=NOON - timedelta(days=1))
    closed = flow(closed_at=NOON, bytes_out=5)
    record(home, flow(), sent(1), sent(2, {"password": "hunter2-hunter2"}), sent(3), closed)
    work(home)
    before = dump(home)
    done = rebuild(home, KNOWN)
    assert (done.analysed, done.kept) == (0, 3)
    assert dump(home) == before


def test_a_rebuild_under_other_rules_analyses_what_is_still_there(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(home, flow(), sent(1), sent(2, {"password": "hunter2-hunter2"}))
    with monkeypatch.context() as other:
        other.setattr("analysis.pipeline.rules_version", lambda: "older")
        work(home)
    done = rebuild(home, KNOWN)
    assert (done.analysed, done.kept) == (1, 1)
    assert sorted(row[0] == "older" for row in rows(home, events.c.rules_version)) == [False, True]


def test_retention_erases_bodies_and_values_only_after_they_were_analysed(home: Home) -> None:
    record(home, flow(), sent(1))
    owner = JournalWriter(home.journal_dir, "owner")
    later = datetime.now(UTC) + timedelta(days=200)
    assert purge(home, {}, owner, later).bodies == 0
    work(home)
    done = purge(home, {"proxy-0": 2, module.ANALYST: 1}, owner, later)
    assert (done.bodies, done.values) == (1, 1)
    owner.close()
    assert verify_journal(home.journal_dir).holds
    assert all(record.body is None for record in tail(home.journal_dir, "proxy-0"))
    assert rebuild(home, KNOWN).kept == 1


def test_an_unreadable_record_is_counted_and_stops_nothing(home: Home) -> None:
    writer = JournalWriter(home.journal_dir, "proxy-0")
    writer.append([msgspec.structs.replace(encode_transmission(sent(1)), content=b'{"id": 5}')])
    writer.append([encode_transmission(sent(2))])
    writer.close()
    analyst = work(home)
    assert analyst.failed == 1
    assert len(rows(home, events.c.id)) == 1


class Killed(Exception):
    pass


def die(*_: object) -> None:
    raise Killed


def test_killed_between_an_event_and_the_erasure_the_secret_goes_at_the_next_start(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(home, flow(), sent(1, {"password": "hunter2-hunter2"}))
    with monkeypatch.context() as killed:
        killed.setattr(module.erasure, "erase", die)
        analyst = Analyst(home, KNOWN)
        with pytest.raises(Killed):
            analyst.step()
        analyst.close()
    assert work(home).kept == 1
    assert all(item.body is None for item in tail(home.journal_dir, "proxy-0"))
    assert len(rows(home, events.c.id)) == 1


def test_killed_twice_an_event_is_still_recovered_and_not_made_again(home: Home) -> None:
    record(home, flow(), sent(1, {"password": "hunter2-hunter2"}))
    analyst = Analyst(home, KNOWN)
    analyst.ledger.apply = die  # type: ignore[assignment,method-assign]
    with pytest.raises(Killed):
        analyst.step()
    analyst.close()
    earlier = JournalWriter(home.journal_dir, "import-a")  # read before proxy-0
    earlier.append([encode_transmission(sent(2))])
    earlier.close()
    analyst = Analyst(home, KNOWN)
    apply = analyst.ledger.apply
    left = iter([apply])
    analyst.ledger.apply = lambda *known: next(left, die)(*known)  # type: ignore[method-assign]
    with pytest.raises(Killed):
        analyst.step()
    analyst.close()
    again = work(home)
    assert (again.analysed, again.kept) == (0, 1)
    assert "credential.secret" in {row[0] for row in rows(home, findings.c.category)}


def test_lag_and_start_look_only_at_what_is_not_in_the_ledger(home: Home) -> None:
    record(home, flow(), *(sent(number) for number in range(5)))
    analyst = Analyst(home, KNOWN)
    assert analyst.lag() == 6
    analyst.step()
    assert analyst.lag() == 0
    analyst.close()
    assert (rebuild(home, KNOWN).kept, rebuild(home, KNOWN).kept) == (5, 5)
    analyst = Analyst(home, KNOWN)
    assert analyst.ledger.cursors() == {"proxy-0": 6, module.ANALYST: 5}
    analyst.close()


def test_a_second_rebuild_is_refused_and_does_not_harm_the_first(home: Home) -> None:
    record(home, flow(), sent(1))

    def another(_: int) -> None:
        with pytest.raises(JournalBusy):
            rebuild(home, KNOWN)

    rebuild(home, KNOWN, another)
    assert len(rows(home, events.c.id)) == 1
