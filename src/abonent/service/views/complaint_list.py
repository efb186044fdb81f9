"""All complaints: of what, what was given, and by which way the paper should have come."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import QuerySet, Sum
from django.db.models.functions import Coalesce
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.access.visibility import of_my_entities
from abonent.catalog.models import Product
from abonent.kit.names import name_in
from abonent.service.models import DeliveryComplaint
from abonent.service.models.complaint import TOLD_BY
from abonent.service.models.complaint_rule import GIVES, KINDS
from abonent.service.queries import visible_complaints
from abonent.subscriptions import wording
from abonent.subscriptions.models import Subscription
from abonent.ui import wording as figures
from abonent.ui.lists import (
    ChoiceFilter,
    Column,
    DayColumn,
    EmptyState,
    List,
    MoneyColumn,
    NumberColumn,
    PeriodFilter,
    TextFilter,
    View,
    list_view,
)
from abonent.ui.lists.filters import Filter


class ComplaintList(List):
    """Every complaint that stands of the viewer's customers, the latest first."""

    name = "complaints"
    title = _("Complaints")
    default_sort = "-reported"
    empty = EmptyState(title=_("Nobody has complained"), text=_("Press m on the page of a customer whose paper is missing."))
    views = [
        View(name="all", label=_("All")),
        View(name="not_delivered", label=_("Did not come"), query="kind=not_delivered"),
        View(name="credited", label=pgettext_lazy("complaint", "Credited"), query="gives=credit"),
    ]

    @cached_property
    def columns(self) -> list[Column]:  # type: ignore[override]
        language = self.reader.language
        return [
            DayColumn(name="reported", label=_("Reported"), value="reported_on", sort="reported_on", slot="fig2"),
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
            DayColumn(
                name="issue", label=_("Paper of"), value="issue.published_on", sort="issue__published_on", link=lambda row: row.receipt_url
            ),
            Column(name="kind", label=_("What was wrong"), value="get_kind_display"),
            NumberColumn(name="copies", label=_("Copies"), sort="copies", total=Sum("copies")),
            Column(name="gives", label=_("What is given"), value="get_gives_display", quiet=True),
            MoneyColumn(
                name="amount",
                label=pgettext_lazy("complaint", "Credited"),
                value="given_back",
                sort="given_back",
                currency="subscription__price_list__currency",
                shows_currency=True,
                total=Sum("given_back"),
                slot="fig",
            ),
            Column(name="place", label=_("Door"), value=lambda row: str(row.place or ""), quiet=True),
            Column(name="route", label=_("Route"), value="route.number", quiet=True),
            Column(name="carrier", label=_("Carrier"), value="carrier.name", quiet=True, shown=False),
            Column(name="way", label=_("Delivery"), value="get_delivery_method_display", quiet=True, shown=False),
            Column(name="told_by", label=_("Told us by"), value="get_told_by_display", quiet=True, shown=False),
            Column(
                name="by",
                label=_("Noted by"),
                value=lambda row: row.reported_by.get_full_name() if row.reported_by else "",
                quiet=True,
                shown=False,
            ),
            Column(name="remark", label=_("Note"), value="remark", quiet=True, shown=False),
        ]

    @cached_property
    def filters(self) -> list[Filter]:  # type: ignore[override]
        viewer, language = self.request.user, self.reader.language
        products = of_my_entities(Product.objects.filter(kind="subscription"), viewer)  # type: ignore[arg-type]
        return [
            ChoiceFilter(name="kind", label=_("What was wrong"), path="kind", choices=KINDS),
            ChoiceFilter(name="gives", label=_("What is given"), path="gives", choices=GIVES),
            ChoiceFilter(
                name="product",
                label=_("Product"),
                path="subscription__product_id",
                choices=lambda: [(one.pk, name_in(one.name, language)) for one in products],
            ),
            ChoiceFilter(name="way", label=_("Delivery"), path="delivery_method", choices=Subscription.DELIVERY_METHODS),
            ChoiceFilter(name="told_by", label=_("Told us by"), path="told_by", choices=TOLD_BY),
            TextFilter(name="postal_code", label=_("Postal code"), path="place__postal_code"),
            TextFilter(name="route", label=_("Route"), path="route__number"),
            PeriodFilter(name="reported", label=_("Reported"), path="reported_on"),
            PeriodFilter(name="issue", label=_("Paper of"), path="issue__published_on"),
        ]

    def rows(self) -> QuerySet[Any]:
        standing: QuerySet[DeliveryComplaint] = visible_complaints(self.request.user).filter(withdrawn_at=None)  # type: ignore[arg-type]
        return standing.annotate(given_back=Coalesce("credit__amount", Decimal(0)))

    def counted(self, count: int) -> str:
        return ngettext("%(count)s complaint", "%(count)s complaints", count) % {"count": figures.number(count, self.reader.language)}


@permit("service.see")
def complaint_list(request: StaffRequest) -> HttpResponseBase:
    """All complaints, and the ways to what carriers bring again, to quality and to the rules."""
    return list_view(request, ComplaintList, template="service/complaints.html", may_rule=request.user.may("service.rule"))
