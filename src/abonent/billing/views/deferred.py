"""Deferred revenue of a month by product, and behind each product its days and its subscriptions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta
from decimal import Decimal

from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.access.visibility import of_whole_companies
from abonent.billing.deferred import Deferred, Month, deferred_by_day, deferred_by_product, deferred_by_term
from abonent.billing.deferred_files import all_terms, product_columns, term_columns
from abonent.billing.operations.releasing import KIND
from abonent.billing.queries import latest_releases
from abonent.billing.views.months import month_or_404
from abonent.catalog.models import Product
from abonent.kit.names import name_in
from abonent.ui import wording
from abonent.ui.lists import Column
from abonent.ui.lists.exporting import computed_file
from abonent.ui.lists.reader import Reader, present_reader

PAGE = 100


@permit("ledger.see_books")
def deferred_revenue(request: StaffRequest) -> HttpResponseBase:
    """The products of a month, `?month=`; this one if none is named. `?export=` gives them as a file."""
    reader = present_reader()
    month = month_or_404(request, reader)
    found = deferred_by_product(month, viewer=request.user)
    if "export" in request.GET:
        return _file(request, found, product_columns(reader.language), month)
    rows = [(name_in(one.of.name, reader.language, one.of.entity.language), one) for one in found]
    uncounted = [(name, row) for name, row in rows if row.uncounted]
    context = {
        "rows": rows,
        "uncounted": uncounted,
        "sums": _sums(found),
        "releases": latest_releases(request.user),
        "release_url": f"{reverse('runs:new')}?kind={KIND}" if request.user.may("billing.release") else "",
        **frame(month, reader),
    }
    return render(request, "billing/deferred_revenue.html", context)


@permit("ledger.see_books")
def deferred_product(request: StaffRequest, product_id: int) -> HttpResponseBase:
    """A product in a month: the days on which it was earned, its subscriptions, and by themselves those whose issues are not made yet;
    `?month=`, `?after=`. `?export=` gives all its subscriptions as a file."""
    reader, after = present_reader(), request.GET.get("after", "0")
    month = month_or_404(request, reader)
    if not after.isdecimal():
        raise Http404
    product = get_object_or_404(of_whole_companies(Product.objects.select_related("entity"), request.user), pk=product_id)
    if "export" in request.GET:
        return _file(request, all_terms(month, product, viewer=request.user), term_columns(), month, product.code)
    days = deferred_by_day(month, product, viewer=request.user)
    terms = deferred_by_term(month, product, viewer=request.user, after=int(after), at_most=PAGE + 1)
    context = {
        "product": product,
        "name": name_in(product.name, reader.language, product.entity.language),
        "days": days,
        "terms": terms[:PAGE],
        "uncounted": deferred_by_term(month, product, viewer=request.user, after=0, at_most=PAGE, counted=False),
        "more_after": terms[PAGE - 1][0] if len(terms) > PAGE else None,
        **frame(month, reader),
    }
    return render(request, "billing/deferred_product.html", context)


def _file(request: StaffRequest, rows: Iterable[Deferred], columns: Sequence[Column], month: Month, code: str = "") -> HttpResponseBase:
    name = "-".join(filter(None, ("deferred-revenue", code, month.code)))
    title = f"{gettext('Deferred revenue')} {month.code}"
    return computed_file(rows, columns, kind=request.GET["export"], name=name, title=title, language=request.user.language)


def frame(month: Month, reader: Reader) -> dict[str, object]:
    """The month with those before and after it, as a page shows them."""
    before = Month((month.first - timedelta(days=1)).replace(day=1))
    return {
        "month": month,
        "month_name": wording.month(month.first, reader.language),
        "before": before.code,
        "before_name": wording.month(before.first, reader.language),
        "next": Month(month.next).code,
        "next_name": wording.month(month.next, reader.language),
        "today": reader.today,
    }


def _sums(rows: Sequence[Deferred]) -> list[Deferred]:
    """One for each currency."""
    by_currency: dict[str, list[Deferred]] = defaultdict(list)
    for row in rows:
        by_currency[row.currency].append(row)
    return [
        Deferred(
            None,
            currency,
            sum((one.opening for one in found), Decimal(0)),
            sum((one.invoiced for one in found), Decimal(0)),
            sum((one.closing for one in found), Decimal(0)),
        )
        for currency, found in by_currency.items()
    ]
