"""The list of what was said, found again by its words, kind, author, day and customer."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from abonent.access.models import StaffUser
from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.correspondence.finding import saying
from abonent.correspondence.models import Interaction
from abonent.correspondence.models.interaction import WORDS_OF_IT
from abonent.correspondence.wording import way_words
from abonent.customers.visibility import of_my_customers
from abonent.ui import wording
from abonent.ui.lists import ChoiceFilter, Column, DayColumn, EmptyState, List, PeriodFilter, TextFilter, View, list_view

# Letters of a text that stand in the list; its page has it whole.
SHOWN = 80


def _of_customer(text: str) -> Q:
    return Q(customer__canonical__number=int(text)) if text.isdecimal() else Q(customer__name__icontains=text)


def _colleagues() -> list[tuple[int, str]]:
    return [(user.pk, user.get_full_name() or user.username) for user in StaffUser.objects.order_by("first_name", "last_name", "username")]


class InteractionList(List):
    """Notes, calls, meetings, letters of all customers, the latest first."""

    name = "interactions"
    title = _("Contacts and notes")
    default_sort = "-at"
    empty: ClassVar[EmptyState] = EmptyState(
        title=_("Nothing was said yet"), text=_("Open a customer and press n: what you write stands here as well.")
    )
    views: ClassVar[list[View]] = [
        View(name="all", label=_("All")),
        View(name="notes", label=_("Notes"), query="kind=note"),
        View(name="calls", label=_("Calls"), query="kind=call"),
        View(name="call_back", label=_("To be called back"), query="result=call_back"),
    ]
    columns: ClassVar[list[Column]] = [
        DayColumn(name="at", label=_("When"), value="happened_at", sort="happened_at", slot="fig"),
        Column(name="kind", label=_("Kind"), value=lambda row: way_words(row.kind, row.direction), slot="fig2"),
        Column(name="said", label=_("What was said"), value=lambda row: _shortened(row), slot="main", link=lambda row: row.url),
        Column(
            name="customer",
            label=_("Customer"),
            value="customer.name",
            slot="sub",
            link=lambda row: reverse("desk:customer", args=[row.customer.number]),
        ),
        Column(name="result", label=_("Result"), value=lambda row: row.get_result_display() if row.result else "", quiet=True),
        Column(name="by", label=_("By"), value="author", quiet=True),
    ]
    filters: ClassVar[list[Any]] = [
        TextFilter(name="q", label=_("Words"), where=saying, prominent=True),
        TextFilter(name="customer", label=_("Customer, name or number"), where=_of_customer),
        ChoiceFilter(name="kind", label=_("Kind"), choices=Interaction.Kind.choices),
        ChoiceFilter(name="result", label=_("Result"), choices=[choice for choice in Interaction.Result.choices if choice[0]]),
        ChoiceFilter(name="by", label=_("By"), path="recorded_by", choices=_colleagues),
        PeriodFilter(name="at", label=_("When"), path="happened_at", moments=True),
    ]

    def rows(self) -> QuerySet[Interaction]:
        viewer: StaffUser = self.request.user  # type: ignore[assignment]
        rows = of_my_customers(Interaction.objects.all(), viewer, "customer")
        return rows.select_related("customer", "recorded_by").annotate(words=WORDS_OF_IT)

    def counted(self, count: int) -> str:
        return ngettext("%(count)s entry", "%(count)s entries", count) % {"count": wording.number(count, self.reader.language)}


def _shortened(row: Interaction) -> str:
    text = " · ".join(filter(None, [row.subject, " ".join(row.body.split())])) or row.get_result_display()
    return text if len(text) <= SHOWN else text[: SHOWN - 1].rstrip() + "…"


@permit("correspondence.see")
def interaction_list(request: StaffRequest) -> HttpResponseBase:
    """What was said, to be found again."""
    return list_view(request, InteractionList)
