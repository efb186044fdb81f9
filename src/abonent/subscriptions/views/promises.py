"""Promises that cannot be kept any more: who was told what, what is true now, and that somebody tells him."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest, today_of
from abonent.subscriptions import wording
from abonent.subscriptions.act_words import latest_undo_url
from abonent.subscriptions.models import BrokenPromise
from abonent.subscriptions.operations.promises import CannotSettle, check_promises, settle_promise
from abonent.subscriptions.queries import visible_subscriptions
from abonent.ui import toasts
from abonent.ui.lists.reader import present_reader

# Nobody tells more customers in a morning; the rest follows when these are settled.
AT_ONCE = 200


@permit("subscriptions.keep_promises")
def promises(request: StaffRequest) -> HttpResponse:
    """Those that nobody has settled, the soonest first."""
    reader = present_reader()
    open_ones = _visible(request).filter(settled_at=None).order_by("promise__issue_on", "pk")
    rows = [(row, wording.product_name(row.promise.subscription, reader.language)) for row in open_ones[:AT_ONCE]]
    return render(request, "subscriptions/promises.html", {"rows": rows, "today": reader.today})


@permit("subscriptions.keep_promises")
@require_POST
def promise_settlement(request: StaffRequest, broken_id: int) -> HttpResponse:
    """The customer is told."""
    broken = get_object_or_404(_visible(request), pk=broken_id)
    try:
        settle_promise(broken=broken, actor=request.user, today=today_of(request))
    except CannotSettle as refusal:
        toasts.warn(request, str(refusal))
    else:
        said = _("%(name)s is told.") % {"name": broken.promise.subscription.subscriber.name}
        toasts.say(request, said, undo_url=latest_undo_url(request.user))
    return redirect("subscriptions:promises")


@permit("subscriptions.keep_promises")
@require_POST
def promise_check(request: StaffRequest) -> HttpResponse:
    """Look now, without waiting for the night."""
    check_promises(today=today_of(request))
    toasts.say(request, _("All promises are checked."))
    return redirect("subscriptions:promises")


def _visible(request: StaffRequest) -> QuerySet[BrokenPromise]:
    related = (
        "promise__act__actor",
        "promise__subscription__product",
        "promise__subscription__entity",
        "promise__subscription__subscriber",
    )
    seen = visible_subscriptions(request.user)
    return BrokenPromise.objects.filter(promise__subscription__in=seen.values("pk")).select_related(*related)
