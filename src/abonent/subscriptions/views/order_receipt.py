"""What was ordered together, for the customer to read."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.customers.receipts import answer_receipt
from abonent.kit.names import name_in
from abonent.runs.models import Act
from abonent.runs.queries import may_undo, sees_act
from abonent.subscriptions import wording
from abonent.subscriptions.models import Subscription
from abonent.subscriptions.premium_queries import premiums_of_order
from abonent.subscriptions.queries import visible_subscriptions
from abonent.ui.lists.reader import Reader


def act_of_order(subscription: Subscription) -> Act:
    """The act that took the order a subscription is a line of."""
    taken = Act.objects.filter(verb="start_subscription", subject_kind="subscription", subject_ids__contains=[subscription.pk])
    return taken.latest("pk")


@permit("subscriptions.see")
def order_receipt(request: StaffRequest, act_id: int) -> HttpResponse:
    """Each line with its first day and price, and what the whole comes to: in the language of the payer, to print or send."""
    act = get_object_or_404(Act.objects.filter(verb="start_subscription", undone_at=None, inverse__isnull=False), pk=act_id)
    if not sees_act(request.user, act):
        raise Http404
    found = visible_subscriptions(request.user).filter(pk__in=act.subject_ids)
    lines = list(
        found.select_related("product__entity", "subscriber", "payer", "price_list", "entity").prefetch_related("terms").order_by("pk")
    )
    payer, currency = lines[0].payer, lines[0].price_list.currency
    amounts = [sum((term.amount for term in line.terms.all()), Decimal(0)) for line in lines]
    premiums = premiums_of_order([line.pk for line in lines])
    undo_url = reverse("runs:undo", args=[act.pk]) if may_undo(request.user, act) else ""

    def facts(reader: Reader) -> dict[str, Any]:
        said = [
            (line, wording.product_name(line, reader.language), wording.length(line), amount)
            for line, amount in zip(lines, amounts, strict=True)
        ]
        given = [(name_in(one.item.name, reader.language), one.receiver.name, one.place) for one in premiums]
        return {
            "premiums": given,
            "act": act,
            "payer": payer,
            "lines": said,
            "total": sum(amounts, Decimal(0)),
            "currency": currency,
            "undo_url": undo_url,
        }

    return answer_receipt(request, payer, "subscriptions/order_receipt.html", facts)
