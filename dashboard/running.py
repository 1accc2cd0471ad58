"""What the heartbeats say, in words: what records, what is broken, since when."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

import msgspec

from analysis.calendar_words import moment
from analysis.records import utc_now
from analysis.settings import Home
from analysis.status import Status, is_ours, read_all
from analysis.wording import Words, tr

_BEGAN: Final = utc_now()  # this process, nearly
_ANSWERING: Final = "dashboard"

_NAMES = Words(
    {
        "proxy": "The recording proxy",
        "sniffer": "The sniffer",
        "analyst": "The analyst",
        "dashboard": "The dashboard",
        "supervisor": "The supervisor",
        "notices": "The notices",
    }
)


def read_from_here(home: Home, now: datetime) -> list[Status]:
    """Every part's last heartbeat, by name. The dashboard is the one that answers, also where it cannot write that down."""
    return [_answering(status, now) if status.name == _ANSWERING else status for status in read_all(home)]


def _answering(status: Status, now: datetime) -> Status:
    if status.state in ("running", "degraded") and not status.is_stale(now):
        return status
    began = status.started_at if status.pid == os.getpid() else _BEGAN
    trouble = tr("it cannot write down that it runs")
    return msgspec.structs.replace(
        status, pid=os.getpid(), started_at=began, updated_at=now, state="degraded", message=trouble
    )


def is_recording(running: Iterable[Status], now: datetime) -> bool:
    """True where a proxy is at work."""
    return any(
        status.name.startswith("proxy") and status.state == "running" and not status.is_stale(now)
        for status in running
    )


def is_analysing(running: Iterable[Status], now: datetime) -> bool:
    """True where an analyst is at work."""
    return any(
        status.name == "analyst"
        and status.state in ("running", "degraded")
        and (not status.is_stale(now) or is_only_silent(status, now))
        for status in running
    )


def is_only_silent(status: Status, now: datetime) -> bool:
    """True where nothing was heard of a process that is there, as when the disk has no room for its heartbeat."""
    silent = status.state in ("running", "degraded") and status.is_stale(now)
    # of two containers each has its own numbers: one that is ours here is another's there
    return silent and status.pid != os.getpid() and is_ours(status.pid)


def is_fault(status: Status, now: datetime) -> bool:
    """True where a process failed, is degraded, or fell silent without having been stopped."""
    if status.state in ("failed", "degraded"):
        return True
    return status.state != "stopped" and status.is_stale(now)


def title(status: Status) -> str:
    """A process in words."""
    name, _, number = status.name.partition("-")
    return f"{_NAMES.get(name, name)}{' ' + number if number and number != '0' else ''}"


def state_words(status: Status, now: datetime, zone: ZoneInfo) -> str:
    """How a process does: ``running since Sun 09:12``, ``not running since Sun 10:40``."""
    started, heard = (moment(at.astimezone(zone)) for at in (status.started_at, status.updated_at))
    if status.state == "failed":
        words = tr("failed, {when}", when=heard)
    elif status.state == "stopped":
        words = tr("stopped, {when}", when=heard)
    elif is_only_silent(status, now):
        words = tr("nothing heard of it since {when}, though its process is there", when=heard)
    elif status.is_stale(now):
        words = tr("not running since {when}", when=heard)
    elif status.state == "degraded":
        words = tr("running with trouble since {when}", when=started)
    else:
        words = tr("running since {when}", when=started)
    return f"{words}: {status.message}" if status.message else words
