"""Save offers: those that are set up with how often they were taken, a new one, another wording; and that a customer takes one."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest, today_of
from abonent.access.visibility import of_my_entities
from abonent.kit import clock
from abonent.kit.names import name_in
from abonent.subscriptions.act_words import latest_undo_url
from abonent.subscriptions.models import SaveOffer, StopReason
from abonent.subscriptions.operations.pauses import CannotPause
from abonent.subscriptions.operations.save_offers import CannotOffer, set_save_offer, take_save_offer
from abonent.subscriptions.queries import visible_subscriptions
from abonent.subscriptions.save_offer_forms import SaveOfferForm
from abonent.ui import toasts
from abonent.ui.forms import refused
from abonent.ui.lists.reader import present_reader

TEMPLATE = "subscriptions/save_offer.html"


@permit("subscriptions.rule")
def save_offers(request: StaffRequest) -> HttpResponse:
    """Those of the viewer's companies, in the order in which they are proposed."""
    language = present_reader().language
    standing = Q(attempts__withdrawn_at=None, attempts__subscription__in=visible_subscriptions(request.user).values("pk"))
    counted = _visible(request).annotate(
        made=Count("attempts", filter=standing), taken=Count("attempts", filter=standing & Q(attempts__taken=True))
    )
    rows = [
        (one, name_in(one.say, language), name_in(one.product.name, language) if one.product else "")
        for one in counted.order_by("retired", "entity__name", "place", "pk")
    ]
    return render(request, "subscriptions/save_offers.html", {"rows": rows})


@permit("subscriptions.rule")
def new_save_offer(request: StaffRequest) -> HttpResponse:
    """Another offer."""
    return _form(request, SaveOffer(), {})


@permit("subscriptions.rule")
def edit_save_offer(request: StaffRequest, offer_id: int) -> HttpResponse:
    """Another sentence, another number, not offered any more."""
    offer = get_object_or_404(_visible(request), pk=offer_id)
    fields = ("reason", "product", "gives", "count", "percent", "place", "say", "entity")
    return _form(request, offer, {**{name: getattr(offer, name) for name in fields}, "in_use": not offer.retired})


@permit("subscriptions.cancel")
@require_POST
def save_offer_taking(request: StaffRequest, number: int, offer_id: int) -> HttpResponse:
    """He takes the offer and does not stop."""
    subscription = get_object_or_404(visible_subscriptions(request.user), number=number)
    offer = get_object_or_404(SaveOffer, pk=offer_id, entity=subscription.entity)
    reason = get_object_or_404(StopReason, pk=request.POST.get("reason", ""))
    try:
        take_save_offer(
            offer=offer,
            subscription=subscription,
            reason=reason,
            actor=request.user,
            today=clock.today(subscription.entity.zone),
            effect=request.POST.get(f"save_effect_{offer.pk}"),
        )
    except (CannotOffer, CannotPause) as refusal:
        toasts.warn(request, str(refusal))
    else:
        toasts.say(request, _("The offer is taken; the subscription goes on."), undo_url=latest_undo_url(request.user))
    return redirect("subscriptions:subscription", number)


def _visible(request: StaffRequest) -> QuerySet[SaveOffer]:
    return of_my_entities(SaveOffer.objects.select_related("entity", "reason", "product"), request.user)


def _form(request: StaffRequest, offer: SaveOffer, initial: dict[str, Any]) -> HttpResponse:
    form = SaveOfferForm(request.POST or None, viewer=request.user, initial=initial)
    context = {"form": form, "offer": offer if offer.pk else None}
    if request.method != "POST":
        return render(request, TEMPLATE, context)
    if not form.is_valid():
        return refused(request, TEMPLATE, context)
    said = form.cleaned_data
    set_save_offer(
        offer=offer,
        actor=request.user,
        today=today_of(request),
        retired=bool(offer.pk) and not said["in_use"],
        **{name: said[name] for name in ("entity", "reason", "product", "gives", "count", "percent", "place", "say")},
    )
    toasts.say(request, _("The offer is set."), undo_url=latest_undo_url(request.user))
    return redirect("subscriptions:save_offers")
