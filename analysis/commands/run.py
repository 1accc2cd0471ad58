"""Start the audit: proxy, sniffer where permitted, analyst and dashboard."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(name="run")
@click.option("--home", type=click.Path(path_type=Path), help="Where everything is kept.")
@click.option("--listen", default=None, help="Address for proxy and dashboard; loopback unless you say so.")
@click.option("--proxy-port", type=click.IntRange(1, 65535), help="The proxy's port.")
@click.option("--dashboard-port", type=click.IntRange(1, 65535), help="The dashboard's port.")
@click.option(
    "--keep-pcap", metavar="TIME", help="Keep the packets of opened devices for so long, such as 24h."
)
def command(
    home: Path | None,
    listen: str | None,
    proxy_port: int | None,
    dashboard_port: int | None,
    keep_pcap: str | None,
) -> None:
    """Start the audit: proxy, sniffer where permitted, analyst and dashboard.

    Each is its own process and is started again when it dies. Ctrl-C stops all of them.
    """
    from analysis.audit import run_audit

    run_audit(home, listen, proxy_port, dashboard_port, keep_pcap)
