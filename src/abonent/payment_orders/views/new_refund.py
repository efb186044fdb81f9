"""Pay one customer back: how much, to which account, and what stands to his credit afterwards, while it is typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.customers.rules.accounts import account_for_people
from abonent.kit import clock
from abonent.kit.refusals import Refusal
from abonent.payment_orders.forms import RefundForm
from abonent.payment_orders.models import PlannedRefund
from abonent.payment_orders.operations import planned_now, refund_now
from abonent.runs.queries import undo_address
from abonent.ui import toasts, wording
from abonent.ui.forms import refuse, refused, to_mend
from abonent.ui.lists.reader import present_reader

PAGE = "payment_orders/new_refund.html"


@dataclass(frozen=True)
class ShownEffect:
    """What the refund would be; `ground` is what it was reckoned for."""

    planned: PlannedRefund
    say: str

    @property
    def ground(self) -> str:
        """What the page was shown."""
        return f"{self.planned.customer_id} {self.planned.amount} {self.planned.balance} {self.planned.account_number}"

    @property
    def left(self) -> Any:
        """What stands to the credit afterwards."""
        return self.planned.balance - self.planned.amount


@permit("payment_orders.order")
def new_refund(request: StaffRequest) -> HttpResponse:
    """The form; posted, the order, which pays exactly what was shown."""
    if request.method != "POST":
        form = _form(request, initial={"customer": request.GET.get("customer", ""), "entity": request.GET.get("entity")})
        return render(request, PAGE, {"form": form})
    form = _form(request, request.POST)
    shown = _shown(request, form)
    if not form.is_valid() or shown is None:
        return refused(request, PAGE, {"form": form, "shown": shown})
    if request.POST.get("ground", shown.ground) != shown.ground:
        form.add_error(None, _("Something has changed since it was shown. Look at what it does now, then order it."))
        return refused(request, PAGE, {"form": form, "shown": shown})
    try:
        order = refund_now(**form.cleaned_data, actor=request.user, today=clock.today(form.cleaned_data["entity"].zone))
    except Refusal as refusal:
        refuse(form, refusal)
        return refused(request, PAGE, {"form": form, "shown": _shown(request, form)})
    said = {"amount": wording.money(order.amount, order.currency, request.user.language), "name": form.cleaned_data["customer"].name}
    undo_url = undo_address(request.user, "run", order.run_id)
    toasts.say(request, _("%(amount)s goes back to %(name)s. Fetch the file for the bank.") % said, undo_url=undo_url)
    return redirect(order.url)


@permit("payment_orders.order")
@require_POST
def effect(request: StaffRequest) -> HttpResponse:
    """What the refund typed so far would be."""
    form = _form(request, request.POST)
    return render(request, "payment_orders/refund_effect.html", {"form": form, "shown": _shown(request, form), "why_not": to_mend(form)})


def _form(request: StaffRequest, data: Any = None, initial: dict[str, Any] | None = None) -> RefundForm:
    return RefundForm(data, viewer=request.user, today=present_reader().today, initial=initial)


def _shown(request: StaffRequest, form: RefundForm) -> ShownEffect | None:
    if not form.is_valid():
        return None
    try:
        planned = planned_now(**form.cleaned_data, actor=request.user, today=clock.today(form.cleaned_data["entity"].zone))
    except Refusal as refusal:
        refuse(form, refusal)
        return None
    words = {
        "amount": wording.money(planned.amount, planned.currency, present_reader().language),
        "name": form.cleaned_data["customer"].name,
        "account": account_for_people(planned.account_number, planned.scheme),
    }
    return ShownEffect(planned, _("%(amount)s goes back to %(name)s, to the account %(account)s.") % words)
