"""What holds in a country, and for a currency, on a day."""

from __future__ import annotations

from datetime import date
from typing import Any

from abonent.company.models import CountryRule, Currency


def country_rule(*, country: str, key: str, on: date) -> Any:
    """The value of a rule in force on a day; None where the country has none."""
    return (
        CountryRule.objects.filter(country=country, key=key, valid_from__lte=on)
        .order_by("-valid_from")
        .values_list("value", flat=True)
        .first()
    )


def currency_on(*, code: str, on: date) -> Currency:
    """Decimals and rounding step of a currency on a day; Currency.DoesNotExist if it is not known."""
    return Currency.objects.filter(code=code, valid_from__lte=on).latest("valid_from")
