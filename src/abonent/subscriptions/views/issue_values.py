"""What each issue of a term is worth, month by month, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.subscriptions import wording
from abonent.subscriptions.issue_reasons import shown_days
from abonent.subscriptions.issue_values import IssueValue, TermValue, value_of_term
from abonent.subscriptions.models import Term
from abonent.subscriptions.queries import visible_subscriptions
from abonent.ui import wording as figures
from abonent.ui.lists.reader import Reader, present_reader
from abonent.ui.steps import Receipt, ReceiptStep

CHARGED = {
    "term": gettext_lazy("Price of the term"),
    "copies_change": gettext_lazy("Another quantity"),
    "pause_credit": gettext_lazy("Credited for pauses"),
    "stop_credit": gettext_lazy("Given back with the end"),
    "save_credit": gettext_lazy("Given free to stay"),
}


@dataclass(frozen=True)
class Month:
    """The days of a month on which a term is earned."""

    code: str
    label: str
    amount: Decimal
    days: tuple[IssueValue, ...]


@dataclass(frozen=True)
class ShownValue:
    """A line: the day, what becomes of its issue, what it is worth, and what is for later ones."""

    on: date
    words: str
    amount: Decimal
    ahead: Decimal


@permit("subscriptions.see")
def issue_values(request: StaffRequest, term_id: int) -> HttpResponse:
    """The months of a term, and the issues of one of them; `?month=`."""
    term, reader = _term_or_404(request, term_id), present_reader()
    value = value_of_term(term, viewer=request.user, today=reader.today)
    months = _months(value.days, reader)
    chosen = _chosen(months, request.GET.get("month", ""), reader.today)
    subscription: Any = term.subscription
    context = {
        "term": term,
        "subscription": subscription,
        "name": wording.product_name(subscription, reader.language),
        "span": _span(term, reader),
        "value": value,
        "ahead": value.ahead_on(reader.today),
        "charged": [(CHARGED[kind], amount) for kind, amount in value.charged.items()],
        "months": months,
        "chosen": chosen,
        "rows": _shown(chosen.days, reader.today) if chosen else [],
        "today": reader.today,
    }
    return render(request, "subscriptions/issue_values.html", context)


@permit("subscriptions.see")
def why_value(request: StaffRequest, term_id: int, day: str) -> HttpResponse:
    """The receipt of one issue: alone over the page that asks for it, else on a page of its own."""
    term, reader = _term_or_404(request, term_id), present_reader()
    value = value_of_term(term, viewer=request.user, today=reader.today)
    one = next((one for one in value.days if one.on.isoformat() == day), None)
    if one is None:
        raise Http404
    template = "subscriptions/why.html" if request.headers.get("HX-Request") else "subscriptions/why_page.html"
    return render(request, template, {"receipt": _receipt(term, value, one, reader)})


def _term_or_404(request: StaffRequest, term_id: int) -> Term:
    related = ("product", "entity", "subscriber")
    terms = Term.objects.select_related(*(f"subscription__{one}" for one in related))
    return get_object_or_404(terms.filter(subscription__in=visible_subscriptions(request.user).values("pk")), pk=term_id)


def _span(term: Term, reader: Reader) -> str:
    return wording.days(term.sold_during if term.during.isempty else term.during, reader)


def _months(days: Sequence[IssueValue], reader: Reader) -> list[Month]:
    found = []
    for first, group in groupby(days, key=lambda one: one.on.replace(day=1)):
        of_month = tuple(group)
        amount = sum((one.amount for one in of_month), Decimal(0))
        found.append(Month(f"{first:%Y-%m}", figures.month(first, reader.language), amount, of_month))
    return found


def _chosen(months: Sequence[Month], asked: str, today: date) -> Month | None:
    """The month that is asked for; else this one, else the first."""
    by_code = {month.code: month for month in months}
    if asked and asked not in by_code:
        raise Http404
    return by_code.get(asked or f"{today:%Y-%m}") or next(iter(months), None)


def _shown(days: Sequence[IssueValue], today: date) -> list[ShownValue]:
    words = {one.on: one.words for one in shown_days([day.issue for day in days if day.issue], today)}
    return [ShownValue(day.on, words.get(day.on, _("earned on this day")), day.amount, day.ahead) for day in days]


def _receipt(term: Term, value: TermValue, one: IssueValue, reader: Reader) -> Receipt:
    """What the term costs by now, what of it was for this issue and later ones, and what is for the later ones."""
    steps = [ReceiptStep(CHARGED[kind], amount) for kind, amount in value.charged.items()]
    steps += [
        ReceiptStep(_shared_by(term, value.sharing, reader), None),
        ReceiptStep(_("Of it for this one and all later ones"), one.before),
        ReceiptStep(_("Of it for the later ones"), -one.ahead),
    ]
    if len(one.parts) > 1:
        parts = ", ".join(figures.money(part, term.currency, reader.language) for part in one.parts)
        steps.append(ReceiptStep(_("By the parts of the product: %(parts)s") % {"parts": parts}, None))
    about = f"{wording.product_name(term.subscription, reader.language)}, {figures.day(one.on, reader.today, reader.language)}"
    return Receipt(steps, one.amount, term.currency, reader.language, about=about, total_label=_("Worth"))


def _shared_by(term: Term, count: int, reader: Reader) -> str:
    if term.subscription.is_delivered:
        words = ngettext("Shared by %(count)s issue", "Shared by %(count)s issues", count)
    else:
        words = ngettext("Shared by %(count)s month", "Shared by %(count)s months", count)
    return words % {"count": figures.number(count, reader.language)}
