"""Note a complaint with what is given for it, and take it back. What a form shows first is the very plan that saving commits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.catalog.models import Edition
from abonent.editions.models import Issue
from abonent.editions.queries import next_issue
from abonent.kit import clock
from abonent.kit.foresee import digest_of, foresee, insist
from abonent.kit.refusals import Refusal
from abonent.runs.operations import record_act
from abonent.service.models import ComplaintRule, DeliveryComplaint
from abonent.service.models.complaint import TELEPHONE
from abonent.service.models.complaint_rule import ANOTHER_TODAY, CREDIT, WITH_NEXT
from abonent.service.queries import brought_by, credits_in_a_year, is_carried, repeats_of, rule_for
from abonent.subscriptions.models import IssueCredit, Subscription
from abonent.subscriptions.operations.cancel import lock
from abonent.subscriptions.operations.changes import EFFECT_CHANGED
from abonent.subscriptions.operations.issue_credits import CannotCredit, credit_issue, why_none_was_due, withdraw_issue_credits
from abonent.subscriptions.operations.standing import next_invoice_of
from abonent.subscriptions.queries import destination_of

ONE_DAY = timedelta(days=1)


class CannotComplain(Refusal):
    """A complaint that cannot be noted as asked; each sentence may be read to a customer."""

    sentences = {
        "complaint.reported": _("This is noted already for the paper of %(day)s."),
        "complaint.too_long_ago": _("The paper of %(day)s is too long ago: it can be reported within %(days)s days."),
        "complaint.too_many_credits": _("%(count)s papers were credited in a year. Somebody who leads the service can credit one more."),
        "complaint.too_many": _("No more copies of the paper of %(day)s than were due: %(due)s."),
        "complaint.nothing_to_carry": _("An electronic paper is not carried to the door again. Choose something else."),
        "complaint.no_next_paper": _("The next paper does not come as usual, so no copy can come with it. Choose something else."),
        "complaint.withdrawn": _("The complaint is taken back already."),
        "complaint.effect_changed": EFFECT_CHANGED,
    }


@dataclass(frozen=True)
class AskedComplaint:
    """What is said of an issue. Without `gives` it is what the rule gives, without `copies` it is all that were due."""

    issue: Issue
    kind: str
    gives: str | None = None
    copies: int | None = None
    told_by: str = TELEPHONE
    remark: str = ""


@dataclass(frozen=True)
class ComplaintEffect:
    """What a complaint gives; `digest` names exactly this.

    `repeats` counts what was complained of lately, this with it; `beyond` says that it gives more than the rules allow, which somebody who
    leads the service may do. `invoice_before` and `invoice_after` are what the next invoice comes to.
    """

    kind: str
    published_on: date
    copies: int
    due_copies: int
    gives: str
    redelivered_on: date | None
    amount: Decimal
    currency: str
    is_carried: bool
    route: str
    carrier: str
    carrier_amount: Decimal
    carrier_currency: str
    invoice_on: date | None
    invoice_before: Decimal
    invoice_after: Decimal
    repeats: int
    beyond: bool

    @property
    def digest(self) -> str:
        """A name for exactly this effect, so that saving can insist on what was shown."""
        return digest_of(self.kind, self.published_on, self.copies, self.gives, self.redelivered_on, self.amount, self.carrier_amount,
                         self.invoice_on, self.invoice_before, self.invoice_after)  # fmt: skip


def preview_complaint(*, subscription: Subscription, asked: AskedComplaint, today: date, beyond_rules: bool = False) -> ComplaintEffect:
    """What a complaint would give, by the plan that saving commits; nothing is kept."""
    return foresee(lambda: _noted(subscription, asked, None, today, beyond_rules)[1])


def register_complaint(
    *,
    subscription: Subscription,
    asked: AskedComplaint,
    actor: StaffUser | None,
    today: date,
    beyond_rules: bool = False,
    effect: str | None = None,
) -> DeliveryComplaint:
    """Note that an issue did not come as it should, and give what is asked for it. With `effect` only if it still gives what was shown;
    `beyond_rules` for somebody who leads the service."""
    with change_by(actor, "register_complaint"):
        complaint, done = _noted(subscription, asked, actor, today, beyond_rules)
        insist(done, effect, CannotComplain("complaint.effect_changed"))
        record_act(
            actor=actor,
            verb="register_complaint",
            subject_kind="complaint",
            subject_ids=[complaint.pk],
            inverse={"verb": "withdraw_complaint", "complaint": complaint.pk},
        )
    return complaint


def withdraw_complaint(*, complaint: DeliveryComplaint, actor: StaffUser | None, today: date) -> None:
    """Let a complaint give nothing: no other copy comes, and nothing is credited."""
    with change_by(actor, "withdraw_complaint"):
        lock(complaint.subscription)
        locked = DeliveryComplaint.objects.select_for_update().get(pk=complaint.pk)
        if locked.withdrawn_at is not None:
            raise CannotComplain("complaint.withdrawn")
        locked.withdrawn_at, locked.withdrawn_by = clock.now(), actor
        locked.save(update_fields=["withdrawn_at", "withdrawn_by"])
        if locked.credit_id:
            withdraw_issue_credits(credits=[locked.credit_id], actor=actor, today=today)
        record_act(actor=actor, verb="withdraw_complaint", subject_kind="complaint", subject_ids=[locked.pk])


def _noted(
    subscription: Subscription, asked: AskedComplaint, actor: StaffUser | None, today: date, beyond_rules: bool
) -> tuple[DeliveryComplaint, ComplaintEffect]:
    lock(subscription)
    due = _due(subscription, asked, today)
    rule = rule_for(subscription, asked.kind)
    gives = asked.gives or rule.gives
    over = _over(rule, subscription, asked.issue, gives, today)
    if over and not beyond_rules:
        raise over
    before = next_invoice_of(subscription, today)
    complaint = DeliveryComplaint(
        subscription=subscription,
        issue=asked.issue,
        kind=asked.kind,
        copies=asked.copies or due.copies,
        gives=gives,
        redelivered_on=_redelivered_on(subscription, asked.issue, gives, today),
        place_id=due.place_id,
        delivery_method=due.delivery_method,
        told_by=asked.told_by,
        remark=asked.remark,
        reported_on=today,
        reported_by=actor,
    )
    complaint.route, complaint.carrier = brought_by(complaint)
    complaint.carrier_amount = rule.carrier_amount if is_carried(complaint) else Decimal(0)
    if gives == CREDIT:
        complaint.credit = credit_issue(subscription=subscription, issue=asked.issue, copies=complaint.copies, actor=actor, today=today)
    complaint.save()
    return complaint, _effect(complaint, due.copies, before, today, beyond=over is not None)


def _due(subscription: Subscription, asked: AskedComplaint, today: date) -> Any:
    """The copies that were due, or why none was; and that nobody has said the same before."""
    day = asked.issue.published_on
    if day > today:
        raise CannotCredit("issue_credit.not_out", day=day)
    due = destination_of(subscription, asked.issue, today=today)
    none_due = why_none_was_due(due.outcome if due else None, day)
    if none_due:
        raise none_due
    if asked.copies and asked.copies > due.copies:
        raise CannotComplain("complaint.too_many", day=day, due=due.copies)
    if DeliveryComplaint.objects.filter(subscription=subscription, issue=asked.issue, kind=asked.kind, withdrawn_at=None).exists():
        raise CannotComplain("complaint.reported", day=day)
    return due


def _over(rule: ComplaintRule, subscription: Subscription, issue: Issue, gives: str, today: date) -> CannotComplain | None:
    """In what the complaint goes over the rule; what is only noted never does."""
    if (today - issue.published_on).days > rule.report_days:
        return CannotComplain("complaint.too_long_ago", day=issue.published_on, days=rule.report_days)
    if gives == CREDIT and rule.yearly_credits is not None:
        given = credits_in_a_year(subscription, today)
        if given >= rule.yearly_credits:
            return CannotComplain("complaint.too_many_credits", count=given)
    return None


def _redelivered_on(subscription: Subscription, issue: Issue, gives: str, today: date) -> date | None:
    if gives not in (ANOTHER_TODAY, WITH_NEXT):
        return None
    if issue.edition.medium == Edition.ELECTRONIC:
        raise CannotComplain("complaint.nothing_to_carry")
    if gives == ANOTHER_TODAY:
        return today
    following = next_issue(edition=issue.edition_id, on_or_after=today + ONE_DAY, weekdays=subscription.weekdays)
    coming = destination_of(subscription, following, today=today) if following else None
    if following is None or why_none_was_due(coming.outcome if coming else None, following.published_on):
        raise CannotComplain("complaint.no_next_paper")
    day: date = following.published_on
    return day


def _effect(complaint: DeliveryComplaint, due_copies: int, before: Any, today: date, *, beyond: bool) -> ComplaintEffect:
    subscription = complaint.subscription
    after = next_invoice_of(subscription, today)
    credit: IssueCredit | None = complaint.credit
    return ComplaintEffect(
        kind=complaint.kind,
        published_on=complaint.issue.published_on,
        copies=complaint.copies,
        due_copies=due_copies,
        gives=complaint.gives,
        redelivered_on=complaint.redelivered_on,
        amount=credit.amount if credit else Decimal(0),
        currency=subscription.price_list.currency,
        is_carried=is_carried(complaint),
        route=complaint.route.number if complaint.route else "",
        carrier=complaint.carrier.name if complaint.carrier else "",
        carrier_amount=complaint.carrier_amount,
        carrier_currency=subscription.entity.currency,
        invoice_on=min(filter(None, (before.on, after.on)), default=None),
        invoice_before=before.amount,
        invoice_after=after.amount,
        repeats=repeats_of(complaint),
        beyond=beyond,
    )
