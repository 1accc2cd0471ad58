"""Writes flows into the ledger: one row a connection, whoever saw it and in whatever order it was told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final, NamedTuple, Protocol

import msgspec
from sqlalchemy.engine import Connection

from analysis import flow_store
from analysis.attribution import attribute_flow
from analysis.catalogue import Catalogue
from analysis.flow_accounts import Account, ends_of
from analysis.flow_merging import View, alone, merged
from analysis.flow_reasons import place_in
from analysis.journal_format import to_micros
from analysis.local_traffic import corpus_of
from analysis.records import HOME_CORPUS, LOCAL_CORPUS, Flow

# accounts of one connection; what is more, on the same ports at the same time, stays by itself
TOGETHER: Final = 24
TOTALS: Final = 4096  # of one day; who is started again has another one
Key = tuple[str, ...]
Accounts = dict[str, Account]


class FlowRow(NamedTuple):
    """A flow to be applied: its device; from the catalogue, tracker and company; when this was recorded of it; on what
    evidence the recipient is known, how certain that is, and by which suffix or network."""

    flow: Flow
    device: str
    tracker: str | None
    company: str | None
    recorded_at: datetime | None = None
    evidence: str | None = None
    certainty: str | None = None
    matched: str | None = None


def row_of(flow: Flow, device: str, catalogue: Catalogue, recorded_at: datetime) -> FlowRow:
    """The row of a flow. Its name's aliases count: a shop's name may stand for a tracker, or for a carrier of many."""
    if corpus_of(flow) == LOCAL_CORPUS:  # a machine in the house is no company's
        return FlowRow(flow, device, None, None, recorded_at)
    found = attribute_flow(flow, catalogue)
    evidence = found.evidence.value if found.evidence is not None else None
    return FlowRow(
        flow,
        device,
        found.tracker,
        found.company,
        recorded_at,
        evidence,
        found.certainty,
        found.matched or None,
    )


class Tally(Protocol):
    """What collects the additions to the roll-ups; times in µs UTC."""

    def flow(self, micros: int, key: Key, **amounts: int) -> None:
        """To quarter hour and day."""

    def day(self, micros: int, key: Key, **amounts: int) -> None:
        """To the day only."""


def apply_flow(connection: Connection, row: FlowRow, tally: Tally) -> None:
    """Insert or replace a flow. The roll-ups get what is new since its last record, and lose what was said otherwise."""
    told = account_of(row)
    found, was_joined = flow_store.stored(connection, [told.flow_id])
    old = found[0] if found else None
    told = _carried(connection, old, told)
    before = _component(connection, old) if old is not None and was_joined else None
    flow_store.found_by(connection, old, told)
    after = _component(connection, told)
    if after is None:  # ports used again and again: no device does that by itself
        flow_store.not_found(connection, told)
        told = msgspec.structs.replace(told, client_ends=None, upstream_ends=None, crossed_ends=None)
        after = {told.flow_id: told}
    known = {**after, **(before or {})}
    known.pop(told.flow_id, None)
    if not known:
        _count({told.flow_id: alone(old)} if old else {}, {told.flow_id: alone(told)}, tally)
        flow_store.show(connection, told, None if old is not None else 0)
        return
    if old is not None:
        known[told.flow_id] = old
    _rewrite(connection, known, {**known, told.flow_id: told}, tally)


def account_of(row: FlowRow) -> Account:
    """The account that a record gives."""
    flow = row.flow
    is_total = not flow.addresses and flow.corpus == HOME_CORPUS
    opened = to_micros(flow.opened_at)
    closed = to_micros(flow.closed_at) if flow.closed_at else None
    counted = closed if closed is not None else opened
    if closed is None and not is_total and row.recorded_at is not None and flow.corpus == HOME_CORPUS:
        counted = max(opened, to_micros(row.recorded_at))
    client, upstream, crossed = ends_of(flow, is_total=is_total, opened_at=opened)
    pair = flow.upstream or (flow.client if flow.writer.startswith("sniffer") else None)
    return Account(
        flow_id=flow.flow_id, opened_at=opened, closed_at=closed, counted_at=counted, writer=flow.writer,
        corpus=corpus_of(flow), device=row.device, transport=flow.transport, host=flow.host, port=flow.port,
        remote_ip=pair.remote_ip or None if pair else None, sni=flow.sni, alpn=flow.alpn, ja4=flow.ja4, ech=flow.ech,
        aliases=flow.aliases, visibility=flow.visibility.value, company=row.company or "", tracker=row.tracker,
        bytes_out=flow.bytes_out, bytes_in=flow.bytes_in, packets_out=flow.packets_out, packets_in=flow.packets_in,
        reason=flow.reason, is_total=is_total, client_ends=client, upstream_ends=upstream, crossed_ends=crossed,
        certificate=msgspec.json.encode(flow.certificate).decode() if flow.certificate is not None else None,
        evidence=row.evidence, certainty=row.certainty, matched=row.matched,
    )  # fmt: skip


def _carried(connection: Connection, old: Account | None, told: Account) -> Account:
    """The new account with the counts that it follows; what was the last of them is kept."""
    if old is None or told.is_total or not old.counts or told.counted_at == old.counted_at:
        return told if old is None else msgspec.structs.replace(told, steps=old.steps)
    last = old.counts[-1]
    if last[1:] == (told.bytes_out or 0, told.bytes_in or 0):  # nothing was sent since
        return msgspec.structs.replace(told, steps=old.steps, counted_at=old.counted_at)
    steps = tuple(sorted({step[0]: step for step in (*old.steps, last)}.values()))
    flow_store.keep_step(connection, told.flow_id, last)
    return msgspec.structs.replace(told, steps=steps)


def _component(connection: Connection, start: Account) -> Accounts | None:
    """Everything that is joined with an account, itself included; None where that is too much."""
    found, waiting = {start.flow_id: start}, [start]
    most = TOTALS if start.is_total else TOGETHER
    while waiting:
        near = [key for key in flow_store.neighbours(connection, waiting, 2 * most) if key not in found]
        if len(found) + len(near) > most:
            return None
        waiting = flow_store.stored(connection, near)[0] if near else []
        found |= {one.flow_id: one for one in waiting}
    return found


def _rewrite(connection: Connection, known: Accounts, now: Accounts, tally: Tally) -> None:
    """Flows that several have seen, or had seen: shown as the new accounts say."""
    before, after = merged(known.values()), merged(now.values())
    _count(before.views, after.views, tally)
    for flow_id, account in now.items():
        view, shown_before = after.views.get(flow_id), flow_id in before.views
        of, of_before = after.shown_as.get(flow_id), before.shown_as.get(flow_id)
        told_anew = known.get(flow_id) != account
        if not told_anew and of == of_before and view == before.views.get(flow_id):
            continue
        messages = flow_store.messages_of(connection, flow_id)
        if view is None:
            flow_store.hide(connection, flow_id)
        elif not shown_before or before.views[flow_id].account != view.account:
            flow_store.show(connection, view.account, None if shown_before else messages)
        if told_anew or of != of_before:
            flow_store.keep_account(connection, account, messages, of)


def _count(before: Mapping[str, View], after: Mapping[str, View], tally: Tally) -> None:
    """Add to the roll-ups what makes the difference."""
    changed: dict[tuple[bool, int, Key], Counter[str]] = {}
    for views, sign in ((before.values(), -1), (after.values(), 1)):
        for place, name, amount in _amounts(views):
            changed.setdefault(place, Counter())[name] += sign * amount
    for (whole_day, micros, key), amounts in changed.items():
        differing = {name: amount for name, amount in amounts.items() if amount}
        if differing:
            (tally.day if whole_day else tally.flow)(micros, key, **differing)


def _amounts(views: Iterable[View]) -> Iterable[tuple[tuple[bool, int, Key], str, int]]:
    for view in views:
        one = view.account
        host = "" if one.company else (one.host or one.sni or "")
        if one.corpus == LOCAL_CORPUS:
            host = place_in(one.reason)
        key = (one.corpus, one.device, one.company, host, one.visibility, one.tracker or "")
        for at, out, into in view.series:
            place = (one.is_total, one.opened_at if one.is_total else at, key)
            yield place, "bytes_out", out
            yield place, "bytes_in", into
        if one.is_total:
            continue
        yield (False, one.opened_at, key), "flows", 1
        if one.closed_at is not None and one.bytes_out is None:
            yield (False, one.closed_at, key), "bytes_unknown", 1
