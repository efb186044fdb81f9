"""Bring a file of settings in: all of it in one transaction, one act with its way back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.desk.settings_plan import Change, Plan
from abonent.kit.refusals import Refusal
from abonent.kit.settings_file import Section, declared_sections
from abonent.kit.shapes import Fault
from abonent.runs.models import Act
from abonent.runs.operations import record_act

# There is one set of settings, so what is done to it has one subject: what came later is taken back first.
SUBJECT = 1


class CannotApply(Refusal):
    """Settings that are not brought in, or not taken back."""

    sentences = {
        "settings.faulty": _("The file has faults. Nothing is changed."),
        "settings.nothing_new": _("All of this is set up here already. Nothing is changed."),
        "settings.not_yours": _("You may not change this: %(what)s. Ask an administrator."),
    }


class CannotApplyEntry(Refusal):
    """An entry that the database does not take; `place` says where it stands in the file."""

    sentences = {"settings.entry": _("%(place)s: %(why)s")}


class _Rehearsed(Exception):
    """Ends a rehearsal: what it wrote is taken away."""


def apply_settings(*, plan: Plan, actor: StaffUser, today: date) -> Act:
    """Write what a plan says. What is only here stays; nothing is deleted."""
    if plan.faults:
        raise CannotApply("settings.faulty")
    if not plan.changes:
        raise CannotApply("settings.nothing_new")
    _demand_rights({change.section for change in plan.changes}, actor)
    with change_by(actor, "apply_settings"):
        written = [(change, _write(change, actor, today)) for change in plan.changes]
        inverse = {"verb": "apply_settings_back", "entries": _as_written(written)}
        return record_act(actor=actor, verb="apply_settings", subject_kind="settings", subject_ids=[SUBJECT], inverse=inverse)


def rehearsed_faults(*, plan: Plan, actor: StaffUser, today: date) -> list[Fault]:
    """What would hinder a plan: it is carried out and taken away again."""
    if plan.faults or not plan.changes:
        return plan.faults
    try:
        with transaction.atomic():
            apply_settings(plan=plan, actor=actor, today=today)
            raise _Rehearsed
    except _Rehearsed:
        return []
    except CannotApplyEntry as refusal:
        return [Fault(refusal.parameters["place"], refusal.parameters["why"])]
    except Refusal as refusal:
        return [Fault("", str(refusal))]


def apply_settings_back(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    """Let each entry say what it said before, where nobody has changed it since; what was added is put away."""
    sections = {section.name: section for section in declared_sections}
    entries = [entry for entry in reversed(arguments["entries"]) if entry["section"] in sections]
    if actor is not None:
        _demand_rights({sections[entry["section"]] for entry in entries}, actor)
    with change_by(actor, "apply_settings_back"):
        present = {name: section.items() for name, section in sections.items()}
        for entry in entries:
            section = sections[entry["section"]]
            if present[section.name].get(entry["key"]) != entry["after"]:
                continue
            if entry["before"]:
                section.write(entry["key"], entry["before"], actor=actor, today=today)
            else:
                section.withdraw(entry["key"], actor=actor, today=today)


def _write(change: Change, actor: StaffUser, today: date) -> int:
    try:
        return change.section.write(change.key, change.after, actor=actor, today=today)
    except Refusal as refusal:
        raise CannotApplyEntry("settings.entry", place=change.place, why=str(refusal)) from None


def _as_written(written: Sequence[tuple[Change, int]]) -> list[dict[str, Any]]:
    """What each entry said before and says now."""
    present = {section.name: section.items() for section in {change.section for change, _key in written}}
    return [
        {
            "section": change.section.name,
            "key": key,
            "before": change.before,
            "after": present[change.section.name].get(key, change.after),
        }
        for change, key in written
    ]


def _demand_rights(sections: set[Section], actor: StaffUser) -> None:
    for section in sorted(sections, key=lambda one: one.order):
        if not actor.may(section.permission):
            raise CannotApply("settings.not_yours", what=section.label)
