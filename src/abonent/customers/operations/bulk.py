"""Change one thing of many customers at once: one statement, one act, one undo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.kit import statements
from abonent.kit.refusals import Refusal
from abonent.runs.models import Act
from abonent.runs.operations import record_act

# Somebody waits for it: 100,000 took 20 seconds on a busy machine, almost all of it for indexes and history.
MOST_AT_ONCE = 20_000
_TYPES = {True: "customers/give_type", False: "customers/take_type"}


class CannotChangeMany(Refusal):
    """A change of many customers that is not made."""

    sentences = {
        "customers.nobody_to_change": _("All of them have it already. Nothing is changed."),
        "customers.nobody_of_type": _("None of them is of this type. Nothing is changed."),
        "customers.too_many": _("At most %(most)s customers can be changed at once. Narrow the view with a filter."),
    }


def change_customers(*, customer_ids: Sequence[int], field: str, value: str, actor: StaffUser | None, today: date) -> Act:
    """Give many customers the same language, way to get invoices, responsible colleague, unit or branch; the act counts those who had another."""
    if len(customer_ids) > MOST_AT_ONCE:
        raise CannotChangeMany("customers.too_many", most=MOST_AT_ONCE)
    with change_by(actor, "change_customers"):
        changed = statements.rows("customers/set_field", field=field, customers=list(customer_ids), value=value, only_from=None)
        if not changed:
            raise CannotChangeMany("customers.nobody_to_change")
        before = {row.before: row.customer_ids for row in changed}
        return record_act(
            actor=actor,
            verb="change_customers",
            subject_kind="customer",
            subject_ids=sorted(pk for ids in before.values() for pk in ids),
            inverse={"verb": "change_customers_back", "field": field, "before": before, "after": value},
        )


def change_customers_back(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    """Give each what he had before, unless somebody has changed it again since."""
    with change_by(actor, "change_customers_back"):
        for value, customer_ids in arguments["before"].items():
            said = {"field": arguments["field"], "value": value, "only_from": arguments["after"]}
            statements.rows("customers/set_field", customers=customer_ids, **said)


def categorise_customers(*, customer_ids: Sequence[int], category_id: int, belongs: bool, actor: StaffUser | None, today: date) -> Act:
    """Let many customers be of a type, or of it no more; their other types stay. The act counts those for whom that is new."""
    if len(customer_ids) > MOST_AT_ONCE:
        raise CannotChangeMany("customers.too_many", most=MOST_AT_ONCE)
    with change_by(actor, "categorise_customers"):
        changed = [row.id for row in statements.rows(_TYPES[belongs], customers=list(customer_ids), category=category_id)]
        if not changed:
            raise CannotChangeMany("customers.nobody_to_change" if belongs else "customers.nobody_of_type")
        inverse = {"verb": "categorise_customers_back", "category": category_id, "belongs": not belongs, "customers": sorted(changed)}
        verb = "categorise_customers" if belongs else "uncategorise_customers"
        return record_act(actor=actor, verb=verb, subject_kind="customer", subject_ids=sorted(changed), inverse=inverse)


def categorise_customers_back(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    """Take the type from those who were given it, or give it back to those from whom it was taken."""
    with change_by(actor, "categorise_customers_back"):
        statements.rows(_TYPES[arguments["belongs"]], customers=arguments["customers"], category=arguments["category"])
