"""Another payer, orderer or agent from a day on, taking that back, and the page of it for the customer."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.kit import clock
from abonent.kit.refusals import Refusal
from abonent.subscriptions import wording
from abonent.subscriptions.act_words import latest_undo_url
from abonent.subscriptions.change_calendar import Taken
from abonent.subscriptions.models import Party, Subscription
from abonent.subscriptions.models.party import PAYER, ROLES
from abonent.subscriptions.operations import AskedParty, PartyEffect, change_party, preview_party, withdraw_party
from abonent.subscriptions.party_effect import said_party, shown_party
from abonent.subscriptions.party_forms import PartyForm
from abonent.subscriptions.queries import visible_subscriptions
from abonent.subscriptions.views.change import Change, answer_change, beside, change_receipt, visible_change
from abonent.ui import toasts
from abonent.ui import wording as figures
from abonent.ui.lists.reader import Reader, present_reader

ABOUT_THE_DAY = {
    "party.past", "party.before_start", "party.after_the_end", "party.planned", "party.no_price",
}  # fmt: skip


@permit("subscriptions.change")
def party(request: StaffRequest, number: int) -> HttpResponse:
    """The form, its effect alone, or the way back once it is done. `?role=` names the role that is proposed."""
    subscription = get_object_or_404(visible_subscriptions(request.user), number=number)
    today = clock.today(subscription.entity.zone)
    proposed = {"role": request.GET.get("role", PAYER), "from_on": max(today, subscription.started_on)}
    form = PartyForm(request.POST if request.method == "POST" else None, viewer=request.user, today=today, initial=proposed)
    saved: list[PartyEffect] = []

    def save(asked: AskedParty, effect: str) -> None:
        saved.append(preview_party(subscription=subscription, asked=asked, today=today))
        change_party(subscription=subscription, asked=asked, actor=request.user, today=today, effect=effect)

    change = Change[AskedParty, PartyEffect](
        "party",
        _("Another payer of %(product)s") % {"product": wording.product_name(subscription, present_reader().language)},
        _("Say who pays, and from which day: which terms that are is then shown here."),
        lambda asked: preview_party(subscription=subscription, asked=asked, today=today),
        save,
        field_of=lambda code: "from_on" if code in ABOUT_THE_DAY else "customer",
    )
    return answer_change(
        request,
        change,
        form,
        facts=lambda effect: _facts(request, subscription, effect),
        done=lambda: _done(request, subscription, saved[-1]),
    )


@permit("subscriptions.change")
@require_POST
def party_withdrawal(request: StaffRequest, number: int, party_id: int) -> HttpResponse:
    """Whoever had the role before goes on in it."""
    standing = _visible(request, number, party_id)
    try:
        withdraw_party(party=standing, actor=request.user, today=clock.today(standing.subscription.entity.zone))
    except Refusal as refusal:
        toasts.warn(request, str(refusal))
    else:
        former = standing.replaces.customer if standing.replaces else None
        role = str(dict(ROLES)[standing.role])
        toasts.say(request, _("Taken back. %(role)s: %(name)s.") % {"role": role, "name": former.name if former else figures.DASH})
    return redirect("subscriptions:subscription", standing.subscription.number)


@permit("subscriptions.see")
def party_receipt(request: StaffRequest, number: int, party_id: int) -> HttpResponse:
    """Who has which role from which day instead of whom, and what that means for the invoices, for the customer."""
    standing = _visible(request, number, party_id)

    def facts(reader: Reader) -> dict[str, Any]:
        return {"party": standing, "role": dict(ROLES)[standing.role], "pays": standing.role == PAYER}

    return change_receipt(request, standing.subscription, "subscriptions/party_receipt.html", facts)


def _visible(request: StaffRequest, number: int, party_id: int) -> Party:
    found: Party = visible_change(request, Party, party_id, "subscription__price_list", "customer", "replaces__customer")
    if found.subscription.number != number:
        raise Http404
    return found


def _facts(request: StaffRequest, subscription: Subscription, effect: PartyEffect | None) -> dict[str, Any]:
    reader = present_reader()
    first = max(reader.today, subscription.started_on)
    days = {first: _("At once, %(day)s"), subscription.expiry.expires_on: _("With the next term, %(day)s")}
    return {
        **beside(subscription, Taken("", ""), request=request, reader=reader),
        "months": [],
        "shown": shown_party(effect, reader) if effect else None,
        "offered": [
            (day.isoformat(), said % {"day": figures.short_day(day, reader.today, reader.language)})
            for day, said in days.items()
            if day >= first
        ],
    }


def _done(request: StaffRequest, subscription: Subscription, done: PartyEffect) -> HttpResponse:
    toasts.say(request, said_party(done, present_reader()), undo_url=latest_undo_url(request.user))
    return redirect("subscriptions:subscription", subscription.number)
