"""Says how much of a device's traffic in a period could be read: no number of findings stands without it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy.engine import Connection

from analysis.counting import commas, number
from analysis.event_journal import ANALYST
from analysis.evidence_queries import Filters
from analysis.journal_format import from_micros
from analysis.queries import Scope, Viewer, fetch
from analysis.records import READABLE, Visibility
from analysis.wording import Words, tr, trn

Counts = Mapping[Visibility, int]

_WORDS: Final = Words({
    Visibility.REFUSED: "{number} where the client did not accept our certificate",
    Visibility.PASSED_BY_CHOICE: "{number} never opened by choice",
    Visibility.NOT_OPENED: "{number} not opened, as the device is only observed or not enrolled",
    Visibility.QUIC: "{number} over QUIC",
    Visibility.ECH: "{number} whose name was encrypted",
    Visibility.METADATA_ONLY: "{number} of which only the name or address was seen",
})  # fmt: skip

_FLOW_HOST: Final = "coalesce(nullif(host, ''), sni, '')"
# a joined message stands in the analyst's own journal: its parts are counted already
_NOT_JOINED: Final = f"AND journal_writer <> '{ANALYST}'"


def sentence(connection: Connection, viewer: Viewer, filters: Filters) -> str:
    """One or two sentences for people, about the corpus, device, recipient and period of the filters, to the microsecond."""
    scope = Scope(connection, viewer)
    found = []
    for table, at, host in (("events", "seen_at", "host"), ("flows", "opened_at", _FLOW_HOST)):
        where, parameters = _conditions(scope, filters)
        for name, column in (("company", "company"), ("host", host)):
            if value := getattr(filters, name):
                where += f" AND {column} = :{name}"
                parameters[name] = value
        for name, sign in (("start", ">="), ("end", "<")):
            if (moment := getattr(filters, name)) is not None:
                where += f" AND {at} {sign} :{name}"
                parameters[name] = moment
        counted = _NOT_JOINED if table == "events" else ""
        sql = f"SELECT visibility, count(*) AS n FROM {table} WHERE {where} {counted} GROUP BY visibility"
        found.append(_by_visibility(fetch(connection, sql, **parameters)))
    return words(*found, everything=filters.start is None and filters.end is None)


def quick_sentence(connection: Connection, viewer: Viewer, filters: Filters) -> str:
    """The same from the roll-ups, also for a company or host: what a page can show at once. Times fall on quarter hours."""
    scope = Scope(connection, viewer)
    where, parameters = _conditions(scope, filters)
    for name in ("company", "host"):
        if value := getattr(filters, name):
            where += f" AND {name} = :{name}"
            parameters[name] = value
    everything = filters.start is None and filters.end is None
    for name, sign in (("start", ">="), ("end", "<")):
        if (moment := getattr(filters, name)) is not None:
            where += f" AND start {sign} :{name}"
            parameters[name] = from_micros(moment).strftime("%Y-%m-%dT%H:%M")
    rollup = f"flow_rollup WHERE grain = '{'d' if everything else 'q'}' AND"
    source = (
        "flow_totals WHERE grain = 'd' AND"
        if everything and not (filters.company or filters.host)
        else rollup
    )
    sql = f"""SELECT visibility, sum(messages) AS messages, sum(flows) AS flows FROM {source} {where}
        GROUP BY visibility"""
    rows = fetch(connection, sql, **parameters)
    if filters.host and not rows:
        return sentence(connection, viewer, filters)  # a known company's hosts are in no roll-up
    messages, flows = (
        _by_visibility([{"visibility": row["visibility"], "n": row[name]} for row in rows])
        for name in ("messages", "flows")
    )
    return words(messages, flows, everything=everything)


def words(messages: Counts, connections: Counts, *, everything: bool = False) -> str:
    """The sentences: messages that could be read, wholly or in part, and connections that could not, and why."""
    if not any(messages.values()) and not any(connections.values()):
        return tr("Nothing is on record for what was asked: there was nothing to read.")
    sampled, absent = messages.get(Visibility.SAMPLED, 0), messages.get(Visibility.BODY_ABSENT, 0)
    readable = sum(count for name, count in messages.items() if name in READABLE) - sampled
    parts = [trn("{n} message could be read", "{n} messages could be read", readable)]
    if sampled:
        parts.append(
            trn(
                "{n} large message in part, the first 64 KiB",
                "{n} large messages in part, the first 64 KiB",
                sampled,
            )
        )
    if absent:
        parts.append(
            trn("of {n} more the content was not at hand", "of {n} more the content was not at hand", absent)
        )
    told = tr(" and ", context="between what could be read and what in part").join(parts)
    closed = {name: connections[name] for name in _WORDS if connections.get(name)}
    if closed:
        listed = commas(_WORDS.filled(name, number=number(count)) for name, count in closed.items())
        told = trn(
            "{told}; {n} connection could not be read ({reasons})",
            "{told}; {n} connections could not be read ({reasons})",
            sum(closed.values()), told=told, reasons=listed,
        )  # fmt: skip
    if everything:
        return tr("In all that is recorded {told}. What could not be read may hold more.", told=told)
    return tr("In that time {told}. What could not be read may hold more.", told=told)


def _conditions(scope: Scope, filters: Filters) -> tuple[str, dict[str, Any]]:
    parameters: dict[str, Any] = {"corpus": filters.corpus, **scope.parameters}
    where = f"corpus = :corpus AND {scope.where()}"
    if filters.device:
        where += " AND device IN :members"
        parameters["members"] = scope.members(filters.device)
    return where, parameters


def _by_visibility(rows: Any) -> Counts:
    return {Visibility(row["visibility"]): row["n"] for row in rows}
