"""Say something of a customer in own fields."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.customers.finding import refresh_search
from abonent.customers.models import Customer, OwnField
from abonent.customers.models.own_fields import Value
from abonent.customers.own_values import is_empty, kept_as_json, own_values_of, write_own_values
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


def _plain(value: Value) -> Value:
    """A value with one writing of nothing."""
    return None if is_empty(value) else value
