"""Note a complaint about an issue of a subscription, take one back; its page for the customer; those of a subscription as a card."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.access.visibility import of_whole_companies
from abonent.editions.models import Issue
from abonent.kit import clock
from abonent.kit.refusals import Refusal
from abonent.service.complaint_words import ShownComplaint, paper_of, shown_complaint
from abonent.service.forms import ComplaintForm
from abonent.service.operations import AskedComplaint, ComplaintEffect, preview_complaint, register_complaint, withdraw_complaint
from abonent.service.queries import sums_of_issue, visible_complaints
from abonent.subscriptions import wording
from abonent.subscriptions.act_words import latest_undo_url
from abonent.subscriptions.change_calendar import Taken
from abonent.subscriptions.models import Subscription
from abonent.subscriptions.queries import COMES, REDIRECTED, destinations, visible_subscriptions
from abonent.subscriptions.views.change import Change, answer_change, beside, change_receipt
from abonent.ui import toasts
from abonent.ui import wording as figures
from abonent.ui.lists.reader import Reader, present_reader

# Older papers are not proposed; whoever leads the service finds them on no list either.
LOOKED_BACK = timedelta(days=35)
MOST_PROPOSED = 14
MOST_ON_CARD = 10
FIELDS = {"complaint.too_many": "copies", "complaint.too_long_ago": "issue", "complaint.reported": "issue"}


@permit("service.complain")
def complaint(request: StaffRequest, number: int) -> HttpResponse:
    """A new complaint; it opens with the latest paper that should have come."""
    subscription = get_object_or_404(visible_subscriptions(request.user), number=number)
    today = clock.today(subscription.entity.zone)
    beyond = request.user.may("service.lead")
    change = Change[AskedComplaint, ComplaintEffect](
        "complaint",
        _("Missing paper: %(product)s") % {"product": wording.product_name(subscription, present_reader().language)},
        _("Say which paper it was: what is given for it is then shown here."),
        lambda asked: preview_complaint(subscription=subscription, asked=asked, today=today, beyond_rules=beyond),
        lambda asked, effect: register_complaint(
            subscription=subscription, asked=asked, actor=request.user, today=today, beyond_rules=beyond, effect=effect
        ),
        field_of=lambda code: FIELDS.get(code, "issue" if code.startswith("issue_credit") else "gives"),
        folder="service",
    )
    form = ComplaintForm(request.POST if request.method == "POST" else None, issues=_proposed(request, subscription))
    return answer_change(
        request,
        change,
        form,
        facts=lambda effect: _facts(request, subscription, effect),
        done=lambda: _done(request, subscription, form.asked),
    )


@permit("service.complain")
@require_POST
def complaint_withdrawal(request: StaffRequest, complaint_id: int) -> HttpResponse:
    """The complaint gives nothing after all."""
    standing = get_object_or_404(visible_complaints(request.user), pk=complaint_id)
    try:
        withdraw_complaint(complaint=standing, actor=request.user, today=clock.today(standing.subscription.entity.zone))
    except Refusal as refusal:
        toasts.warn(request, str(refusal))
    else:
        toasts.say(request, _("The complaint is taken back."))
    return redirect(standing.subscription.url)


@permit("service.see")
def complaint_receipt(request: StaffRequest, complaint_id: int) -> HttpResponse:
    """What was said, what is given for it and why, for the customer."""
    standing = get_object_or_404(visible_complaints(request.user), pk=complaint_id)
    return change_receipt(
        request,
        standing.subscription,
        "service/complaint_receipt.html",
        lambda reader: {"complaint": standing, "day": paper_of(standing.issue.published_on, reader)},
    )


@permit("service.see")
def complaint_card(request: StaffRequest, number: int) -> HttpResponse:
    """The latest complaints about a subscription, for its page; nothing where there are none."""
    subscription = get_object_or_404(visible_subscriptions(request.user), number=number)
    found = visible_complaints(request.user).filter(subscription=subscription, withdrawn_at=None)
    context = {"complaints": found[:MOST_ON_CARD], "subscription": subscription, "may_complain": request.user.may("service.complain")}
    return render(request, "service/complaint_card.html", context)


@permit("service.see")
def issue_card(request: StaffRequest, issue_id: int) -> HttpResponse:
    """How many copies of an issue were complained of and what was given back for it, for its page; nothing where there is nothing."""
    issues = of_whole_companies(Issue.objects.select_related("edition__title__entity"), request.user, path="edition__title__entity")
    issue = get_object_or_404(issues, pk=issue_id)
    return render(request, "service/issue_card.html", {"issue": issue, "sums": sums_of_issue(issue)})


def _proposed(request: StaffRequest, subscription: Subscription) -> list[tuple[int, str]]:
    """The papers that should have come lately, the latest first; one that is printed before an electronic one of the same day."""
    reader, today = present_reader(), clock.today(subscription.entity.zone)
    rows = destinations([subscription], first=today - LOOKED_BACK, until=today + timedelta(days=1), today=today, viewer=request.user)
    came = sorted((row for row in rows if row.outcome in (COMES, REDIRECTED)), key=lambda row: (row.is_electronic, row.issue_id))
    latest = sorted(came, key=lambda row: row.published_on, reverse=True)[:MOST_PROPOSED]
    electronic = _(", electronic")
    return [
        (row.issue_id, figures.day(row.published_on, reader.today, reader.language) + (electronic if row.is_electronic else ""))
        for row in latest
    ]


def _facts(request: StaffRequest, subscription: Subscription, effect: ComplaintEffect | None) -> dict[str, Any]:
    reader = present_reader()
    words = _("complained of"), _("another copy")
    taken = Taken(*words, effect.published_on, (effect.published_on,), effect.redelivered_on) if effect else Taken(*words)
    shown: ShownComplaint | None = shown_complaint(effect, reader) if effect else None
    return {**beside(subscription, taken, request=request, reader=reader), "shown": shown}


def _done(request: StaffRequest, subscription: Subscription, asked: AskedComplaint) -> HttpResponse:
    reader: Reader = present_reader()
    words = {"day": paper_of(asked.issue.published_on, reader)}
    toasts.say(request, _("The complaint about the paper of %(day)s is noted.") % words, undo_url=latest_undo_url(request.user))
    return redirect("desk:customer", subscription.subscriber.number)
