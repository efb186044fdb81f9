"""Decide about an unknown bank line: accept a payer, divide it, set it aside; and take the latest decision back."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from abonent.access.models import StaffUser
from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.customers.fields import customer_meant
from abonent.kit import clock
from abonent.kit.refusals import Refusal
from abonent.ledger.forms import SplitForm, accepted_share
from abonent.ledger.models import BankLine, BankLineDecision
from abonent.ledger.operations import accept_bank_line, return_bank_line, set_aside
from abonent.ledger.queries import candidates_for, latest_decision, line_after, payers, visible_lines, visible_payments
from abonent.ledger.rules.candidates import Candidate
from abonent.ledger.views.queue import queue
from abonent.runs.models import Act
from abonent.runs.operations import undo_act
from abonent.ui import toasts, wording
from abonent.ui.forms import UNPROCESSABLE, refuse
from abonent.ui.lists.reader import present_reader

MOST_CUSTOMERS_OF_A_SPLIT = 6


@permit("ledger.book_payments")
@require_POST
def accept(request: StaffRequest, line_id: int) -> HttpResponse:
    """Book the line as the payment of a candidate, exactly as the page showed it."""
    line = _line(request, line_id)
    share = accepted_share(request.POST, line)
    if share is None:
        toasts.warn(request, _("This was not understood; nothing was booked."))
        return _go_on(request, line, stay=True)
    try:
        accept_bank_line(bank_line=line, shares=[share], actor=request.user, today=_today(line))
    except Refusal as refusal:
        toasts.warn(request, str(refusal))
        return _go_on(request, line, stay=True)
    _say(request, _("%(amount)s booked for %(name)s.") % {"amount": _amount(line, request.user), "name": share.customer.name})
    return _go_on(request, line)


@permit("ledger.book_payments")
def split(request: StaffRequest, line_id: int) -> HttpResponse:
    """The form that divides a line among items and customers; posted, the payments."""
    line = _line(request, line_id)
    form = _split_form(request, line)
    if request.method != "POST":
        return render(request, _part(request, "ledger/split.html"), {"form": form, "line": line})
    if form.is_valid():
        try:
            accept_bank_line(bank_line=line, shares=form.cleaned_data["shares"], actor=request.user, today=_today(line))
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            _say(request, _("%(amount)s divided and booked.") % {"amount": _amount(line, request.user)})
            return _go_on(request, line)
    response = render(request, _part(request, "ledger/split.html"), {"form": form, "line": line}, status=UNPROCESSABLE)
    response["HX-Retarget"] = "#bank-line"
    return response


@permit("ledger.book_payments")
@require_POST
def return_payment(request: StaffRequest, line_id: int) -> HttpResponse:
    """Say which payment the bank sent back by the line."""
    line = _line(request, line_id)
    said = request.POST.get("payment", "")
    payment = get_object_or_404(visible_payments(request.user), pk=int(said) if said.isascii() and said.isdigit() and len(said) < 19 else 0)
    try:
        return_bank_line(bank_line=line, payment=payment, actor=request.user, today=_today(line))
    except Refusal as refusal:
        toasts.warn(request, str(refusal))
        return _go_on(request, line, stay=True)
    _say(request, _("%(name)s’s payment is returned; what it had settled is open again.") % {"name": payment.customer.name})
    return _go_on(request, line)


@permit("ledger.book_payments")
@require_POST
def put_aside(request: StaffRequest, line_id: int) -> HttpResponse:
    """Say that the line is a fee, interest, or money between own accounts."""
    line = _line(request, line_id)
    kind = request.POST.get("kind", "")
    try:
        decision = set_aside(bank_line=line, kind=kind, actor=request.user)
    except (Refusal, ValueError) as refusal:
        toasts.warn(request, str(refusal))
        return _go_on(request, line, stay=True)
    label = BankLineDecision.Kind(decision.kind).label
    _say(request, _("%(amount)s set aside: %(kind)s.") % {"amount": _amount(line, request.user), "kind": label})
    return _go_on(request, line)


@permit("ledger.book_payments")
@require_POST
def undo(request: StaffRequest, act_id: int) -> HttpResponse:
    """Take a decision back: its line stands in the queue again, chosen."""
    act = get_object_or_404(Act, pk=act_id, subject_kind="bank_line")
    line = _line(request, act.subject_ids[0])
    try:
        undo_act(act=act, actor=request.user, today=_today(line))
    except Refusal as refusal:
        toasts.warn(request, str(refusal))
    else:
        toasts.say(request, _("Undone: %(amount)s waits again.") % {"amount": _amount(line, request.user)})
    return _go_on(request, line, stay=True)


def _line(request: StaffRequest, line_id: int) -> BankLine:
    return get_object_or_404(visible_lines(request.user), pk=line_id)


def _today(line: BankLine) -> Any:
    return clock.today(line.bank_account.entity.zone)


def _amount(line: BankLine, viewer: StaffUser) -> str:
    return wording.money(line.amount, line.currency, viewer.language)


def _say(request: StaffRequest, text: str) -> None:
    """What is now true, with the way back."""
    act = latest_decision(request.user)
    toasts.say(request, text, undo_url=reverse("ledger:undo_decision", args=[act.pk]) if act else "")


def _go_on(request: StaffRequest, line: BankLine, *, stay: bool = False) -> HttpResponse:
    """The queue with the same line chosen, or with the next one."""
    after = visible_lines(request.user).filter(pk=line.pk, unknown__isnull=False).first() if stay else None
    chosen = after or line_after(line, request.user)
    url = f"{reverse('ledger:bank')}?line={chosen.pk}" if chosen else reverse("ledger:bank")
    if request.headers.get("HX-Target") != "bank":
        return redirect(url)
    response = toasts.with_toasts(request, render(request, "ledger/bank.html#bank", queue(request.user, chosen)))
    response["HX-Replace-Url"] = url
    return response


def _part(request: HttpRequest, template: str) -> str:
    return f"{template}#line" if request.headers.get("HX-Target") in ("bank-line", "bank") else template


def _split_form(request: StaffRequest, line: BankLine) -> SplitForm:
    """With the customers that were chosen so far; at first with the likeliest one, as he would be accepted."""
    said = request.POST if request.method == "POST" else request.GET
    best = candidates_for([line], request.user)[line.pk][:1]
    customers = [int(each) for each in said.getlist("customer") if each.isdigit()] or [candidate.customer for candidate in best]
    if added := customer_meant(said.get("add", ""), viewer=request.user, today=present_reader().today):
        customers.append(added.pk)
    people = payers(customers, request.user).of(line)
    chosen = [people[each] for each in list(dict.fromkeys(customers))[:MOST_CUSTOMERS_OF_A_SPLIT] if each in people]
    if request.method == "POST":
        return SplitForm(request.POST, line=line, payers=chosen)
    return SplitForm(line=line, payers=chosen, initial=_typed(request) or _as_accepted(best))


def _typed(request: StaffRequest) -> dict[str, str]:
    return {name: str(value) for name, value in request.GET.items() if name.startswith(("item_", "account_"))}


def _as_accepted(best: list[Candidate]) -> dict[str, Any]:
    if not best:
        return {}
    settled = {f"item_{each.item.receivable}": each.amount for each in best[0].settles}
    return settled | ({f"account_{best[0].customer}": best[0].on_account} if best[0].on_account else {})
