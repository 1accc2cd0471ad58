"""Follows each client connection: whose it is, where it goes, and the flows that are journalled of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from mitmproxy.connection import Client
from mitmproxy.http import HTTPFlow
from mitmproxy.proxy.server_hooks import ServerConnectionHookData

from analysis.devices import Device, DeviceDirectory
from analysis.records import (
    HOME_CORPUS,
    SELF_TEST_CORPUS,
    Address,
    Certificate,
    Flow,
    SocketPair,
    new_id,
    utc_now,
)
from analysis.self_test_gate import SELF_TEST_HOST
from proxy_addons.certificate_chain import names_of
from proxy_addons.device_identity import user_name
from proxy_addons.flow_jobs import FlowJob
from proxy_addons.pass_through import CountingTCP
from proxy_addons.recorder import Recorder
from proxy_addons.self_protection import parse_address
from proxy_addons.treatment import CLEARTEXT, UNDECIDED, Policy, Treatment
from proxy_addons.unenrolled import UnenrolledTotal
from proxy_addons.wire_bytes import WireCount


@dataclass(slots=True, eq=False)
class Leg:
    """One flow in the making: a CONNECT tunnel, or what one connection sends to one host in plain HTTP."""

    flow_id: str
    opened_at: datetime
    host: str
    port: int
    treatment: Treatment
    sni: str | None = None
    alpn: str | None = None
    upstream: SocketPair | None = None
    bytes_out: int = 0
    bytes_in: int = 0
    requests: int = 0
    relay: CountingTCP | None = None
    stream: CountingTCP | None = None  # where what is read is no HTTP
    established_at: float | None = None
    unreached: str = ""  # why no server got anything of it
    upstream_certificate: Certificate | None = None  # of a server without a name, as mitmproxy got it

    @property
    def corpus(self) -> str:
        """A self-test's traffic is in no total."""
        return SELF_TEST_CORPUS if self.host == SELF_TEST_HOST else HOME_CORPUS

    @property
    def name(self) -> str:
        """The best name of the target: the requested host, or the server name where that was only an address."""
        return self.sni if self.sni and parse_address(self.host) is not None else self.host

    @property
    def certificate(self) -> Certificate | None:
        """What the server's certificate says; only looked for where nothing names the server."""
        return self.upstream_certificate or (self.relay.certificate if self.relay is not None else None)


@dataclass(slots=True, eq=False)
class ClientConnection:
    """One client connection to the proxy and what is known of it."""

    client: Client
    count: WireCount
    addresses: tuple[Address, ...]
    device: Device | None
    tunnel: Leg | None = None
    legs: dict[tuple[str, int], Leg] = field(default_factory=dict)
    current: Leg | None = None  # the plain leg whose request is under way
    read_mark: int = 0  # of ``count``: what has been credited to a leg
    written_mark: int = 0
    request_end: int = 0


class Connections:
    """mitmproxy addon: keeps ``by_client`` and journals a flow when a leg opens and when it closes."""

    def __init__(
        self,
        recorder: Recorder,
        policy: Policy,
        directory: Callable[[], DeviceDirectory],
        counts: dict[str, WireCount],
        unenrolled: UnenrolledTotal,
    ) -> None:
        self._recorder = recorder
        self.policy = policy
        self._directory = directory
        self._counts = counts
        self._unenrolled = unenrolled
        self.by_client: dict[str, ClientConnection] = {}

    def client_connected(self, client: Client) -> None:
        """A device has connected."""
        address = parse_address(client.peername[0])
        mapped = getattr(address, "ipv4_mapped", None)
        addresses = (Address(kind="ip", value=str(mapped or address or client.peername[0])),)
        self.by_client[client.id] = ClientConnection(
            client=client,
            count=self._counts.get(client.id) or WireCount(),
            addresses=addresses,
            device=self._directory().resolve(addresses, utc_now()),
        )

    def http_connect(self, flow: HTTPFlow) -> None:
        """CONNECT: from here on this connection is a tunnel to one host."""
        connection = self.by_client.get(flow.client_conn.id)
        if connection is not None:
            self.identify(connection, flow)
            connection.tunnel = self._new_leg(connection, flow.request.host, flow.request.port, UNDECIDED)

    def plain_leg(self, connection: ClientConnection, flow: HTTPFlow) -> Leg:
        """The leg of a plain request; a new one is announced."""
        key = (flow.request.data.host.lower(), flow.request.data.port)
        leg = connection.legs.get(key)
        if leg is None:
            leg = self._new_leg(connection, *key, CLEARTEXT)
            connection.legs[key] = leg
            self.announce(connection, leg)
        if leg is not connection.current:
            self._credit(connection, connection.request_end)
            connection.current = leg
        return leg

    def leg_of(self, flow: HTTPFlow) -> Leg | None:
        """The leg that a flow belongs to, None where it is not followed."""
        connection = self.by_client.get(flow.client_conn.id)
        if connection is None:
            return None
        key = (flow.request.data.host.lower(), flow.request.data.port)
        return connection.tunnel or connection.legs.get(key)

    def identify(self, connection: ClientConnection, flow: HTTPFlow) -> None:
        """Take the device's user name from ``Proxy-Authorization``, which then goes no further."""
        credentials = flow.request.headers.get("proxy-authorization")
        if credentials is None:
            return
        del flow.request.headers["proxy-authorization"]
        user = user_name(credentials)
        if user and all(address.kind != "proxy_user" for address in connection.addresses):
            connection.addresses = (Address(kind="proxy_user", value=user), *connection.addresses)
            connection.device = self._directory().resolve(connection.addresses, utc_now())

    def response(self, flow: HTTPFlow) -> None:
        """A plain exchange is complete: what was read until here belongs to its leg."""
        connection = self.by_client.get(flow.client_conn.id)
        if connection is not None and connection.tunnel is None:
            connection.request_end = connection.count.read

    def server_connected(self, data: ServerConnectionHookData) -> None:
        """Note the upstream side."""
        connection = self.by_client.get(data.client.id)
        if connection is None or data.server.address is None:
            return
        host, port, *_ = data.server.address
        leg = connection.tunnel or connection.legs.get((host.lower(), port))
        if leg is not None and data.server.sockname and data.server.peername:
            leg.upstream = _pair(data.server.sockname, data.server.peername)
            leg.unreached = ""

    def server_connect_error(self, data: ServerConnectionHookData) -> None:
        """Say in the flow why nothing came of it; the error's own text may hold addresses."""
        connection = self.by_client.get(data.client.id)
        if connection is None or data.server.address is None:
            return
        host, port, *_ = data.server.address
        leg = connection.tunnel or connection.legs.get((host.lower(), port))
        if leg is None or leg.upstream is not None:
            return
        if leg.treatment is UNDECIDED or leg.treatment.read:
            local = (data.server.error or "").startswith("not relayed")
            leg.unreached = (
                "not relayed: this box or the local network" if local else "the server could not be reached"
            )

    def client_disconnected(self, client: Client) -> None:
        """The last word on every leg; of a device that is not enrolled only the bytes."""
        connection = self.by_client.pop(client.id, None)
        if connection is not None:
            self._close(connection)

    def decided(self) -> list[Client]:
        """The owner has decided something. Clients that must go, for their device allowed more when they asked.

        What the other connections ask from now on is judged by their device as it is now.
        """
        found, now = [], utc_now()
        for connection in [item for item in self.by_client.values() if item.device is not None]:
            legs = [*connection.legs.values(), *([connection.tunnel] if connection.tunnel else [])]
            device = self._directory().resolve(connection.addresses, now)
            is_read = any(leg.treatment.read for leg in legs)
            if (device is None and legs) or (device is not None and device.mode != "open" and is_read):
                found.append(connection.client)
            else:
                connection.device = device
        return found

    def announce(self, connection: ClientConnection, leg: Leg) -> None:
        """Journal the opening of a leg, unless its device is not enrolled."""
        if not leg.treatment.anonymous:
            self._recorder.offer(FlowJob(self._as_flow(connection, leg, closed_at=None)))

    def tunnel_starts(self, connection: ClientConnection, pending: int) -> None:
        """What was read and written before, but for ``pending`` bytes, was the CONNECT exchange."""
        connection.read_mark = connection.count.read - pending
        connection.written_mark = connection.count.written

    def offer(self, flow: Flow) -> Awaitable[None] | None:
        """Journal a flow."""
        return self._recorder.offer(FlowJob(flow))

    def _new_leg(self, connection: ClientConnection, host: str, port: int, wanted: Treatment) -> Leg:
        now = utc_now()
        name = host.lower()
        return Leg(
            flow_id=new_id(now),
            opened_at=now,
            host=name,
            port=port,
            treatment=self.policy.treat(connection.device, (name,), now, wanted),
        )

    def _credit(self, connection: ClientConnection, read: int) -> None:
        """Credit what has been read up to ``read``, and all that was written, to the plain leg under way."""
        leg, count = connection.current, connection.count
        if leg is not None:
            leg.bytes_out += max(0, read - connection.read_mark)
            leg.bytes_in += count.written - connection.written_mark
            connection.read_mark, connection.written_mark = max(read, connection.read_mark), count.written

    def _close(self, connection: ClientConnection) -> None:
        count, tunnel = connection.count, connection.tunnel
        legs = [*connection.legs.values(), *([tunnel] if tunnel is not None else [])]
        if connection.device is None:
            self._unenrolled.add(count.read, count.written)
            return
        if not legs and count.read:  # bytes that no request was made of
            connection.current = self._new_leg(connection, "", 0, UNDECIDED)
            legs = [connection.current]
        self._credit(connection, count.read)
        if tunnel is not None and tunnel.relay is not None:
            tunnel.bytes_out, tunnel.bytes_in = tunnel.relay.sent, tunnel.relay.received
        elif tunnel is not None:
            tunnel.bytes_out = count.read - connection.read_mark
            tunnel.bytes_in = count.written - connection.written_mark
        now = utc_now()
        for leg in legs:
            self._recorder.offer(FlowJob(self._as_flow(connection, leg, closed_at=now)))

    def _as_flow(self, connection: ClientConnection, leg: Leg, closed_at: datetime | None) -> Flow:
        passed = self.policy.passed_by_choice(names_of(leg.certificate))
        if passed is not None and passed.alias:
            leg.treatment = passed
        treatment, client = leg.treatment, connection.client
        named = not treatment.alias
        return Flow(
            flow_id=leg.flow_id,
            opened_at=leg.opened_at,
            closed_at=closed_at,
            writer=self._recorder.name,
            corpus=leg.corpus,
            addresses=connection.addresses,
            client=_pair(client.peername, client.sockname),
            upstream=leg.upstream if named else None,
            host=leg.name if named else treatment.alias,
            port=leg.port if named else 0,
            sni=leg.sni if named else None,
            alpn=leg.alpn,
            certificate=leg.certificate if named else None,
            visibility=UNDECIDED.visibility if leg.unreached else treatment.visibility,
            # what reached no server has not left the home
            bytes_out=(0 if leg.unreached else leg.bytes_out) if closed_at else None,
            bytes_in=(0 if leg.unreached else leg.bytes_in) if closed_at else None,
            reason=leg.unreached or treatment.reason,
        )


def as_datetime(timestamp: float) -> datetime:
    """Seconds since 1970 as UTC."""
    return datetime.fromtimestamp(timestamp, UTC)


def _pair(local: tuple[str, int], remote: tuple[str, int]) -> SocketPair:
    """``local`` is the end that opened the connection."""
    return SocketPair(local_ip=local[0], local_port=local[1], remote_ip=remote[0], remote_port=remote[1])
