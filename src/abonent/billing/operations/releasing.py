"""Release deferred revenue: what was earned leaves the prepaid accounts for revenue, by day, product and unit, in one entry each.

A release starts from what the one before left and ends with what is still for issues to come, as it is known when it is planned. So a
pause, a stop or a credit that becomes known late is put right by the next one, and a release is never taken back.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Min
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.billing.models import PlannedRelease, RevenueRelease
from abonent.kit import statements
from abonent.kit.periods import add_months
from abonent.kit.refusals import Refusal
from abonent.ledger.models import JournalEntry
from abonent.organisation.models import LegalEntity
from abonent.runs.models import Run

KIND = "revenue_release"
WHAT_WAITS = ("subscriptions/deferred_of_terms", "billing/net_to_release")


class CannotRelease(Refusal):
    """A release that the books have no account for."""

    sentences = {
        "release.no_account": _("There is no account for what is released of: %(products)s. Set it on the accounts, then plan again.")
    }


def days_to_release(*, entity: LegalEntity, until: date) -> list[date]:
    """The days at whose end a release until a day sums up: the last of each month since the release before, and that day itself."""
    before = RevenueRelease.objects.filter(entity=entity).first()
    begins = before.until if before else JournalEntry.objects.filter(entity=entity).aggregate(first=Min("posted_on"))["first"]
    if begins is None or (before and begins >= until):
        return []
    months = (until.year - begins.year) * 12 + until.month - begins.month
    ends = [add_months(begins.replace(day=1), number) - timedelta(days=1) for number in range(1, months + 1)]
    return [*(end for end in ends if not before or end > begins), until]


def plan_release(run: Run) -> int:
    """Plan what was earned before the day of a run."""
    until = run.as_of - timedelta(days=1)
    days = days_to_release(entity=run.entity, until=until)
    if not days:
        return 0
    given = {"run": run.pk, "entity": run.entity_id, "days": days, "first": days[0], "until": until}
    return statements.run("billing/plan_release", source=WHAT_WAITS, **given)


def refuse_without_accounts(run: Run, actor: StaffUser | None) -> None:
    """What has no account to leave, or none to come to, is not begun."""
    missing = without_accounts(run)
    if missing:
        raise CannotRelease("release.no_account", products=", ".join(missing))


def without_accounts(run: Run) -> list[str]:
    """The codes of the products in a plan for which an account is missing."""
    rows = PlannedRelease.objects.filter(run=run).exclude(earned=0)
    lacking = rows.filter(prepaid_account=None) | rows.filter(revenue_account=None)
    return sorted({str(code or "-") for code in lacking.values_list("product__code", flat=True)})


def write_release(run: Run) -> int:
    """Post a plan, all in the caller's transaction, and return how many lines it has: a release is one document."""
    entity = LegalEntity.objects.select_for_update().get(pk=run.entity_id)
    if RevenueRelease.objects.filter(run=run).exists() or not PlannedRelease.objects.filter(run=run).exists():
        return 0
    release = RevenueRelease.objects.create(run=run, entity=entity, until=run.as_of - timedelta(days=1))
    given: dict[str, Any] = {"run": run.pk, "release": release.pk}
    written = statements.run("billing/release_lines", **given)
    statements.run("ledger/post_entries", source="billing/release_entries", release=release.pk)
    statements.run("ledger/post_lines", source="billing/release_journal_lines", release=release.pk)
    statements.run("billing/released_entries", **given)
    return written
