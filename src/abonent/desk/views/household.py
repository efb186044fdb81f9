"""The people beside a customer: who they are, what they get, what they owe; and one act that makes them a household."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest, today_of
from abonent.customers.at_hand import customer_at_hand
from abonent.customers.household import Housemate, household_of
from abonent.customers.operations.relations import CannotRelate, join_household
from abonent.customers.views.shared import customer_of, page_of, say
from abonent.customers.visibility import visible_customers
from abonent.ledger.queries import balances
from abonent.subscriptions import wording as order_wording
from abonent.subscriptions.queries import held_by, visible_subscriptions
from abonent.ui import toasts, wording


@dataclass(frozen=True)
class Beside:
    """Somebody of the household as the page shows him."""

    person: Housemate
    orders: list[str]
    balances: list[str]


@permit("customers.see")
def panel(request: StaffRequest, customer_id: int) -> HttpResponse:
    """The people beside the customer; within a page a place that asks for them once the page stands."""
    customer = customer_at_hand(request, customer_id)
    if getattr(request, "customer_at_hand", None) is not None:
        return render(request, "desk/household_place.html", {"customer": customer})
    viewer, today = request.user, today_of(request)
    household = household_of(customer, viewer=viewer, today=today)
    orders, owed = _orders(request, household.people), _balances(request, household.people)
    context = {
        "customer": customer,
        "household": household,
        "people": [Beside(one, orders[one.id], owed[one.id]) for one in household.people],
        "may_change": viewer.may("customers.change"),
    }
    return render(request, "desk/household.html", context)


@permit("customers.change")
@require_POST
def join(request: StaffRequest, number: int) -> HttpResponse:
    """Let the customer and those who are ticked live together."""
    customer = customer_of(number)
    chosen = [int(one) for one in request.POST.getlist("with") if one.isdecimal() and len(one) < 19]
    others = list(visible_customers(request.user).filter(pk__in=chosen).exclude(pk__in=customer.merged_ids).order_by("pk"))
    if not others:
        toasts.warn(request, _("Nobody is ticked. Tick who lives with the customer."))
        return redirect(page_of(customer))
    try:
        join_household(customer=customer, others=others, actor=request.user, today=today_of(request))
    except CannotRelate as refusal:
        toasts.warn(request, str(refusal))
    else:
        said = {"names": ", ".join(one.name for one in [customer, *others])}
        say(request, _("One household: %(names)s.") % said, subject_kind="relations", subject_id=customer.pk)
    return redirect(page_of(customer))


def _orders(request: StaffRequest, people: list[Housemate]) -> dict[int, list[str]]:
    """What each of them gets that runs now, if the viewer may see it."""
    found: dict[int, list[str]] = defaultdict(list)
    if people and request.user.may("subscriptions.see"):
        ids = [one.id for one in people]
        running = visible_subscriptions(request.user).running(today_of(request)).filter(held_by(ids)).order_by("number")
        for order in running.select_related("product", "subscriber"):
            found[order.subscriber.canonical_id].append(order_wording.product_name(order, request.user.language))
    return found


def _balances(request: StaffRequest, people: list[Housemate]) -> dict[int, list[str]]:
    """What each of them owes, if the viewer may see it."""
    found: dict[int, list[str]] = defaultdict(list)
    if people and request.user.may("ledger.see_balance"):
        rows: list[Any] = balances([one.id for one in people], viewer=request.user, today=today_of(request))
        for row in rows:
            found[row.customer_id].append(wording.money(row.balance, row.currency, request.user.language))
    return found
