"""The command `abonent`: one root, to which each folder adds the commands that its `commands.py` declares.

`COMMANDS: dict[str, list[click.Command]]` - the key is the group ("bank" for `abonent bank import`), "" the root; groups of one name
merge. The commands of `config` need no Django and are there at once; the others are looked for when they are asked for.
"""

from __future__ import annotations

import os
import traceback
from collections.abc import Iterable, Mapping, MutableMapping
from functools import cached_property
from typing import Any, NoReturn

import click

from abonent import __version__
from abonent.config import commands as own
from abonent.kit.command_output import DONE, FAILED, REFUSED, emit, tell, wants_json
from abonent.kit.postgres import DatabaseTrouble
from abonent.kit.refusals import Refusal


class CommandDeclaredTwice(RuntimeError):
    """Two folders declare a command of the same name in the same group."""


def merged(declarations: Iterable[Mapping[str, list[click.Command]]]) -> dict[str, click.Command]:
    """The commands of the root by name, made of what the folders declare."""
    root: dict[str, click.Command] = {}
    for declaration in declarations:
        for group_name, commands in declaration.items():
            siblings: MutableMapping[str, click.Command] = root
            if group_name:
                group = root.setdefault(group_name, click.Group(group_name))
                if not isinstance(group, click.Group):
                    raise CommandDeclaredTwice(group_name)
                siblings = group.commands
            for command in commands:
                if not command.name or command.name in siblings:
                    raise CommandDeclaredTwice(f"{group_name} {command.name}".strip())
                siblings[command.name] = command
            if group_name:
                group.help = ", ".join(sorted(siblings))
    return root


def _declared_by_folders() -> list[Mapping[str, list[click.Command]]]:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "abonent.config.settings")
    try:
        django.setup()
    except DatabaseTrouble as trouble:
        raise click.ClickException(str(trouble)) from trouble
    from abonent.config.folders import declaring_modules

    return [module.COMMANDS for module in declaring_modules("commands")]


class Abonent(click.Group):
    """The root: finds commands, and turns what they raise into a message and an exit code."""

    @cached_property
    def at_once(self) -> dict[str, click.Command]:
        return merged([own.COMMANDS])

    @cached_property
    def everything(self) -> dict[str, click.Command]:
        return merged([own.COMMANDS, *_declared_by_folders()])

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(self.everything)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return self.at_once.get(cmd_name) or self.everything.get(cmd_name)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """A folder's command finds the tables as this version knows them, on a fresh installation too."""
        name, command, rest = super().resolve_command(ctx, args)
        if command is not None and name not in self.at_once and not {"-h", "--help"} & set(rest):
            from abonent.config.preparation import bring_tables_up_to_date

            bring_tables_up_to_date()
        return name, command, rest

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a refusal ends with 2, a fault with 1 and its traceback only on demand."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Refusal as refusal:
            _report_refusal(ctx, refusal)
        except Exception as fault:
            _report_fault(ctx, fault)


def _report_refusal(ctx: click.Context, refusal: Refusal) -> NoReturn:
    tell(refusal)
    if wants_json():
        emit({"refused": {"code": refusal.code, "message": str(refusal)}})
    ctx.exit(REFUSED)


def _report_fault(ctx: click.Context, fault: Exception) -> NoReturn:
    if ctx.params["traceback"]:
        tell("".join(traceback.format_exception(fault)))
    tell(fault if isinstance(fault, DatabaseTrouble) else f"Failed: {type(fault).__name__}: {fault}")
    ctx.exit(FAILED)


@click.group(cls=Abonent, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--traceback", is_flag=True, envvar="ABONENT_DEBUG", help="Show where a failure arose.")
@click.version_option(__version__)
def abonent(traceback: bool) -> None:
    """Order-to-cash and customer relations for subscription publishers."""


def main() -> NoReturn:
    """Entry point of the installed command."""
    abonent.main(prog_name="abonent")
    raise SystemExit(DONE)
