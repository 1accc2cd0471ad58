"""How a running self-test tells the proxy where its stand-in listens: the one name that may lead to this machine."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import msgspec

from analysis.settings import write_private

SELF_TEST_HOST: Final = "self-test.leakledger.invalid"  # RFC 2606: never resolves anywhere but here
SELF_TEST_FILE: Final = "self-test.target"  # in the home's run folder, which only the owner can write
LONGEST: Final = 60.0  # seconds that an announcement holds, should nobody take it back
_LOCK: Final = "self-test.lock"


class SelfTestBusy(Exception):
    """Another self-test of the same home is running."""


class SelfTestTarget(msgspec.Struct, frozen=True, kw_only=True):
    """Where a running self-test's stand-in listens on 127.0.0.1, and until when (seconds since 1970) that holds."""

    port: int
    until: float


def announced(path: Path) -> SelfTestTarget | None:
    """What the file announces, None where no self-test is running."""
    try:
        target = msgspec.json.decode(path.read_bytes(), type=SelfTestTarget)
    except (OSError, msgspec.DecodeError):
        return None
    return target if time.time() < target.until else None


@contextmanager
def turn(run_dir: Path) -> Iterator[None]:
    """One self-test of a home at a time. Raises ``SelfTestBusy``, or ``OSError`` where nothing can be written."""
    handle = os.open(run_dir / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise SelfTestBusy("another self-test is running") from error
        yield
    finally:
        os.close(handle)


@contextmanager
def announcement(run_dir: Path, port: int) -> Iterator[None]:
    """The stand-in is announced inside, and nowhere to be found afterwards."""
    path = run_dir / SELF_TEST_FILE
    target = SelfTestTarget(port=port, until=time.time() + LONGEST)
    write_private(path, msgspec.json.encode(target).decode())
    try:
        yield
    finally:
        path.unlink(missing_ok=True)
