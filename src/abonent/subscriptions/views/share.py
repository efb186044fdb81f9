"""Who reads with a subscription: another member, another network, the end of either; and whether somebody may read."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.kit import clock
from abonent.subscriptions.access import access_on, readers_of
from abonent.subscriptions.act_words import latest_undo_url
from abonent.subscriptions.models import ReadingNetwork, Seat, Subscription
from abonent.subscriptions.operations import CannotShare, add_member, add_network, end_share
from abonent.subscriptions.queries import visible_subscriptions
from abonent.subscriptions.share_forms import AccessForm, LastDayForm, MemberForm, NetworkForm
from abonent.subscriptions.views.change import visible_change
from abonent.subscriptions.views.visible import visible_or_404
from abonent.ui import toasts
from abonent.ui.forms import refuse, refused
from abonent.ui.lists.reader import present_reader


@permit("subscriptions.share")
def new_member(request: StaffRequest, number: int) -> HttpResponse:
    """Another member, with how many seats are left."""
    subscription = visible_or_404(request, number)
    today = clock.today(subscription.entity.zone)
    form = MemberForm(request.POST or None, viewer=request.user, today=today)
    readers = readers_of(subscription, viewer=request.user, today=today)
    context = {"form": form, "subscription": subscription, "readers": readers, "title": _("Add a member"), "submit": _("Add the member")}
    if request.method == "POST" and form.is_valid():
        member = form.cleaned_data["member"]
        try:
            add_member(subscription=subscription, member=member, **form.span, actor=request.user, today=today)
        except CannotShare as refusal:
            refuse(form, refusal, field=_field_of(refusal.code, "member"))
        else:
            return _done(request, subscription, _("%(name)s has a seat.") % {"name": member.name})
    return _form(request, context)


@permit("subscriptions.share")
def new_network(request: StaffRequest, number: int) -> HttpResponse:
    """Another network of an institution."""
    subscription = visible_or_404(request, number)
    today = clock.today(subscription.entity.zone)
    form = NetworkForm(request.POST or None, today=today)
    context = {"form": form, "subscription": subscription, "title": _("Add a network"), "submit": _("Add the network")}
    if request.method == "POST" and form.is_valid():
        network = form.cleaned_data["network"]
        try:
            add_network(subscription=subscription, network=network, **form.span, actor=request.user, today=today)
        except CannotShare as refusal:
            refuse(form, refusal, field=_field_of(refusal.code, "network"))
        else:
            return _done(request, subscription, _("Whoever arrives from %(network)s reads.") % {"network": network})
    return _form(request, context)


@permit("subscriptions.share")
def seat_end(request: StaffRequest, seat_id: int) -> HttpResponse:
    """Until when a member reads."""
    seat = visible_change(request, Seat, seat_id, "customer")
    return _end(request, seat, title=_("End a seat"), said=_("The seat ends; it is free the day after."))


@permit("subscriptions.share")
def network_end(request: StaffRequest, network_id: int) -> HttpResponse:
    """Until when a network reads."""
    network = visible_change(request, ReadingNetwork, network_id)
    return _end(request, network, title=_("End a network"), said=_("The network %(network)s ends.") % {"network": network.network})


@permit("subscriptions.see")
def access(request: StaffRequest) -> HttpResponse:
    """Whether somebody may read something on a day, or why not."""
    reader = present_reader()
    form = AccessForm(request.GET if "what" in request.GET else None, viewer=request.user, today=reader.today, initial={"on": reader.today})
    context: dict[str, Any] = {"form": form}
    if form.is_bound and form.is_valid():
        answer = access_on(form.cleaned_data["on"], **form.asked, viewer=request.user)
        by = visible_subscriptions(request.user).filter(pk=answer.subscription_id).first() if answer.subscription_id else None
        context |= {"answer": answer, "said": answer.said(reader), "by": by}
    return render(request, "subscriptions/access.html", context)


def _end(request: StaffRequest, share: Any, *, title: str, said: str) -> HttpResponse:
    subscription = share.subscription
    today = clock.today(subscription.entity.zone)
    form = LastDayForm(request.POST or None, today=today, initial={"last": today})
    if request.method == "POST" and form.is_valid():
        try:
            end_share(share=share, last=form.cleaned_data["last"], actor=request.user, today=today)
        except CannotShare as refusal:
            refuse(form, refusal, field="last")
        else:
            return _done(request, subscription, said)
    return _form(request, {"form": form, "subscription": subscription, "title": title, "submit": title})


def _field_of(code: str, subject: str) -> str:
    """The field that a refusal speaks of."""
    return "days" if code.startswith("share.") or code == "seat.full" else subject


def _form(request: StaffRequest, context: dict[str, Any]) -> HttpResponse:
    template = "subscriptions/share.html"
    return refused(request, template, context) if context["form"].errors else render(request, template, context)


def _done(request: StaffRequest, subscription: Subscription, said: str) -> HttpResponse:
    toasts.say(request, said, undo_url=latest_undo_url(request.user))
    return redirect(subscription.url)
