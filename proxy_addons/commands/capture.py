"""Record what devices send: the proxy (default) or the sniffer, on its own, for service managers."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("part", type=click.Choice(["proxy", "sniffer"]), default="proxy")
@click.option("--home", type=click.Path(path_type=Path), help="Where everything is kept.")
@click.option("--listen", help="Address that the proxy listens on.  [default: from the home's settings]")
@click.option(
    "--port", type=click.IntRange(1, 65_535), help="Port of the proxy.  [default: from the home's settings]"
)
@click.option("--interface", default="", help="Network interface of the sniffer.  [default: all]")
@click.option(
    "--keep-pcap",
    metavar="TIME",
    help="Let the sniffer keep the packets of opened devices for so long, such as 24h.  [default: from the home's settings]",
)
@click.option("--writer", default="proxy-0", hidden=True, help="Name in the journal.")
@click.option(
    "--upstream-ca",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    hidden=True,
    help="A demo's own authority (PEM).",
)
@click.option(
    "--allow-target",
    "allow_targets",
    multiple=True,
    hidden=True,
    metavar="HOST:PORT",
    help="A demo's local target.",
)
@click.option(
    "--resolve", "resolutions", multiple=True, hidden=True, metavar="NAME=IP:PORT", help="A demo's stand-in."
)
def command(
    part: str,
    home: Path | None,
    listen: str | None,
    port: int | None,
    interface: str,
    keep_pcap: str | None,
    writer: str,
    upstream_ca: Path | None,
    allow_targets: tuple[str, ...],
    resolutions: tuple[str, ...],
) -> None:
    """Record what devices send: PART is the proxy (default) or the sniffer. Ctrl-C stops it; nothing queued is lost."""
    import importlib
    import logging
    import sys

    from analysis.cli import UserError
    from analysis.packet_segments import given_duration
    from analysis.ports import given_address
    from analysis.settings import Home

    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    opened = Home.open(home)
    if (upstream_ca or allow_targets or resolutions) and not opened.is_demo:
        raise UserError(f"{opened.root}: local stand-ins are for a demo's home only")
    if part == "sniffer":
        keep = given_duration(keep_pcap if keep_pcap is not None else opened.settings.keep_pcap)
        sys.exit(importlib.import_module("proxy_addons.sniffer").run(opened, interface, keep))
    from proxy_addons import proxy

    setup = proxy.ProxySetup(
        listen=given_address(listen) if listen is not None else opened.settings.proxy_listen,
        port=port or opened.settings.proxy_port,
        writer=writer,
        upstream_ca=upstream_ca,
        allow_targets=frozenset(map(_target, allow_targets)),
        resolve=dict(map(_resolution, resolutions)),
    )
    proxy.run(opened, setup)


def _resolution(text: str) -> tuple[str, tuple[str, int]]:
    name, equals, target = text.partition("=")
    if not (name and equals):
        raise click.BadParameter(f"{text!r}: write NAME=IP:PORT", param_hint="--resolve")
    return name.lower(), _target(target)


def _target(text: str) -> tuple[str, int]:
    host, colon, port = text.rpartition(":")
    if not (colon and host and port.isdigit() and 0 < int(port) < 65_536):
        raise click.BadParameter(f"{text!r}: write HOST:PORT", param_hint="--allow-target / --resolve")
    return host.strip("[]"), int(port)
