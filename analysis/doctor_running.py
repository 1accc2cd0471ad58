"""The doctor's look at what runs: the parts and what they lost, where they listen, what the sniffer may do."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from analysis.diagnosis import Check, age, attention, ok, problem
from analysis.settings import Home
from analysis.sockets import listening, listening_of
from analysis.status import Status, is_ours, lives

PARTS: Final = ("proxy", "analyst", "dashboard")
_START: Final = "start 'leakledger run'"
_LOSSES: Final = ("dropped", "not_", "failed", "lost", "missed", "errors")
_CAP_NET_RAW: Final = 13  # capability(7)


def parts(statuses: Sequence[Status], now: datetime) -> Iterator[Check]:
    """Every part that has run in this home, and those that should have."""
    supervisor = next((status for status in statuses if status.name == "supervisor"), None)
    for status in statuses:
        yield from _part(status, now, supervisor)
    for name in PARTS:
        if not any(_is_part(status, name) for status in statuses):
            yield attention(name, "has not run in this home yet", _START)


def _is_part(status: Status, name: str) -> bool:
    return status.name == name or status.name.startswith(f"{name}-")


def _part(status: Status, now: datetime, supervisor: Status | None) -> Iterator[Check]:
    supervised = supervisor is not None and lives(supervisor, now)
    ended = (
        supervisor is not None
        and supervisor.state == "stopped"
        and supervisor.updated_at >= status.updated_at
    )
    heard = age(status.updated_at, now)
    because = f": {status.message}" if status.message else ""
    if status.state == "failed":
        yield problem(
            status.name, f"failed {heard}{because}", "mend what it says, then start 'leakledger run'"
        )
    elif status.state == "stopped":
        mend = "mend what it says, if you need this part; the others work without it"
        yield attention(status.name, f"stopped {heard}{because}", mend if because else _START)
    elif ended and not lives(status, now):
        yield attention(status.name, f"stopped with 'leakledger run', last heard of {heard}", _START)
    elif not lives(status, now) and is_ours(status.pid):
        seen = f"process {status.pid} is there, but was last heard of {heard}: a full disk, or it hangs"
        yield problem(
            status.name, seen, "make room if the disk is full; else stop it and start 'leakledger run'"
        )
    elif not lives(status, now):
        mend = (
            "'leakledger run' starts it again by itself; what it printed says why" if supervised else _START
        )
        yield problem(status.name, f"not running: last heard of {heard}, and it did not say goodbye", mend)
    elif status.state == "degraded":
        yield problem(
            status.name, f"runs with trouble{because}", "mend what it says; it goes on by itself then"
        )
    else:
        yield ok(status.name, f"running, process {status.pid}, heard of {heard}")
    lost = [
        f"{count:,} {name.replace('_', ' ')}"
        for name, count in sorted(status.counters.items())
        if count > 0 and name.startswith(_LOSSES)
    ]
    if restarts := status.counters.get("restarts", 0):
        mend = "what 'leakledger run' printed says which part ended, and why"
        yield attention(f"{status.name} counted", f"{restarts:,} restarts of parts since it started", mend)
    if lost:
        mend = (
            "what was dropped is not in the evidence: look for a full disk, a slow card or too little memory"
        )
        if status.counters.get("packets_lost"):
            mend += "; packets are lost where the machine is too busy: the Health page says what helps"
        yield attention(f"{status.name} counted", f"{', '.join(lost)}, since it started", mend)


def ports(home: Home, statuses: Sequence[Status], now: datetime) -> Iterator[Check]:
    """Where proxy and dashboard listen, and who can reach that."""
    settings = home.settings
    wanted = {
        "proxy": (settings.proxy_listen, settings.proxy_port),
        "dashboard": (settings.dashboard_listen, settings.dashboard_port),
    }
    for name, place in wanted.items():
        running = [status for status in statuses if _is_part(status, name) and lives(status, now)]
        if not running:
            yield from _taken(name, place[1])
        for status in running:
            yield _reachable(name, _places(status))


def _places(status: Status) -> list[tuple[str, int]]:
    try:
        return listening_of(status.pid) or list(status.listens)
    except OSError:
        return list(status.listens)  # another user's process, or no /proc: what it says of itself


def _taken(name: str, port: int) -> Iterator[Check]:
    if any(place[1] == port for place in listening()):
        seen = f"port {port} is used by another program, so this home's {name} cannot start there"
        mend = f"stop that program, or choose another port with: leakledger run --{name}-port PORT"
        yield problem(f"{name} port", seen, mend)


def _reachable(name: str, places: Sequence[tuple[str, int]]) -> Check:
    title = f"{name} port"
    if not places:
        return problem(
            title, "it runs, but listens nowhere that can be seen from here", "start leakledger again"
        )
    spelled = ", ".join(f"{address} port {port}" for address, port in places)
    addresses = [ipaddress.ip_address(address) for address, _ in places]
    if all(address.is_loopback for address in addresses):
        return ok(title, f"{spelled}: only this machine can connect")
    if any(address.is_unspecified for address in addresses):
        seen = f"{spelled}: open to every network that this machine is in"
        return attention(title, seen, "give --listen the one address of your home network instead")
    if any(address.is_global for address in addresses):
        seen = f"{spelled}: a public address, which strangers may reach"
        return attention(title, seen, "give --listen this machine's address in your home network instead")
    if name == "dashboard":
        seen = f"{spelled}: open to the network; pages and password cross it unencrypted"
        return attention(title, seen, "leave it on loopback, unless you trust everyone in that network")
    return ok(
        title, f"{spelled}: open to the network; a device that is not enrolled is passed through unread"
    )


def capturing() -> Check:
    """Whether the sniffer may read packets."""
    try:
        lines = Path("/proc/self/status").read_text("ascii").splitlines()
        held = int(next(line for line in lines if line.startswith("CapEff:")).split()[1], 16)
    except (OSError, StopIteration, ValueError):
        return attention(
            "sniffer rights", "cannot be told here (no /proc)", "see whether the sniffer says so itself"
        )
    if held >> _CAP_NET_RAW & 1:
        return ok("sniffer rights", "packets may be captured (CAP_NET_RAW)")
    seen = "packets may not be captured, so names in DNS and TLS of what bypasses the proxy stay unseen"
    mend = "nothing, if the proxy is enough; else run it as a service with AmbientCapabilities=CAP_NET_RAW"
    return attention("sniffer rights", seen, mend)
