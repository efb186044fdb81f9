"""The renewal run: the next terms of all subscriptions that go on, made from the price list in force."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from abonent.kit import statements
from abonent.runs.kinds import RunKind, Step, Subject, Totals
from abonent.runs.models import Run
from abonent.subscriptions.models import RenewalPlan, Subscription
from abonent.subscriptions.operations import make_terms, plan_terms
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


RUN_KINDS = [
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
    )
]
