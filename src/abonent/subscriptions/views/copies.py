"""Another number of copies from an issue on, taking that back, and the page of it for the customer."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.kit import clock
from abonent.subscriptions import wording
from abonent.subscriptions.act_words import latest_undo_url
from abonent.subscriptions.change_calendar import Taken
from abonent.subscriptions.copies_effect import said_copies, shown_copies
from abonent.subscriptions.copies_forms import CopiesForm
from abonent.subscriptions.models import CopiesChange, Subscription
from abonent.subscriptions.operations import (
    AskedCopies,
    CannotChangeCopies,
    CopiesEffect,
    change_copies,
    preview_copies,
    withdraw_copies,
)
from abonent.subscriptions.operations.change_copies import earliest_copies
from abonent.subscriptions.queries import visible_subscriptions
from abonent.subscriptions.views.change import Change, answer_change, beside, change_receipt, visible_change
from abonent.ui import toasts
from abonent.ui import wording as figures
from abonent.ui.lists.reader import Reader, present_reader

ABOUT_THE_NUMBER = {"copies.too_few", "copies.too_many", "copies.unchanged", "copies.no_price"}


@permit("subscriptions.change")
def copies(request: StaffRequest, number: int) -> HttpResponse:
    """The form, its effect alone, or the way back once it is done."""
    subscription = get_object_or_404(visible_subscriptions(request.user), number=number)
    today = clock.today(subscription.entity.zone)
    earliest = earliest_copies(subscription, today)
    form = CopiesForm(
        request.POST if request.method == "POST" else None, today=today, now=subscription.copies, initial={"from_on": earliest}
    )
    saved: list[CopiesEffect] = []

    def save(asked: AskedCopies, effect: str) -> None:
        saved.append(preview_copies(subscription=subscription, asked=asked, today=today))
        change_copies(subscription=subscription, asked=asked, actor=request.user, today=today, effect=effect)

    change = Change[AskedCopies, CopiesEffect](
        "copies",
        _("Quantity of %(product)s") % {"product": wording.product_name(subscription, present_reader().language)},
        _("Say how many are to come: what that costs or gives back is then shown here."),
        lambda asked: preview_copies(subscription=subscription, asked=asked, today=today),
        save,
        field_of=lambda code: "copies" if code in ABOUT_THE_NUMBER else "from_on",
    )
    return answer_change(
        request,
        change,
        form,
        facts=lambda effect: _facts(request, subscription, effect, earliest),
        done=lambda: _done(request, subscription, saved[-1]),
    )


@permit("subscriptions.change")
@require_POST
def copies_withdrawal(request: StaffRequest, number: int, change_id: int) -> HttpResponse:
    """The former number comes as if nobody had asked."""
    standing = _visible(request, number, change_id)
    try:
        withdraw_copies(change=standing, actor=request.user, today=clock.today(standing.subscription.entity.zone))
    except CannotChangeCopies as refusal:
        toasts.warn(request, str(refusal))
    else:
        copies_before = figures.number(standing.copies_before, request.user.language)
        toasts.say(request, _("Taken back: %(copies)s as before.") % {"copies": copies_before})
    return redirect("subscriptions:subscription", standing.subscription.number)


@permit("subscriptions.see")
def copies_receipt(request: StaffRequest, number: int, change_id: int) -> HttpResponse:
    """How many copies come from which issue, what that costs or gives back and why, for the customer."""
    standing = _visible(request, number, change_id)
    settlements = list(standing.settlements.select_related("term").order_by("term__ordinal"))

    def facts(reader: Reader) -> dict[str, Any]:
        return {
            "change": standing,
            "settled": [(one, wording.days(one.term.sold_during, reader)) for one in settlements if one.amount],
        }

    return change_receipt(request, standing.subscription, "subscriptions/copies_receipt.html", facts)


def _visible(request: StaffRequest, number: int, change_id: int) -> CopiesChange:
    found: CopiesChange = visible_change(request, CopiesChange, change_id, "subscription__price_list")
    if found.subscription.number != number:
        raise Http404
    return found


def _facts(request: StaffRequest, subscription: Subscription, effect: CopiesEffect | None, earliest: date) -> dict[str, Any]:
    reader = present_reader()
    words = _("new quantity"), ""
    taken = Taken(*words, effect.from_on, effect.papers) if effect else Taken(*words)
    next_term = subscription.expiry.expires_on
    days = {earliest: _("As soon as possible, %(day)s"), next_term: _("With the next term, %(day)s")}
    return {
        **beside(subscription, taken, request=request, reader=reader),
        "shown": shown_copies(effect, subscription, reader) if effect else None,
        "offered": [
            (day.isoformat(), said % {"day": figures.short_day(day, reader.today, reader.language)})
            for day, said in days.items()
            if day >= earliest
        ],
    }


def _done(request: StaffRequest, subscription: Subscription, done: CopiesEffect) -> HttpResponse:
    toasts.say(request, said_copies(done, subscription, present_reader()), undo_url=latest_undo_url(request.user))
    return redirect("desk:customer", subscription.subscriber.number)
