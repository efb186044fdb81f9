"""Credit lines of an invoice: the form, what the credit note would come to, and the posting of exactly that."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.billing.forms import CreditForm
from abonent.billing.operations import credit_lines, creditable, preview_credit
from abonent.billing.operations.crediting import CannotCredit, CreditEffect
from abonent.billing.views.invoice import shown_line, visible_invoice
from abonent.kit import clock
from abonent.ui import toasts, wording
from abonent.ui.forms import refuse, refused


@permit("billing.credit")
def credit(request: StaffRequest, invoice_id: int) -> HttpResponse:
    """Show the lines that can be credited; post the credit note for the chosen ones."""
    invoice = visible_invoice(request, invoice_id)
    choices = _choices(request, invoice)
    if request.method != "POST":
        return render(request, "billing/credit.html", {"invoice": invoice, "form": CreditForm(lines=choices)})
    form = CreditForm(request.POST, lines=choices)
    if not form.is_valid():
        return refused(request, "billing/credit.html", {"invoice": invoice, "form": form})
    try:
        posted = credit_lines(
            invoice=invoice,
            amounts=form.amounts,
            actor=request.user,
            today=clock.today(invoice.entity.zone),
            reason=form.cleaned_data["reason"],
        )
    except CannotCredit as refusal:
        refuse(form, refusal)
        return refused(request, "billing/credit.html", {"invoice": invoice, "form": form})
    said = {"number": posted.document_number, "amount": wording.money(-posted.total, posted.currency, request.user.language)}
    toasts.say(request, _("Credit note %(number)s over %(amount)s is posted.") % said)
    return redirect("billing:invoice", invoice.pk)


@permit("billing.credit")
def effect(request: StaffRequest, invoice_id: int) -> HttpResponse:
    """What the credit note would come to as the form is filled in so far; nothing of it stays."""
    invoice = visible_invoice(request, invoice_id)
    form = CreditForm(request.POST or None, lines=_choices(request, invoice))
    shown: CreditEffect | None = None
    refusal = ""
    form.is_valid()
    if form.cleaned_data.get("lines") and "amount" not in form.errors:
        try:
            shown = preview_credit(invoice=invoice, amounts=form.amounts, actor=request.user, today=clock.today(invoice.entity.zone))
        except CannotCredit as cannot:
            refusal = str(cannot)
    return render(request, "billing/credit_effect.html", {"invoice": invoice, "effect": shown, "refusal": refusal})


def _choices(request: StaffRequest, invoice: Any) -> dict[int, str]:
    """Ordinal -> the line in words with what is left to credit of it."""
    left = creditable(invoice=invoice)
    language = request.user.language
    choices = {}
    for line in invoice.lines.order_by("ordinal"):
        remaining = left[line.ordinal].left_amount if line.ordinal in left else 0
        if remaining:
            shown = shown_line(line)
            words = f"{shown.text} {shown.part}".strip()
            choices[line.ordinal] = f"{words}, {wording.money(remaining, invoice.currency, language)}"
    return choices
