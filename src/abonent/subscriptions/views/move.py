"""Move a customer with all that he gets; the page of it for him."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest, today_of
from abonent.customers.models import Address, Customer, Place
from abonent.customers.receipts import answer_receipt
from abonent.customers.visibility import visible_customers
from abonent.editions.promise_words import moment_words
from abonent.runs.models import Act
from abonent.runs.queries import sees_act
from abonent.subscriptions import wording
from abonent.subscriptions.act_words import latest_undo_url
from abonent.subscriptions.models import Promise
from abonent.subscriptions.move_effect import shown_move
from abonent.subscriptions.move_forms import MoveForm
from abonent.subscriptions.operations import AskedMove, MoveEffect, move_customer, preview_move
from abonent.subscriptions.queries import visible_subscriptions
from abonent.subscriptions.views.change import Change, answer_change
from abonent.ui import toasts
from abonent.ui import wording as figures
from abonent.ui.lists.reader import Reader, present_reader

MOST_KNOWN = 5


@permit("subscriptions.redirect")
def move(request: StaffRequest, customer_id: int) -> HttpResponse:
    """The form, its effect alone, or the way back once he has moved."""
    customer = get_object_or_404(visible_customers(request.user).select_related("canonical"), pk=customer_id).canonical
    today = today_of(request)
    has_own = customer.addresses.filter(kind=Address.Kind.BILLING, temporary=False).valid_on(today).exists()
    form = MoveForm(
        request.POST if request.method == "POST" else None,
        known=_known(customer),
        country=customer.country,
        today=today,
        initial={"invoices": MoveForm.STAY if has_own else MoveForm.THERE},
    )
    change = Change[AskedMove, MoveEffect](
        "move",
        _("Move %(name)s") % {"name": customer.name},
        _("Say the day and the new address: with which paper it begins is then shown here."),
        lambda asked: preview_move(customer=customer, asked=asked, today=today),
        lambda asked, effect: move_customer(customer=customer, asked=asked, actor=request.user, today=today, effect=effect),
        field_of={"move.past": "moves_on", "move.lives_there": "address"}.get,
    )
    return answer_change(
        request,
        change,
        form,
        facts=lambda effect: _facts(request, customer, effect),
        done=lambda: _done(request, customer, form.asked),
    )


@permit("subscriptions.see")
def move_receipt(request: StaffRequest, act_id: int) -> HttpResponse:
    """Where he lives from when, and with which paper each subscription comes there: in his language, to print or send."""
    act = get_object_or_404(Act.objects.filter(verb="move_customer", undone_at=None), pk=act_id)
    if not sees_act(request.user, act) or not act.inverse:
        raise Http404
    address = get_object_or_404(Address.objects.select_related("place", "customer"), pk=act.inverse["ways"][0]["address"])
    promises = Promise.objects.filter(act=act, subscription__in=visible_subscriptions(request.user).values("pk"))

    def facts(reader: Reader) -> dict[str, Any]:
        known = promises.select_related("subscription__product", "subscription__entity")
        return {"act": act, "address": address, "promises": [_promised(one, reader) for one in known]}

    return answer_receipt(request, address.customer, "subscriptions/move_receipt.html", facts)


def _promised(one: Promise, reader: Reader) -> tuple[str, str, str]:
    """Product, first paper, until when that could be changed."""
    until = moment_words(one.cut_off_at, one.subscription.entity.zone, reader.today, reader.language)
    return wording.product_name(one.subscription, reader.language), figures.long_day(one.issue_on, reader.language), until


def _known(customer: Customer) -> list[Place]:
    """Doors where he is or was found, without the one where he lives."""
    known = Address.objects.filter(customer__canonical=customer).select_related("place").order_by("-pk")
    home = {one.place_id for one in known if one.kind == Address.Kind.DELIVERY and not one.temporary and one.during.upper is None}
    return list({one.place.pk: one.place for one in known if one.place.pk not in home}.values())[:MOST_KNOWN]


def _facts(request: StaffRequest, customer: Customer, effect: MoveEffect | None) -> dict[str, Any]:
    reader = present_reader()
    theirs = visible_subscriptions(request.user).filter(Q(subscriber__in=customer.merged_ids))
    return {
        "customer": customer,
        "sub": customer.number,
        "panel_sub": _("All that comes by carrier or post"),
        "shown": shown_move(effect, reader, request.user.zone, set(theirs.values_list("pk", flat=True))) if effect else None,
        "back": reverse("desk:customer", args=[customer.number]),
    }


def _done(request: StaffRequest, customer: Customer, asked: AskedMove) -> HttpResponse:
    reader = present_reader()
    words = {"name": customer.name, "day": figures.day(asked.moves_on, reader.today, reader.language)}
    toasts.say(request, _("%(name)s moves on %(day)s.") % words, undo_url=latest_undo_url(request.user))
    return redirect("desk:customer", customer.number)
