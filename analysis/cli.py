"""The ``leakledger`` command: its sub-commands are found by directory and imported when they are used."""

from __future__ import annotations

import errno
import importlib
import importlib.util
import os
import sys
from pathlib import Path
from typing import Final, NoReturn

import click

from analysis.errors import UserFault
from analysis.registry import command_modules

# what `make wheel-compiled` compiles, each by one of its modules
_MAY_BE_COMPILED: Final = {
    "reading packets": "proxy_addons.traffic",
    "analysing messages": "analysis.decoding",
}
UNUSABLE: Final = 2  # exit code: the call cannot be carried out


class LazyGroup(click.Group):
    """Lists commands by the first line of their modules' docstrings, so that ``--help`` imports none of them."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """All command names, sorted."""
        return sorted(command_modules())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the command's module, by name string: the core imports no shell."""
        module = command_modules().get(cmd_name)
        if module is None:
            return None
        command = importlib.import_module(module).command
        if not isinstance(command, click.Command):
            raise TypeError(f"{module}.command is no click command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list of commands with one line each."""
        rows = [(name, _first_line(module)) for name, module in sorted(command_modules().items())]
        if rows:
            with formatter.section("Commands"):
                formatter.write_dl(rows)


def _first_line(module: str) -> str:
    spec = importlib.util.find_spec(module)
    if spec is None or spec.origin is None:
        return ""
    import ast

    docstring = ast.get_docstring(ast.parse(Path(spec.origin).read_text(encoding="utf-8"))) or ""
    return docstring.splitlines()[0] if docstring else ""


def _print_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if not wanted or ctx.resilient_parsing:
        return
    # slow to load: most calls ask for no version
    from importlib.metadata import PackageNotFoundError, version
    from importlib.util import find_spec

    try:
        found = version("leakledger")
    except PackageNotFoundError:
        found = "0 (not installed)"
    specs = {done: find_spec(module) for done, module in _MAY_BE_COMPILED.items()}
    compiled = [done for done, spec in specs.items() if spec and not (spec.origin or ".py").endswith(".py")]
    click.echo(f"leakledger, version {found}" + (f", compiled: {', '.join(compiled)}" if compiled else ""))
    ctx.exit()


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, expose_value=False, is_eager=True, callback=_print_version,
    help="Show the version and exit.",
)  # fmt: skip
def command() -> None:
    """What data left each device, to whom, and when."""


class UserError(click.ClickException):
    """A mistake that the user can mend: one line on stderr, exit code 2."""

    exit_code = UNUSABLE

    def show(self, file: object = None) -> None:  # noqa: ARG002
        """Print the one line."""
        click.echo(f"leakledger: {self.format_message()}", err=True)


def main() -> None:
    """The entry point: what a user can mend becomes one line, a closed pipe ends quietly."""
    try:
        code = command.main(prog_name="leakledger", standalone_mode=False)
        sys.stdout.flush()  # a full disk may show only here
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
    except (
        click.exceptions.NoArgsIsHelpError
    ) as error:  # no mistake: who gives no word wants to see which there are
        click.echo(error.format_message())
        sys.exit(0)
    except click.UsageError as error:
        helpful = error.ctx.command_path if error.ctx is not None else "leakledger"
        _end(f"{error.format_message()} '{helpful} --help' tells more.")
    except UserFault as error:
        _end(str(error))
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        sys.exit(130)  # Ctrl-C, as shells have it
    except Exception as error:
        said = _what_the_disk_says(error)
        if said is None:
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what is still buffered cannot be written either
        _end(said)
    if isinstance(code, int):
        sys.exit(code)


def _what_the_disk_says(error: Exception) -> str | None:
    """A full disk or a damaged database, wherever it shows, in a line; None for anything else."""
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EROFS, errno.EIO):
        return f"{error.filename or 'the output'}: {error.strerror}; make room, or write elsewhere"
    if isinstance(error, PermissionError):  # EACCES and EPERM
        return (
            f"{error.filename or 'the output'}: {error.strerror}; give this user the rights to it, or choose another home"
            " with --home"
        )
    if type(error).__module__.partition(".")[0] in ("sqlite3", "sqlalchemy"):
        reason = getattr(error, "orig", None) or error
        return (
            f"a file of the home cannot be used: {reason}; 'leakledger doctor' says which and how to mend it"
        )
    return None


def _end(line: str) -> NoReturn:
    click.echo(f"leakledger: {' '.join(line.split())}", err=True)
    sys.exit(UNUSABLE)
