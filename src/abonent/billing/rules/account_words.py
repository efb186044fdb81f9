"""Account numbers and payment references as they are printed."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from abonent.ledger.rules.account_numbers import account_in_groups
from abonent.ledger.rules.references import is_rf, is_viite, rf_in_groups, viite_in_groups

ACCOUNT_KINDS = {"bankgiro": "BG", "plusgiro": "PG", "iban": "IBAN"}


def account_label(account: Mapping[str, str]) -> str:
    """What kind of number it is."""
    return {"bankgiro": "Bankgiro", "plusgiro": "Plusgiro", "iban": "IBAN"}.get(account["scheme"]) or pgettext("bank", "Account")


def account_number(account: Mapping[str, str]) -> str:
    """5050-1055 for a bankgiro, groups of four for an IBAN, as it is for others."""
    number = account["number"]
    if account["scheme"] == "bankgiro":
        return f"{number[:-4]}-{number[-4:]}"
    if account["scheme"] == "plusgiro":
        return f"{number[:-1]}-{number[-1]}"
    return account_in_groups(number)


def reference_label(country: str) -> str:
    """What a payment reference is called there."""
    return _("OCR number") if country == "SE" else _("Reference")


def reference_in_groups(reference: str, country: str) -> str:
    """A viite in groups of five, an RF reference in groups of four, an OCR number without any."""
    if country in ("FI", "AX") and is_viite(reference):
        return viite_in_groups(reference)
    return rf_in_groups(reference) if is_rf(reference) else reference
