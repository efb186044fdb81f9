"""The reasons for stopping, as a manager sets them up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from abonent.access.models import StaffUser
from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest, today_of
from abonent.kit import clock
from abonent.kit.names import name_in
from abonent.subscriptions.act_words import latest_undo_url
from abonent.subscriptions.models import StopReason
from abonent.subscriptions.models.cancellation import KINDS
from abonent.subscriptions.operations.stop_reasons import add_stop_reason, change_stop_reason
from abonent.subscriptions.queries import visible_subscriptions
from abonent.subscriptions.stop_forms import StopReasonForm
from abonent.ui import toasts
from abonent.ui.forms import refused
from abonent.ui.language import OWN_NAMES
from abonent.ui.lists.reader import present_reader

TEMPLATE = "subscriptions/stop_reason.html"
A_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Version:
    """What a reason was from a moment on, and who made it so."""

    at: datetime
    who: str
    name: str
    kind: Any
    retired: bool


@permit("subscriptions.rule")
def stop_reasons(request: StaffRequest) -> HttpResponse:
    """All, with what they count as and how often each was chosen in the last year."""
    theirs = visible_subscriptions(request.user)
    chosen = Q(
        cancellations__withdrawn_at=None,
        cancellations__cancelled_at__gte=clock.now() - A_YEAR,
        cancellations__subscription__in=theirs.values("pk"),
    )
    rows = StopReason.objects.annotate(uses=Count("cancellations", filter=chosen)).order_by("retired", "code")
    return render(request, "subscriptions/stop_reasons.html", {"rows": [(row, _missing(row)) for row in rows]})


@permit("subscriptions.rule")
def new_stop_reason(request: StaffRequest) -> HttpResponse:
    """Another reason."""
    form = StopReasonForm(request.POST or None)
    if request.method != "POST":
        return render(request, TEMPLATE, {"form": form})
    if not form.is_valid():
        return refused(request, TEMPLATE, {"form": form})
    said = form.cleaned_data
    reason = add_stop_reason(name=said["name"], kind=said["kind"], actor=request.user, today=today_of(request))
    toasts.say(request, _("%(reason)s can be chosen.") % {"reason": reason}, undo_url=latest_undo_url(request.user))
    return redirect("subscriptions:stop_reasons")


@permit("subscriptions.rule")
def edit_stop_reason(request: StaffRequest, code: str) -> HttpResponse:
    """Other words, another kind, out of use."""
    row = get_object_or_404(StopReason, pk=code)
    form = StopReasonForm(request.POST or None, initial={"name": row.name, "kind": row.kind, "in_use": not row.retired})
    context = {"form": form, "reason": row, "history": list(_history(row))}
    if request.method != "POST":
        return render(request, TEMPLATE, context)
    if not form.is_valid():
        return refused(request, TEMPLATE, context)
    said = form.cleaned_data
    changed = change_stop_reason(
        reason=row, name=said["name"], kind=said["kind"], retired=not said["in_use"], actor=request.user, today=today_of(request)
    )
    toasts.say(request, _("%(reason)s is changed.") % {"reason": changed}, undo_url=latest_undo_url(request.user))
    return redirect("subscriptions:stop_reasons")


def _missing(reason: StopReason) -> str:
    """The languages that nobody has filled."""
    return ", ".join(label for language, label in OWN_NAMES.items() if not reason.name.get(language))


def _history(reason: StopReason) -> Iterator[Version]:
    """What it was, latest first."""
    language, kinds = present_reader().language, dict(KINDS)
    events = list(reason.events.select_related("pgh_context").order_by("-pgh_id")[:50])  # type: ignore[attr-defined]
    actors = {(event.pgh_context.metadata or {}).get("actor") for event in events if event.pgh_context}
    names = {user.pk: user.get_full_name() or user.username for user in StaffUser.objects.filter(pk__in=[pk for pk in actors if pk])}
    for event in events:
        actor = (event.pgh_context.metadata or {}).get("actor") if event.pgh_context else None
        yield Version(
            event.pgh_created_at, names.get(actor or 0, _("by itself")), name_in(event.name, language), kinds[event.kind], event.retired
        )
