"""When notices are sent: once, at their time, again after a failure, and never for what nobody asked."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from datetime import time as clock_time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import msgspec
import pytest

from analysis.devices import Decision, Device, record
from analysis.digest import alerts, of_day
from analysis.ledger_reader import LedgerReader
from analysis.notifier import MOST_ALERTS, Notifier, of_alert, of_digest
from analysis.queries import Viewer, day_of
from analysis.records import utc_now
from analysis.settings import Home
from tests.ledger_book import DAY, PHONE, TABLET, ZONE, Book, found

Make = Callable[..., Notifier]


class Busy(BaseHTTPRequestHandler):
    """A webhook that cannot take anything now, or can."""

    status = 503

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        self.send_response(self.status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing is printed."""


class Kept(Busy):
    """The same, which keeps what it was given."""

    bodies: list[str] = []

    def do_POST(self) -> None:
        self.bodies.append(self.rfile.read(int(self.headers["content-length"])).decode())
        self.send_response(self.status)
        self.send_header("Content-Length", "0")
        self.end_headers()


def yesterday(book: Book) -> None:
    book.send(book.at("09:00", DAY - timedelta(days=1)), PHONE, "social")


def heart(book: Book) -> None:
    book.send(book.at("03:10"), TABLET, "watchmaker", found("health.heart_rate", "61 /min"))


def at(clock: str, days: int = 0) -> datetime:
    return datetime.combine(DAY + timedelta(days=days), clock_time.fromisoformat(clock), ZONE)


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    readers: list[LedgerReader] = []

    def new(*fill: Callable[[Book], None], **notices: Any) -> Notifier:
        Home.open(tmp_path / "home")
        settings = {"timezone": "Europe/Berlin", "notices": {"folder": str(tmp_path / "out"), **notices}}
        (tmp_path / "home" / "settings.json").write_text(json.dumps(settings))
        home = Home.open(tmp_path / "home")
        if fill:
            book = Book(home)
            for function in fill:
                function(book)
            book.close()
        readers.append(LedgerReader(home.ledger_path))
        return Notifier(home, readers[-1])

    yield new
    for reader in readers:
        reader.close()


def files(tmp_path: Path) -> list[str]:
    return sorted(path.name for path in (tmp_path / "out").glob("*"))


def test_a_digest_goes_once_a_day_and_at_its_time(make: Make, tmp_path: Path) -> None:
    notifier = make(yesterday, heart, at="20:00")
    notifier.look(at("19:59"))
    assert files(tmp_path) == []  # nor the one of the day before, which nobody had asked for
    notifier.look(at("20:00"))
    notifier.look(at("20:01"))
    assert files(tmp_path) == [f"digest-{DAY}.txt"]
    assert notifier.sent == 1
    make(at="20:00").look(at("21:00"))  # another process, after a restart
    assert files(tmp_path) == [f"digest-{DAY}.txt"]


def test_what_was_told_of_a_device_goes_with_it(make: Make, tmp_path: Path) -> None:
    def without(book: Book) -> None:
        book.devices = [device for device in book.devices if device.id != TABLET]

    def first_of_phone(book: Book) -> None:
        book.send(book.at("03:20"), PHONE, "bank", found("health.heart_rate", "62 /min"))

    kept = tmp_path / "home" / "notices.json"
    make(yesterday, heart, first_of_phone, at="20:00", alerts=True).look(at("21:00"))
    assert TABLET in kept.read_text()
    home = Home.open(tmp_path / "home")
    gone = Device(id=TABLET, name="Tablet", mode="off", forgotten=True)
    record(home, [Decision(at=utc_now(), device=gone)])
    make(without, at="20:00").look(at("21:05"))
    assert TABLET not in kept.read_text()
    assert PHONE in kept.read_text()
    assert json.loads(kept.read_text())["digest"] == f"{DAY}"


def test_a_digest_that_was_missed_comes_as_soon_as_possible(make: Make, tmp_path: Path) -> None:
    make(yesterday, heart, at="20:00").look(at("20:00", -1))
    make(at="20:00").look(at("08:00", 1))
    assert files(tmp_path) == [f"digest-{DAY - timedelta(days=1)}.txt", f"digest-{DAY}.txt"]


def test_without_alerts_asked_for_none_is_sent(make: Make, tmp_path: Path) -> None:
    make(yesterday, heart).look(at("21:00"))
    assert files(tmp_path) == []


def test_an_alert_is_sent_once_also_after_a_restart(make: Make, tmp_path: Path) -> None:
    make(yesterday, heart, alerts=True).look(at("04:00"))
    make(alerts=True).look(at("04:01"))
    (name,) = files(tmp_path)
    assert "heart rate went from the tablet" in (tmp_path / "out" / name).read_text()


def test_a_day_of_many_new_things_is_not_a_day_of_many_alerts(make: Make, tmp_path: Path) -> None:
    def many(book: Book) -> None:
        for category in (
            "audio.recording",
            "photo.image",
            "location.precise",
            "sensor.motion",
            "health.sleep",
            "contact.name",
            "message.text",
        ):
            book.send(book.at("05:00"), PHONE, "social", found(category))

    make(yesterday, many, alerts=True).look(at("06:00"))
    assert len(files(tmp_path)) == MOST_ALERTS


def test_of_many_new_things_at_one_moment_those_that_weigh_most_are_the_alerts(
    make: Make, tmp_path: Path
) -> None:
    """Not those that come first in the alphabet or the ledger: location, photo, sound and messages before a step goal."""

    def many(book: Book) -> None:
        kinds = (
            "audio.recording", "contact.email", "fitness.goal", "fitness.steps", "health.heart_rate", "location.coarse",
            "location.precise", "photo.image", "sensor.motion",
        )  # fmt: skip
        book.send(book.at("05:00"), PHONE, "social", *(found(kind) for kind in kinds))

    make(yesterday, many, alerts=True).look(at("06:00"))
    told = " ".join((tmp_path / "out" / name).read_text() for name in files(tmp_path))
    for words in ("location", "photo", "sound", "heart rate", "email"):
        assert words in told
    for words in ("goal", "steps", "motion"):
        assert words not in told


def test_what_is_told_of_a_demo_says_that_it_is_made_up(make: Make, tmp_path: Path) -> None:
    make(yesterday, heart, at="20:00", alerts=True).look(at("20:00"))
    assert not any("made up" in (tmp_path / "out" / name).read_text() for name in files(tmp_path))
    real = Home.open(tmp_path / "home")
    demo = Home(real.root, msgspec.structs.replace(real.marker, kind="demo"), real.settings)
    reader = LedgerReader(demo.ledger_path)
    with reader.read() as connection:
        digest = of_day(connection, Viewer(owner=True), day_of(DAY, ZONE))
    reader.close()
    notices = (of_digest(demo, digest, names=False), of_alert(demo, alerts(digest)[0], digest, names=False))
    for notice in notices:
        assert notice.text.startswith("A demo: everything in it is made up.\n")
        assert notice.full.startswith("A demo: everything in it is made up.\n")


def test_what_did_not_arrive_is_tried_again_later(make: Make, tmp_path: Path) -> None:
    notifier = make(yesterday, heart, at="20:00")
    (tmp_path / "out").write_text("in the way")
    notifier.look(at("20:00"))
    assert "out" in notifier.trouble
    (tmp_path / "out").unlink()
    notifier.look(at("20:05"))
    assert files(tmp_path) == []
    notifier.look(at("20:15"))
    assert files(tmp_path) == [f"digest-{DAY}.txt"]
    assert notifier.trouble == ""


def test_what_failed_in_one_place_comes_neither_late_nor_twice_to_another(make: Make, tmp_path: Path) -> None:
    Busy.status = 503
    with HTTPServer(("127.0.0.1", 0), Busy) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        hook = {"url": f"http://127.0.0.1:{server.server_port}/house"}
        notifier = make(yesterday, heart, at="20:00", alerts=True, webhook=hook)
        notifier.look(at("20:00"))
        assert "503" in notifier.trouble
        assert sorted(name.partition("-")[0] for name in files(tmp_path)) == ["alert", "digest"]
        for name in files(tmp_path):
            (tmp_path / "out" / name).unlink()
        notifier.look(at("20:15"))
        assert (files(tmp_path), notifier.sent) == ([], 0)
        Busy.status = 200
        notifier.look(at("20:30"))
        server.shutdown()
    assert (files(tmp_path), notifier.sent, notifier.trouble) == ([], 2, "")


def test_nothing_is_sent_before_anything_was_recorded(make: Make, tmp_path: Path) -> None:
    make(at="00:00", alerts=True).look(at("12:00"))
    assert files(tmp_path) == []


def test_the_process_stays_and_ends_when_it_is_told(make: Make, tmp_path: Path) -> None:
    make(yesterday, at="00:00", alerts=True)
    command = [sys.executable, "-m", "analysis", "digest", "--home", str(tmp_path / "home"), "--stay"]
    process = subprocess.Popen(command)
    try:
        give_up = time.monotonic() + 30
        while not files(tmp_path):
            assert time.monotonic() < give_up
            time.sleep(0.1)
    finally:
        process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 0
    assert json.loads((tmp_path / "home" / "run" / "notices.json").read_text())["state"] == "stopped"


def test_what_came_right_before_midnight_is_told_after_it(make: Make, tmp_path: Path) -> None:
    def late(book: Book) -> None:
        book.send(book.at("23:59:40"), TABLET, "watchmaker", found("health.heart_rate", "61 /min"))

    notifier = make(yesterday, late, alerts=True)
    notifier.look(at("00:00:10", 1))
    notifier.look(at("00:01:10", 1))
    make(alerts=True).look(at("00:30", 1))  # another process, after a restart
    (name,) = files(tmp_path)
    assert (
        "heart rate went from the tablet to Watch Maker (CN), at 23:59"
        in (tmp_path / "out" / name).read_text()
    )


@pytest.mark.parametrize("when", ["00:00:10", "01:00", "12:00"])
def test_the_day_before_is_not_told_again(make: Make, tmp_path: Path, when: str) -> None:
    """What came by day had its day; alerts that are asked for after midnight do not begin with it."""
    make(yesterday, heart, alerts=True).look(at(when, 1))
    assert files(tmp_path) == []


def test_an_hour_after_midnight_the_day_before_is_over(make: Make, tmp_path: Path) -> None:
    def late(book: Book) -> None:
        book.send(book.at("23:59:40"), TABLET, "watchmaker", found("health.heart_rate", "61 /min"))

    make(yesterday, late, alerts=True).look(at("01:00", 1))
    assert files(tmp_path) == []


def evening(book: Book) -> None:
    book.send(book.at("22:00"), TABLET, "watchmaker", found("health.heart_rate", "61 /min"), sent=9_000_000)


def day_before(book: Book) -> None:
    book.send(book.at("09:00"), PHONE, "social")


def next_day(book: Book) -> None:
    book.send(book.at("09:00", DAY + timedelta(days=1)), PHONE, "social")


def told(tmp_path: Path, days: int = 0) -> str:
    return (tmp_path / "out" / f"digest-{DAY + timedelta(days=days)}.txt").read_text()


def add_to(tmp_path: Path, *fill: Callable[[Book], None]) -> None:
    """More comes into the ledger of a notifier that runs."""
    book = Book(Home.open(tmp_path / "home"))
    book._number = 500
    for function in fill:
        function(book)
    book.close()


def test_a_digest_says_until_when_and_the_next_one_tells_the_evening(make: Make, tmp_path: Path) -> None:
    make(yesterday, day_before, at="20:00").look(at("20:00"))
    assert told(tmp_path).startswith(f"{DAY} until 20:00: 1 device sent ")
    assert "heart" not in told(tmp_path)
    add_to(tmp_path, evening, next_day)
    notifier = make(at="20:00")  # another process, after a restart
    for hour, days in (("20:01", 0), ("23:59", 0), ("00:30", 1), ("20:00", 1)):
        notifier.look(at(hour, days))
    later = told(tmp_path, 1)
    assert later.startswith(f"{DAY + timedelta(days=1)} until 20:00: 1 device sent ")
    assert f"{DAY}, after the digest of 20:00: 9.0 MB more." in later
    assert "heart rate to 1" in later
    assert "heart rate went from the tablet to Watch Maker (CN), at 22:00" in later
    assert "first contact with Watch Maker (CN), from the tablet, at 22:00" in later
    assert files(tmp_path) == [f"digest-{DAY + timedelta(days=days)}.txt" for days in (0, 1)]
    notifier.look(at("20:00", 2))
    assert "heart" not in told(tmp_path, 2)


def test_what_was_told_is_not_told_again_as_the_evening(make: Make, tmp_path: Path) -> None:
    make(yesterday, heart, at="20:00").look(at("20:00"))
    add_to(tmp_path, next_day)
    make(at="20:00").look(at("20:00", 1))
    assert "after the digest" not in told(tmp_path, 1)
    assert "heart" not in told(tmp_path, 1)


def test_a_digest_that_comes_late_is_of_the_whole_day(make: Make, tmp_path: Path) -> None:
    make(yesterday, at="20:00").look(at("20:00", -1))
    add_to(tmp_path, day_before, evening, next_day)
    late = make(at="20:00")
    late.look(at("08:00", 1))
    assert told(tmp_path).startswith(f"{DAY}: 2 devices sent ")
    assert "heart rate to 1" in told(tmp_path)
    late.look(at("20:00", 1))
    assert "after the digest" not in told(tmp_path, 1)


def test_the_evening_of_a_digest_that_went_before_a_pause_is_told_with_its_date(
    make: Make, tmp_path: Path
) -> None:
    make(yesterday, day_before, at="20:00").look(at("20:00"))
    add_to(tmp_path, evening)
    make(at="20:00").look(at("21:00", 3))
    later = told(tmp_path, 3)
    assert later.startswith(f"{DAY + timedelta(days=3)} until 21:00: nothing has been recorded.\n")
    assert f"{DAY}, after the digest of 20:00: 9.0 MB more." in later


def test_without_names_the_evening_is_in_numbers(make: Make, tmp_path: Path) -> None:
    Kept.bodies, Kept.status = [], 200
    with HTTPServer(("127.0.0.1", 0), Kept) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        hook = {"url": f"http://127.0.0.1:{server.server_port}/house"}
        make(yesterday, day_before, at="20:00", webhook=hook).look(at("20:00"))
        add_to(tmp_path, evening, next_day)
        make(at="20:00", webhook=hook).look(at("20:00", 1))
        server.shutdown()
    later = Kept.bodies[-1]
    assert f"{DAY}, after the digest of 20:00: 9.0 MB more. Recognised for certain: 1 kind of data." in later
    for name in ("heart", "Tablet", "Watch Maker"):
        assert name not in later


def test_a_digest_that_arrived_in_part_comes_to_the_rest_as_it_was(make: Make, tmp_path: Path) -> None:
    """And what came meanwhile is told in the next, to everybody."""
    Kept.bodies, Kept.status = [], 503
    with HTTPServer(("127.0.0.1", 0), Kept) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        hook = {"url": f"http://127.0.0.1:{server.server_port}/house"}
        notifier = make(yesterday, day_before, at="20:00", webhook=hook, names=True)
        notifier.look(at("20:00"))
        first = told(tmp_path)
        add_to(tmp_path, evening, next_day)
        Kept.status = 200
        notifier.look(at("22:30"))
        notifier.look(at("20:00", 1))
        server.shutdown()
    assert Kept.bodies[1] == first
    assert f"{DAY}, after the digest of 20:00: 9.0 MB more." in Kept.bodies[2]
    assert f"{DAY}, after the digest of 20:00: 9.0 MB more." in told(tmp_path, 1)


def test_also_where_the_rest_never_arrives(make: Make, tmp_path: Path) -> None:
    Kept.bodies, Kept.status = [], 503
    with HTTPServer(("127.0.0.1", 0), Kept) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        hook = {"url": f"http://127.0.0.1:{server.server_port}/house"}
        notifier = make(yesterday, day_before, at="20:00", webhook=hook)
        notifier.look(at("20:00"))
        add_to(tmp_path, evening, next_day)
        notifier.look(at("20:00", 1))
        server.shutdown()
    assert f"{DAY}, after the digest of 20:00: 9.0 MB more." in told(tmp_path, 1)


def test_what_an_earlier_version_kept_is_read(make: Make, tmp_path: Path) -> None:
    make(yesterday, day_before, evening, next_day, at="20:00")
    (tmp_path / "home" / "notices.json").write_text(json.dumps({"digest": f"{DAY}", "alerts": {}}))
    make(at="20:00").look(at("20:00", 1))
    assert files(tmp_path) == [f"digest-{DAY + timedelta(days=1)}.txt"]
    assert "after the digest" not in told(tmp_path, 1)  # what the one before it said is not known
