"""What was invoiced in a month, grouped as one likes; behind each row its documents, and the whole as a file."""

from __future__ import annotations

from datetime import timedelta

from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.billing.deferred import Month
from abonent.billing.invoiced import DAY, GROUPINGS, invoiced_by, sums_of
from abonent.billing.views.months import month_or_404
from abonent.ui import wording
from abonent.ui.lists import Column, MoneyColumn, NumberColumn
from abonent.ui.lists.exporting import computed_file
from abonent.ui.lists.reader import present_reader


@permit("billing.see")
def invoiced(request: StaffRequest) -> HttpResponseBase:
    """The documents of a month, `?month=`, by what `?by=` names. `?export=` gives them as a file."""
    reader = present_reader()
    month, by = month_or_404(request, reader), request.GET.get("by", DAY)
    if by not in GROUPINGS:
        raise Http404
    rows = invoiced_by(by, month, viewer=request.user, reader=reader)
    if "export" in request.GET:
        name, title = f"invoiced-{by}-{month.code}", f"{_('Invoiced')} {month.code}"
        return computed_file(rows, _columns(by), kind=request.GET["export"], name=name, title=title, language=reader.language)
    before = Month((month.first - timedelta(days=1)).replace(day=1))
    context = {
        "rows": rows,
        "sums": sums_of(rows),
        "groupings": GROUPINGS.items(),
        "by": by,
        "grouped": GROUPINGS[by],
        "month": month,
        "month_name": wording.month(month.first, reader.language),
        "before": before,
        "before_name": wording.month(before.first, reader.language),
        "next": Month(month.next),
        "next_name": wording.month(month.next, reader.language),
    }
    return render(request, "billing/invoiced.html", context)


def _columns(by: str) -> list[Column]:
    money = [("net", _("Net")), ("vat", _("VAT")), ("rounding", _("Rounding")), ("total", _("Total"))]
    return [
        Column(name="group", label=GROUPINGS[by], value="label"),
        Column(name="currency", label=_("Currency"), value="currency"),
        NumberColumn(name="documents", label=_("Documents"), value="documents"),
        *(MoneyColumn(name=name, label=label, value=name, currency="currency") for name, label in money),
    ]
