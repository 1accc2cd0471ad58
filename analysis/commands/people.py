"""Say who lives in the house, whose devices are whose, and who may log in to see their own."""

from __future__ import annotations

from pathlib import Path

import click

_HOME = click.option("--home", type=click.Path(path_type=Path), help="Where everything is kept.")


@click.group(name="people")
def command() -> None:
    """Say who lives in the house, whose devices are whose, and who may log in to see their own."""


@command.command(name="list")
@_HOME
def list_(home: Path | None) -> None:
    """List the people, their devices, and who may log in."""
    from analysis.device_command import people_listing
    from analysis.settings import Home

    for line in people_listing(Home.open(home)):
        click.echo(line)


@command.command()
@_HOME
@click.argument("name")
@click.option("--guardian", default="", help="Who answers for a child.")
def add(home: Path | None, name: str, guardian: str) -> None:
    """Add a person."""
    from analysis.people import add as add_person
    from analysis.settings import Home

    person = add_person(Home.open(home), name, guardian=guardian)
    click.echo(
        f"{person.name} is added. 'leakledger devices assign DEVICE \"{person.name}\"' says what is theirs."
    )


@command.command()
@_HOME
@click.argument("name")
@click.argument("new_name")
def rename(home: Path | None, name: str, new_name: str) -> None:
    """Give a person another name, here and at their devices."""
    from analysis.people import rename as rename_person
    from analysis.settings import Home

    click.echo(f"{name} is called {rename_person(Home.open(home), name, new_name).name} from now on.")


@command.command()
@_HOME
@click.argument("name")
def remove(home: Path | None, name: str) -> None:
    """Remove a person: the log-in ends, the devices stay enrolled and belong to nobody in particular."""
    from analysis.accounts import revoke
    from analysis.people import remove as remove_person
    from analysis.settings import Home

    opened = Home.open(home)
    revoke(opened, name)
    click.echo(f"{remove_person(opened, name).name} is removed. Their devices stay enrolled.")


@command.command()
@_HOME
@click.argument("name")
@click.option("--end", is_flag=True, help="End the person's log-in instead.")
def login(home: Path | None, name: str, end: bool) -> None:
    """Let a person log in to the dashboard, where they see their own devices in full; prints a code once."""
    from analysis.accounts import hand_over, revoke
    from analysis.settings import Home

    if end:
        click.echo(f"{revoke(Home.open(home), name).name} cannot log in any more.")
        return
    person, code = hand_over(Home.open(home), name)
    click.echo(f"{code}")
    click.echo(
        f"Give this code to {person.name}. With the name and the code they log in once, within 7 days, and choose a password"
        " that you do not know. It is not shown again."
    )
