"""Import capture files into a named corpus, beside the household's own traffic."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(name="import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--home", type=click.Path(path_type=Path), help="Where everything is kept.")
@click.option(
    "--corpus", default="imported", show_default=True, help="Name of the collection that they go into."
)
@click.option("--device", default="", help="Name of the device that the files are from.")
def command(files: tuple[Path, ...], home: Path | None, corpus: str, device: str) -> None:
    """Import capture files into a named corpus, beside the household's own traffic.

    The same file is imported once; an interrupted import goes on where it stopped. One line tells how each file went.
    """
    from analysis.import_command import import_files

    raise SystemExit(import_files(files, home, corpus, device))
