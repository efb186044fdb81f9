"""Why a term costs what it costs."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.subscriptions import wording
from abonent.subscriptions.models import Term
from abonent.subscriptions.queries import visible_subscriptions
from abonent.subscriptions.receipts import price_receipt
from abonent.ui.lists.reader import present_reader


@permit("subscriptions.see")
def why_term(request: StaffRequest, term_id: int) -> HttpResponse:
    """The receipt: alone over the page that asks for it, else on a page of its own."""
    terms = Term.objects.select_related("trace", "subscription__product", "subscription__entity", "subscription__subscriber")
    term = get_object_or_404(terms.filter(subscription__in=visible_subscriptions(request.user).values("pk")), pk=term_id)
    before = Term.objects.filter(subscription=term.subscription, ordinal=term.ordinal - 1).select_related("trace").first()
    reader = present_reader()
    receipt = price_receipt(
        trace=term.trace.steps,
        amount=term.amount,
        currency=term.currency,
        language=reader.language,
        about=f"{wording.product_name(term.subscription, reader.language)}, {wording.days(term.sold_during if term.during.isempty else term.during, reader)}",
        before=before.amount if before else None,
        trace_before=before.trace.steps if before else (),
    )
    template = "subscriptions/why.html" if request.headers.get("HX-Request") else "subscriptions/why_page.html"
    return render(request, template, {"receipt": receipt, "subscription": None if request.headers.get("HX-Request") else term.subscription})
