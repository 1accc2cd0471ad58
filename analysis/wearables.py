"""Watches behind a phone: what their makers' apps relay, told by the host and by the app's name. An inference."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

import msgspec
import yaml
from sqlalchemy import Connection

from analysis.queries import Day, Scope, Viewer, fetch, times, tuples
from analysis.wording import N_, Words, tr

PATH: Final = Path(__file__).with_name("wearables.yaml")
SAID: Final = N_(
    "An inference from the host and the app's name; what travels over the watch's own LTE is invisible here."
)
_WORDS: Final = Words(
    {
        "both": "For its {what}, by way of {app} (by its hosts and its User-Agent).",
        "agent": "For its {what}, by way of {app} (by its User-Agent).",
        "hosts": "For its {what}, by way of {app} (by its hosts).",
    }
)
WEARABLE: Final = "kind of wearable"  # the context of what a wearable is
_MOST_HOSTS: Final = 500
_NAME: Final = "coalesce(nullif(host, ''), sni, '')"
# + keeps SQLite from the index of all devices' times
_OF_DAY: Final = (
    "FROM flows WHERE device IN :members AND opened_at >= :start AND opened_at < :end AND +corpus = :corpus"
)


class Wearable(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One maker's app. ``hosts`` stand for all below them too; ``user_agents`` begin a word of the header."""

    id: str
    app: str
    what: str
    source: str
    read: str
    hosts: tuple[str, ...] = ()
    user_agents: tuple[str, ...] = ()


class Relay(msgspec.Struct, frozen=True, kw_only=True):
    """What one app of a wearable sent from a device on a day. ``named``: it named itself in a User-Agent.

    ``bytes_out`` are those known, ``unknown`` connections had no known size.
    """

    device: str
    app: str
    what: str
    hosts: tuple[str, ...]
    named: bool
    bytes_out: int
    unknown: int
    connections: int

    @property
    def words(self) -> str:
        """In one sentence, with what it rests on."""
        on = "both" if self.named and self.hosts else "agent" if self.named else "hosts"
        return _WORDS.filled(on, what=tr(self.what, context=WEARABLE), app=self.app)


@cache
def wearables() -> tuple[Wearable, ...]:
    """The apps that are known, in the order of the file."""
    return tuple(msgspec.convert(yaml.safe_load(PATH.read_text(encoding="utf-8")), tuple[Wearable, ...]))


@cache
def _names() -> tuple[tuple[str, str], ...]:
    return tuple((name, one.id) for one in wearables() for name in one.user_agents)


@cache
def _hosts() -> dict[str, str]:
    return {host: one.id for one in wearables() for host in one.hosts}


def app_named(agent: str) -> str:
    """The id of the wearable's app that a User-Agent names; ``""`` for any other. Pure."""
    for name, id in _names():
        at = agent.find(name)
        if at == 0 or (at > 0 and not agent[at - 1].isalnum() and agent[at - 1] not in ".-_"):
            return id
    return ""


@lru_cache(4096)
def app_of(host: str) -> str:
    """The id of the wearable's app that a host belongs to; ``""`` for any other. Pure."""
    labels = host.lower().removesuffix(".").split(".")
    known = _hosts()
    return next((known[name] for i in range(len(labels)) if (name := ".".join(labels[i:])) in known), "")


def relays(connection: Connection, viewer: Viewer, day: Day, device: str) -> list[Relay]:
    """What a device sent for a wearable on a day, the most bytes first. A watch that is enrolled itself relays nothing."""
    scope = Scope(connection, viewer)
    members = scope.members(device)
    row = next((item for item in scope.devices if item.id == device), None)
    if not members or row is None or row.kind == "watch":
        return []
    named = _named(connection, members, day)
    hosts: dict[str, set[str]] = {id: set(of) for id, of in named.items()}
    for host in _met(connection, members, day):
        if app := app_of(host):
            hosts.setdefault(app, set()).add(host)
    chosen = {one.id: sorted(hosts[one.id])[:_MOST_HOSTS] for one in wearables() if one.id in hosts}
    sent = _sent(connection, members, day, [host for of in chosen.values() for host in of])
    found = []
    for one in wearables():
        if one.id in chosen:
            rows = [sent[host] for host in chosen[one.id] if host in sent]
            found.append(
                Relay(
                    device=device, app=one.app, what=one.what, hosts=tuple(chosen[one.id]), named=one.id in named,
                    **{name: sum(item[name] for item in rows) for name in ("bytes_out", "unknown", "connections")},
                )
            )  # fmt: skip
    return sorted(found, key=lambda item: (-item.bytes_out, item.app))


def _met(connection: Connection, members: list[str], day: Day) -> list[str]:
    """The hosts of a day. To add up what they got as well takes twice the time, and most days have no such app."""
    sql = f"SELECT DISTINCT {_NAME} {_OF_DAY}"
    return [host for (host,) in tuples(connection, sql, members=members, **times(day))]


def _sent(
    connection: Connection, members: list[str], day: Day, hosts: list[str]
) -> dict[str, Mapping[str, Any]]:
    """What each of these hosts got."""
    sql = f"""
        SELECT {_NAME} AS host, sum(coalesce(bytes_out, 0)) AS bytes_out,
               sum(closed_at IS NOT NULL AND bytes_out IS NULL) AS unknown, count(*) AS connections
        {_OF_DAY} AND {_NAME} IN :hosts GROUP BY 1"""
    rows = fetch(connection, sql, members=members, hosts=hosts, **times(day)) if hosts else ()
    return {row["host"]: row for row in rows}


def _named(connection: Connection, members: list[str], day: Day) -> dict[str, set[str]]:
    """App id to the hosts at which it named itself, where that was around this day."""
    there = fetch(connection, "SELECT count(*) AS n FROM sqlite_master WHERE name = 'device_hints'")[0]["n"]
    sql = """
        SELECT value FROM device_hints WHERE device IN :members AND kind = 'watch_app'
               AND first_at < :end AND last_at >= :start"""
    rows: Iterable[dict[str, str]] = (
        fetch(connection, sql, members=members, start=day.start, end=day.end) if there else ()  # type: ignore[assignment]
    )
    found: dict[str, set[str]] = {}
    for row in rows:
        id, _, host = row["value"].partition(" ")
        found.setdefault(id, set()).add(host)
    return found
