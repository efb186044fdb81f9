"""Another product from an issue on, taking that back, and the page of it for the customer."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.catalog.rules.trace_words import trace_lines
from abonent.kit import clock
from abonent.kit.refusals import Refusal
from abonent.subscriptions import wording
from abonent.subscriptions.act_words import latest_undo_url
from abonent.subscriptions.carried_words import carried_words
from abonent.subscriptions.change_calendar import Taken
from abonent.subscriptions.models import ProductSwitch, Subscription
from abonent.subscriptions.operations import AskedSwitch, SwitchEffect, preview_switch, switch_product, withdraw_switch
from abonent.subscriptions.operations.cancel import ONE_DAY, end_of_term
from abonent.subscriptions.operations.carry_over import carried_on
from abonent.subscriptions.queries import charged_terms, switch_from, visible_subscriptions
from abonent.subscriptions.switch_effect import said_switch, shown_switch
from abonent.subscriptions.switch_forms import SwitchForm
from abonent.subscriptions.views.change import Change, answer_change, beside, change_receipt
from abonent.ui import toasts
from abonent.ui import wording as figures
from abonent.ui.lists.reader import Reader, present_reader

ABOUT_THE_DAY = {"switch.past", "switch.before_start", "switch.too_late", "switch.not_sold", "switch.copies_planned"}


@permit("subscriptions.change")
def switch(request: StaffRequest, number: int) -> HttpResponse:
    """The form, its effect alone, or the way back once it is done."""
    subscription = get_object_or_404(visible_subscriptions(request.user), number=number)
    today = clock.today(subscription.entity.zone)
    form = SwitchForm(request.POST if request.method == "POST" else None, subscription=subscription, viewer=request.user, today=today)
    saved: list[SwitchEffect] = []

    def save(asked: AskedSwitch, effect: str) -> None:
        saved.append(preview_switch(subscription=subscription, asked=asked, today=today))
        switch_product(subscription=subscription, asked=asked, actor=request.user, today=today, effect=effect)

    change = Change[AskedSwitch, SwitchEffect](
        "switch",
        _("Switch from %(product)s") % {"product": wording.product_name(subscription, present_reader().language)},
        _("Choose what comes instead: what is credited and what it costs is then shown here."),
        lambda asked: preview_switch(subscription=subscription, asked=asked, today=today),
        save,
        field_of=lambda code: "starts_on" if code in ABOUT_THE_DAY else "product",
    )
    return answer_change(
        request,
        change,
        form,
        facts=lambda effect: _facts(request, subscription, form, effect),
        done=lambda: _done(request, subscription, saved[-1]),
    )


@permit("subscriptions.change")
@require_POST
def switch_withdrawal(request: StaffRequest, number: int) -> HttpResponse:
    """The former product goes on as if nobody had asked."""
    standing = _visible(request, number)
    former = standing.cancellation.subscription
    try:
        withdraw_switch(switch=standing, actor=request.user, today=clock.today(former.entity.zone))
    except Refusal as refusal:
        toasts.warn(request, str(refusal))
    else:
        toasts.say(request, _("%(product)s goes on.") % {"product": wording.product_name(former, request.user.language)})
    return redirect("subscriptions:subscription", number)


@permit("subscriptions.see")
def switch_receipt(request: StaffRequest, number: int) -> HttpResponse:
    """What ends and what comes instead, what is credited, what it costs and why, for the customer."""
    made = _visible(request, number)
    former, successor = made.cancellation.subscription, made.successor
    ended = list(made.cancellation.early_ends.select_related("term").order_by("term__ordinal"))
    terms = sorted(charged_terms(successor), key=lambda one: one.term.ordinal)
    carried = carried_on(former, successor)

    def facts(reader: Reader) -> dict[str, Any]:
        return {
            "switch": made,
            "successor": successor,
            "new_name": wording.product_name(successor, reader.language),
            "length": wording.length(successor),
            "last_day": made.cancellation.from_on - ONE_DAY,
            "ended": [(one, wording.days(one.during_before, reader)) for one in ended if one.issues],
            "charged": [(one.term, wording.days(one.term.sold_during, reader)) for one in terms],
            "going_on": list(carried_words(carried, reader)),
            "why": trace_lines(terms[0].term.trace.steps, reader.language) if terms else [],
        }

    return change_receipt(request, former, "subscriptions/switch_receipt.html", facts)


def _visible(request: StaffRequest, number: int) -> ProductSwitch:
    """The latest switch of a subscription that the viewer sees."""
    former = get_object_or_404(visible_subscriptions(request.user), number=number)
    found = switch_from(former)
    if found is None:
        raise Http404
    return found


def _facts(request: StaffRequest, subscription: Subscription, form: SwitchForm, effect: SwitchEffect | None) -> dict[str, Any]:
    reader = present_reader()
    words = _("what comes instead"), ""
    taken = Taken(*words, effect.from_on, effect.papers, instead=True) if effect else Taken(*words)
    days = {form.first_day: _("As soon as possible, %(day)s"), end_of_term(subscription, form.today): _("With the term, %(day)s")}
    return {
        **beside(subscription, taken, request=request, reader=reader),
        "shown": shown_switch(effect, subscription, reader) if effect else None,
        "chips": [
            (day.isoformat(), said % {"day": figures.short_day(day, reader.today, reader.language)})
            for day, said in days.items()
            if day and form.first_day and day >= form.first_day
        ],
    }


def _done(request: StaffRequest, subscription: Subscription, done: SwitchEffect) -> HttpResponse:
    toasts.say(request, said_switch(done, subscription, present_reader()), undo_url=latest_undo_url(request.user))
    return redirect("desk:customer", subscription.subscriber.number)
