"""Subscriptions by the hundred thousand for the bench, made by the server: it writes tables of other folders, as only a test may."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import connection, transaction

from abonent.catalog.models import PriceList, Product
from abonent.catalog.testing import a_price_list, a_product, an_edition, an_entity, prices_from
from abonent.organisation.models import LegalEntity

CUSTOMERS = """
INSERT INTO customer (id, canonical_id, number, kind, given_name, family_name, organisation_name, language, country, national_id,
                      company_number, vat_number, invoice_channel)
SELECT numbered.id, numbered.id, 1000000 + numbered.id, 'person', 'Given' || mod(numbered.id, 997), 'Family' || mod(numbered.id, 19997),
       '', 'sv', 'SE', '', '', '', 'paper'
FROM generate_series(1, %(subscriptions)s::bigint) AS numbered (id)
"""
# Every product is sold at every length in every number of copies, spread over the ids.
SUBSCRIPTIONS = """
INSERT INTO subscription (id, entity_id, product_id, price_list_id, subscriber_id, payer_id, copies, weekdays, term_kind, term_unit,
                          term_length, started_on, anchor_on, delivery_method, sales_channel, reference)
SELECT numbered.id, %(entity)s::bigint, (%(products)s::bigint[])[1 + mod(numbered.id, %(product_count)s)], %(price_list)s::bigint,
       payer.id, payer.id, 1 + mod(numbered.id / (3 * %(product_count)s), %(copies)s), 127, 'fixed', 'month',
       (ARRAY[3, 6, 12])[1 + mod(numbered.id / %(product_count)s, 3)],
       begun.day, begun.day, 'carrier', 'import', ''
FROM generate_series(1, %(subscriptions)s::bigint) AS numbered (id)
CROSS JOIN LATERAL (SELECT 1 + mod(numbered.id * 7919, %(subscriptions)s::bigint) AS id) AS payer
CROSS JOIN LATERAL (
    SELECT (%(as_of)s::date + mod(numbered.id, 40)::integer - make_interval(years => %(years)s))::date AS day
) AS begun
"""
# Every subscription has terms for all the years behind it and is due now.
TERMS = """
INSERT INTO term (subscription_id, ordinal, product_id, weekdays, copies, sold_during, during, unit_price, amount, currency,
                  price_list_version_id, trace_id, legal_ground)
SELECT subscription.id, series.ordinal, subscription.product_id, 127, subscription.copies, days.during, days.during, 100,
       100 * subscription.copies, 'SEK', %(version)s::bigint, 0, 'renewal'
FROM subscription
CROSS JOIN LATERAL generate_series(1, 12 * %(years)s / subscription.term_length) AS series (ordinal)
CROSS JOIN LATERAL (
    SELECT daterange(
        (subscription.anchor_on + make_interval(months => (series.ordinal - 1) * subscription.term_length))::date,
        (subscription.anchor_on + make_interval(months => series.ordinal * subscription.term_length))::date
    ) AS during
) AS days
"""
EXPIRIES = """
INSERT INTO subscription_expiry (subscription_id, entity_id, latest_term_id, term_ordinal, expires_on)
SELECT DISTINCT ON (term.subscription_id) term.subscription_id, %(entity)s::bigint, term.id, term.ordinal, upper(term.during)
FROM term
ORDER BY term.subscription_id, term.ordinal DESC
"""
ENTITLEMENTS = """
INSERT INTO entitlement (subscription_id, source, customer_id, network, product_id, edition_id, during)
SELECT entitlement_due.subscription_id, entitlement_due.source, entitlement_due.customer_id, entitlement_due.network,
       entitlement_due.product_id, entitlement_due.edition_id, entitlement_due.during
FROM entitlement_due
"""

LENGTHS = (3, 6, 12)


def fill(*, subscriptions: int, products: int, copies: int, years: int, as_of: date) -> LegalEntity:
    """A publisher with so many subscriptions that are all due on the day; situations are products x 3 lengths x copies."""
    entity = an_entity()
    price_list, sold = _assortment(entity, products)
    numbers: dict[str, Any] = {
        "entity": entity.pk,
        "subscriptions": subscriptions,
        "products": [product.pk for product in sold],
        "product_count": products,
        "price_list": price_list.pk,
        "version": price_list.versions.get().pk,
        "copies": copies,
        "years": years,
        "as_of": as_of,
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('abonent.run', 'volume', true)")
        for statement in (CUSTOMERS, SUBSCRIPTIONS, TERMS, EXPIRIES, ENTITLEMENTS):
            cursor.execute(statement, numbers)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE customer, subscription, term, subscription_expiry, entitlement")
    return entity


def _assortment(entity: LegalEntity, products: int) -> tuple[PriceList, list[Product]]:
    price_list = a_price_list(entity=entity)
    editions = [an_edition(entity=entity), an_edition(entity=entity, medium="electronic")]
    sold = [a_product(entity=entity, code=f"product-{number}", editions=editions) for number in range(products)]
    prices_from("2020-01-01", price_list, {(product, length): f"{99 + 10 * length}.50" for product in sold for length in LENGTHS})
    return price_list, sold
