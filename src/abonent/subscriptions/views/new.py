"""Take an order: the form, what it would do while it is typed, and the customers found for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.customers.models import Customer
from abonent.customers.queries import FoundCustomer, search_customers
from abonent.customers.visibility import visible_customers
from abonent.kit import clock
from abonent.subscriptions import wording
from abonent.subscriptions.forms import OrderForm
from abonent.subscriptions.issue_calendar import issue_calendar
from abonent.subscriptions.operations import start_subscription
from abonent.subscriptions.operations.start import CannotStart
from abonent.subscriptions.start_effect import ShownStart, shown_start
from abonent.ui import toasts
from abonent.ui import wording as figures
from abonent.ui.forms import refuse, refused
from abonent.ui.lists.reader import present_reader

CHOSEN_BY_SEARCH = ("subscriber", "payer")
HITS = 6
# What another product leaves no choice of: the first of its own is proposed.
FOLLOW_THE_PRODUCT = ("offer", "delivery_method")


@permit("subscriptions.start")
def new(request: StaffRequest) -> HttpResponse:
    """The form; `?customer=` names who gets it. Saving takes the order if it still does what was shown."""
    if request.method != "POST":
        return render(request, "subscriptions/new.html", _facts(request, _empty_form(request)))
    form = _form(request, data=request.POST)
    if not form.is_valid():
        return refused(request, "subscriptions/new.html", _facts(request, form))
    if not request.POST.get("effect"):
        form.add_error(None, _("Look at what it does, then save."))
        return refused(request, "subscriptions/new.html", _facts(request, form))
    order = form.order
    today = clock.today(order.product.entity.zone)
    try:
        subscription = start_subscription(order=order, actor=request.user, today=today, effect=request.POST["effect"])
    except CannotStart as refusal:
        refuse(form, refusal)
        return refused(request, "subscriptions/new.html", _facts(request, form))
    said = {
        "product": wording.product_name(subscription, request.user.language),
        "number": subscription.number,
        "day": figures.short_day(subscription.started_on, today, request.user.language),
    }
    toasts.say(request, _("%(product)s %(number)s begins %(day)s.") % said)
    return redirect("desk:customer", subscription.subscriber.number)


@permit("subscriptions.start")
@require_POST
def effect(request: StaffRequest) -> HttpResponse:
    """What the order would do as it is typed so far, with the offers and the issue days that go with it."""
    typed, so_far, picked = request.POST.copy(), _form(request, data=request.POST), "picked" in request.POST
    for name in FOLLOW_THE_PRODUCT:
        choices = [str(value) for value, _label in so_far.fields[name].choices]  # type: ignore[attr-defined]
        if choices and typed.get(name) not in choices:
            typed[name] = choices[0]
    if so_far.coded:
        typed["offer"] = so_far.coded.value
    if picked:
        typed["starts_on"] = so_far.fields["starts_on"].prepare_value(so_far.begins_on)
    return render(request, "subscriptions/effect.html", {**_facts(request, _form(request, data=typed)), "picked": picked})


@permit("subscriptions.start")
def customer_choice(request: StaffRequest, field: str) -> HttpResponse:
    """A customer for a field of the form: those found for what is typed, or with `?number=` the one that was chosen."""
    if field not in CHOSEN_BY_SEARCH:
        raise Http404
    chosen = _numbered(request, request.GET.get("number", ""))
    context = {
        "choice": _choice(request, _form(request)[field], text=request.GET.get(field, ""), chosen=chosen),
        "just_chosen": bool(chosen),
    }
    only_hits = request.headers.get("HX-Target") == f"hits-{field}"
    response = render(request, "subscriptions/customer_hits.html" if only_hits else "subscriptions/customer_choice.html", context)
    if chosen:
        response["HX-Trigger-After-Settle"] = "customer-chosen"
    return response


@dataclass(frozen=True)
class Choice:
    """A field for a customer: who is chosen, or what is typed and who was found for it."""

    field: Any
    text: str
    chosen: Customer | None
    hits: list[FoundCustomer]


def _choice(request: StaffRequest, field: Any, *, text: str, chosen: Customer | None) -> Choice:
    hits = [] if chosen else search_customers(text, request.user, limit=HITS, today=present_reader().today)
    return Choice(field, text, chosen, hits)


def _numbered(request: StaffRequest, text: str) -> Customer | None:
    """The customer with a number, or whom he was merged into."""
    return visible_customers(request.user).filter(merged__number=text).first() if text.isdecimal() and len(text) < 19 else None


def _empty_form(request: StaffRequest) -> OrderForm:
    """The form for whom the address names, with a product of his country."""
    asked = {"subscriber": request.GET.get("customer", ""), "payer": request.GET.get("payer", "")}
    subscriber = _numbered(request, asked["subscriber"])
    return _form(request, initial=asked, country=subscriber.country if subscriber else "")


def _form(request: StaffRequest, **given: Any) -> OrderForm:
    return OrderForm(viewer=request.user, today=present_reader().today, **given)


def _facts(request: StaffRequest, form: OrderForm) -> dict[str, Any]:
    shown, why_not = _shown(form)
    product = form.chosen_product
    edition, weekdays = form.edition, product.weekdays if product else 0
    months = issue_calendar(edition, weekdays=weekdays, begins_on=form.begins_on, reader=present_reader()) if edition else []
    choices = _choices(request, form)
    subscriber = choices["subscriber"].chosen
    return {
        "form": form,
        "shown": shown,
        "why_not": why_not,
        "months": months,
        "choices": choices,
        "back": reverse("desk:customer", args=[subscriber.number]) if subscriber else reverse("subscriptions:list"),
    }


def _choices(request: StaffRequest, form: OrderForm) -> dict[str, Choice]:
    understood = form.cleaned_data if form.is_bound and form.errors is not None else {}
    texts = {name: form[name].value() or "" for name in CHOSEN_BY_SEARCH}
    return {
        name: _choice(request, form[name], text=text, chosen=understood.get(name) or _numbered(request, text))
        for name, text in texts.items()
    }


def _shown(form: OrderForm) -> tuple[ShownStart | None, str]:
    """The effect of what is typed so far, or why there is none yet."""
    if not form.is_bound or "subscriber" in form.errors:
        return None, _not_yet(form)
    wrong = [f"{form[name].label}: {errors[0]}" for name, errors in form.errors.items() if name != NON_FIELD_ERRORS]
    if wrong:
        return None, wrong[0]
    try:
        return shown_start(form.order, today=clock.today(form.order.product.entity.zone), reader=present_reader()), ""
    except CannotStart as refusal:
        return None, str(refusal)


def _not_yet(form: OrderForm) -> str:
    """What stands in the place of the effect before anybody is chosen."""
    if form.edition is None:
        return _("Choose who gets it: what it costs is then shown here.")
    return _("Choose who gets it: what it costs and when the first paper comes is then shown here.")
