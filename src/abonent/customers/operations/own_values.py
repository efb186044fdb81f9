"""Say something of a customer in own fields."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.customers.finding import refresh_search
from abonent.customers.models import Customer, OwnField
from abonent.customers.models.own_fields import Value
from abonent.customers.own_values import is_empty, kept_as_json, name_of, own_values_of, read_value, write_own_values
from abonent.kit.edits import demand_unchanged
from abonent.runs.operations import record_act


def change_own_values(
    *,
    customer: Customer,
    seen: Mapping[int, Value],
    wanted: Mapping[int, Value],
    actor: StaffUser | None,
    today: date,
    reason: str = "",
) -> bool:
    """Change own fields to `wanted`, where `seen` is what they said when the change was begun; whether anything was changed.

    Changes of different fields by different people merge; of the same field the second is refused and shown both.
    """
    changes = {field: _plain(value) for field, value in wanted.items() if field not in seen or _plain(value) != _plain(seen[field])}
    with change_by(actor, "change_own_values", reason=reason):
        Customer.objects.select_for_update(no_key=True).get(pk=customer.pk)
        present = own_values_of(customer)
        now = {field: present.get(field) for field in changes}
        demand_unchanged(
            seen={str(field): _plain(value) for field, value in seen.items()},
            now={str(field): value for field, value in now.items()},
            wanted={str(field): value for field, value in changes.items()},
            labels={str(field.pk): str(field) for field in OwnField.objects.filter(pk__in=changes)},
        )
        changes = {field: value for field, value in changes.items() if value != now[field]}
        if changes:
            write_own_values(customer, changes)
            refresh_search([customer.pk])
            record_act(
                actor=actor,
                verb="change_own_values",
                subject_kind="customer",
                subject_ids=[customer.pk],
                inverse={
                    "verb": "change_own_values_back",
                    "customer": customer.pk,
                    "before": kept_as_json({field: now[field] for field in changes}),
                    "after": kept_as_json(changes),
                },
            )
    return bool(changes)


def take_own_values(
    *, kept: Customer, merged: Customer, names: Collection[str], actor: StaffUser | None, today: date
) -> dict[str, dict[str, Any]]:
    """Let the kept record say what the merged one says in the own fields among `names`; name -> what it said before and says now."""
    ours, theirs = own_values_of(kept), own_values_of(merged)
    fields = [
        field for field in OwnField.objects.filter(pk__in=theirs) if name_of(field) in names and ours.get(field.pk) != theirs[field.pk]
    ]
    before, after = ({field.pk: values.get(field.pk) for field in fields} for values in (ours, theirs))
    if fields:
        change_own_values(customer=kept, seen=before, wanted=after, actor=actor, today=today)
    was, then = kept_as_json(before), kept_as_json(after)
    return {name_of(field): {"before": was[str(field.pk)], "after": then[str(field.pk)]} for field in fields}


def give_own_values_back(*, kept: Customer, taken: Mapping[str, Mapping[str, Any]], actor: StaffUser | None, today: date) -> None:
    """Let own fields say again what they said before a merge, where they still say what was taken over."""
    now = own_values_of(kept)
    former: dict[int, Value] = {}
    for field in OwnField.objects.filter(pk__in=now):
        said = taken.get(name_of(field))
        if said and now[field.pk] == read_value(field.kind, said["after"]):
            former[field.pk] = read_value(field.kind, said["before"])
    if former:
        change_own_values(customer=kept, seen=now, wanted=former, actor=actor, today=today)


def _plain(value: Value) -> Value:
    """A value with one writing of nothing."""
    return None if is_empty(value) else value
