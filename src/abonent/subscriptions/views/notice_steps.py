"""The series of renewal notices, as they are set up: each product's steps, another one, another wording; and one on a real customer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abonent.access.models import StaffUser
from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest, today_of
from abonent.access.visibility import of_my_entities
from abonent.catalog.models.price import FIXED
from abonent.kit import clock
from abonent.kit.documents import PDF
from abonent.kit.names import name_in
from abonent.subscriptions.act_words import latest_undo_url
from abonent.subscriptions.documents.renewal_letter import renewal_letters_pdf
from abonent.subscriptions.models import RenewalNoticeStep, Subscription
from abonent.subscriptions.models.renewal_notice import CHANNELS
from abonent.subscriptions.models.subscription import RUNNING
from abonent.subscriptions.notice_forms import AFTER, BEFORE, NoticeStepForm, usual_words
from abonent.subscriptions.operations.notice_steps import SAID, CannotSetUpNotice, set_notice_step
from abonent.subscriptions.operations.renewal_notices import preview_notice
from abonent.subscriptions.queries import visible_subscriptions
from abonent.ui import toasts
from abonent.ui.forms import refuse, refused
from abonent.ui.language import OWN_NAMES
from abonent.ui.lists.reader import present_reader

TEMPLATE = "subscriptions/notice_step.html"


@dataclass(frozen=True)
class ShownStep:
    """A step as a line of its series."""

    row: RenewalNoticeStep
    product: str
    when: str
    subject: str
    missing: str


@dataclass(frozen=True)
class Version:
    """What a step was from a moment on, and who made it so."""

    at: datetime
    who: str
    when: str
    channel: Any
    subject: str


@permit("subscriptions.rule")
def notice_steps(request: StaffRequest) -> HttpResponse:
    """The series of the viewer's products, those that are over last."""
    reader = present_reader()
    rows = _visible(request).annotate(sent=Count("notices")).order_by("product__code", "days", "pk")
    shown = [_shown(row, reader.language) for row in rows]
    over = [one for one in shown if one.row.ended_on and one.row.ended_on <= reader.today]
    context = {"rows": [one for one in shown if one not in over], "over": over, "may_plan": request.user.may("subscriptions.renew")}
    return render(request, "subscriptions/notice_steps.html", context)


@permit("subscriptions.rule")
def new_notice_step(request: StaffRequest) -> HttpResponse:
    """Another notice; `?when=after` proposes the words for after the last issue."""
    when = AFTER if request.GET.get("when") == AFTER else BEFORE
    proposed = {**usual_words(when), "when": when, "count": 7 if when == AFTER else 42, "begins_on": present_reader().today}
    return _form(request, RenewalNoticeStep(), proposed)


@permit("subscriptions.rule")
def edit_notice_step(request: StaffRequest, step_id: int) -> HttpResponse:
    """Another wording, another day, an end."""
    step = get_object_or_404(_visible(request), pk=step_id)
    said = {name: getattr(step, name) for name in SAID}
    return _form(request, step, {**said, "product": step.product_id, "count": abs(step.days), "when": AFTER if step.days > 0 else BEFORE})


@permit("subscriptions.rule")
def notice_letter(request: StaffRequest, step_id: int) -> HttpResponse:
    """The notice as a letter on a real customer: that of `?number=`, else the next whose term runs out. Nothing is sent."""
    step = get_object_or_404(_visible(request), pk=step_id)
    subscription = _previewed(request, step)
    if subscription is None:
        toasts.warn(request, _("No subscription to this product with a fixed term is found. Type the number of another one."))
        return redirect("subscriptions:edit_notice_step", step.pk)
    asked = preview_notice(step=step, subscription=subscription, today=today_of(request))
    if asked is None:
        toasts.warn(request, _("Subscription %(number)s has no price for its next term.") % {"number": subscription.number})
        return redirect("subscriptions:edit_notice_step", step.pk)
    response = HttpResponse(renewal_letters_pdf([asked], today=today_of(request), at=clock.now()), content_type=PDF)
    response["Content-Disposition"] = f'inline; filename="renewal-letter-{subscription.number}.pdf"'
    return response


def _visible(request: StaffRequest) -> QuerySet[RenewalNoticeStep]:
    return of_my_entities(RenewalNoticeStep.objects.select_related("product__entity"), request.user, path="product__entity")


def _previewed(request: StaffRequest, step: RenewalNoticeStep) -> Subscription | None:
    theirs = visible_subscriptions(request.user).filter(product=step.product, term_kind=FIXED, expiry__term_ordinal__gt=0)
    number = request.GET.get("number", "").strip()
    if number:
        return theirs.filter(number=number).first() if number.isascii() and number.isdigit() and len(number) < 19 else None
    today = today_of(request)
    coming = theirs.with_state(today).filter(state=RUNNING, expiry__expires_on__gt=today)  # type: ignore[misc]
    return coming.order_by("expiry__expires_on", "pk").first()


def _form(request: StaffRequest, step: RenewalNoticeStep, initial: dict[str, Any]) -> HttpResponse:
    form = NoticeStepForm(request.POST or None, viewer=request.user, today=today_of(request), initial=initial)
    if step.pk:
        form.fields["product"].disabled = True
    context = {"form": form, "step": step if step.pk else None, "history": list(_history(step)) if step.pk else []}
    if request.method != "POST":
        return render(request, TEMPLATE, context)
    if not form.is_valid():
        return refused(request, TEMPLATE, context)
    said = form.cleaned_data
    product = {} if step.pk else {"product": said["product"]}
    try:
        set_notice_step(step=step, actor=request.user, today=today_of(request), **product, **{name: said[name] for name in SAID})
    except CannotSetUpNotice as refusal:
        refuse(form, refusal, field="count")
        return refused(request, TEMPLATE, context)
    toasts.say(request, _("The notice is set up."), undo_url=latest_undo_url(request.user))
    return redirect("subscriptions:edit_notice_step", step.pk)


def _shown(row: RenewalNoticeStep, language: str) -> ShownStep:
    missing = ", ".join(label for code, label in OWN_NAMES.items() if not row.text.get(code))
    own = row.product.entity.language
    return ShownStep(row, name_in(row.product.name, language, own), when_words(row.days), name_in(row.subject, language, own), missing)


def when_words(days: int) -> str:
    """When a step goes out: 42 days before the last issue."""
    if days == 0:
        return _("on the day of the last issue")
    if days < 0:
        return ngettext("%(count)s day before the last issue", "%(count)s days before the last issue", -days) % {"count": -days}
    return ngettext("%(count)s day after the last issue", "%(count)s days after the last issue", days) % {"count": days}


def _history(step: RenewalNoticeStep) -> Iterator[Version]:
    """What it was, latest first."""
    language, channels = present_reader().language, dict(CHANNELS)
    events = list(step.events.select_related("pgh_context").order_by("-pgh_id")[:50])  # type: ignore[attr-defined]
    actors = {(event.pgh_context.metadata or {}).get("actor") for event in events if event.pgh_context}
    names = {user.pk: user.get_full_name() or user.username for user in StaffUser.objects.filter(pk__in=[pk for pk in actors if pk])}
    for event in events:
        actor = (event.pgh_context.metadata or {}).get("actor") if event.pgh_context else None
        who = names.get(actor or 0, _("by itself"))
        yield Version(event.pgh_created_at, who, when_words(event.days), channels[event.channel], name_in(event.subject, language))
