"""The page of a recurring invoice, the form that says it with its effect, its pauses, and making what is due of it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest, today_of
from abonent.billing.models import RecurringInvoice
from abonent.billing.operations.recurring import (
    KIND,
    SUBJECT,
    CannotRecur,
    RecurringDescription,
    add_recurring,
    change_recurring,
    describe_recurring,
    due_days,
    pause_recurring,
    preview_recurring,
    resume_recurring,
)
from abonent.billing.recurring_forms import RecurringForm, RecurringPauseForm, line_set
from abonent.billing.recurring_queries import made_of, recurring_of_customer, recurring_on, visible_recurring
from abonent.billing.recurring_words import pace_words, shown_recurring
from abonent.billing.views.recurring_list import STATES
from abonent.customers.at_hand import customer_at_hand
from abonent.customers.models import Customer
from abonent.customers.visibility import visible_customers
from abonent.kit import clock
from abonent.kit.names import name_in
from abonent.organisation.models import LegalEntity
from abonent.runs.jobs import go_on_later
from abonent.runs.operations import CannotRun, begin_run
from abonent.runs.queries import undo_address
from abonent.ui import toasts
from abonent.ui.forms import UNPROCESSABLE, refuse, refused, to_mend
from abonent.ui.lists.reader import present_reader
from abonent.ui.open_records import remember

EFFECT = "recurring-effect"
SHOWN_DAYS, SHOWN_MADE = 6, 24
FIELDS = {"recurring.made_since": "starts_on"}


@permit("billing.see")
def recurring_page(request: StaffRequest, recurring_id: int) -> HttpResponse:
    """What it is, the next days, and what was made of it."""
    reader = present_reader()
    recurring = get_object_or_404(recurring_on(request.user, reader.today), pk=recurring_id)
    remember(request, label=recurring.name, url=request.path, icon="repeat")
    lines = [
        (line, name_in(line.product.name, reader.language) if line.product else "")
        for line in recurring.lines.select_related("product", "tax_category")
    ]
    context = {
        "recurring": recurring,
        "state": STATES[recurring.state],  # type: ignore[attr-defined]
        "pace": pace_words(recurring.every_count, recurring.every_unit),
        "lines": lines,
        "days": due_days(recurring)[:SHOWN_DAYS],
        "made": made_of(recurring)[:SHOWN_MADE],
        "pauses": recurring.pauses.order_by("-during"),
        "may_change": request.user.may("billing.recur"),
        "may_make": request.user.may("billing.run"),
        "today": reader.today,
    }
    return render(request, "billing/recurring.html", context)


@permit("billing.recur")
def new(request: StaffRequest) -> HttpResponse:
    """A recurring invoice that was not there before; for the customer that the address names, if it does."""
    number = request.GET.get("customer", "")
    payer = visible_customers(request.user).filter(number=number).first() if number.isdecimal() and len(number) < 19 else None
    return _form(request, None, payer)


@permit("billing.recur")
def change(request: StaffRequest, recurring_id: int) -> HttpResponse:
    """Let it be otherwise from now on."""
    return _form(request, _mine(request, recurring_id), None)


@permit("billing.recur")
def pause(request: StaffRequest, recurring_id: int) -> HttpResponse:
    """Days on which nothing is due."""
    recurring = _mine(request, recurring_id)
    today = clock.today(recurring.entity.zone)
    form = RecurringPauseForm(request.POST if request.method == "POST" else None, today=today, initial={"from_on": today})
    context = {"form": form, "recurring": recurring}
    if not form.is_bound:
        return render(request, "billing/recurring_pause.html", context)
    if not form.is_valid():
        return refused(request, "billing/recurring_pause.html", context)
    try:
        pause_recurring(recurring=recurring, during=form.during, reason=form.cleaned_data["reason"], actor=request.user)
    except CannotRecur as refusal:
        refuse(form, refusal)
        return refused(request, "billing/recurring_pause.html", context)
    return _done(request, recurring, _("%(name)s is paused."))


@permit("billing.recur")
@require_POST
def resumption(request: StaffRequest, recurring_id: int) -> HttpResponse:
    """Let it be due again from today on."""
    recurring = _mine(request, recurring_id)
    try:
        resume_recurring(recurring=recurring, on=clock.today(recurring.entity.zone), actor=request.user)
    except CannotRecur as refusal:
        toasts.warn(request, str(refusal))
        return redirect(recurring.url)
    return _done(request, recurring, _("%(name)s goes on."))


@permit("billing.run")
@require_POST
def make(request: StaffRequest, recurring_id: int) -> HttpResponse:
    """Plan what is due of this one until today."""
    recurring = _mine(request, recurring_id)
    today = clock.today(recurring.entity.zone)
    try:
        with transaction.atomic():
            run = begin_run(kind=KIND, entity=recurring.entity, as_of=today, actor=request.user, parameters={"recurring": recurring.pk})
            go_on_later(run)
    except CannotRun as refusal:
        toasts.warn(request, str(refusal))
        return redirect(recurring.url)
    return redirect(run.url)


@permit("billing.see")
def panel(request: StaffRequest, customer_id: int) -> HttpResponse:
    """Those of a customer, for his page."""
    customer = customer_at_hand(request, customer_id)
    found = recurring_of_customer(request.user, customer, today=present_reader().today)
    rows = [(one, STATES[one.state], pace_words(one.every_count, one.every_unit)) for one in found]  # type: ignore[attr-defined]
    context = {"customer": customer, "rows": rows, "may_change": request.user.may("billing.recur")}
    return render(request, "billing/recurring_panel.html", context)


def _form(request: StaffRequest, recurring: RecurringInvoice | None, payer: Customer | None) -> HttpResponse:
    """The form, its effect alone while it is typed, or the way to what is saved."""
    data = request.POST if request.method == "POST" else None
    described = describe_recurring(recurring) if recurring else None
    today = clock.today(recurring.entity.zone) if recurring else today_of(request)
    initial = vars(described) | {"index_percent": described.index_percent or None} if described else {"payer": payer, "starts_on": today}
    form = RecurringForm(data, viewer=request.user, today=today, recurring=recurring, initial=initial)
    lines = line_set(viewer=request.user, lines=list(described.lines) if described else [], data=data)
    is_typing = request.headers.get("HX-Target", "") == EFFECT
    shown = None
    if data is not None and form.is_valid() & lines.is_valid():
        entity = recurring.entity if recurring else form.cleaned_data["entity"]
        asked = form.described(lines.described)
        seen = "" if is_typing else request.POST.get("effect", "")
        try:
            if seen:
                return _saved(request, entity, asked, recurring, seen)
            shown = _shown(request, entity, asked, recurring)
        except CannotRecur as refusal:
            refuse(form, refusal, field=FIELDS.get(refusal.code))
            shown = _shown(request, entity, asked, recurring) if refusal.code == "recurring.effect_changed" else None
    context = {
        "form": form,
        "lines": lines,
        "recurring": recurring,
        "shown": shown,
        "to_mend": to_mend(form),
        "address": request.path,
        "back": recurring.url if recurring else reverse("billing:recurring_list"),
    }
    template = "billing/recurring_effect.html" if is_typing else "billing/recurring_form.html"
    wrong = form.errors or lines.total_error_count() if data is not None else False
    return render(request, template, context, status=UNPROCESSABLE if wrong and not is_typing else 200)


def _saved(
    request: StaffRequest, entity: LegalEntity, asked: RecurringDescription, recurring: RecurringInvoice | None, seen: str
) -> HttpResponse:
    if recurring:
        return _done(
            request, change_recurring(recurring=recurring, described=asked, actor=request.user, effect=seen), _("%(name)s is changed.")
        )
    added = add_recurring(entity=entity, described=asked, actor=request.user, effect=seen)
    return _done(request, added, _("%(name)s is there. A run makes what is due of it."))


def _shown(request: StaffRequest, entity: LegalEntity, asked: RecurringDescription, recurring: RecurringInvoice | None) -> Any:
    effect = preview_recurring(entity=entity, described=asked, recurring=recurring, actor=request.user)
    return shown_recurring(effect, asked, currency=entity.currency, today=clock.today(entity.zone), reader=present_reader())


def _mine(request: StaffRequest, recurring_id: int) -> RecurringInvoice:
    return get_object_or_404(visible_recurring(request.user), pk=recurring_id)


def _done(request: StaffRequest, recurring: RecurringInvoice, text: str) -> HttpResponse:
    toasts.say(request, text % {"name": recurring.name}, undo_url=undo_address(request.user, SUBJECT, recurring.pk))
    return redirect(recurring.url)
