"""A release of deferred revenue: what a run would post, and once it is committed what it has."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.billing.models import PlannedRelease, RevenueRelease, RevenueReleaseLine
from abonent.billing.operations.releasing import KIND, without_accounts
from abonent.kit.names import name_in
from abonent.runs.models import Run
from abonent.runs.plan_list import look_steps, may_hold
from abonent.runs.queries import visible_runs
from abonent.ui import wording
from abonent.ui.lists import Column, DayColumn, EmptyState, List, MoneyColumn, TextFilter, list_view


class ReleaseList(List):
    """Each sort of deferred revenue until each day that is summed up."""

    name = "release"
    title = gettext_lazy("Release of deferred revenue")
    default_sort = "ordinal"
    filters = [
        TextFilter(
            name="q",
            label=gettext_lazy("Product"),
            where=lambda text: Q(product__code__istartswith=text) | Q(product__name__icontains=text),
            prominent=True,
        )
    ]
    empty = EmptyState(
        title=gettext_lazy("Nothing to release"),
        text=gettext_lazy("All that was earned before this day is released already, or nothing was invoiced in advance."),
    )

    def __init__(self, request: StaffRequest, run: Run, release: RevenueRelease | None) -> None:
        super().__init__(request)
        self.run, self.release = run, release
        money = partial(MoneyColumn, currency="currency")
        self.columns = [  # type: ignore[misc]
            Column(name="product", label=gettext_lazy("Product"), value=self._product, slot="main", link=self._entry),
            DayColumn(name="until", label=gettext_lazy("Until"), value="released_on", sort="released_on", slot="sub"),
            Column(name="unit", label=gettext_lazy("Unit"), value=lambda row: row.unit.name if row.unit else "", quiet=True),
            Column(name="class", label=gettext_lazy("Revenue class"), value="revenue_class", quiet=True),
            Column(name="from", label=gettext_lazy("From account"), value=lambda row: row.prepaid_account or _("none set")),
            Column(name="to", label=gettext_lazy("To account"), value=lambda row: row.revenue_account or _("none set")),
            money(name="opening", label=gettext_lazy("Deferred before"), value="opening", quiet=True),
            money(name="invoiced", label=gettext_lazy("Invoiced"), value="invoiced", quiet=True, total=Sum("invoiced")),
            money(name="earned", label=gettext_lazy("Earned"), value="earned", slot="fig", total=Sum("earned")),
            money(name="closing", label=gettext_lazy("Deferred after"), value="closing", slot="fig2"),
        ]

    def rows(self) -> QuerySet[Any]:
        planned = PlannedRelease.objects.filter(run=self.run)
        found: QuerySet[Any] = RevenueReleaseLine.objects.filter(release=self.release) if self.release else planned
        return found.select_related("product", "unit", "prepaid_account", "revenue_account")

    def counted(self, count: int) -> str:
        return ngettext("%(count)s line", "%(count)s lines", count) % {"count": wording.number(count, self.reader.language)}

    def _product(self, row: Any) -> str:
        return name_in(row.product.name, self.reader.language, self.run.entity.language) if row.product else _("No product")

    def _entry(self, row: Any) -> str:
        entry = getattr(row, "entry_id", None)
        return reverse("ledger:entry", args=[entry]) if entry else ""


@permit("ledger.see_books")
def revenue_release(request: StaffRequest, run_id: int) -> HttpResponseBase:
    """What a run would release; once it is committed, what it has, with its entries."""
    run = get_object_or_404(visible_runs(request.user).filter(kind=KIND), pk=run_id)
    written = RevenueRelease.objects.filter(run=run).first()
    context = {
        "run": run,
        "release": written,
        "sums": _sums(written.lines.all() if written else PlannedRelease.objects.filter(run=run)),
        "missing": [] if written else without_accounts(run),
        "steps": look_steps(run, request.path),
        "may_commit": may_hold(request.user, run) and run.planned_rows,
    }
    return list_view(request, partial(ReleaseList, run=run, release=written), template="billing/release.html", **context)  # type: ignore[arg-type]


def _sums(lines: QuerySet[Any]) -> list[dict[str, Any]]:
    """What was earned of what, in each currency: before the first day, since, and after the last."""
    days = lines.order_by("released_on").values_list("released_on", flat=True)
    first, last = days.first(), days.last()
    by_currency = lines.order_by("currency").values("currency")
    return list(
        by_currency.annotate(
            before=Sum("opening", filter=Q(released_on=first), default=0),
            new=Sum("invoiced"),
            earned=Sum("earned"),
            after=Sum("closing", filter=Q(released_on=last), default=0),
        )
    )
