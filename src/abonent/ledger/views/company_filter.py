"""Filters whose choices are those of the viewer's own companies."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from abonent.access.models import StaffUser
from abonent.company.models import BankAccount
from abonent.ui.lists import ChoiceFilter
from abonent.ui.lists.filters import Filter


def company_filters(viewer: StaffUser, path: str) -> list[Filter]:
    """One by company; none where there is nothing to choose."""
    companies = list(viewer.entities.order_by("name").values_list("pk", "name"))
    return [ChoiceFilter(name="company", label=_("Company"), path=path, choices=companies)] if len(companies) > 1 else []


def currency_filters(viewer: StaffUser, path: str) -> list[Filter]:
    """One by currency."""
    currencies = viewer.entities.order_by("currency").values_list("currency", flat=True).distinct()
    return [ChoiceFilter(name="currency", label=_("Currency"), path=path, choices=[(code, code) for code in currencies])]


def account_filters(viewer: StaffUser, path: str) -> list[Filter]:
    """One by bank account."""
    accounts = BankAccount.objects.filter(entity__in=viewer.entities.all()).order_by("name").values_list("pk", "name")
    return [ChoiceFilter(name="account", label=pgettext("bank", "Account"), path=path, choices=accounts)]
