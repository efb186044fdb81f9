"""Questions of the desk over several folders at once."""

from __future__ import annotations

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from abonent.access.models import StaffUser
from abonent.access.visibility import of_my_entities
from abonent.customers.models import Customer
from abonent.kit import clock, statements
from abonent.ledger.models import UnknownBankLine

NOBODYS_ZONE = "UTC"


def business_day(viewer: StaffUser) -> date:
    """Today where the viewer's first entity is."""
    return clock.today(_zone(viewer))


def business_hour(viewer: StaffUser) -> int:
    """The hour of the day where the viewer's first entity is."""
    return clock.now().astimezone(ZoneInfo(_zone(viewer))).hour


def service_figures(*, viewer: StaffUser, today: date) -> Any:
    """One row: running, started, starting, stopped, ending."""
    return statements.row("desk/service_figures", viewer=viewer.pk, today=today, month=today.replace(day=1))


def finance_figures(*, viewer: StaffUser, today: date) -> list[Any]:
    """A row for each currency: open, overdue and to bill."""
    return statements.rows("desk/finance_figures", viewer=viewer.pk, today=today)


def running_by_month(*, viewer: StaffUser, from_month: date, month: date) -> list[Any]:
    """(month, subscriptions) for the first day of each month, both ends included."""
    return statements.rows("desk/running_by_month", viewer=viewer.pk, from_month=from_month, month=month)


def unknown_bank_lines(viewer: StaffUser) -> int:
    """How many bank lines wait in the unknown queue."""
    return of_my_entities(UnknownBankLine.objects.all(), viewer, path="bank_line__bank_account__entity").count()


def merged_ids(customer: Customer) -> list[int]:
    """The customer and all that were merged into it."""
    return list(Customer.objects.filter(canonical_id=customer.pk).values_list("pk", flat=True))


def next_delivery(customers: list[int], *, today: date) -> Any:
    """(published_on, name) of the next paper that comes to one of these customers; None if none does."""
    return statements.row("desk/next_delivery", customers=customers, today=today)


def next_invoice(customers: list[int]) -> Any:
    """(due_on, currency, amount) of what is invoiced to these customers next; None if nothing waits."""
    return statements.row("desk/next_invoice", customers=customers)


def _zone(viewer: StaffUser) -> str:
    return viewer.entities.order_by("id").values_list("zone", flat=True).first() or NOBODYS_ZONE
