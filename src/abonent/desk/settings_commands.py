"""`abonent settings export FILE`, `abonent settings plan FILE`, `abonent settings apply FILE --by NAME`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from django.utils.translation import gettext as _

from abonent.access.models import StaffUser
from abonent.desk.operations.moving_settings import apply_settings, rehearsed_faults
from abonent.desk.settings_plan import Plan, plan_settings, read_settings, settings_as_text
from abonent.kit import clock
from abonent.kit.command_output import DONE, REFUSED, emit, json_option, tell

by_option = click.option(
    "--by", "username", required=True, help="User name of the administrator who does it: what he may not change, the file may not."
)


@click.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@json_option
def export_settings(file: Path) -> None:
    """Write all settings into FILE: own fields, words, statuses, wanted data, roles, shared views. No customers, no passwords."""
    text = settings_as_text()
    file.write_text(text, encoding="utf-8")
    emit({"file": str(file), "bytes": len(text.encode())}, text=str(file))


@click.command("plan")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@by_option
@json_option
def plan_file(file: Path, username: str) -> None:
    """Say what FILE would add and change here, and write nothing; exit code 2 if it has faults."""
    plan = _planned(file, _administrator(username))
    _report(plan)
    click.get_current_context().exit(REFUSED if plan.faults else DONE)


@click.command("apply")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@by_option
@json_option
def apply_file(file: Path, username: str) -> None:
    """Bring FILE in: all of it or nothing. What is only here stays. It can be undone under the settings of the product."""
    actor = _administrator(username)
    plan = _planned(file, actor)
    if not plan.faults and plan.changes:
        apply_settings(plan=plan, actor=actor, today=clock.today(actor.zone))
    _report(plan)
    click.get_current_context().exit(REFUSED if plan.faults else DONE)


def _administrator(username: str) -> StaffUser:
    user = StaffUser.objects.filter(username=username, is_active=True).first()
    if user is None or not user.may("desk.adapt"):
        raise click.BadParameter(_("%(name)s is nobody here who may adapt the product.") % {"name": username}, param_hint="--by")
    return user


def _planned(file: Path, actor: StaffUser) -> Plan:
    plan = plan_settings(read_settings(file.read_bytes()), viewer=actor)
    return Plan(plan.sections, rehearsed_faults(plan=plan, actor=actor, today=clock.today(actor.zone)))


def _report(plan: Plan) -> None:
    for fault in plan.faults:
        tell(fault)
    found: dict[str, dict[str, Any]] = {
        one.section.name: {
            "new": [change.called for change in one.new],
            "changed": [change.called for change in one.changed],
            "same": len(one.same),
            "only_here": one.only_here,
        }
        for one in ([] if plan.faults else plan.sections)
    }
    lines = [
        _("%(name)s: new %(new)s, changed %(changed)s, the same %(same)s, only here %(only_here)s")
        % {
            "name": name,
            "new": len(said["new"]),
            "changed": len(said["changed"]),
            "same": said["same"],
            "only_here": len(said["only_here"]),
        }
        for name, said in found.items()
    ]
    emit({"sections": found, "faults": [str(fault) for fault in plan.faults]}, text="\n".join(lines))


COMMANDS: list[click.Command] = [export_settings, plan_file, apply_file]
