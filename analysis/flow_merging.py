"""Says which accounts of the proxy and of the sniffer are of one connection, and what is shown of it; pure.

Both journal what they saw. A sniffer's flow whose ends equal a proxy flow's, at the same time, is the same connection: names
and visibility are the proxy's, bytes and packets on the wire the sniffer's. What is shown depends on the last record of each
alone, never on which came first, so that a rebuild shows the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from analysis.flow_accounts import PROXY, SENSITIVE, SNIFFER, Account, Step, overlap

_CLIENT, _UPSTREAM, _CROSSED = range(3)


class View(msgspec.Struct, frozen=True, kw_only=True):
    """What is shown of a connection, and what its bytes were counted as: (at, bytes out, bytes in), each on top."""

    account: Account
    series: tuple[Step, ...]


class Merged(msgspec.Struct, frozen=True, kw_only=True):
    """What is shown, by ``flow_id``, and which flow each one that was joined is ``shown_as``."""

    views: dict[str, View]
    shown_as: dict[str, str]


def merged(accounts: Iterable[Account]) -> Merged:
    """What is shown of some connections: all that proxy and sniffer said of them."""
    everyone = sorted(accounts, key=lambda one: (one.opened_at, one.flow_id))
    proxied = [one for one in everyone if one.side == PROXY]
    sniffed = [one for one in everyone if one.side == SNIFFER]
    found = {one.flow_id: alone(one) for one in everyone}
    if len(everyone) > 1 and everyone[0].is_total:
        return _greater(proxied, sniffed)
    if not (proxied and sniffed):
        return Merged(views=found, shown_as={})
    edges = _edges(proxied, sniffed)
    part_of: dict[str, list[Account]] = {}
    for one in proxied:
        for other, _ in edges[one.flow_id]:
            part_of.setdefault(other.flow_id, []).append(one)
    shown_as = {flow_id: joined[0].flow_id for flow_id, joined in part_of.items()}
    for one in proxied:
        if edges[one.flow_id]:
            found[one.flow_id] = _joined(one, edges[one.flow_id], part_of)
            shown_as[one.flow_id] = one.flow_id
    shown = {flow_id: view for flow_id, view in found.items() if flow_id not in part_of}
    return Merged(views=shown, shown_as=shown_as)


def alone(account: Account) -> View:
    """What is shown of a connection that only one has seen."""
    return View(account=account, series=_increments(account.counts))


def _edges(proxied: Sequence[Account], sniffed: Sequence[Account]) -> Mapping[str, list[tuple[Account, int]]]:
    """What the sniffer saw of each proxied flow, and of which side of the proxy.

    A device may use one port for the proxy and, past it, for the server: what went to the proxy is then the one.
    """
    by_end: dict[int, list[Account]] = {}
    for one in sniffed:
        for end in one.ends:
            by_end.setdefault(end, []).append(one)
    found: dict[str, list[tuple[Account, int]]] = {}
    for one in proxied:
        near: dict[str, tuple[Account, int]] = {}
        for kind, ends in (
            (_CLIENT, one.client_ends),
            (_CROSSED, one.crossed_ends),
            (_UPSTREAM, one.upstream_ends),
        ):
            if ends is None or (kind == _CROSSED and any(place == _CLIENT for _, place in near.values())):
                continue
            for other in by_end.get(ends, ()):
                if overlap(one, other):
                    near.setdefault(other.flow_id, (other, kind))
        found[one.flow_id] = list(near.values())
    return found


def _joined(one: Account, seen: list[tuple[Account, int]], part_of: Mapping[str, list[Account]]) -> View:
    """The proxy's account with the sniffer's bytes, and what of its names the proxy could not know."""
    device_side = [other for other, kind in seen if kind != _UPSTREAM]
    counted = [other for other in device_side if other.bytes_out is not None]
    counted = counted or [other for other, _ in seen if other.bytes_out is not None]
    own = alone(one).series
    shares = [share for other in counted for share in _shares(one, other, part_of[other.flow_id])]
    # a sniffer that came late or lost packets saw fewer bytes than were relayed: then those stand
    relayed = {item.flow_id: item for other in counted for item in part_of[other.flow_id]}.values()
    use_out = bool(counted) and _sum(counted, "bytes_out") >= _sum(relayed, "bytes_out")
    use_in = bool(counted) and _sum(counted, "bytes_in") >= _sum(relayed, "bytes_in")
    series = _merged(
        [
            *((at, out, 0) for at, out, _ in (shares if use_out else own)),
            *((at, 0, into) for at, _, into in (shares if use_in else own)),
        ]
    )
    changed: dict[str, object] = {
        "device": one.device or next((item.device for item in device_side if item.device), "")
    }
    if series:
        changed["counted_at"] = series[-1][0]
    if use_out:
        changed["bytes_out"] = sum(step[1] for step in shares)
        changed["packets_out"] = _packets(one, counted, part_of, "packets_out")
    if use_in and any(other.bytes_in is not None for other in counted):
        changed["bytes_in"] = sum(step[2] for step in shares)
        changed["packets_in"] = _packets(one, counted, part_of, "packets_in")
    if not one.host.startswith(SENSITIVE):
        changed |= _names(one, device_side, [item for item, kind in seen if kind == _CROSSED])
    return View(account=msgspec.structs.replace(one, **changed), series=series)


def _names(one: Account, device_side: list[Account], crossed: list[Account]) -> dict[str, object]:
    """What the packets told beyond what the proxy knew. Its own hello to the server is not the device's."""
    found: dict[str, object] = {
        name: value
        for name in ("sni", "alpn", "ja4", "ech")
        if getattr(one, name) is None
        and (value := next((v for item in device_side if (v := getattr(item, name)) is not None), None))
        is not None
    }
    if not one.aliases:
        found["aliases"] = next((item.aliases for item in device_side if item.aliases), ())
    if one.certificate is None:
        found["certificate"] = next((item.certificate for item in crossed if item.certificate), None)
    if one.remote_ip is None:
        found["remote_ip"] = next((item.remote_ip for item in crossed if item.remote_ip), None)
    if not one.company:
        named = next((item for item in crossed if item.company and item.host == one.host), None)
        if named is not None:
            found |= {
                name: getattr(named, name)
                for name in ("company", "tracker", "evidence", "certainty", "matched")
            }
    return found


def _sum(accounts: Iterable[Account], name: str) -> int:
    return sum(getattr(item, name) or 0 for item in accounts)


def _shares(one: Account, other: Account, proxied: list[Account]) -> Iterator[Step]:
    """What of a sniffer's counts is one proxied flow's: all, or, of what a connection sent to several hosts, its part."""
    for at, out, into in alone(other).series:
        yield (
            at,
            _part(out, one, proxied, [item.bytes_out or 0 for item in proxied]),
            _part(into, one, proxied, [item.bytes_in or 0 for item in proxied]),
        )


def _part(amount: int, one: Account, proxied: list[Account], weights: list[int]) -> int:
    """The part of one; the parts of all make the amount. Without weights the first has it all."""
    place = next(number for number, item in enumerate(proxied) if item.flow_id == one.flow_id)
    total = sum(weights)
    if total <= 0:
        return amount if place == 0 else 0
    before = sum(weights[:place])
    return amount * (before + weights[place]) // total - amount * before // total


def _packets(
    one: Account, counted: list[Account], part_of: Mapping[str, list[Account]], name: str
) -> int | None:
    found = [(getattr(other, name), part_of[other.flow_id]) for other in counted]
    known = [(number, proxied) for number, proxied in found if number is not None]
    if not known:
        return None
    return sum(
        _part(number, one, proxied, [item.bytes_out or 0 for item in proxied]) for number, proxied in known
    )


def _greater(proxied: list[Account], sniffed: list[Account]) -> Merged:
    """Of two counts of the same strangers the greater: the sniffer saw the proxy's, and what went past it.

    Whoever is started again begins at nothing: the totals of one side are added up, and shown as its first.
    """
    by_proxy = _sum(proxied, "bytes_out") >= _sum(sniffed, "bytes_out")
    greater = (proxied if by_proxy else sniffed) or proxied or sniffed
    first, out, into = greater[0], _sum(greater, "bytes_out"), _sum(greater, "bytes_in")
    whole = msgspec.structs.replace(first, bytes_out=out, bytes_in=into)
    series = _merged([(first.counted_at, out, into)])
    return Merged(
        views={first.flow_id: View(account=whole, series=series)},
        shown_as={item.flow_id: first.flow_id for item in (*proxied, *sniffed)},
    )


def _increments(counts: tuple[Step, ...]) -> tuple[Step, ...]:
    found, out, into = [], 0, 0
    for at, sum_out, sum_in in counts:
        if (sum_out, sum_in) != (out, into):
            found.append((at, sum_out - out, sum_in - into))
        out, into = sum_out, sum_in
    return tuple(found)


def _merged(steps: list[Step]) -> tuple[Step, ...]:
    by_time: dict[int, tuple[int, int]] = {}
    for at, out, into in steps:
        before = by_time.get(at, (0, 0))
        by_time[at] = (before[0] + out, before[1] + into)
    return tuple((at, *by_time[at]) for at in sorted(by_time) if any(by_time[at]))
