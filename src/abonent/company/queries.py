"""What kind of business this is; what holds in a country, and for a currency, on a day."""

from __future__ import annotations

from datetime import date
from typing import Any

from abonent.company.facts import rows_of
from abonent.company.models import Business, CountryRule, Currency
from abonent.company.parts import MIXED

# Of a country without a rule of its own: no country of Europe wants vouchers longer.
USUAL_VOUCHER_YEARS = 10


def kind_of_business() -> str:
    """The kind that was chosen; mixed, which uses everything, where nobody was asked."""
    return Business.objects.values_list("kind", flat=True).first() or MIXED


def country_rule(*, country: str, key: str, on: date) -> Any:
    """The value of a rule in force on a day; None where the country has none."""
    return (
        CountryRule.objects.filter(country=country, key=key, valid_from__lte=on)
        .order_by("-valid_from")
        .values_list("value", flat=True)
        .first()
    )


def voucher_years(*, country: str, on: date) -> int:
    """How many years after the end of its year a voucher is kept in a country."""
    return int(country_rule(country=country, key="retention.voucher_years", on=on) or USUAL_VOUCHER_YEARS)


def currency_on(*, code: str, on: date) -> Currency:
    """Decimals and rounding step of a currency on a day; Currency.DoesNotExist if it is not known."""
    return Currency.objects.filter(code=code, valid_from__lte=on).latest("valid_from")


def known_currencies() -> list[str]:
    """The codes of the currencies that this version knows, whether they are entered yet or not."""
    return sorted({row["code"] for row in rows_of("currencies")})
