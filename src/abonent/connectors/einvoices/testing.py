"""Builders for tests of e-invoices: buyers who get them, and the rules as they lie beside the checkout."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from abonent.billing.testing import HOMES
from abonent.customers.models import Customer
from abonent.customers.testing import an_organisation

# Other people's files: read in place, never copied into the product.
STANDARDS = Path(__file__).resolve().parents[5] / "shared" / "standards"
SCHEMAS = STANDARDS / "schemas"

# Numbers that are right in their registers, of each country: e-invoice address, company number, VAT number.
NUMBERS = {
    "SE": ("0007:5560360793", "556036-0793", "SE556036079301"),
    "FI": ("0216:003701120389", "0112038-9", "FI01120389"),
    "PL": ("9945:PL5252344078", "", "PL5252344078"),
    "HU": ("9910:HU12345676", "", "HU12345676"),
}


def a_buyer(name: str = "Norrviks Tryckeri AB", *, country: str = "SE", language: str = "sv", **more: Any) -> Customer:
    """An organisation that gets its invoices electronically."""
    street_line, postal_code, town = HOMES[country]
    address, company_number, vat_number = NUMBERS[country]
    known = {
        "invoice_channel": "einvoice",
        "einvoice_address": address,
        "company_number": company_number,
        "vat_number": vat_number,
        **more,
    }
    return an_organisation(name, country=country, language=language, street_line=street_line, postal_code=postal_code, town=town, **known)
