"""Rows by the million for the bench, made by the server: it writes tables of other folders, as only a test may."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import connection, transaction

from abonent.organisation.models import LegalEntity

CUSTOMERS = """
INSERT INTO customer (id, canonical_id, number, kind, given_name, family_name, organisation_name, language, country, national_id,
                      company_number, vat_number, invoice_channel)
SELECT numbered.id, numbered.id, 1000000 + numbered.id, 'person', 'Given' || mod(numbered.id, 997), 'Family' || mod(numbered.id, 19997),
       '', 'sv', 'SE', '', '', '', CASE WHEN mod(numbered.id, 10) = 0 THEN 'portal' ELSE 'paper' END
FROM generate_series(1, %(customers)s::bigint) AS numbered(id)
"""
PLACES = """
INSERT INTO place (id, country, postal_code, town, street, number, staircase, flat)
SELECT numbered.id, 'SE', (10000 + mod(numbered.id, 80000))::text, 'Norrvik', 'Street ' || mod(numbered.id, 5003),
       (numbered.id / 5003)::text, '', ''
FROM generate_series(1, %(customers)s::bigint) AS numbered(id)
"""
ADDRESSES = """
INSERT INTO address (id, customer_id, kind, place_id, care_of, during, temporary)
SELECT numbered.id, numbered.id, 'delivery', numbered.id, '', daterange('2020-01-01', NULL), false
FROM generate_series(1, %(customers)s::bigint) AS numbered(id)
"""
# The payer of a subscription is any customer: numbers are spread by a prime, as a register's are.
CHARGES = """
INSERT INTO charge (id, payer_id, receiver_id, entity_id, source_kind, source_id, ordinal, product_id, during, quantity, unit_price,
                    amount, basis, currency, description)
SELECT numbered.id, payer.id, payer.id, %(entity)s::bigint, 'term', numbered.id, 1, 1 + mod(numbered.id, 12),
       daterange(%(as_of)s::date, %(as_of)s::date + 365), 1, 199 + mod(numbered.id, 3000), 199 + mod(numbered.id, 3000), 'gross', 'SEK',
       jsonb_build_object('code', 'term', 'product', jsonb_build_object('sv', 'Norrviks Dagblad', 'en', 'Norrvik Daily'))
FROM generate_series(1, %(subscriptions)s::bigint) AS numbered(id)
CROSS JOIN LATERAL (SELECT 1 + mod(numbered.id * 7919, %(customers)s::bigint) AS id) AS payer
"""
# Every fifth subscription is a bundle of paper and digital.
COMPONENTS = """
INSERT INTO charge_component (charge_id, ordinal, tax_category, revenue_class, deferred, description, amount)
SELECT charge.id, part.ordinal, part.tax_category, part.revenue_class, true, jsonb_build_object('sv', part.revenue_class), part.amount
FROM charge
CROSS JOIN LATERAL (
    SELECT 1 AS ordinal, 'press_print' AS tax_category, 'paper' AS revenue_class,
           CASE WHEN mod(charge.id, 5) = 0 THEN charge.amount - 49 ELSE charge.amount END AS amount
    UNION ALL
    SELECT 2, 'press_digital', 'digital', 49 WHERE mod(charge.id, 5) = 0
) AS part
"""
WORKLIST = """
INSERT INTO open_charge (charge_id, entity_id, due_on)
SELECT charge.id, charge.entity_id,
       CASE WHEN charge.id <= %(due)s::bigint THEN %(as_of)s::date - mod(charge.id, 7)::int ELSE %(as_of)s::date + 30 END
FROM charge
"""


def fill(entity: LegalEntity, *, customers: int, subscriptions: int, due: int, as_of: date) -> None:
    """Customers with an address each, a charge per subscription, the first `due` of them due on the day."""
    numbers: dict[str, Any] = {"entity": entity.pk, "customers": customers, "subscriptions": subscriptions, "due": due, "as_of": as_of}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('abonent.run', 'volume', true)")
        for statement in (CUSTOMERS, PLACES, ADDRESSES, CHARGES, COMPONENTS, WORKLIST):
            cursor.execute(statement, numbers)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE customer, place, address, charge, charge_component, open_charge")
