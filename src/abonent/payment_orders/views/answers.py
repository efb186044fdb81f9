"""What banks answered to our orders."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.ledger.views.company_filter import company_filters
from abonent.payment_orders.models import BankAnswer
from abonent.payment_orders.queries import visible_answers
from abonent.payment_orders.wording import code_words
from abonent.ui import wording
from abonent.ui.lists import (
    BooleanFilter,
    ChoiceFilter,
    Column,
    DayColumn,
    EmptyState,
    List,
    MoneyColumn,
    PeriodFilter,
    State,
    StateColumn,
    TextFilter,
    View,
    list_view,
)

Verdict = BankAnswer.Verdict
LOOKS = {
    Verdict.PAID: ("circle-check", "ok"),
    Verdict.FAILED: ("circle-x", "danger"),
    Verdict.LATER: ("clock", "warn"),
    Verdict.APPROVED: ("circle-check", "ok"),
    Verdict.GONE: ("ban", "danger"),
    Verdict.NOTED: ("minus", "ink3"),
}
STATES: dict[str, State] = {verdict: State(label=verdict.label, icon=icon, tone=tone) for verdict, (icon, tone) in LOOKS.items()}


class AnswerList(List):
    """Answers, latest first, each with what of ours it is about."""

    name = "bank-answers"
    title = gettext_lazy("Answers of the bank")
    columns = [
        Column(
            name="subject",
            label=gettext_lazy("About"),
            value=lambda row: _subject(row) or _("nothing known here"),
            slot="main",
            link=lambda row: _address(row),
        ),
        Column(name="kind", label=gettext_lazy("Kind"), value="get_about_display", quiet=True),
        DayColumn(name="told", label=gettext_lazy("Said on"), value="told_on", sort="told_on", slot="sub"),
        StateColumn(name="verdict", label=gettext_lazy("Answer"), states=STATES, slot="fig2"),
        Column(
            name="code",
            label=gettext_lazy("Why"),
            value=lambda row: code_words(row.code, of_mandate=row.about == BankAnswer.About.MANDATE),
        ),
        Column(name="reference", label=gettext_lazy("As the bank names it"), value=lambda row: row.reference or row.payer, quiet=True),
        MoneyColumn(name="amount", label=gettext_lazy("Amount"), currency="entity__currency", slot="fig"),
        Column(name="file", label=gettext_lazy("File"), value="bank_file.stored_file.name", quiet=True),
    ]
    views = [
        View(name="all", label=gettext_lazy("All")),
        View(name="failed", label=gettext_lazy("Not paid"), query="verdict=failed"),
        View(name="lost", label=gettext_lazy("About nothing known here"), query="lost=yes"),
    ]
    default_sort = "-told_on"
    empty = EmptyState(
        title=gettext_lazy("No bank has answered yet"),
        text=gettext_lazy("Answers come with the files of the bank: pain.002 of SEPA, payment specifications and advice of Autogiro."),
        act_label=gettext_lazy("Bank"),
        act_url_name="ledger:bank",
    )

    def __init__(self, request: StaffRequest) -> None:
        super().__init__(request)
        self.filters = [  # type: ignore[misc]
            *company_filters(request.user, "entity_id"),
            TextFilter(name="q", label=gettext_lazy("As the bank names it"), path="reference", prominent=True),
            ChoiceFilter(name="about", label=gettext_lazy("Kind"), path="about", choices=BankAnswer.About.choices),
            ChoiceFilter(name="verdict", label=gettext_lazy("Answer"), path="verdict", choices=Verdict.choices),
            BooleanFilter(name="lost", label=gettext_lazy("About nothing known here"), path="is_lost"),
            PeriodFilter(name="told", label=gettext_lazy("Said on"), path="told_on"),
        ]

    def rows(self) -> QuerySet[Any]:
        return visible_answers(self.request.user)  # type: ignore[arg-type]

    def counted(self, count: int) -> str:
        return ngettext("%(count)s answer", "%(count)s answers", count) % {"count": wording.number(count, self.reader.language)}


@permit("payment_orders.see")
def answers(request: StaffRequest) -> HttpResponseBase:
    """All answers."""
    return list_view(request, AnswerList, template="payment_orders/answers.html")


def _subject(row: BankAnswer) -> str:
    """Whose debit, refund or mandate it is; or which order."""
    if row.collection:
        return row.collection.payer or row.collection.mandate.reference
    if row.refund:
        return row.refund.payee or row.reference
    if row.mandate:
        return row.mandate.customer.name
    return row.order.message_id if row.order else ""


def _address(row: BankAnswer) -> str:
    if row.collection:
        return reverse("payment_orders:collection", args=[row.collection.pk])
    if row.refund:
        return reverse("ledger:payment", args=[row.refund.pk])
    if row.mandate:
        return reverse("desk:customer", args=[row.mandate.customer.number])
    return row.order.url if row.order else ""
