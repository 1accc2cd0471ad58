"""One writer's account of a connection, and the ends by which that of another is found."""

from __future__ import annotations

import ipaddress
from hashlib import blake2b
from typing import Final

import msgspec

from analysis.records import HOME_CORPUS, LOCAL_CORPUS, SELF_TEST_CORPUS, Flow, SocketPair

SLACK: Final = 10_000_000  # µs that the two may differ about when a connection began and ended
OPEN_FOR: Final = 12 * 3_600_000_000  # µs for which one is looked for whose end was not recorded
PROXY, SNIFFER = "p", "s"
SENSITIVE: Final = "category:"  # how the host of a sensitive category begins
_SIDES: Final = {"proxy": PROXY, "sniffer": SNIFFER}
Step = tuple[int, int, int]


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """What one writer said last of one connection: the columns of the ledger's ``flows``, times in µs UTC.

    ``steps`` are earlier counts (at, bytes out, bytes in), each the sum until then; the last is at ``counted_at``.
    ``certificate`` is JSON; ``evidence``, ``certainty`` and ``matched`` say on what ground it is ``company``'s, or nobody's.
    ``*_ends`` stand for both ends as seen by the device, by the server, and from the device to the server.
    """

    flow_id: str
    opened_at: int
    closed_at: int | None
    counted_at: int
    writer: str
    corpus: str
    device: str
    transport: str
    host: str
    port: int
    remote_ip: str | None
    sni: str | None
    alpn: str | None
    ja4: str | None
    ech: bool | None
    aliases: tuple[str, ...]
    visibility: str
    company: str
    tracker: str | None
    bytes_out: int | None
    bytes_in: int | None
    packets_out: int | None
    packets_in: int | None
    reason: str
    is_total: bool
    client_ends: int | None
    upstream_ends: int | None
    crossed_ends: int | None
    certificate: str | None = None
    evidence: str | None = None
    certainty: str | None = None
    matched: str | None = None
    steps: tuple[Step, ...] = ()

    @property
    def side(self) -> str:
        """``PROXY``, ``SNIFFER``, or "" for an account that is never joined with another's."""
        if self.corpus not in (HOME_CORPUS, LOCAL_CORPUS, SELF_TEST_CORPUS):
            return ""
        return _SIDES.get(self.writer.partition("-")[0], "")

    @property
    def ends(self) -> tuple[int, ...]:
        """All that it can be found by."""
        if not self.side:
            return ()
        found = dict.fromkeys((self.client_ends, self.upstream_ends, self.crossed_ends))
        return tuple(end for end in found if end is not None)

    @property
    def until(self) -> int:
        """When it ended, or the time until which it may be taken to go on."""
        return (
            self.closed_at if self.closed_at is not None else max(self.opened_at, self.counted_at) + OPEN_FOR
        )

    @property
    def counts(self) -> tuple[Step, ...]:
        """All counts, each the sum until then."""
        if self.bytes_out is None and self.bytes_in is None:
            return ()
        return (*self.steps, (self.counted_at, self.bytes_out or 0, self.bytes_in or 0))


def overlap(one: Account, other: Account) -> bool:
    """Whether two may be of one connection by their times: ports are used again."""
    return one.opened_at <= other.until + SLACK and other.opened_at <= one.until + SLACK


def ends_of(flow: Flow, *, is_total: bool, opened_at: int) -> tuple[int | None, int | None, int | None]:
    """The ends of a flow as numbers: the client's, the upstream's, and from the device to the server.

    Behind a redirect the device's packets go to the server and the proxy's socket says otherwise: then it is the third.
    Of a sensitive host neither server nor ports are kept; the device's address and the category stand for it. Totals of
    devices that are not enrolled are of the same day.
    """
    if is_total:
        return _number("total", opened_at), None, None
    client, upstream = flow.client, flow.upstream
    crossed = None
    if flow.host.startswith(SENSITIVE):
        own = (address.value for address in flow.addresses if address.kind == "ip")
        device = client.local_ip if client is not None else next(own, "")
        crossed = _number(flow.transport, _address(device), flow.host) if device else None
    elif client is not None and upstream is not None and client != upstream:
        crossed = _pair(flow.transport, client, upstream)
    return (
        _pair(flow.transport, client, client) if client is not None else None,
        _pair(flow.transport, upstream, upstream) if upstream is not None else None,
        crossed,
    )


def _pair(transport: str, near: SocketPair, far: SocketPair) -> int:
    return _number(
        transport, _address(near.local_ip), near.local_port, _address(far.remote_ip), far.remote_port
    )


def _address(text: str) -> str:
    """An address in its one form: no zone, and IPv4 as such."""
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return text
    return str(getattr(address, "ipv4_mapped", None) or address)


def _number(*parts: object) -> int:
    """63 bits of a digest, so that the index stays small."""
    raw = blake2b("|".join(map(str, parts)).encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(raw, "big") >> 1
