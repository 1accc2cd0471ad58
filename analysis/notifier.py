"""Sends the digest once a day, and alerts as they come: a part of ``run`` where the owner asked for it."""

from __future__ import annotations

import signal
import threading
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Final

import msgspec

from analysis import digest as digests
from analysis.devices import DeviceDirectory, decisions
from analysis.digest_rest import Spoken, device_of, key
from analysis.journal_format import to_micros
from analysis.ledger_reader import LedgerReader
from analysis.notice_delivery import NotDelivered, Notice, deliver
from analysis.queries import Viewer, day_of, devices
from analysis.query_records import First
from analysis.records import utc_now
from analysis.settings import Home, write_private
from analysis.status import Heartbeat
from analysis.wording import tr, using

EVERY: Final = 60.0  # seconds between two looks
RETRY: Final = timedelta(minutes=15)
LATE: Final = timedelta(
    hours=1
)  # after midnight, for what came as long before it and was not looked at in its day
MOST_ALERTS: Final = 5  # a day; the digest has the rest
_OWNER: Final = Viewer(owner=True)
_STATE: Final = "notices.json"
_DAYS_KEPT: Final = 30  # of what was told


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What was sent already: the last day with a digest, what that said, and alerts by day."""

    digest: str = ""
    spoken: Spoken | None = None
    alerts: dict[str, tuple[str, ...]] = {}


class Notifier:
    """Looks at the ledger and sends what is due."""

    def __init__(self, home: Home, reader: LedgerReader) -> None:
        self._home, self._reader = home, reader
        self._notices = home.settings.notices
        self._told = _read(home.root / _STATE)
        self._not_before: datetime | None = None
        self._arrived: dict[str, set[str]] = {}  # where a notice is that has not arrived everywhere
        # a digest that has arrived somewhere, and not everywhere
        self._partly: tuple[Notice, Spoken] | None = None
        self.sent = 0
        self.trouble = ""

    def look(self, now: datetime) -> None:
        """Send what is due at ``now``; what did not arrive is tried again after a quarter of an hour."""
        local = now.astimezone(self._home.timezone)
        if (self._not_before is not None and now < self._not_before) or not self._reader.ready():
            return
        self._forget()
        asked = ((self._notices.alerts, self._alert), (bool(self._notices.at), self._digest))
        failed = []
        for wanted, send in asked:
            try:
                if wanted:
                    send(local)
            except NotDelivered as error:
                failed.append(str(error))
        self.trouble, self._not_before = "; ".join(dict.fromkeys(failed)), now + RETRY if failed else None

    def _digest(self, local: datetime) -> None:
        """At the time asked for; where the machine was off then, as soon as it is on again."""
        yesterday = (local.date() - timedelta(days=1)).isoformat()
        due = local.date().isoformat() if local.time() >= time.fromisoformat(self._notices.at) else yesterday
        if due <= (self._told.digest or yesterday):  # nobody asked for the days before the first
            return
        if self._partly is None or self._partly[1].date != due:
            self._partly = self._made(date.fromisoformat(due), to_micros(local))
        notice, said = self._partly
        try:
            self._send(due, notice)
        except NotDelivered:
            if not self._arrived.get(due):
                self._partly = None  # it is made anew
            raise
        self._partly = None
        self._remember(msgspec.structs.replace(self._told, digest=due, spoken=said))

    def _made(self, day: date, now: int) -> tuple[Notice, Spoken]:
        """A day's digest, with what came to an earlier day after the digest of that; and what it says of its own day."""
        found = self._of(day, now)
        before = self._partly[1] if self._partly is not None else self._told.spoken
        said = digests.spoken(found, now)
        if before is not None and before.date < found.date:
            found = digests.with_rest(found, self._of(date.fromisoformat(before.date)), before)
        return of_digest(self._home, found, self._notices.names), said

    def _alert(self, local: datetime) -> None:
        """Of today; and after midnight, of what came at the end of the day before and was not looked at in it."""
        today = local.date()
        midnight = datetime.combine(today, time(), self._home.timezone)
        if local - midnight < LATE:
            self._alert_of(today - timedelta(days=1), int((midnight - LATE).timestamp()) * 1_000_000)
        self._alert_of(today)

    def _alert_of(self, day: date, since: int = 0) -> None:
        found = self._of(day)
        told = self._told.alerts.get(day.isoformat(), ())
        for first in digests.alerts(found):
            name = key(first)
            if name in told or len(told) >= MOST_ALERTS or first.seen_at < since:
                continue
            self._send(f"{day} {name}", of_alert(self._home, first, found, self._notices.names))
            told = (*told, name)
            kept = dict(sorted({**self._told.alerts, day.isoformat(): told}.items())[-_DAYS_KEPT:])
            self._remember(msgspec.structs.replace(self._told, alerts=kept))

    def _forget(self) -> None:
        """What was told of a device that was forgotten goes with it."""
        told, spoken = self._told, self._told.spoken
        names = {name for day in told.alerts.values() for name in day} | set(spoken.firsts if spoken else ())
        with self._reader.read() as connection:
            known = {"", *(device.id for device in devices(connection, _OWNER))}
        if not (missing := {name for name in names if device_of(name) not in known}):
            return  # nearly always
        everyone = DeviceDirectory(decisions(self._home)).everyone()
        forgotten = {device.id for device in everyone if device.forgotten}
        gone = {name for name in missing if device_of(name) in forgotten}
        if gone:
            kept = {day: tuple(name for name in of if name not in gone) for day, of in told.alerts.items()}
            if spoken is not None:
                firsts = tuple(name for name in spoken.firsts if name not in gone)
                spoken = msgspec.structs.replace(spoken, firsts=firsts)
            self._partly = None
            self._remember(msgspec.structs.replace(told, alerts=kept, spoken=spoken))

    def _of(self, day: date, now: int = 0) -> digests.Digest:
        with self._reader.read() as connection:
            return digests.of_day(connection, _OWNER, day_of(day, self._home.timezone), now)

    def _send(self, key: str, notice: Notice) -> None:
        """Where it has not arrived before: what failed in one place does not come twice to another."""
        deliver(notice, self._notices, self._arrived.setdefault(key, set()))
        del self._arrived[key]
        self.sent += 1

    def _remember(self, told: Told) -> None:
        self._told = told
        write_private(self._home.root / _STATE, msgspec.json.encode(told).decode())


def made_up(home: Home) -> str:
    """The line that stands above what is told of a demo; "" in any other home."""
    return f"{tr('A demo: everything in it is made up.')}\n" if home.is_demo else ""


def of_digest(home: Home, found: digests.Digest, names: bool) -> Notice:
    """A digest as a notice, in the owner's language."""
    with using(home.settings.language):
        return Notice(
            name=f"digest-{found.date}",
            title=f"leakledger: {found.date}",
            text=made_up(home) + digests.text(found, home.timezone, names=names),
            full=made_up(home) + digests.text(found, home.timezone, names=True),
            at=utc_now(),
        )


def of_alert(home: Home, first: First, found: digests.Digest, names: bool) -> Notice:
    """What is new as a notice, in the owner's language."""
    at = utc_now()
    with using(home.settings.language):
        line, full = (digests.alert_text(first, found, home.timezone, names=each) for each in (names, True))
        title = tr("leakledger: something new")
        note = made_up(home)
    name = f"alert-{at:%Y%m%dT%H%M%S%f}"
    return Notice(name=name, title=title, text=f"{note}{line}\n", full=f"{note}{full}\n", at=at)


def run(home: Home) -> int:
    """Until SIGTERM or SIGINT."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    heartbeat = Heartbeat(home, "notices")
    reader = LedgerReader(home.ledger_path)
    notifier = Notifier(home, reader)
    due = 0.0
    try:
        while not stop.wait(1.0):
            due -= 1.0
            if due <= 0:
                notifier.look(utc_now())
                due = EVERY
            state = "degraded" if notifier.trouble else "running"
            heartbeat.update(state, notifier.trouble, sent=notifier.sent)
    finally:
        reader.close()
        heartbeat.stop()
    return 0


def _read(path: Path) -> Told:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Told)
    except (FileNotFoundError, msgspec.DecodeError):
        return Told()  # at worst something is told twice
