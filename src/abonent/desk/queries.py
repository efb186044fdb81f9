"""Questions of the desk over several folders at once."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from abonent.access.models import StaffUser
from abonent.access.visibility import of_whole_companies
from abonent.billing.models import DueRecurrence
from abonent.billing.recurring_queries import visible_recurring
from abonent.customers.models import Customer
from abonent.kit import clock, statements
from abonent.ledger.models import UnknownBankLine
from abonent.service.queries import LATELY


def service_figures(*, viewer: StaffUser, today: date) -> Any:
    """One row: running, started, starting, stopped, ending. The month begins at midnight where the viewer works."""
    month = today.replace(day=1)
    asked = {"viewer": viewer.pk, "everybody": viewer.sees_everybody, "today": today, "month": month}
    return statements.row("desk/service_figures", month_begins=clock.moment(month, time(0), viewer.zone), **asked)


def finance_figures(*, viewer: StaffUser, today: date) -> list[Any]:
    """A row for each currency: open, overdue and to bill."""
    return statements.rows("desk/finance_figures", viewer=viewer.pk, everybody=viewer.sees_everybody, today=today)


def running_by_month(*, viewer: StaffUser, from_month: date, today: date) -> list[Any]:
    """(day, subscriptions) for the first day of each month from a month on, and for today."""
    asked = {"viewer": viewer.pk, "everybody": viewer.sees_everybody}
    return statements.rows("desk/running_by_month", from_month=from_month, today=today, **asked)


def unknown_bank_lines(viewer: StaffUser) -> int:
    """How many bank lines wait in the unknown queue."""
    return of_whole_companies(UnknownBankLine.objects.all(), viewer, path="bank_line__bank_account__entity").count()


def recurring_due(viewer: StaffUser, today: date) -> int:
    """How many days of recurring invoices are due and not made."""
    return DueRecurrence.objects.filter(recurring__in=visible_recurring(viewer), due_on__lte=today).count()


def what_comes_next(customer: Customer, *, viewer: StaffUser, today: date) -> Any:
    """(published_on, name) of the next paper that comes, (due_on, currency, amount) of what is invoiced next; None where nothing is.

    And how many `complaints` of papers there were lately.
    """
    asked = {"customers": customer.merged_ids, "viewer": viewer.pk, "today": today}
    return statements.row("desk/strip_next", lately=today - LATELY, **asked)
