"""Classify capture files (HAR, mitmproxy flows, pcap) without storing anything."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(name="scan")
@click.argument(
    "files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path, readable=False)
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "csv", "json", "ndjson"]),
    default="table",
    show_default=True,
    help="table for people, the others for programs; docs/scan.md explains every column.",
)
@click.option("--device", default="", help="Name of the device that the files were recorded from.")
@click.option(
    "--indicators",
    type=click.Path(path_type=Path),
    help="A CSV file (kind,name,value) of values to look for in every form; docs/indicators.md explains it.",
)
@click.option(
    "--keylog",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A file with TLS secrets (SSLKEYLOGFILE) that open HTTPS in a packet capture; needs tshark.",
)
@click.option("--show-values", is_flag=True, help="Print full values; without it they are masked.")
@click.option("--all", "show_all", is_flag=True, help="Also print messages in which nothing was found.")
@click.pass_context
def command(
    ctx: click.Context,
    files: tuple[Path, ...],
    format_: str,
    device: str,
    indicators: Path | None,
    keylog: Path | None,
    show_values: bool,
    show_all: bool,
) -> None:
    """Say what capture files hold: which data went to whom. Reads HAR, mitmproxy flows, pcap; stores nothing."""
    from analysis.scan import scan_files
    from analysis.tls_secrets import KEYLOG

    KEYLOG.set(keylog)
    ctx.exit(scan_files(files, format_, device, show_values, show_all, indicators))
