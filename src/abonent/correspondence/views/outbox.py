"""The outbox: what the program sends by itself, what became of each message, and sending again what did not arrive."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override, pgettext_lazy
from django.views.decorators.http import require_POST

from abonent.access.models import StaffUser
from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.access.visibility import of_my_entities
from abonent.correspondence.message_kinds import Words, declared_message_kinds, kind_of
from abonent.correspondence.models import OutgoingMessage
from abonent.correspondence.operations import CannotSend, send_again, withdraw_messages
from abonent.correspondence.wording import outcome_words
from abonent.customers.visibility import of_my_customers
from abonent.runs.queries import undo_address
from abonent.ui import toasts, wording
from abonent.ui.lists import ChoiceFilter, Column, DayColumn, EmptyState, List, PeriodFilter, TextFilter, View, list_view

STATES = {
    "queued": ("clock", "ink2"),
    "claimed": ("loader-2", "ink2"),
    "accepted": ("check", "ok"),
    "refused": ("alert-triangle", "danger"),
    "uncertain": ("alert-triangle", "warn"),
    "suppressed": ("ban", "ink2"),
}


def _to(text: str) -> Q:
    return Q(customer__number=int(text)) if text.isdecimal() else Q(address__icontains=text) | Q(customer__name__icontains=text)


def visible_messages(viewer: StaffUser) -> QuerySet[OutgoingMessage]:
    """The messages of the companies he works for, to the customers he sees."""
    return of_my_customers(of_my_entities(OutgoingMessage.objects.select_related("customer", "entity"), viewer), viewer, "customer")


class Outbox(List):
    """What the program sends by itself, the latest first."""

    name = "outbox"
    title = gettext_lazy("Outbox")
    default_sort = "-at"
    empty: ClassVar[EmptyState] = EmptyState(
        title=gettext_lazy("Nothing was sent yet"),
        text=gettext_lazy(
            "Invoices that go by e-mail, and all else that the program sends by itself, stand here with what became of them."
        ),
    )
    views: ClassVar[list[View]] = [
        View(name="all", label=gettext_lazy("All")),
        View(name="waiting", label=gettext_lazy("On their way"), query="state=queued&state=claimed"),
        View(name="refused", label=gettext_lazy("Did not arrive"), query="state=refused&state=uncertain"),
    ]
    columns: ClassVar[list[Column]] = [
        DayColumn(name="at", label=gettext_lazy("When"), value="queued_at", sort="queued_at", slot="fig"),
        Column(name="to", label=pgettext_lazy("address", "To"), value="address", slot="main", link=lambda row: row.url),
        Column(
            name="customer",
            label=gettext_lazy("Customer"),
            value="customer.name",
            slot="sub",
            link=lambda row: reverse("desk:customer", args=[row.customer.number]),
        ),
        Column(name="kind", label=gettext_lazy("Kind"), value=lambda row: kind_of(row.kind).label, quiet=True),
        Column(name="state", label=gettext_lazy("State"), value=lambda row: row.get_state_display(), slot="fig2"),
        Column(name="answer", label=gettext_lazy("What was answered"), value=lambda row: outcome_words(row), quiet=True),
    ]
    filters: ClassVar[list[Any]] = [
        TextFilter(name="q", label=gettext_lazy("Address, customer's name or number"), where=_to, prominent=True),
        ChoiceFilter(name="state", label=gettext_lazy("State"), choices=OutgoingMessage.State.choices),
        ChoiceFilter(name="kind", label=gettext_lazy("Kind"), choices=lambda: [(kind.code, kind.label) for kind in declared_message_kinds]),
        PeriodFilter(name="at", label=gettext_lazy("When"), path="queued_at", moments=True),
    ]

    def rows(self) -> QuerySet[OutgoingMessage]:
        viewer: StaffUser = self.request.user  # type: ignore[assignment]
        return visible_messages(viewer)

    def counted(self, count: int) -> str:
        return ngettext("%(count)s message", "%(count)s messages", count) % {"count": wording.number(count, self.reader.language)}


@permit("correspondence.see")
def outbox(request: StaffRequest) -> HttpResponseBase:
    """What was sent, what waits, and what did not arrive."""
    if not settings.MAIL_SERVER and request.method == "GET" and not request.headers.get("HX-Request"):
        toasts.warn(request, _("No mail server is set for this installation, so messages wait. The manual says how to set one."))
    return list_view(request, Outbox)


@permit("correspondence.see")
def outgoing(request: StaffRequest, outgoing_message_id: int) -> HttpResponse:
    """One message: its text, what goes with it, and what became of it."""
    message = _mine(request, outgoing_message_id)
    kind = kind_of(message.kind)
    icon, tone = STATES[message.state]
    context = {
        "message": message,
        "kind": kind,
        "about_url": kind.url(message.source_id),
        "words": _words(message),
        "icon": icon,
        "tone": tone,
        "outcome": outcome_words(message),
        "others": visible_messages(request.user)
        .filter(kind=message.kind, source_id=message.source_id)
        .exclude(pk=message.pk)
        .order_by("-pk"),
        "may_send": request.user.may("correspondence.send"),
        "is_final": message.state in OutgoingMessage.FINAL,
        "waits": message.state == OutgoingMessage.State.QUEUED,
    }
    return render(request, "correspondence/outgoing.html", context)


@permit("correspondence.send")
@require_POST
def again(request: StaffRequest, outgoing_message_id: int) -> HttpResponse:
    """The same message once more, to the address that was typed."""
    message = _mine(request, outgoing_message_id)
    try:
        new = send_again(message=message, actor=request.user, address=request.POST.get("address", "").strip())
    except CannotSend as refusal:
        toasts.warn(request, str(refusal))
        return redirect(message.url)
    toasts.say(
        request,
        _("It is on its way to %(address)s.") % {"address": new.address},
        undo_url=undo_address(request.user, "outgoing_message", new.pk),
    )
    return redirect(new.url)


@permit("correspondence.send")
@require_POST
def withdraw(request: StaffRequest, outgoing_message_id: int) -> HttpResponse:
    """Do not send what still waits."""
    message = _mine(request, outgoing_message_id)
    try:
        withdraw_messages(messages=OutgoingMessage.objects.filter(pk=message.pk))
    except CannotSend as refusal:
        toasts.warn(request, str(refusal))
    else:
        toasts.say(request, _("It is not sent. Send it again if it was meant to go."))
    return redirect(message.url)


def _words(message: OutgoingMessage) -> Words:
    """What was sent; of what still waits, what will be."""
    if message.subject or not message.said:
        return Words(message.subject, message.body)
    with override(message.language):
        return kind_of(message.kind).words(message.said)


def _mine(request: StaffRequest, outgoing_message_id: int) -> OutgoingMessage:
    return get_object_or_404(visible_messages(request.user), pk=outgoing_message_id)
