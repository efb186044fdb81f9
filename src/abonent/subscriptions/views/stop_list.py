"""The stops: who ended what, when and why."""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property

from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.access.visibility import of_my_entities
from abonent.catalog.models import Product
from abonent.catalog.models.product import SOLD_BY_TERM
from abonent.kit.names import name_in
from abonent.subscriptions import wording
from abonent.subscriptions.models import Cancellation, EarlyEnd, StopReason
from abonent.subscriptions.models.cancellation import KINDS
from abonent.subscriptions.queries import visible_subscriptions
from abonent.ui import wording as figures
from abonent.ui.lists import (
    ChoiceFilter,
    Column,
    DayColumn,
    EmptyState,
    List,
    MomentColumn,
    MoneyColumn,
    PeriodFilter,
    View,
    list_view,
)
from abonent.ui.lists.filters import Filter


class StopList(List):
    """Every stop that stands of the viewer's customers, the latest first."""

    name = "stops"
    title = _("Stops")
    default_sort = "-cancelled"
    empty = EmptyState(title=_("Nobody has stopped"), text=_("Each subscription that is cancelled stands here with its reason."))
    views = [
        View(name="all", label=_("All")),
        View(name="price", label=_("Because of the price"), query="kind=price"),
        View(name="delivery", label=_("Because of the delivery"), query="kind=delivery"),
        View(name="company", label=_("The company's decision"), query="kind=company"),
    ]

    @cached_property
    def columns(self) -> list[Column]:  # type: ignore[override]
        language = self.reader.language
        return [
            MomentColumn(name="cancelled", label=_("Cancelled on"), value="cancelled_at", sort="cancelled_at", slot="fig2"),
            Column(
                name="subscriber",
                label=_("Subscriber"),
                value="subscription.subscriber.list_name",
                slot="main",
                link=lambda row: reverse("desk:customer", args=[row.subscription.subscriber.number]),
            ),
            Column(
                name="product",
                label=_("Product"),
                value=lambda row: wording.product_name(row.subscription, language),
                slot="sub",
                link=lambda row: row.subscription.url,
            ),
            Column(name="reason", label=_("Reason"), value=lambda row: name_in(row.reason.name, language)),
            Column(name="kind", label=_("Counts as"), value=lambda row: row.reason.get_kind_display(), quiet=True),
            Column(name="told_by", label=_("Told us by"), value=lambda row: row.get_told_by_display(), quiet=True, shown=False),
            DayColumn(name="last_day", label=_("Last day"), value=lambda row: row.from_on - timedelta(days=1), sort="from_on"),
            MoneyColumn(
                name="back",
                label=_("Credited"),
                value="given_back",
                currency="subscription__price_list__currency",
                shows_currency=True,
                slot="fig",
            ),
            Column(name="remark", label=_("Remark"), value="remark", quiet=True, shown=False),
        ]

    @cached_property
    def filters(self) -> list[Filter]:  # type: ignore[override]
        viewer, language = self.request.user, self.reader.language
        products = of_my_entities(Product.objects.filter(kind__in=SOLD_BY_TERM), viewer)  # type: ignore[arg-type]
        return [
            ChoiceFilter(
                name="reason",
                label=_("Reason"),
                path="reason_id",
                choices=lambda: [(one.pk, name_in(one.name, language)) for one in StopReason.objects.all()],
            ),
            ChoiceFilter(name="kind", label=_("Counts as"), path="reason__kind", choices=KINDS),
            ChoiceFilter(
                name="product",
                label=_("Product"),
                path="subscription__product_id",
                choices=lambda: [(one.pk, name_in(one.name, language)) for one in products],
            ),
            PeriodFilter(name="cancelled", label=_("Cancelled on"), path="cancelled_at", moments=True),
            PeriodFilter(name="ends", label=_("First day without"), path="from_on"),
        ]

    def rows(self) -> QuerySet[Cancellation]:
        seen = visible_subscriptions(self.request.user)  # type: ignore[arg-type]
        credited = EarlyEnd.objects.filter(cancellation=OuterRef("pk")).values("cancellation")
        related = ("reason", "subscription__subscriber", "subscription__product", "subscription__entity", "subscription__price_list")
        standing = Cancellation.objects.filter(withdrawn_at=None, subscription__in=seen.values("pk")).select_related(*related)
        return standing.annotate(given_back=Subquery(credited.annotate(sum=Sum("amount")).values("sum")))

    def counted(self, count: int) -> str:
        return ngettext("%(count)s stop", "%(count)s stops", count) % {"count": figures.number(count, self.reader.language)}


@permit("subscriptions.see")
def stop_list(request: StaffRequest) -> HttpResponseBase:
    """All stops, and the way to their reasons."""
    return list_view(request, StopList, template="subscriptions/stops.html", may_set_up=request.user.may("subscriptions.rule"))
