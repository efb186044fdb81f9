"""End a subscription with what is sold, and take that back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.kit import clock
from abonent.subscriptions.forms import CancellationForm
from abonent.subscriptions.operations import cancel_subscription, withdraw_cancellation
from abonent.subscriptions.operations.cancel import CannotCancel
from abonent.subscriptions.views.subscription import visible
from abonent.ui import toasts, wording
from abonent.ui.forms import refuse, refused


@permit("subscriptions.cancel")
def cancellation(request: HttpRequest, number: int) -> HttpResponse:
    """The form, and the cancellation that it makes."""
    subscription = visible(request, number)
    today = clock.today(subscription.entity.zone)
    form = CancellationForm(request.POST or None)
    context = {"form": form, "subscription": subscription, "today": today}
    if request.method != "POST":
        return render(request, "subscriptions/cancellation.html", context)
    if not form.is_valid():
        return refused(request, "subscriptions/cancellation.html", context)
    try:
        made = cancel_subscription(subscription=subscription, actor=request.user, today=today, **form.cleaned_data)  # type: ignore[arg-type]
    except CannotCancel as refusal:
        refuse(form, refusal)
        return refused(request, "subscriptions/cancellation.html", context)
    day = wording.day(made.from_on, today, get_language() or "en")
    toasts.say(request, _("Cancelled: ends before %(day)s.") % {"day": day}, undo_url=reverse("subscriptions:withdrawal", args=[number]))
    return redirect(subscription.url)


@permit("subscriptions.cancel")
@require_POST
def withdrawal(request: HttpRequest, number: int) -> HttpResponse:
    """Let the subscription go on."""
    subscription = visible(request, number)
    standing = get_object_or_404(subscription.cancellations.select_related("subscription"), withdrawn_at=None)
    withdraw_cancellation(cancellation=standing, actor=request.user, today=clock.today(subscription.entity.zone))  # type: ignore[arg-type]
    toasts.say(request, _("The cancellation is taken back; the subscription goes on."))
    return redirect(subscription.url)
