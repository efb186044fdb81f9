"""The list of subscriptions."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property, partial
from typing import Any

from django.db.models import Q, QuerySet
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.access.visibility import of_my_entities
from abonent.catalog.models import Product
from abonent.catalog.models.price import TERM_KINDS
from abonent.catalog.models.product import SOLD_BY_TERM
from abonent.catalog.promotion_queries import visible_promotions
from abonent.catalog.promotion_words import promotion_label
from abonent.customers.models import Customer
from abonent.kit.names import name_in
from abonent.subscriptions import wording
from abonent.subscriptions.models import Subscription
from abonent.subscriptions.models.subscription import CANCELLED, COMING, ENDED, RUNNING, SOLD_OUT
from abonent.subscriptions.queries import held_by, mediated_by, visible_subscriptions, with_price
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
    StateColumn,
    TextFilter,
    View,
    list_view,
)
from abonent.ui.lists.filters import Filter


def _of_customer(number: str) -> Q:
    """Those that a customer receives or pays for; a text that is no number is nobody's."""
    if not number.isdecimal() or len(number) > 18:
        return Q(pk=None)
    return held_by(list(Customer.objects.filter(canonical__merged__number=number).values_list("pk", flat=True)))


def _of_agent(number: str) -> Q:
    """Those that an agent mediates; a text that is no number is nobody's."""
    if not number.isdecimal() or len(number) > 18:
        return Q(pk=None)
    return mediated_by(list(Customer.objects.filter(canonical__merged__number=number).values_list("pk", flat=True)))


def _in_states(codes: list[str], today: date) -> Q:
    """Running are the cancelled ones too, until what is sold has run out.

    What each of the states asked for implies is said beside: the planner sees no further into a CASE.
    """
    states = {*codes, CANCELLED} if RUNNING in codes else set(codes)
    condition = Q(state__in=states)
    if states <= SOLD_OUT:
        condition &= Q(expiry__expires_on__lte=today)
    if states <= {ENDED, CANCELLED}:
        condition &= Q(standing__isnull=False)
    if states == {COMING}:
        condition &= Q(started_on__gt=today)
    return condition


class SubscriptionList(List):
    """Every subscription of the viewer's companies, latest first."""

    name = "subscriptions"
    title = _("Subscriptions")
    default_sort = "-number"
    empty = EmptyState(
        title=_("No subscriptions yet"),
        text=_("They come in with an order, or with the register of a former system."),
        act_label=_("New subscription"),
        act_url_name="subscriptions:new",
    )
    views = [
        View(name="all", label=_("All")),
        View(name="running", label=pgettext_lazy("several", "Running"), query="state=running"),
        View(name="coming", label=pgettext_lazy("several", "Coming"), query="state=coming"),
        View(name="cancelled", label=pgettext_lazy("several", "Cancelled"), query="state=cancelled"),
        View(name="lapsed", label=_("Next term missing"), query="state=lapsed"),
        View(name="grace", label=_("In grace"), query="state=grace"),
        View(name="not_renewed", label=_("Not renewed"), query="state=not_renewed"),
        View(name="ended", label=pgettext_lazy("several", "Ended"), query="state=ended"),
    ]

    @cached_property
    def columns(self) -> list[Column]:  # type: ignore[override]
        language, brings_issues = self.reader.language, self.request.user.has_part("editions")  # type: ignore[union-attr]
        return [
            Column(
                name="number",
                label=_("Number"),
                sort="number",
                slot="main",
                link=lambda row: row.url,
            ),
            Column(
                name="subscriber",
                label=_("Subscriber"),
                value="subscriber.list_name",
                slot="sub",
                link=lambda row: reverse("desk:customer", args=[row.subscriber.number]),
            ),
            Column(name="payer", label=_("Payer, if another"), value=_other_payer, quiet=True),
            Column(name="product", label=_("Product"), value=lambda row: wording.product_name(row, language)),
            *(
                [Column(name="pattern", label=_("Days"), value=lambda row: wording.pattern(row, language), quiet=True)]
                if brings_issues
                else []
            ),
            NumberColumn(name="copies", label=_("Copies") if brings_issues else _("Quantity"), shown=False),
            Column(name="terms", label=_("Term"), value=wording.length, quiet=True, shown=False),
            DayColumn(name="started", label=_("From"), value="started_on", sort="started_on", shown=False),
            DayColumn(
                name="sold_to",
                label=_("Sold until"),
                value=lambda row: row.expiry.expires_on - timedelta(days=1),
                sort="expiry__expires_on",
            ),
            MoneyColumn(
                name="price", label=_("Price"), value="latest_amount", currency="price_list__currency", shows_currency=True, slot="fig"
            ),
            StateColumn(name="state", label=_("State"), slot="fig2", states=wording.STATES),
            Column(name="entity", label=_("Company"), value="entity.name", shown=False),
        ]

    @cached_property
    def filters(self) -> list[Filter]:  # type: ignore[override]
        viewer, language = self.request.user, self.reader.language
        products = of_my_entities(Product.objects.filter(kind__in=SOLD_BY_TERM), viewer)  # type: ignore[arg-type]
        entities = viewer.entities.order_by("name").values_list("pk", "name")  # type: ignore[union-attr]
        return [
            ChoiceFilter(
                name="state",
                label=_("State"),
                where=partial(_in_states, today=self.reader.today),
                choices=[(code, state.label) for code, state in wording.STATES.items()],
            ),
            ChoiceFilter(
                name="product",
                label=_("Product"),
                path="product_id",
                choices=lambda: [(one.pk, name_in(one.name, language)) for one in products],
            ),
            ChoiceFilter(
                name="promotion",
                label=_("Promotion"),
                path="promotion_id",
                choices=lambda: [(one.pk, promotion_label(one, language)) for one in visible_promotions(viewer)],  # type: ignore[arg-type]
            ),
            ChoiceFilter(name="term_kind", label=_("Term"), choices=TERM_KINDS),
            PeriodFilter(name="started", label=_("Began"), path="started_on"),
            PeriodFilter(name="ends", label=_("Ends"), path="ends_on"),
            PeriodFilter(name="cancelled", label=_("Cancelled on"), path="cancelled_at", moments=True),
            ChoiceFilter(name="entity", label=_("Company"), path="entity_id", choices=lambda: entities),
            TextFilter(name="customer", label=_("Customer number"), where=_of_customer),
            TextFilter(name="agent", label=_("Customer number of the agent"), where=_of_agent),
        ]

    def rows(self) -> QuerySet[Subscription]:
        return with_price(visible_subscriptions(self.request.user).with_state(self.reader.today))  # type: ignore[arg-type]

    def counted(self, count: int) -> str:
        return ngettext("%(count)s subscription", "%(count)s subscriptions", count) % {"count": figures.number(count, self.reader.language)}


def _other_payer(row: Any) -> str:
    return "" if row.payer_id == row.subscriber_id else row.payer.list_name


@permit("subscriptions.see")
def subscription_list(request: StaffRequest) -> HttpResponseBase:
    """All subscriptions, and the way to a new one."""
    return list_view(
        request,
        SubscriptionList,
        template="subscriptions/list.html",
        may_start=request.user.may("subscriptions.start"),
        may_keep=request.user.may("subscriptions.keep_promises") and request.user.has_part("editions"),
        may_rule=request.user.may("subscriptions.rule") and request.user.has_part("editions"),
    )
