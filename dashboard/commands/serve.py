"""Serve the dashboard."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(name="serve")
@click.option("--home", type=click.Path(path_type=Path, file_okay=False), help="Where everything is kept.")
@click.option("--listen", help="Address to listen on; without it, this machine only.")
@click.option("--port", type=click.IntRange(1, 65_535), help="Port; 8050 unless the settings say otherwise.")
def command(home: Path | None, listen: str | None, port: int | None) -> None:
    """Serve the dashboard of a home until Ctrl-C. Its password is printed once, at the first start."""
    import ipaddress
    import signal

    from analysis.addresses import in_url, reachable_at
    from analysis.ports import check_port, given_address
    from analysis.settings import Home
    from dashboard.app import serve
    from dashboard.login import ensure_password

    opened = Home.open(home)
    listen = given_address(listen) if listen is not None else opened.settings.dashboard_listen
    port = port or opened.settings.dashboard_port
    check_port(listen, port, "--port")

    def listening() -> None:
        """Only now: a password that is shown once must not be lost with a start that failed."""
        password = ensure_password(opened)
        for address in reachable_at(listen):
            click.echo(f"Dashboard: http://{in_url(address)}:{port}/")
        if password is not None:
            click.echo(f"Password (shown this once): {password}")
        if not ipaddress.ip_address(listen).is_loopback:
            click.echo("Everybody in this network can reach its login page; the way there is not encrypted.")

    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a supervisor stops us as Ctrl-C does
    try:
        serve(opened, listen, port, listening)
    except KeyboardInterrupt:
        click.echo("stopped")
