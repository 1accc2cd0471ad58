"""Builds and runs the recording proxy: a mitmproxy master with only the addons that recording needs."""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
import sqlite3
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import certifi
import msgspec
from mitmproxy import certs, options
from mitmproxy.addons.block import Block
from mitmproxy.addons.core import Core
from mitmproxy.addons.disable_h2c import DisableH2C
from mitmproxy.addons.dns_resolver import DnsResolver
from mitmproxy.addons.next_layer import NextLayer
from mitmproxy.addons.strip_dns_https_records import StripDnsHttpsRecords
from mitmproxy.addons.tlsconfig import TlsConfig
from mitmproxy.addons.update_alt_svc import UpdateAltSvc
from mitmproxy.master import Master

from analysis.authority import PRIVATE, check_authority
from analysis.devices import DeviceDirectory, DeviceState
from analysis.ports import PortUnavailable, check_port
from analysis.records import utc_now
from analysis.self_test_gate import SELF_TEST_FILE
from analysis.settings import Home, write_private
from analysis.status import Heartbeat
from proxy_addons import never_intercept
from proxy_addons.connections import Connections
from proxy_addons.hook_table import HookTable
from proxy_addons.http_messages import HttpMessages
from proxy_addons.raw_messages import RawMessages
from proxy_addons.recorder import Recorder
from proxy_addons.refusals import FILE_NAME as REFUSALS
from proxy_addons.refusals import Refusals
from proxy_addons.self_protection import Guard, GuardedEventLoop, SelfProtection
from proxy_addons.tls_visibility import TlsVisibility
from proxy_addons.treatment import Policy
from proxy_addons.unenrolled import UnenrolledTotal
from proxy_addons.websocket_messages import WebSocketMessages
from proxy_addons.wire_bytes import CountingProxyserver

logger = logging.getLogger("leakledger.capture")

TICK_SECONDS: Final = 1.0
GOODBYE_SECONDS: Final = 2.0
CA_NAME: Final = "mitmproxy"  # the file names that mitmproxy looks for
KEY_BITS: Final = 2048
GC_THRESHOLD: Final = 20_000  # objects; mitmproxy makes many that live for one request


class ProxySetup(msgspec.Struct, frozen=True, kw_only=True):
    """How a proxy is to run.

    ``upstream_ca`` is a PEM file of authorities trusted beside the public ones; ``allow_targets`` (host, port) may be
    local; ``resolve`` maps names to (ip, port). These three are for a demo, a self-test or a test, never for a household.
    """

    listen: str = "127.0.0.1"
    port: int = 8080
    writer: str = "proxy-0"
    upstream_ca: Path | None = None
    allow_targets: frozenset[tuple[str, int]] = frozenset()
    resolve: Mapping[str, tuple[str, int]] = {}


class ProxyMaster(Master):
    """A master whose addon manager remembers its hooks."""

    addons: HookTable

    def __init__(self, opts: options.Options) -> None:
        super().__init__(opts, event_loop=asyncio.get_running_loop())
        self._legacy_log_events.uninstall()  # deprecated, and a task for every log record
        self.addons = HookTable(self)


class RecordingProxy:
    """All parts of one running proxy. Make it inside a running ``GuardedEventLoop``."""

    def __init__(self, home: Home, setup: ProxySetup) -> None:
        self._home, self._setup = home, setup
        now = utc_now()
        self._devices = DeviceState(home)
        self._directory = self._devices.directory()
        self.refusals = Refusals(home.root / REFUSALS)
        if self.refusals.unreadable:
            logger.warning("%s; starting without it", self.refusals.unreadable)
        self._forget(self._directory)
        self._heartbeat = Heartbeat(home, setup.writer)
        self.recorder = Recorder(home.journal_dir, setup.writer, self._heartbeat)
        self._unenrolled = UnenrolledTotal(setup.writer, home.timezone, now, home.root)
        self._server = CountingProxyserver()
        policy = Policy(never_intercept.load(home.root), self.refusals, lambda: self.recorder.recording)
        self.connections = Connections(
            self.recorder, policy, self.directory, self._server.counts, self._unenrolled
        )
        self.messages = HttpMessages(self.recorder, self.connections)
        self._raw = RawMessages(self.recorder, self.connections)
        self._master = self._build()
        self.failure = ""

    def directory(self) -> DeviceDirectory:
        """The enrolled devices as they are now; as they were, where the list cannot be read."""
        try:
            return self._devices.directory()
        except (sqlite3.Error, msgspec.DecodeError) as error:
            logger.warning("the list of devices cannot be read (%s); keeping the last one", error)
            return self._directory

    def _build(self) -> ProxyMaster:
        setup, home = self._setup, self._home
        opts = options.Options()
        master = ProxyMaster(opts)
        addons: list[object] = [
            Core(), StripDnsHttpsRecords(), DisableH2C(), SelfProtection(guard_of(asyncio.get_running_loop())),
            self._server, DnsResolver(), TlsVisibility(self.connections), NextLayer(), TlsConfig(), UpdateAltSvc(),
            self.messages, WebSocketMessages(self.recorder, self.connections), self._raw, self.connections, self,
        ]  # fmt: skip
        if setup.listen not in ("127.0.0.1", "::1", "localhost"):
            addons.insert(0, Block())
        master.addons.add(*addons)
        opts.update(  # type: ignore[no-untyped-call]
            confdir=str(home.ca_dir),
            listen_host=setup.listen,
            listen_port=setup.port,
            http3=False,
            connection_strategy="eager",
            keep_host_header=True,
            ssl_verify_upstream_trusted_ca=str(_trust(home, setup.upstream_ca)),
        )
        return master

    async def run(self) -> None:
        """Serve until ``stop``. Raises ``JournalBusy``, or ``PortUnavailable`` where it cannot listen."""
        self.recorder.start()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self.stop)
        ticking = loop.create_task(self._tick())
        try:
            await self._master.run()
        finally:
            ticking.cancel()
            self._save_refusals()
            self._devices.close()
        if self.failure:
            raise PortUnavailable(self.failure)

    def stop(self) -> None:
        """End ``run`` cleanly: everything queued is committed."""
        self._master.shutdown()  # type: ignore[no-untyped-call]

    def listening(self) -> list[tuple[str, int]]:
        """Where it listens."""
        return [(address[0], address[1]) for address in self._server.listen_addrs()]

    def running(self) -> None:
        """mitmproxy hook: everything is up, or has failed to be."""
        failed = [instance.last_exception for instance in self._server.servers if instance.last_exception]
        if failed:
            self.failure = str(failed[0]).partition("\n")[0]
            self.stop()
            return
        gc.collect()
        gc.freeze()
        gc.set_threshold(GC_THRESHOLD, 20, 50)
        self._heartbeat.listens = tuple(self.listening())
        for host, port in self.listening():
            logger.info("listening on %s port %d; certificate: %s", host, port, self._home.ca_certificate)

    async def done(self) -> None:
        """mitmproxy hook: close all connections, then the journal."""
        await self._server.close_clients(GOODBYE_SECONDS)
        for client in [connection.client for connection in self.connections.by_client.values()]:
            self.messages.client_disconnected(client)
            self._raw.client_disconnected(client)
            self.connections.client_disconnected(client)
        self._offer_unenrolled(final=True)
        await self.recorder.close()

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(TICK_SECONDS)
            self._refresh_devices()
            self.messages.sweep(time.monotonic())
            self._offer_unenrolled(final=False)
            if self.refusals.dirty:
                self._save_refusals()

    def _refresh_devices(self) -> None:
        directory = self.directory()
        if directory is not self._directory:
            self._directory = directory
            self._forget(directory)
            for client in self.connections.decided():
                self._server.close_client(client)

    def _forget(self, directory: DeviceDirectory) -> None:
        """What is remembered beside the journal, too, goes with a device."""
        self.refusals.forget({device.id for device in directory.everyone() if device.forgotten})

    def _offer_unenrolled(self, *, final: bool) -> None:
        flow = self._unenrolled.due(utc_now(), final=final)
        if flow is not None:
            self.connections.offer(flow)

    def _save_refusals(self) -> None:
        try:
            write_private(self.refusals.path, self.refusals.serialise())
        except OSError as error:
            logger.warning(
                "%s: %s; refusals are remembered until the next start only", self.refusals.path, error
            )


def run(home: Home, setup: ProxySetup) -> None:
    """Run a proxy until it is told to stop. Raises ``PortUnavailable``, ``JournalBusy``, ``NeverInterceptUnreadable``.

    Also ``UnusableAuthority``.
    """
    check_port(setup.listen, setup.port, "--port")
    quieten()
    make_ca(home)

    async def serve() -> None:
        await RecordingProxy(home, setup).run()

    guard = Guard(setup.allow_targets, setup.resolve, home.run_dir / SELF_TEST_FILE)
    with asyncio.Runner(loop_factory=lambda: GuardedEventLoop(guard)) as runner:
        runner.run(serve())


def quieten() -> None:
    """mitmproxy's own log lines name hosts and devices that nothing may be kept of: only its failures are shown."""
    for name in ("mitmproxy", "mitmproxy_rs", "hpack", "h2", "asyncio"):
        logging.getLogger(name).setLevel(logging.ERROR)


def make_ca(home: Home) -> None:
    """This home's own certificate authority, made at first use; the folder has mode 0700. Raises ``UnusableAuthority``."""
    home.ca_dir.mkdir(mode=0o700, exist_ok=True)
    home.ca_dir.chmod(0o700)
    check_authority(home)
    if not (home.ca_dir / PRIVATE).exists():
        created = utc_now().strftime("%Y-%m-%d")
        certs.CertStore.create_store(
            home.ca_dir, CA_NAME, KEY_BITS, organization="leakledger", cn=f"leakledger, made {created}"
        )


def guard_of(loop: asyncio.AbstractEventLoop) -> Guard:
    """The guard of the running loop; without one a name could lead to this box."""
    if not isinstance(loop, GuardedEventLoop):
        raise TypeError("the recording proxy runs in a GuardedEventLoop only")
    return loop.guard


def _trust(home: Home, extra: Path | None) -> Path:
    """The authorities by which servers are judged: the public ones, this home's own (self-test), and ``extra``."""
    sources = [Path(certifi.where()), home.ca_certificate, *([extra] if extra is not None else [])]
    bundle = home.ca_dir / "upstream-trust.pem"
    write_private(bundle, "\n".join(source.read_text(encoding="utf-8") for source in sources))
    return bundle
