"""What all documents of a run stand on: the seller as printed, terms, currency, reference, and the two accounts every entry has."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from abonent.company.models import BankAccount
from abonent.company.queries import country_rule, currency_on
from abonent.kit import statements
from abonent.ledger.operations.posting import account_for
from abonent.organisation.models import LegalEntity

USUAL_TERMS_DAYS = 30


@dataclass(frozen=True)
class Footing:
    """`units` is how many smallest units (of `exponent` decimals) the books' currency has; totals are rounded to `total_step`."""

    seller: str
    terms_days: int
    currency: str
    exponent: int
    units: int
    total_step: Decimal
    reference_kind: str
    receivable_account: int
    rounding_account: int

    def parameters(self, *, entity: LegalEntity) -> dict[str, Any]:
        """What the statements of planning and posting name, with the ground that all plan rows share."""
        own = asdict(self)
        own["seller_hash"] = statements.value("billing/hash_seller", seller=self.seller)
        return {**own, "shared_ground": statements.value("billing/shared_ground", entity=entity.pk, **own)}


def footing(*, entity: LegalEntity, on: date) -> Footing:
    """The footing of an entity on a day; CannotPost where an account is not mapped."""
    currency = currency_on(code=entity.currency, on=on)
    return Footing(
        seller=json.dumps(particulars(entity), sort_keys=True),
        terms_days=country_rule(country=entity.country, key="invoice.terms_days", on=on) or USUAL_TERMS_DAYS,
        currency=currency.code,
        exponent=currency.exponent,
        units=10**currency.exponent,
        total_step=currency.total_step,
        reference_kind=(country_rule(country=entity.country, key="payment.reference", on=on) or {"kind": "rf"})["kind"],
        receivable_account=account_for(entity, "receivable"),
        rounding_account=account_for(entity, "rounding"),
    )


def particulars(entity: LegalEntity) -> dict[str, Any]:
    """The seller as a document of today keeps it, its logo by the number of the file, which is never thrown away."""
    named = ("name", "country", "language", "company_number", "vat_number", "street_line", "postal_code", "town", "phone", "email", "web")
    accounts = BankAccount.objects.filter(entity=entity, on_invoices=True).order_by("id")
    return {
        **{name: getattr(entity, name) for name in named},
        "bank_accounts": list(accounts.values("name", "scheme", "number", "bic", "currency")),
        **({"logo": entity.logo_id} if entity.logo_id else {}),
    }
