"""Enrol, name and list the devices of the house."""

from __future__ import annotations

from pathlib import Path

import click

_HOME = click.option("--home", type=click.Path(path_type=Path), help="Where everything is kept.")
_KINDS = ("phone", "tablet", "watch", "computer", "tv", "speaker", "camera", "appliance", "unknown")


@click.group(name="devices")
def command() -> None:
    """Enrol, name and list the devices of the house."""


@command.command(name="list")
@_HOME
def list_(home: Path | None) -> None:
    """List the enrolled devices, how each is recognised, and whether it is opened or only observed."""
    from analysis.devices import DeviceDirectory, decisions
    from analysis.settings import Home

    found = DeviceDirectory(decisions(Home.open(home))).devices()
    if not found:
        click.echo("No device is enrolled yet. 'leakledger devices add NAME --ip ADDRESS' enrols one.")
    for device in found:
        addresses = ", ".join(f"{address.kind} {address.value}" for address in device.addresses)
        owner = f", {device.person}'s" if device.person else ""
        click.echo(
            f"{device.name} ({device.kind}{owner}): {device.mode}; recognised by {addresses or 'nothing yet'}"
        )


@command.command()
@_HOME
@click.argument("name")
@click.option("--kind", type=click.Choice(_KINDS), default="unknown", show_default=True, help="What it is.")
@click.option("--person", default="", help="Whose device it is. That person must know and agree.")
@click.option("--ip", "ips", multiple=True, help="An IP address of the device in this network.")
@click.option("--mac", "macs", multiple=True, help="The hardware address that it shows to this network.")
@click.option("--user", "users", multiple=True, help="The proxy user name that the device sends.")
@click.option("--observe", is_flag=True, help="Only who and how much; nothing is opened.")
def add(
    home: Path | None,
    name: str,
    kind: str,
    person: str,
    ips: tuple[str, ...],
    macs: tuple[str, ...],
    users: tuple[str, ...],
    observe: bool,
) -> None:
    """Enrol a device, so that what it sends can be read. Ask the people who use it first."""
    from analysis.enrolment import enrol
    from analysis.settings import Home

    device = enrol(
        Home.open(home), name, kind=kind, person=person, ips=ips, macs=macs, users=users, observe=observe
    )
    click.echo(f"{device.name} is enrolled: {device.mode}.")


@command.command()
@_HOME
@click.argument("name")
@click.argument("mode", type=click.Choice(("open", "observe")))
def mode(home: Path | None, name: str, mode: str) -> None:
    """Choose whether a device is opened (what it sends can be read) or only observed (who and how much)."""
    from analysis.enrolment import change
    from analysis.settings import Home

    device = change(Home.open(home), name, mode=mode)
    click.echo(f"{device.name}: {device.mode} from now on.")


@command.command()
@_HOME
@click.argument("name")
@click.argument("new_name")
def rename(home: Path | None, name: str, new_name: str) -> None:
    """Give a device another name."""
    from analysis.enrolment import change
    from analysis.settings import Home

    device = change(Home.open(home), name, new_name=new_name)
    click.echo(f"It is called {device.name} from now on.")


@command.command()
@_HOME
@click.argument("name")
def remove(home: Path | None, name: str) -> None:
    """End a device's enrolment: from now on nothing of it is opened or named. What was recorded stays."""
    from analysis.enrolment import change
    from analysis.settings import Home

    device = change(Home.open(home), name, mode="off")
    click.echo(f"{device.name} is no longer enrolled. What was recorded before stays.")
