"""What a month earned by company, unit and product; and by which shares it is split."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.billing.operations.revenue_shares import CannotShare, share_revenue
from abonent.billing.revenue_forms import MOST_SHARES, SharesForm
from abonent.billing.revenue_queries import EarnedRevenue, revenue_by_unit, standing_shares
from abonent.billing.views.deferred import frame, month_or_404
from abonent.kit.names import name_in
from abonent.runs.queries import undo_address
from abonent.ui import toasts
from abonent.ui.forms import refuse, refused
from abonent.ui.lists import Column, MoneyColumn
from abonent.ui.lists.exporting import computed_file
from abonent.ui.lists.reader import present_reader

FORM = "billing/revenue_shares.html"


@permit("ledger.see_books")
def revenue(request: StaffRequest) -> HttpResponseBase:
    """The units of a month, `?month=`; this one if none is named. `?export=` gives them as a file."""
    reader = present_reader()
    month = month_or_404(request, reader)
    found = revenue_by_unit(first=month.first, until=month.next, viewer=request.user)
    if "export" in request.GET:
        title = f"{_('Revenue by unit')} {month.code}"
        name = f"revenue-by-unit-{month.code}"
        return computed_file(
            found, _columns(reader.language), kind=request.GET["export"], name=name, title=title, language=request.user.language
        )
    context = {
        "rows": [(_product(row, reader.language), row) for row in found],
        "sums": _sums(found),
        "shares": standing_shares(request.user),
        "may_share": request.user.may("ledger.edit_accounts"),
        **frame(month, reader),
    }
    return render(request, "billing/revenue.html", context)


@permit("ledger.edit_accounts")
def revenue_shares(request: StaffRequest) -> HttpResponse:
    """To whom what a product earns belongs from a day on."""
    form = SharesForm(
        request.POST if request.method == "POST" else None,
        viewer=request.user,
        today=present_reader().today,
        initial={"from_on": present_reader().today.replace(day=1)},
    )
    back = reverse("billing:revenue")
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            share_revenue(
                product=said["product"], customer=said["customer"], from_on=said["from_on"], shares=form.shares, actor=request.user
            )
        except CannotShare as refusal:
            refuse(form, refusal, field="from_on" if refusal.code == "share.later_shares" else None)
        else:
            toasts.say(request, _("The shares are saved."), undo_url=undo_address(request.user, "product", said["product"].pk))
            return redirect(back)
    pairs = [(form[f"place_{number}"], form[f"percent_{number}"]) for number in range(1, MOST_SHARES + 1)]
    answer = refused if form.errors else render
    return answer(request, FORM, {"form": form, "pairs": pairs, "back": back, "undo": _("Can be undone")})


def _columns(language: str) -> list[Column]:
    return [
        Column(name="entity", label=_("Company"), value="entity.name"),
        Column(name="unit", label=_("Unit"), value=lambda row: row.unit.name if row.unit else ""),
        Column(name="unit_code", label=_("Code of the unit"), value=lambda row: row.unit.code if row.unit else ""),
        Column(name="product", label=_("Product"), value=lambda row: _product(row, language)),
        Column(name="currency", label=_("Currency"), value="currency"),
        MoneyColumn(name="amount", label=_("Revenue"), value="amount", currency="currency"),
    ]


def _product(row: EarnedRevenue, language: str) -> str:
    return name_in(row.product.name, language, row.product.entity.language) if row.product else ""


def _sums(rows: list[EarnedRevenue]) -> list[tuple[str, Decimal]]:
    """One for each currency."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows:
        sums[row.currency] += row.amount
    return sorted(sums.items())
