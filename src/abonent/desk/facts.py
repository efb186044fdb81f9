"""The facts at the right of the customer strip: balance, next delivery, next invoice, last contact."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abonent.access.models import StaffUser
from abonent.access.requests import StaffRequest
from abonent.correspondence.models import Interaction
from abonent.correspondence.queries import glance_at_hand
from abonent.customers.models import Customer
from abonent.desk import queries
from abonent.kit.names import name_in
from abonent.ledger.at_hand import balances_at_hand
from abonent.service.queries import ALARMING
from abonent.ui import wording


@dataclass(frozen=True)
class StripFact:
    """A label, the figure that matters, and one line that explains it."""

    label: str
    value: str
    note: str = ""
    tone: str = ""
    icon: str = ""


def strip_facts(request: StaffRequest, customer: Customer, *, today: date) -> list[StripFact]:
    """What a clerk reads aloud first."""
    viewer = request.user
    coming = queries.what_comes_next(customer, viewer=viewer, today=today)
    return [
        *_balances(balances_at_hand(request, customer), viewer),
        *([_next_delivery(coming, viewer, today)] if viewer.has_part("editions") else []),
        _next_invoice(coming, viewer, today),
        *(_complaints(coming.complaints, viewer.language) if viewer.may("service.see") else []),
        *([_last_contact(glance_at_hand(request, customer).last_contact, viewer, today)] if viewer.may("correspondence.see") else []),
    ]


def _balances(found: list[Any], viewer: StaffUser) -> list[StripFact]:
    if not found:
        return [StripFact(_("Balance"), "0", _("Nothing open"))]
    return [_balance(balance, viewer.language) for balance in found]


def _balance(balance, language: str) -> StripFact:  # type: ignore[no-untyped-def]
    value = wording.money(balance.balance, balance.currency, language)
    if balance.days_overdue:
        note = ngettext("%(count)s day overdue", "%(count)s days overdue", balance.days_overdue) % {"count": balance.days_overdue}
        return StripFact(_("Balance"), value, note, "danger", "alert-triangle")
    return StripFact(_("Balance"), value, _("Nothing overdue"))


def _next_delivery(coming: Any, viewer: StaffUser, today: date) -> StripFact:
    if coming.published_on is None:
        return StripFact(_("Next delivery"), "–", _("Nothing on its way"))
    name = name_in(json.loads(coming.name), viewer.language)
    return StripFact(_("Next delivery"), wording.day(coming.published_on, today, viewer.language), name)


def _next_invoice(coming: Any, viewer: StaffUser, today: date) -> StripFact:
    if coming.due_on is None:
        return StripFact(_("Next invoice"), "–", _("Nothing waiting"))
    amount = wording.money(coming.amount, coming.currency, viewer.language)
    return StripFact(_("Next invoice"), wording.day(max(coming.due_on, today), today, viewer.language), amount)


def _complaints(count: int, language: str) -> list[StripFact]:
    """Only what alarms: something is wrong with the route, and he is not to be told once more that it was a mistake."""
    if count < ALARMING:
        return []
    return [StripFact(_("Complaints"), wording.number(count, language), _("within 30 days"), "danger", "news-off")]


def _last_contact(contact: Interaction | None, viewer: StaffUser, today: date) -> StripFact:
    if contact is None:
        return StripFact(_("Last contact"), "–", _("None yet"))
    day = wording.day(timezone.localtime(contact.happened_at).date(), today, viewer.language)
    return StripFact(_("Last contact"), day, ", ".join(filter(None, [str(contact.get_kind_display()), contact.author_at_hand])))
