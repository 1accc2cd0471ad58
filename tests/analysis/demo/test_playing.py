from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import msgspec
import pytest

from analysis.consent import is_agreed
from analysis.counting import amount
from analysis.demo import media, person, phone, story, tablet, watch
from analysis.demo.app import Setup
from analysis.demo.playing import fresh_home
from analysis.demo.stand_ins import IMAGES, LIGHT, MESSENGER, REFUSING, VOICE, WATCH
from analysis.devices import DeviceDirectory, decisions
from analysis.inference_queries import conclusions
from analysis.inferences import Place
from analysis.journal_format import decode_transmission, to_micros
from analysis.journal_reading import tail
from analysis.ledger_reader import LedgerReader
from analysis.morning import Part, Verdict, tell
from analysis.morning_findings import hours
from analysis.queries import Viewer, day_of
from analysis.records import Measures, Visibility, utc_now
from analysis.settings import MARKER, Home, UnusableHome

REPOSITORY = Path(__file__).resolve().parents[3]


def command(home: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "analysis", "demo", "--home", str(home), "--fast", *words]


def cut_off(words: list[str]) -> list[str]:
    """The same command in a network of its own that has loopback alone; as it is where the system does not permit that."""
    inside = ["unshare", "-rn", "sh", "-c", 'ip link set lo up && exec "$@"', "sh"]
    if shutil.which("unshare") and shutil.which("ip"):
        tried = subprocess.run([*inside, "true"], capture_output=True, check=False)
        if tried.returncode == 0:
            return [*inside, *words]
    return words


def left_running(home: Path) -> list[str]:
    """Command lines of processes that still have to do with that home."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            text = path.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue  # it has ended in the meantime
        if str(home) in text and str(os.getpid()) != path.parent.name:
            found.append(text)
    return found


class Played:
    """A demo that was played to its end."""

    def __init__(self, root: Path, *words: str, network: bool = True) -> None:
        self.root = root
        line = command(root, "--once", *words)
        started = time.monotonic()
        self.done = subprocess.run(
            line if network else cut_off(line),
            cwd=REPOSITORY,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        self.seconds = time.monotonic() - started
        self.ledger = sqlite3.connect(root / "ledger.sqlite")

    def rows(self, sql: str, *values: str) -> list[tuple[object, ...]]:
        return self.ledger.execute(sql, values).fetchall()

    def story(self) -> list[tuple[str, Part]]:
        reader = LedgerReader(self.root / "ledger.sqlite")
        try:
            with reader.read() as connection:
                return story.story(
                    hours(connection, Viewer(owner=True), 0, to_micros(utc_now()) + 3_600_000_000)
                )
        finally:
            reader.close()


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    """One whole morning; where the system permits, without any network but loopback."""
    demo = Played(tmp_path_factory.mktemp("demo") / "home", network=False)
    assert demo.done.returncode == 0, demo.done.stderr
    yield demo
    demo.ledger.close()


def test_it_says_that_all_is_made_up_and_ends_cleanly(played: Played) -> None:
    assert "every device, person and place here is made up" in played.done.stdout
    assert "Traceback" not in played.done.stderr
    assert left_running(played.root) == []
    assert played.seconds < 60


@pytest.mark.parametrize(
    ("device", "category", "host"),
    [
        ("tablet", "sensor.ambient_light", LIGHT),
        ("phone", "audio.recording", VOICE),
        ("phone", "photo.image", IMAGES),
        ("phone", "location.precise", IMAGES),
        ("phone", "location.precise", "rtb.openx.net"),
        ("watch", "fitness.steps", WATCH),
        ("watch", "fitness.goal", WATCH),
        ("watch", "health.heart_rate", WATCH),
        ("phone", "identifier.advertising", "graph.facebook.com"),
        ("phone", "identifier.hashed", "rtb.openx.net"),
        ("phone", "identifier.hashed", "graph.facebook.com"),
        ("tablet", "identifier.advertising", LIGHT),
        ("tablet", "identifier.installation", "api-eu.mixpanel.com"),
        ("watch", "device_state.battery", "o1.ingest.sentry.io"),
        ("phone", "device_state.battery", "notify.bugsnag.com"),
        ("phone", "network_address.local", "api2.branch.io"),
        ("phone", "browsing.page", "www.google-analytics.com"),
    ],
)
def test_every_kind_is_in_the_ledger_for_its_device_and_company(
    played: Played, device: str, category: str, host: str
) -> None:
    sql = """
        SELECT c.name FROM findings f JOIN devices d ON d.id = f.device JOIN companies c ON c.id = f.company
        WHERE d.name = ? AND f.category = ? AND f.host = ? AND f.visibility = 'opened' AND f.confidence = 'certain'"""
    assert played.rows(sql, device, category, host)


def test_the_whole_light_series_was_counted(played: Played) -> None:
    sql = "SELECT measures FROM findings WHERE category = 'sensor.ambient_light' ORDER BY seen_at"
    series = [msgspec.json.decode(str(measures), type=Measures) for (measures,) in played.rows(sql)]
    assert sum(item.n or 0 for item in series) == len(person.light_series())
    assert (series[0].min, series[-1].max) == (4.0, 1300.0)


def test_one_request_went_without_encryption(played: Played) -> None:
    assert played.rows("SELECT host FROM events WHERE visibility = 'cleartext'") == [("de.ioam.de",)]


def test_the_app_that_refused_got_through_and_its_bytes_are_counted(played: Played) -> None:
    sql = "SELECT visibility, bytes_out, bytes_in, reason FROM flows WHERE host = ? ORDER BY opened_at"
    first, second = played.rows(sql, REFUSING)
    assert (first[0], second[0]) == ("refused", "refused")
    assert "alert" in str(first[3])
    assert "passed through since" in str(second[3])
    assert int(str(second[1])) > 300
    assert int(str(second[2])) > 300  # it was answered
    assert played.rows("SELECT 1 FROM events WHERE host = ?", REFUSING) == []


def test_the_messenger_is_passed_by_choice_and_nothing_of_it_is_kept(played: Played) -> None:
    rows = played.rows("SELECT visibility, bytes_out, reason, messages FROM flows WHERE host = ?", MESSENGER)
    assert len(rows) == 1
    visibility, bytes_out, reason, messages = rows[0]
    assert (visibility, reason, messages) == ("passed_by_choice", "never opened: messengers", 0)
    assert int(str(bytes_out)) > len(media.photo())
    sent = [
        decode_transmission(record)
        for record in tail(played.root / "journal", "proxy-0", limit=10_000)
        if record.kind == "transmission"
    ]
    assert sent
    assert all(transmission.host != MESSENGER for transmission in sent)
    marks = (person.CAPTION.encode(), b"/mms/image", media.photo()[2_000:2_100])
    for path in played.root.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert [mark for mark in marks if mark in data] == [], path
    assert all(person.CAPTION.encode() not in (transmission.body or b"") for transmission in sent)


def test_every_message_and_connection_of_the_morning_is_in_the_ledger(played: Played) -> None:
    setup = Setup(port=1, trusted=(), own=str(played.root / "stand-ins" / "stand-ins-ca.pem"), seconds=1)
    steps = [step.name for device in (phone, tablet, watch) for step in device.steps(setup)]
    assert played.rows("SELECT count(*) FROM flows WHERE device <> ''") == [(len(steps),)]
    unread = steps.count("refused") + steps.count("messenger")
    sound = 1 + 3 + 1  # the handshake, three messages, and what they are joined into
    assert played.rows("SELECT count(*) FROM events") == [(len(steps) - unread - 1 + sound,)]


def test_every_device_did_all_it_should_and_nothing_is_open(played: Played) -> None:
    assert "could not finish" not in played.done.stderr
    assert played.rows("SELECT count(*) FROM flows WHERE closed_at IS NULL") == [(0,)]
    assert played.rows("SELECT name, kind, person FROM devices ORDER BY name") == [
        ("phone", "phone", person.NAME), ("tablet", "tablet", person.NAME), ("watch", "watch", person.NAME),
    ]  # fmt: skip


def test_the_story_follows_from_the_ledger(played: Played) -> None:
    told = played.story()
    assert [(device, part.verdict.value) for device, part in told] == [
        ("tablet", "seen"), ("phone", "seen"), ("phone", "seen"), ("watch", "seen"), ("phone, tablet", "possible"),
    ]  # fmt: skip
    texts = [part.text for _, part in told]
    assert "115 readings from 4 to 1,300 lux went to Segment" in texts[0]
    assert "12.0 s of sound went to Amazon" in texts[1]
    assert "the place, the time, the camera's model and its serial number" in texts[2]
    assert "went to Meta Platforms in 1 connection, by a messenger that is never opened" in texts[2]
    assert "1,893 steps of a goal of 10,000 and 12 readings of the heart rate went to Garmin" in texts[3]
    size = played.rows("SELECT sum(bytes_out) FROM flows WHERE host = ?", REFUSING)[0][0]
    assert f"{amount(int(str(size)))} went to" in texts[4]
    unread = "visibility NOT IN ('opened', 'cleartext', 'sampled')"
    whole = played.rows(f"SELECT sum(bytes_out) FROM flows WHERE {unread}")[0][0]
    assert texts[4].startswith(f"All together, {amount(int(str(whole)))} went to ")
    assert all(text in played.done.stdout for text in texts)


def test_what_the_essay_says_of_the_light_can_be_inferred_at_whatever_hour_it_is_played(
    played: Played,
) -> None:
    home = Home.open(played.root)
    reader = LedgerReader(home.ledger_path)
    try:
        with reader.read() as connection:
            north, east = home.settings.position or (0.0, 0.0)
            began = int(str(played.rows("SELECT min(seen_at) FROM findings")[0][0])) / 1_000_000
            day = day_of(datetime.fromtimestamp(began, home.timezone).date(), home.timezone)
            told = conclusions(
                connection, Viewer(owner=True), day, place=Place(latitude=north, longitude=east)
            )
    finally:
        reader.close()
    who = {one.inference: one.recipients for one in told.conclusions}
    assert who["light_dark"] == who["light_daylight"] == ("twilio",)  # which owns Segment
    assert who["audio_machine"] == ("amazon",)
    assert who["photo_place"] == ("stability-ai",)
    assert who["steps_activity"] == ("garmin",)


def test_whose_devices_they_are_has_agreed(played: Played) -> None:
    home = Home.open(played.root)
    devices = DeviceDirectory(decisions(home)).devices()
    assert len(devices) == 3
    assert all(is_agreed(home, device) for device in devices)


def test_the_journal_stands_up_to_verification(played: Played) -> None:
    verify = [sys.executable, "-m", "analysis", "verify", "--home", str(played.root)]
    assert subprocess.run(verify, cwd=REPOSITORY, capture_output=True, check=False).returncode == 0


def test_without_the_light_series_the_story_says_that_none_was_seen(tmp_path: Path) -> None:
    demo = Played(tmp_path / "home", "--without", "light", "--without", "refused")
    light = tablets_light(demo)
    assert light.verdict is Verdict.NOT_SEEN
    assert "No reading of a light sensor was seen in the 3 messages that could be read" in light.text
    assert demo.rows("SELECT count(*) FROM findings WHERE category = 'sensor.ambient_light'") == [(0,)]
    demo.ledger.close()


def test_without_the_light_series_what_was_refused_may_hold_it(tmp_path: Path) -> None:
    demo = Played(tmp_path / "home", "--without", "light")
    light = tablets_light(demo)
    assert light.verdict is Verdict.POSSIBLE
    assert "could not be read" in light.text
    assert Visibility.REFUSED in {str(row[0]) for row in demo.rows("SELECT visibility FROM flows")}
    demo.ledger.close()


def tablets_light(demo: Played) -> Part:
    reader = LedgerReader(demo.root / "ledger.sqlite")
    try:
        with reader.read() as connection:
            (tablet,) = [
                item
                for item in hours(connection, Viewer(owner=True), 0, to_micros(utc_now()) + 3_600_000_000)
                if item.device.name == "tablet"
            ]
    finally:
        reader.close()
    return tell(tablet).parts[0]


def test_beside_them_a_stock_phone_whose_apps_accept_no_certificate_of_ours(tmp_path: Path) -> None:
    demo = Played(tmp_path / "home", "--stock")
    assert demo.done.returncode == 0, demo.done.stderr
    rows = demo.rows(
        "SELECT visibility, count(DISTINCT host) FROM flows JOIN devices ON devices.id = flows.device"
        " WHERE devices.name = 'stock phone' GROUP BY 1 ORDER BY 1"
    )
    assert rows == [("cleartext", 1), ("opened", 1), ("passed_by_choice", 1), ("refused", 4)]
    kinds = demo.rows(
        "SELECT DISTINCT findings.kind FROM findings JOIN devices ON devices.id = findings.device"
        " WHERE devices.name = 'stock phone'"
    )
    assert not {("sensor",), ("photo",), ("audio",)} & set(kinds)
    demo.ledger.close()


def test_with_the_dashboard_until_it_is_interrupted(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with (tmp_path / "out").open("w+") as out:
        demo = subprocess.Popen(command(home), cwd=REPOSITORY, stdout=out, stderr=subprocess.STDOUT)
        try:
            said = wait_for(tmp_path / "out", "until Ctrl-C", demo)
            url = said.partition("Dashboard: ")[2].split()[0]
            with urllib.request.urlopen(url, timeout=10) as answer:
                assert answer.status == 200
            assert "Password" in said
        finally:
            demo.send_signal(signal.SIGINT)
            code = demo.wait(30)
    assert code == 0
    assert f"rm -r {home}" in (tmp_path / "out").read_text()
    assert left_running(home) == []


def test_it_can_be_interrupted_in_the_middle(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with (tmp_path / "out").open("w+") as out:
        demo = subprocess.Popen(command(home, "--once"), cwd=REPOSITORY, stdout=out, stderr=subprocess.STDOUT)
        wait_for(tmp_path / "out", "listening on", demo)
        time.sleep(1.5)
        demo.send_signal(signal.SIGTERM)
        assert demo.wait(30) in (0, 1)
    assert left_running(home) == []
    assert "Traceback" not in (tmp_path / "out").read_text()


def wait_for(path: Path, words: str, process: subprocess.Popen[bytes]) -> str:
    give_up = time.monotonic() + 60
    while words not in (said := path.read_text()):
        assert process.poll() is None, said
        assert time.monotonic() < give_up, said
        time.sleep(0.1)
    return said


# -- the home -----------------------------------------------------------------------------------------------------


def test_an_earlier_demo_is_removed(tmp_path: Path) -> None:
    with fresh_home(tmp_path / "home") as home:
        (home.root / "journal" / "x").mkdir()
        (home.root / "ledger.sqlite").write_bytes(b"old")
        (home.root / "settings.json").write_text('{"language": "de"}')
    with fresh_home(tmp_path / "home") as home:
        assert home.is_demo
        assert sorted(path.name for path in home.root.iterdir()) == sorted(
            [MARKER, "ca", "journal", "run", "settings.json"]
        )
        assert home.settings.language == ""
        assert home.settings.position is not None
        assert list(home.journal_dir.iterdir()) == []


def test_a_link_inside_it_is_removed_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious" / "letter").write_text("dear")
    with fresh_home(tmp_path / "home") as home:
        (home.root / "link").symlink_to(tmp_path / "precious")
    with fresh_home(tmp_path / "home") as home:
        assert not (home.root / "link").is_symlink()
    assert (tmp_path / "precious" / "letter").read_text() == "dear"


def test_a_real_home_or_anybody_s_folder_is_refused_and_left_alone(tmp_path: Path) -> None:
    Home.open(tmp_path / "real", kind="home")
    (tmp_path / "real" / "ledger.sqlite").write_bytes(b"mine")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "letter").write_text("dear")
    for name in ("real", "other"):
        with pytest.raises(UnusableHome), fresh_home(tmp_path / name):
            pytest.fail("it was opened")
    assert (tmp_path / "real" / "ledger.sqlite").read_bytes() == b"mine"
    assert (tmp_path / "other" / "letter").read_text() == "dear"


def test_two_demos_do_not_share_a_home(tmp_path: Path) -> None:
    first = fresh_home(tmp_path / "home")
    with first, pytest.raises(UnusableHome, match="running here already"), fresh_home(tmp_path / "home"):
        pytest.fail("it was opened twice")
    with fresh_home(tmp_path / "home") as again:
        assert again.is_demo
