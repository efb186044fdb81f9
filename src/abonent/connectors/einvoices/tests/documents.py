"""Documents of random shape, posted as they are in life: several payers, rates and credits; the same for the same seed."""

from __future__ import annotations

import os
import random
from decimal import Decimal

from abonent.billing.einvoices import e_invoices
from abonent.billing.models import Invoice
from abonent.billing.operations import credit_invoice, credit_line, creditable
from abonent.billing.rules.einvoice import EInvoice
from abonent.billing.testing import a_billing, a_charge, a_payer, a_publisher, invoices_of
from abonent.connectors.einvoices.testing import NUMBERS, a_buyer
from abonent.kit.periods import day
from abonent.organisation.models import LegalEntity

CATEGORIES = ("press_print", "press_daily", "press_digital", "standard", "exempt")
TODAY = day("2026-07-05")
# Of R10: so many payers a country, who get about half as many documents more.
PAYERS = int(os.environ.get("ABONENT_R10_EINVOICES", "40"))


def random_documents(country: str, *, payers: int, seed: int) -> list[EInvoice]:
    """Invoices to payers of a country, and credit notes of every third, in part and in full."""
    chance = random.Random(seed)
    entity = a_publisher(country)
    for number in range(payers):
        _charge(entity, country, number, chance)
    posted = invoices_of(a_billing(entity))
    for invoice in [each for each in posted if not each.is_credit_note and each.gross > 0][::3]:
        _credit(invoice, chance)
    return e_invoices(list(Invoice.objects.filter(entity=entity).order_by("pk").values_list("pk", flat=True)))


def an_e_invoice(country: str = "SE", amount: str = "359.00", **buyer: str) -> EInvoice:
    """The e-invoice of one sale to an organisation."""
    entity = a_publisher(country)
    a_charge(a_buyer(country=country, **buyer), amount, entity=entity)
    [invoice] = invoices_of(a_billing(entity))
    return e_invoices([invoice.pk])[0]


def _charge(entity: LegalEntity, country: str, number: int, chance: random.Random) -> None:
    languages = {"SE": "sv", "FI": "fi", "PL": "pl", "HU": "hu"}
    if chance.random() < 0.2:
        payer = a_payer(f"Payer {number}", country=country, language=languages[country], einvoice_address=NUMBERS[country][0])
    else:
        payer = a_buyer(f"Buyer {number} & Co", country=country, language=languages[country])
    # Documents are net or gross, never both.
    basis = chance.choice(["gross", "net"])
    for _charged in range(chance.randint(1, 4)):
        parts = [
            (chance.choice(CATEGORIES), Decimal(chance.randint(-5_000 if chance.random() < 0.2 else 1, 900_000)) / 100)
            for _part in range(chance.randint(1, 3))
        ]
        quantity = chance.choice(["1", "1", "3", "12", "7.5", "1000"])
        amount = sum((amount for _category, amount in parts), Decimal(0))
        a_charge(payer, amount, entity=entity, basis=basis, quantity=quantity, parts=parts)


def _credit(invoice: Invoice, chance: random.Random) -> None:
    left = [line for line in creditable(invoice=invoice).values() if line.left_amount > 2]
    if left and chance.random() < 0.5:
        line = chance.choice(left)
        part = (line.left_amount / 3).quantize(Decimal("0.01"))
        credit_line(invoice=invoice, ordinal=line.ordinal, amount=part, actor=None, today=TODAY)
    if chance.random() < 0.7:
        credit_invoice(invoice=invoice, actor=None, today=TODAY)
