"""The renewal run: the next terms of all that go on, made from the price list in force. The price change: what they cost from a day on.
Renewal notices: who is asked to go on before it is too late."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import F, Sum
from django.utils.translation import gettext_lazy as _

from abonent.kit import statements
from abonent.runs.kinds import RunKind, Step, Subject, Totals, statement_parameters
from abonent.runs.models import Run
from abonent.subscriptions.models import EntitlementPlan, PremiumPickPlan, PriceChangePlan, RenewalNoticePlan, RenewalPlan, Subscription
from abonent.subscriptions.operations import entitle, make_terms, plan_terms, premium_picks, renewal_notices
from abonent.subscriptions.operations.price_changes import (
    KIND,
    agree_prices,
    approve_price_change,
    plan_price_changes,
    tell_price_change,
)
from abonent.subscriptions.rules.reasons import REASONS


def find_terms(run: Run) -> int:
    """Plan every term that is due, with its price and its reason."""
    statements.run("subscriptions/analyze_expiries")
    planned = plan_terms(run=run.pk, entity=run.entity_id, as_of=run.as_of)
    statements.run("subscriptions/analyze_plan")
    return planned


def park_unmade(run: Run) -> int:
    """Set the subscriptions aside whose next term has no price or no calendar."""
    return statements.run("runs/park_cases", source="subscriptions/parked_of_plan", run=run.pk)


def totals_of(run: Run) -> Totals:
    """Rows and amount of the plan, in the currency of the entity."""
    planned = RenewalPlan.objects.filter(run=run)
    currency = run.entity.currency
    amount = planned.filter(currency=currency).aggregate(amount=Sum("amount"))["amount"]
    return Totals(rows=planned.count(), amount=amount or 0, currency=currency)


def make_chunk(run: Run, first: int, latest: int) -> int:
    """Make the terms of a chunk of the plan."""
    return make_terms(run=run.pk, first=first, latest=latest, made_by=run.pk, today=run.as_of)


def subjects(ids: Sequence[int]) -> dict[int, Subject]:
    """The subscriptions that were parked, by whose they are."""
    rows = Subscription.objects.filter(pk__in=ids).select_related("subscriber")
    return {row.pk: Subject(f"{row.number} {row.subscriber.name}", row.url) for row in rows}


def find_price_changes(run: Run) -> int:
    """Plan what a price change does to each subscription."""
    return plan_price_changes(run, statement_parameters(run))


def totals_of_price_change(run: Run) -> Totals:
    """Subscriptions, and the money in a year that the change brings."""
    planned = PriceChangePlan.objects.filter(run=run)
    amount = planned.aggregate(amount=Sum(F("yearly_then") - F("yearly_now")))["amount"]
    currency = planned.values_list("currency", flat=True).first()
    return Totals(rows=planned.count(), amount=amount or 0, currency=currency or run.entity.currency)


def agree_chunk(run: Run, first: int, latest: int) -> int:
    """Agree the prices of a chunk of the plan."""
    return agree_prices(parameters=statement_parameters(run), first=first, latest=latest)


def totals_of_notices(run: Run) -> Totals:
    """The notices that go, which are the first rows of the plan, and what their terms would cost in the currency of the company."""
    goes = RenewalNoticePlan.objects.filter(run=run, finding__in=RenewalNoticePlan.GOES)
    currency = run.entity.currency
    amount = goes.filter(currency=currency).aggregate(amount=Sum("amount"))["amount"]
    return Totals(rows=goes.count(), amount=amount or 0, currency=currency)


def notice_chunk(run: Run, first: int, latest: int) -> int:
    """Write down the notices of a chunk of the plan."""
    return renewal_notices.write_renewal_notices(run=run, first=first, latest=latest)


def totals_of_premiums(run: Run) -> Totals:
    """The gifts that go, which are the first rows of the plan."""
    return Totals(rows=PremiumPickPlan.objects.filter(run=run, finding="").count())


def send_chunk(run: Run, first: int, latest: int) -> int:
    """Send the gifts of a chunk of the plan."""
    return premium_picks.send_premiums(run=run, first=first, latest=latest)


def totals_of_refresh(run: Run) -> Totals:
    """The subscriptions whose readers are brought up to date."""
    return Totals(rows=EntitlementPlan.objects.filter(run=run).count())


RUN_KINDS = [
    RunKind(
        code=premium_picks.KIND,
        stands_still=True,
        taken_back=True,
        label=_("Subscriber gifts to send"),
        permission="stock.move",
        plan_steps=(Step("subscriptions.plan_premium_picks", _("Gifts found"), premium_picks.plan_premium_picks),),
        totals=totals_of_premiums,
        commit_chunk=send_chunk,
        closing_steps=(
            Step("subscriptions.print_premium_papers", _("Pick list and labels printed"), premium_picks.print_papers),
            Step("subscriptions.tell_premium_picks", _("Told in the history"), premium_picks.tell_premium_picks),
        ),
        look_url="subscriptions:premium_pick_plan",
        row_label=_("gifts"),
        commit_label=_("Send the gifts"),
    ),
    RunKind(
        code=entitle.REFRESH,
        label=_("Refresh of who may read"),
        permission="subscriptions.renew",
        plan_steps=(Step("subscriptions.plan_entitlements", _("Readers compared"), entitle.plan_refresh),),
        totals=totals_of_refresh,
        commit_chunk=entitle.refresh_chunk,
        row_label=_("subscriptions"),
        commit_label=_("Bring up to date"),
    ),
    RunKind(
        code=renewal_notices.KIND,
        stands_still=True,
        label=_("Renewal notices"),
        permission="subscriptions.renew",
        plan_steps=(Step("subscriptions.plan_renewal_notices", _("Notices found and priced"), renewal_notices.plan_renewal_notices),),
        totals=totals_of_notices,
        commit_chunk=notice_chunk,
        closing_steps=(
            Step("subscriptions.print_renewal_letters", _("Letters printed"), renewal_notices.print_letters),
            Step("subscriptions.list_renewal_emails", _("E-mails listed"), renewal_notices.list_emails),
        ),
        look_url="subscriptions:renewal_notice_plan",
        row_label=_("notices"),
        commit_label=_("Make the notices"),
    ),
    RunKind(
        code=KIND,
        stands_still=True,
        taken_back=True,
        label=_("Price change"),
        permission="subscriptions.reprice",
        plan_steps=(Step("subscriptions.find_price_changes", _("Subscriptions found and priced"), find_price_changes),),
        totals=totals_of_price_change,
        commit_chunk=agree_chunk,
        closing_steps=(Step("subscriptions.tell_price_change", _("Told in the history"), tell_price_change),),
        on_approval=approve_price_change,
        start_url="subscriptions:price_changes",
        look_url="subscriptions:price_change_plan",
        row_label=_("subscriptions"),
        commit_label=_("Change the prices"),
    ),
    RunKind(
        code="renewal",
        stands_still=True,
        label=_("Renewal"),
        permission="subscriptions.renew",
        plan_steps=(
            Step("subscriptions.find_terms", _("Terms found and priced"), find_terms),
            Step("subscriptions.park_unmade", _("Subscriptions without a price set aside"), park_unmade),
        ),
        totals=totals_of,
        commit_chunk=make_chunk,
        committers=2,
        look_url="subscriptions:renewal_plan",
        row_label=_("terms"),
        commit_label=_("Make terms"),
        reasons=REASONS,
        subjects=subjects,
    ),
]
