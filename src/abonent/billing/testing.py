"""Builders for tests of money: a publisher that can bill, buyers, charges that are due, and a billing run from end to end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from abonent.billing.models import Invoice
from abonent.catalog.operations import install_tax_facts
from abonent.charges.models import Charge, ChargeComponent, OpenCharge, PriceTrace
from abonent.company.models import BankAccount, NumberSeries
from abonent.company.operations import install_country_facts
from abonent.customers.models import Customer
from abonent.customers.testing import a_customer
from abonent.kit.periods import day, period
from abonent.ledger.operations import install_chart
from abonent.organisation.models import LegalEntity
from abonent.runs.models import Run
from abonent.runs.operations import approve_run, begin_run, commit_run, plan_run

PUBLISHERS = {
    "SE": ("Norrviks Dagblad AB", "SEK", "Europe/Stockholm", "sv", "556677-8899", "SE556677889901", "Storgatan 1", "123 45", "Norrvik"),
    "FI": ("Saaristokustannus Oy", "EUR", "Europe/Helsinki", "fi", "1234567-1", "FI12345671", "Linnankatu 4", "20100", "Turku"),
    "PL": ("Wydawnictwo Wisła sp. z o.o.", "PLN", "Europe/Warsaw", "pl", "0000123456", "PL5260001246", "ul. Długa 7", "31-147", "Kraków"),
    "HU": ("Dunamenti Lapkiadó Kft.", "HUF", "Europe/Budapest", "hu", "01-09-123456", "HU12345676", "Fő utca 12.", "1011", "Budapest"),
}
HOMES = {
    "SE": ("Skolgatan 14 A", "123 45", "Norrvik"),
    "FI": ("Kauppakatu 14 A 3", "20100", "Turku"),
    "PL": ("ul. Szkolna 14", "31-147", "Kraków"),
    "HU": ("Iskola utca 14.", "1011", "Budapest"),
}
ACCOUNTS = {
    "SE": [("bankgiro", "50501055", ""), ("iban", "SE4550000000058398257466", "ESSESESS")],
    "FI": [("iban", "FI2112345600000785", "NDEAFIHH")],
    "PL": [("iban", "PL61109010140000071219812874", "WBKPPLPP")],
    "HU": [("iban", "HU42117730161111101800000000", "OTPVHUHB")],
}


def a_publisher(country: str = "SE", *, code: str = "") -> LegalEntity:
    """A publisher with accounts, rates of VAT, bank accounts, and the series of its documents."""
    name, currency, zone, language, company_number, vat_number, street_line, postal_code, town = PUBLISHERS[country]
    entity = LegalEntity.objects.create(
        code=code or f"publisher-{country.lower()}",
        name=name,
        country=country,
        currency=currency,
        zone=zone,
        language=language,
        company_number=company_number,
        vat_number=vat_number,
        street_line=street_line,
        postal_code=postal_code,
        town=town,
        phone="010-123 45 67",
        email="kundtjanst@example.com",
        web="www.example.com",
    )
    install_country_facts()
    install_tax_facts()
    install_chart(entity=entity)
    for scheme, number, bic in ACCOUNTS[country]:
        BankAccount.objects.get_or_create(
            scheme=scheme, number=number, defaults={"entity": entity, "name": "Bank", "bic": bic, "currency": currency}
        )
    NumberSeries.objects.create(entity=entity, kind="invoice", prefix="")
    NumberSeries.objects.create(entity=entity, kind="credit_note", prefix="K")
    return entity


def a_payer(
    given_name: str = "Anna",
    family_name: str = "Lindqvist",
    *,
    country: str = "SE",
    language: str = "sv",
    address: bool = True,
    **more: Any,
) -> Customer:
    """A person who is billed at home, on paper unless said otherwise."""
    street_line, postal_code, town = HOMES[country] if address else ("", "", "")
    return a_customer(
        given_name, family_name, country=country, language=language, street_line=street_line, postal_code=postal_code, town=town, **more
    )


def a_charge(
    payer: Customer,
    amount: str | Decimal,
    *,
    entity: LegalEntity,
    due_on: str | date = "2026-07-01",
    basis: str = "gross",
    quantity: str = "1",
    parts: Sequence[tuple[str, str | Decimal]] = (),
    deferred: bool = True,
    source_id: int | None = None,
    trace: PriceTrace | None = None,
    description: dict[str, Any] | None = None,
) -> Charge:
    """A charge that is open; `parts` are (tax category, amount), by default all of it printed press."""
    charge = Charge.objects.create(
        payer=payer,
        receiver=payer,
        entity=entity,
        source_kind="sale",
        source_id=source_id if source_id is not None else Charge.objects.count() + 1,
        during=period("2026-07-15", "2027-01-15"),
        quantity=Decimal(quantity),
        unit_price=Decimal(amount) / Decimal(quantity),
        amount=Decimal(amount),
        basis=basis,
        currency=entity.currency,
        description=description or {"code": "term", "product": {"en": "Daily", "sv": "Dagbladet"}},
        trace=trace,
    )
    ChargeComponent.objects.bulk_create(
        ChargeComponent(
            charge=charge,
            ordinal=ordinal,
            tax_category=category,
            revenue_class="digital" if category == "press_digital" else "paper",
            deferred=deferred,
            description={"name": {"en": category.capitalize()}},
            amount=Decimal(part),
        )
        for ordinal, (category, part) in enumerate(parts or [("press_print", amount)], start=1)
    )
    OpenCharge.objects.create(charge=charge, entity_id=entity.pk, due_on=due_on)
    return charge


def a_plan(entity: LegalEntity, *, as_of: str = "2026-07-01") -> Run:
    """A billing run that is planned."""
    return plan_run(run=begin_run(kind="billing", entity=entity, as_of=day(as_of), actor=None))


def a_billing(entity: LegalEntity, *, as_of: str = "2026-07-01") -> Run:
    """A billing run from plan to posting."""
    return commit_run(run=approve_run(run=a_plan(entity, as_of=as_of), actor=None))


def invoices_of(run: Run) -> list[Invoice]:
    """The documents a run posted, in the order of their numbers."""
    return list(Invoice.objects.filter(run_id=run.pk).order_by("kind", "number"))
