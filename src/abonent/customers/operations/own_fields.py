"""The fields that a manager sets up for customers: add one, change it, put it away, move it; and the options of those that have any."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.customers.models import OwnField, OwnFieldOption, OwnValue
from abonent.customers.own_values import TEXTS, WITH_OPTIONS
from abonent.kit import statements
from abonent.kit.refusals import Refusal
from abonent.runs.operations import record_act

Names = Mapping[str, str]
# Search rows of so many customers are written in about a second.
AT_ONCE = 5_000
# What may be changed of a field; what is written in it depends on its kind, which stays.
CHANGEABLE = ("name", "of_persons", "of_organisations", "required", "searchable", "retired")


class CannotSetUp(Refusal):
    """A field that cannot be so."""

    sentences = {
        "own_field.of_nobody": _("Say who has this field: people, organisations, or both."),
        "own_field.without_options": _("Write the options of the field, one a line."),
        "own_field.is_no_text": _("Only what is written in a text can be found in the search box."),
    }


def add_own_field(
    *,
    name: Names,
    kind: str,
    actor: StaffUser | None,
    today: date,
    of_persons: bool = True,
    of_organisations: bool = True,
    required: bool = False,
    searchable: bool = False,
    options: Sequence[Names] = (),
) -> OwnField:
    """Another field of customers, after those that are there."""
    _demand_sense(kind, of_persons=of_persons, of_organisations=of_organisations, searchable=searchable)
    if kind in WITH_OPTIONS and not options:
        raise CannotSetUp("own_field.without_options")
    with change_by(actor, "add_own_field"):
        latest = OwnField.objects.aggregate(latest=Max("ordinal"))["latest"] or 0
        field = OwnField.objects.create(
            name=dict(name),
            kind=kind,
            of_persons=of_persons,
            of_organisations=of_organisations,
            required=required,
            searchable=searchable,
            ordinal=latest + 1,
        )
        OwnFieldOption.objects.bulk_create(OwnFieldOption(field=field, name=dict(option)) for option in options)
        _record(actor, "add_own_field", field, {**_said(field), "retired": True})
    return field


def change_own_field(*, field: OwnField, wanted: Mapping[str, Any], actor: StaffUser | None, today: date) -> OwnField:
    """Call it otherwise, give it to others, put it away or take it out again; `wanted` names columns of `CHANGEABLE`."""
    with change_by(actor, "change_own_field"):
        locked = OwnField.objects.select_for_update().get(pk=field.pk)
        before = _said(locked)
        if write_own_field(locked, wanted):
            _record(actor, "change_own_field", locked, before)
    return locked


def write_own_field(field: OwnField, wanted: Mapping[str, Any]) -> bool:
    """Let a field that is locked say this, and let customers be found by it; whether anything is new. The caller records the act."""
    before = _said(field)
    after = {**before, **wanted}
    _demand_sense(field.kind, **{column: after[column] for column in ("of_persons", "of_organisations", "searchable")})
    if after == before:
        return False
    for column in CHANGEABLE:
        setattr(field, column, after[column])
    field.save()
    if _is_found(before) != _is_found(after):
        _refresh_search(field)
    return True


def place_own_field(*, field: OwnField, after: OwnField | None, actor: StaffUser | None, today: date) -> None:
    """Let a field stand after another, or first."""
    with change_by(actor, "place_own_field"):
        fields = list(OwnField.objects.select_for_update().order_by("ordinal", "pk"))
        former = next((one.pk for one, following in zip(fields, fields[1:], strict=False) if following.pk == field.pk), None)
        others = [one for one in fields if one.pk != field.pk]
        behind = next((place for place, one in enumerate(others, start=1) if after and one.pk == after.pk), 0)
        for ordinal, one in enumerate([*others[:behind], field, *others[behind:]], start=1):
            OwnField.objects.filter(pk=one.pk).exclude(ordinal=ordinal).update(ordinal=ordinal)
        inverse = {"verb": "place_own_field_back", "field": field.pk, "after": former}
        record_act(actor=actor, verb="place_own_field", subject_kind="own_field", subject_ids=[field.pk], inverse=inverse)


def add_own_field_option(*, field: OwnField, name: Names, actor: StaffUser | None, today: date) -> OwnFieldOption:
    """Another option to choose."""
    with change_by(actor, "add_own_field_option"):
        option = OwnFieldOption.objects.create(field=field, name=dict(name))
        _record_option(actor, "add_own_field_option", option, name=option.name, retired=True)
    return option


def change_own_field_option(*, option: OwnFieldOption, name: Names, retired: bool, actor: StaffUser | None, today: date) -> OwnFieldOption:
    """Call an option otherwise, or stop or begin to offer it; where it was chosen it stays."""
    with change_by(actor, "change_own_field_option"):
        locked = OwnFieldOption.objects.select_for_update().get(pk=option.pk)
        before = {"name": locked.name, "retired": locked.retired}
        locked.name, locked.retired = dict(name), retired
        locked.save()
        _record_option(actor, "change_own_field_option", locked, **before)
    return locked


def find_by_own_field(*, field_id: int) -> None:
    """Let customers be found by what they say in a field, or not any more."""
    statements.run("customers/refresh_search", source="customers/customers_with_own_field", field=field_id)


def _refresh_search(field: OwnField) -> None:
    """At once if a manager can wait for it, else in a worker."""
    if OwnValue.objects.filter(field=field)[:AT_ONCE].count() < AT_ONCE:
        find_by_own_field(field_id=field.pk)
    else:
        from abonent.customers.jobs import find_customers_by_own_field

        find_customers_by_own_field.defer(field_id=field.pk)


def _demand_sense(kind: str, *, of_persons: bool, of_organisations: bool, searchable: bool) -> None:
    if not (of_persons or of_organisations):
        raise CannotSetUp("own_field.of_nobody")
    if searchable and kind not in TEXTS:
        raise CannotSetUp("own_field.is_no_text")


def _said(field: OwnField) -> dict[str, Any]:
    return {column: getattr(field, column) for column in CHANGEABLE}


def _is_found(said: Mapping[str, Any]) -> bool:
    return said["searchable"] and not said["retired"]


def _record(actor: StaffUser | None, verb: str, field: OwnField, back: Mapping[str, Any]) -> None:
    inverse = {"verb": "change_own_field_back", "field": field.pk, "before": dict(back)}
    record_act(actor=actor, verb=verb, subject_kind="own_field", subject_ids=[field.pk], inverse=inverse)


def _record_option(actor: StaffUser | None, verb: str, option: OwnFieldOption, **back: Any) -> None:
    inverse = {"verb": "change_own_field_option_back", "option": option.pk, **back}
    record_act(actor=actor, verb=verb, subject_kind="own_field_option", subject_ids=[option.pk], inverse=inverse)
