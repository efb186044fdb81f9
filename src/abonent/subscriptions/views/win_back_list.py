"""Whom to ask back: who stopped, when and why, what was offered then, and how he may be contacted for an offer now."""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.access.visibility import of_my_entities
from abonent.catalog.models import Product
from abonent.catalog.models.product import SOLD_BY_TERM
from abonent.customers.contacting import way_parameters
from abonent.customers.models import Channel
from abonent.customers.rules.contacting import CHANNELS, Way
from abonent.kit import statements
from abonent.kit.names import name_in
from abonent.subscriptions import wording
from abonent.subscriptions.models import Cancellation, StopReason
from abonent.subscriptions.models.cancellation import KINDS as ALL_KINDS
from abonent.subscriptions.queries import visible_subscriptions
from abonent.ui import wording as figures
from abonent.ui.lists import ChoiceFilter, Column, DayColumn, EmptyState, List, PeriodFilter, View, list_view
from abonent.ui.lists.filters import Filter

# Whoever left longer ago is a new customer, and his data are soon erased.
ASKED_BACK_FOR = timedelta(days=730)
OFFERS = [Way(channel=channel, purpose="marketing") for channel in CHANNELS]
CONTACTED = ("customers/contactable", "subscriptions/stopped_customers")
# Nobody asks who died or went over to something else of ours, nor whom the company stopped.
KINDS = ("customer", "price", "content", "delivery", "moved", "ran_out", "other")


class WinBackList(List):
    """The stops after which somebody may be asked back, the latest first."""

    name = "win-back"
    title = _("To win back")
    default_sort = "-last_day"
    empty = EmptyState(
        title=_("Nobody to win back"),
        text=_("Who has stopped, gets nothing of us now and has not refused offers stands here for two years."),
    )
    views = [
        View(name="all", label=_("All")),
        View(name="telephone", label=_("By telephone"), query="way=telephone"),
        View(name="price", label=_("Because of the price"), query="kind=price"),
    ]

    @cached_property
    def ways(self) -> dict[int, list[str]]:
        """Cancellation -> the channels by which its subscriber may be sent an offer."""
        today = self.reader.today
        asked = {"today": today, "since": today - ASKED_BACK_FOR, "viewer": self.request.user.pk, **way_parameters(OFFERS)}
        found = statements.rows("subscriptions/win_back_candidates", source=CONTACTED, **asked)
        return {row.cancellation_id: row.channels for row in found}

    @cached_property
    def columns(self) -> list[Column]:  # type: ignore[override]
        language = self.reader.language
        channels = dict(Channel.choices)
        return [
            DayColumn(name="last_day", label=_("Last day"), value=lambda row: row.from_on - timedelta(days=1), sort="from_on", slot="fig2"),
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
            Column(name="offered", label=_("Was offered"), value=lambda row: _offered(row, language), quiet=True),
            Column(
                name="ways",
                label=_("May be asked by"),
                value=lambda row: ", ".join(str(channels[one]) for one in self.ways[row.pk]),
                slot="fig",
            ),
            Column(name="remark", label=_("Remark"), value="remark", quiet=True, shown=False),
        ]

    @cached_property
    def filters(self) -> list[Filter]:  # type: ignore[override]
        viewer, language = self.request.user, self.reader.language
        products = of_my_entities(Product.objects.filter(kind__in=SOLD_BY_TERM), viewer)  # type: ignore[arg-type]
        kinds = [(code, label) for code, label in ALL_KINDS if code in KINDS]
        return [
            ChoiceFilter(name="way", label=_("May be asked by"), where=self._reached_by, choices=Channel.choices, prominent=True),
            ChoiceFilter(
                name="reason",
                label=_("Reason"),
                path="reason_id",
                choices=lambda: [(one.pk, name_in(one.name, language)) for one in StopReason.objects.filter(kind__in=KINDS)],
            ),
            ChoiceFilter(name="kind", label=_("Counts as"), path="reason__kind", choices=kinds),
            ChoiceFilter(
                name="product",
                label=_("Product"),
                path="subscription__product_id",
                choices=lambda: [(one.pk, name_in(one.name, language)) for one in products],
            ),
            PeriodFilter(name="ended", label=_("First day without"), path="from_on"),
        ]

    def rows(self) -> QuerySet[Cancellation]:
        seen = visible_subscriptions(self.request.user)  # type: ignore[arg-type]
        related = ("reason", "subscription__subscriber", "subscription__product", "subscription__entity")
        stopped = Cancellation.objects.filter(_among(list(self.ways)), subscription__in=seen.values("pk"))
        return stopped.select_related(*related).prefetch_related("save_attempts__save_offer")

    def counted(self, count: int) -> str:
        return ngettext("%(count)s to win back", "%(count)s to win back", count) % {"count": figures.number(count, self.reader.language)}

    def _reached_by(self, channels: list[str]) -> Q:
        return _among([key for key, ways in self.ways.items() if set(ways) & set(channels)])


def _among(keys: list[int]) -> Q:
    """One array, however many there are."""
    return Q(pk__in=RawSQL("SELECT unnest(%s::bigint[])", [keys]))


def _offered(row: Any, language: str) -> str:
    """What he was offered to stay and refused."""
    return ", ".join(name_in(attempt.save_offer.say, language) for attempt in row.save_attempts.all())


@permit("subscriptions.see")
def win_back_list(request: StaffRequest) -> HttpResponseBase:
    """All who may be asked back."""
    return list_view(request, WinBackList, template="ui/list/page.html")
