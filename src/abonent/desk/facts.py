"""The facts at the right of the customer strip: balance, next delivery, next invoice."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abonent.access.models import StaffUser
from abonent.customers.models import Customer
from abonent.desk import queries
from abonent.kit.names import name_in
from abonent.ledger.queries import balances
from abonent.ui import wording


@dataclass(frozen=True)
class StripFact:
    """A label, the figure that matters, and one line that explains it."""

    label: str
    value: str
    note: str = ""
    tone: str = ""
    icon: str = ""


def strip_facts(customer: Customer, *, viewer: StaffUser, today: date) -> list[StripFact]:
    """What a clerk reads aloud first."""
    ids = queries.merged_ids(customer)
    return [
        *_balances(ids, viewer, today),
        _next_delivery(ids, viewer, today),
        _next_invoice(ids, viewer, today),
    ]


def _balances(ids: list[int], viewer: StaffUser, today: date) -> list[StripFact]:
    found = balances(ids, viewer=viewer, today=today)
    if not found:
        return [StripFact(_("Balance"), "0", _("Nothing open"))]
    return [_balance(balance, viewer.language) for balance in found]


def _balance(balance, language: str) -> StripFact:  # type: ignore[no-untyped-def]
    value = wording.money(balance.balance, balance.currency, language)
    if balance.days_overdue:
        note = ngettext("%(count)s day overdue", "%(count)s days overdue", balance.days_overdue) % {"count": balance.days_overdue}
        return StripFact(_("Balance"), value, note, "danger", "alert-triangle")
    return StripFact(_("Balance"), value, _("Nothing overdue"))


def _next_delivery(ids: list[int], viewer: StaffUser, today: date) -> StripFact:
    found = queries.next_delivery(ids, today=today)
    if found is None:
        return StripFact(_("Next delivery"), "–", _("Nothing on its way"))
    name = name_in(json.loads(found.name), viewer.language)
    return StripFact(_("Next delivery"), wording.day(found.published_on, today, viewer.language), name)


def _next_invoice(ids: list[int], viewer: StaffUser, today: date) -> StripFact:
    found = queries.next_invoice(ids)
    if found is None:
        return StripFact(_("Next invoice"), "–", _("Nothing waiting"))
    amount = wording.money(found.amount, found.currency, viewer.language)
    return StripFact(_("Next invoice"), wording.day(max(found.due_on, today), today, viewer.language), amount)
