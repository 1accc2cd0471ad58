"""Which apps of a device named themselves in what they sent on a day, and to whom."""

from __future__ import annotations

from typing import Final

import msgspec
from sqlalchemy import Connection

from analysis.queries import TIMES, Day, Scope, Viewer, times, tuples

MOST: Final = 5_000  # findings of a day that are looked at
_ID, _NAME = "appId", "appName"


class NamedApp(msgspec.Struct, frozen=True, kw_only=True):
    """An app by its package or bundle id (``""`` where it gave only a name); recipients are (company, or "" and a host)."""

    id: str
    name: str
    recipients: tuple[tuple[str, str], ...]


def named_apps(connection: Connection, viewer: Viewer, day: Day, device: str) -> list[NamedApp]:
    """Of certain and likely findings, by id; a name belongs to the id that stands in the same message."""
    # + keeps SQLite from the index of all devices' times
    sql = f"""
        SELECT event_id, property, value, company, host FROM findings
        WHERE device IN :members AND category = 'usage.app' AND property IN ('{_ID}', '{_NAME}')
            AND confidence IN ('certain', 'likely') AND value <> '' AND +{TIMES.format("seen_at")}
        LIMIT {MOST}"""
    members = Scope(connection, viewer).members(device)
    messages: dict[str, dict[str, str]] = {}
    to: dict[str, tuple[str, str]] = {}
    for event, which, value, company, host in tuples(connection, sql, members=members, **times(day)):
        messages.setdefault(event, {}).setdefault(which, value)
        to[event] = (company, "") if company else ("", host)
    names: dict[str, str] = {}
    recipients: dict[tuple[str, str], dict[tuple[str, str], None]] = {}
    for event, said in messages.items():
        id, name = said.get(_ID, ""), said.get(_NAME, "")
        if id and name:
            names.setdefault(id, name)
        recipients.setdefault((id, "" if id else name), {})[to[event]] = None
    known = set(names.values())
    found = [
        NamedApp(id=id, name=name or names.get(id, ""), recipients=tuple(sorted(of)))
        for (id, name), of in recipients.items()
        if id or name not in known
    ]
    return sorted(found, key=lambda app: ((app.name or app.id).lower(), app.id))
