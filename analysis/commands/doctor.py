"""Say what is wrong with this installation, and how to mend it; with --self-test, whether it recognises."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(name="doctor")
@click.option("--home", type=click.Path(path_type=Path), help="Where everything is kept.")
@click.option(
    "--self-test",
    "with_self_test",
    is_flag=True,
    help="Send made-up data from this machine through the running proxy, and see whether it is recognised.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people or for programs.",
)
def command(home: Path | None, with_self_test: bool, form: str) -> None:
    """Say what is wrong with this installation, and how to mend it.

    Each check is one line: ok, attention or problem, with what to do. Exit code 0: no problem. 1: there is one.
    """
    import msgspec

    from analysis.doctor import diagnose

    found = diagnose(home, with_self_test=with_self_test)
    if form == "json":
        click.echo(msgspec.json.format(msgspec.json.encode(found)).decode())
    else:
        for check in found.checks:
            click.echo(check.line())
        if found.self_test is not None:
            click.echo(f"\n{found.self_test}")
        elif with_self_test:
            click.echo("\nThe self-test could not run: there is no home that can be used.")
    if found.problems or (with_self_test and found.self_test is None):
        raise SystemExit(1)
