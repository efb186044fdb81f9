"""Take an order: the form, its effect while it is typed, and the subscription it makes."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.catalog.rules.trace_words import trace_lines
from abonent.kit import clock
from abonent.kit.names import name_in
from abonent.subscriptions.forms import OrderForm
from abonent.subscriptions.operations import Order, StartEffect, preview_start, start_subscription
from abonent.subscriptions.operations.start import CannotStart
from abonent.ui import toasts, wording
from abonent.ui.forms import refuse, refused


@permit("subscriptions.start")
def new(request: HttpRequest) -> HttpResponse:
    """The form of an order; posted, the subscription."""
    today = _today(request)
    form = _form(request, today)
    if request.method != "POST":
        return render(request, "subscriptions/new.html", {"form": form})
    if form.is_valid():
        try:
            shown = request.POST.get("effect") or None
            subscription = start_subscription(order=form.order(), actor=request.user, today=today, effect=shown)  # type: ignore[arg-type]
        except CannotStart as refusal:
            refuse(form, refusal)
        else:
            toasts.say(request, _("%(name)s gets the paper from %(day)s.") % _said(subscription, today))
            return redirect(subscription.url)
    return refused(request, "subscriptions/new.html", {"form": form, **_shown(form, today)})


@permit("subscriptions.start")
@require_POST
def effect(request: HttpRequest) -> HttpResponse:
    """What the order would do as it is typed so far."""
    today = _today(request)
    return render(request, "subscriptions/effect.html", _shown(_form(request, today), today))


def _shown(form: OrderForm, today: date) -> dict[str, Any]:
    """The effect of what is typed; nothing while it is not whole, the reason where it cannot be."""
    if not form.is_valid():
        return {}
    order = form.order()
    try:
        planned = preview_start(order=order, today=today)
    except CannotStart as refusal:
        return {"refusal": str(refusal)}
    language = get_language() or "en"
    return {
        "effect": planned,
        "first": planned.terms[0],
        "say": _sentence(order, planned, today),
        "today": today,
        "why": trace_lines(planned.terms[0].trace, language),
    }


def _sentence(order: Order, planned: StartEffect, today: date) -> str:
    """What the clerk reads aloud."""
    language = get_language() or "en"
    first = planned.terms[0]
    begins, ends = wording.days_between(first.during, today, language)
    facts = {
        "name": order.subscriber.name,
        "product": name_in(order.product.name, language),
        "begins": begins,
        "ends": ends,
        "amount": wording.money(first.amount, first.currency, language),
    }
    return _("%(name)s gets %(product)s from %(begins)s to %(ends)s for %(amount)s.") % facts


def _said(subscription: Any, today: date) -> dict[str, str]:
    day = wording.day(subscription.started_on, today, get_language() or "en")
    return {"name": subscription.subscriber.name, "day": day}


def _form(request: HttpRequest, today: date) -> OrderForm:
    initial = {"subscriber": request.GET.get("customer"), "payer": request.GET.get("payer")}
    return OrderForm(request.POST or None, viewer=request.user, today=today, initial=initial)  # type: ignore[arg-type]


def _today(request: HttpRequest) -> date:
    """The business day where the viewer's first company is."""
    zone = request.user.entities.order_by("id").values_list("zone", flat=True).first()  # type: ignore[union-attr]
    return clock.today(zone or "UTC")
