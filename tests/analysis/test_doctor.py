"""The doctor: each thing that can be wrong, made so for real, and what it says to do."""

from __future__ import annotations

import os
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from analysis import catalogue, doctor_records
from analysis.diagnosis import Check, Level, age, guarded
from analysis.doctor import Diagnosis, diagnose
from analysis.doctor_installation import clock, disk
from analysis.doctor_running import _reachable, capturing
from analysis.enrolment import enrol_this_machine
from analysis.journal import Entry, JournalWriter, encode_flow
from analysis.journal_format import Position
from analysis.journal_reading import bodies_path
from analysis.ledger import Ledger
from analysis.rebuild import rebuild
from analysis.records import Address, Flow, Visibility, utc_now
from analysis.self_test_result import KindResult, SelfTestResult
from analysis.settings import Home, Settings
from analysis.sockets import listening_of
from analysis.status import Heartbeat, Status
from proxy_addons.proxy import make_ca

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home in which nothing has run, with this machine enrolled and ports that nobody else uses."""
    found = Home.open(tmp_path / "home")
    set_ports(found, free_port(), free_port())
    enrol_this_machine(found)
    return found


def set_ports(home: Home, proxy: int, dashboard: int) -> None:
    settings = Settings(proxy_port=proxy, dashboard_port=dashboard)
    home.settings_path.write_bytes(msgspec.json.encode(settings))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def seen(home: Home) -> dict[str, Check]:
    return {check.name: check for check in diagnose(home.root).checks}


def flow(number: int) -> Flow:
    return Flow(
        flow_id=f"f{number}", opened_at=utc_now(), closed_at=utc_now(), writer="proxy-0", host="t.example", port=443,
        addresses=(Address(kind="ip", value="127.0.0.1"),), visibility=Visibility.OPENED, bytes_out=10, bytes_in=10,
    )  # fmt: skip


def record(home: Home, count: int = 3) -> list[Position]:
    writer = JournalWriter(home.journal_dir, "proxy-0")
    try:
        return writer.append([encode_flow(flow(number)) for number in range(count)])
    finally:
        writer.close()


def segment_of(home: Home, writer: str = "proxy-0") -> Path:
    return next(path for path in (home.journal_dir / writer).glob("*.sqlite") if "bodies" not in path.name)


# -- the home -----------------------------------------------------------------------------------------------------


def test_a_home_that_has_not_run_yet_has_no_problem(home: Home) -> None:
    found = diagnose(home.root)
    assert found.problems == 0, [check.line() for check in found.checks]
    checks = {check.name: check for check in found.checks}
    assert checks["proxy"].text == "has not run in this home yet"
    assert checks["certificate"].level is Level.ATTENTION
    assert all(check.todo for check in found.checks if check.level is not Level.OK)
    assert all("\n" not in check.line() for check in found.checks)


def test_a_home_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    found = diagnose(tmp_path / "none")
    assert found.problems == 0
    assert not (tmp_path / "none").exists()
    assert any("there is none yet" in check.text for check in found.checks)


def test_a_folder_that_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear")
    tmp_path.chmod(0o755)
    found = diagnose(tmp_path, with_self_test=True)
    assert found.problems == 1
    assert found.self_test is None
    assert any("not a leakledger home" in check.text for check in found.checks)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]
    assert tmp_path.stat().st_mode & 0o777 == 0o755


def test_broken_settings_are_a_problem_and_the_rest_is_looked_at_all_the_same(home: Home) -> None:
    home.settings_path.write_text('{"proxy_port": "eight thousand"}')
    found = diagnose(home.root)
    broken = next(check for check in found.checks if check.level is Level.PROBLEM)
    assert broken.name == "settings"
    assert "settings.json" in broken.text
    assert "delete it" in broken.todo
    assert {"disk", "journal", "ledger", "certificate"} <= {check.name for check in found.checks}


def test_a_home_that_was_open_to_others_is_said_and_closed(home: Home) -> None:
    home.root.chmod(0o755)
    assert "was open to others (mode 0755)" in seen(home)["home"].text
    assert home.root.stat().st_mode & 0o777 == 0o700
    assert seen(home)["home"].level is Level.OK


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 64 MB."""
    place = tmp_path / "small"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(place)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("a file system can be mounted by root only")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def fill(path: Path) -> None:
    with path.open("wb", buffering=0) as stream:
        for _ in range(100):
            stream.write(bytes(1 << 20))
        os.fsync(stream.fileno())


def test_a_small_disk_is_a_problem_and_a_full_one_is_no_error(small_disk: Path) -> None:
    home = Home.open(small_disk / "home")
    assert disk(home.root).level is Level.PROBLEM
    assert "67 MB free" in disk(home.root).text
    with pytest.raises(OSError, match="No space"):
        fill(small_disk / "filler")
    found = seen(home)
    assert found["home"].level is Level.PROBLEM
    assert "cannot be written: No space left" in found["home"].text
    assert found["disk"].level is Level.PROBLEM


def test_a_disk_with_room_is_said_in_numbers(tmp_path: Path) -> None:
    assert "B free where" in disk(tmp_path).text


# -- the certificate ----------------------------------------------------------------------------------------------


def test_the_fingerprint_is_the_one_that_openssl_shows(home: Home) -> None:
    make_ca(home)
    shown = subprocess.run(
        ["openssl", "x509", "-in", str(home.ca_certificate), "-noout", "-fingerprint", "-sha256"],
        capture_output=True, text=True, check=True,
    ).stdout.strip().partition("=")[2]  # fmt: skip
    assert seen(home)["certificate"].level is Level.OK
    assert shown in seen(home)["certificate"].text


def test_a_key_that_others_can_read_is_a_problem(home: Home) -> None:
    make_ca(home)
    key = home.ca_dir / "mitmproxy-ca.pem"
    key.chmod(0o644)
    check = seen(home)["certificate key"]
    assert check.level is Level.PROBLEM
    assert check.todo.startswith(f"chmod 600 {key}")
    key.chmod(0o600)
    assert "certificate key" not in seen(home)


def test_a_certificate_and_a_key_that_do_not_belong_together(home: Home, tmp_path: Path) -> None:
    make_ca(home)
    other = Home.open(tmp_path / "other")
    make_ca(other)
    home.ca_certificate.write_bytes(other.ca_certificate.read_bytes())
    assert "does not belong to the key" in seen(home)["certificate"].text
    home.ca_certificate.write_text("nothing")
    assert "holds no certificate" in seen(home)["certificate"].text
    home.ca_certificate.unlink()
    assert seen(home)["certificate"].level is Level.PROBLEM


@pytest.mark.parametrize(
    ("start", "end", "level", "words"),
    [
        (-400, -1, Level.PROBLEM, "expired"),
        (-400, 10, Level.ATTENTION, "valid until"),
        (2, 400, Level.PROBLEM, "valid only from"),
        (-1, 400, Level.OK, "valid until"),
    ],
)
def test_when_a_certificate_is_valid(home: Home, start: int, end: int, level: Level, words: str) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test")])
    made = x509.CertificateBuilder(
        subject_name=name, issuer_name=name, public_key=key.public_key(), serial_number=1,
        not_valid_before=utc_now() + timedelta(days=start), not_valid_after=utc_now() + timedelta(days=end),
    ).sign(key, hashes.SHA256())  # fmt: skip
    pem = made.public_bytes(serialization.Encoding.PEM)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    own = home.ca_dir / "mitmproxy-ca.pem"
    own.write_bytes(private + pem)
    own.chmod(0o600)
    home.ca_certificate.write_bytes(pem)
    check = seen(home)["certificate"]
    assert check.level is level
    assert words in check.text


# -- what is recorded ---------------------------------------------------------------------------------------------


def test_records_that_no_ledger_has_are_said(home: Home) -> None:
    record(home)
    found = seen(home)
    assert "traffic last recorded" in found["journal"].text
    assert found["journal chains"].level is Level.OK
    assert found["ledger"].level is Level.ATTENTION
    assert "3 records wait" in found["ledger"].text


def test_a_record_that_was_changed_or_taken_out_is_found(home: Home) -> None:
    record(home, 5)
    connection = sqlite3.connect(segment_of(home))
    connection.executescript(
        "DROP TRIGGER records_never_change; DROP TRIGGER records_never_go; UPDATE records SET recorded_at = 1 WHERE seq = 2"
    )
    assert "record 2 was changed" in seen(home)["journal of proxy-0"].text
    connection.executescript("DELETE FROM records WHERE seq = 2")
    connection.close()
    assert "record 3 does not follow" in seen(home)["journal of proxy-0"].text
    assert seen(home)["journal of proxy-0"].level is Level.PROBLEM
    assert "journal chains" not in seen(home)


def test_a_segment_that_is_no_database_is_a_problem_and_the_rest_goes_on(home: Home) -> None:
    record(home)
    segment_of(home).write_bytes(b"not a database at all" * 300)
    found = seen(home)
    assert found["journal of proxy-0"].level is Level.PROBLEM
    assert "leakledger verify" in found["journal of proxy-0"].todo
    assert found["devices"].level is Level.OK


def test_a_damaged_ledger_is_a_problem_and_what_it_says_to_do_mends_it(home: Home) -> None:
    record(home)
    rebuild(home, catalogue.load())
    assert seen(home)["ledger"].text == "holds everything that is journalled"
    home.ledger_path.write_bytes(os.urandom(40_000))
    check = seen(home)["ledger"]
    assert check.level is Level.PROBLEM
    assert "leakledger rebuild" in check.todo
    rebuild(home, catalogue.load())
    assert seen(home)["ledger"].text == "holds everything that is journalled"


def test_a_ledger_that_lags_or_knows_more_than_the_journal(home: Home) -> None:
    record(home)
    rebuild(home, catalogue.load())
    record(home, 2)
    assert seen(home)["ledger"].text == "2 journal records are not in it yet, and no analyst is running"
    Heartbeat(home, "analyst").update()
    assert seen(home)["ledger"].text == "2 journal records are not in it yet; the analyst is at it"
    record(home, 2_000)
    assert seen(home)["ledger"].level is Level.ATTENTION
    ledger = Ledger(home.ledger_path, home.timezone)
    ledger.apply([], {"proxy-0": 9_999})
    ledger.close()
    check = seen(home)["ledger"]
    assert check.level is Level.PROBLEM
    assert "the journal's end is missing" in check.text


def test_a_ledger_of_another_format_is_to_be_rebuilt(home: Home) -> None:
    Ledger(home.ledger_path, home.timezone).close()
    connection = sqlite3.connect(home.ledger_path)
    connection.execute("UPDATE meta SET value = '99' WHERE key = 'schema'")
    connection.commit()
    connection.close()
    assert "format 99" in seen(home)["ledger"].text
    assert "leakledger rebuild" in seen(home)["ledger"].todo


def test_a_damaged_list_of_devices_is_a_problem_and_what_it_says_to_do_mends_it(home: Home) -> None:
    from analysis.devices import DeviceState

    assert seen(home)["devices"].text == "1 enrolled: 1 opened, 0 only observed"
    home.state_path.write_bytes(b"no list" * 2_000)
    check = seen(home)["devices"]
    assert check.level is Level.PROBLEM
    assert f"delete {home.state_path}" in check.todo
    for path in home.root.glob("state.sqlite*"):
        path.unlink()
    state = DeviceState(home)
    assert [device.name for device in state.directory().devices()] == ["this machine"]
    state.close()
    assert seen(home)["devices"].level is Level.OK


def test_without_devices_nothing_is_opened(tmp_path: Path) -> None:
    assert "none is enrolled" in seen(Home.open(tmp_path / "bare"))["devices"].text


# -- what runs ----------------------------------------------------------------------------------------------------


def write_status(home: Home, **changes: object) -> None:
    status = Status(name="proxy-0", pid=os.getpid(), started_at=utc_now(), updated_at=utc_now())
    changed = msgspec.structs.replace(status, **changes)
    (home.run_dir / f"{changed.name}.json").write_bytes(msgspec.json.encode(changed))


def test_parts_that_fell_silent_failed_or_dropped_are_said(home: Home) -> None:
    write_status(home)
    assert seen(home)["proxy-0"].level is Level.OK
    write_status(home, updated_at=utc_now() - timedelta(minutes=5))
    assert "not running: last heard of 5 min ago" in seen(home)["proxy-0"].text
    silent = subprocess.Popen([sys.executable, "-c", "input()", "-m", "analysis"], stdin=subprocess.PIPE)
    write_status(home, pid=silent.pid, updated_at=utc_now() - timedelta(minutes=5))
    assert f"process {silent.pid} is there, but was last heard of 5 min ago" in seen(home)["proxy-0"].text
    silent.communicate(b"\n")
    gone = subprocess.Popen(["true"])
    gone.wait()
    write_status(home, pid=gone.pid)
    assert seen(home)["proxy-0"].level is Level.PROBLEM
    write_status(home, state="degraded", message="not recording: disk full")
    assert seen(home)["proxy-0"].text == "runs with trouble: not recording: disk full"
    write_status(home, state="failed", message="cannot")
    assert seen(home)["proxy-0"].level is Level.PROBLEM
    write_status(home, state="stopped")
    assert seen(home)["proxy-0"].level is Level.ATTENTION
    write_status(
        home, counters={"recorded": 9, "dropped_bodies": 2, "not_recorded_messages": 1_500, "held_bytes": 7}
    )
    assert (
        seen(home)["proxy-0 counted"].text
        == "2 dropped bodies, 1,500 not recorded messages, since it started"
    )
    (home.run_dir / "proxy-0.json").write_text("{")
    assert seen(home)["proxy-0"].level is Level.PROBLEM


def test_what_the_supervisor_stopped_has_not_failed(home: Home) -> None:
    write_status(home, name="dashboard", pid=2**22 + 1)
    assert seen(home)["dashboard"].level is Level.PROBLEM
    write_status(home, name="supervisor")
    assert "starts it again by itself" in seen(home)["dashboard"].todo
    write_status(home, name="supervisor", state="stopped")
    assert seen(home)["dashboard"].text.startswith("stopped with 'leakledger run'")
    write_status(home, name="sniffer", state="stopped", message="it may not capture here")
    assert "the others work without it" in seen(home)["sniffer"].todo


def test_where_it_listens_is_what_the_kernel_says(home: Home) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        write_status(home, listens=(("192.0.2.1", 1),))
        assert ("127.0.0.1", server.getsockname()[1]) in listening_of(os.getpid())
        check = seen(home)["proxy port"]
        assert check.text.endswith("only this machine can connect")
        assert str(server.getsockname()[1]) in check.text
        with socket.create_server(("0.0.0.0", 0)):
            assert seen(home)["proxy port"].level is Level.ATTENTION
    if socket.has_dualstack_ipv6():
        with socket.create_server(("::1", 0), family=socket.AF_INET6) as server:
            assert ("::1", server.getsockname()[1]) in listening_of(os.getpid())


def test_a_port_that_another_program_has(home: Home) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        set_ports(home, server.getsockname()[1], free_port())
        check = seen(home)["proxy port"]
        assert check.level is Level.PROBLEM
        assert "used by another program" in check.text
        assert "--proxy-port" in check.todo
    assert "proxy port" not in seen(home)


@pytest.mark.parametrize(
    ("name", "address", "level", "words"),
    [
        ("proxy", "127.0.0.1", Level.OK, "only this machine"),
        ("proxy", "::1", Level.OK, "only this machine"),
        ("proxy", "192.168.1.5", Level.OK, "open to the network"),
        ("dashboard", "192.168.1.5", Level.ATTENTION, "unencrypted"),
        ("proxy", "0.0.0.0", Level.ATTENTION, "every network"),
        ("proxy", "::", Level.ATTENTION, "every network"),
        ("proxy", "9.9.9.9", Level.ATTENTION, "strangers"),
    ],
)
def test_who_can_reach_an_address(name: str, address: str, level: Level, words: str) -> None:
    check = _reachable(name, [(address, 8080)])
    assert check.level is level
    assert words in check.text


def test_a_clock_that_was_set_back() -> None:
    assert clock(NOW, NOW - timedelta(days=1)).level is Level.OK
    assert clock(NOW, NOW + timedelta(minutes=1)).level is Level.OK
    assert "before the journal's last record" in clock(NOW, NOW + timedelta(hours=1)).text
    assert clock(datetime(1970, 1, 1, tzinfo=UTC), None).level is Level.PROBLEM


def test_the_right_to_capture_is_the_one_of_this_process() -> None:
    held = subprocess.run(
        ["sh", "-c", "grep CapEff /proc/self/status"], capture_output=True, text=True, check=True
    ).stdout.split()[1]
    assert (capturing().level is Level.OK) == bool(int(held, 16) & 1 << 13)


# -- its parts ----------------------------------------------------------------------------------------------------


def test_a_check_that_fails_itself_is_a_line_and_no_traceback() -> None:
    def look() -> Check:
        raise RuntimeError("on\nfire")

    (check,) = guarded("journal", look)
    assert check.level is Level.PROBLEM
    assert check.line().startswith("problem    journal: could not be checked: on. To do:")


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(-5, "0 s ago"), (90, "90 s ago"), (300, "5 min ago"), (90_000, "25 h ago"), (1e6, "11 days ago")],
)
def test_how_long_ago(seconds: float, words: str) -> None:
    assert age(NOW - timedelta(seconds=seconds), NOW) == words


def test_a_self_test_that_did_not_pass_is_a_problem() -> None:
    kind = KindResult(kind="photo", title="Photo", sent="a picture", recognised=False, why="not analysed")
    assert Diagnosis(checks=(), self_test=SelfTestResult(run="1", kinds=(kind,))).problems == 1
    assert Diagnosis(checks=()).problems == 0


def test_a_key_that_is_not_what_was_made_is_a_problem(home: Home) -> None:
    assert seen(home)["home key"].level is Level.OK
    assert not home.key_path.exists()
    home.key()
    home.key_path.chmod(0o644)
    assert "chmod 600" in seen(home)["home key"].todo
    home.key_path.write_text("ab")
    assert seen(home)["home key"].level is Level.PROBLEM


def test_a_broken_list_of_what_is_never_opened_is_a_problem(home: Home) -> None:
    assert seen(home)["never-opened list"].level is Level.OK
    (home.root / "never_intercept.yaml").write_text("- category: [\n")
    found = seen(home)["never-opened list"]
    assert found.level is Level.PROBLEM
    assert "never_intercept.yaml:" in found.text


# -- bodies -------------------------------------------------------------------------------------------------------


def record_bodies(home: Home, writer: str = "proxy-0", count: int = 60) -> Path:
    journal = JournalWriter(home.journal_dir, writer)
    journal.append([Entry(kind="x", content=b"{}", body=bytes([number]) * 9_000) for number in range(count)])
    journal.close()
    return bodies_path(segment_of(home, writer))


def overwrite(path: Path, start: int = 32_768) -> None:
    with path.open("r+b") as file:
        file.seek(start)
        file.write(b"\x5a" * (path.stat().st_size - start))


def test_files_of_bodies_that_can_be_read_are_counted(home: Home) -> None:
    record_bodies(home)
    record_bodies(home, "proxy-1")
    assert seen(home)["bodies"].line().startswith("ok         bodies: 3 files of what was sent can be read")


@pytest.mark.parametrize("limit", [0, 200_000_000])
@pytest.mark.parametrize("start", [0, 32_768])
def test_a_damaged_file_of_bodies_is_named(
    home: Home, limit: int, start: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor_records, "QUICK_CHECK_LIMIT", limit)
    record_bodies(home, "proxy-1")
    path = record_bodies(home)
    overwrite(path, start)
    found = seen(home)
    assert found["bodies of proxy-0"].level is Level.PROBLEM
    assert str(path) in found["bodies of proxy-0"].text
    assert "backup" in found["bodies of proxy-0"].todo
    assert "rebuild" in found["bodies of proxy-0"].todo
    assert "bodies" not in found
    assert "bodies of proxy-1" not in found


def test_a_file_of_bodies_that_was_emptied_is_named(home: Home) -> None:
    path = record_bodies(home)
    for suffix in ("", "-wal"):
        path.with_name(path.name + suffix).write_bytes(b"")
    assert "no such table" in seen(home)["bodies of proxy-0"].text


def test_of_big_files_it_is_said_that_not_all_was_looked_at(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor_records, "QUICK_CHECK_LIMIT", 0)
    record_bodies(home)
    assert "only both ends were looked at" in seen(home)["bodies"].text
