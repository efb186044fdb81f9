"""Which customers a viewer sees, and the rows that hang on them: everybody, those of his units, or those he is responsible for.

The rule itself is the view `reached_customer`. A statement that a view can reach narrows by it too:

    (SELECT staff_user.reach = 'everything' FROM staff_user WHERE staff_user.id = %(viewer)s::bigint)
    OR invoice.payer_id IN (SELECT reached_customer.customer_id FROM reached_customer
                            WHERE reached_customer.staff_user_id = %(viewer)s::bigint)

Whoever sees everybody pays nothing for it. Rows that sum over all customers - runs, bank files, the journal, imports - are not
his who sees some (`access.visibility.of_whole_companies`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet

from abonent.access.models import StaffUser
from abonent.customers.models import Customer, ReachedCustomer
from abonent.kit.registry import Registry
from abonent.runs.inverses import SeenBy

Row = TypeVar("Row", bound=Model)

EVERYWHERE = ""


def of_my_customers(rows: QuerySet[Row], viewer: StaffUser, *paths: str) -> QuerySet[Row]:
    """The rows whose customer, found by one of `paths`, the viewer sees."""
    if viewer.sees_everybody:
        return rows
    if len(paths) == 1:
        return rows.filter(_by(paths[0], viewer))
    # One question for each path, so that each has its index; an OR of them would walk the table.
    each = [rows.model._default_manager.filter(_by(path, viewer)).values("pk") for path in paths]
    return rows.filter(pk__in=each[0].union(*each[1:]))


def visible_customers(viewer: StaffUser) -> QuerySet[Customer]:
    """The records of customers that a viewer sees."""
    return of_my_customers(Customer.objects.all(), viewer, "pk")


def withheld_from(viewer: StaffUser) -> frozenset[str]:
    """The fields of a customer that he sees and may not change."""
    return frozenset() if viewer.may("customers.grant_credit") else frozenset({"credit_limit"})


def sees_customers(viewer: StaffUser, customer_ids: Collection[int]) -> bool:
    """Whether a viewer sees all of these."""
    asked = set(customer_ids)
    return viewer.sees_everybody or visible_customers(viewer).filter(pk__in=asked).count() == len(asked)


def about_a_customer(model: type[Model], argument: str, *paths: str) -> SeenBy:
    """For undoing: the act is about the row or rows that `argument` names, of a customer at one of `paths`; usually at `customer`."""

    def seen(arguments: Mapping[str, Any], viewer: StaffUser) -> bool:
        said = arguments[argument]
        named = model._default_manager.filter(pk__in=said if isinstance(said, list) else [said])
        return viewer.sees_everybody or of_my_customers(named, viewer, *(paths or ("customer",))).exists()

    return seen


def of_his_reach(viewer: StaffUser) -> dict[str, int]:
    """What a customer whom he registers is given, so that he goes on seeing him; nothing for whoever sees everybody."""
    if viewer.reach == StaffUser.Reach.OWN:
        return {"responsible_id": viewer.pk}
    unit = viewer.units.order_by("pk").first() if viewer.reach == StaffUser.Reach.UNITS else None
    return {"unit_id": unit.pk} if unit else {}


@dataclass(frozen=True)
class Addressed:
    """A word in the addresses of a folder that names a row about customers: `paths` lead from the row to them, `by` is its column.

    A folder declares its words in `addressed.py`: an address with one is not there for whoever does not see the customer.
    """

    word: str
    model: type[Model]
    paths: tuple[str, ...] = ("customer",)
    by: str = "pk"
    folder: str = "customers"


declared_addressed: Registry[Addressed] = Registry()


def may_see_addressed(viewer: StaffUser, *, folder: str, words: Mapping[str, Any]) -> bool:
    """Whether a viewer sees the customers that the words of an address name."""
    meant = [one for one in declared_addressed if one.word in words and one.folder in (folder, EVERYWHERE)]
    return all(
        of_my_customers(one.model._default_manager.filter(**{one.by: words[one.word]}), viewer, *one.paths).exists() for one in meant
    )


def _by(path: str, viewer: StaffUser) -> Q:
    return Q(**{f"{path}__in": ReachedCustomer.objects.filter(staff_user=viewer).values("customer_id")})
