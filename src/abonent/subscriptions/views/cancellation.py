"""End a subscription with the terms that are sold, and take that back."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.kit import clock
from abonent.subscriptions import wording
from abonent.subscriptions.act_words import latest_undo_url
from abonent.subscriptions.cancel_effect import shown_ending
from abonent.subscriptions.forms import CancellationForm
from abonent.subscriptions.models import Subscription
from abonent.subscriptions.operations import cancel_subscription, withdraw_cancellation
from abonent.subscriptions.operations.cancel import CannotCancel
from abonent.subscriptions.queries import standing_cancellation, visible_subscriptions
from abonent.ui import toasts
from abonent.ui.forms import refuse, refused
from abonent.ui.lists.reader import present_reader


@permit("subscriptions.cancel")
def cancellation(request: StaffRequest, number: int) -> HttpResponse:
    """The form with its effect; saving ends the subscription if it still ends on the day that was shown."""
    subscription = _mine(request, number)
    if request.method != "POST":
        return render(request, "subscriptions/cancellation.html", _facts(request, subscription))
    form = CancellationForm(request.POST)
    if not form.is_valid():
        return refused(request, "subscriptions/cancellation.html", _facts(request, subscription, form))
    try:
        cancel_subscription(subscription=subscription, actor=request.user, today=clock.today(subscription.entity.zone), **form.cleaned_data)
    except CannotCancel as refusal:
        refuse(form, refusal)
        subscription.expiry.refresh_from_db()
        return refused(request, "subscriptions/cancellation.html", _facts(request, subscription, form))
    ending = shown_ending(subscription, viewer=request.user, reader=present_reader())
    toasts.say(request, ending.said, undo_url=latest_undo_url(request.user))
    return redirect("subscriptions:subscription", number)


@permit("subscriptions.cancel")
@require_POST
def withdrawal(request: StaffRequest, number: int) -> HttpResponse:
    """Let the subscription go on."""
    subscription = _mine(request, number)
    standing = standing_cancellation(subscription)
    try:
        if standing is None:
            raise CannotCancel("cancellation.withdrawn")
        withdraw_cancellation(cancellation=standing, actor=request.user, today=clock.today(subscription.entity.zone))
    except CannotCancel as refusal:
        toasts.warn(request, str(refusal))
    else:
        toasts.say(request, _("%(product)s goes on.") % {"product": wording.product_name(subscription, request.user.language)})
    return redirect("subscriptions:subscription", number)


def _mine(request: StaffRequest, number: int) -> Subscription:
    return get_object_or_404(visible_subscriptions(request.user), number=number)


def _facts(request: StaffRequest, subscription: Subscription, form: CancellationForm | None = None) -> dict[str, Any]:
    reader = present_reader()
    return {
        "subscription": subscription,
        "name": wording.product_name(subscription, reader.language),
        "pattern": wording.pattern(subscription, reader.language),
        "form": form or CancellationForm(),
        "ending": shown_ending(subscription, viewer=request.user, reader=reader),
    }
