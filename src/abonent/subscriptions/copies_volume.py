"""One issue over subscriptions by the hundred thousand: where they live, and what a publisher's ordinary week does to them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import connection, transaction

from abonent.editions.models import Issue
from abonent.subscriptions.volume import fill

PLACES = """
INSERT INTO place (id, country, postal_code, town, street, number, staircase, flat)
SELECT numbered.id, 'SE', (10000 + mod(numbered.id, 9000))::text, 'Town' || mod(numbered.id, 290), 'Street' || mod(numbered.id, 9973),
       numbered.id::text, '', ''
FROM generate_series(1, %(subscriptions)s::bigint) AS numbered (id)
"""
ADDRESSES = """
INSERT INTO address (customer_id, kind, place_id, care_of, during, temporary)
SELECT customer.id, 'delivery', customer.id, '', daterange('2015-01-01', NULL), false
FROM customer
"""
# One in fifty is away at his cottage.
TEMPORARY = """
INSERT INTO address (customer_id, kind, place_id, care_of, during, temporary)
SELECT customer.id, 'delivery', 1 + mod(customer.id * 31, %(subscriptions)s::bigint), '', daterange(%(first)s::date, %(until)s::date), true
FROM customer
WHERE mod(customer.id, 50) = 7
"""
# Each subscription has rested once in the years behind; one in twenty-five rests now.
PAUSES = """
INSERT INTO pause (subscription_id, during, gives, digital_goes_on, remark)
SELECT subscription.id, daterange(day.first, day.first + 14), 'prolong', false, ''
FROM subscription
CROSS JOIN LATERAL (
    SELECT CASE WHEN mod(subscription.id, 25) = 3 THEN %(first)s::date ELSE %(first)s::date - 60 - mod(subscription.id, 900)::integer END AS first
) AS day
"""
REDIRECTS = """
INSERT INTO redirect (subscription_id, during, weekdays, place_id, receiver, delivery_method, remark)
SELECT subscription.id, daterange(%(first)s::date, %(until)s::date), 127, 1 + mod(subscription.id * 17, %(subscriptions)s::bigint), '', 'post', ''
FROM subscription
WHERE mod(subscription.id, 30) = 11
"""
COPIES_CHANGES = """
INSERT INTO copies_change (subscription_id, from_on, copies, copies_before)
SELECT subscription.id, %(first)s::date, subscription.copies + 1, subscription.copies
FROM subscription
WHERE mod(subscription.id, 100) = 19
"""
# A daily has been published for all the years behind.
ISSUES = """
INSERT INTO issue (edition_id, published_on, year, number)
SELECT edition.id, day.published_on::date, extract(year FROM day.published_on)::smallint, extract(doy FROM day.published_on)::smallint
FROM edition
CROSS JOIN generate_series(%(published_on)s::date - 365 * %(years)s, %(published_on)s::date + 90, interval '1 day') AS day (published_on)
"""
# The term that runs has its charge, in the two parts of the product.
CHARGES = """
INSERT INTO charge (id, payer_id, receiver_id, entity_id, source_kind, source_id, ordinal, product_id, during, quantity, unit_price, amount,
                    basis, currency, description)
SELECT term.id, subscription.payer_id, subscription.subscriber_id, subscription.entity_id, 'term', term.id, 1, term.product_id,
       term.sold_during, 1, term.amount, term.amount, 'gross', term.currency, '{}'
FROM term
JOIN subscription ON subscription.id = term.subscription_id
WHERE upper(term.during) > %(published_on)s::date
"""
COMPONENTS = """
INSERT INTO charge_component (charge_id, ordinal, tax_category, revenue_class, deferred, description, amount)
SELECT charge.id, part.ordinal, 'press_print', 'paper', true, '{}', charge.amount * part.share
FROM charge
CROSS JOIN (VALUES (1, 0.8), (2, 0.2)) AS part (ordinal, share)
"""
TABLES = "place, address, pause, redirect, copies_change, issue, product_component, product, edition, subscription, term, subscription_expiry, customer"


def fill_with_an_issue(*, subscriptions: int, products: int, years: int, published_on: date) -> Issue:
    """An issue on paper that all of the subscriptions bring: some of them are resting, elsewhere, or have another number of copies."""
    fill(subscriptions=subscriptions, products=products, copies=3, years=years, as_of=published_on + timedelta(days=1))
    numbers: dict[str, Any] = {
        "subscriptions": subscriptions,
        "years": years,
        "published_on": published_on,
        "first": published_on - timedelta(days=3),
        "until": published_on + timedelta(days=11),
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('abonent.run', 'volume', true)")
        for statement in (PLACES, ADDRESSES, TEMPORARY, PAUSES, REDIRECTS, COPIES_CHANGES, ISSUES):
            cursor.execute(statement, numbers)
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM ANALYZE {TABLES}")
    return Issue.objects.get(edition__medium="paper", published_on=published_on)


def fill_with_charges(*, subscriptions: int, products: int, years: int, published_on: date) -> None:
    """The same with the charge of each term that runs on the day."""
    fill_with_an_issue(subscriptions=subscriptions, products=products, years=years, published_on=published_on)
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in (CHARGES, COMPONENTS):
            cursor.execute(statement, {"published_on": published_on})
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE charge, charge_component")
