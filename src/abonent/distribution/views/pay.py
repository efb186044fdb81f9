"""Carriers' pay: the statements, one of them, and the paper that the carrier gets; the plan of a run; the rates."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, npgettext, pgettext_lazy

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.catalog.rules.price_words import unit_price_words
from abonent.catalog.rules.weekday_words import weekday_words
from abonent.catalog.views.products import entities
from abonent.distribution.documents.pay_paper import pay_statement_pdf
from abonent.distribution.models import PayPlan, PayRate, PayStatement
from abonent.distribution.models.pay import BASES, RATED
from abonent.distribution.operations.pay import KIND, month_paid, set_pay_rate
from abonent.distribution.pay_forms import PayRateForm
from abonent.distribution.pay_queries import days_of, planned_pay, visible_pay_statements, visible_rates, with_parts
from abonent.distribution.views.answering import Done, FormPage, answer_form
from abonent.kit.documents import PDF
from abonent.runs.models import Run
from abonent.runs.plan_list import look_steps
from abonent.runs.queries import visible_runs
from abonent.ui import wording
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
    list_view,
)
from abonent.ui.lists.reader import present_reader
from abonent.ui.open_records import remember


class PayStatementList(List):
    """What was posted, with what it is for; its file is what payroll reads."""

    name = "pay-statements"
    title = gettext_lazy("Carriers’ pay")
    columns = [
        Column(
            name="carrier", label=gettext_lazy("Carrier"), value="carrier.name", sort="carrier__name", slot="main", link=lambda row: row.url
        ),
        Column(name="carrier_number", label=gettext_lazy("Number"), value="carrier.number", sort="carrier__number", slot="sub"),
        Column(name="month", label=gettext_lazy("Month"), value=lambda row: _month_words(row), sort="month"),
        NumberColumn(name="number", label=pgettext_lazy("pay", "Statement"), shown=False),
        *[
            MoneyColumn(name=f"for_{code}", label=label, value=f"for_{code}", currency="currency", quiet=True, total=Sum(f"for_{code}"))
            for code, label in BASES
        ],
        MoneyColumn(name="amount", label=gettext_lazy("Pay"), sort="amount", currency="currency", slot="fig", total=Sum("amount")),
        Column(name="currency", label=gettext_lazy("Currency"), shown=False),
        Column(name="entity", label=gettext_lazy("Company"), value="carrier.entity.name", quiet=True, shown=False),
    ]
    filters = [
        TextFilter(
            name="q",
            label=gettext_lazy("Carrier"),
            where=lambda text: Q(carrier__name__icontains=text) | Q(carrier__number__istartswith=text),
            prominent=True,
        ),
        PeriodFilter(name="month", label=gettext_lazy("Month from"), path="month"),
        ChoiceFilter(name="entity", label=gettext_lazy("Company"), path="carrier__entity_id", choices=entities),
    ]
    default_sort = "-month"
    empty = EmptyState(
        title=gettext_lazy("Nothing is paid yet"),
        text=gettext_lazy(
            "Say what a round, a copy or a door is worth, then start a run: it plans what each carrier gets for the month before."
        ),
        act_label=pgettext_lazy("pay", "Rates"),
        act_url_name="distribution:pay_rates",
    )

    def rows(self) -> QuerySet[Any]:
        return with_parts(visible_pay_statements(self.request.user))  # type: ignore[arg-type]

    def counted(self, count: int) -> str:
        return npgettext("pay", "%(count)s statement", "%(count)s statements", count) % {
            "count": wording.number(count, self.reader.language)
        }


class PayRateList(List):
    """The rates that hold or will."""

    name = "pay-rates"
    title = gettext_lazy("Rates of pay")
    columns = [
        Column(name="basis", label=gettext_lazy("Paid for"), value="get_basis_display", sort="basis", slot="main"),
        Column(name="route", label=gettext_lazy("Route"), value=lambda row: row.route.number if row.route else _("All"), slot="sub"),
        Column(name="weekdays", label=gettext_lazy("On"), value=lambda row: weekday_words(row.weekdays, present_reader().language)),
        Column(name="amount", label=pgettext_lazy("pay", "Rate"), value=lambda row: _rate_words(row), slot="fig"),
        DayColumn(name="begins", label=gettext_lazy("From"), value="during.lower", slot="fig2"),
        DayColumn(name="ends", label=pgettext_lazy("period", "Until before"), value="during.upper", quiet=True),
        Column(name="entity", label=gettext_lazy("Company"), value="entity.name", quiet=True),
    ]
    filters = [
        ChoiceFilter(name="basis", label=gettext_lazy("Paid for"), path="basis", choices=RATED),
        TextFilter(name="q", label=gettext_lazy("Route"), where=lambda text: Q(route__number__istartswith=text), prominent=True),
    ]
    default_sort = "basis"
    empty = EmptyState(
        title=pgettext_lazy("pay", "No rates yet"),
        text=gettext_lazy("A rate of a route goes before that of the company. Several add up: a round, and every copy on it."),
        act_label=gettext_lazy("New rate"),
        act_url_name="distribution:new_pay_rate",
    )

    def rows(self) -> QuerySet[Any]:
        return visible_rates(self.request.user, self.reader.today)  # type: ignore[arg-type]

    def counted(self, count: int) -> str:
        return npgettext("pay", "%(count)s rate", "%(count)s rates", count) % {"count": wording.number(count, self.reader.language)}


class PayPlanList(List):
    """What a run pays, line by line."""

    name = "pay-plan"
    title = gettext_lazy("Carriers’ pay")
    default_sort = "ordinal"
    columns = [
        Column(name="carrier", label=gettext_lazy("Carrier"), value="carrier.name", slot="main"),
        DayColumn(name="on_day", label=gettext_lazy("Day"), sort="on_day", slot="sub"),
        Column(name="route", label=gettext_lazy("Route"), value="route.number"),
        Column(name="basis", label=gettext_lazy("Paid for"), value="get_basis_display"),
        NumberColumn(name="quantity", label=pgettext_lazy("pay", "How many"), slot="fig2"),
        MoneyColumn(name="due", label=pgettext_lazy("pay", "Due"), value="due_amount", quiet=True),
        MoneyColumn(name="amount", label=gettext_lazy("Pay"), sort="amount", currency="run__currency", slot="fig", total=Sum("amount")),
    ]
    filters = [
        TextFilter(name="q", label=gettext_lazy("Carrier"), path="carrier__name", prominent=True),
        ChoiceFilter(name="basis", label=gettext_lazy("Paid for"), path="basis", choices=BASES),
    ]
    empty = EmptyState(
        title=gettext_lazy("Nothing is to be paid"),
        text=gettext_lazy("Nobody walked in that month, no rate holds, or all of it is paid already."),
    )

    def __init__(self, request: StaffRequest, run: Run) -> None:
        super().__init__(request)
        self.run = run

    def rows(self) -> QuerySet[Any]:
        return PayPlan.objects.filter(run=self.run).select_related("carrier", "route", "run")

    def counted(self, count: int) -> str:
        return ngettext("%(count)s line", "%(count)s lines", count) % {"count": wording.number(count, self.reader.language)}


@permit("distribution.pay")
def pay(request: StaffRequest) -> HttpResponseBase:
    """All statements."""
    return list_view(request, PayStatementList, template="distribution/pay.html", start_url=f"{reverse('runs:new')}?kind={KIND}")


@permit("distribution.pay")
def pay_statement(request: StaffRequest, statement_id: int) -> HttpResponse:
    """A statement, day by day."""
    statement = get_object_or_404(visible_pay_statements(request.user), pk=statement_id)
    reader = present_reader()
    remember(request, label=f"{statement.carrier.name} {wording.month(statement.month, reader.language)}", url=request.path, icon="wallet")
    parts = with_parts(visible_pay_statements(request.user)).get(pk=statement.pk)
    context = {
        "statement": statement,
        "month": wording.month(statement.month, reader.language),
        "parts": [(label, getattr(parts, f"for_{code}")) for code, label in BASES if getattr(parts, f"for_{code}")],
        "days": days_of(statement),
    }
    return render(request, "distribution/pay_statement.html", context)


@permit("distribution.pay")
def pay_paper(request: StaffRequest, statement_id: int) -> HttpResponse:
    """The statement as the carrier gets it, in his language."""
    statement = get_object_or_404(visible_pay_statements(request.user), pk=statement_id)
    answer = HttpResponse(pay_statement_pdf(statement), content_type=PDF)
    answer["Content-Disposition"] = f'inline; filename="pay-{statement.carrier.number}-{statement.month:%Y-%m}-{statement.number}.pdf"'
    return answer


@permit("distribution.pay")
def pay_plan(request: StaffRequest, run_id: int) -> HttpResponseBase:
    """What a run would pay, before it is posted."""
    run = get_object_or_404(visible_runs(request.user).filter(kind=KIND), pk=run_id)
    month = month_paid(run.as_of)
    context = {
        "run": run,
        "month": wording.month(month, present_reader().language),
        "planned": planned_pay(run, month),
        "steps": look_steps(run, request.path),
        "may_commit": run.state == Run.State.PLANNED,
    }
    return list_view(request, partial(PayPlanList, run=run), template="distribution/pay_plan.html", **context)  # type: ignore[arg-type]


@permit("distribution.pay")
def pay_rates(request: StaffRequest) -> HttpResponseBase:
    """What carriers are paid for."""
    return list_view(request, PayRateList, template="distribution/pay_rates.html")


@permit("distribution.pay")
def new_pay_rate(request: StaffRequest) -> HttpResponse:
    """A rate from a day on; or that nothing is paid for it any more."""
    reader = present_reader()
    form = PayRateForm(request.POST or None, viewer=request.user, today=reader.today, initial={"begins": reader.today.replace(day=1)})
    back = reverse("distribution:pay_rates")
    page = FormPage(heading=_("New rate"), sub=_("What held before ends with it."), back=back, section="pay")

    def save(said: dict[str, Any]) -> Done:
        set_pay_rate(entity=said["entity"], route=said["route"], rate=form.rate, begins=said["begins"], actor=request.user)
        return Done(words=_("The rate is saved."), subject=("entity", said["entity"].pk), goes_to=back)

    return answer_form(request, form, page, save)


def _month_words(statement: PayStatement) -> str:
    return wording.month(statement.month, present_reader().language)


def _rate_words(rate: PayRate) -> str:
    return f"{unit_price_words(rate.amount, present_reader().language)} {rate.entity.currency}"
