"""Import capture files into a named corpus, beside the household's own traffic."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(name="import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, readable=False))
@click.option("--home", type=click.Path(path_type=Path), help="Where everything is kept.")
@click.option(
    "--corpus", default="imported", show_default=True, help="Name of the collection that they go into."
)
@click.option("--device", default="", help="Name of the device that the files are from.")
@click.option(
    "--report",
    type=click.Path(path_type=Path),
    help="Also write one row a file: read, partly or unreadable and why (.ndjson or .csv; docs/scan.md).",
)
@click.option(
    "--keylog",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A file with TLS secrets (SSLKEYLOGFILE) that open HTTPS in a packet capture; needs tshark.",
)
def command(
    files: tuple[Path, ...],
    home: Path | None,
    corpus: str,
    device: str,
    report: Path | None,
    keylog: Path | None,
) -> None:
    """Import capture files into a named corpus, beside the household's own traffic.

    Of a folder, all files below it are taken. The same file is imported once; an interrupted import goes on where it
    stopped. One line tells how each file went.
    """
    from analysis.import_command import import_files
    from analysis.tls_secrets import KEYLOG

    KEYLOG.set(keylog)
    raise SystemExit(import_files(files, home, corpus, device, report))
