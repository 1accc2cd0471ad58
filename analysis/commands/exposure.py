"""Look up where your own pages and pictures went; only on demand, and it shows what it will send first."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(name="exposure")
@click.argument("urls", nargs=-1, required=True)
@click.option("--page", is_flag=True, help="Ask the page and its host what they say of use for AI.")
@click.option("--crawl", is_flag=True, help="Ask Common Crawl's index whether it was captured.")
@click.option(
    "--parquet",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Search a data set's file on this machine.",
)
@click.option("--whole-host", is_flag=True, help="Look for everything on the host, not this one address.")
@click.option(
    "--crawls",
    type=click.IntRange(1, 200),
    default=3,
    show_default=True,
    help="How many of the newest crawls.",
)
@click.option(
    "--index", default="https://index.commoncrawl.org", show_default=True, help="The index that is asked."
)
@click.option("--yes", is_flag=True, help="Do not ask before sending.")
@click.option(
    "--format", "form", type=click.Choice(["table", "ndjson"]), default="table", show_default=True,
    help="For people or for programs.",
)  # fmt: skip
def command(
    urls: tuple[str, ...],
    page: bool,
    crawl: bool,
    parquet: tuple[Path, ...],
    whole_host: bool,
    crawls: int,
    index: str,
    yes: bool,
    form: str,
) -> None:
    """Look up where the pages and pictures at URLS went. Nothing is sent unless you choose it and agree.

    A row says "appears in crawl X, captured at …", never that somebody trained on it; that nothing was found says only that
    it is not in what was searched.
    """
    from urllib.parse import urldefrag

    from analysis.exposure_command import Wish, run

    wish = Wish(
        urls=tuple(urldefrag(url).url for url in urls), page=page, crawl=crawl, parquet=parquet, whole_host=whole_host,
        crawls=crawls, index=index,
    )  # fmt: skip
    run(wish, form, agreed=yes)
