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
    import signal

    from analysis.settings import Home, UnusableHome
    from dashboard.app import serve
    from dashboard.login import ensure_password

    try:
        opened = Home.open(home)
    except UnusableHome as error:
        click.echo(str(error), err=True)
        raise SystemExit(2) from error
    listen = listen or opened.settings.dashboard_listen
    port = port or opened.settings.dashboard_port
    password = ensure_password(opened)
    name = f"[{listen}]" if ":" in listen else listen
    click.echo(f"Dashboard: http://{name}:{port}/")
    if password is not None:
        click.echo(f"Password (shown this once): {password}")
    if listen not in ("127.0.0.1", "::1", "localhost"):
        click.echo("Everybody in this network can reach its login page; the way there is not encrypted.")
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a supervisor stops us as Ctrl-C does
    try:
        serve(opened, listen, port)
    except OSError as error:
        click.echo(
            f"cannot listen on {name}:{port} ({error.strerror}): choose another with --port or --listen",
            err=True,
        )
        raise SystemExit(2) from error
    except KeyboardInterrupt:
        click.echo("stopped")
