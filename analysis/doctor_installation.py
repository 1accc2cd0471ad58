"""The doctor's look at what is installed and at the home: software, folder, disk, settings, catalogue, certificate."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives import hashes

from analysis import catalogue
from analysis.authority import UnusableAuthority, certificate_of, is_made, private_path, renewal
from analysis.diagnosis import Check, attention, ok, problem
from analysis.errors import UserFault
from analysis.preconditions import check_never_intercept
from analysis.settings import Home, Settings, UnusableHome

PACKAGES: Final = ("mitmproxy", "scapy", "dash", "sqlalchemy", "cryptography")
OLDEST_PYTHON: Final = (3, 12)
LITTLE_SPACE: Final = 500_000_000  # bytes
NO_SPACE: Final = 100_000_000
_EXPIRES_SOON: Final = timedelta(days=30)
_PROBE: Final = bytes(4096)


def software() -> Check:
    """Python, SQLite and the packages that matter; nothing is imported for it."""
    found, missing = [], []
    for name in PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            missing.append(name)
    python = ".".join(map(str, sys.version_info[:3]))
    seen = ", ".join([f"Python {python}", f"SQLite {sqlite3.sqlite_version}", *found])
    mend = "install leakledger again ('make setup' in a checkout)"
    if sys.version_info < OLDEST_PYTHON:
        return problem("software", f"Python {python} is too old, 3.12 is needed", mend)
    if missing:
        return problem("software", f"{', '.join(missing)} not installed ({seen})", mend)
    return ok("software", seen)


def folder(home: Home, mode_before: int) -> Check:
    """The home itself: ours alone, and writable. ``mode_before`` is what it was before it was opened."""
    try:
        with tempfile.TemporaryFile(dir=home.run_dir) as probe:
            probe.write(_PROBE)
            probe.flush()
            os.fsync(probe.fileno())
    except OSError as error:
        return problem(
            "home", f"{home.root} cannot be written: {error.strerror}", "make room, or mend its rights"
        )
    kind = "a demo's home, everything in it is made up" if home.is_demo else "writable"
    if stat.S_IMODE(mode_before) != 0o700:
        seen = (
            f"{home.root} was open to others (mode {stat.S_IMODE(mode_before):04o}) and is closed again now"
        )
        return attention("home", seen, "find out what had opened it")
    return ok("home", f"{home.root}, {kind}, closed to others (mode 0700)")


def disk(root: Path) -> Check:
    """Room for what is to be recorded."""
    free = shutil.disk_usage(root).free
    seen = f"{megabytes(free)} free where {root} is"
    if free < NO_SPACE:
        mend = f"make room ({megabytes(NO_SPACE)} at least): recording stops when the disk is full"
        return problem("disk", seen, mend)
    if free < LITTLE_SPACE:
        return attention(
            "disk",
            seen,
            f"make room; below {megabytes(NO_SPACE)} it becomes a problem ('leakledger purge' removes old bodies)",
        )
    return ok("disk", seen)


def megabytes(size: int) -> str:
    """Bytes in MB or GB."""
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{size / 1e6:.0f} MB"


def settings(home: Home) -> Check:
    """What the owner has set."""
    default = Settings()
    own = [
        f"{name} {getattr(home.settings, name)}"
        for name in Settings.__struct_fields__
        if getattr(home.settings, name) != getattr(default, name)
    ]
    return ok("settings", f"{', '.join(own) or 'all as they come'}; time zone {home.timezone.key}")


def key(home: Home) -> Check:
    """The home's secret: that it is what was made, and closed to others. It is not made here."""
    path = home.key_path
    if not path.exists():
        return ok("home key", "there is none yet; it is made at first use")
    try:
        home.key()
    except UnusableHome as error:
        return problem("home key", str(error), "bring it back from a copy, or delete it for a new one")
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & 0o077:
        seen = f"{path} can be read by others (mode {mode:04o}); who has it can test guesses of masked values"
        return problem("home key", seen, f"chmod 600 {path}")
    return ok("home key", "is what was made, closed to others")


def trackers() -> Check:
    """The catalogue of recipients."""
    try:
        loaded = catalogue.load()
    except catalogue.CatalogueError as error:
        return problem("catalogue", str(error), "mend that line, or install leakledger again")
    return ok("catalogue", f"{len(loaded.trackers)} trackers, version {loaded.version}")


def never_opened(home: Home) -> Check:
    """The lists of hosts that are never opened: a broken one keeps the proxy from starting."""
    try:
        check_never_intercept(home)
    except UserFault as error:
        return problem("never-opened list", str(error), "mend that line; without the list no proxy starts")
    return ok("never-opened list", "can be read")


def certificate(home: Home, now: datetime) -> Iterator[Check]:
    """The home's own authority: that it is there, valid and its key closed to others; its fingerprint."""
    if not is_made(home):
        yield attention("certificate", "there is none yet", "start 'leakledger run' once: the proxy makes it")
        return
    own = private_path(home)
    yield _validity(home, now)
    for path in (own, home.ca_dir / "mitmproxy-ca.p12"):
        if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077:
            mode = stat.S_IMODE(path.stat().st_mode)
            seen = f"{path} can be read by others (mode {mode:04o}); who has it can pose as any site to your devices"
            yield problem(
                "certificate key", seen, f"chmod 600 {path}, and make a new one if others use this machine"
            )


def _validity(home: Home, now: datetime) -> Check:
    try:
        given = certificate_of(home)
    except UnusableAuthority as error:
        return problem("certificate", error.what, renewal(home))
    print_ = given.fingerprint(hashes.SHA256()).hex(":").upper()
    if now < given.not_valid_before_utc:
        seen = f"it is valid only from {given.not_valid_before_utc:%Y-%m-%d %H:%M} UTC on"
        return problem("certificate", seen, "set this machine's clock")
    if now > given.not_valid_after_utc:
        return problem("certificate", f"it expired on {given.not_valid_after_utc:%Y-%m-%d}", renewal(home))
    seen = f"valid until {given.not_valid_after_utc:%Y-%m-%d}; its SHA-256 fingerprint, as a device shows it: {print_}"
    if now + _EXPIRES_SOON > given.not_valid_after_utc:
        return attention("certificate", seen, renewal(home))
    return ok("certificate", seen)


def clock(now: datetime, last: datetime | None) -> Check:
    """Whether the time can be right; ``last`` is when the journal's last record was made."""
    mend = "set this machine's clock (a Raspberry Pi has none of its own: let it reach a time server)"
    seen = f"{now:%Y-%m-%d %H:%M:%S} UTC"
    if not 2026 <= now.year < 2100:
        return problem("clock", f"{seen} cannot be right", mend)
    if last is not None and last > now + timedelta(minutes=2):
        return problem(
            "clock", f"{seen} is before the journal's last record ({last:%Y-%m-%d %H:%M:%S} UTC)", mend
        )
    return ok("clock", seen)
