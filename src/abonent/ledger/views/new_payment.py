"""Book a payment by hand: who, how much, when, how; and what it would settle while it is typed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.kit import clock
from abonent.kit.refusals import Refusal
from abonent.ledger.forms import PaymentForm
from abonent.ledger.models import MatchingPlanItem
from abonent.ledger.operations import post_payment
from abonent.ledger.operations.payments import planned_payment
from abonent.ledger.queries import visible_receivables
from abonent.ledger.views.acts import undo_url
from abonent.ui import toasts, wording
from abonent.ui.forms import refuse, refused, to_mend
from abonent.ui.lists.reader import present_reader


@dataclass(frozen=True)
class ShownEffect:
    """What the payment would settle, and what would stay on account; `ground` is what it was reckoned for."""

    items: list[MatchingPlanItem]
    on_account: Decimal
    currency: str
    ground: str
    say: str

    @property
    def cells(self) -> list[tuple[MatchingPlanItem, Decimal]]:
        """Each item with what stays open of it."""
        return [(item, (item.expected_open or Decimal(0)) - item.amount) for item in self.items]


@permit("ledger.book_payments")
def new_payment(request: StaffRequest) -> HttpResponse:
    """The form; posted, the payment, which settles exactly what was shown."""
    if request.method != "POST":
        number = request.GET.get("customer", "")
        initial = {"customer": number, "entity": _owed_company(request, number), "received_on": present_reader().today}
        form = _form(request, initial=initial)
        return render(request, "ledger/new_payment.html", {"form": form})
    form = _form(request, request.POST)
    shown = _shown(form)
    if not form.is_valid() or shown is None:
        return refused(request, "ledger/new_payment.html", {"form": form, "shown": shown})
    if request.POST.get("ground", shown.ground) != shown.ground:
        form.add_error(None, _("Something has changed since it was shown. Look at what it does now, then book it."))
        return refused(request, "ledger/new_payment.html", {"form": form, "shown": shown})
    try:
        payment = post_payment(
            **form.cleaned_data, items=_items_shown(request), actor=request.user, today=clock.today(form.cleaned_data["entity"].zone)
        )
    except Refusal as refusal:
        refuse(form, refusal)
        return refused(request, "ledger/new_payment.html", {"form": form, "shown": _shown(form)})
    amount = wording.money(payment.amount, payment.currency, request.user.language)
    said = {"amount": amount, "name": form.cleaned_data["customer"].name}
    toasts.say(request, _("%(amount)s booked for %(name)s.") % said, undo_url=undo_url("payment", payment.pk))
    return redirect("ledger:payment", payment.pk)


@permit("ledger.book_payments")
@require_POST
def effect(request: StaffRequest) -> HttpResponse:
    """What the payment typed so far would settle."""
    form = _form(request, request.POST)
    return render(request, "ledger/payment_effect.html", {"form": form, "shown": _shown(form), "why_not": to_mend(form)})


def _form(request: StaffRequest, data: Any = None, initial: dict[str, Any] | None = None) -> PaymentForm:
    return PaymentForm(data, viewer=request.user, today=present_reader().today, initial=initial)


def _owed_company(request: StaffRequest, number: str) -> int | None:
    """The company that the customer has owed the longest."""
    if not number.isdecimal():
        return None
    owed = visible_receivables(request.user).filter(customer__canonical__number=number, open__open_amount__gt=0)
    return owed.order_by("due_on").values_list("entity_id", flat=True).first()


def _shown(form: PaymentForm) -> ShownEffect | None:
    if not form.is_valid():
        return None
    said = form.cleaned_data
    entity, customer, amount = said["entity"], said["customer"], said["amount"]
    try:
        items = planned_payment(
            entity=entity,
            customer=customer,
            amount=amount,
            received_on=said["received_on"],
            method=said["method"],
            today=clock.today(entity.zone),
        )
    except Refusal as refusal:
        refuse(form, refusal)
        return None
    rest = amount - sum((item.amount for item in items), Decimal(0))
    ground = f"{entity.pk} {customer.pk} {amount} " + " ".join(f"{item.receivable_id}:{item.amount}" for item in items)
    return ShownEffect(items, rest, entity.currency, ground.strip(), _sentence(form, items, rest))


def _sentence(form: PaymentForm, items: list[MatchingPlanItem], rest: Decimal) -> str:
    language = present_reader().language
    currency = form.cleaned_data["entity"].currency
    documents = ", ".join(item.receivable.document_number for item in items)
    account = wording.money(rest, currency, language)
    if not items:
        return _("%(name)s owes nothing; %(amount)s stays on account.") % {"name": form.cleaned_data["customer"].name, "amount": account}
    if not rest:
        return _("It settles %(documents)s.") % {"documents": documents}
    return _("It settles %(documents)s; %(amount)s stays on account.") % {"documents": documents, "amount": account}


def _items_shown(request: StaffRequest) -> dict[int, Decimal] | None:
    """item:amount as the page showed them; None where the page was sent without its effect."""
    if "ground" not in request.POST:
        return None
    try:
        pairs = (item.partition(":") for item in request.POST.getlist("item"))
        return {int(receivable): Decimal(amount) for receivable, _colon, amount in pairs}
    except (ValueError, InvalidOperation):
        return None
