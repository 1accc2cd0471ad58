"""What ``leakledger run`` starts, and what it tells the person who started it."""

from __future__ import annotations

import contextlib
import fcntl
import ipaddress
import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import click
import msgspec

from analysis.addresses import in_url, reachable_at
from analysis.enrolment import enrol_this_machine
from analysis.notice_delivery import where
from analysis.packet_segments import given_duration
from analysis.ports import PortUnavailable, check_port, given_address
from analysis.preconditions import check_preconditions
from analysis.settings import Home, Settings, UnusableHome
from analysis.supervisor import Part, Supervisor


def run_audit(
    home_path: Path | None,
    listen: str | None,
    proxy_port: int | None,
    dashboard_port: int | None,
    keep_pcap: str | None = None,
) -> None:
    """Check what can be checked before anything starts, start the parts, and wait for Ctrl-C."""
    home = Home.open(home_path)
    settings = _with_options(home.settings, listen, proxy_port, dashboard_port)
    if keep_pcap is not None:
        settings = msgspec.structs.replace(settings, keep_pcap=keep_pcap)
    given_duration(settings.keep_pcap)
    check_preconditions(home)
    if settings.proxy_port == settings.dashboard_port:
        raise PortUnavailable(
            f"proxy and dashboard cannot both have port {settings.proxy_port}; give --proxy-port another"
        )
    with _only_audit_of(home):
        check_port(settings.proxy_listen, settings.proxy_port, "--proxy-port")
        check_port(settings.dashboard_listen, settings.dashboard_port, "--dashboard-port")
        enrol_this_machine(home)
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        click.echo(introduction(home, settings))
        Supervisor(home, parts(home, settings), _say).run(stop)
    click.echo("Stopped. Everything that was acknowledged is kept.")


@contextlib.contextmanager
def _only_audit_of(home: Home) -> Iterator[None]:
    """Hold the home for this process. Raises ``UnusableHome`` where another audit, or a demo, runs in it."""
    handle = os.open(home.root, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise UnusableHome(
                f"{home.root}: an audit is already running here; stop it, or choose another folder with --home"
            ) from error
        yield
    finally:
        os.close(handle)


def parts(home: Home, settings: Settings) -> list[Part]:
    """The processes of an audit, in the order in which they start."""
    of_home = ("--home", str(home.root))
    proxy = ("--listen", settings.proxy_listen, "--port", str(settings.proxy_port))
    dashboard = ("--listen", settings.dashboard_listen, "--port", str(settings.dashboard_port))
    packets = ("--keep-pcap", settings.keep_pcap) if settings.keep_pcap else ()
    return [
        Part(name="proxy", arguments=("capture", *of_home, *proxy)),
        Part(name="sniffer", arguments=("capture", *of_home, "sniffer", *packets)),
        Part(name="analyst", arguments=("analyse", *of_home)),
        Part(name="dashboard", arguments=("serve", *of_home, *dashboard)),
        *(
            [Part(name="notices", arguments=("digest", *of_home, "--stay"))]
            if settings.notices.wanted
            else []
        ),
    ]


def introduction(home: Home, settings: Settings) -> str:
    """Where the dashboard is and how a device is connected."""
    lines = [
        f"leakledger keeps everything in {home.root}",
        *(
            f"Dashboard: http://{in_url(address)}:{settings.dashboard_port}/"
            for address in reachable_at(settings.dashboard_listen)
        ),
        *(f"Proxy: {address} port {settings.proxy_port}" for address in reachable_at(settings.proxy_listen)),
        "To connect a device: ask the person who uses it, enrol it with 'leakledger devices add', set this proxy in its",
        f"  Wi-Fi settings, and install the certificate {home.ca_certificate} (also on the dashboard) as trusted.",
        "  A browser can then be read; an app may refuse, and is then passed through and named as refused.",
    ]
    if ipaddress.ip_address(settings.proxy_listen).is_loopback:
        lines.append(
            "  Only this machine can connect now: start with --listen ADDRESS to let phones and tablets in."
        )
    if settings.notices.wanted:
        lines.append(f"Notices go to {'; '.join(where(settings.notices))}.")
    return "\n".join([*lines, "Ctrl-C stops everything.", ""])


def _with_options(
    settings: Settings, listen: str | None, proxy_port: int | None, dashboard_port: int | None
) -> Settings:
    given: dict[str, str | int] = {}
    if listen is not None:
        address = given_address(listen)
        given |= {"proxy_listen": address, "dashboard_listen": address}
    if proxy_port:
        given["proxy_port"] = proxy_port
    if dashboard_port:
        given["dashboard_port"] = dashboard_port
    return msgspec.structs.replace(settings, **given)


def _say(line: str) -> None:
    click.echo(f"leakledger: {line}", err=True)
