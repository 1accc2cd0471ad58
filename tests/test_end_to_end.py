"""From the wire to the page: real curl and Chromium, the real proxy over TLS, journal, ledger, the page and the CSV."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterator

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By

from analysis.evidence_queries import EvidenceRow, Filters, every_row
from analysis.journal_format import decode_flow, decode_transmission
from analysis.journal_reading import tail
from analysis.ledger_reader import LedgerReader
from analysis.queries import Viewer
from analysis.records import Flow, Transmission, Visibility
from tests.end_to_end_audit import APP, HOSTS, MESSENGER, PLAIN, REFUSING, SECRETS, STRANGERS_HOST, Audit
from tests.end_to_end_morning import ADVERTISING_ID, phone_morning, tablet_morning

OWNER = Viewer(owner=True)
PHONE, TABLET = "Jo's phone", "Jo's tablet"
FOUND = {  # device, company, category, visibility
    (PHONE, "", "identifier.account", "opened"),  # with whose password they logged in
    (PHONE, "branch-metrics", "location.precise", "opened"),
    (PHONE, "branch-metrics", "identifier.advertising", "opened"),
    (PHONE, "stability-ai", "photo.image", "opened"),
    (PHONE, "stability-ai", "location.precise", "opened"),
    (PHONE, "adjust", "fitness.steps", "opened"),
    (PHONE, "adjust", "fitness.goal", "opened"),
    (PHONE, "openx", "location.precise", "opened"),
    (PHONE, "openx", "identifier.email", "opened"),
    (PHONE, "prisma-labs", "photo.image", "sampled"),
    (PHONE, "prisma-labs", "location.precise", "sampled"),
    (PHONE, "infonline", "location.precise", "cleartext"),
    (TABLET, "mixpanel", "location.precise", "opened"),
    (TABLET, "amazon", "audio.recording", "opened"),
    (TABLET, "segment", "sensor.motion", "opened"),
    (TABLET, "segment", "sensor.ambient_light", "opened"),
    (TABLET, "stability-ai", "photo.image", "opened"),
    (TABLET, "google", "identifier.email", "opened"),
    (TABLET, "google", "identifier.installation", "opened"),  # the client id of the same beacon
    (TABLET, "garmin", "health.heart_rate", "opened"),
}


@pytest.fixture(scope="module")
def audit(tmp_path_factory: pytest.TempPathFactory, chromium: str) -> Iterator[Audit]:
    """The audit after the morning: everything is in the ledger and every connection has ended."""
    running = Audit.prepare(tmp_path_factory.mktemp("end-to-end"))
    try:
        running.start()
        phone_morning(running)
        tablet_morning(running)
        running.until(running.is_settled, 30)
        yield running
    finally:
        running.close()


@pytest.fixture(scope="module")
def page(audit: Audit) -> Iterator[webdriver.Chrome]:
    """A browser that is logged in to the dashboard."""
    with audit.reader() as driver:
        yield driver


@pytest.fixture(autouse=True)
def logs(audit: Audit) -> Iterator[None]:
    """What the processes said, for the report of a test that fails."""
    yield
    sys.stdout.write(audit.told())


def transmissions(audit: Audit) -> list[Transmission]:
    records = tail(audit.home.journal_dir, "proxy-0", limit=100_000)
    return [decode_transmission(record) for record in records if record.kind == "transmission"]


def flows(audit: Audit) -> list[Flow]:
    """Flows in their last state."""
    records = tail(audit.home.journal_dir, "proxy-0", limit=100_000)
    every = (decode_flow(record) for record in records if record.kind == "flow")
    return list({flow.flow_id: flow for flow in every}.values())


def rows(audit: Audit, kind: str = "") -> list[EvidenceRow]:
    """The findings of the ledger."""
    reader = LedgerReader(audit.home.ledger_path)
    try:
        with reader.read() as connection:
            return list(every_row(connection, OWNER, Filters(kind=kind)))
    finally:
        reader.close()


def text_of(page: webdriver.Chrome, audit: Audit, path: str, wanted: str) -> str:
    """What a page says once it says ``wanted``."""
    page.get(f"http://127.0.0.1:{audit.dashboard_port}{path}")

    def shown() -> str:
        return page.find_element(By.TAG_NAME, "body").text

    audit.until(lambda: wanted in shown(), 15)
    return shown()


def test_the_trackers_got_what_was_sent(audit: Audit) -> None:
    """The audit changes nothing of what the devices send."""
    got = {(item.host, item.target.partition("?")[0], item.protocol): item for item in audit.origin.received}
    opened = got["api2.branch.io", "/v1/open", "http/1.1"]
    assert opened.headers["authorization"] == f"Bearer {SECRETS['bearer token']}"
    assert json.loads(opened.body)["advertising_ids"] == {"aaid": ADVERTISING_ID}
    big = got["appapi.neuralprisma.com", "/upload", "h2"]
    assert big.body == (audit.folder / "big.jpg").read_bytes()
    assert json.loads(got["connectapi.garmin.com", "/live", "websocket"].body)["heartRate"] == 71
    assert got[REFUSING, "/second", "h2"].body == b"battery=57"
    assert (REFUSING, "/first", "h2") not in got
    assert SECRETS["form"].encode() in got[APP, "/login", "h2"].body


def test_the_journal_holds_every_message_and_verifies(audit: Audit) -> None:
    sent = transmissions(audit)
    got = [
        (item.host, item.method, item.target.partition("?")[0])
        for item in (*audit.origin.received, *audit.plain.received)
        if item.host not in (REFUSING, MESSENGER, STRANGERS_HOST)
    ]
    assert sorted((item.host, item.method, item.path) for item in sent) == sorted(got)
    assert {item.protocol for item in sent} == {"http/1.1", "h2", "websocket"}
    (big,) = (item for item in sent if item.host == "appapi.neuralprisma.com")
    assert big.visibility is Visibility.SAMPLED
    assert big.body_size == (audit.folder / "big.jpg").stat().st_size
    checked = audit.leakledger("verify")
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_who_refused_and_who_is_never_opened_is_recorded_with_bytes(audit: Audit) -> None:
    by_host: dict[str, list[Flow]] = {}
    for flow in flows(audit):
        by_host.setdefault(flow.host, []).append(flow)
    first, second = by_host[REFUSING]
    assert (first.visibility, second.visibility) == (Visibility.REFUSED, Visibility.REFUSED)
    assert "unknown ca" in first.reason
    assert "passed through since" in second.reason
    assert second.bytes_out is not None
    assert second.bytes_out > 500  # a handshake and a request
    (messenger,) = by_host[MESSENGER]
    assert messenger.visibility is Visibility.PASSED_BY_CHOICE
    assert messenger.bytes_out is not None
    assert messenger.bytes_out > 5000


def test_nothing_but_the_mornings_hosts_was_contacted(audit: Audit) -> None:
    assert {flow.host for flow in flows(audit)} == {*HOSTS, PLAIN} - {STRANGERS_HOST, "o1.ingest.sentry.io"}


def test_media_are_gone_once_they_are_analysed(audit: Audit) -> None:
    voice = next(item.body for item in audit.origin.received if item.target == "/v1/speech" and item.body)
    pieces = [(audit.folder / name).read_bytes()[9000:9100] for name in ("portrait.jpg", "big.jpg")]
    for piece in (*pieces, voice[5000:5100]):
        assert len(piece) == 100
        assert [str(path) for path, content in audit.files() if piece in content] == []


@pytest.mark.parametrize("name", sorted(SECRETS))
def test_no_secret_is_in_any_file(audit: Audit, name: str) -> None:
    secret = SECRETS[name].encode()
    assert [str(path) for path, content in audit.files() if secret in content] == []


def test_the_dashboards_password_and_a_strangers_host_are_in_no_file(audit: Audit) -> None:
    for words in (audit.password, STRANGERS_HOST):
        assert [str(path) for path, content in audit.files() if words.encode() in content] == []


def test_the_ledger_names_device_company_kind_and_how_it_could_be_read(audit: Audit) -> None:
    found = {(row.device_name, row.company, row.category, row.visibility) for row in rows(audit)}
    assert found >= FOUND
    told = ("location", "photo", "audio", "sensor", "health", "fitness", "identifier")
    assert {entry for entry in found if entry[2].partition(".")[0] in told} == FOUND


def test_every_finding_says_where_and_why(audit: Audit) -> None:
    every = rows(audit)
    assert all(row.path and row.reasoning and row.rules and row.confidence for row in every)
    paths = {(row.host, row.category): row.path for row in every}
    assert paths["app.adjust.com", "fitness.steps"] == "body>gzip>json:$.steps"
    assert paths["api.segment.io", "sensor.motion"] == "body>gzip>json:$.accelerometer[*]"
    assert paths["rtb.openx.net", "identifier.email"] == "body>form:email"
    assert paths["connectapi.garmin.com", "health.heart_rate"] == "body>json:$.heartRate"
    assert paths["pitangui.amazon.com", "audio.recording"] == "body"
    (login,) = (row for row in every if row.category.startswith("credential") and row.path.startswith("body"))
    assert (login.host, login.path) == (APP, "body>form:password")
    place = {row.path for row in every if row.device_name == PHONE and row.host == "api.stability.ai"}
    assert any("exif" in path.lower() for path in place), place


def test_the_csv_has_the_ledgers_rows_and_each_explains_itself(audit: Audit) -> None:
    target = audit.folder / "evidence.csv"
    done = audit.leakledger("export", "csv", "--output", target)
    assert done.returncode == 0, done.stderr
    assert (
        "1 where the client did not accept our certificate" in done.stderr
        or "2 where the client" in done.stderr
    )
    with target.open(newline="", encoding="utf-8") as stream:
        lines = list(csv.DictReader(stream))
    expected = [
        (row.device_name, row.host, row.company, row.category, row.property, row.path, row.reasoning)
        for row in rows(audit)
    ]
    names = ("device_name", "host", "company", "category", "property", "path", "reasoning")
    assert [tuple(line[name] for name in names) for line in lines] == expected
    assert {line["csv_escaped"] for line in lines if line["property"] == "latitude"} == {"false"}
    assert any(line["value"].startswith("-33.8") for line in lines)


def test_today_says_what_left_to_whom_and_how_much_could_be_read(
    audit: Audit, page: webdriver.Chrome
) -> None:
    words = text_of(page, audit, "/", "Who got it")
    assert "2 devices sent" in words
    for company in ("Branch", "Mixpanel", "Amazon", "Segment", "Stability AI", "Google", "Garmin", "Samsung"):
        assert company in words
    for kind in ("location", "photo", "audio", "sensor", "health", "identifier"):
        assert kind in words
    assert PHONE in words
    assert TABLET in words
    assert "1 did not accept our certificate, 1 is never opened by choice" in words
    assert "What we could not read may hold more." in words
    assert "A demo: everything here is made up." in words


def test_a_devices_page_shows_its_day_and_who_refused(audit: Audit, page: webdriver.Chrome) -> None:
    devices = {row.device_name: row.device for row in rows(audit)}
    words = text_of(page, audit, f"/device/{devices[PHONE]}", "Did not accept our certificate")
    assert REFUSING in words
    assert "OpenX" in words
    assert "Mixpanel" not in words
    words = text_of(page, audit, f"/device/{devices[TABLET]}", "What the readings said")
    assert "Mixpanel" in words
    assert "light readings" in words
    assert "Did not accept our certificate" not in words


def test_evidence_shows_path_and_reasoning_and_its_csv_is_the_commands(
    audit: Audit, page: webdriver.Chrome
) -> None:
    words = text_of(page, audit, "/evidence?kind=audio", "Download CSV")
    (sound,) = rows(audit, kind="audio")
    for part in (sound.reasoning, sound.value, TABLET, "pitangui.amazon.com", "certain"):
        assert part in words
    text_of(page, audit, "/evidence", "Download CSV")
    page.find_element(By.LINK_TEXT, "Download CSV").click()
    downloaded = audit.folder / "reader" / "downloads" / "demo-findings.csv"  # stand-ins make it a demo
    audit.until(lambda: downloaded.exists() and downloaded.stat().st_size > 0, 15)
    command = audit.folder / "command.csv"
    assert audit.leakledger("export", "csv", "--output", command).returncode == 0
    assert downloaded.read_bytes() == command.read_bytes()
    assert len(list(csv.reader(io.StringIO(command.read_text(encoding="utf-8"))))) == len(rows(audit)) + 1


def test_today_follows_while_traffic_flows(audit: Audit, page: webdriver.Chrome) -> None:
    assert "Sentry" not in text_of(page, audit, "/", "Who got it")
    page.execute_script("window.sameDocument = true")
    audit.curl(
        "--json",
        '{"latitude": 52.52001, "longitude": 13.40495}',
        "https://o1.ingest.sentry.io/api/1/envelope/",
    )
    audit.until(lambda: "Sentry" in page.find_element(By.TAG_NAME, "body").text, 15)
    assert page.execute_script("return window.sameDocument")


def test_without_the_password_nobody_sees_anything(audit: Audit) -> None:
    done = audit.curl("-o", "-", f"http://127.0.0.1:{audit.dashboard_port}/evidence", "-x", "", user="")
    assert b"Jo" not in done.stdout
    refused = audit.curl(
        f"http://127.0.0.1:{audit.dashboard_port}/download/findings.csv", "-x", "", user="", check=False
    )
    assert refused.returncode == 22  # --fail: an HTTP status of 400 or more
    relayed = audit.curl(f"http://127.0.0.1:{audit.dashboard_port}/login", check=False)
    assert relayed.returncode == 22, "the proxy relayed a device to the box's own dashboard"


def test_of_a_stranger_there_is_a_total_and_nothing_else(audit: Audit, page: webdriver.Chrome) -> None:
    proxy = audit.parts["proxy"]
    assert proxy.stop() == 0  # the total is handed out rarely, and at the end
    total = [flow for flow in flows(audit) if not flow.addresses and not flow.host]
    assert len(total) == 1
    assert (total[0].bytes_out or 0) > 500
    assert total[0].client is None
    words = text_of(page, audit, "/", "Devices that are not enrolled sent")
    assert "We keep this total of them and nothing else." in words
    proxy.start()
