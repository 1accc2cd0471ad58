"""The self-test against the real proxy and analyst, and each way in which it can fail."""

from __future__ import annotations

import shutil
import signal
import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from analysis import catalogue, self_test
from analysis.device_decisions import set_mode
from analysis.devices import DeviceDirectory, decide, decisions
from analysis.enrolment import LOOPBACK, THIS_MACHINE, enrol_this_machine
from analysis.evidence_pages import find
from analysis.evidence_queries import Filters
from analysis.ledger_reader import LedgerReader
from analysis.pipeline import Analyser
from analysis.queries import Viewer, day_of, days_recorded, marks, traffic
from analysis.records import Transmission, utc_now
from analysis.self_test_data import LATITUDE, Wanted, samples
from analysis.self_test_delivery import deliver, reachable
from analysis.self_test_evidence import Evidence, SeenEvent, SeenFinding, Traces
from analysis.self_test_gate import SELF_TEST_FILE, SELF_TEST_HOST, announced, announcement, turn
from analysis.self_test_result import KindResult, SelfTestResult
from analysis.self_test_stand_in import NoAuthority, StandIn, stand_in
from analysis.settings import Home
from analysis.status import Heartbeat
from proxy_addons.proxy import make_ca
from proxy_addons.refusals import FILE_NAME, Refusals
from tests.analysis.running_audit import RunningAudit, own_address, wait_until

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
OWNER = Viewer(owner=True)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningAudit]:
    """Both parts at work; tests that break something make their own."""
    found = RunningAudit(tmp_path_factory.mktemp("audit") / "home")
    found.start_proxy()
    found.start_analyst()
    yield found
    found.close()


@pytest.fixture
def audit(tmp_path: Path) -> Iterator[RunningAudit]:
    """Nothing runs yet."""
    found = RunningAudit(tmp_path / "home")
    yield found
    found.close()


def why_of(result: SelfTestResult) -> set[str]:
    return {item.why for item in result.kinds}


# -- all is well --------------------------------------------------------------------------------------------------


def test_all_four_kinds_are_recognised_and_arrive_as_they_were_sent(running: RunningAudit) -> None:
    result = self_test.run(running.home)
    assert result.passed, str(result)
    assert [item.kind for item in result.kinds] == ["location", "photo", "audio", "sensor"]
    assert all(item.unaltered for item in result.kinds)
    assert (result.problem, result.todo) == ("", "")
    assert result.proxy == f"127.0.0.1 port {running.port}"  # not the port of the settings
    categories = {seen.category for item in result.kinds for seen in item.seen}
    assert categories == {
        "location.precise", "photo.image", "audio.recording", "sensor.motion", "sensor.ambient_light"
    }  # fmt: skip
    assert LATITUDE not in {seen.value for item in result.kinds for seen in item.seen}  # masked as everywhere
    told = str(result)
    assert "an app may refuse" in told
    assert "a page in a browser can be read" in told
    assert "byte for byte" in told
    assert "body>gzip>json:$.location.latitude" in told


def test_its_rows_are_marked_and_in_no_total(running: RunningAudit) -> None:
    assert self_test.run(running.home).passed
    reader = LedgerReader(running.home.ledger_path)
    try:
        with reader.read() as connection:
            day = day_of(utc_now().astimezone(running.home.timezone).date(), running.home.timezone)
            assert traffic(connection, OWNER, day) == []
            assert marks(connection, OWNER, day) == []
            assert days_recorded(connection) is None
            assert find(connection, OWNER, Filters()).total == 0
            page = find(connection, OWNER, Filters(corpus="self-test"))
    finally:
        reader.close()
    assert page.total is not None
    assert page.total >= 8
    assert {row.host for row in page.rows} == {SELF_TEST_HOST}
    assert {row.visibility for row in page.rows} == {"opened"}


def test_the_way_to_this_machine_is_closed_again(running: RunningAudit) -> None:
    assert self_test.run(running.home).passed
    assert not (running.home.run_dir / SELF_TEST_FILE).exists()
    made_up = [("/self-test/0/location", samples(NOW)[0])]
    (after,) = deliver(made_up, ("127.0.0.1", running.port), running.home.ca_certificate)
    assert "did not relay it" in after.failure


@pytest.mark.parametrize("listen", ["0.0.0.0", "own address"])
def test_it_is_this_machine_also_where_the_proxy_listens_for_the_network(
    audit: RunningAudit, listen: str
) -> None:
    address = own_address() if listen == "own address" else listen
    if address is None:
        pytest.skip("this machine is in no network")
    audit.start_proxy(address)
    audit.start_analyst()
    assert self_test.run(audit.home).passed


# -- what can be wrong --------------------------------------------------------------------------------------------


def test_without_a_proxy_it_says_so(audit: RunningAudit) -> None:
    result = self_test.run(audit.home)
    assert not result.passed
    assert result.problem == "the recording proxy is not running"
    assert "leakledger run" in result.todo
    assert why_of(result) == {"it was not sent"}
    assert "could not run" in str(result)


def test_a_proxy_that_was_stopped_or_killed_is_not_running(audit: RunningAudit) -> None:
    for number in (signal.SIGTERM, signal.SIGKILL):
        audit.start_proxy()
        audit.stop("proxy", number)
        assert self_test.run(audit.home).problem == "the recording proxy is not running"


def test_a_proxy_that_cannot_record_is_not_tried(audit: RunningAudit) -> None:
    Heartbeat(audit.home, "proxy-0").update("degraded", "not recording: the disk is full")
    assert "the disk is full" in self_test.run(audit.home).problem


def test_a_proxy_that_does_not_answer_is_said(audit: RunningAudit) -> None:
    make_ca(audit.home)
    enrol_this_machine(audit.home)
    heartbeat = Heartbeat(audit.home, "proxy-0")
    heartbeat.listens = (("127.0.0.1", audit.port),)
    heartbeat.update()
    result = self_test.run(audit.home)
    assert why_of(result) == {f"nothing accepts connections at 127.0.0.1 port {audit.port}"}
    assert result.todo


def test_without_an_analyst_it_is_journalled_but_not_analysed_yet(audit: RunningAudit) -> None:
    audit.start_proxy()
    result = self_test.run(audit.home)
    assert why_of(result) == {"it is journalled, but not analysed yet: the analyst is not running"}
    assert all(item.unaltered for item in result.kinds)
    assert "leakledger run" in result.todo


def test_an_analyst_that_lags_is_said(audit: RunningAudit) -> None:
    audit.start_proxy()
    Heartbeat(audit.home, "analyst").update()  # this process, which analyses nothing
    result = self_test.run(audit.home, patience=1.0)
    assert why_of(result) == {"it is journalled, but not analysed yet, after 1 s: the analyst lags"}


def test_a_removed_or_observed_machine_is_not_opened(audit: RunningAudit) -> None:
    audit.start_proxy()
    set_mode(audit.home, THIS_MACHINE, "observe")
    result = self_test.run(audit.home)
    assert result.problem == "this machine is only observed, so nothing that it sends may be opened"
    assert "leakledger devices mode 'this machine' open --home " in result.todo
    set_mode(audit.home, THIS_MACHINE, "off")
    result = self_test.run(audit.home)
    assert "is not enrolled" in result.problem
    assert "leakledger devices add 'this machine' --kind computer --ip 127.0.0.1 --ip ::1" in result.todo
    audit.stop("proxy")
    assert b"/self-test/" not in b"".join(
        path.read_bytes() for path in audit.home.journal_dir.rglob("*.sqlite")
    )


def test_what_it_says_to_do_about_a_removed_machine_helps(audit: RunningAudit) -> None:
    from analysis.enrolment import enrol

    audit.start_proxy()
    audit.start_analyst()
    set_mode(audit.home, THIS_MACHINE, "off")
    assert self_test.run(audit.home).problem
    enrol(audit.home, THIS_MACHINE, kind="computer", ips=LOOPBACK)
    wait_until(lambda: self_test.run(audit.home).passed)


def test_what_is_passed_through_is_said_with_its_reason(audit: RunningAudit) -> None:
    device = enrol_this_machine(audit.home)
    table = Refusals(audit.home.root / FILE_NAME)
    table.add(device.id, SELF_TEST_HOST, "the client closed the connection", utc_now())
    table.path.write_text(table.serialise())
    audit.start_proxy()
    audit.start_analyst()
    result = self_test.run(audit.home)
    (why,) = why_of(result)
    assert why.startswith("the proxy passed it through without opening it: the client closed the connection")
    assert result.todo
    assert not result.passed


def test_a_proxy_with_an_earlier_certificate_is_to_be_started_again(audit: RunningAudit) -> None:
    audit.start_proxy()
    shutil.rmtree(audit.home.ca_dir)
    make_ca(audit.home)
    result = self_test.run(audit.home)
    (why,) = why_of(result)
    assert "shows a certificate that this home's authority did not sign" in why
    assert "start it again" in result.todo


def test_two_do_not_run_at_once(running: RunningAudit) -> None:
    with turn(running.home.run_dir):
        assert self_test.run(running.home).problem == "another self-test is running"
    assert self_test.run(running.home).passed


def test_a_damaged_ledger_or_journal_is_a_result_and_no_error(audit: RunningAudit) -> None:
    audit.start_proxy()
    audit.home.ledger_path.write_bytes(b"no ledger at all" * 500)
    result = self_test.run(audit.home)
    assert "cannot be used" in result.problem
    assert "leakledger doctor" in result.todo


# -- its parts ----------------------------------------------------------------------------------------------------


def test_the_samples_are_the_same_each_time_and_say_that_they_are_made_up() -> None:
    assert samples(NOW) == samples(NOW)
    assert all(len(item.body) < 1 << 20 for item in samples(NOW))
    assert all(
        any(word in item.sent for word in ("made-up", "drawn", "no microphone")) for item in samples(NOW)
    )


@pytest.mark.parametrize("number", range(4))
def test_the_rules_find_in_each_sample_what_is_asked_for(number: int) -> None:
    sample = samples(NOW)[number]
    headers = [("Content-Type", sample.content_type), ("Content-Encoding", sample.content_encoding)]
    sent = Transmission(
        id="1", flow_id="1", seen_at=NOW, writer="proxy-0", method="POST", scheme="https", host=SELF_TEST_HOST, port=443,
        path="/self-test/0", request_headers=tuple(pair for pair in headers if pair[1]), body=sample.body,
        body_size=len(sample.body),
    )  # fmt: skip
    analysis = Analyser(catalogue.load()).analyse(sent)
    assert not analysis.has_secret
    values = {
        (item.category, value) for item, value in zip(analysis.event.findings, analysis.revealed, strict=True)
    }
    for wanted in sample.wanted:
        assert any(
            category == wanted.category and wanted.value in ("", value) for category, value in values
        ), wanted


def judged(confidence: str = "certain", value: str = LATITUDE, category: str = "location.precise") -> str:
    from analysis.masking import digest

    key = bytes(32)
    found = SeenFinding(
        category=category, property="latitude", path="body", value="-48.88", value_digest=digest(key, value),
        confidence=confidence,
    )  # fmt: skip
    judge = Evidence(events={}, analyst=True, key=key, traces=Traces())
    wanted = Wanted(words="the latitude", category="location.precise", property="latitude", value=LATITUDE)
    return judge.findings(SeenEvent(warnings=("detector x failed",), findings=(found,)), (wanted,))[1]


def test_only_a_sure_finding_of_the_very_value_counts() -> None:
    assert judged() == ""
    assert judged("likely") == ""
    for why in (judged("possible"), judged(value="-48.876713"), judged(category="location.coarse")):
        assert why == "it was analysed, but nothing surely recognised the latitude (detector x failed)"


def test_one_altered_byte_does_not_pass() -> None:
    kind = KindResult(kind="audio", title="Sound", sent="a tone", recognised=True, unaltered=True)
    assert SelfTestResult(run="1", kinds=(kind,)).passed
    altered = msgspec.structs.replace(kind, unaltered=False)
    result = SelfTestResult(run="1", kinds=(altered,))
    assert not result.passed
    assert "the recipient got other bytes than were sent" in str(result)
    assert "byte for byte" not in str(result)


def test_the_stand_in_shows_a_certificate_of_this_home_and_keeps_what_it_gets(tmp_path: Path) -> None:
    home = Home.open(tmp_path / "home")
    make_ca(home)
    trust = ssl.create_default_context(cafile=str(home.ca_certificate))
    with stand_in(home.ca_dir / "mitmproxy-ca.pem") as server:
        with (
            socket.create_connection(("127.0.0.1", server.port), 10) as raw,
            trust.wrap_socket(raw, server_hostname=SELF_TEST_HOST) as connection,
        ):
            head = "POST /a HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 3\r\n\r\n"
            connection.sendall(head.encode() + b"abc")
            assert connection.recv(100).startswith(b"HTTP/1.1 200")
        assert server.received["/a"].body == b"abc"
        stranger = ssl.create_default_context()
        with socket.create_connection(("127.0.0.1", server.port), 10) as raw, pytest.raises(ssl.SSLError):
            stranger.wrap_socket(raw, server_hostname=SELF_TEST_HOST)
        wait_until(lambda: len(server.refused) == 1)


@pytest.mark.parametrize(
    "content", [None, b"", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"]
)
def test_without_an_authority_there_is_no_stand_in(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "mitmproxy-ca.pem"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(NoAuthority, match=r"mitmproxy-ca\.pem"):
        StandIn(path)


def test_an_announcement_ends_with_the_test_and_by_itself(tmp_path: Path) -> None:
    path = tmp_path / SELF_TEST_FILE
    with announcement(tmp_path, 4711):
        target = announced(path)
        assert target is not None
        assert target.port == 4711
        assert path.stat().st_mode & 0o777 == 0o600
    assert announced(path) is None
    path.write_text('{"port": 4711, "until": 1000}')
    assert announced(path) is None
    path.write_text("{")
    assert announced(path) is None


@pytest.mark.parametrize(
    ("listens", "expected"),
    [("0.0.0.0", "127.0.0.1"), ("::", "::1"), ("127.0.0.1", "127.0.0.1"), ("192.0.2.7", "192.0.2.7"),
     ("localhost", "localhost")],
)  # fmt: skip
def test_where_a_proxy_is_reached_from_here(listens: str, expected: str) -> None:
    assert reachable((listens, 8080)) == (expected, 8080)


def test_a_decision_of_the_future_does_not_count_yet(audit: RunningAudit) -> None:
    device = enrol_this_machine(audit.home)
    later = msgspec.structs.replace(device, mode="off")
    decide(audit.home, later, utc_now() + timedelta(hours=1))
    assert DeviceDirectory(decisions(audit.home)).resolve(device.addresses, utc_now()) == device
