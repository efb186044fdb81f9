"""The rows of a plan of renewal notices as a list."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from abonent.kit.names import name_in
from abonent.runs.plan_list import PlanList
from abonent.subscriptions import wording
from abonent.subscriptions.models import RenewalNoticePlan
from abonent.subscriptions.models.renewal_notice import CHANNELS
from abonent.ui import wording as figures
from abonent.ui.lists import (
    BooleanFilter,
    ChoiceFilter,
    Column,
    DayColumn,
    EmptyState,
    MoneyColumn,
    State,
    StateColumn,
    TextFilter,
)

TO_BE_SENT = "to_be_sent"
# First what goes, then what somebody can mend, then what needs nothing.
_LOOKS = {
    TO_BE_SENT: ("check", "ink2"),
    "late": ("history", "warn"),
    "no_address": ("map-pin", "warn"),
    "no_email": ("at", "warn"),
    "no_price": ("parking", "warn"),
    "barred": ("ban", "ink2"),
    "sent": ("send", "ink2"),
    "renewed": ("circle-check", "ink2"),
    "stopped": ("player-stop", "ink2"),
    "resting": ("player-pause", "ink2"),
    "rolling": ("calendar-repeat", "ink2"),
}
_LABELS = {code or TO_BE_SENT: label for code, label in RenewalNoticePlan.FINDINGS}
FINDINGS = {code: State(label=_LABELS[code], icon=icon, tone=tone) for code, (icon, tone) in _LOOKS.items()}


class RenewalNoticeList(PlanList):
    """Who gets which notice, and who gets none."""

    name = "renewal-notices"
    title = gettext_lazy("Notices")
    identity = "notice_id"
    hold, release = "subscriptions:hold_renewal_notices", "subscriptions:release_renewal_notices"
    empty = EmptyState(
        title=gettext_lazy("No notice is due"),
        text=gettext_lazy("No notice of a series falls on this day, or in the two weeks before it."),
    )

    @cached_property
    def columns(self) -> list[Column]:  # type: ignore[override]
        language = self.reader.language
        return [
            Column(name="customer", label=_("Customer"), value="customer.name", slot="main", link=lambda row: row.subscription.url),
            Column(
                name="subscription",
                label=_("Subscription"),
                value=lambda row: wording.product_name(row.subscription, language),
                slot="sub",
                quiet=True,
            ),
            Column(name="step", label=_("When"), value=lambda row: _short_when(row.step.days), quiet=True),
            DayColumn(name="last", label=_("Last issue"), value="last_on", sort="last_on", slot="fig2"),
            MoneyColumn(
                name="amount",
                label=_("Next term"),
                value="amount",
                sort="amount",
                currency="currency",
                slot="fig",
                total=Sum("amount"),
            ),
            # Whoever looks at one group knows what is odd about it.
            StateColumn(name="finding", label=_("What becomes of it"), states=FINDINGS, shown="finding" not in self.request.GET),
            self.hold_column(),
            Column(name="channel", label=_("Goes out as"), value=lambda row: row.get_channel_display(), quiet=True, shown=False),
            Column(
                name="subject",
                label=_("Subject"),
                value=lambda row: name_in(row.step.subject, row.customer.language, row.subscription.entity.language),
                quiet=True,
                shown=False,
            ),
            Column(name="number", label=_("Number"), value="subscription.number", shown=False),
        ]

    @property
    def filters(self) -> list[Any]:  # type: ignore[override]
        return [
            TextFilter(name="q", label=_("Customer"), path="customer__name", prominent=True),
            ChoiceFilter(
                name="finding",
                label=_("What becomes of it"),
                where=_with_findings,
                choices=[(code, state.label) for code, state in FINDINGS.items()],
            ),
            ChoiceFilter(name="channel", label=_("Goes out as"), path="channel", choices=CHANNELS),
            BooleanFilter(name="held", label=_("Held back")),
        ]

    def rows(self) -> QuerySet[Any]:
        return RenewalNoticePlan.objects.filter(run=self.run).select_related(
            "step", "customer", "subscription__product", "subscription__entity"
        )

    def counted(self, count: int) -> str:
        return ngettext("%(count)s subscription", "%(count)s subscriptions", count) % {"count": figures.number(count, self.reader.language)}


def _with_findings(codes: list[str]) -> Q:
    return Q(finding__in=["" if code == TO_BE_SENT else code for code in codes])


def _short_when(days: int) -> str:
    """When a step goes out, in few words: what it is counted from stands in the next column."""
    if days <= 0:
        return ngettext("%(count)s day before", "%(count)s days before", -days) % {"count": -days}
    return ngettext("%(count)s day after", "%(count)s days after", days) % {"count": days}
