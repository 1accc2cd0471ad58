"""The doctor: what is wrong with this installation, and how to mend it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import msgspec

from analysis import doctor_installation as installation
from analysis import doctor_records as records
from analysis import doctor_running as running
from analysis import self_test
from analysis.diagnosis import Check, Level, attention, guarded, problem
from analysis.records import utc_now
from analysis.self_test_result import SelfTestResult
from analysis.settings import DEFAULT_HOME, MARKER, Home, HomeMarker, Settings, UnusableHome
from analysis.status import lives, read_all


class Diagnosis(msgspec.Struct, frozen=True, kw_only=True):
    """All checks, and the self-test where it was asked for."""

    checks: tuple[Check, ...]
    self_test: SelfTestResult | None = None

    @property
    def problems(self) -> int:
        """How many problems there are; a self-test that did not pass is one."""
        failed = self.self_test is not None and not self.self_test.passed
        return sum(check.level is Level.PROBLEM for check in self.checks) + failed


def diagnose(path: Path | None = None, *, with_self_test: bool = False) -> Diagnosis:
    """Look at everything; ``path`` as for ``Home.open``. A home that is not there yet is not made. Never raises."""
    checks = [*guarded("software", installation.software), *guarded("catalogue", installation.trackers)]
    root = (path or Path(os.environ.get("LEAKLEDGER_HOME") or DEFAULT_HOME)).expanduser().absolute()
    home, before = _open(root, checks)
    if home is None:
        checks += guarded("sniffer rights", running.capturing)
        return Diagnosis(checks=tuple(checks), self_test=None)
    checks += guarded("home", lambda: installation.folder(home, before))
    checks += guarded("disk", lambda: installation.disk(home.root))
    checks += guarded("home", lambda: _look(home))
    tested = self_test.run(home) if with_self_test else None
    return Diagnosis(checks=tuple(checks), self_test=tested)


def _open(root: Path, checks: list[Check]) -> tuple[Home | None, int]:
    """The home and the mode that it had. With settings that cannot be read it is looked at with those that it came with."""
    try:
        if not (root / MARKER).exists() and not (root.exists() and any(_entries(root))):
            checks.append(attention("home", f"{root}: there is none yet", "'leakledger run' makes it"))
            return None, 0
        before = root.stat().st_mode
        return Home.open(root), before
    except OSError as error:
        mend = "give this user the rights to it, or choose another folder with --home"
        checks.append(problem("home", f"{root}: {error.strerror}", mend))
    except UnusableHome as error:
        text = str(error)
        if text.startswith(str(root / "settings.json")):
            mend = "mend that file, or delete it: all settings are then as they come"
            checks.append(problem("settings", text, mend))
            return Home(root, HomeMarker(), Settings()), before
        checks.append(problem("home", text, "mend what it says, or choose another folder with --home"))
    return None, 0


def _entries(root: Path) -> Iterator[Path]:
    try:
        yield from root.iterdir()
    except OSError:
        yield root  # it is there, and cannot be looked into: Home.open says why


def _look(home: Home) -> Iterator[Check]:
    now = utc_now()
    statuses = read_all(home)
    found, faults = records.journal_ends(home.journal_dir)
    analyst = any(status.name == "analyst" and lives(status, now) for status in statuses)
    captured = [end.recorded_at for end in found.values()]
    yield from guarded("settings", lambda: installation.settings(home))
    yield from guarded("never-opened list", lambda: installation.never_opened(home))
    yield from guarded("home key", lambda: installation.key(home))
    yield from guarded("certificate", lambda: installation.certificate(home, now))
    yield from guarded("clock", lambda: installation.clock(now, max(captured, default=None)))
    yield from guarded("devices", lambda: records.devices(home))
    yield from faults
    yield from guarded("journal", lambda: records.journal(home.journal_dir, found, now))
    yield from guarded("bodies", lambda: records.bodies(home.journal_dir))
    yield from guarded("ledger", lambda: records.ledger(home, found, analyst))
    yield from guarded("parts", lambda: running.parts(statuses, now))
    yield from guarded("ports", lambda: running.ports(home, statuses, now))
    yield from guarded("sniffer rights", running.capturing)
