"""What the ledger says after a run of ``three_hosts.py``, and how it compares with what the kernels counted."""

from __future__ import annotations

from datetime import datetime
from typing import Final, NamedTuple

import sqlalchemy as sa

from analysis import coverage_queries, queries
from analysis.capture_counts import compared
from analysis.ledger import engine_for
from analysis.local_traffic import local
from analysis.records import utc_now
from analysis.settings import Home
from benchmarks.three_hosts_network import FRAME, HEADERS, Counted, address
from benchmarks.three_hosts_peers import DESTINATIONS

PROXIED: Final = {
    "phone": ("opened.example", "refused.example", "bank.example", "clinic.example", "plain.example", "ws.example"),
    "tablet": ("observed.example",),
}  # fmt: skip
DIRECT: Final = {
    "phone": ("direct.example", "clear.example", "quic.example", "mqtt.example", "resolver.example"),
    "tablet": ("tablet.example", "resolver.example"),
}  # fmt: skip
SHOWN_AS: Final = {"clinic.example": "category:health", "resolver.example": address(53)}
OWNER: Final = queries.Viewer(owner=True)


class Line(NamedTuple):
    """One comparison: what, the ledger's bytes, the other's; where it is of content, the same of bytes on the wire."""

    what: str
    ledger: int
    counted: int
    wire: tuple[int, int] = (0, 0)

    @property
    def differs(self) -> float:
        """By how many per cent."""
        return abs(self.ledger / self.counted - 1) * 100 if self.counted else 100.0

    def text(self) -> str:
        """As a line."""
        ratio = self.ledger / self.counted if self.counted else 0.0
        beside = f"   (on the wire {self.wire[0] / self.wire[1]:.5f})" if self.wire[1] else ""
        return f"{self.what:<58} {self.ledger:>14,} {self.counted:>14,}  {ratio:.5f}{beside}"


class Ledgered:
    """What the ledger says of the days of a run."""

    def __init__(self, home: Home, began: datetime) -> None:
        self._connection = engine_for(home.ledger_path).connect()
        first, today = began.astimezone(home.timezone).date(), utc_now().astimezone(home.timezone).date()
        self.days = [queries.day_of(day, home.timezone) for day in sorted({first, today})]
        named = queries.devices(self._connection, OWNER)
        self._ids = {device.name: device.id for device in named}

    def of(self, device: str, host: str) -> Counted:
        """Bytes of a device and a destination; up by ``coverage_queries``, as pages read them."""
        out = sum(
            one.whole.bytes_out
            for day in self.days
            for one in coverage_queries.destinations(
                queries.traffic(self._connection, OWNER, day, self._ids[device])
            )
            if one.host == host
        )
        sql = sa.text(
            "SELECT coalesce(sum(bytes_in), 0), coalesce(sum(packets_out), 0), coalesce(sum(packets_in), 0) FROM flows"
            " WHERE corpus = 'home' AND device = :device AND host = :host"
        )
        found = self._connection.execute(sql, {"device": self._ids[device], "host": host}).one()
        headers = FRAME + HEADERS["4"]  # devices reach the proxy by IPv4
        return Counted(out, found[0], out - headers * found[1], found[0] - headers * found[2])

    def coverage(self) -> list[coverage_queries.Share]:
        """Of both devices, by visibility."""
        rows = [
            row
            for day in self.days
            for name in PROXIED
            for row in queries.traffic(self._connection, OWNER, day, self._ids[name])
        ]
        return list(coverage_queries.whole(rows).shares)

    def stayed(self) -> int:
        """Bytes up that stayed in the house."""
        return sum(one.bytes_out for day in self.days for one in local(self._connection, OWNER, day))

    def to_proxy(self, device: str) -> Counted:
        """What is left of a device's connections to this box that no flow of the proxy is shown for."""
        found = [one for day in self.days for one in local(self._connection, OWNER, day, self._ids[device])]
        return Counted(sum(one.bytes_out for one in found), sum(one.bytes_in for one in found))

    def interface(self) -> tuple[int, int, int, int]:
        """Bytes up that the interface counted and that flows account for, packets, packets lost."""
        found = [
            one for day in self.days if (one := compared(self._connection, day.start, day.end)) is not None
        ]
        return (
            sum(one.counted_out for one in found), sum(one.accounted_out for one in found),
            sum(one.packets for one in found), sum(one.lost for one in found),
        )  # fmt: skip

    def strangers(self) -> int:
        """Bytes up of what is not enrolled."""
        return sum(queries.strangers_bytes(self._connection, OWNER, day) for day in self.days)


def compare(seen: Ledgered, counted: dict[tuple[str, int], Counted]) -> list[Line]:
    """Every comparison."""
    lines: list[Line] = []
    for device, hosts in DIRECT.items():
        for host in hosts:
            ours, theirs = seen.of(device, SHOWN_AS.get(host, host)), counted[device, DESTINATIONS[host]]
            lines += [
                Line(f"{device} to {host}", ours.out, theirs.out),
                Line(f"{device} from {host}", ours.into, theirs.into),
            ]
    for device, hosts in PROXIED.items():
        sums = [seen.to_proxy(device)]
        for host in hosts:
            ours, theirs = seen.of(device, SHOWN_AS.get(host, host)), counted["box", DESTINATIONS[host]]
            sums.append(ours)
            lines += [
                Line(
                    f"{device} to {host}, by the proxy",
                    ours.content_out,
                    theirs.content_out,
                    (ours.out, theirs.out),
                ),
                Line(
                    f"{device} from {host}, by the proxy",
                    ours.content_into,
                    theirs.content_into,
                    (ours.into, theirs.into),
                ),
            ]
        proxy = counted[device, 0]
        lines += [
            Line(f"{device} to the proxy, as the device counted", sum(one.out for one in sums), proxy.out),
            Line(
                f"{device} from the proxy, as the device counted", sum(one.into for one in sums), proxy.into
            ),
        ]
    lines.append(
        Line("guest, all in one", seen.strangers(), counted["guest", DESTINATIONS["guest.example"]].out)
    )
    return lines
