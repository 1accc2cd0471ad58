"""Enrol the devices of the house, say whose they are and what may be read, and which are the same."""

from __future__ import annotations

from pathlib import Path

import click

_HOME = click.option("--home", type=click.Path(path_type=Path), help="Where everything is kept.")
_AGREED = click.option("--agreed-by", default="", help="Who said yes to it; that is kept with the decision.")
_KINDS = ("phone", "tablet", "watch", "computer", "tv", "speaker", "camera", "appliance", "unknown")


@click.group(name="devices")
def command() -> None:
    """Enrol the devices of the house, say whose they are and what may be read, and which are the same."""


@command.command(name="list")
@_HOME
def list_(home: Path | None) -> None:
    """List the enrolled devices, how each is recognised, and whether it is opened or only observed."""
    from analysis.device_command import listing
    from analysis.settings import Home

    for line in listing(Home.open(home)):
        click.echo(line)


@command.command()
@_HOME
@click.argument("name")
def show(home: Path | None, name: str) -> None:
    """Say what a device is and why we think so, what it calls itself, and its hardware addresses."""
    from analysis.device_command import about
    from analysis.settings import Home

    for line in about(Home.open(home), name):
        click.echo(line)


@command.command()
@_HOME
def proposals(home: Path | None) -> None:
    """List devices that may be the same one, with the reasons; you decide with merge or apart."""
    from analysis.device_command import proposed
    from analysis.settings import Home

    for line in proposed(Home.open(home)):
        click.echo(line)


@command.command(name="add")
@_HOME
@click.argument("name")
@click.option("--kind", type=click.Choice(_KINDS), default="unknown", show_default=True, help="What it is.")
@click.option("--person", default="", help="Whose device it is. That person must know and agree.")
@click.option("--ip", "ips", multiple=True, help="An IP address of the device in this network.")
@click.option("--mac", "macs", multiple=True, help="The hardware address that it shows to this network.")
@click.option("--user", "users", multiple=True, help="The proxy user name that the device sends.")
@click.option("--observe", is_flag=True, help="Only who and how much; nothing is opened.")
@_AGREED
def add(
    home: Path | None,
    name: str,
    kind: str,
    person: str,
    ips: tuple[str, ...],
    macs: tuple[str, ...],
    users: tuple[str, ...],
    observe: bool,
    agreed_by: str,
) -> None:
    """Enrol a device, so that what it sends can be read. Ask the people who use it first."""
    from analysis.device_decisions import agree, check_agreement
    from analysis.enrolment import enrol
    from analysis.settings import Home

    opened = Home.open(home)
    if agreed_by:
        check_agreement(opened, person, agreed_by)
    device = enrol(opened, name, kind=kind, person=person, ips=ips, macs=macs, users=users, observe=observe)
    if agreed_by:
        agree(opened, device.id, agreed_by)
    click.echo(f"{device.name} is enrolled: {device.mode}.")


command.add_command(add, "enrol")


@command.command()
@_HOME
@click.argument("name")
@click.argument("mode", type=click.Choice(("open", "observe")))
def mode(home: Path | None, name: str, mode: str) -> None:
    """Choose whether a device is opened (what it sends can be read) or only observed (who and how much)."""
    from analysis.device_decisions import set_mode
    from analysis.settings import Home

    device = set_mode(Home.open(home), name, "open" if mode == "open" else "observe")
    click.echo(f"{device.name}: {device.mode} from now on.")


@command.command(name="open")
@_HOME
@_AGREED
@click.argument("name")
def open_(home: Path | None, name: str, agreed_by: str) -> None:
    """Open a device: what it sends can be read. Ask the people who use it first."""
    from analysis.device_decisions import set_mode
    from analysis.settings import Home

    device = set_mode(Home.open(home), name, "open", agreed=agreed_by)
    click.echo(f"{device.name}: open from now on.")


@command.command()
@_HOME
@_AGREED
@click.argument("name")
def observe(home: Path | None, name: str, agreed_by: str) -> None:
    """Only observe a device: whom it talks to and how much; nothing is opened."""
    from analysis.device_decisions import set_mode
    from analysis.settings import Home

    device = set_mode(Home.open(home), name, "observe", agreed=agreed_by)
    click.echo(f"{device.name}: observe from now on.")


@command.command()
@_HOME
@click.argument("name")
def pause(home: Path | None, name: str) -> None:
    """Pause a device: until it is resumed it is treated as if it were not enrolled."""
    from analysis.device_decisions import set_mode
    from analysis.settings import Home

    device = set_mode(Home.open(home), name, "paused")
    click.echo(f"{device.name} is paused: nothing of it is opened or named until you resume it.")


@command.command()
@_HOME
@click.argument("name")
def resume(home: Path | None, name: str) -> None:
    """End a pause: the device is opened or observed as it was before."""
    from analysis.device_decisions import resume as resume_device
    from analysis.settings import Home

    device = resume_device(Home.open(home), name)
    click.echo(f"{device.name}: {device.mode} again.")


@command.command()
@_HOME
@click.argument("name")
@click.argument("new_name")
def rename(home: Path | None, name: str, new_name: str) -> None:
    """Give a device another name."""
    from analysis.enrolment import rename as rename_device
    from analysis.settings import Home

    device = rename_device(Home.open(home), name, new_name)
    click.echo(f"It is called {device.name} from now on.")


@command.command()
@_HOME
@click.argument("name")
@click.argument("kind", type=click.Choice(_KINDS))
def kind(home: Path | None, name: str, kind: str) -> None:
    """Say what a device is; your word is above every guess."""
    from analysis.device_decisions import set_kind
    from analysis.settings import Home

    click.echo(f"{set_kind(Home.open(home), name, kind).name}: {kind}.")


@command.command()
@_HOME
@click.argument("name")
@click.argument("person", default="")
@click.option("--as", "new_name", default="", help="It was handed on: a device of its own from now on.")
@click.option("--all-along", is_flag=True, help="It was PERSON's all along: they see all of it.")
def assign(home: Path | None, name: str, person: str, new_name: str, all_along: bool) -> None:
    """Say whose a device is (without a PERSON nobody's in particular); one that was another's needs --as or --all-along."""
    from analysis.device_command import assigned
    from analysis.settings import Home

    click.echo(assigned(Home.open(home), name, person, new_name=new_name, all_along=all_along))


@command.command()
@_HOME
@click.argument("name")
@click.argument("mac")
def confirm(home: Path | None, name: str, mac: str) -> None:
    """Say that a hardware address is this device's, so that it is recognised by it."""
    from analysis.device_decisions import confirm as confirm_address
    from analysis.settings import Home

    device = confirm_address(Home.open(home), name, mac)
    click.echo(f"{device.name} is recognised by {device.addresses[-1].value} as well.")


@command.command()
@_HOME
@click.argument("into")
@click.argument("name")
def merge(home: Path | None, into: str, name: str) -> None:
    """Read NAME as INTO from now on: they are one device. Nothing is rewritten; split undoes it."""
    from analysis.device_decisions import merge as merge_devices
    from analysis.settings import Home

    device, merged = merge_devices(Home.open(home), into, name)
    click.echo(f"{merged.name} is read as {device.name} from now on.")
    if merged.mode != device.mode:
        click.echo(
            f"What comes from {merged.name}'s addresses stays {merged.mode}; 'leakledger devices open' or 'observe' "
            f"{device.name} sets both."
        )


@command.command()
@_HOME
@click.argument("name")
def split(home: Path | None, name: str) -> None:
    """Undo a merge: NAME stands for itself again, with all that was its own."""
    from analysis.device_decisions import split as split_device
    from analysis.settings import Home

    click.echo(f"{split_device(Home.open(home), name).name} stands for itself again.")


@command.command()
@_HOME
@click.argument("one")
@click.argument("other")
def apart(home: Path | None, one: str, other: str) -> None:
    """Say that two devices are not the same; it is not proposed again."""
    from analysis.device_decisions import keep_apart
    from analysis.settings import Home

    first, second = keep_apart(Home.open(home), one, other)
    click.echo(f"{first.name} and {second.name} are not the same: it is not proposed again.")


@command.command()
@_HOME
@click.argument("name")
@click.option("--agreed-by", default="", help="Note that this person said yes to the state the device is in.")
def consent(home: Path | None, name: str, agreed_by: str) -> None:
    """List who decided what of a device and when, and note that its person agreed."""
    from analysis.device_command import consents
    from analysis.device_decisions import agree
    from analysis.settings import Home

    opened = Home.open(home)
    if agreed_by:
        agree(opened, name, agreed_by)
    for line in consents(opened, name):
        click.echo(line)


@command.command()
@_HOME
@click.argument("name")
def remove(home: Path | None, name: str) -> None:
    """End a device's enrolment: from now on nothing of it is opened or named. What was recorded stays."""
    from analysis.device_decisions import set_mode
    from analysis.settings import Home

    device = set_mode(Home.open(home), name, "off")
    click.echo(f"{device.name} is no longer enrolled. What was recorded before stays.")


@command.command()
@_HOME
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask.")
def forget(home: Path | None, name: str, yes: bool) -> None:
    """End a device's enrolment and erase all that was recorded of it."""
    import sys

    from analysis.device_decisions import forget as forget_device
    from analysis.devices import DeviceDirectory, decisions
    from analysis.settings import Home

    kept = Home.open(home)
    DeviceDirectory(decisions(kept)).named(name)  # nobody is asked about a device that there is not
    if not (yes or sys.stdin.isatty()):
        raise click.UsageError("nothing was erased: there is no terminal to ask at, and no --yes.")
    if not yes:
        click.confirm(f"Erase all that was recorded of {name}? This cannot be undone", abort=True)
    device = forget_device(kept, name)
    click.echo(
        f"{device.name} is no longer enrolled. The analyst erases what was recorded of it, now or when it next runs"
        " ('leakledger analyse'). What was exported before is out of reach."
    )
