"""Why a term costs what it costs: the stored trace, as a receipt."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from abonent.access.permissions import permit
from abonent.access.visibility import of_my_entities
from abonent.catalog.rules.trace_words import trace_lines
from abonent.kit import clock
from abonent.kit.names import name_in
from abonent.subscriptions.models import Subscription, Term
from abonent.ui import wording
from abonent.ui.steps import Receipt, ReceiptStep


@permit("subscriptions.see")
def why_term(request: HttpRequest, term_id: int) -> HttpResponse:
    """The receipt of a term."""
    terms = Term.objects.select_related("trace", "subscription__product", "subscription__subscriber", "subscription__entity")
    term = get_object_or_404(of_my_entities(terms, request.user, path="subscription__entity"), pk=term_id)  # type: ignore[arg-type]
    receipt = receipt_of(term.subscription, term.trace.steps, during=term.sold_during, amount=term.amount, currency=term.currency)
    return answer(request, receipt)


def receipt_of(
    subscription: Subscription,
    trace: Sequence[dict[str, Any]],
    *,
    during: Any,
    amount: Decimal,
    currency: str,
    before: Decimal | None = None,
) -> Receipt:
    """The steps of a trace for a subscription and a period; with what the present term costs, if there is one."""
    language = get_language() or "en"
    today = clock.today(subscription.entity.zone)
    days = wording.DASH.join(wording.days_between(during, today, language))
    steps = [ReceiptStep(line.text, line.amount or Decimal(0), line.source) for line in trace_lines(trace, language)]
    return Receipt(
        steps=steps,
        total=amount,
        currency=currency,
        language=language,
        about=f"{subscription.subscriber.name}, {name_in(subscription.product.name, language)}, {days}",
        total_label=_("Term"),
        before_words=_("Present term %(amount)s") % {"amount": wording.money(before, currency, language)} if before is not None else "",
    )


def answer(request: HttpRequest, receipt: Receipt, **context: Any) -> HttpResponse:
    """The receipt alone for the popover, else a page with it."""
    template = "subscriptions/receipt.html" if request.headers.get("HX-Request") else "subscriptions/why.html"
    return render(request, template, {"receipt": receipt, **context})
