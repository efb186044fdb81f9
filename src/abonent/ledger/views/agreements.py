"""What is agreed about open items: another due day, a payment plan; their receipts; and how far a company goes with that.

One address an agreement: while something is typed, htmx posts the form and gets the effect alone; saving posts the effect that was seen along.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.customers.receipts import answer_receipt
from abonent.kit import clock
from abonent.kit.refusals import Refusal
from abonent.ledger.agreement_forms import ClaimRuleForm, DueMoveForm, PaymentPlanForm
from abonent.ledger.models import DueMove, PaymentPlan, PaymentPlanItem, Receivable
from abonent.ledger.operations import (
    agree_payment_plan,
    claim_rule,
    move_due_day,
    preview_due_move,
    preview_payment_plan,
    set_claim_rule,
    take_back_due_move,
    withdraw_payment_plan,
)
from abonent.ledger.operations.agreements import DueEffect, PlanEffect
from abonent.ledger.queries import progress_of, visible_plans, visible_receivables
from abonent.ledger.views.acts import undo_url
from abonent.ui import toasts, wording
from abonent.ui.forms import UNPROCESSABLE, refuse, refused, to_mend
from abonent.ui.lists.reader import Reader, present_reader

EFFECT = "agreement-effect"


@dataclass(frozen=True)
class Agreement:
    """What one of the two forms does: its words, its pieces, what it would do, and the doing of it."""

    heading: str
    submit: str
    prompt: str
    fields: str
    cells: str
    preview: Callable[[Any], Any]
    save: Callable[[Any, str], HttpResponse]


@permit("ledger.agree_terms")
def due_day(request: StaffRequest, receivable_id: int) -> HttpResponse:
    """Let an item be due on another day: the form, its effect alone, or the item once it is done."""
    item = _item(request, receivable_id)
    today = clock.today(item.entity.zone)

    def save(said: dict[str, Any], effect: str) -> HttpResponse:
        move = move_due_day(receivable=item, **said, actor=request.user, today=today, effect=effect)
        words = {"document": item.document_number, "day": wording.day(move.due_on, today, request.user.language)}
        toasts.say(request, _("%(document)s is due on %(day)s.") % words, undo_url=undo_url("receivable", item.pk))
        return redirect("ledger:receivable", item.pk)

    agreement = Agreement(
        heading=_("Move the due day"),
        submit=_("Move the due day"),
        prompt=_("Here stands what changes, once a day and a reason are typed."),
        fields="ledger/due_move_fields.html",
        cells="ledger/due_move_cells.html",
        preview=lambda said: _shown_move(preview_due_move(receivable=item, **said, today=today), item, today),
        save=save,
    )
    form = DueMoveForm(request.POST or None, today=today)
    return _answer(request, agreement, form, item, asked=lambda: form.cleaned_data)


@permit("ledger.agree_terms")
def new_payment_plan(request: StaffRequest, receivable_id: int) -> HttpResponse:
    """Let an item, and others of its customer, be paid in instalments."""
    item = _item(request, receivable_id)
    today = clock.today(item.entity.zone)

    def save(said: Any, effect: str) -> HttpResponse:
        plan = agree_payment_plan(**vars(said), actor=request.user, today=today, effect=effect)
        amount = wording.money(plan.amount, plan.currency, request.user.language)
        toasts.say(request, _("%(amount)s is paid in instalments.") % {"amount": amount}, undo_url=undo_url("payment_plan", plan.pk))
        return redirect("ledger:payment_plan", plan.pk)

    agreement = Agreement(
        heading=_("Payment plan"),
        submit=_("Agree the plan"),
        prompt=_("Here stand the instalments, once their number and the first day are typed."),
        fields="ledger/payment_plan_fields.html",
        cells="ledger/payment_plan_cells.html",
        preview=lambda said: _shown_plan(preview_payment_plan(**vars(said), today=today), item.currency),
        save=save,
    )
    initial = {"items": [str(item.pk)], "count": 3, "every": "month"}
    form = PaymentPlanForm(request.POST or None, today=today, offered=list(_items_beside(request, item)), initial=initial)
    return _answer(request, agreement, form, item, asked=lambda: form.asked)


@permit("ledger.agree_terms")
@require_POST
def due_move_withdrawal(request: StaffRequest, receivable_id: int, move_id: int) -> HttpResponse:
    """Let an item be due as before a move."""
    item = _item(request, receivable_id)
    move = get_object_or_404(DueMove, receivable=item, pk=move_id)
    try:
        take_back_due_move(move=move, actor=request.user)
    except Refusal as refusal:
        toasts.warn(request, str(refusal))
    else:
        day = wording.day(move.due_before, present_reader().today, request.user.language)
        toasts.say(request, _("Taken back: due on %(day)s as before.") % {"day": day})
    return redirect("ledger:receivable", item.pk)


@permit("ledger.see_balance")
def due_move_receipt(request: StaffRequest, receivable_id: int, move_id: int) -> HttpResponse:
    """For the customer: which item is due when, instead of when."""
    item = _item(request, receivable_id)
    move = get_object_or_404(DueMove, receivable=item, pk=move_id)
    return answer_receipt(request, item.customer, "ledger/due_move_receipt.html", lambda _reader: {"item": item, "move": move})


@permit("ledger.see_balance")
def payment_plan(request: StaffRequest, plan_id: int) -> HttpResponse:
    """One plan: its instalments with what came, its items, how it ended."""
    plan = _plan(request, plan_id)
    context = {**_facts_of_plan(plan, present_reader()), "may_agree": request.user.may("ledger.agree_terms")}
    return render(request, "ledger/payment_plan.html", context)


@permit("ledger.see_balance")
def payment_plan_receipt(request: StaffRequest, plan_id: int) -> HttpResponse:
    """For the customer: how much is due on which day."""
    plan = _plan(request, plan_id)
    return answer_receipt(request, plan.customer, "ledger/payment_plan_receipt.html", lambda reader: _facts_of_plan(plan, reader))


@permit("ledger.agree_terms")
@require_POST
def payment_plan_withdrawal(request: StaffRequest, plan_id: int) -> HttpResponse:
    """Let the items of a plan be due as their documents say."""
    plan = _plan(request, plan_id)
    try:
        withdraw_payment_plan(plan=plan, actor=request.user)
    except Refusal as refusal:
        toasts.warn(request, str(refusal))
    else:
        toasts.say(request, _("Taken back: each item is due as its document says."), undo_url=undo_url("payment_plan", plan.pk))
    return redirect("ledger:payment_plan", plan.pk)


@permit("ledger.edit_accounts")
def claim_rule_of(request: StaffRequest, entity_id: int) -> HttpResponse:
    """How far a company meets its debtors from now on."""
    entity = get_object_or_404(request.user.entities, pk=entity_id)
    form = ClaimRuleForm(request.POST or None, rule=claim_rule(entity))
    context = {"form": form, "entity": entity}
    if request.method != "POST":
        return render(request, "ledger/claim_rule.html", context)
    if not form.is_valid():
        return refused(request, "ledger/claim_rule.html", context)
    set_claim_rule(rule=form.said, actor=request.user)
    toasts.say(request, _("The limits of %(company)s are set.") % {"company": entity.name}, undo_url=undo_url("claim_rule", entity.pk))
    return redirect("ledger:accounts")


def _answer(request: StaffRequest, agreement: Agreement, form: Any, item: Receivable, *, asked: Callable[[], Any]) -> HttpResponse:
    is_typing = request.headers.get("HX-Target") == EFFECT
    shown = None
    if form.is_bound and form.is_valid():
        seen = "" if is_typing else request.POST.get("effect", "")
        try:
            if seen:
                return agreement.save(asked(), seen)
            shown = agreement.preview(asked())
        except Refusal as refusal:
            if refusal.code == "agree.effect_changed":
                shown = agreement.preview(asked())
            refuse(form, refusal)
    context = {"agreement": agreement, "form": form, "item": item, "shown": shown, "to_mend": to_mend(form)}
    if is_typing:
        return render(request, "ledger/agreement_effect.html", context)
    return render(request, "ledger/agreement.html", context, status=UNPROCESSABLE if form.errors and request.method == "POST" else 200)


def _shown_move(effect: DueEffect, item: Receivable, today: date) -> dict[str, Any]:
    words = {"document": item.document_number, "day": wording.day(effect.due_on, today, present_reader().language)}
    say = _("%(document)s is due on %(day)s.") % words
    return {"effect": effect, "say": say, "currency": item.currency}


def _shown_plan(effect: PlanEffect, currency: str) -> dict[str, Any]:
    reader = present_reader()
    first, amount = effect.parts[0]
    words = {
        "amount": wording.money(amount, currency, reader.language),
        "day": wording.day(first, reader.today, reader.language),
        "latest": wording.day(effect.parts[-1][0], reader.today, reader.language),
    }
    say = _("The first instalment of %(amount)s is due on %(day)s, the last on %(latest)s.") % words
    return {"effect": effect, "say": say, "currency": currency}


def _facts_of_plan(plan: PaymentPlan, reader: Reader) -> dict[str, Any]:
    progress = progress_of(plan)
    return {
        "plan": plan,
        "progress": progress,
        "instalments": [
            (part, came, part.amount - came, part.due_on < reader.today and came < part.amount) for part, came in progress.instalments
        ],
        "items": list(plan.items.select_related("receivable").order_by("receivable__due_on", "receivable")),
        "today": reader.today,
    }


def _item(request: StaffRequest, receivable_id: int) -> Receivable:
    return get_object_or_404(visible_receivables(request.user).select_related("entity", "customer"), pk=receivable_id)


def _items_beside(request: StaffRequest, item: Receivable) -> QuerySet[Receivable]:
    """What its customer owes besides, in the same company and currency, the oldest first."""
    rows = visible_receivables(request.user).filter(
        customer__canonical=item.customer.canonical_id, entity=item.entity, currency=item.currency
    )
    free = rows.exclude(pk__in=PaymentPlanItem.objects.filter(released_at=None).values("receivable"))
    return free.filter(open__open_amount__gt=0).select_related("entity", "customer__canonical").order_by("due_on", "pk")


def _plan(request: StaffRequest, plan_id: int) -> PaymentPlan:
    return get_object_or_404(visible_plans(request.user), pk=plan_id)
