"""What the heartbeats say, in words: what records, what is broken, since when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from analysis.calendar_words import moment
from analysis.status import Status
from analysis.wording import Words, tr

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


def is_recording(running: Iterable[Status], now: datetime) -> bool:
    """True where a proxy is at work."""
    return any(
        status.name.startswith("proxy") and status.state == "running" and not status.is_stale(now)
        for status in running
    )


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
    elif status.is_stale(now):
        words = tr("not running since {when}", when=heard)
    elif status.state == "degraded":
        words = tr("running with trouble since {when}", when=started)
    else:
        words = tr("running since {when}", when=started)
    return f"{words}: {status.message}" if status.message else words
